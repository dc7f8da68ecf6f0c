using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Plover;

/// <summary>Whether something is told as done, as to be done, as something that will not be done, or not told as any of these.</summary>
internal enum Mood : byte { Done, Planned, Refused, Void }

/// <summary>Reads the mood of a word off its auxiliaries and the words above it.</summary>
internal sealed class MoodReader(PloverLexicon.Cues cues)
{
    private const int MostSteps = 4;
    private const int Reach = 40;

    /// <param name="because">The word that decided; null for what is told as done.</param>
    public Mood Read(Document document, int token, out string? because)
    {
        var tokens = document.Tokens;
        var sentence = document.Sentences[document.SentenceOf(token)];
        because = null;
        var (planned, negated) = (false, false);
        var at = token;
        for (var step = 0; step < MostSteps; step++)
        {
            for (var t = Math.Max(sentence.First, at - Reach); t < Math.Min(sentence.End, at + Reach); t++)
            {
                if (tokens[t].Head != at || tokens[t].Relation is not (Relation.Aux or Relation.AuxPass or Relation.Advmod or Relation.Mark or Relation.Det or Relation.Amod or Relation.Cop)) continue;
                var word = tokens[t].Lower;
                // "When X attacked", "before X withdrew" open clauses of what is done; "if" and "unless" do not.
                if (tokens[t].Relation == Relation.Mark) { if (cues.Open.Contains(word)) { because = word; return Mood.Void; } }
                else if (cues.Possible.Contains(word) || cues.Demanding.Contains(word)) { because = word; return Mood.Void; }
                else if (cues.Future.Contains(word)) (planned, because) = (true, word);
                else if (cues.Negative.Contains(word)) (negated, because) = (true, word);
            }
            var (head, relation) = (tokens[at].Head, tokens[at].Relation);
            if (head < 0) break;
            if (relation is Relation.Xcomp or Relation.Ccomp or Relation.Acl or Relation.Obj or Relation.Obl or Relation.Advcl or Relation.Nsubj or Relation.NsubjPass or Relation.Csubj)
            {
                var over = tokens[head].Lemma;
                if (cues.Voiding.Contains(over)) { because = tokens[head].Lower; return Mood.Void; }
                if (relation is not (Relation.Advcl or Relation.Nsubj) && cues.Intending.Contains(over)) (planned, because) = (true, tokens[head].Lower);
                else if (relation is not (Relation.Xcomp or Relation.Acl or Relation.Obj or Relation.Obl)) break;
            }
            else if (relation is not (Relation.Conj or Relation.Compound or Relation.Nmod)) break;
            // A second verb has its own auxiliaries where it has a subject of its own.
            if (relation == Relation.Conj && HasSubject(document, sentence, at)) break;
            at = head;
        }
        return negated ? planned ? Mood.Refused : Mood.Void : planned ? Mood.Planned : Mood.Done;
    }

    private static bool HasSubject(Document document, Sentence sentence, int verb)
    {
        for (var t = Math.Max(sentence.First, verb - Reach); t < verb; t++)
            if (document.Tokens[t].Head == verb && document.Tokens[t].Relation is Relation.Nsubj or Relation.NsubjPass && document.Tokens[t].Head == verb) return true;
        return false;
    }
}
