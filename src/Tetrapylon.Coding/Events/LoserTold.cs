using System.Collections.Immutable;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>Reads whose a loss is where only a pronoun says so: "Its retreat comes amid further losses, including the town of X".</summary>
public static class LoserTold
{
    /// <returns>The first of those who bear arms in the sentence before, when this one begins with "its" or "their"; null otherwise.</returns>
    public static Participant? Of(Document document, ImmutableArray<ActorMention> named, int losing)
    {
        var s = document.SentenceOf(losing);
        var first = document.Tokens[document.Sentences[s].First];
        if (s == 0 || first is not { Upos: Upos.PRON, Relation: Relation.NmodPoss } || document.BlockKindOf(document.Sentences[s].First) != document.BlockKindOf(document.Sentences[s - 1].First)) return null;
        foreach (var mention in named)
            if (document.SentenceOf(mention.Head) == s - 1 && ControlReader.BearsArms(mention.Kind)) return new(mention.Name, mention.Kind, mention.ActorId, mention.Span);
        return null;
    }
}
