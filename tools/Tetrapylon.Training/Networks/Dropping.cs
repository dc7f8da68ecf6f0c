using System.Numerics.Tensors;

namespace Tetrapylon.Training.Networks;

/// <summary>Leaves out a share of a layer's numbers, the same ones for all words of a sentence (Gal and Ghahramani 2016), and makes the others larger for it.</summary>
internal sealed class Dropping(int columns, double share)
{
    private float[] _factors = [];

    /// <summary>Draws anew for a batch; without chance nothing is left out.</summary>
    public void Draw(int sentences, Random? chance)
    {
        if (_factors.Length < sentences * columns) _factors = new float[sentences * columns];
        var kept = (float)(1 / (1 - share));
        for (var i = 0; i < sentences * columns; i++) _factors[i] = chance is null ? 1 : chance.NextDouble() < share ? 0 : kept;
    }

    public void Apply(int sentence, Span<float> row) => TensorPrimitives.Multiply(row, _factors.AsSpan(sentence * columns, columns), row);
}
