using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Tetrapylon.Knowledge.Loading;

namespace Tetrapylon.Language.Weights;

/// <summary>A linear model over hashed features: each feature picks a row, the rows of a context are summed, one sum an outcome.</summary>
/// <remarks>Weights are eight-bit, sums sixteen-bit: up to 256 features cannot overflow. A row never lies across two lines of the cache, unless it is longer than one.</remarks>
internal sealed class WeightTable
{
    private const int Lanes = 8;
    private readonly sbyte[] _weights;
    private readonly int _start, _shift, _stride;

    /// <param name="weights">Rows of <paramref name="width"/> weights; the number of rows is a power of two.</param>
    public WeightTable(ReadOnlySpan<sbyte> weights, int width)
    {
        Width = width;
        var bits = 0;
        while ((1L << bits) * width < weights.Length) bits++;
        if ((1L << bits) * width != weights.Length)
            throw new ArgumentException("the number of rows is not a power of two", nameof(weights));
        _shift = 32 - bits;
        _stride = BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)width));
        // A vector may be read beyond the last row.
        _weights = CacheLines.Room<sbyte>((1 << bits << _stride) + 2 * Lanes, out _start);
        if (1 << _stride == width) weights.CopyTo(_weights.AsSpan(_start));
        else
            for (var row = 0; row < 1 << bits; row++)
                weights.Slice(row * width, width).CopyTo(_weights.AsSpan(_start + (row << _stride)));
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
        ref var weights = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_weights), _start);
        var (width, shift, stride) = (Width, _shift, _stride);
        var at = 0;
        for (; at + 6 * Lanes <= width; at += 6 * Lanes)
        {
            var (one, two, three) = (Vector256<short>.Zero, Vector256<short>.Zero, Vector256<short>.Zero);
            foreach (var feature in features)
            {
                ref var row = ref Unsafe.Add(ref weights, ((nint)(feature >> shift) << stride) + at);
                one += Wide(ref row);
                two += Wide(ref Unsafe.Add(ref row, 2 * Lanes));
                three += Wide(ref Unsafe.Add(ref row, 4 * Lanes));
            }
            one.CopyTo(scores[at..]);
            two.CopyTo(scores[(at + 2 * Lanes)..]);
            three.CopyTo(scores[(at + 4 * Lanes)..]);
        }
        for (; at + 2 * Lanes <= width; at += 2 * Lanes)
        {
            var sum = Vector256<short>.Zero;
            foreach (var feature in features)
                sum += Wide(ref Unsafe.Add(ref weights, ((nint)(feature >> shift) << stride) + at));
            sum.CopyTo(scores[at..]);
        }
        for (; at < width; at += Lanes)
        {
            var sum = Vector128<short>.Zero;
            foreach (var feature in features)
                sum += Vector128.WidenLower(Vector128.LoadUnsafe(ref Unsafe.Add(ref weights, ((nint)(feature >> shift) << stride) + at)));
            sum.CopyTo(scores[at..]);
        }
    }

    private static Vector256<short> Wide(ref sbyte first) => Vector256.WidenLower(Vector128.LoadUnsafe(ref first).ToVector256Unsafe());
}
