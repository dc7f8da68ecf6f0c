using System.Globalization;
using System.Numerics;

namespace Tetrapylon.Coding.Choices;

/// <summary>How much each feature speaks for an answer: a log-linear choice among several, trained on coded events, kept as text.</summary>
internal sealed class ChoiceWeights
{
    // An open table; a weight of nothing stands for no feature.
    private readonly (ulong Feature, double Weight)[] _slots;
    private readonly int _shift;

    public ChoiceWeights(Dictionary<ulong, double> weights)
    {
        _slots = new (ulong, double)[BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, 2 * weights.Count))];
        _shift = 64 - BitOperations.Log2((uint)_slots.Length);
        foreach (var (feature, weight) in weights)
        {
            var at = First(feature);
            while (_slots[at].Weight != 0) at = (at + 1) & (_slots.Length - 1);
            _slots[at] = (feature, weight);
        }
    }

    /// <summary>Every feature that has a weight.</summary>
    public IEnumerable<(ulong Feature, double Weight)> All => _slots.Where(s => s.Weight != 0);

    /// <summary>Reads lines of a feature's number in hexadecimal, a tab and its weight.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A line is damaged.</exception>
    public static ChoiceWeights Read(string path)
    {
        var weights = new Dictionary<ulong, double>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.StartsWith('#') || line.Length == 0) continue;
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            if (tab < 0 || !ulong.TryParse(line.AsSpan(0, tab), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var key)
                || !double.TryParse(line.AsSpan(tab + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var weight))
                throw new InvalidDataException($"{path}:{number}: a feature's number, a tab and its weight are expected.");
            weights[key] = weight;
        }
        return new(weights);
    }

    public double Of(List<ulong> features)
    {
        var sum = 0.0;
        foreach (var feature in features) sum += Of(feature);
        return sum;
    }

    public double Of(ulong feature)
    {
        for (var at = First(feature); ; at = (at + 1) & (_slots.Length - 1))
            if (_slots[at].Weight == 0 || _slots[at].Feature == feature) return _slots[at].Weight;
    }

    private int First(ulong feature) => (int)(feature * 0x9E3779B97F4A7C15UL >> _shift);
}
