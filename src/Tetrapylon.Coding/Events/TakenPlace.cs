using System.Collections.Immutable;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>Reads the grammar of taking a place: which place is taken ("captures the towns of Rasak and Oruba") and by whom.</summary>
public static class TakenPlace
{
    private const int MostSteps = 6;
    private const int Reach = 40;

    /// <summary>The first place named in the object of the verb, or of the noun ("capture of X"); null when none is.</summary>
    public static PlaceMention? Of(Document document, ImmutableArray<PlaceMention> places, int taking)
    {
        foreach (var place in places)
            if (!place.Contextual && Math.Abs(place.First - taking) <= Reach && IsObject(document, place, taking)) return place;
        return null;
    }

    /// <summary>True when the place is what the verb takes, or a further one of its list.</summary>
    public static bool IsObject(Document document, PlaceMention place, int taking)
    {
        var tokens = document.Tokens;
        var at = Head(document, place);
        for (var step = 0; step < MostSteps && at >= 0; step++)
        {
            var (head, relation) = (tokens[at].Head, tokens[at].Relation);
            switch (relation)
            {
                case Relation.Obj or Relation.NsubjPass: return head == taking;
                case Relation.Nmod:
                    if (!HasOf(document, at)) return false;
                    if (head == taking) return true;
                    break;
                case Relation.Compound or Relation.Flat or Relation.Appos or Relation.Conj: break;
                default: return false;
            }
            at = head;
        }
        return false;
    }

    /// <summary>Who takes: the actor that is subject of the taking word, or of the verb it is joined to; null when the grammar names none.</summary>
    public static Participant? Taker(Document document, ImmutableArray<Participant> actors, int taking)
    {
        var tokens = document.Tokens;
        var sentence = document.Sentences[document.SentenceOf(taking)];
        Participant? subject = null;
        for (var (at, step) = (taking, 0); at >= 0 && step < MostSteps && subject is null; step++)
        {
            for (var t = sentence.First; t < sentence.End && subject is null; t++)
                if (tokens[t].Head == at && (tokens[t].Relation is Relation.Nsubj or Relation.OblAgent || tokens[t].Relation == Relation.Obl && Has(document, t, "by")))
                    foreach (var actor in actors)
                        if (actor.Span.Start <= tokens[t].Span.Start && tokens[t].Span.End <= actor.Span.End) { subject = actor; break; }
            if (tokens[at].Relation is not (Relation.Conj or Relation.Xcomp or Relation.Advcl or Relation.Ccomp)) break;
            at = tokens[at].Head;
        }
        // "Fighters of X": the side with a name stands for those without one.
        if (subject is { ActorId: null })
            foreach (var actor in actors)
                if (actor.ActorId is not null && actor.Span.Start >= subject.Span.Start && actor.Span.End <= tokens[taking].Span.Start && NoBreak(document, sentence, subject.Span.End, actor.Span.Start)) return actor;
        return subject;
    }

    private static bool NoBreak(Document document, Sentence sentence, int from, int until)
    {
        for (var t = sentence.First; t < sentence.End; t++)
            if (document.Tokens[t] is { Upos: Upos.PUNCT } mark && mark.Span.Start >= from && mark.Span.End <= until) return false;
        return true;
    }

    private static int Head(Document document, PlaceMention place)
    {
        for (var t = place.End - 1; t >= place.First; t--)
            if (document.Tokens[t].Head is var head && (head < place.First || head >= place.End)) return t;
        return place.End - 1;
    }

    private static bool HasOf(Document document, int token) => Has(document, token, "of");

    private static bool Has(Document document, int token, string preposition)
    {
        for (var t = token - 1; t >= Math.Max(0, token - 8); t--)
            if (document.Tokens[t].Head == token && document.Tokens[t].Relation == Relation.Case && string.Equals(document.Tokens[t].Lower, preposition, StringComparison.Ordinal)) return true;
        return false;
    }
}
