using Tetrapylon.Model;

namespace Tetrapylon.Reading.Blocks;

/// <summary>Cuts a text without markup into paragraphs: a line each, or, where lines are wrapped at a width, the lines between two empty ones.</summary>
internal static class Paragraphs
{
    // Beyond this width nobody wraps lines by hand.
    private const int WidestWrap = 100;

    public static List<Span> Of(string text)
    {
        var lines = Lines(text, out var wrapped);
        if (!wrapped) return lines;
        var joined = new List<Span>(lines.Count);
        foreach (var line in lines)
            if (joined.Count > 0 && Continues(text, joined[^1], line)) joined[^1] = new(joined[^1].Start, line.End);
            else joined.Add(line);
        return joined;
    }

    private static List<Span> Lines(string text, out bool wrapped)
    {
        var lines = new List<Span>();
        int widest = 0, lower = 0;
        for (var start = 0; start < text.Length;)
        {
            var end = text.AsSpan(start).IndexOfAny("\n\r\u2028\u2029");
            end = end < 0 ? text.Length : start + end;
            var line = Trim(text, start, end);
            if (line.Length > 0)
            {
                lines.Add(line);
                widest = Math.Max(widest, line.Length);
                if (char.IsLower(text[line.Start])) lower++;
            }
            start = end + 1;
        }
        wrapped = lines.Count >= 4 && widest <= WidestWrap && lower * 3 >= lines.Count;
        return lines;
    }

    private static bool Continues(string text, Span before, Span line)
    {
        // One line end between them, not an empty line.
        var breaks = 0;
        for (var i = before.End; i < line.Start; i++)
            if (text[i] == '\n') breaks++;
        return breaks <= 1;
    }

    public static Span Trim(string text, int start, int end)
    {
        while (start < end && IsBlank(text[start])) start++;
        while (end > start && IsBlank(text[end - 1])) end--;
        return new(start, end);
    }

    private static bool IsBlank(char c) => char.IsWhiteSpace(c) || c is '\uFEFF' or '\u200B';
}
