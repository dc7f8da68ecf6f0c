using Tetrapylon.Language.Entities;
using Tetrapylon.Language.Tokens;

namespace Tetrapylon.Training.Networks;

/// <summary>Finds the labels of a sentence that score best together and may follow each other (Viterbi 1967). Works in memory of its own.</summary>
internal sealed class LabelChoice
{
    private const int Most = 16;

    private readonly byte[] _before = new byte[SentenceSplitter.Longest * Most];

    /// <param name="scores">Of each word, the score of each label.</param>
    /// <param name="row">How many numbers a word has there.</param>
    /// <param name="labels">Filled by word.</param>
    public void Best(ReadOnlySpan<float> scores, int row, Span<byte> labels)
    {
        var count = EntityFinder.Labels;
        Span<float> sums = stackalloc float[Most], last = stackalloc float[Most];
        last[1..].Fill(float.NegativeInfinity);
        last[0] = 0;
        var best = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            var here = scores.Slice(i * row, count);
            var before = _before.AsSpan(i * Most, count);
            for (var label = 0; label < count; label++)
            {
                // Any label may stand before one that begins a name or is outside; inside of a name only its beginning or its inside.
                var from = label == EntityFinder.Outside || label % 2 == 1 ? best : last[label] > last[label - 1] ? label : label - 1;
                (sums[label], before[label]) = (last[from] + here[label], (byte)from);
            }
            best = 0;
            for (var label = 1; label < count; label++)
                if (sums[label] > sums[best]) best = label;
            sums[..count].CopyTo(last);
        }
        for (var i = labels.Length - 1; i >= 0; i--)
        {
            labels[i] = (byte)best;
            best = _before[i * Most + best];
        }
    }
}
