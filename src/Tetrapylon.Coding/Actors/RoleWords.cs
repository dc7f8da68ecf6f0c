using System.Collections.Frozen;
using Tetrapylon.Knowledge.Actors;
using Tetrapylon.Knowledge.Loading;

namespace Tetrapylon.Coding.Actors;

/// <summary>Words that steer who gets which role, from <c>data/languages/en/actors/role-words.yaml</c>.</summary>
internal sealed class RoleWords
{
    private readonly FrozenSet<string> _counts;
    private readonly FrozenSet<string> _offices;

    private RoleWords(YamlMap map, RoleLexicon roles)
    {
        FrozenSet<string> Set(string key) => map.Texts(key).ToFrozenSet(StringComparer.Ordinal);
        _counts = roles.Nouns.Where(n => n.Sort is RoleSort.Count or RoleSort.Bare).Select(n => n.Text).ToFrozenSet(StringComparer.Ordinal);
        Bare = roles.Nouns.Where(n => n.Sort == RoleSort.Bare).Select(n => n.Text).ToFrozenSet(StringComparer.Ordinal);
        Bearing = Set("bearing");
        Suffering = Set("suffering");
        Against = Set("against");
        Doing = Set("doing");
        Light = Set("light");
        Mutual = Set("mutual");
        Never = Set("never");
        ToPersons = Set("to_persons");
        Harming = Set("harming");
        Doers = Set("doers");
        Gathering = Set("gathering");
        Owned = Set("owned");
        Including = Set("including");
        Sites = Set("sites");
        Sides = roles.Nouns.Where(n => n.Sort is RoleSort.Person or RoleSort.Member or RoleSort.Body && n.Kind != Model.ActorKind.Structure).Select(n => n.Text).ToFrozenSet(StringComparer.Ordinal);
        _offices = roles.Nouns.Select(n => n.Text).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>Words too bare to be recorded: "people".</summary>
    public FrozenSet<string> Bare { get; }

    /// <summary>Verbs whose subject bears the deed: "die", "fall".</summary>
    public FrozenSet<string> Bearing { get; }

    /// <summary>Verbs that tell of what a deed did: in "the attack killed two guards" their object is who it was done to.</summary>
    public FrozenSet<string> Suffering { get; }

    /// <summary>Prepositions before who it is done to.</summary>
    public FrozenSet<string> Against { get; }

    /// <summary>Prepositions before who does it.</summary>
    public FrozenSet<string> Doing { get; }

    /// <summary>Verbs that add nothing to the noun they govern: "carry out an attack".</summary>
    public FrozenSet<string> Light { get; }

    /// <summary>Nouns with two sides: "clash", "truce".</summary>
    public FrozenSet<string> Mutual { get; }

    /// <summary>Nouns that are never a party: times, measures, doings.</summary>
    public FrozenSet<string> Never { get; }

    /// <summary>Sub-types that are done to persons.</summary>
    public FrozenSet<string> ToPersons { get; }

    /// <summary>Sub-types that may be done to a person named.</summary>
    public FrozenSet<string> Harming { get; }

    /// <summary>Bare words that are recorded as who did it though never as whom it was done to.</summary>
    public FrozenSet<string> Doers { get; }

    /// <summary>Sub-types that bare words are recorded for when nobody else did it.</summary>
    public FrozenSet<string> Gathering { get; }

    /// <summary>Words between nameless doers and the group they belong to.</summary>
    public FrozenSet<string> Owned { get; }

    /// <summary>Words before some of those told already: "including two women".</summary>
    public FrozenSet<string> Including { get; }

    /// <summary>Structures that stand for nobody, unless a side is named with them.</summary>
    public FrozenSet<string> Sites { get; }

    /// <summary>Nouns for somebody, which tell whose a structure is: "police station".</summary>
    public FrozenSet<string> Sides { get; }

    /// <summary>True for a name that is only what somebody is: "general".</summary>
    public bool IsOffice(string name) => name.ToLowerInvariant() is var lower && (_offices.Contains(lower) || _offices.Contains(lower[(lower.LastIndexOf(' ') + 1)..]));

    public bool Counts(string word) => _counts.Contains(word);

    public static RoleWords Load(DataFolder data, RoleLexicon roles)
    {
        var problems = new DataProblems();
        var map = YamlFile.Map(data.File("languages/en/actors/role-words.yaml"), problems);
        problems.ThrowIfAny();
        map!.Text("origin");
        map.Text("licence");
        var words = new RoleWords(map, roles);
        map.Done();
        problems.ThrowIfAny();
        return words;
    }
}
