using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Record.Merging;

/// <summary>How much each trait counts for two claims telling of one happening: weights of a logistic regression, in <c>data/record/likeness.yaml</c>.</summary>
public sealed class LikenessWeights
{
    public static readonly int Count = Enum.GetValues<LikenessTrait>().Length;
    private readonly double[] _weights = new double[Count];

    private LikenessWeights()
    {
    }

    /// <summary>Weights as a training finds them.</summary>
    public LikenessWeights(ReadOnlySpan<double> weights) => weights.CopyTo(_weights);

    /// <exception cref="DataException">The file is not as expected; all problems are listed.</exception>
    public static LikenessWeights Load(DataFolder data)
    {
        var problems = new DataProblems();
        var loaded = new LikenessWeights();
        if (YamlFile.Map(data.File("record/likeness.yaml"), problems) is { } map)
        {
            map.Text("origin");
            map.Text("licence");
            map.Text("trained");
            if (map.OptionalMap("weights") is { } weights)
            {
                foreach (var trait in Enum.GetValues<LikenessTrait>()) loaded._weights[(int)trait] = weights.Number(WireName.Of(trait));
                weights.Done();
            }
            else map.Problem("'weights' is missing");
            map.Done();
        }
        problems.ThrowIfAny();
        return loaded;
    }

    /// <summary>Belief that two claims with these traits tell of one happening, 0 to 1.</summary>
    public double Belief(ReadOnlySpan<double> traits)
    {
        var sum = 0.0;
        for (var i = 0; i < traits.Length; i++) sum += _weights[i] * traits[i];
        return 1 / (1 + Math.Exp(-sum));
    }
}
