using Tetrapylon.Language.Weights;
using Tetrapylon.Model;

namespace Tetrapylon.Language.Tagging;

/// <summary>The tags the tagger chooses among: a universal part of speech with a form of inflection ("VERB VBD").</summary>
internal sealed class TagSet
{
    private readonly Upos[] _upos;
    private readonly Morph[] _morph;

    /// <param name="names">Tags as "UPOS" or "UPOS FORM", FORM a tag of the Penn Treebank.</param>
    public TagSet(IReadOnlyList<string> names)
    {
        Names = names;
        _upos = [.. names.Select(n => Enum.Parse<Upos>(n.Split(' ')[0]))];
        _morph = [.. names.Select(n => MorphOf(n.Split(' ') is [_, var form] ? form : ""))];
    }

    public IReadOnlyList<string> Names { get; }

    public int Count => _upos.Length;

    public static TagSet Load(WeightFile file) => new(file.Lines("tags"));

    public Upos UposOf(int tag) => _upos[tag];

    public Morph MorphOf(int tag) => _morph[tag];

    private static Morph MorphOf(string form) => form switch
    {
        "VBD" => Morph.Past | Morph.Finite,
        "VBZ" or "VBP" => Morph.Present | Morph.Finite,
        "VB" => Morph.Infinitive,
        "VBG" => Morph.Gerund,
        "VBN" => Morph.PastParticiple,
        "MD" => Morph.Modal | Morph.Finite,
        "NNS" or "NNPS" => Morph.Plural,
        "JJR" or "RBR" => Morph.Comparative,
        "JJS" or "RBS" => Morph.Superlative,
        _ => Morph.None,
    };
}
