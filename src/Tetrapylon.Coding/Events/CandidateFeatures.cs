using System.Collections.Immutable;
using System.Numerics;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>Writes down what speaks for or against each reading of a candidate: its words, what depends on it, who acts on whom, what else the report tells of.</summary>
public sealed class CandidateFeatures(EventOntology ontology)
{
    private const int Window = 5;
    private const int LongestBag = 80;

    // A sentence of a million words costs no more than one of this many, seen from each trigger.
    private const int Reach = 60;
    private const int NeighbourTriggers = 6;
    private static readonly string[] Places = ["first", "second", "third", "later"];

    /// <param name="cues">Cue groups at each token.</param>
    /// <param name="candidates">All candidates of the report, in text order.</param>
    /// <param name="alone">As if its sentence were the whole report.</param>
    public void Fill(Document document, ImmutableArray<ulong> cues, List<Candidate> candidates, int index, FeatureBuffer features, bool alone = false)
    {
        features.Clear();
        var tokens = document.Tokens;
        var candidate = candidates[index];
        var at = candidate.Token;
        var whole = document.Sentences[candidate.Sentence];
        var sentence = whole with { First = Math.Max(whole.First, at - Reach), End = Math.Min(whole.End, at + Reach) };
        features.Add(Look.Bias, "");
        Itself(tokens, candidate, features);
        Around(tokens, sentence, candidate, features);
        if (tokens[at].Head >= 0 || tokens[at].Relation == Relation.Root) Governed(tokens, sentence, cues, at, features);
        var all = Cues(tokens, sentence, cues, candidate, features);
        WholeReport(document, cues, candidate, all, features, alone);
        for (var i = Math.Max(0, index - NeighbourTriggers); i < Math.Min(candidates.Count, index + NeighbourTriggers + 1); i++)
            if (i != index && candidates[i].Sentence == candidate.Sentence) features.Add(Look.OtherTriggers, tokens[candidates[i].Token].Lemma);
    }

    private void Itself(ImmutableArray<Token> tokens, Candidate candidate, FeatureBuffer features)
    {
        var token = tokens[candidate.Token];
        features.Add(Look.Lemma, token.Lemma);
        features.Add(Look.LemmaUpos, token.Lemma, Name(token.Upos));
        if (token.Capitalized) features.Add(Look.Shape, "capital", token.Lemma);
        for (var t = candidate.First; t < candidate.End; t++)
            if (t != candidate.Token) features.Add(Look.Phrase, tokens[t].Lemma, token.Lemma);
        for (var type = 0; type < ontology.SubTypes.Length; type++)
            if (candidate.Lexicon.Of(type) is var strength and > TriggerStrength.Weak)
                features.Add(Look.LexiconMask, ontology.SubTypes[type].Name, strength == TriggerStrength.Strong ? "strong" : "likely");
    }

    private static void Around(ImmutableArray<Token> tokens, Sentence sentence, Candidate candidate, FeatureBuffer features)
    {
        var at = candidate.Token;
        var lemma = tokens[at].Lemma;
        var previous = at > sentence.First ? tokens[at - 1].Lemma : "<";
        var next = at + 1 < sentence.End ? tokens[at + 1].Lemma : ">";
        features.Add(Look.Previous, previous);
        features.Add(Look.Previous, previous, lemma);
        features.Add(Look.Next, next);
        features.Add(Look.Next, next, lemma);
        if (at - 1 > sentence.First) features.Add(Look.Previous2, tokens[at - 2].Lemma);
        if (at + 2 < sentence.End) features.Add(Look.Next2, tokens[at + 2].Lemma);
        for (var t = Math.Max(sentence.First, at - Window); t < Math.Min(sentence.End, at + Window + 1); t++)
            if (t != at && Content(tokens[t])) features.Add(Look.Near, tokens[t].Lemma);
        features.Add(Look.FirstWord, tokens[sentence.First].Lower);
        var start = Math.Max(sentence.First, at - LongestBag / 2);
        for (var t = start; t < Math.Min(sentence.End, start + LongestBag); t++)
            if (t != at && Content(tokens[t])) features.Add(Look.Sentence, tokens[t].Lemma);
    }

