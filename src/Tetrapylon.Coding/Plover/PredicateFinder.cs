using System.Collections.Frozen;
using System.Collections.Immutable;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Plover;

/// <summary>Words that tell of a type of PLOVER, found in a sentence.</summary>
/// <param name="Token">Governing word.</param>
/// <param name="First">First token of the words.</param>
/// <param name="End">Token after their last.</param>
/// <param name="Object">What hangs on them and is part of what they say ("talks" of "held talks"); -1 for nothing.</param>
internal readonly record struct Predicate(int Token, int First, int End, int Sentence, PloverPattern Pattern, int Object);

/// <summary>Finds the words of the PLOVER lexicon with what they govern.</summary>
internal sealed class PredicateFinder(PloverLexicon lexicon)
{
    private const int Reach = 60;
    private const int Deepest = 4;

    /// <summary>True for a sentence that holds such words: only one that does needs tags and heads.</summary>
    public bool Holds(ReadOnlySpan<Token> sentence)
    {
        for (var t = 0; t < sentence.Length; t++)
            if (HoldsAt(sentence, t, sentence[t].Lemma) || !ReferenceEquals(sentence[t].Lemma, sentence[t].Lower) && HoldsAt(sentence, t, sentence[t].Lower)) return true;
        return false;
    }

    /// <summary>At each governing word the pattern that asks most, in the order of the text.</summary>
    public List<Predicate> Find(Document document, ImmutableArray<TimeExpression> times)
    {
        var found = new Dictionary<int, Predicate>();
        for (var s = 0; s < document.Sentences.Length; s++)
        {
            var sentence = document.Sentences[s];
            if (!sentence.Parsed) continue;
            for (var t = sentence.First; t < sentence.End; t++)
            {
                var token = document.Tokens[t];
                Add(document, times, s, t, lexicon.Patterns.Beginning(token.Lemma), found);
                if (!ReferenceEquals(token.Lemma, token.Lower)) Add(document, times, s, t, lexicon.Patterns.Beginning(token.Lower), found);
            }
        }
        var all = new List<Predicate>(found.Values);
        all.Sort((a, b) => a.Token.CompareTo(b.Token));
        return all;
    }

    private bool HoldsAt(ReadOnlySpan<Token> sentence, int at, string word)
    {
        foreach (var (phrase, _) in lexicon.Patterns.Beginning(word))
            if (phrase.MatchAt(sentence, at, sentence.Length) >= 0) return true;
        return false;
    }

    private static void Add(Document document, ImmutableArray<TimeExpression> times, int index, int at, List<(Phrase Phrase, PloverPattern Value)> patterns, Dictionary<int, Predicate> found)
    {
        var sentence = document.Sentences[index];
        foreach (var (phrase, pattern) in patterns)
        {
            var end = phrase.MatchAt(document.Tokens.AsSpan(), at, sentence.End);
            if (end < 0) continue;
            var governor = phrase.Class == PhraseClass.Verb ? at : end - 1;
            if (!Fits(document.Tokens[governor], phrase.Class)) continue;
            if (found.TryGetValue(governor, out var other) && other.Pattern.Asks >= pattern.Asks) continue;
            if (!Holds(document, times, sentence, governor, pattern, out var what)) continue;
            found[governor] = new(governor, at, end, index, pattern, what);
        }
    }

    private static bool Fits(in Token token, PhraseClass wanted) => wanted switch
    {
        PhraseClass.Verb => token.Upos == Upos.VERB,
        PhraseClass.Noun => token.Upos is Upos.NOUN || token.Upos == Upos.PROPN && !token.Capitalized,
        _ => token.Upos is Upos.ADJ or Upos.VERB,
    };

