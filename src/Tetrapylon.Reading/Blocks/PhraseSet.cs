using System.Collections.Frozen;

namespace Tetrapylon.Reading.Blocks;

/// <summary>Phrases of a data file, found at a place of a text whatever their case, at word boundaries.</summary>
internal sealed class PhraseSet
{
    private readonly FrozenDictionary<string, string[]> _byFirstWord;
    private readonly FrozenDictionary<string, string[]>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public PhraseSet(IEnumerable<string> phrases)
    {
        _byFirstWord = phrases.GroupBy(p => FirstWord(p).ToString(), StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(g => g.Key, g => g.OrderByDescending(p => p.Length).ToArray(), StringComparer.OrdinalIgnoreCase);
        _lookup = _byFirstWord.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Length of the longest phrase that stands at the start of a text; 0 for none.</summary>
    public int LengthAtStart(ReadOnlySpan<char> text)
    {
        if (!_lookup.TryGetValue(FirstWord(text), out var phrases)) return 0;
        foreach (var phrase in phrases)
            if (text.StartsWith(phrase, StringComparison.OrdinalIgnoreCase) && (text.Length == phrase.Length || !char.IsLetterOrDigit(phrase[^1]) || !char.IsLetterOrDigit(text[phrase.Length])))
                return phrase.Length;
        return 0;
    }

    /// <summary>Whether a whole text is one of the phrases.</summary>
    public bool Is(ReadOnlySpan<char> text) => text.Length > 0 && LengthAtStart(text) == text.Length;

    /// <summary>Start of the first phrase at a word's start anywhere in a text; -1 for none.</summary>
    public int IndexIn(ReadOnlySpan<char> text, out int length)
    {
        for (var i = 0; i < text.Length; i++)
            if ((i == 0 || !char.IsLetterOrDigit(text[i - 1])) && !char.IsWhiteSpace(text[i]) && (length = LengthAtStart(text[i..])) > 0)
                return i;
        length = 0;
        return -1;
    }

    // A leading run of letters and digits, or else the one character there.
    private static ReadOnlySpan<char> FirstWord(ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length && char.IsLetterOrDigit(text[end])) end++;
        return text[..(end == 0 ? Math.Min(1, text.Length) : end)];
    }
}
