using System.Collections.Frozen;
using System.Collections.Immutable;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>Reads who is said to have a place already, by the words beside its name: "the rebel-held town of X".</summary>
/// <param name="held">Words that join a holder to what is held ("held", "controlled").</param>
/// <param name="isKind">Whether a word is a kind of place ("town").</param>
public sealed class HoldingReader(FrozenSet<string> held, Func<string, bool> isKind)
{
    private const int Reach = 7;

    /// <returns>The holder as the report names it; null when none is named beside the place.</returns>
    public Participant? Holder(Document document, ImmutableArray<ActorMention> actors, PlaceMention place)
    {
        var tokens = document.Tokens;
        var sentence = document.Sentences[document.SentenceOf(place.First)];
        for (var t = place.First - 1; t >= Math.Max(sentence.First + 2, place.First - Reach); t--)
        {
            if (held.Contains(tokens[t].Lower) && tokens[t - 1].Lower == "-") return Named(actors, t - 2);
            if (tokens[t].Upos is not (Upos.ADJ or Upos.PROPN or Upos.NOUN) && tokens[t].Lower is not ("of" or ",") && !isKind(tokens[t].Lower)) return null;
        }
        return null;
    }

    private static Participant? Named(ImmutableArray<ActorMention> actors, int token)
    {
        foreach (var actor in actors)
            if (actor.First <= token && token < actor.End && actor.Kind is not (ActorKind.Civilians or ActorKind.Structure)) return new(actor.Name, actor.Kind, actor.ActorId, actor.Span);
        return null;
    }
}
