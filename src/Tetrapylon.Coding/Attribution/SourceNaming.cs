using System.Collections.Immutable;
using Tetrapylon.Coding.Actors;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Attribution;

/// <summary>Names a source as the report does, with its kind.</summary>
internal sealed class SourceNaming(AttributionCues cues)
{
    // So many words may stand between a document and whose it is.
    private const int OwnerReach = 8;

    /// <summary>The source whose name a word heads; of a document whoever made it ("a report by X"); null where the word heads none.</summary>
    public AttributionLink? Of(Document document, ImmutableArray<ActorMention> actors, int head)
    {
        if (cues.Documents.Contains(document.Tokens[head].Lemma) && Maker(document, actors, head) is >= 0 and var maker && Named(document, actors, maker) is { } made) return made;
        return Named(document, actors, head);
    }

    /// <summary>Who does what a verb says, the nearest before it: a heading ("War in X: the police say") may be taken for another. -1 where nobody does.</summary>
    /// <param name="except">A word that is not asked for.</param>
    public static int SubjectOf(Document document, Sentence sentence, int verb, int except = -1)
    {
        var found = -1;
        for (var t = sentence.First; t < sentence.End && (t < verb || found < 0); t++)
            if (document.Tokens[t].Head == verb && t != except && (document.Tokens[t].Relation == Relation.OblAgent || document.Tokens[t].Relation == Relation.Nsubj && !Hangs(document, sentence, t))) found = t;
        return found;
    }

    // "With light resistance reported": no one reports.
    public static bool Hangs(Document document, Sentence sentence, int noun)
    {
        for (var t = noun - 1; t >= Math.Max(sentence.First, noun - OwnerReach); t--)
            if (document.Tokens[t].Head == noun && document.Tokens[t].Relation == Relation.Case && document.Tokens[t].Upos == Upos.ADP) return true;
        return false;
    }

    // The name behind "by" or "of", whatever describes it: "the annual report of the Riverton-based Clean Hands group".
    private int Maker(Document document, ImmutableArray<ActorMention> actors, int work)
    {
        var (tokens, end) = (document.Tokens, Math.Min(document.Sentences[document.SentenceOf(work)].End, work + OwnerReach));
        if (work + 2 >= end || !cues.MadeBy.Contains(tokens[work + 1].Lower)) return -1;
        for (var t = work + 2; t < end; t++)
        {
            if (tokens[t].Head == work && tokens[t].Relation == Relation.Nmod && tokens[t].Upos == Upos.PROPN) return t;
            for (var i = RoleCandidates.FirstFrom(actors, t); i < actors.Length && actors[i].First <= t; i++)
                if (actors[i] is { Proper: true } maker && maker.First == t) return maker.Head;
            if (tokens[t].Upos is not (Upos.DET or Upos.ADJ or Upos.NOUN or Upos.PROPN or Upos.PUNCT) || tokens[t].Lower == ",") return -1;
        }
        return -1;
    }

    private AttributionLink? Named(Document document, ImmutableArray<ActorMention> actors, int head)
    {
        AttributionLink? found = null;
        for (var i = RoleCandidates.FirstFrom(actors, head - 12); i < actors.Length && actors[i].Head <= head + 12; i++)
        {
            var mention = actors[i];
            if (mention.Head != head && !(mention.First <= head && head < mention.End)) continue;
            var kind = cues.KindOf(mention.Name);
            if (kind == SourceKind.Unknown) kind = KindOf(mention);
            if ((mention is { Proper: false, Kind: ActorKind.Individual } ? NamedAfter(document, actors, i) : Titled(actors, i)) is { } named) mention = named;
            found = new(mention.Name, kind, mention.ActorId, mention.Span);
            if (mention.Head == head) break;
        }
        if (found is not null) return found;
        if (!NounPhrases.IsNominal(document.Tokens[head])) return null;
        var first = head;
        var start = document.Sentences[document.SentenceOf(head)].First;
        while (first > start && document.Tokens[first - 1].Relation is Relation.Compound or Relation.Amod or Relation.Flat && head - first < 6) first--;
        var end = head + 1;
        while (end < document.Tokens.Length && document.Tokens[end].Relation == Relation.Flat && document.Tokens[end].Head == head) end++;
        var name = ActorNaming.Text(document, first, end);
        return ActorNaming.IsName(name) ? new(name, cues.KindOf(name), null, document.SpanOf(first, end)) : null;
    }

    /// <summary>The person whose name runs on right behind a title or an office: "President of Riverland Jane Roe", "governor Jane Roe".</summary>
    private static ActorMention? Titled(ImmutableArray<ActorMention> actors, int title) =>
        title + 1 < actors.Length && actors[title + 1] is { Proper: true, Kind: ActorKind.Individual } person && person.First == actors[title].End && person.End - person.First > 1 ? person : null;

    /// <summary>The person whose title a mention is: "Governor of Riverland, Jane Roe".</summary>
    private static ActorMention? NamedAfter(Document document, ImmutableArray<ActorMention> actors, int title)
    {
        for (var i = title + 1; i < Math.Min(actors.Length, title + 4) && actors[i].First - actors[title].End < 7; i++)
        {
            for (var t = actors[title].End; t < actors[i].First; t++)
                if (document.Tokens[t].Upos is Upos.VERB or Upos.AUX) return null;
            if (actors[i] is { Proper: true, Kind: ActorKind.Individual or ActorKind.Unidentified } && actors[i].End - actors[i].First > 1) return actors[i];
        }
        return null;
    }

    private static SourceKind KindOf(ActorMention mention) => mention.Kind switch
    {
        ActorKind.StateForces => SourceKind.Official,
        ActorKind.RebelGroup or ActorKind.PoliticalMilitia or ActorKind.IdentityMilitia => SourceKind.PartyToConflict,
        ActorKind.Individual => SourceKind.Person,
        ActorKind.Organization => SourceKind.Organization,
        ActorKind.Civilians => SourceKind.Witness,
        _ => SourceKind.Unknown,
    };
}
