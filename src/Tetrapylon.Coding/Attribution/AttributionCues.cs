using System.Collections.Frozen;
using System.Collections.Immutable;
using Tetrapylon.Knowledge.Actors;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Attribution;

/// <summary>Words that tie a statement to who makes it, from <c>data/languages/en/attribution</c>. Read-only once loaded.</summary>
internal sealed class AttributionCues
{
    private readonly ImmutableArray<(string Words, SourceKind Kind)> _kinds;

    private AttributionCues(YamlMap map)
    {
        map.Text("origin");
        map.Text("licence");
        FrozenSet<string> Set(string key) => map.Texts(key).ToFrozenSet(StringComparer.Ordinal);
        Say = Set("say");
        Announce = Set("announce");
        Accuse = Set("accuse");
        Show = Set("show");
        NotWith = Set("not_with");
        Nouns = Set("nouns");
        Background = Set("background");
        Reports = Set("reports");
        Documents = Set("documents");
        MadeBy = Set("made_by");
        NamelessMonitors = Set("nameless_monitors");
        foreach (var phrase in map.Texts("phrases")) Phrases.Add(phrase, 0);
        var kinds = ImmutableArray.CreateBuilder<(string, SourceKind)>();
        foreach (var group in map.Maps("kinds"))
        {
            var kind = group.Name<SourceKind>("kind");
            foreach (var words in group.Texts("words")) kinds.Add((words, kind));
            group.Done();
        }
        _kinds = kinds.ToImmutable();
        map.Done();
    }

    /// <summary>Verbs whose clause is what is said.</summary>
    public FrozenSet<string> Say { get; }

    /// <summary>Verbs whose object is what is said: "announces a ceasefire".</summary>
    public FrozenSet<string> Announce { get; }

    /// <summary>Verbs after which it follows a preposition: "accuses X of".</summary>
    public FrozenSet<string> Accuse { get; }

    /// <summary>Verbs by which pictures tell: "footage shows".</summary>
    public FrozenSet<string> Show { get; }

    /// <summary>Objects with which the verb states nothing: "claims responsibility".</summary>
    public FrozenSet<string> NotWith { get; }

    /// <summary>Nouns whose clause is what is said: "the claim that".</summary>
    public FrozenSet<string> Nouns { get; }

    /// <summary>Words before what the report tells in its own voice: "after".</summary>
    public FrozenSet<string> Background { get; }

    /// <summary>Forms that report speech wherever they stand right after somebody.</summary>
    public FrozenSet<string> Reports { get; }

    /// <summary>What says something in its maker's name: "a report by the ministry".</summary>
    public FrozenSet<string> Documents { get; }

    /// <summary>Words between such a document and its maker.</summary>
    public FrozenSet<string> MadeBy { get; }

    /// <summary>What a monitor is called where it is not named.</summary>
    public FrozenSet<string> NamelessMonitors { get; }

    /// <summary>Phrases before a source: "according to".</summary>
    public PhraseTrie Phrases { get; } = new();

    /// <exception cref="DataException">Something in the file is wrong; every problem is listed.</exception>
    public static AttributionCues Load(DataFolder data)
    {
        var problems = new DataProblems();
        var map = YamlFile.Map(data.File("languages/en/attribution/attribution.yaml"), problems);
        problems.ThrowIfAny();
        var cues = new AttributionCues(map!);
        problems.ThrowIfAny();
        return cues;
    }

    /// <summary>The kind of source a name tells of; unknown when none of its words does.</summary>
    public SourceKind KindOf(string name)
    {
        var lower = name.ToLowerInvariant();
        foreach (var (words, kind) in _kinds)
        {
            var at = lower.IndexOf(words, StringComparison.Ordinal);
            if (at >= 0 && (at == 0 || !char.IsLetterOrDigit(lower[at - 1])) && (at + words.Length == lower.Length || !char.IsLetterOrDigit(lower[at + words.Length]))) return kind;
        }
        return SourceKind.Unknown;
    }
}
