using System.Numerics;

namespace Tetrapylon.Reading.Fetching;

/// <summary>A text's hash that differs little between texts that differ little (SimHash, Charikar 2002, over pairs of words), with a second one over its figures alone.</summary>
/// <param name="Words">Two texts are near when at most <see cref="MostBits"/> bits of it differ.</param>
/// <param name="Figures">Of all numbers in digits, in order: a copy with another toll is no copy.</param>
public readonly record struct NearHash(ulong Words, ulong Figures)
{
    public const int MostBits = 3;

    // Shorter texts are told apart by their content alone: two bulletins of a line differ in the one word that matters.
    private const int FewestPairs = 40;

    /// <summary>Null for a text too short to be compared so.</summary>
    public static NearHash? Of(ReadOnlySpan<char> text)
    {
        Span<int> sums = stackalloc int[64];
        sums.Clear();
        ulong before = 0, figures = Start;
        var pairs = 0;
        for (var at = 0; at < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[at]))
            {
                at++;
                continue;
            }
            var word = Start;
            var digits = true;
            for (; at < text.Length && char.IsLetterOrDigit(text[at]); at++)
            {
                word = Mixed(word, char.ToLowerInvariant(text[at]));
                digits &= char.IsAsciiDigit(text[at]);
            }
            if (digits) figures = Mixed(figures, word);
            if (before != 0)
            {
                var pair = Spread(before * 31 + word);
                for (var bit = 0; bit < 64; bit++) sums[bit] += (pair >> bit & 1) == 0 ? -1 : 1;
                pairs++;
            }
            before = word;
        }
        if (pairs < FewestPairs) return null;
        ulong words = 0;
        for (var bit = 0; bit < 64; bit++)
            if (sums[bit] > 0) words |= 1ul << bit;
        return new(words, figures);
    }

    public bool IsNear(NearHash other) => Figures == other.Figures && BitOperations.PopCount(Words ^ other.Words) <= MostBits;

    // FNV-1a, and the finish of MurmurHash3 to spread it over all bits; written out, because the list of seen texts outlives the process.
    private const ulong Start = 14695981039346656037;

    private static ulong Mixed(ulong hash, ulong value) => (hash ^ value) * 1099511628211;

    private static ulong Spread(ulong hash)
    {
        hash = (hash ^ hash >> 33) * 0xFF51AFD7ED558CCD;
        hash = (hash ^ hash >> 33) * 0xC4CEB9FE1A85EC53;
        return hash ^ hash >> 33;
    }
}
