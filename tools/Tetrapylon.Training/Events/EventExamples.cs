using System.Runtime.InteropServices;
using Tetrapylon.Coding.Events;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Model;

namespace Tetrapylon.Training.Events;

/// <summary>A report ready for training: its candidates, their features, and which gold event each tells of.</summary>
/// <param name="Event">Index of the gold event a candidate tells of; -1 none; -2 not to be learnt from.</param>
public sealed record Prepared(GoldReport Gold, Document Document, List<Candidate> Candidates, uint[][] Features, int[][][] Shared, float[][] Dense, int[] Event);

/// <summary>Lays hand-coded events beside the candidates of their report.</summary>
public sealed class EventExamples(EventOntology ontology, WordVectors vectors)
{
    private readonly TriggerFinder _finder = new(ontology);
    private readonly CandidateFeatures _features = new(ontology);
    private readonly Surroundings _surroundings = new(ontology, vectors);

    public Prepared Prepare(GoldReport gold, Document document)
    {
        var candidates = _finder.Find(document, out var cues);
        var masks = ImmutableCollectionsMarshal.AsImmutableArray(cues);
        var features = new uint[candidates.Count][];
        var shared = new int[candidates.Count][][];
        var dense = new float[candidates.Count][];
        var lexicon = new SharedFeatures(candidates);
        var buffer = new FeatureBuffer();
        Span<int> found = stackalloc int[4];
        for (var i = 0; i < candidates.Count; i++)
        {
            _features.Fill(document, masks, candidates, i, buffer);
            features[i] = buffer.Hashes.ToArray();
            dense[i] = new float[_surroundings.Size];
            _surroundings.Fill(document, masks, candidates, i, _surroundings.Of(document), dense[i]);
            shared[i] = new int[ontology.SubTypes.Length + 1][];
            for (var t = 0; t < ontology.SubTypes.Length; t++)
                shared[i][t] = found[..lexicon.Fill(i, t, found)].ToArray();
            shared[i][^1] = [];
        }
        return new(gold, document, candidates, features, shared, dense, [.. candidates.Select(c => EventOf(gold, document, c))]);
    }

    private int EventOf(GoldReport gold, Document document, Candidate candidate)
    {
        var at = document.Tokens[candidate.Token].Span;
        var (best, score) = (-1, 0.0);
        var beside = false;
        for (var e = 0; e < gold.Events.Length; e++)
        {
            var (evidence, type) = (gold.Events[e].Evidence, ontology.IndexOf(gold.Events[e].SubType));
            var strength = (int)candidate.Lexicon.Of(type);
            if (!evidence.Contains(at))
            {
                if (strength > 0 && Math.Abs(SentenceAt(document, evidence.Start) - candidate.Sentence) <= 1) beside = true;
                continue;
            }
            var fit = strength + 1.0 / (10 + evidence.Length);
            if (fit > score) (best, score) = (e, fit);
        }
        if (best >= 0) return score >= 1 || gold.Events.Length == 1 ? best : -2;
        return beside ? -2 : -1;
    }

    private static int SentenceAt(Document document, int offset)
    {
        for (var s = 0; s < document.Sentences.Length; s++)
            if (document.Tokens[document.Sentences[s].End - 1].Span.End > offset) return s;
        return document.Sentences.Length - 1;
    }
}
