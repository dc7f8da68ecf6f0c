namespace Tetrapylon.Reading.Blocks;

/// <summary>Counts words as a measure of length, in scripts with and without blanks between words.</summary>
internal static class Words
{
    /// <summary>Runs between blanks; of Chinese, Japanese and Korean letters two make a word.</summary>
    public static int Count(ReadOnlySpan<char> text)
    {
        int words = 0, unspaced = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is >= '\u2E80' and <= '\uD7FF') unspaced++;
            if (!char.IsWhiteSpace(text[i]) && (i == 0 || char.IsWhiteSpace(text[i - 1]))) words++;
        }
        return words + unspaced / 2;
    }
}
