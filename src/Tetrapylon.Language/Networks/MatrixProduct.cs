using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tetrapylon.Language.Networks;

/// <summary>Products of matrices, the one place where a network's time goes.</summary>
/// <remarks>
/// Vectors run along the columns of the outcome and never along the sum, so every element is summed in the same order on every
/// machine, whatever the width of its vectors: the same weights read the same text alike everywhere. Columns come in multiples of
/// <see cref="Width"/>.
/// </remarks>
internal static class MatrixProduct
{
    /// <summary>Columns of a panel.</summary>
    public const int Width = 32;

    private const int Lanes = 16;
    private const int Depth = 256;

    /// <summary>Adds A·B to C, B packed beforehand.</summary>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="a">The first element of A; its rows are <paramref name="aRow"/> apart, its columns neighbours.</param>
    public static void Add(int rows, ref float a, nint aRow, Panels b, ref float c, nint cRow)
    {
        var (depth, panel) = (b.Rows, (nint)b.Rows * Width);
        ref var packed = ref MemoryMarshal.GetArrayDataReference(b.Values);
        if ((rows & 1) != 0)
        {
            rows--;
            Row(depth, ref Unsafe.Add(ref a, rows * aRow), b.Columns, ref packed, panel, ref Unsafe.Add(ref c, rows * cRow));
        }
        for (var at = 0; at < b.Columns && rows > 0; at += Width)
            Panel(rows, depth, ref a, aRow, 1, ref Unsafe.Add(ref packed, at / Width * panel), ref Unsafe.Add(ref c, at), cRow);
    }

    /// <summary>Adds A·B to C for any layout of A: element (i, k) of A stands at i·<paramref name="aRow"/> + k·<paramref name="aStep"/>.</summary>
    /// <param name="depth">Columns of A and rows of B.</param>
    public static void Add(int rows, int columns, int depth, ref float a, nint aRow, nint aStep, ref float b, nint bRow, ref float c, nint cRow)
    {
        Span<float> block = stackalloc float[Depth * Width];
        ref var packed = ref MemoryMarshal.GetReference(block);
        for (var at = 0; at < columns; at += Width)
            for (var from = 0; from < depth; from += Depth)
            {
                var deep = Math.Min(Depth, depth - from);
                for (var k = 0; k < deep; k++)
                {
                    ref var row = ref Unsafe.Add(ref b, (from + k) * bRow + at);
                    Vector512.LoadUnsafe(ref row).StoreUnsafe(ref packed, (nuint)(k * Width));
                    Vector512.LoadUnsafe(ref row, Lanes).StoreUnsafe(ref packed, (nuint)(k * Width + Lanes));
                }
                Panel(rows, deep, ref Unsafe.Add(ref a, from * aStep), aRow, aStep, ref packed, ref Unsafe.Add(ref c, at), cRow);
            }
    }

    private static void Panel(int rows, int depth, ref float a, nint aRow, nint aStep, ref float b, ref float c, nint cRow)
    {
        var row = 0;
        for (; row + 6 <= rows; row += 6)
            Six(depth, ref Unsafe.Add(ref a, row * aRow), aRow, aStep, ref b, ref Unsafe.Add(ref c, row * cRow), cRow);
        for (; row + 2 <= rows; row += 2)
            Two(depth, ref Unsafe.Add(ref a, row * aRow), aRow, aStep, ref b, ref Unsafe.Add(ref c, row * cRow), cRow);
        if (row < rows)
            One(depth, ref Unsafe.Add(ref a, row * aRow), aStep, ref b, ref Unsafe.Add(ref c, row * cRow));
    }

