using System.Collections.Frozen;
using System.Collections.Immutable;
using Tetrapylon.Knowledge.Loading;

namespace Tetrapylon.Knowledge.Ontology;

/// <summary>An event type of PLOVER, and what becomes of it where it is not told as done.</summary>
/// <param name="Verbal">Whether the happening is in saying something: what is said is its content, and no happening of its own.</param>
/// <param name="Mutual">Whether both sides do it.</param>
/// <param name="People">Whether people of no side may do it.</param>
/// <param name="Unnamed">Whether it may be told without who does it.</param>
/// <param name="Planned">The type of announcing it.</param>
/// <param name="Refused">The type of saying that one will not; null where that is no happening.</param>
public sealed record PloverType(string Name, string Definition, bool Verbal, bool Mutual, bool People, bool Unnamed, string Planned, string? Refused)
{
    /// <summary>Sentences that must be read as this type.</summary>
    public required ImmutableArray<string> Examples { get; init; }

    /// <summary>Sentences that share a word with this type and must not be read as it.</summary>
    public required ImmutableArray<string> Not { get; init; }
}

/// <summary>Words that tell of a type of PLOVER by themselves or with what they govern.</summary>
/// <param name="Type">Index of the type.</param>
/// <param name="Objects">Lemmas of which one must hang on the words; empty for none.</param>
/// <param name="Subjects">Lemmas of which one must be the subject; empty for none.</param>
/// <param name="Prepositions">Prepositions of which one must tie something to the words; empty for none.</param>
/// <param name="NotObjects">Lemmas of which none may hang on the words.</param>
/// <param name="Near">Lemmas of which one must stand in the sentence; empty for none.</param>
/// <param name="Unless">Lemmas of which none may stand in the sentence.</param>
public sealed record PloverPattern(
    Phrase Phrase, int Type, string? Mode, string? Context, bool Sure, FrozenSet<string> Objects, FrozenSet<string> Subjects, FrozenSet<string> Prepositions, FrozenSet<string> NotObjects, FrozenSet<string> Near, FrozenSet<string> Unless)
{
    /// <summary>How much is asked: of two patterns on one word the one that asks more is right.</summary>
    public int Asks => Phrase.Words.Length + (Objects.Count > 0 ? 3 : 0) + (Subjects.Count > 0 ? 2 : 0) + (Prepositions.Count > 0 ? 1 : 0) + (Near.Count > 0 ? 1 : 0);
}

/// <summary>What PLOVER's event types are told by, beyond the codebook: <c>data/ontology/plover</c>. Read-only and shared.</summary>
public sealed class PloverLexicon
{
    private const string Folder = "ontology/plover/types";
    private const string Words = "ontology/plover/words.yaml";

    private readonly Dictionary<string, int> _byName;
    private readonly Dictionary<string, string> _contexts;

    private PloverLexicon(ImmutableArray<PloverType> types, Cues cues, FrozenSet<string> wide, Dictionary<string, string> contexts)
    {
        (Types, Moods, Wide, _contexts) = (types, cues, wide, contexts);
        _byName = types.Select((t, i) => (t.Name, i)).ToDictionary(p => p.Name, p => p.i, StringComparer.Ordinal);
    }

    public ImmutableArray<PloverType> Types { get; }

    public PhraseTable<PloverPattern> Patterns { get; } = new();

    /// <summary>Words that say whether something was done, is to be done, is asked for or is only thought of.</summary>
    public Cues Moods { get; }

    /// <summary>Sub-types of the codebook that are too wide for the type of PLOVER they stand for: where their words tell of another type, that one is right.</summary>
    public FrozenSet<string> Wide { get; }

    /// <summary>The context of PLOVER that a lemma speaks of; null for none.</summary>
    public string? ContextOf(string lemma) => _contexts.GetValueOrDefault(lemma);

    /// <summary>Index of a type by its name; -1 when there is none.</summary>
    public int IndexOf(string name) => _byName.GetValueOrDefault(name, -1);

    /// <param name="Intending">Governors that say that it is to be done.</param>
    /// <param name="Voiding">Governors after which nothing has been said to be done.</param>
    /// <param name="Saying">Verbs of telling: their clause is told as any other.</param>
    /// <param name="Demanding">Auxiliaries that ask it of somebody.</param>
    /// <param name="Future">Auxiliaries that say that it is to be done.</param>
    /// <param name="Possible">Auxiliaries that leave open whether it is.</param>
    /// <param name="Negative">Words that say that it is not done.</param>
    /// <param name="Open">Words that open a clause of what is not told as done.</param>
    /// <param name="Where">Prepositions before where it is done, not to whom.</param>
    /// <param name="StandingFor">Nouns that stand for those of whom they are.</param>
    public sealed record Cues(
        FrozenSet<string> Intending, FrozenSet<string> Voiding, FrozenSet<string> Saying, FrozenSet<string> Demanding, FrozenSet<string> Future, FrozenSet<string> Possible, FrozenSet<string> Negative, FrozenSet<string> Open,
        FrozenSet<string> Where, FrozenSet<string> StandingFor);

