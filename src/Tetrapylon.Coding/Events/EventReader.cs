using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>A candidate and how the scorer reads it.</summary>
/// <param name="Belief">Probability of each sub-type, in the ontology's order, and last of none; in an article the mean of what the word tells where it stands and <paramref name="Alone"/>.</param>
/// <param name="Alone">What it would tell if its sentence were the whole report; null for a report shorter than an article.</param>
public sealed record TriggerReading(Candidate Candidate, float[] Belief, float[]? Alone = null)
{
    /// <summary>Of a word of an article: deep in it a word is believed less than what it tells by itself, and by itself it does not say that it looks back.</summary>
    public static TriggerReading InArticle(Candidate candidate, float[] there, float[] alone) => new(candidate, [.. there.Zip(alone, (t, a) => (t + a) / 2)], alone);

    /// <summary>Probability that it tells of a happening at all.</summary>
    public float Happening => 1 - Belief[^1];

    /// <summary>The likeliest sub-type, none left aside.</summary>
    public int Best { get; } = Likeliest(Belief);

    private static int Likeliest(float[] belief)
    {
        var best = 0;
        for (var t = 1; t < belief.Length - 1; t++)
            if (belief[t] > belief[best]) best = t;
        return best;
    }
}

/// <summary>Reads each candidate of a report: which of the sub-types it tells of, or none.</summary>
public sealed class EventReader
{
    // So many candidates go through the network together.
    private const int AtOnce = 16;

    private readonly EventOntology _ontology;
    private readonly TriggerFinder _finder;
    private readonly CandidateFeatures _features;
    private readonly LinearModel _model;
    private readonly Network _network;
    private readonly Surroundings _surroundings;
    private readonly int[] _classOf;
    private readonly ConcurrentBag<Scratch> _scratch = [];

    public EventReader(EventOntology ontology, LinearModel model, Network network, WordVectors vectors)
    {
        (_ontology, _model, _network) = (ontology, model, network);
        (_finder, _features, _surroundings) = (new(ontology), new(ontology), new(ontology, vectors));
        // A network made for other cue groups or types cannot be run on these.
        if (network.Inputs != _surroundings.Size || network.Outputs != model.Classes.Count)
            throw new InvalidDataException($"The event network reads {network.Inputs} numbers, the data folder's cue groups and types make {_surroundings.Size}: train it anew.");
        // A type of the ontology that the weights do not know is scored by its lexicon alone.
        _classOf = [.. ontology.SubTypes.Select(t => IndexOf(model.Classes, t.Name)), model.Classes.Count - 1];
    }

    /// <param name="modelsFolder">The folder that holds <c>en/</c>.</param>
    public static EventReader Load(EventOntology ontology, string modelsFolder, WordVectors vectors)
    {
        string Model(string name) => Path.Combine(modelsFolder, "en", name);
        return new(ontology, LinearModel.Load(Model("events.bin")), Network.Load(Model("events.net")), vectors);
    }

    public TriggerFinder Finder => _finder;

    public List<TriggerReading> Read(Document document, out ulong[] cues)
    {
        var candidates = _finder.Find(document, out cues);
        var readings = new List<TriggerReading>(candidates.Count);
        if (candidates.Count == 0) return readings;
        var masks = ImmutableCollectionsMarshal.AsImmutableArray(cues);
        var (classes, article) = (_model.Classes.Count, HappeningGrouper.IsArticle(document));
        if (!_scratch.TryTake(out var scratch)) scratch = new(new(), new float[AtOnce * classes], new float[AtOnce * _surroundings.Size]);
        var (buffer, scores, inputs) = (scratch.Features, scratch.Scores, scratch.Inputs);
        var (shared, known) = (new SharedFeatures(candidates), _surroundings.Of(document));
        var (beliefs, byThemselves) = (new float[candidates.Count][], article ? new float[candidates.Count][] : []);
        for (var first = 0; first < candidates.Count; first += AtOnce)
        {
            var some = Math.Min(AtOnce, candidates.Count - first);
            for (var i = 0; i < some; i++) _surroundings.Fill(document, masks, candidates, first + i, known, inputs.AsSpan(i * _surroundings.Size, _surroundings.Size));
            Weigh(first, some, beliefs, alone: false);
            if (!article) continue;
            for (var i = 0; i < some; i++) _surroundings.LeaveAlone(inputs.AsSpan(i * _surroundings.Size, _surroundings.Size));
            Weigh(first, some, byThemselves, alone: true);
        }
        for (var i = 0; i < candidates.Count; i++) readings.Add(article ? TriggerReading.InArticle(candidates[i], beliefs[i], byThemselves[i]) : new(candidates[i], beliefs[i]));
        _scratch.Add(scratch);
        return readings;

        void Weigh(int first, int some, float[][] into, bool alone)
        {
            Array.Clear(scores);
            for (var i = 0; i < some; i++)
            {
                _features.Fill(document, masks, candidates, first + i, buffer, alone);
                _model.Score(buffer.Hashes, scores.AsSpan(i * classes, classes));
            }
            _network.Score(inputs, some, scores);
            for (var i = 0; i < some; i++) into[first + i] = Belief(first + i, scores.AsSpan(i * classes, classes), shared, alone);
        }
    }

