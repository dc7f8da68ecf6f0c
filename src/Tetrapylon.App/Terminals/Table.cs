using Spectre.Console;

namespace Tetrapylon.App.Terminals;

/// <summary>Rows for people: as wide as the terminal and broken between words on one, a line a row with aligned columns elsewhere.</summary>
internal sealed class Table(params string[] headers)
{
    private const int Indent = 4;

    // A word longer than this is cut rather than leaving other columns no room.
    private const int LongestWord = 24;

    private readonly List<string[]> _rows = [];

    /// <summary>How many of the last columns hold words of reports and who says them: on a terminal they stand below their row, the last one first.</summary>
    public int Below { get; init; }

    public int Count => _rows.Count;

    public void Add(params string?[] cells) => _rows.Add([.. cells.Select(c => Terminal.Plain(c ?? ""))]);

    public void Write(Terminal terminal)
    {
        if (terminal.OutputIsTerminal) Fitted(terminal);
        else Aligned(terminal);
    }

    private void Fitted(Terminal terminal)
    {
        var columns = headers[..^Below];
        var (widths, gap) = Widths(columns, _rows, terminal.Width);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = terminal.Colour ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = terminal.Colour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(terminal.Text),
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = terminal.Width;
        var (bold, faint) = terminal.Colour ? (new Style(decoration: Decoration.Bold), new Style(decoration: Decoration.Dim)) : (Style.Plain, Style.Plain);
        Row(columns, bold);
        terminal.Line(new string('─', Math.Min(terminal.Width, widths.Sum() + (gap * (widths.Length - 1)))));
        foreach (var row in _rows)
        {
            Row(row, Style.Plain);
            var below = string.Join(" — ", row[columns.Length..].Where(cell => cell.Length > 0).Reverse());
            if (below.Length > 0) console.Write(new Padder(new Text(below, faint), new(Indent, 0, 0, 0)));
        }

        void Row(string[] cells, Style style)
        {
            var grid = new Grid();
            for (var c = 0; c < widths.Length; c++) grid.AddColumn(new GridColumn { Width = widths[c], Padding = new(0, 0, c == widths.Length - 1 ? 0 : gap, 0) });
            grid.AddRow([.. cells.Take(widths.Length).Select(cell => new Text(cell, style))]);
            console.Write(grid);
        }
    }

    /// <summary>Widths of columns that fit a line, and the blanks between: each as wide as what it holds, the widest narrowed first and none below its longest word while that can be.</summary>
    internal static (int[] Widths, int Gap) Widths(string[] headers, IReadOnlyList<string[]> rows, int line)
    {
        var widths = headers.Select((header, c) => rows.Aggregate(Math.Max(header.Length, 1), (width, row) => Math.Max(width, row[c].Length))).ToArray();
        var words = headers.Select((header, c) => rows.Aggregate(Longest(header), (width, row) => Math.Max(width, Longest(row[c])))).ToArray();
        var gap = words.Sum() + (2 * (words.Length - 1)) <= line ? 2 : 1;
        for (var over = widths.Sum() + (gap * (widths.Length - 1)) - line; over > 0; over--)
        {
            var widest = -1;
            for (var c = 0; c < widths.Length; c++)
                if (widths[c] > words[c] && (widest < 0 || widths[c] > widths[widest])) widest = c;
            if (widest < 0) widest = Array.IndexOf(widths, widths.Max());
            if (widths[widest] == 1) break;
            widths[widest]--;
        }
        return (widths, gap);
    }

    private static int Longest(string cell)
    {
        var longest = 1;
        foreach (var word in cell.AsSpan().Split(' ')) longest = Math.Max(longest, word.End.Value - word.Start.Value);
        return Math.Min(longest, LongestWord);
    }

    private void Aligned(Terminal terminal)
    {
        var widths = headers.Select((header, column) => _rows.Aggregate(header.Length, (width, row) => Math.Max(width, row[column].Length))).ToArray();
        foreach (var row in _rows.Prepend(headers))
            terminal.Line(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
