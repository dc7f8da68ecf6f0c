using System.Text;

namespace Tetrapylon.Export.Comparing;

/// <summary>One record of a CSV file.</summary>
/// <param name="Line">The line of the file it begins on, from 1.</param>
internal readonly record struct CsvRow(int Line, string[] Cells);

/// <summary>Reads comma-separated values (RFC 4180): quoted cells, line breaks inside them, a byte order mark; semicolons or tabs where the header has them.</summary>
internal static class CsvRows
{
    /// <summary>A row may not grow without end: a quote that is never closed must not swallow a file of gigabytes.</summary>
    private const int LongestRow = 1 << 20;

    /// <param name="bad">Receives the line of a row that is too long, or whose quote is never closed.</param>
    public static IEnumerable<CsvRow> Read(TextReader text, Action<int> bad)
    {
        var delimiter = '\0';
        var cells = new List<string>();
        var cell = new StringBuilder();
        int line = 1, begun = 1, length = 0;
        bool quoted = false, tooLong = false, any = false;
        for (var c = text.Read(); ; c = text.Read())
        {
            if (c == '\uFEFF' && !any && line == 1) continue;
            if (c < 0 || !quoted && c is '\n' or '\r')
            {
                if (c == '\r' && text.Peek() == '\n') text.Read();
                if (tooLong || quoted && c < 0) bad(begun);
                else if (any)
                {
                    cells.Add(cell.ToString());
                    if (delimiter == '\0') (delimiter, cells) = Header(cells);
                    yield return new(begun, [.. cells]);
                }
                if (c < 0) yield break;
                cells.Clear();
                cell.Clear();
                (quoted, tooLong, any, length) = (false, false, false, 0);
                begun = ++line;
                continue;
            }
            any = true;
            if (c == '\n') line++;
            if (++length > LongestRow)
            {
                // Given up on: the next line end is where rows begin again.
                (tooLong, quoted) = (true, false);
                continue;
            }
            if (quoted)
            {
                if (c != '"') cell.Append((char)c);
                else if (text.Peek() == '"') cell.Append((char)text.Read());
                else quoted = false;
            }
            else if (c == '"' && cell.Length == 0) quoted = true;
            else if (delimiter != '\0' ? c == delimiter : c == ',')
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else cell.Append((char)c);
        }
    }

    // The header tells what divides cells; it is read as if commas did.
    private static (char, List<string>) Header(List<string> cells)
    {
        if (cells.Count > 1) return (',', cells);
        foreach (var other in (ReadOnlySpan<char>)[';', '\t', '|'])
            if (cells[0].Contains(other, StringComparison.Ordinal)) return (other, [.. cells[0].Split(other).Select(c => c.Trim('"'))]);
        return (',', cells);
    }
}