    private void Governed(ImmutableArray<Token> tokens, Sentence sentence, ImmutableArray<ulong> cues, int at, FeatureBuffer features)
    {
        var token = tokens[at];
        var lemma = token.Lemma;
        features.Add(Look.Relation, Name(token.Relation));
        features.Add(Look.Morphology, Name(token.Morph));
        if (token.Head >= 0)
        {
            var governor = tokens[token.Head];
            features.Add(Look.Governor, governor.Lemma, Name(token.Relation));
            features.Add(Look.Governor, governor.Lemma);
        }
        else features.Add(Look.Root, lemma);
        var (subject, patient) = (0UL, 0UL);
        for (var t = sentence.First; t < sentence.End; t++)
        {
            if (tokens[t].Head != at) continue;
            var relation = tokens[t].Relation;
            var word = tokens[t].Lemma;
            switch (relation)
            {
                case Relation.Nsubj or Relation.OblAgent or Relation.Csubj:
                    features.Add(Look.Subject, word);
                    features.Add(Look.LemmaSubject, lemma, word);
                    subject |= Groups(features, Look.CueSubject, lemma, cues[t]);
                    break;
                case Relation.Obj or Relation.NsubjPass:
                    features.Add(Look.Object, word);
                    features.Add(Look.LemmaObject, lemma, word);
                    patient |= Groups(features, Look.CueObject, lemma, cues[t]);
                    break;
                case Relation.Obl or Relation.Nmod or Relation.NmodPoss:
                    var preposition = CaseOf(tokens, sentence, t);
                    features.Add(Look.Oblique, preposition, word);
                    Groups(features, Look.CueOblique, preposition, cues[t]);
                    break;
                case Relation.Compound or Relation.Amod:
                    features.Add(Look.Compound, word);
                    features.Add(Look.Compound, lemma, word);
                    break;
                case Relation.Aux or Relation.AuxPass or Relation.Advmod or Relation.Mark or Relation.CompoundPrt or Relation.Det:
                    features.Add(Look.Auxiliary, word);
                    if (relation == Relation.CompoundPrt) features.Add(Look.Phrase, word, lemma);
                    break;
                case Relation.Conj:
                    features.Add(Look.Conjunct, word);
                    break;
                default:
                    features.Add(Look.Dependent, word, Name(relation));
                    break;
            }
        }
        if (subject != 0 && patient != 0) Pairs(features, subject, patient);
    }

    private ulong Groups(FeatureBuffer features, Look look, string with, ulong groups)
    {
        for (var rest = groups; rest != 0; rest &= rest - 1)
        {
            var group = ontology.CueGroups[BitOperations.TrailingZeroCount(rest)];
            features.Add(look, group);
            features.Add(look, group, with);
        }
        return groups;
    }

    private void Pairs(FeatureBuffer features, ulong subject, ulong patient)
    {
        for (var s = subject; s != 0; s &= s - 1)
            for (var o = patient; o != 0; o &= o - 1)
                features.Add(Look.SubjectAndObjectCue, ontology.CueGroups[BitOperations.TrailingZeroCount(s)], ontology.CueGroups[BitOperations.TrailingZeroCount(o)]);
    }

    private ulong Cues(ImmutableArray<Token> tokens, Sentence sentence, ImmutableArray<ulong> cues, Candidate candidate, FeatureBuffer features)
    {
        var (all, near) = (0UL, 0UL);
        for (var t = sentence.First; t < sentence.End; t++)
        {
            if (t >= candidate.First && t < candidate.End) continue;
            all |= cues[t];
            if (Math.Abs(t - candidate.Token) <= Window) near |= cues[t];
        }
        for (var rest = all; rest != 0; rest &= rest - 1)
        {
            var group = ontology.CueGroups[BitOperations.TrailingZeroCount(rest)];
            features.Add(Look.CueSentence, group);
            features.Add(Look.LemmaCue, tokens[candidate.Token].Lemma, group);
        }
        for (var rest = near; rest != 0; rest &= rest - 1)
            features.Add(Look.CueNear, ontology.CueGroups[BitOperations.TrailingZeroCount(rest)]);
        return all;
    }

    private void WholeReport(Document document, ImmutableArray<ulong> cues, Candidate candidate, ulong inSentence, FeatureBuffer features, bool alone)
    {
        features.Add(Look.Position, Places[alone ? 0 : Math.Min(candidate.Sentence, 3)]);
        features.Add(Look.Block, document.BlockKindOf(candidate.Token) switch { BlockKind.Headline => "headline", BlockKind.Caption => "caption", _ => "body" });
        var elsewhere = 0UL;
        for (var s = Math.Max(0, candidate.Sentence - 2); !alone && s < Math.Min(document.Sentences.Length, candidate.Sentence + 3); s++)
        {
            if (s == candidate.Sentence) continue;
            for (var t = document.Sentences[s].First; t < Math.Min(document.Sentences[s].End, document.Sentences[s].First + Reach); t++) elsewhere |= cues[t];
        }
        for (var rest = elsewhere & ~inSentence; rest != 0; rest &= rest - 1)
            features.Add(Look.CueDocument, ontology.CueGroups[BitOperations.TrailingZeroCount(rest)]);
        foreach (var heading in document.Report.Context)
            foreach (var word in heading.Split([' ', '(', ')', ',', '–', '-'], StringSplitOptions.RemoveEmptyEntries))
                if (!char.IsDigit(word[0])) features.Add(Look.Heading, word.ToLowerInvariant());
    }

    private static string CaseOf(ImmutableArray<Token> tokens, Sentence sentence, int noun)
    {
        for (var t = sentence.First; t < sentence.End; t++)
            if (tokens[t].Head == noun && tokens[t].Relation == Relation.Case) return tokens[t].Lemma;
        return "-";
    }

    private static bool Content(in Token token) => token.Upos is Upos.NOUN or Upos.VERB or Upos.ADJ or Upos.PROPN or Upos.X or Upos.ADV;

    private static string Name<T>(T value) where T : struct, Enum => NameCache<T>.Of(value);

    private static class NameCache<T> where T : struct, Enum
    {
        private static readonly System.Collections.Concurrent.ConcurrentDictionary<T, string> Names = new();

        public static string Of(T value) => Names.GetOrAdd(value, v => v.ToString());
    }
}
