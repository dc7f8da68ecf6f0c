using System.Numerics.Tensors;
using Tetrapylon.Language.Networks;

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

    /// <summary>Products of rows with a matrix, and its bias.</summary>
    public static void Product(int rows, float[] from, int fromRow, Parameter matrix, Parameter bias, float[] into)
    {
        for (var row = 0; row < rows; row++) bias.Value.AsSpan(0, matrix.Columns).CopyTo(into.AsSpan(row * matrix.Columns));
        MatrixProduct.Add(rows, ref from[0], fromRow, matrix.Packed, ref into[0], matrix.Columns);
    }

    /// <summary>Adds the slopes by a matrix and its bias, given those by its product.</summary>
    public static void Slopes(int rows, float[] from, int fromRow, float[] slopes, Parameter matrix, Parameter bias)
    {
        MatrixProduct.Add(matrix.Rows, matrix.Columns, rows, ref from[0], 1, fromRow, ref slopes[0], matrix.Columns, ref matrix.Slope[0], matrix.Columns);
        AddRows(slopes, rows, matrix.Columns, bias.Slope);
    }

    /// <summary>Slopes by what leaked, from slopes by the outcome.</summary>
    public static void Unleak(ReadOnlySpan<float> outcome, Span<float> slopes)
    {
        for (var i = 0; i < slopes.Length; i++)
            if (outcome[i] < 0) slopes[i] *= Activation.Leak;
    }
}