    /// <summary>Six rows of a panel: as many sums as fit in registers.</summary>
    private static void Six(int depth, ref float a, nint aRow, nint aStep, ref float b, ref float c, nint cRow)
    {
        ref var c1 = ref Unsafe.Add(ref c, cRow);
        ref var c2 = ref Unsafe.Add(ref c, 2 * cRow);
        ref var c3 = ref Unsafe.Add(ref c, 3 * cRow);
        ref var c4 = ref Unsafe.Add(ref c, 4 * cRow);
        ref var c5 = ref Unsafe.Add(ref c, 5 * cRow);
        var (s00, s01) = (Vector512.LoadUnsafe(ref c), Vector512.LoadUnsafe(ref c, Lanes));
        var (s10, s11) = (Vector512.LoadUnsafe(ref c1), Vector512.LoadUnsafe(ref c1, Lanes));
        var (s20, s21) = (Vector512.LoadUnsafe(ref c2), Vector512.LoadUnsafe(ref c2, Lanes));
        var (s30, s31) = (Vector512.LoadUnsafe(ref c3), Vector512.LoadUnsafe(ref c3, Lanes));
        var (s40, s41) = (Vector512.LoadUnsafe(ref c4), Vector512.LoadUnsafe(ref c4, Lanes));
        var (s50, s51) = (Vector512.LoadUnsafe(ref c5), Vector512.LoadUnsafe(ref c5, Lanes));
        for (; depth > 0; depth--)
        {
            var (b0, b1) = (Vector512.LoadUnsafe(ref b), Vector512.LoadUnsafe(ref b, Lanes));
            var x = Vector512.Create(a);
            s00 = Vector512.FusedMultiplyAdd(x, b0, s00);
            s01 = Vector512.FusedMultiplyAdd(x, b1, s01);
            x = Vector512.Create(Unsafe.Add(ref a, aRow));
            s10 = Vector512.FusedMultiplyAdd(x, b0, s10);
            s11 = Vector512.FusedMultiplyAdd(x, b1, s11);
            x = Vector512.Create(Unsafe.Add(ref a, 2 * aRow));
            s20 = Vector512.FusedMultiplyAdd(x, b0, s20);
            s21 = Vector512.FusedMultiplyAdd(x, b1, s21);
            x = Vector512.Create(Unsafe.Add(ref a, 3 * aRow));
            s30 = Vector512.FusedMultiplyAdd(x, b0, s30);
            s31 = Vector512.FusedMultiplyAdd(x, b1, s31);
            x = Vector512.Create(Unsafe.Add(ref a, 4 * aRow));
            s40 = Vector512.FusedMultiplyAdd(x, b0, s40);
            s41 = Vector512.FusedMultiplyAdd(x, b1, s41);
            x = Vector512.Create(Unsafe.Add(ref a, 5 * aRow));
            s50 = Vector512.FusedMultiplyAdd(x, b0, s50);
            s51 = Vector512.FusedMultiplyAdd(x, b1, s51);
            a = ref Unsafe.Add(ref a, aStep);
            b = ref Unsafe.Add(ref b, Width);
        }
        s00.StoreUnsafe(ref c);
        s01.StoreUnsafe(ref c, Lanes);
        s10.StoreUnsafe(ref c1);
        s11.StoreUnsafe(ref c1, Lanes);
        s20.StoreUnsafe(ref c2);
        s21.StoreUnsafe(ref c2, Lanes);
        s30.StoreUnsafe(ref c3);
        s31.StoreUnsafe(ref c3, Lanes);
        s40.StoreUnsafe(ref c4);
        s41.StoreUnsafe(ref c4, Lanes);
        s50.StoreUnsafe(ref c5);
        s51.StoreUnsafe(ref c5, Lanes);
    }

    private static void Two(int depth, ref float a, nint aRow, nint aStep, ref float b, ref float c, nint cRow)
    {
        ref var below = ref Unsafe.Add(ref c, cRow);
        var (s00, s01) = (Vector512.LoadUnsafe(ref c), Vector512.LoadUnsafe(ref c, Lanes));
        var (s10, s11) = (Vector512.LoadUnsafe(ref below), Vector512.LoadUnsafe(ref below, Lanes));
        for (; depth > 0; depth--)
        {
            var (b0, b1) = (Vector512.LoadUnsafe(ref b), Vector512.LoadUnsafe(ref b, Lanes));
            var x = Vector512.Create(a);
            s00 = Vector512.FusedMultiplyAdd(x, b0, s00);
            s01 = Vector512.FusedMultiplyAdd(x, b1, s01);
            x = Vector512.Create(Unsafe.Add(ref a, aRow));
            s10 = Vector512.FusedMultiplyAdd(x, b0, s10);
            s11 = Vector512.FusedMultiplyAdd(x, b1, s11);
            a = ref Unsafe.Add(ref a, aStep);
            b = ref Unsafe.Add(ref b, Width);
        }
        s00.StoreUnsafe(ref c);
        s01.StoreUnsafe(ref c, Lanes);
        s10.StoreUnsafe(ref below);
        s11.StoreUnsafe(ref below, Lanes);
    }

