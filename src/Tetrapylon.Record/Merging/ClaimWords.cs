using System.Runtime.InteropServices;
using Tetrapylon.Model;

namespace Tetrapylon.Record.Merging;

/// <summary>The words with which a claim is told, as hashes: of the evidence itself, or of the report around it. Words of one or two letters are left out.</summary>
public static class ClaimWords
{
    // About two sentences on either side of the evidence: what a long article says elsewhere is of other happenings.
    private const int Reach = 250, MostWords = 160;

    /// <summary>Distinct words of a text, ascending.</summary>
    public static int[] Of(ReadOnlySpan<char> text)
    {
        var words = new SortedSet<int>();
        Add(text, words);
        return [.. words];
    }

    /// <summary>Distinct words of the report around all the evidence of a claim, ascending.</summary>
    public static int[] Around(Claim claim, string text)
    {
        var words = new SortedSet<int>();
        foreach (var evidence in claim.Evidence)
        {
            var (start, end) = (Math.Clamp(evidence.Start - Reach, 0, text.Length), Math.Clamp(evidence.End + Reach, 0, text.Length));
            // From the next whole word to the last.
            while (start > 0 && start < text.Length && char.IsLetterOrDigit(text[start - 1])) start++;
            while (end < text.Length && end > start && char.IsLetterOrDigit(text[end])) end--;
            if (end > start) Add(text.AsSpan(start, end - start), words);
            if (words.Count >= MostWords) break;
        }
        return [.. words.Take(MostWords)];
    }

    /// <summary>The hash of a word without its ending: "kidnapped" and "kidnaps" are one.</summary>
    public static int Hash(ReadOnlySpan<char> word)
    {
        var hash = 2166136261;
        foreach (var letter in Stem(word)) hash = (hash ^ char.ToLowerInvariant(letter)) * 16777619;
        return (int)hash;
    }

    // Rough on purpose: "bombings" and "bombing" must be one, and it is not minded that "hotel" loses nothing and "news" an s.
    private static ReadOnlySpan<char> Stem(ReadOnlySpan<char> word)
    {
        if (word.Length < 5 || !char.IsAsciiLetterLower(word[^1])) return word;
        if (word[^1] == 's' && word[^2] != 's') word = word[..^1];
        var stem = word.EndsWith("ing") ? word[..^3] : word.EndsWith("ed") || word.EndsWith("er") || word.EndsWith("es") ? word[..^2] : word[^1] == 'e' ? word[..^1] : word;
        if (stem.Length > 3 && stem[^1] == stem[^2]) stem = stem[..^1];
        return stem.Length < 3 ? word : stem;
    }

    internal static byte[] ToBytes(int[] words) => MemoryMarshal.AsBytes(words.AsSpan()).ToArray();

    internal static int[] FromBytes(ReadOnlySpan<byte> bytes) => MemoryMarshal.Cast<byte, int>(bytes).ToArray();

    private static void Add(ReadOnlySpan<char> text, SortedSet<int> words)
    {
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsLetterOrDigit(text[i])) continue;
            if (i - start > 2) words.Add(Hash(text[start..i]));
            start = i + 1;
        }
    }
}
