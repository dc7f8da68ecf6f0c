using System.Collections.Immutable;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>Reads whose a loss is: "the rebels have lost X", "the group's defeat in X", "the loss of X by the army", "Its retreat comes amid further losses, including the town of X".</summary>
public static class LoserTold
{
    /// <returns>Of those who bear arms the one who loses or leaves; null where the word says nothing of a loss, or not whose.</returns>
    public static Participant? Of(Document document, ImmutableArray<ActorMention> named, int losing, TakenPlace taking)
    {
        var (tokens, token) = (document.Tokens, document.Tokens[losing]);
        if (!taking.IsLoss(document, losing)) return null;
        var s = document.SentenceOf(losing);
        var sentence = document.Sentences[s];
        for (var t = sentence.First; t < sentence.End; t++)
            if (tokens[t].Head == losing && (token.Upos == Upos.VERB ? tokens[t].Relation == Relation.Nsubj : tokens[t].Relation is Relation.NmodPoss or Relation.Compound or Relation.Amod || tokens[t].Relation == Relation.Nmod && TakenPlace.Has(document, t, "by"))
                && Armed(document, named, t) is { } owner) return owner;
        // "Its": of the first of those in the sentence before.
        if (s == 0 || tokens[sentence.First] is not { Upos: Upos.PRON, Relation: Relation.NmodPoss } || document.BlockKindOf(sentence.First) != document.BlockKindOf(document.Sentences[s - 1].First)) return null;
        foreach (var mention in named)
            if (document.SentenceOf(mention.Head) == s - 1 && ControlReader.BearsArms(mention.Kind)) return new(mention.Name, mention.Kind, mention.ActorId, mention.Span);
        return null;
    }

    private static Participant? Armed(Document document, ImmutableArray<ActorMention> named, int token)
    {
        foreach (var mention in named)
            if (mention.First <= token && token < mention.End && ControlReader.BearsArms(mention.Kind)) return new(mention.Name, mention.Kind, mention.ActorId, mention.Span);
        return null;
    }
}
