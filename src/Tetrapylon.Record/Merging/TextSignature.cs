using System.Buffers.Binary;
using System.Numerics;

namespace Tetrapylon.Record.Merging;

/// <summary>A sketch of a text by which near-copies are known: the least hashes of its runs of four words (MinHash, Broder 1997).</summary>
public readonly struct TextSignature
{
    /// <summary>Hashes kept; the estimate of likeness is good to about ± 0.06.</summary>
    public const int Length = 64;
    private const int Run = 4;
    private readonly uint[] _least;

    private TextSignature(uint[] least) => _least = least;

    public static TextSignature Of(string text)
    {
        var least = new uint[Length];
        Array.Fill(least, uint.MaxValue);
        Span<ulong> last = stackalloc ulong[Run];
        var words = 0;
        ulong word = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsLetterOrDigit(text[i]))
            {
                word = (word == 0 ? 0xcbf29ce484222325UL : word) ^ char.ToLowerInvariant(text[i]);
                word *= 0x100000001b3UL;
                continue;
            }
            if (word == 0) continue;
            last[words++ % Run] = word;
            word = 0;
            if (words < Run) continue;
            ulong run = 0;
            for (var k = 0; k < Run; k++) run = BitOperations.RotateLeft(run * 0x9e3779b97f4a7c15UL, 23) ^ last[(words + k) % Run];
            Keep(least, run);
        }
        // A text shorter than one run is sketched by its words.
        if (words is > 0 and < Run)
            for (var k = 0; k < words; k++) Keep(least, last[k]);
        return new(least);
    }

    /// <summary>Estimated share of word runs two texts have in common, 0 to 1.</summary>
    public double Likeness(TextSignature other)
    {
        if (_least is null || other._least is null) return 0;
        var same = 0;
        for (var i = 0; i < Length; i++)
            if (_least[i] == other._least[i] && _least[i] != uint.MaxValue) same++;
        return (double)same / Length;
    }

    /// <summary>One of the least hashes; null where there is none.</summary>
    internal uint? At(int index) => _least is null || _least[index] == uint.MaxValue ? null : _least[index];

    public byte[] ToBytes()
    {
        var bytes = new byte[Length * 4];
        for (var i = 0; i < Length; i++) BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * 4), _least[i]);
        return bytes;
    }

    public static TextSignature FromBytes(ReadOnlySpan<byte> bytes)
    {
        var least = new uint[Length];
        for (var i = 0; i < Length; i++) least[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(i * 4)..]);
        return new(least);
    }

    private static void Keep(uint[] least, ulong value)
    {
        // Two independent halves span the family a + i·b of hash functions.
        value *= 0xff51afd7ed558ccdUL;
        value ^= value >> 33;
        value *= 0xc4ceb9fe1a85ec53UL;
        value ^= value >> 33;
        uint a = (uint)value, b = (uint)(value >> 32) | 1;
        for (var i = 0; i < least.Length; i++)
        {
            var hash = a + (uint)i * b;
            hash ^= hash >> 15;
            hash *= 0x2c1b3c6d;
            hash ^= hash >> 12;
            if (hash < least[i]) least[i] = hash;
        }
    }
}
