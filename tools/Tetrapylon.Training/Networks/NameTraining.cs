using System.Numerics.Tensors;
using Tetrapylon.Language.Entities;
using Tetrapylon.Language.Networks;
using Tetrapylon.Model;
using Tetrapylon.Training.Language;

namespace Tetrapylon.Training.Networks;

/// <summary>A large network that finds names: the accurate model's reading of words in their sentence, and a choice of label for each. It teaches what is shipped.</summary>
internal sealed class NameTraining
{
    // Whole panels; more than there are labels.
    public const int Columns = 32;

    private readonly EncoderTraining _encoder;
    private readonly Parameter _labels, _labelBias;
    private float[] _scores = [], _slopes = [];

    public NameTraining(NetworkShape shape, WordVectors vectors, int seed)
    {
        var chance = new Random(seed);
        // Names in corpora are few: what surrounds them and how they are written is to be learnt, not the words themselves.
        _encoder = new(shape, vectors, chance, 1) { LeftOut = [0.5, 0.2, 0.05, 0.15, 0.02, 0.05, 0.1, 0.15] };
        _labels = new("labels", _encoder.Both, Columns, 1 / Math.Sqrt(_encoder.Both), chance);
        _labelBias = new("labels-bias", 1, Columns, 0, chance);
    }

    /// <summary>False switches all dropping off, to check slopes.</summary>
    public bool Drops { get; init; } = true;

    public IEnumerable<Parameter> Parameters => [.. _encoder.Parameters, _labels, _labelBias];

    /// <summary>Begins with another network's reading.</summary>
    public void Know(string path) => _encoder.Know(path, reading: true);

    /// <summary>The loss a word of a batch, and the slopes by all parameters, added to what they hold.</summary>
    public double Learn(Batch batch)
    {
        var read = Score(batch, Drops);
        var (loss, weight) = (0.0, 1f / batch.Words);
        for (var s = 0; s < batch.Sentences.Length; s++)
            for (var w = 0; w < batch.Sentences[s].Length; w++)
            {
                var scores = _scores.AsSpan(batch.RowOf(s, w) * Columns, Columns);
                loss += ChooseLabel(scores, w == 0 ? LabelledSentence.Unknown : batch.Sentences[s].Labels[w], weight);
            }
        Sums.Slopes(batch.Rows, read, _encoder.Both, _scores, _labels, _labelBias);
        Array.Clear(_slopes, 0, batch.Rows * _encoder.Both);
        MatrixProduct.Add(batch.Rows, ref _scores[0], Columns, _labels.Transposed, ref _slopes[0], _encoder.Both);
        _encoder.Backward(batch, _slopes);
        return loss;
    }

    /// <summary>As <see cref="Sums.Choose"/>, of labels that may be unknown.</summary>
    public static double ChooseLabel(Span<float> scores, byte right, float weight)
    {
        scores[EntityFinder.Labels..].Clear();
        scores = scores[..EntityFinder.Labels];
        if (right == LabelledSentence.Unknown) scores.Clear();
        if (right < LabelledSentence.NoName) return Sums.Choose(scores, right, weight);
        if (right == LabelledSentence.Unknown) return 0;
        // Each label is right that makes no person, organization or place.
        TensorPrimitives.SoftMax(scores, scores);
        var first = EntityFinder.Begin(EntityKind.Time);
        var likely = Math.Max(scores[0] + TensorPrimitives.Sum(scores[first..]), 1e-12f);
        for (var label = 0; label < scores.Length; label++)
            scores[label] = weight * (label == 0 || label >= first ? scores[label] - scores[label] / likely : scores[label]);
        return -Math.Log(likely) * weight;
    }

    /// <summary>Scores of each label of each word; what the words are read as is returned.</summary>
    private float[] Score(Batch batch, bool drops)
    {
        if (_scores.Length < batch.Rows * Columns) (_scores, _slopes) = (new float[batch.Rows * Columns], new float[batch.Rows * _encoder.Both]);
        _encoder.Draw(batch, drops);
        var read = _encoder.Forward(batch, drops);
        Sums.Product(batch.Rows, read, _encoder.Both, _labels, _labelBias, _scores);
        return read;
    }

    /// <summary>By sentence of the batch: the logarithm of how likely each label of each word is.</summary>
    public float[][] Likely(Batch batch)
    {
        _ = Score(batch, drops: false);
        var found = new float[batch.Sentences.Length][];
        for (var s = 0; s < found.Length; s++)
        {
            found[s] = new float[(batch.Sentences[s].Length - 1) * Columns];
            for (var w = 1; w < batch.Sentences[s].Length; w++)
            {
                var likely = found[s].AsSpan((w - 1) * Columns, EntityFinder.Labels);
                TensorPrimitives.SoftMax(_scores.AsSpan(batch.RowOf(s, w) * Columns, EntityFinder.Labels), likely);
                TensorPrimitives.Add(likely, 1e-6f, likely);
                TensorPrimitives.Log(likely, likely);
            }
        }
        return found;
    }
}
