using System.Collections.Immutable;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Knowledge.Ontology;

/// <summary>The types of happenings that are recorded, and the words that tell of them. Read-only and shared.</summary>
public sealed class EventOntology
{
    private const string Folder = "ontology/events";
    private const string Cues = "languages/en/events/cues.yaml";
    private const int MostGroups = 64;
    private static readonly string[] Violence = ["state-based", "non-state", "one-sided"];

    private readonly Dictionary<string, int> _byName;

    private EventOntology(ImmutableArray<SubEventType> types, ImmutableArray<string> groups, PhraseTable<int> cues)
    {
        (SubTypes, CueGroups, CueWords) = (types, groups, cues);
        _byName = types.Select((t, i) => (t.Name, i)).ToDictionary(p => p.Name, p => p.i, StringComparer.Ordinal);
        for (var t = 0; t < types.Length; t++)
            foreach (var trigger in types[t].Triggers)
                Triggers.Add(trigger.Phrase, (t, trigger));
    }

    /// <summary>The sub-event types, ordered by file name.</summary>
    public ImmutableArray<SubEventType> SubTypes { get; }

    /// <summary>Names of the groups of cue words; a set of groups is a bit mask by this order.</summary>
    public ImmutableArray<string> CueGroups { get; }

    public PhraseTable<int> CueWords { get; }

    public PhraseTable<(int SubType, Trigger Trigger)> Triggers { get; } = new();

    /// <summary>Index of a sub-type by its exact name; -1 when there is none.</summary>
    public int IndexOf(string name) => _byName.GetValueOrDefault(name, -1);

    public SubEventType this[string name] => SubTypes[_byName[name]];

    /// <exception cref="DataException">Something in the files is wrong; the message lists all of it.</exception>
    public static EventOntology Load(DataFolder data)
    {
        var problems = new DataProblems();
        var groups = new List<string>();
        var cues = new PhraseTable<int>();
        foreach (var map in YamlFile.Maps(data.File(Cues), problems))
        {
            var name = map.Text("group");
            if (groups.Contains(name)) map.Problem("group", $"the group '{name}' is there twice");
            foreach (var word in map.Texts("words"))
                if (Phrase.Parse(word) is { } phrase) cues.Add(phrase, groups.Count);
                else map.Problem("words", $"'{word}' is not a phrase");
            groups.Add(name);
            if (groups.Count > MostGroups) map.Problem($"more than {MostGroups} groups");
            map.Done();
        }
        var types = new List<SubEventType>();
        foreach (var file in data.Files(Folder, ".yaml"))
            if (YamlFile.Map(file, problems) is { } map)
            {
                var type = Read(map, groups);
                if (types.Any(t => t.Name == type.Name)) map.Problem("name", $"the type '{type.Name}' is there twice");
                types.Add(type);
            }
        problems.ThrowIfAny();
        return new([.. types], [.. groups], cues);
    }

    private static SubEventType Read(YamlMap map, List<string> groups)
    {
        var plover = map.OptionalMap("plover");
        if (plover is null) map.Problem("'plover' is missing");
        var ucdp = map.OptionalText("ucdp");
        if (ucdp is not null && !Violence.Contains(ucdp)) map.Problem("ucdp", $"'{ucdp}' is none of {string.Join(", ", Violence)}");
        var type = new SubEventType(map.Text("name"), map.Text("type"), map.Text("definition"), map.Text("actor"), map.Text("recipient"),
            new(plover?.Text("type") ?? "", plover?.OptionalText("mode"), plover?.OptionalText("context")), map.Text("cameo"), ucdp)
        {
            Triggers = [.. map.Maps("triggers").SelectMany(m => ReadTriggers(m, groups))],
            Takers = ReadKinds(map),
            BesideSurest = (float)(map.OptionalNumber("beside_surest") ?? 0.5),
            Enough = (float?)map.OptionalNumber("enough"),
            Control = map.OptionalName<HoldingRole>("control"),
            Examples = [.. map.Texts("examples")],
            Not = [.. map.Texts("not")],
        };
        if (type.Triggers.Length == 0) map.Problem("'triggers' is missing or empty");
        plover?.Done();
        map.Done();
        return type;
    }

    private static ImmutableArray<ActorKind> ReadKinds(YamlMap map)
    {
        var kinds = ImmutableArray.CreateBuilder<ActorKind>();
        foreach (var text in map.Texts("takers"))
            if (WireName.TryParse(text, out ActorKind kind)) kinds.Add(kind);
            else map.Problem("takers", $"'{text}' is no kind of actor");
        return kinds.ToImmutable();
    }

    private static List<Trigger> ReadTriggers(YamlMap map, List<string> groups)
    {
        var strength = map.Name<TriggerStrength>("strength");
        var near = new List<ulong>();
        foreach (var alternative in map.Texts("near"))
        {
            var mask = 0UL;
            foreach (var group in alternative.Split('+'))
                if (groups.IndexOf(group) is >= 0 and var at) mask |= 1UL << at;
                else map.Problem("near", $"'{group}' is no group of {Cues}");
            near.Add(mask);
        }
        var triggers = new List<Trigger>();
        foreach (var words in map.Texts("words"))
            if (Phrase.Parse(words) is { } phrase) triggers.Add(new(phrase, strength, [.. near]));
            else map.Problem("words", $"'{words}' is not a phrase");
        if (triggers.Count == 0) map.Problem("'words' is missing or empty");
        map.Done();
        return triggers;
    }
}
