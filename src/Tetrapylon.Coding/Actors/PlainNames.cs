using System.Collections.Immutable;
using Tetrapylon.Knowledge.Actors;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Actors;

/// <summary>Finds the names of persons in a text without capitals: two to five words side by side that read as names and name no place and no known actor.</summary>
/// <remarks>Where a text has no capitals the parse often breaks a name in two; the words themselves are read rightly far more often.</remarks>
internal static class PlainNames
{
    private const int Longest = 5;

    /// <summary>Puts the names of one sentence among its mentions; a mention that has only a part of a name gives way to the whole.</summary>
    /// <param name="from">First of the sentence's mentions in <paramref name="found"/>.</param>
    public static void Add(Document document, WordHits hits, RoleLexicon roles, ImmutableArray<PlaceMention> places, Sentence sentence, int from, List<ActorMention> found)
    {
        for (var t = sentence.First; t < sentence.End;)
        {
            var end = RunFrom(document, hits, roles, sentence, t);
            if (end - t >= 2 && end - t <= Longest && !IsPlace(document, places, sentence, t, end)) Put(document, t, end, from, found);
            t = Math.Max(t + 1, end);
        }
    }

    private static int RunFrom(Document document, WordHits hits, RoleLexicon roles, Sentence sentence, int first)
    {
        var tokens = document.Tokens;
        var end = first;
        for (var t = first; t < sentence.End; t++)
        {
            if (IsName(document, hits, t)) { end = t + 1; continue; }
            // "sofia de roldan"
            if (end != t || t == first || !roles.NameLinks.Contains(tokens[t].Lower) || t + 1 >= sentence.End || !IsName(document, hits, t + 1)) break;
        }
        return end;
    }

    private static bool IsName(Document document, WordHits hits, int t)
    {
        var token = document.Tokens[t];
        return token.Upos == Upos.PROPN && char.IsLetter(token.Lower[0]) && token.Lower.Length > 1 && hits.RoleEndingAt(t) is null && hits.NameAt(t) is null;
    }

    private static bool IsPlace(Document document, ImmutableArray<PlaceMention> places, Sentence sentence, int first, int end)
    {
        // "el toro road", "san miguel department": the name of something else.
        if (end < sentence.End && document.Tokens[end].Upos == Upos.NOUN && document.Tokens[end - 1] is { Relation: Relation.Compound } last && last.Head >= end) return true;
        foreach (var place in places)
            if (!place.Contextual && place.First < end && first < place.End && place.End - place.First >= end - first - 1 && place.End - place.First >= 2) return true;
        return first > sentence.First && document.Tokens[first - 1] is { Upos: Upos.ADP, Lower: "in" or "at" or "near" or "from" or "to" };
    }

    private static void Put(Document document, int first, int end, int from, List<ActorMention> found)
    {
        for (var i = from; i < found.Count; i++)
        {
            var other = found[i];
            if (other.End <= first || other.First >= end) continue;
            if (other.ActorId is not null || other.Kind is not (ActorKind.Individual or ActorKind.Unidentified or ActorKind.Organization)) return;
            if (other.Kind == ActorKind.Organization && other.First <= first && other.End >= end) return;
        }
        var head = ActorFinder.Governor(document, first, end);
        found.RemoveAll(other => other.First < end && first < other.End && other.Proper && found.IndexOf(other) >= from);
        found.Add(new(document.SpanOf(first, end), first, end, head, ActorNaming.Text(document, first, end), ActorKind.Individual, null, true, "words that read as a person's name"));
    }
}
