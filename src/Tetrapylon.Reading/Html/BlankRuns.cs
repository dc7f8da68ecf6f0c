using System.Text;

namespace Tetrapylon.Reading.Html;

/// <summary>Joins text as a browser shows it: runs of white space are one blank.</summary>
internal static class BlankRuns
{
    public static void Append(StringBuilder text, ReadOnlySpan<char> more)
    {
        var at = 0;
        while (at < more.Length)
        {
            if (IsBlank(more[at]))
            {
                if (text.Length > 0 && text[^1] is not (' ' or '\n')) text.Append(' ');
                while (at < more.Length && IsBlank(more[at])) at++;
            }
            else
            {
                var end = at;
                while (end < more.Length && !IsBlank(more[end])) end++;
                text.Append(more[at..end]);
                at = end;
            }
        }
    }

    private static bool IsBlank(char c) => char.IsWhiteSpace(c) || c is '\u200B' or '\uFEFF' or '\u00AD' or '\0';
}
