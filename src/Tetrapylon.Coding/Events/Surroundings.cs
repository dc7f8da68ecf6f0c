using System.Collections.Immutable;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>A candidate's surroundings as numbers: the meaning of the trigger, of the words about it, of who acts on whom, and the cue groups and lexicon readings near.</summary>
public sealed class Surroundings(EventOntology ontology, WordVectors vectors)
{
    private const int Parts = 8;
    private const int Near = 3;
    private const int Far = 25;
    private const int Looks = 5;

    public int Size => Parts * vectors.Dimensions + Looks * ontology.CueGroups.Length + 4 * ontology.SubTypes.Length;

    /// <summary>What the candidates of one report have in common: found for one, kept for the next.</summary>
    public sealed class Known(Document document, WordVectors vectors)
    {
        internal readonly WordRows Words = new(vectors, document.Tokens, new int[document.Tokens.Length]);
        internal readonly float[] Beside = new float[vectors.Dimensions];
        internal int Sentence = -1;
        internal ulong Groups;
    }

    public Known Of(Document document) => new(document, vectors);

    /// <param name="known">Of the same report.</param>
    /// <param name="alone">As if its sentence were the whole report.</param>
    public void Fill(Document document, ImmutableArray<ulong> cues, List<Candidate> candidates, int index, Known known, Span<float> input, bool alone = false)
    {
        input.Clear();
        var tokens = document.Tokens;
        var candidate = candidates[index];
        var sentence = document.Sentences[candidate.Sentence];
        var (at, d) = (candidate.Token, vectors.Dimensions);
        Span<ulong> groups = stackalloc ulong[Looks];
        groups.Clear();
        known.Words.AddTo(input[..d], at, 1);
        Mean(input.Slice(d, d), tokens, Math.Max(sentence.First, at - Near), Math.Min(sentence.End, at + Near + 1), at, false, known);
        var (first, end) = (Math.Max(sentence.First, at - Far), Math.Min(sentence.End, at + Far + 1));
        Mean(input.Slice(2 * d, d), tokens, first, end, at, true, known);
        for (var t = first; t < end; t++)
        {
            if (t < candidate.First || t >= candidate.End) groups[0] |= cues[t];
            if (t != at && Math.Abs(t - at) <= Near) groups[1] |= cues[t];
            if (tokens[t].Head != at) continue;
            switch (tokens[t].Relation)
            {
                case Relation.Nsubj or Relation.OblAgent or Relation.Csubj:
                    known.Words.AddTo(input.Slice(3 * d, d), t, 1);
                    groups[2] |= cues[t];
                    break;
                case Relation.Obj or Relation.NsubjPass:
                    known.Words.AddTo(input.Slice(4 * d, d), t, 1);
                    groups[3] |= cues[t];
                    break;
                case Relation.Obl or Relation.Nmod or Relation.NmodPoss or Relation.Compound or Relation.Amod:
                    known.Words.AddTo(input.Slice(5 * d, d), t, 0.5f);
                    break;
            }
        }
        if (tokens[at].Head >= 0) known.Words.AddTo(input.Slice(6 * d, d), tokens[at].Head, 1);
        if (!alone)
        {
            if (known.Sentence != candidate.Sentence) Beside(document, cues, candidate.Sentence, known);
            known.Beside.CopyTo(input.Slice(7 * d, d));
            groups[4] = known.Groups;
        }
        var next = Parts * d;
        for (var look = 0; look < Looks; look++)
            for (var g = 0; g < ontology.CueGroups.Length; g++, next++)
                if ((groups[look] >> g & 1) != 0) input[next] = 0.5f;
        var others = default(LexiconReading);
        for (var i = Math.Max(0, index - 6); i < Math.Min(candidates.Count, index + 7); i++)
            if (i != index && candidates[i].Sentence == candidate.Sentence) others = others.Or(candidates[i].Lexicon);
        for (var type = 0; type < ontology.SubTypes.Length; type++, next += 4)
        {
            var (own, other) = (candidate.Lexicon.Of(type), others.Of(type));
            if (own > TriggerStrength.None) input[next] = 0.5f;
            if (own > TriggerStrength.Weak) input[next + 1] = own == TriggerStrength.Strong ? 1 : 0.5f;
            if (other > TriggerStrength.Weak) input[next + 2] = 0.5f;
            if (other == TriggerStrength.Strong) input[next + 3] = 0.5f;
        }
    }

    /// <summary>Makes of what <see cref="Fill"/> wrote what it writes as if the candidate's sentence were the whole report.</summary>
    public void LeaveAlone(Span<float> input)
    {
        var d = vectors.Dimensions;
        input.Slice(7 * d, d).Clear();
        input.Slice(Parts * d + (Looks - 1) * ontology.CueGroups.Length, ontology.CueGroups.Length).Clear();
    }

    // The sentences before and after.
    private static void Beside(Document document, ImmutableArray<ulong> cues, int sentence, Known known)
    {
        (known.Sentence, known.Groups) = (sentence, 0);
        Array.Clear(known.Beside);
        for (var s = Math.Max(0, sentence - 1); s < Math.Min(document.Sentences.Length, sentence + 2); s++)
        {
            if (s == sentence) continue;
            var (from, until) = (document.Sentences[s].First, Math.Min(document.Sentences[s].End, document.Sentences[s].First + Far));
            Mean(known.Beside, document.Tokens, from, until, -1, true, known);
            for (var t = from; t < until; t++) known.Groups |= cues[t];
        }
    }

    private static void Mean(Span<float> sum, ImmutableArray<Token> tokens, int first, int end, int except, bool contentOnly, Known known)
    {
        var count = 0;
        for (var t = first; t < end; t++)
            if (Counts(tokens[t], t, except, contentOnly)) count++;
        if (count == 0) return;
        var share = 1.5f / MathF.Sqrt(count) / 2;
        for (var t = first; t < end; t++)
            if (Counts(tokens[t], t, except, contentOnly)) known.Words.AddTo(sum, t, share);
    }

    private static bool Counts(in Token token, int at, int except, bool contentOnly) =>
        at != except && token.Upos != Upos.PUNCT && (!contentOnly || token.Upos is Upos.NOUN or Upos.VERB or Upos.ADJ or Upos.PROPN or Upos.X);
}
