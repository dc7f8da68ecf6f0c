using Tetrapylon.Model;

namespace Tetrapylon.Coding.Actors;

/// <summary>A noun with what stands before it and belongs to it: tokens [First, End), governed by <paramref name="Head"/>.</summary>
internal readonly record struct NounPhrase(int First, int End, int Head);

/// <summary>Finds the words of a noun phrase around its head, without what follows the noun but for names running on.</summary>
internal static class NounPhrases
{
    private const int LongestClimb = 8;

    public static bool IsNominal(in Token token) => token.Upos is Upos.NOUN or Upos.PROPN;

    /// <summary>True for a noun that governs its phrase and does not modify another noun.</summary>
    public static bool IsHead(Document document, int t)
    {
        var token = document.Tokens[t];
        if (!IsNominal(token)) return token.Upos is Upos.ADJ or Upos.NUM or Upos.VERB && token.Relation is Relation.Nsubj or Relation.NsubjPass or Relation.Obj or Relation.OblAgent or Relation.Obl or Relation.Nmod && token.Upos != Upos.VERB;
        return token.Relation is not (Relation.Compound or Relation.Flat or Relation.Amod or Relation.Goeswith or Relation.Fixed or Relation.Nummod or Relation.Det);
    }

    public static NounPhrase At(Document document, WordHits hits, int head)
    {
        var sentence = document.Sentences[document.SentenceOf(head)];
        var tokens = document.Tokens;
        var (first, end) = (head, head + 1);
        if (hits.NameAt(head) is { } name) (first, end) = (name.First, name.End);
        if (hits.RoleEndingAt(head) is { } role && role.First < first) first = role.First;
        while (first > sentence.First && Modifies(document, first - 1, first, head))
        {
            first--;
            if (hits.NameAt(first) is { } inner && inner.First < first && inner.End <= head + 1) first = inner.First;
        }
        while (end < sentence.End && RunsOn(document, end, first, end))
        {
            end++;
            if (hits.NameAt(end - 1) is { } inner && inner.End > end) end = inner.End;
        }
        return new(first, end, head);
    }

    private static bool Modifies(Document document, int t, int first, int head)
    {
        var tokens = document.Tokens;
        var token = tokens[t];
        if (token.Upos == Upos.PUNCT) return token.Lower is "-" or "\"" or "'" && t > 0 && token.Relation == Relation.Punct && token.Head >= t - 1 && token.Head <= head && token.Lower == "-";
        var at = t;
        for (var climb = 0; climb < LongestClimb; climb++)
        {
            var step = tokens[at];
            if (step.Relation is not (Relation.Compound or Relation.Amod or Relation.Nummod or Relation.Det or Relation.NmodPoss or Relation.Flat or Relation.Advmod or Relation.Case or Relation.Punct or Relation.Nmod or Relation.Goeswith)) return false;
            if (step.Relation == Relation.Case && step.Lower is not ("'s" or "'" or "s")) return false;
            if (step.Relation is Relation.Nmod && tokens[at].Upos == Upos.NOUN && at == t && t + 1 < head && !NounPhrases.IsNominal(tokens[t + 1])) return false;
            at = step.Head;
            if (at < 0) return false;
            if (at >= first && at <= head) return true;
            if (at > head) return false;
        }
        return false;
    }

    private static bool RunsOn(Document document, int t, int first, int end)
    {
        var token = document.Tokens[t];
        if (token.Head < first || token.Head >= end) return false;
        return token.Relation is Relation.Flat or Relation.Goeswith || token.Relation is Relation.Compound or Relation.Appos && token.Upos == Upos.PROPN;
    }
}
