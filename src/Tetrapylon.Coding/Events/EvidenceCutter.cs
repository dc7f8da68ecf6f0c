using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>Cuts the words that tell of a happening: the clause around its trigger, 5 to 25 words.</summary>
public static class EvidenceCutter
{
    private const int Fewest = 5;
    private const int Most = 25;

    public static Span Cut(Document document, Candidate trigger)
    {
        var sentence = document.Sentences[trigger.Sentence];
        var tokens = document.Tokens;
        var (first, end) = tokens[trigger.Token].Head >= 0 || tokens[trigger.Token].Relation == Relation.Root
            ? Clause(document, sentence, trigger.Token)
            : (sentence.First, sentence.End);
        first = Math.Min(first, trigger.First);
        end = Math.Max(end, trigger.End);
        if (Words(document, first, end) > Most) (first, end) = Narrow(document, sentence, trigger, first, end);
        while (Words(document, first, end) < Fewest && (first > sentence.First || end < sentence.End))
        {
            if (end < sentence.End) end++;
            else first--;
        }
        while (end - 1 > trigger.Token && tokens[end - 1].Upos == Upos.PUNCT && tokens[end - 1].Lower is "." or "," or ";" or ":" or "-") end--;
        while (first < trigger.First && (tokens[first].Upos == Upos.PUNCT || tokens[first].Relation == Relation.Cc)) first++;
        return document.SpanOf(first, end);
    }

    // The stretch of words below the clause's verb, without clauses that hang on it further right.
    private static (int First, int End) Clause(Document document, Sentence sentence, int at)
    {
        var tokens = document.Tokens;
        var top = at;
        for (var steps = 0; steps < 6 && tokens[top].Head >= 0 && !Clausal(tokens[top].Relation); steps++) top = tokens[top].Head;
        var (first, end) = (Math.Min(top, at), Math.Max(top, at) + 1);
        var (from, until) = (Math.Max(sentence.First, at - 60), Math.Min(sentence.End, at + 60));
        for (var t = from; t < until; t++)
            if (Below(document, t, top))
            {
                first = Math.Min(first, t);
                end = Math.Max(end, t + 1);
            }
        return (first, end);
    }

    private static bool Below(Document document, int token, int top)
    {
        var tokens = document.Tokens;
        for (var (t, steps) = (token, 0); t >= 0 && steps < 12; t = tokens[t].Head, steps++)
        {
            if (t == top) return true;
            if (tokens[t].Relation is Relation.Parataxis or Relation.Advcl or Relation.AclRelcl || (tokens[t].Relation == Relation.Conj && tokens[t].Upos == Upos.VERB)) return false;
        }
        return false;
    }

    private static bool Clausal(Relation relation) => relation is
        Relation.Root or Relation.Advcl or Relation.Acl or Relation.AclRelcl or Relation.Ccomp or Relation.Parataxis or Relation.Csubj or Relation.Xcomp;

    private static (int First, int End) Narrow(Document document, Sentence sentence, Candidate trigger, int first, int end)
    {
        var (left, right) = (trigger.First, trigger.End);
        while (Words(document, left, right) < Most - 2 && (left > first || right < end))
        {
            if (left > first) left--;
            if (right < end) right++;
        }
        return (Math.Max(left, sentence.First), Math.Min(right, sentence.End));
    }

    private static int Words(Document document, int first, int end)
    {
        var words = 1;
        for (var t = first; t < end - 1; t++)
            if (document.Tokens[t].SpaceAfter) words++;
        return words;
    }
}
