using System.Collections.Frozen;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Time;

/// <summary>On which side of the report's day the clause around an expression lies.</summary>
public enum Direction : sbyte { Past = -1, Unknown = 0, Future = 1 }

/// <summary>Tells from tense and from words of intent ("will", "is due to", "plans") whether a clause speaks of the past or of what is to come.</summary>
public sealed class TenseReader
{
    // How far words of intent reach in a sentence without heads.
    private const int Reach = 14;

    private readonly FrozenSet<string> _future, _past, _clauseEnds, _modals, _intent;

    private TenseReader(FrozenSet<string> future, FrozenSet<string> past, FrozenSet<string> clauseEnds, FrozenSet<string> modals, FrozenSet<string> intent) =>
        (_future, _past, _clauseEnds, _modals, _intent) = (future, past, clauseEnds, modals, intent);

    public static TenseReader Load(DataFolder data)
    {
        var problems = new DataProblems();
        var map = YamlFile.Map(data.File("languages/en/tense.yaml"), problems);
        FrozenSet<string> Words(string key) => (map?.Texts(key) ?? []).ToFrozenSet(StringComparer.Ordinal);
        var made = new TenseReader(Words("future"), Words("past"), Words("clause_ends"), Words("modals"), Words("intent"));
        map?.Done();
        problems.ThrowIfAny();
        return made;
    }

    /// <summary>The direction of the clause that governs tokens [first, end).</summary>
    public Direction Of(Document document, int first, int end)
    {
        var sentence = document.Sentences[document.SentenceOf(first)];
        if (sentence.Parsed && SaidJustBefore(document, sentence, first)) return Direction.Past;
        if (sentence.Parsed && Governor(document, sentence, first, end) is { } verb) return OfVerb(document, sentence, verb);
        return ByWords(document, sentence, first, end);
    }

    // "officials said Friday that troops will stay": a past verb right before the day owns it.
    private static bool SaidJustBefore(Document document, Sentence sentence, int first)
    {
        var at = first - 1;
        if (at > sentence.First && document.Tokens[at].Upos == Upos.ADP) at--;
        return at >= sentence.First && document.Tokens[at].Upos == Upos.VERB && (document.Tokens[at].Morph & (Morph.Past | Morph.Finite)) == (Morph.Past | Morph.Finite);
    }

    private static int? Governor(Document document, Sentence sentence, int first, int end)
    {
        var at = -1;
        for (var t = first; t < end && at < 0; t++)
            if (document.Tokens[t].Head < first || document.Tokens[t].Head >= end) at = document.Tokens[t].Head;
        for (var steps = 0; at >= sentence.First && at < sentence.End && steps < 40; steps++)
        {
            if (document.Tokens[at].Upos is Upos.VERB or Upos.AUX) return at;
            at = document.Tokens[at].Head;
        }
        return null;
    }

    private Direction OfVerb(Document document, Sentence sentence, int verb)
    {
        for (var steps = 0; steps < 6; steps++)
        {
            var token = document.Tokens[verb];
            var past = (token.Morph & (Morph.Past | Morph.PastParticiple)) != 0;
            var modal = Direction.Unknown;
            for (var t = Math.Max(sentence.First, verb - 8); t < verb; t++)
            {
                var child = document.Tokens[t];
                if (child.Head != verb || child.Relation is not (Relation.Aux or Relation.AuxPass or Relation.Cop)) continue;
                if (_modals.Contains(child.Lower)) modal = Direction.Future;
                else if ((child.Morph & Morph.Past) != 0) past = true;
                else if (modal == Direction.Unknown && child.Lemma == "have") past = true;
            }
            if (modal == Direction.Future) return modal;
            if (_future.Contains(token.Lower) && (token.Morph & Morph.Infinitive) == 0) return Direction.Future;
            // An infinitive is to come when what governs it is intent, and else lies where its governor lies.
            if ((token.Morph & Morph.Infinitive) != 0 || (token.Morph & Morph.Gerund) != 0)
            {
                if (token.Head < sentence.First || token.Head >= sentence.End) return (token.Morph & Morph.Infinitive) != 0 ? Direction.Future : Direction.Unknown;
                var head = document.Tokens[token.Head];
                if (_future.Contains(head.Lower) || _future.Contains(head.Lemma) || _intent.Contains(head.Lower)) return Direction.Future;
                verb = token.Head;
                if (head.Upos is not (Upos.VERB or Upos.AUX)) return Direction.Unknown;
                continue;
            }
            return past ? Direction.Past : Direction.Unknown;
        }
        return Direction.Unknown;
    }

    // Without heads: the nearest telling word before the expression in its clause, else after it.
    private Direction ByWords(Document document, Sentence sentence, int first, int end)
    {
        for (var t = first - 1; t >= Math.Max(sentence.First, first - Reach); t--)
        {
            var token = document.Tokens[t];
            if (Tells(token) is not Direction.Unknown and var said) return said;
            if (_clauseEnds.Contains(token.Lower)) break;
        }
        for (var t = end; t < Math.Min(sentence.End, end + Reach); t++)
        {
            var token = document.Tokens[t];
            if (Tells(token) is not Direction.Unknown and var said) return said;
            if (_clauseEnds.Contains(token.Lower)) break;
        }
        return Direction.Unknown;
    }

    private Direction Tells(in Token token)
    {
        if (_modals.Contains(token.Lower) || _future.Contains(token.Lower)) return Direction.Future;
        if (_past.Contains(token.Lower) || (token.Morph & Morph.Past) != 0 || token.Upos == Upos.VERB && (token.Morph & Morph.PastParticiple) != 0) return Direction.Past;
        return Direction.Unknown;
    }
}
