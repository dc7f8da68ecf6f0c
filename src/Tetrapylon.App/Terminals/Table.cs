using Spectre.Console;

namespace Tetrapylon.App.Terminals;

/// <summary>Rows for people: ruled and wrapped on a terminal, aligned columns without rules elsewhere.</summary>
internal sealed class Table(params string[] headers)
{
    private readonly List<string[]> _rows = [];

    public int Count => _rows.Count;

    public void Add(params string?[] cells) => _rows.Add([.. cells.Select(c => Terminal.Plain(c ?? ""))]);

    public void Write(Terminal terminal)
    {
        if (terminal.OutputIsTerminal) Ruled(terminal);
        else Aligned(terminal);
    }

    private void Ruled(Terminal terminal)
    {
        var table = new Spectre.Console.Table { Border = TableBorder.Simple, UseSafeBorder = false };
        foreach (var header in headers) table.AddColumn(new TableColumn(new Text(header, new Style(decoration: terminal.Colour ? Decoration.Bold : Decoration.None))));
        foreach (var row in _rows) table.AddRow(row.Select(cell => new Text(cell)));
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = terminal.Colour ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = terminal.Colour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(terminal.Text),
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = terminal.Width;
        console.Write(table);
    }

    private void Aligned(Terminal terminal)
    {
        var widths = headers.Select((header, column) => _rows.Aggregate(header.Length, (width, row) => Math.Max(width, row[column].Length))).ToArray();
        foreach (var row in _rows.Prepend(headers))
            terminal.Line(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
