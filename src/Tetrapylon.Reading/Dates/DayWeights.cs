using System.Globalization;
using System.Numerics;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Reading.Dates;

/// <summary>How much each trait speaks for a day being that of publication, in log-odds; from <c>day-weights.tsv</c>, which training writes and anybody may edit. Thread-safe.</summary>
internal sealed class DayWeights
{
    public const string File = "languages/en/reading/day-weights.tsv";

    private readonly double[] _weights = new double[64];

    public static DayWeights Load(DataFolder data, DataProblems problems)
    {
        var weights = new DayWeights();
        var file = data.File(File);
        var number = 0;
        var named = DayTrait.None;
        foreach (var line in System.IO.File.ReadLines(file.Path))
        {
            number++;
            if (line.Length == 0 || line[0] == '#') continue;
            var fields = line.Split('\t');
            if (fields.Length != 2 || !WireName.TryParse<DayTrait>(fields[0], out var trait) || !double.TryParse(fields[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var weight))
                problems.Add(file.Name, number, "a trait and its weight are expected, with a tab between");
            else if ((named & trait) != 0) problems.Add(file.Name, number, $"'{fields[0]}' has a weight already");
            else
            {
                named |= trait;
                weights._weights[BitOperations.TrailingZeroCount((ulong)trait)] = weight;
            }
        }
        return weights;
    }

    public double Of(DayTrait traits)
    {
        var sum = 0.0;
        for (var left = (ulong)traits; left != 0; left &= left - 1) sum += _weights[BitOperations.TrailingZeroCount(left)];
        return sum;
    }
}
