using System.Globalization;

namespace Tetrapylon.Coding.Choices;

/// <summary>How much each feature speaks for an answer: a log-linear choice among several, trained on coded events, kept as text.</summary>
internal sealed class ChoiceWeights(Dictionary<ulong, double> weights)
{
    public IReadOnlyDictionary<ulong, double> All => weights;

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
        foreach (var feature in features) sum += weights.GetValueOrDefault(feature);
        return sum;
    }
}
