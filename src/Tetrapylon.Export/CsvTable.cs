using System.Buffers;
using System.Globalization;
using NodaTime;

namespace Tetrapylon.Export;

/// <summary>Writes rows of comma-separated values (RFC 4180, line feeds). Text of reports can never become a formula in a spreadsheet.</summary>
internal sealed class CsvTable
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    private readonly TextWriter _into;
    private bool _within;

    public CsvTable(TextWriter into, params ReadOnlySpan<string> columns)
    {
        _into = into;
        foreach (var column in columns) Cell(column);
        EndRow();
    }

    /// <summary>A row of hashtags below the header: HXL's own signs, no text of a report.</summary>
    public void Tags(IEnumerable<string> tags)
    {
        foreach (var tag in tags) Cell(tag);
        EndRow();
    }

    /// <summary>A cell of text, made harmless.</summary>
    public CsvTable Text(string? text)
    {
        Cell(Harmless(text));
        return this;
    }

    public CsvTable Day(LocalDate? day) => Raw(WireFields.Day(day));

    public CsvTable Number(long? number) => Raw(number?.ToString(CultureInfo.InvariantCulture));

    public CsvTable Number(double? number) => Raw(number is { } n ? Math.Round(n, 5).ToString(CultureInfo.InvariantCulture) : null);

    /// <summary>A cell this program has no knowledge for.</summary>
    public CsvTable Empty(int cells = 1)
    {
        for (var i = 0; i < cells; i++) Cell("");
        return this;
    }

    public void EndRow()
    {
        _into.Write('\n');
        _within = false;
    }

    /// <summary>Spreadsheets run a cell that begins with one of these; a leading apostrophe makes it text (OWASP, CSV injection).</summary>
    internal static string Harmless(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var start = text.AsSpan().TrimStart(' ');
        return start.Length > 0 && start[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠' ? "'" + text : text;
    }

    private CsvTable Raw(string? value)
    {
        Cell(value ?? "");
        return this;
    }

    private void Cell(string value)
    {
        if (_within) _into.Write(',');
        _within = true;
        if (value.AsSpan().ContainsAny(Special)) _into.Write($"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        else _into.Write(value);
    }
}
