using System.Numerics.Tensors;

namespace Tetrapylon.Training.Networks;

/// <summary>Small steps between a network's products, on rows of numbers.</summary>
internal static class Sums
{
    /// <summary>Adds all rows to one.</summary>
    public static void AddRows(float[] rows, int count, int columns, float[] into)
    {
        for (var row = 0; row < count; row++)
            TensorPrimitives.Add(into.AsSpan(0, columns), rows.AsSpan(row * columns, columns), into);
    }

    /// <summary>Turns scores into slopes of the loss by them: likelihoods, less 1 at the right answer, times a weight.</summary>
    /// <returns>The loss: minus the logarithm of the right answer's likelihood.</returns>
    public static double Choose(Span<float> scores, int right, float weight)
    {
        TensorPrimitives.Subtract(scores, TensorPrimitives.Max(scores), scores);
        TensorPrimitives.SoftMax(scores, scores);
        var loss = -Math.Log(Math.Max(scores[right], 1e-12f));
        scores[right] -= 1;
        TensorPrimitives.Multiply(scores, weight, scores);
        return loss * weight;
    }
}
