using Tetrapylon.Model;

namespace Tetrapylon.Language.Parsing;

/// <summary>Marks what only the whole sentence tells of its words: passives, imperatives, negated predicates.</summary>
internal static class VerbForms
{
    /// <param name="tokens">One sentence, parsed.</param>
    /// <param name="first">Number of its first token in the document, from which heads count.</param>
    public static void Mark(Span<Token> tokens, int first)
    {
        for (var i = 0; i < tokens.Length; i++)
        {
            ref var token = ref tokens[i];
            var passive = token.Relation is Relation.AuxPass or Relation.NsubjPass or Relation.CsubjPass or Relation.OblAgent;
            var negation = (token.Morph & Morph.Negation) != 0 && token.Relation is Relation.Advmod or Relation.Aux;
            if (token.Head < 0 || !passive && !negation) continue;
            ref var head = ref tokens[token.Head - first];
            if (passive && (head.Morph & Morph.PastParticiple) != 0) head = head with { Morph = head.Morph | Morph.Passive };
            if (negation && head.Upos is Upos.VERB or Upos.ADJ or Upos.NOUN) head = head with { Morph = head.Morph | Morph.Negation };
        }
        for (var i = 0; i < tokens.Length; i++)
        {
            ref var token = ref tokens[i];
            if (token.Upos != Upos.VERB) continue;
            if (token.Relation == Relation.Advcl) Absolute(tokens, first, i);
            if ((token.Morph & Morph.PastParticiple) != 0)
            {
                // "soldiers wounded in", "wounded soldiers"; "was shot and killed".
                var bare = token.Relation is Relation.Acl or Relation.Amod;
                var shared = token.Relation == Relation.Conj && token.Head >= 0 && (tokens[token.Head - first].Morph & Morph.Passive) != 0;
                if ((bare || shared) && !Has(tokens, first, i, Relation.Obj, Relation.Nsubj)) token = token with { Morph = token.Morph | Morph.Passive };
            }
            else if ((token.Morph & Morph.Infinitive) != 0 && token.Head < 0 && !Has(tokens, first, i, Relation.Nsubj, Relation.Aux, Relation.Mark))
            {
                token = token with { Morph = token.Morph | Morph.Imperative };
            }
        }
    }

    // "With the rebels driven from the town", "its fighters expelled from the town, the group retreated": what stands before the bare participle bears it.
    private static void Absolute(Span<Token> tokens, int first, int verb)
    {
        if ((tokens[verb].Morph & (Morph.PastParticiple | Morph.Past)) == 0 || Has(tokens, first, verb, Relation.Aux, Relation.AuxPass, Relation.Obj, Relation.NsubjPass)) return;
        var (bearer, opened) = (-1, false);
        for (var t = 0; t < verb; t++)
        {
            if (tokens[t].Head == first + verb && tokens[t].Relation is Relation.Mark or Relation.Case)
            {
                if (tokens[t].Lower is not ("with" or "without")) return;
                opened = true;
            }
            if (tokens[t].Head != first + verb) continue;
            if (tokens[t].Relation == Relation.Nsubj || tokens[t].Relation == Relation.Obl && OpensWith(tokens, first, t)) bearer = t;
        }
        if (bearer < 0 || !opened && tokens[bearer].Relation == Relation.Nsubj && (tokens[verb].Morph & Morph.PastParticiple) == 0) return;
        tokens[bearer] = tokens[bearer] with { Relation = Relation.NsubjPass };
        tokens[verb] = tokens[verb] with { Morph = (tokens[verb].Morph & ~Morph.Past) | Morph.PastParticiple | Morph.Passive };
    }

    private static bool OpensWith(Span<Token> tokens, int first, int noun)
    {
        for (var t = 0; t < noun; t++)
            if (tokens[t].Head == first + noun && tokens[t].Relation == Relation.Case && tokens[t].Lower is "with" or "without") return true;
        return false;
    }

    private static bool Has(Span<Token> tokens, int first, int head, params ReadOnlySpan<Relation> relations)
    {
        foreach (ref readonly var token in tokens)
            if (token.Head == first + head && relations.Contains(token.Relation)) return true;
        return false;
    }
}
