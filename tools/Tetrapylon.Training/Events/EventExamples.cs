using System.Runtime.InteropServices;
using Tetrapylon.Coding.Events;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Model;

namespace Tetrapylon.Training.Events;

/// <summary>What the models are told of a candidate.</summary>
public sealed record Spoken(uint[] Features, int[][] Shared, float[] Dense);

/// <summary>A report ready for training: its candidates, what is told of them, and which gold event each tells of.</summary>
/// <param name="Alone">What would be told of each if its sentence were the whole report; empty for a report shorter than an article.</param>
/// <param name="Event">Index of the gold event a candidate tells of; -1 none; -2 not to be learnt from.</param>
public sealed record Prepared(GoldReport Gold, Document Document, List<Candidate> Candidates, Spoken[] Told, Spoken[] Alone, int[] Event);

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
        var lexicon = new SharedFeatures(candidates);
        var buffer = new FeatureBuffer();
        Spoken Of(int i, bool alone)
        {
            _features.Fill(document, masks, candidates, i, buffer, alone);
            var dense = new float[_surroundings.Size];
            _surroundings.Fill(document, masks, candidates, i, _surroundings.Of(document), dense, alone);
            Span<int> found = stackalloc int[4];
            var shared = new int[ontology.SubTypes.Length + 1][];
            for (var t = 0; t < ontology.SubTypes.Length; t++)
                shared[t] = found[..lexicon.Fill(i, t, found, alone)].ToArray();
            shared[^1] = [];
            return new(buffer.Hashes.ToArray(), shared, dense);
        }
        Spoken[] All(bool alone) => [.. Enumerable.Range(0, candidates.Count).Select(i => Of(i, alone))];
        return new(gold, document, candidates, All(alone: false), HappeningGrouper.IsArticle(document) ? All(alone: true) : [], [.. candidates.Select(c => EventOf(gold, document, c))]);
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
