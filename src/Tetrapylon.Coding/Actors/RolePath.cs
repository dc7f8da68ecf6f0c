using Tetrapylon.Model;

namespace Tetrapylon.Coding.Actors;

/// <summary>The way over the parse from an anchor to a candidate.</summary>
/// <param name="Up">Relations climbed from the anchor, as a rolling number; 0 for none.</param>
/// <param name="Down">Relations descended to the candidate.</param>
/// <param name="Top">The word where the way turns.</param>
/// <param name="Last">Relation the candidate hangs by, conjunctions and counts ("dozens of") passed over.</param>
/// <param name="FirstUp">Relation the anchor hangs by, when the way goes up; else root.</param>
internal readonly record struct RolePath(uint Up, uint Down, int UpLength, int DownLength, int Top, Relation Last, Relation FirstUp, int Governor, int At, bool Joined, string Preposition)
{
    private const int Longest = 12;

    public bool Connected => Top >= 0;

    /// <summary>The way between two words of one parsed sentence.</summary>
    public static RolePath Of(Document document, int anchor, int candidate, RoleWords words)
    {
        var tokens = document.Tokens;
        var at = candidate;
        var joined = false;
        for (var step = 0; step < 6; step++)
        {
            var token = tokens[at];
            if (token.Head < 0 || at == anchor || token.Head == anchor) break;
            if (token.Relation == Relation.Conj && NounPhrases.IsNominal(tokens[token.Head])) { at = token.Head; joined = true; }
            else if (token.Relation == Relation.Nmod && words.Counts(tokens[token.Head].Lower) && PrepositionOf(document, at) == "of") at = token.Head;
            else if (token.Relation is Relation.Appos && NounPhrases.IsNominal(tokens[token.Head])) at = token.Head;
            else break;
        }

        Span<int> chain = stackalloc int[Longest];
        var length = 0;
        for (var t = anchor; t >= 0 && length < Longest; t = tokens[t].Head) chain[length++] = t;
        uint down = 0;
        var downLength = 0;
        var walk = at;
        while (walk >= 0 && downLength < Longest)
        {
            for (var i = 0; i < length; i++)
            {
                if (chain[i] != walk) continue;
                uint up = 0;
                for (var j = 0; j < i; j++) up = up * 61 + (uint)tokens[chain[j]].Relation + 1;
                return new(up, down, i, downLength, walk, at == walk ? Relation.Root : tokens[at].Relation, i == 0 ? Relation.Root : tokens[anchor].Relation, tokens[at].Head, at, joined, PrepositionOf(document, at));
            }
            down = down * 61 + (uint)tokens[walk].Relation + 1;
            downLength++;
            walk = tokens[walk].Head;
        }
        return new(0, 0, Longest, Longest, -1, tokens[at].Relation, Relation.Root, tokens[at].Head, at, joined, PrepositionOf(document, at));
    }

    /// <summary>The preposition before a noun ("by", "against"); empty for none. "'s" counts as one.</summary>
    public static string PrepositionOf(Document document, int noun)
    {
        var sentence = document.Sentences[document.SentenceOf(noun)];
        for (var t = noun - 1; t >= sentence.First && t >= noun - 10; t--)
            if (document.Tokens[t] is { Relation: Relation.Case } token && token.Head == noun) return token.Lemma;
        return noun + 1 < sentence.End && document.Tokens[noun + 1] is { Relation: Relation.Case } after && after.Head == noun ? "'s" : "";
    }
}