    private static bool Holds(Document document, ImmutableArray<TimeExpression> times, Sentence sentence, int governor, PloverPattern pattern, out int what)
    {
        what = -1;
        if (pattern.Objects.Count > 0 && (what = Hanging(document, sentence, governor, pattern.Objects, IsObject)) < 0) return false;
        if (pattern.NotObjects.Count > 0 && Hanging(document, sentence, governor, pattern.NotObjects, IsObject) >= 0) return false;
        if (pattern.Subjects.Count > 0 && Hanging(document, sentence, governor, pattern.Subjects, IsSubject) < 0) return false;
        if (pattern.Prepositions.Count > 0 && !Tied(document, times, sentence, governor, pattern.Prepositions)) return false;
        if (pattern.Near.Count > 0 && !Stands(document, sentence, governor, pattern.Near)) return false;
        return pattern.Unless.Count == 0 || !Stands(document, sentence, governor, pattern.Unless);
    }

    // The nearest word of the set below a word, by a relation and then within the noun phrase it leads to.
    private static int Hanging(Document document, Sentence sentence, int governor, FrozenSet<string> lemmas, Func<Relation, bool> by)
    {
        var tokens = document.Tokens;
        var (best, depth) = (-1, int.MaxValue);
        // "Sanctions imposed on X", "the sanctions that X imposed": what a participle or a clause modifies is its object.
        var modified = by(Relation.Obj) && tokens[governor].Relation is Relation.Acl or Relation.AclRelcl && tokens[governor].Upos == Upos.VERB ? tokens[governor].Head : -1;
        for (var t = Math.Max(sentence.First, governor - Reach); t < Math.Min(sentence.End, governor + Reach); t++)
        {
            if (t == governor || !lemmas.Contains(tokens[t].Lemma) && !lemmas.Contains(tokens[t].Lower)) continue;
            var at = t;
            for (var step = 0; step < Deepest && at >= 0; step++)
            {
                if (at == modified || tokens[at].Head == governor && by(tokens[at].Relation))
                {
                    if (step < depth) (best, depth) = (t, step);
                    break;
                }
                if (tokens[at].Relation is not (Relation.Conj or Relation.Compound or Relation.Amod or Relation.Nmod or Relation.Appos or Relation.Flat or Relation.NmodPoss or Relation.Xcomp)) break;
                at = tokens[at].Head;
            }
        }
        return best;
    }

    private static bool IsObject(Relation relation) => relation is
        Relation.Obj or Relation.Iobj or Relation.NsubjPass or Relation.CsubjPass or Relation.Obl or Relation.Xcomp or Relation.Ccomp or Relation.Dep or Relation.Nmod or Relation.Compound or Relation.Amod or Relation.Acl;

    private static bool IsSubject(Relation relation) => relation is Relation.Nsubj or Relation.NsubjPass;

    // A preposition before a day ties nothing.
    private static bool Tied(Document document, ImmutableArray<TimeExpression> times, Sentence sentence, int governor, FrozenSet<string> prepositions)
    {
        var tokens = document.Tokens;
        for (var t = governor + 1; t < Math.Min(sentence.End, governor + Reach); t++)
        {
            if (!prepositions.Contains(tokens[t].Lower)) continue;
            var over = tokens[t].Head;
            if (over == governor) return true;
            if (over >= 0 && tokens[over].Head == governor && tokens[t].Relation is Relation.Case or Relation.Mark && !IsTime(times, over)) return true;
        }
        return false;
    }

    public static bool IsTime(ImmutableArray<TimeExpression> times, int token)
    {
        var after = InTextOrder.FirstFrom(times, token + 1, static t => t.First);
        return after > 0 && token < times[after - 1].End;
    }

    private static bool Stands(Document document, Sentence sentence, int governor, FrozenSet<string> lemmas)
    {
        for (var t = Math.Max(sentence.First, governor - Reach); t < Math.Min(sentence.End, governor + Reach); t++)
            if (t != governor && (lemmas.Contains(document.Tokens[t].Lemma) || lemmas.Contains(document.Tokens[t].Lower))) return true;
        return false;
    }
}
