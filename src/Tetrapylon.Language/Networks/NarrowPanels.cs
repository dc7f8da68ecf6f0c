using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tetrapylon.Language.Networks;

/// <summary>A matrix that single rows are multiplied with again and again, in sixteen bits a number (the upper half of a float), so that it stays in the processor's nearest memory.</summary>
/// <remarks>Blocks of <see cref="Block"/> columns, row by row; a word of 32 bits holds columns i and i + 16 of a run of 32.</remarks>
internal sealed class NarrowPanels
{
    /// <summary>Columns come in multiples of this.</summary>
    public const int Block = 128;

    private const int Lanes = 16;
    private const int Words = Block / 2;

    private readonly uint[] _values;

    public NarrowPanels(ReadOnlySpan<float> values, int rows, int columns)
    {
        if (columns % Block != 0) throw new ArgumentException("columns must come in whole blocks", nameof(columns));
        (Rows, Columns, _values) = (rows, columns, new uint[rows * columns / 2]);
        var to = 0;
        for (var block = 0; block < columns; block += Block)
            for (var row = 0; row < rows; row++)
                for (var run = 0; run < Block; run += 2 * Lanes)
                    for (var i = 0; i < Lanes; i++)
                    {
                        var at = row * columns + block + run + i;
                        _values[to++] = Rounded(values[at]) >> 16 | Rounded(values[at + Lanes]);
                    }
    }

    public int Rows { get; }
    public int Columns { get; }

    /// <summary>Adds a row times this matrix to another row.</summary>
    public void AddProduct(ref float a, ref float c)
    {
        ref var b = ref MemoryMarshal.GetArrayDataReference(_values);
        for (var block = 0; block < Columns; block += Block)
        {
            AddBlock(Rows, ref a, ref b, ref Unsafe.Add(ref c, block));
            b = ref Unsafe.Add(ref b, Rows * Words);
        }
    }

    /// <summary>Eight sums at once hide how long a multiplication takes.</summary>
    private static void AddBlock(int rows, ref float a, ref uint b, ref float c)
    {
        var upper = Vector512.Create(0xFFFF0000u);
        var (s0, s1, s2, s3) = (Vector512.LoadUnsafe(ref c), Vector512.LoadUnsafe(ref c, Lanes), Vector512.LoadUnsafe(ref c, 2 * Lanes), Vector512.LoadUnsafe(ref c, 3 * Lanes));
        var (s4, s5, s6, s7) = (Vector512.LoadUnsafe(ref c, 4 * Lanes), Vector512.LoadUnsafe(ref c, 5 * Lanes), Vector512.LoadUnsafe(ref c, 6 * Lanes), Vector512.LoadUnsafe(ref c, 7 * Lanes));
        for (nint k = 0; k < rows; k++)
        {
            var x = Vector512.Create(Unsafe.Add(ref a, k));
            var (v0, v1) = (Vector512.LoadUnsafe(ref b), Vector512.LoadUnsafe(ref b, Lanes));
            var (v2, v3) = (Vector512.LoadUnsafe(ref b, 2 * Lanes), Vector512.LoadUnsafe(ref b, 3 * Lanes));
            s0 = Vector512.FusedMultiplyAdd(x, (v0 << 16).AsSingle(), s0);
            s1 = Vector512.FusedMultiplyAdd(x, (v0 & upper).AsSingle(), s1);
            s2 = Vector512.FusedMultiplyAdd(x, (v1 << 16).AsSingle(), s2);
            s3 = Vector512.FusedMultiplyAdd(x, (v1 & upper).AsSingle(), s3);
            s4 = Vector512.FusedMultiplyAdd(x, (v2 << 16).AsSingle(), s4);
            s5 = Vector512.FusedMultiplyAdd(x, (v2 & upper).AsSingle(), s5);
            s6 = Vector512.FusedMultiplyAdd(x, (v3 << 16).AsSingle(), s6);
            s7 = Vector512.FusedMultiplyAdd(x, (v3 & upper).AsSingle(), s7);
            b = ref Unsafe.Add(ref b, Words);
        }
        s0.StoreUnsafe(ref c);
        s1.StoreUnsafe(ref c, Lanes);
        s2.StoreUnsafe(ref c, 2 * Lanes);
        s3.StoreUnsafe(ref c, 3 * Lanes);
        s4.StoreUnsafe(ref c, 4 * Lanes);
        s5.StoreUnsafe(ref c, 5 * Lanes);
        s6.StoreUnsafe(ref c, 6 * Lanes);
        s7.StoreUnsafe(ref c, 7 * Lanes);
    }

    /// <summary>The bits of a number whose lower half is zero, rounded to the nearer.</summary>
    private static uint Rounded(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return bits + 0x7FFF + (bits >> 16 & 1) & 0xFFFF0000;
    }
}
