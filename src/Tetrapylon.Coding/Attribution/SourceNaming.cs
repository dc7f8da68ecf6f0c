using System.Collections.Immutable;
using Tetrapylon.Coding.Actors;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Attribution;

/// <summary>Names a source as the report does, with its kind.</summary>
internal sealed class SourceNaming(AttributionCues cues)
{
    /// <summary>The source whose name a word heads; null where the word heads none.</summary>
    public AttributionLink? Of(Document document, ImmutableArray<ActorMention> actors, int head)
    {
        AttributionLink? found = null;
        for (var i = RoleCandidates.FirstFrom(actors, head - 12); i < actors.Length && actors[i].Head <= head + 12; i++)
        {
            var mention = actors[i];
            if (mention.Head != head && !(mention.First <= head && head < mention.End)) continue;
            var kind = cues.KindOf(mention.Name);
            if (kind == SourceKind.Unknown) kind = KindOf(mention);
            if (mention is { Proper: false, Kind: ActorKind.Individual } && NamedAfter(document, actors, i) is { } named) mention = named;
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
        return new(name, cues.KindOf(name), null, document.SpanOf(first, end));
    }

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
