using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tetrapylon.Language.Weights;

/// <summary>A linear model over hashed features: each feature picks a row, the rows of a context are summed, one sum an outcome.</summary>
/// <remarks>Weights are eight-bit, sums sixteen-bit: up to 256 features cannot overflow.</remarks>
internal sealed class WeightTable
{
    private const int Lanes = 8;
    private readonly sbyte[] _weights;
    private readonly int _shift;

    /// <param name="weights">Rows of <paramref name="width"/> weights; the number of rows is a power of two.</param>
    public WeightTable(ReadOnlySpan<sbyte> weights, int width)
    {
        Width = width;
        var bits = 0;
        while ((1L << bits) * width < weights.Length) bits++;
        if ((1L << bits) * width != weights.Length)
            throw new ArgumentException("the number of rows is not a power of two", nameof(weights));
        _shift = 32 - bits;
        // A vector may be read beyond the last row.
        _weights = new sbyte[weights.Length + 16];
        weights.CopyTo(_weights);
    }

    public int Width { get; }

    public static WeightTable Load(WeightFile file, string path, string section)
    {
        try
        {
            return new(file.Packed(section), file.Number(section + "-width"));
        }
        catch (ArgumentException)
        {
            throw new ModelFileException(path, $"section '{section}' has a wrong size");
        }
    }

    /// <summary>Sums the rows of the features into <paramref name="scores"/>, which must be as long as the width rounded up to eight.</summary>
    public void Sum(ReadOnlySpan<uint> features, Span<short> scores)
    {
        ref var weights = ref MemoryMarshal.GetArrayDataReference(_weights);
        var (width, shift) = (Width, _shift);
        var at = 0;
        for (; at + 2 * Lanes <= width; at += 2 * Lanes)
        {
            var sum = Vector256<short>.Zero;
            foreach (var feature in features)
                sum += Vector256.WidenLower(Vector128.LoadUnsafe(ref Unsafe.Add(ref weights, (nint)(feature >> shift) * width + at)).ToVector256Unsafe());
            sum.CopyTo(scores[at..]);
        }
        for (; at < width; at += Lanes)
        {
            var sum = Vector128<short>.Zero;
            foreach (var feature in features)
                sum += Vector128.WidenLower(Vector128.LoadUnsafe(ref Unsafe.Add(ref weights, (nint)(feature >> shift) * width + at)));
            sum.CopyTo(scores[at..]);
        }
    }
}
