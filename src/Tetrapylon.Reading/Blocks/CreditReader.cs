using Tetrapylon.Model;

namespace Tetrapylon.Reading.Blocks;

/// <summary>Finds the picture credit at the end of a caption: "… of the city Getty", "(AFP/Getty Images)", "Photograph: Jane Doe/AP".</summary>
internal sealed class CreditReader(ReadingCues cues)
{
    // No credit is longer; what is further from the end is caption.
    private const int Reach = 120;

    /// <summary>The credit's span within a paragraph, or null.</summary>
    /// <param name="bare">Whether a lone name without cue, bracket or slash may be one ("… the city Getty").</param>
    public Span? At(string text, Span paragraph, bool bare)
    {
        var end = paragraph.End;
        while (end > paragraph.Start && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] is '.' or '|')) end--;
        if (end <= paragraph.Start) return null;
        return Bracketed(text, paragraph.Start, end) ?? Cued(text, paragraph.Start, end) ?? Named(text, paragraph.Start, end, bare);
    }

    /// <summary>Whether a text is nothing but a credit.</summary>
    public bool IsWhole(string text, Span paragraph) => At(text, paragraph, bare: true) is { } credit && text.AsSpan(paragraph.Start, credit.Start - paragraph.Start).IsWhiteSpace();

    private Span? Bracketed(string text, int start, int end)
    {
        var (open, close) = text[end - 1] switch { ')' => ('(', ')'), ']' => ('[', ']'), _ => ('\0', '\0') };
        if (open == '\0') return null;
        var from = text.LastIndexOf(open, end - 1, Math.Min(end - start, Reach));
        if (from < 0) return null;
        var inner = text.AsSpan(from + 1, end - from - 2);
        return cues.CreditNames.IndexIn(inner, out _) >= 0 || cues.CreditCues.LengthAtStart(inner) > 0 ? new(from, end) : null;
    }

    private Span? Cued(string text, int start, int end)
    {
        var from = Math.Max(start, end - Reach);
        for (var i = end - 3; i >= from; i--)
        {
            if (char.IsWhiteSpace(text[i]) || (i > start && char.IsLetterOrDigit(text[i - 1]))) continue;
            var cue = cues.CreditCues.LengthAtStart(text.AsSpan(i, end - i));
            if (cue == 0) continue;
            // What follows is a short name, not a sentence.
            var rest = text.AsSpan(i + cue, end - i - cue).Trim();
            if (rest.Length is > 1 and < 60 && Words.Count(rest) <= 7 && char.IsUpper(FirstLetter(rest))) return new(i, end);
        }
        return null;
    }

    private Span? Named(string text, int start, int end, bool bare)
    {
        // The earliest word, at most seven back, from which all that follows is names and slashes with an agency among them.
        int found = -1, i = end, slash = 0;
        for (var words = 0; words < 7 && i > start; words++)
        {
            var word = i;
            while (word > start && !char.IsWhiteSpace(text[word - 1])) word--;
            var span = text.AsSpan(word, i - word);
            // A word that ends a sentence is not part of the credit.
            if (i < end && span[^1] is '.' or '!' or '?' or '”' or '"' or '’' && !IsInitial(span)) break;
            if (!char.IsUpper(span[0]) && cues.CreditNames.LengthAtStart(span) != span.Length && cues.CreditNames.IndexIn(span, out _) < 0) break;
            slash += span.Count('/');
            if (AgencyAt(text.AsSpan(word, end - word)))
            {
                found = word;
            }
            else if (found >= 0 && slash == 0) break;
            else if (found >= 0) found = slash > 0 && AfterSentence(text, start, word) ? word : found;
            i = word;
            while (i > start && char.IsWhiteSpace(text[i - 1])) i--;
        }
        if (found <= start || found < 0) return found == start ? new(start, end) : null;
        var before = found;
        while (before > start && char.IsWhiteSpace(text[before - 1])) before--;
        var previous = before;
        while (previous > start && char.IsLetterOrDigit(text[previous - 1])) previous--;
        if (cues.NoCreditAfter.Is(text.AsSpan(previous, before - previous))) return null;
        return bare || slash > 0 || text[before - 1] is '.' or '!' or '?' or '|' ? new(found, end) : null;
    }

    // Names an agency at once ("Getty Images"), or before or after a slash ("REUTERS/Jane Doe", "Doe/AFP").
    private bool AgencyAt(ReadOnlySpan<char> tail)
    {
        if (cues.CreditNames.Is(tail)) return true;
        for (var i = 0; i < tail.Length; i++)
        {
            if (i > 0 && tail[i - 1] != '/') continue;
            var length = cues.CreditNames.LengthAtStart(tail[i..]);
            if (length > 0 && (i + length == tail.Length || tail[i + length] == '/')) return true;
        }
        return false;
    }

    private static bool AfterSentence(string text, int start, int word)
    {
        var i = word;
        while (i > start && char.IsWhiteSpace(text[i - 1])) i--;
        return i == start || text[i - 1] is '.' or '!' or '?' or '|' or ')';
    }

    private static bool IsInitial(ReadOnlySpan<char> word) => word.Length <= 3 && word[^1] == '.';

    private static char FirstLetter(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            if (char.IsLetter(c)) return c;
        return '\0';
    }
}