    /// <exception cref="DataException">Something in the files is wrong; the message lists all of it.</exception>
    public static PloverLexicon Load(DataFolder data)
    {
        var problems = new DataProblems();
        var groups = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var contexts = new Dictionary<string, string>(StringComparer.Ordinal);
        Cues? cues = null;
        FrozenSet<string> wide = [];
        if (YamlFile.Map(data.File(Words), problems) is { } words)
        {
            if (words.OptionalMap("groups") is { } named)
                foreach (var name in named.Keys()) groups.Add(name, named.Texts(name));
            if (words.OptionalMap("contexts") is { } told)
                foreach (var name in told.Keys())
                    foreach (var lemma in told.Texts(name))
                        if (!contexts.TryAdd(lemma, name)) told.Problem(name, $"'{lemma}' speaks of {contexts[lemma]} already");
            FrozenSet<string> Set(string key) => words.Texts(key).ToFrozenSet(StringComparer.Ordinal);
            cues = new(Set("intending"), Set("voiding"), Set("saying"), Set("demanding"), Set("future"), Set("possible"), Set("negative"), Set("open"), Set("where"), Set("standing_for"));
            wide = Set("wide");
            words.Done();
        }
        var types = ImmutableArray.CreateBuilder<PloverType>();
        var patterns = new List<PloverPattern>();
        foreach (var file in data.Files(Folder, ".yaml"))
            if (YamlFile.Map(file, problems) is { } map) types.Add(Read(map, types.Count, groups, patterns));
        problems.ThrowIfAny();
        var lexicon = new PloverLexicon(types.ToImmutable(), cues!, wide, contexts);
        foreach (var type in lexicon.Types)
            foreach (var other in new[] { type.Planned, type.Refused })
                if (other is not null && lexicon.IndexOf(other) < 0) problems.Add(Folder, 1, $"{type.Name} speaks of '{other}', which is no type");
        problems.ThrowIfAny();
        foreach (var pattern in patterns) lexicon.Patterns.Add(pattern.Phrase, pattern);
        return lexicon;
    }

    private static PloverType Read(YamlMap map, int index, Dictionary<string, IReadOnlyList<string>> groups, List<PloverPattern> patterns)
    {
        var name = map.Text("type");
        foreach (var pattern in map.Maps("patterns"))
        {
            FrozenSet<string> Set(string key) => Lemmas(pattern, key, groups).ToFrozenSet(StringComparer.Ordinal);
            var (mode, context, sure) = (pattern.OptionalText("mode"), pattern.OptionalText("context"), !pattern.OptionalFlag("unsure"));
            var (objects, subjects, prepositions, not, near, unless) = (Set("objects"), Set("subjects"), Set("prepositions"), Set("not_objects"), Set("near"), Set("unless"));
            var any = false;
            foreach (var text in pattern.Texts("words"))
            {
                any = true;
                if (Phrase.Parse(text) is { Class: not PhraseClass.Any } phrase) patterns.Add(new(phrase, index, mode, context, sure, objects, subjects, prepositions, not, near, unless));
                else pattern.Problem("words", $"'{text}' is not a phrase of a part of speech");
            }
            if (!any) pattern.Problem("'words' is missing or empty");
            pattern.Done();
        }
        var type = new PloverType(name, map.Text("definition"), map.OptionalFlag("verbal"), map.OptionalFlag("mutual"), map.OptionalFlag("people"), map.OptionalFlag("unnamed"), map.Text("planned"), map.OptionalText("refused"))
        {
            Examples = [.. map.Texts("examples")],
            Not = [.. map.Texts("not")],
        };
        map.Done();
        return type;
    }

    // "$aid" stands for the words of a group.
    private static IEnumerable<string> Lemmas(YamlMap map, string key, Dictionary<string, IReadOnlyList<string>> groups)
    {
        foreach (var text in map.Texts(key))
            if (!text.StartsWith('$')) yield return text;
            else if (groups.TryGetValue(text[1..], out var words))
                foreach (var word in words) yield return word;
            else map.Problem(key, $"'{text}' is no group of {Words}");
    }
}
