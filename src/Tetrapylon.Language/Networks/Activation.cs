using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tetrapylon.Language.Networks;

/// <summary>The functions between a network's products, made of additions, multiplications and divisions alone: the same bits on every machine.</summary>
internal static class Activation
{
    /// <summary>How much of a negative number the leaky functions let through.</summary>
    public const float Leak = 0.1f;

    /// <summary>tanh as a quotient of polynomials; off by less than 3e-7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x)
    {
        x = Vector512.Min(Vector512.Max(x, Vector512.Create(-7.9f)), Vector512.Create(7.9f));
        var square = x * x;
        var p = Vector512.FusedMultiplyAdd(square, Vector512.Create(-2.76076847742355e-16f), Vector512.Create(2.00018790482477e-13f));
        p = Vector512.FusedMultiplyAdd(square, p, Vector512.Create(-8.60467152213735e-11f));
        p = Vector512.FusedMultiplyAdd(square, p, Vector512.Create(5.12229709037114e-08f));
        p = Vector512.FusedMultiplyAdd(square, p, Vector512.Create(1.48572235717979e-05f));
        p = Vector512.FusedMultiplyAdd(square, p, Vector512.Create(6.37261928875436e-04f));
        p = Vector512.FusedMultiplyAdd(square, p, Vector512.Create(4.89352455891786e-03f));
        var q = Vector512.FusedMultiplyAdd(square, Vector512.Create(1.19825839466702e-06f), Vector512.Create(1.18534705686654e-04f));
        q = Vector512.FusedMultiplyAdd(square, q, Vector512.Create(2.26843463243900e-03f));
        q = Vector512.FusedMultiplyAdd(square, q, Vector512.Create(4.89352518554385e-03f));
        return x * p / q;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x) => Vector512.FusedMultiplyAdd(Vector512.Create(0.5f), Tanh(x * 0.5f), Vector512.Create(0.5f));

    /// <summary>Leaks negative numbers of a row whose length is a multiple of 16.</summary>
    public static void Leaky(Span<float> row)
    {
        ref var at = ref MemoryMarshal.GetReference(row);
        for (nuint i = 0; i < (nuint)row.Length; i += 16)
        {
            var x = Vector512.LoadUnsafe(ref at, i);
            Vector512.Max(x, x * Leak).StoreUnsafe(ref at, i);
        }
    }
}
