using System.Runtime.Intrinsics;
using Tetrapylon.Language.Networks;

namespace Tetrapylon.Training.Networks;

/// <summary>A matrix that is learnt: its values, the slope of the loss by each of them, and Adam's memory (Kingma and Ba 2015).</summary>
internal sealed class Parameter
{
    private const float First = 0.9f, Second = 0.98f, Small = 1e-8f;

    private readonly float[] _mean;
    private readonly float[] _square;
    private Panels? _packed;
    private Panels? _transposed;

    /// <param name="spread">Standard deviation to begin with; 0 begins at zero.</param>
    public Parameter(string name, int rows, int columns, double spread, Random random)
    {
        (Name, Rows, Columns) = (name, rows, columns);
        var length = (rows * columns + 15) / 16 * 16;
        (Value, Slope, _mean, _square) = (new float[length], new float[length], new float[length], new float[length]);
        // A sum of four even numbers is near enough to a bell.
        if (spread > 0)
            for (var i = 0; i < rows * columns; i++)
                Value[i] = (float)(spread * 1.7320508 * (random.NextDouble() + random.NextDouble() + random.NextDouble() + random.NextDouble() - 2));
    }

    public string Name { get; }
    public int Rows { get; }
    public int Columns { get; }
    public float[] Value { get; }
    public float[] Slope { get; }

    /// <summary>The values laid out for products, as of the last <see cref="Pack"/>.</summary>
    public Panels Packed => _packed ??= Panels.Of(Value.AsSpan(0, Rows * Columns), Rows, Columns);

    public Panels Transposed
    {
        get
        {
            if (_transposed is null) (_transposed = new(Columns, Rows)).PackTransposed(Value.AsSpan(0, Rows * Columns));
            return _transposed;
        }
    }

    public void Pack()
    {
        _packed?.Pack(Value.AsSpan(0, Rows * Columns));
        _transposed?.PackTransposed(Value.AsSpan(0, Rows * Columns));
    }

    /// <summary>Sum of the slopes' squares.</summary>
    public double Steepness()
    {
        var sum = Vector512<float>.Zero;
        for (nuint i = 0; i < (nuint)Slope.Length; i += 16)
        {
            var slope = Vector512.LoadUnsafe(ref Slope[0], i);
            sum += slope * slope;
        }
        return Vector512.Sum(sum);
    }

    /// <summary>Goes one step down the slope and forgets it.</summary>
    /// <param name="scale">What slopes are multiplied with first.</param>
    /// <param name="step">Number of the step, from 1.</param>
    public void Learn(float rate, float scale, int step)
    {
        var (one, two) = (1 / (1 - MathF.Pow(First, step)), 1 / (1 - MathF.Pow(Second, step)));
        for (nuint i = 0; i < (nuint)Slope.Length; i += 16)
        {
            var slope = Vector512.LoadUnsafe(ref Slope[0], i) * scale;
            var mean = Vector512.LoadUnsafe(ref _mean[0], i) * First + slope * (1 - First);
            var square = Vector512.LoadUnsafe(ref _square[0], i) * Second + slope * slope * (1 - Second);
            mean.StoreUnsafe(ref _mean[0], i);
            square.StoreUnsafe(ref _square[0], i);
            (Vector512.LoadUnsafe(ref Value[0], i) - mean * (one * rate) / (Vector512.Sqrt(square * two) + Vector512.Create(Small))).StoreUnsafe(ref Value[0], i);
        }
        Array.Clear(Slope);
        Pack();
    }
}
