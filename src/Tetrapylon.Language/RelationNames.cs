using Tetrapylon.Model;

namespace Tetrapylon.Language;

/// <summary>Names of the relations in treebanks.</summary>
public static class RelationNames
{
    private static readonly string[] Names = [.. Enum.GetValues<Relation>().Select(NameOf)];
    private static readonly Dictionary<string, Relation> Relations = Enum.GetValues<Relation>().ToDictionary(r => Names[(int)r], StringComparer.Ordinal);

    /// <summary>The relation's name in Universal Dependencies: <c>nsubj:pass</c>.</summary>
    public static string Of(Relation relation) => Names[(int)relation];

    /// <summary>The relation of a treebank's label; subtypes the coder does not read fall back to the universal relation.</summary>
    public static Relation Parse(string label)
    {
        if (Relations.TryGetValue(label, out var relation)) return relation;
        var colon = label.IndexOf(':', StringComparison.Ordinal);
        return Relations.GetValueOrDefault(colon < 0 ? label : label[..colon], Relation.Dep);
    }

    private static string NameOf(Relation relation) => relation switch
    {
        Relation.AclRelcl => "acl:relcl",
        Relation.AuxPass => "aux:pass",
        Relation.CompoundPrt => "compound:prt",
        Relation.CsubjPass => "csubj:pass",
        Relation.NmodPoss => "nmod:poss",
        Relation.NmodTmod => "nmod:unmarked",
        Relation.NsubjPass => "nsubj:pass",
        Relation.OblAgent => "obl:agent",
        Relation.OblTmod => "obl:unmarked",
        _ => relation.ToString().ToLowerInvariant(),
    };
}
