using System.Numerics;
using System.Runtime.CompilerServices;

namespace Tetrapylon.Language.Words;

/// <summary>The hash functions that turn words and contexts into rows of weight tables. Frozen: shipped weights depend on them.</summary>
internal static class Hashing
{
    /// <summary>Hash of a run of characters (FNV-1a with a final mix).</summary>
    public static ulong Of(ReadOnlySpan<char> text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
            hash = (hash ^ c) * 1099511628211UL;
        return (hash ^ (hash >> 29)) * 0xBF58476D1CE4E5B9UL;
    }

    /// <summary>Hash of a pair whose order matters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Pair(ulong a, ulong b) => (a ^ BitOperations.RotateLeft(b * 0x9E3779B97F4A7C15UL, 27)) * 0xD6E8FEB86659FD93UL;

    /// <summary>The feature that template number <paramref name="template"/> makes of a value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Feature(uint template, ulong value)
    {
        var hash = (value ^ (template * 0xA24BAED4963EE407UL)) * 0x9FB21C651E98DF25UL;
        return (uint)((hash ^ (hash >> 28)) * 0x9E3779B97F4A7C15UL >> 32);
    }
}