    private float[] Belief(int index, ReadOnlySpan<float> scores, SharedFeatures shared, bool alone)
    {
        var belief = new float[_ontology.SubTypes.Length + 1];
        for (var t = 0; t < belief.Length; t++)
        {
            belief[t] = _classOf[t] >= 0 ? scores[_classOf[t]] : 0;
            if (t < _ontology.SubTypes.Length) belief[t] += shared.Score(index, t, _model.Shared, alone);
        }
        LinearModel.Softmax(belief);
        return belief;
    }

    /// <summary>The features that spoke loudest for a reading, against its strongest rival, loudest first.</summary>
    /// <param name="buffer">Room for features that can be told in words.</param>
    public List<(string Feature, float Weight)> Why(Document document, ulong[] cues, List<Candidate> candidates, int index, int subType, int rival, int most, FeatureBuffer buffer)
    {
        _features.Fill(document, ImmutableCollectionsMarshal.AsImmutableArray(cues), candidates, index, buffer);
        var (own, other) = (_classOf[subType], _classOf[rival]);
        var loud = new List<(int Feature, float Weight)>();
        for (var f = 0; f < buffer.Count; f++)
        {
            var weight = _model.Difference(buffer.Hashes[f], own, other);
            if (weight > 0) loud.Add((f, weight));
        }
        loud.Sort((a, b) => a.Weight != b.Weight ? b.Weight.CompareTo(a.Weight) : string.CompareOrdinal(buffer.Say(a.Feature), buffer.Say(b.Feature)));
        if (loud.Count > most) loud.RemoveRange(most, loud.Count - most);
        return loud.ConvertAll(f => (buffer.Say(f.Feature), f.Weight));
    }

    // What one call works in; kept for the next.
    private sealed record Scratch(FeatureBuffer Features, float[] Scores, float[] Inputs);

    private static int IndexOf(IReadOnlyList<string> classes, string name)
    {
        for (var c = 0; c < classes.Count; c++)
            if (classes[c] == name) return c;
        return -1;
    }
}

/// <summary>Features with one weight for all types: what the lexicon says for a type at the trigger, elsewhere in its sentence, elsewhere in the report.</summary>
public sealed class SharedFeatures
{
    public const int Count = 13;
    private readonly List<Candidate> _candidates;
    private readonly LexiconReading _report;

    public SharedFeatures(List<Candidate> candidates)
    {
        _candidates = candidates;
        foreach (var candidate in candidates) _report = _report.Or(candidate.Lexicon);
    }

    /// <summary>Writes which shared features (of <see cref="Count"/>) hold for a candidate and a type; returns how many.</summary>
    /// <param name="alone">As if its sentence were the whole report.</param>
    public int Fill(int index, int subType, Span<int> features, bool alone = false)
    {
        var own = (int)_candidates[index].Lexicon.Of(subType);
        var near = default(LexiconReading);
        for (var i = Math.Max(0, index - 6); i < Math.Min(_candidates.Count, index + 7); i++)
            if (i != index && _candidates[i].Sentence == _candidates[index].Sentence) near = near.Or(_candidates[i].Lexicon);
        features[0] = own;
        features[1] = 4 + (int)near.Of(subType);
        features[2] = 8 + (int)(alone ? near.Or(_candidates[index].Lexicon) : _report).Of(subType);
        if (own == 0 || !Stands(index, subType, own)) return 3;
        features[3] = 12;
        return 4;
    }

    public float Score(int index, int subType, IReadOnlyList<float> weights, bool alone = false)
    {
        Span<int> features = stackalloc int[4];
        var count = Fill(index, subType, features, alone);
        var score = 0f;
        for (var f = 0; f < count; f++) score += weights[features[f]];
        return score;
    }

    // No other type is as strong at this trigger.
    private bool Stands(int index, int subType, int strength)
    {
        for (var other = 0; other < 32; other++)
            if (other != subType && (int)_candidates[index].Lexicon.Of(other) >= strength) return false;
        return true;
    }
}
