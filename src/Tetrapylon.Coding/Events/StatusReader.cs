using Tetrapylon.Coding.Choices;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>Reads whether a happening is said to have happened, not to have happened, or to be to come: by its auxiliaries, modifiers and the words that govern it, weighed as coded events have taught.</summary>
public sealed class StatusReader
{
    private const int MostSteps = 4;
    private const int Reach = 40;

    private readonly StatusCues _cues;
    private readonly ChoiceWeights _weights;

    internal StatusReader(StatusCues cues, ChoiceWeights weights) => (_cues, _weights) = (cues, weights);

    /// <exception cref="DataException">Something in the cues is wrong.</exception>
    /// <exception cref="FileNotFoundException">The weights are missing from the models folder.</exception>
    public static StatusReader Load(DataFolder data, string modelsFolder) => new(StatusCues.Load(data), ChoiceWeights.Read(Path.Combine(modelsFolder, "en", "event-status.tsv")));

    /// <summary>The status of a happening of a known type.</summary>
    /// <param name="because">The word that decided; null when no single one did.</param>
    public ClaimStatus Weigh(Document document, Candidate trigger, string subType, out string? because)
    {
        var rule = Read(document, trigger, out because);
        var features = StatusFeatures.Of(document, trigger.Token, subType, rule);
        var (best, most) = (rule, double.NegativeInfinity);
        foreach (var answer in StatusFeatures.Answers)
        {
            var score = 0.0;
            foreach (var key in features.Keys) score += _weights.Of(StatusFeatures.For(key, answer));
            if (score > most) (best, most) = (answer, score);
        }
        if (best != rule) because = null;
        return best;
    }

    /// <summary>What the cue words alone say, of any word.</summary>
    /// <param name="because">The word that decided; null when nothing did.</param>
    public ClaimStatus Read(Document document, Candidate trigger, out string? because)
    {
        because = null;
        var tokens = document.Tokens;
        var sentence = document.Sentences[trigger.Sentence];
        var at = trigger.Token;
        for (var step = 0; step < MostSteps; step++)
        {
            if (Below(document, sentence, at, step, out because) is { } said) return said;
            var (head, relation) = (tokens[at].Head, tokens[at].Relation);
            if (head < 0 || !Governs(relation)) break;
            // "Plans a parade after the fall of X": what comes after it has happened.
            if (relation is Relation.Obl or Relation.Nmod && Follows(document, sentence, at)) break;
            if (relation is not (Relation.Conj or Relation.Compound) && _cues.Of(CuePlace.Governor, tokens[head].Lemma) is { } over)
            {
                // A deed told as done ("announced that it had taken X") is no plan.
                if (over == ClaimStatus.Planned && relation == Relation.Ccomp && IsDone(document, sentence, at)) break;
                because = tokens[head].Lower;
                if (over == ClaimStatus.Asserted) return over;
                return over == ClaimStatus.Planned && Negated(document, sentence, head) ? ClaimStatus.Negated : over;
            }
            // What is told of someone's past deed ("found guilty of bombing") is not made a plan by the telling.
            if (relation == Relation.Ccomp && (tokens[head].Morph & Morph.Past) != 0 && (tokens[at].Morph & Morph.Past) != 0) break;
            at = head;
        }
        return ClaimStatus.Asserted;
    }

    private ClaimStatus? Below(Document document, Sentence sentence, int at, int step, out string? because)
    {
        var tokens = document.Tokens;
        because = null;
        ClaimStatus? found = null;
        for (var t = Math.Max(sentence.First, at - Reach); t < Math.Min(sentence.End, at + Reach); t++)
        {
            if (tokens[t].Head != at) continue;
            var status = tokens[t].Relation switch
            {
                Relation.Aux or Relation.AuxPass => _cues.Of(CuePlace.Auxiliary, tokens[t].Lower) ?? _cues.Of(CuePlace.Auxiliary, tokens[t].Lemma),
                Relation.Advmod => _cues.Of(CuePlace.Auxiliary, tokens[t].Lower),
                Relation.Mark => _cues.Of(CuePlace.Marker, tokens[t].Lower),
                Relation.Amod or Relation.Compound or Relation.Det when step == 0 => _cues.Of(CuePlace.Modifier, tokens[t].Lower),
                _ => null,
            };
            if (status is null) continue;
            if (found is null || status == ClaimStatus.Negated) (found, because) = (status, tokens[t].Lower);
        }
        return found;
    }

    private bool Follows(Document document, Sentence sentence, int at)
    {
        for (var t = Math.Max(sentence.First, at - Reach); t < at; t++)
            if (document.Tokens[t].Head == at && document.Tokens[t].Relation == Relation.Case && _cues.Of(CuePlace.Preposition, document.Tokens[t].Lower) == ClaimStatus.Asserted) return true;
        return false;
    }

    private static bool IsDone(Document document, Sentence sentence, int at)
    {
        var tokens = document.Tokens;
        if ((tokens[at].Morph & (Morph.Past | Morph.Finite)) == (Morph.Past | Morph.Finite)) return true;
        for (var t = Math.Max(sentence.First, at - Reach); t < at; t++)
            if (tokens[t].Head == at && tokens[t].Relation == Relation.Aux && tokens[t].Lemma == "have") return true;
        return false;
    }

    private bool Negated(Document document, Sentence sentence, int at)
    {
        for (var t = Math.Max(sentence.First, at - Reach); t < Math.Min(sentence.End, at + Reach); t++)
            if (document.Tokens[t].Head == at
                && (_cues.Of(CuePlace.Auxiliary, document.Tokens[t].Lower) == ClaimStatus.Negated || _cues.Of(CuePlace.Modifier, document.Tokens[t].Lower) == ClaimStatus.Negated))
                return true;
        return false;
    }

    private static bool Governs(Relation relation) => relation is
        Relation.Xcomp or Relation.Ccomp or Relation.Obj or Relation.Acl or Relation.Nmod or Relation.Obl or Relation.NsubjPass or Relation.Conj or Relation.Compound
        or Relation.Csubj or Relation.CsubjPass or Relation.Nsubj or Relation.Advcl or Relation.Dep;
}