    private static void One(int depth, ref float a, nint aStep, ref float b, ref float c)
    {
        var (s0, s1) = (Vector512.LoadUnsafe(ref c), Vector512.LoadUnsafe(ref c, Lanes));
        for (; depth > 0; depth--)
        {
            var x = Vector512.Create(a);
            s0 = Vector512.FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref b), s0);
            s1 = Vector512.FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref b, Lanes), s1);
            a = ref Unsafe.Add(ref a, aStep);
            b = ref Unsafe.Add(ref b, Width);
        }
        s0.StoreUnsafe(ref c);
        s1.StoreUnsafe(ref c, Lanes);
    }

    /// <summary>One row, panels side by side as far as they go: many sums at once hide how long a multiplication takes.</summary>
    private static void Row(int depth, ref float a, int columns, ref float b, nint panel, ref float c)
    {
        var at = 0;
        for (; at + 4 * Width <= columns; at += 4 * Width)
            FourPanels(depth, ref a, ref Unsafe.Add(ref b, at / Width * panel), panel, ref Unsafe.Add(ref c, at));
        for (; at + 2 * Width <= columns; at += 2 * Width)
            TwoPanels(depth, ref a, ref Unsafe.Add(ref b, at / Width * panel), panel, ref Unsafe.Add(ref c, at));
        if (at < columns) One(depth, ref a, 1, ref Unsafe.Add(ref b, at / Width * panel), ref Unsafe.Add(ref c, at));
    }

    private static void FourPanels(int depth, ref float a, ref float b, nint panel, ref float c)
    {
        ref var b1 = ref Unsafe.Add(ref b, panel);
        ref var b2 = ref Unsafe.Add(ref b, 2 * panel);
        ref var b3 = ref Unsafe.Add(ref b, 3 * panel);
        var (s0, s1, s2, s3) = (Vector512.LoadUnsafe(ref c), Vector512.LoadUnsafe(ref c, Lanes), Vector512.LoadUnsafe(ref c, 2 * Lanes), Vector512.LoadUnsafe(ref c, 3 * Lanes));
        var (s4, s5, s6, s7) = (Vector512.LoadUnsafe(ref c, 4 * Lanes), Vector512.LoadUnsafe(ref c, 5 * Lanes), Vector512.LoadUnsafe(ref c, 6 * Lanes), Vector512.LoadUnsafe(ref c, 7 * Lanes));
        for (nint k = 0; k < depth; k++)
        {
            var x = Vector512.Create(Unsafe.Add(ref a, k));
            var at = (nuint)(k * Width);
            s0 = Vector512.FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref b, at), s0);
            s1 = Vector512.FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref b, at + Lanes), s1);
            s2 = Vector512.FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref b1, at), s2);
            s3 = Vector512.FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref b1, at + Lanes), s3);
            s4 = Vector512.FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref b2, at), s4);
            s5 = Vector512.FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref b2, at + Lanes), s5);
            s6 = Vector512.FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref b3, at), s6);
            s7 = Vector512.FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref b3, at + Lanes), s7);
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
    private static void TwoPanels(int depth, ref float a, ref float b, nint panel, ref float c)
    {
        ref var b1 = ref Unsafe.Add(ref b, panel);
        var (s0, s1, s2, s3) = (Vector512.LoadUnsafe(ref c), Vector512.LoadUnsafe(ref c, Lanes), Vector512.LoadUnsafe(ref c, 2 * Lanes), Vector512.LoadUnsafe(ref c, 3 * Lanes));
        for (nint k = 0; k < depth; k++)
        {
            var x = Vector512.Create(Unsafe.Add(ref a, k));
            var at = (nuint)(k * Width);
            s0 = Vector512.FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref b, at), s0);
            s1 = Vector512.FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref b, at + Lanes), s1);
            s2 = Vector512.FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref b1, at), s2);
            s3 = Vector512.FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref b1, at + Lanes), s3);
        }
        s0.StoreUnsafe(ref c);
        s1.StoreUnsafe(ref c, Lanes);
        s2.StoreUnsafe(ref c, 2 * Lanes);
        s3.StoreUnsafe(ref c, 3 * Lanes);
    }
}
