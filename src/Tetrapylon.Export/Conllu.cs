using System.Globalization;
using System.Text;
using Tetrapylon.Model;

namespace Tetrapylon.Export;

/// <summary>A document as CoNLL-U (universaldependencies.org/format.html), the format of treebanks: one word a line, a blank line after each sentence.</summary>
public static class Conllu
{
    private static readonly string[] Relations = [.. Enum.GetValues<Relation>().Select(r => r switch
    {
        Relation.AclRelcl => "acl:relcl",
        Relation.AuxPass => "aux:pass",
        Relation.CompoundPrt => "compound:prt",
        Relation.CsubjPass => "csubj:pass",
        Relation.NmodPoss => "nmod:poss",
        Relation.NmodTmod => "nmod:tmod",
        Relation.NsubjPass => "nsubj:pass",
        Relation.OblAgent => "obl:agent",
        Relation.OblTmod => "obl:tmod",
        _ => r.ToString().ToLowerInvariant(),
    })];

    /// <summary>Writes every sentence of the document.</summary>
    public static void Write(Document document, StringBuilder into)
    {
        for (var s = 0; s < document.Sentences.Length; s++) Write(document, document.Sentences[s], into);
    }

    private static void Write(Document document, Sentence sentence, StringBuilder into)
    {
        if (sentence.Length == 0) return;
        into.Append("# text = ").Append(OneLine(document.SpanOf(sentence.First, sentence.End).Of(document.Text))).Append('\n');
        for (var t = sentence.First; t < sentence.End; t++)
        {
            if (t == sentence.First || !Contracted(document, t - 1, t))
            {
                var last = t;
                while (last + 1 < sentence.End && Contracted(document, last, last + 1)) last++;
                if (last > t)
                {
                    into.Append(CultureInfo.InvariantCulture, $"{t - sentence.First + 1}-{last - sentence.First + 1}\t");
                    into.Append(document.SpanOf(t, last + 1).Of(document.Text)).Append("\t_\t_\t_\t_\t_\t_\t_\t").Append(SpaceAfter(document.Tokens[last])).Append('\n');
                }
            }
            var token = document.Tokens[t];
            into.Append(CultureInfo.InvariantCulture, $"{t - sentence.First + 1}\t").Append(OneLine(token.Span.Of(document.Text))).Append('\t').Append(token.Lemma).Append('\t').Append(token.Upos).Append("\t_\t_\t");
            if (token.Head >= 0) into.Append(CultureInfo.InvariantCulture, $"{token.Head - sentence.First + 1}\t{Relations[(int)token.Relation]}");
            else into.Append(token.Relation == Relation.Root ? "0\troot" : "_\t_");
            into.Append("\t_\t").Append(SpaceAfter(token)).Append('\n');
        }
        into.Append('\n');
    }

    private static string SpaceAfter(Token token) => token.SpaceAfter ? "_" : "SpaceAfter=No";

    // The parts of "don't" and "cannot": words with letters on both sides of a seam without white space.
    private static bool Contracted(Document document, int left, int right)
    {
        var (a, b) = (document.Tokens[left], document.Tokens[right]);
        return !a.SpaceAfter && a.Span.End == b.Span.Start && char.IsLetter(document.Text[a.Span.End - 1]) && HasLetter(b.Span.Of(document.Text)) && b.Span.Length > 0;
    }

    private static bool HasLetter(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            if (char.IsLetter(c)) return true;
        return false;
    }

    private static string OneLine(ReadOnlySpan<char> text) => text.ToString().Replace('\n', ' ').Replace('\r', ' ').Replace('\t', ' ');
}
