using System.Collections.Frozen;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Places;

/// <summary>Words that tell what kind of place a name is, or that it is none. Read from <c>data/languages/en/places</c>.</summary>
internal sealed class PlaceCues
{
    public required FrozenDictionary<string, PlaceKind> Kinds { get; init; }
    /// <summary>Nouns that head the names of buildings and works.</summary>
    public required FrozenSet<string> Facilities { get; init; }
    public required FrozenSet<string> Directions { get; init; }
    public required FrozenSet<string> Areas { get; init; }
    public required FrozenSet<string> DemonymAreas { get; init; }
    public required FrozenSet<string> Borders { get; init; }
    /// <summary>Words in the names of seas and straits.</summary>
    public required FrozenSet<string> OpenWaters { get; init; }
    public required FrozenSet<string> Lands { get; init; }
    public required FrozenSet<string> Prepositions { get; init; }
    public required FrozenSet<string> Locatives { get; init; }
    public required FrozenSet<string> Titles { get; init; }
    public required FrozenSet<string> OrganisationsBefore { get; init; }
    public required FrozenSet<string> OrganisationsAfter { get; init; }
    public required FrozenSet<string> PersonAfter { get; init; }
    public required FrozenDictionary<string, double> Lengths { get; init; }
    public required FrozenDictionary<string, double> Bearings { get; init; }
    public required FrozenSet<string> BackReferences { get; init; }
    public required FrozenSet<string> BackAdverbs { get; init; }
    public required FrozenSet<string> GivenNames { get; init; }
    public required FrozenSet<string> CommonWords { get; init; }
    public required FrozenSet<string> Surnames { get; init; }
    public required FrozenSet<string> WeakKinds { get; init; }
    public required FrozenSet<string> Credits { get; init; }
    public required FrozenSet<string> Taking { get; init; }

    /// <summary>Words that open a list of what is taken.</summary>
    public required FrozenSet<string> Listing { get; init; }
    public required FrozenSet<string> Institutions { get; init; }
    public required FrozenSet<string> Adornments { get; init; }
    public required FrozenSet<string> Never { get; init; }

    /// <summary>True for the name of a sea, a gulf, a strait.</summary>
    public bool IsOpenWater(string name) => Array.Exists(name.ToLowerInvariant().Split(' '), OpenWaters.Contains);

    /// <exception cref="DataException">A file is faulty; every fault is listed.</exception>
    public static PlaceCues Load(DataFolder data)
    {
        var problems = new DataProblems();
        var common = YamlFile.Map(data.File("languages/en/places/common-words.yaml"), problems);
        common?.Text("origin");
        var words = Words(common?.Text("words"));
        common?.Done();
        var map = YamlFile.Map(data.File("languages/en/places/cues.yaml"), problems);
        problems.ThrowIfAny();
        map!.Text("origin");
        var kinds = new Dictionary<string, PlaceKind>(StringComparer.Ordinal);
        foreach (var group in map.Maps("kinds"))
        {
            var kind = group.Name<PlaceKind>("kind");
            foreach (var word in group.Texts("words")) kinds.TryAdd(word, kind);
            group.Done();
        }
        var lengths = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var group in map.Maps("lengths"))
        {
            var metres = group.OptionalNumber("metres") ?? 0;
            foreach (var word in group.Texts("words")) lengths[word] = metres;
            group.Done();
        }
        var bearings = new Dictionary<string, double>(StringComparer.Ordinal);
        if (map.OptionalMap("bearings") is { } table)
            foreach (var (word, _, _) in table.Pairs())
                if (table.OptionalNumber(word) is { } degrees) bearings[word] = degrees;
        var cues = new PlaceCues
        {
            Kinds = kinds.ToFrozenDictionary(StringComparer.Ordinal),
            Facilities = kinds.Where(k => k.Value == PlaceKind.Facility).Select(k => k.Key).Concat(map.Texts("buildings")).ToFrozenSet(StringComparer.Ordinal),
            Directions = Set("directions"), Areas = Set("areas"), DemonymAreas = Set("demonym_areas"), Borders = Set("borders"), OpenWaters = Set("open_waters"), Lands = Set("lands"), Prepositions = Set("prepositions"), Locatives = Set("locatives"), Titles = Set("titles"),
            OrganisationsBefore = Set("organisations_before"), OrganisationsAfter = Set("organisations_after"), PersonAfter = Set("person_after"),
            Lengths = lengths.ToFrozenDictionary(StringComparer.Ordinal), Bearings = bearings.ToFrozenDictionary(StringComparer.Ordinal),
            BackReferences = Set("back_references"), BackAdverbs = Set("back_adverbs"),
            GivenNames = Words(map.Text("given_names")), CommonWords = words, Surnames = Words(map.Text("surnames")), WeakKinds = Set("weak_kinds"), Credits = Set("credits"), Taking = Set("taking"), Listing = Set("listing"), Never = Set("never"), Institutions = Set("institutions"), Adornments = Set("adornments"),
        };
        map.Done();
        problems.ThrowIfAny();
        return cues;

        FrozenSet<string> Set(string key) => map.Texts(key).ToFrozenSet(StringComparer.Ordinal);
    }

    private static FrozenSet<string> Words(string? text) => (text ?? "").Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
