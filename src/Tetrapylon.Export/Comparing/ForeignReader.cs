using System.Globalization;
using Tetrapylon.Model;

namespace Tetrapylon.Export.Comparing;

/// <summary>Reads the events of another data set from its CSV. Columns may be renamed, missing or in any order; a row that cannot be read is set aside with its line and a code.</summary>
/// <param name="countries">ISO codes of countries by their names.</param>
public sealed class ForeignReader(ExchangeFormat format, IReadOnlyDictionary<string, string> countries)
{
    private const double Anywhere = 2000, Exact = 5;

    /// <exception cref="FormatException">The file has no column of days, or no column that tells a place: it is another sort of file.</exception>
    /// <param name="open">Opens the file; it is read twice, because only the whole file shows how its days are written.</param>
    public List<ForeignEvent> Read(Func<TextReader> open, Action<Issue> tell)
    {
        var days = Learn(open);
        var events = new List<ForeignEvent>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        using var text = open();
        Dictionary<ForeignColumn, int>? columns = null;
        var width = 0;
        foreach (var row in CsvRows.Read(text, line => tell(new("row-unclosed", $"line {line}: a quote is never closed, or the row is too long.", true))))
        {
            if (columns is null)
            {
                columns = Columns(row.Cells);
                width = row.Cells.Length;
                foreach (var missing in new[] { ForeignColumn.Type, ForeignColumn.Dead, ForeignColumn.Latitude }.Where(c => !columns.ContainsKey(c)))
                    tell(new("column-missing", $"No column tells {WireName.Of(missing).Replace('_', ' ')} (looked for {format.Called(missing)}): it is not compared."));
                continue;
            }
            if (Read(row, columns, width, days, out var issue) is not { } read) tell(issue!);
            else if (read.Id is { } id && !seen.Add(id)) tell(new("row-repeated", $"line {row.Line}: the id '{id}' stood in an earlier row.", true));
            else events.Add(read);
        }
        if (columns is null) throw new FormatException("the file is empty");
        return events;
    }

    private ForeignDays Learn(Func<TextReader> open)
    {
        var days = new ForeignDays();
        using var text = open();
        int[]? columns = null;
        foreach (var row in CsvRows.Read(text, _ => { }))
            if (columns is null) columns = [.. format.Find(row.Cells).Where(c => c.Key is ForeignColumn.Day or ForeignColumn.LastDay).Select(c => c.Value)];
            else
                foreach (var column in columns)
                    if (column < row.Cells.Length) days.Learn(row.Cells[column]);
        return days;
    }

    private Dictionary<ForeignColumn, int> Columns(string[] header)
    {
        var columns = format.Find(header);
        if (!columns.ContainsKey(ForeignColumn.Day))
            throw new FormatException($"no column tells the day: looked for {format.Called(ForeignColumn.Day)}; the file has {string.Join(", ", header.Take(40))}");
        if (!columns.ContainsKey(ForeignColumn.Place) && !(columns.ContainsKey(ForeignColumn.Latitude) && columns.ContainsKey(ForeignColumn.Longitude)))
            throw new FormatException($"no column tells where: looked for {format.Called(ForeignColumn.Latitude)} and {format.Called(ForeignColumn.Longitude)}, or {format.Called(ForeignColumn.Place)}");
        return columns;
    }

    private ForeignEvent? Read(CsvRow row, Dictionary<ForeignColumn, int> columns, int width, ForeignDays days, out Issue? issue)
    {
        string Cell(ForeignColumn column) => columns.TryGetValue(column, out var at) && at < row.Cells.Length ? row.Cells[at].Trim() : "";
        string? Told(ForeignColumn column) => Cell(column) is { Length: > 0 } told ? told : null;
        Issue Aside(string code, string message) => new(code, $"line {row.Line}: {message}", true);
        issue = null;
        if (row.Cells.Length != width)
        {
            issue = Aside("row-width", $"{row.Cells.Length} cells where the header has {width}.");
            return null;
        }
        if (days.Read(Cell(ForeignColumn.Day)) is not { } start)
        {
            issue = Aside("row-day", $"'{Cell(ForeignColumn.Day)}' is no day{(Cell(ForeignColumn.Day).Contains('/', StringComparison.Ordinal) && !days.OrderIsClear ? ", or the file does not show which of its numbers is the month" : "")}.");
            return null;
        }
        var end = days.Read(Cell(ForeignColumn.LastDay)) is { } last && last >= start ? last : start;
        if (format.DaysOf(Cell(ForeignColumn.DayPrecision)) is { } around and > 0) (start, end) = (start.PlusDays(-(int)around), end.PlusDays((int)around));
        double? latitude = Number(Cell(ForeignColumn.Latitude)), longitude = Number(Cell(ForeignColumn.Longitude));
        if (latitude is not (>= -90 and <= 90) || longitude is not (>= -180 and <= 180)) (latitude, longitude) = (null, null);
        if (latitude is null && Told(ForeignColumn.Place) is null)
        {
            issue = Aside("row-place", "neither a point on earth nor a name of a place.");
            return null;
        }
        if (Told(ForeignColumn.Dead) is { } told && Number(told) is not >= 0)
        {
            issue = Aside("row-figure", $"'{told}' is no number of dead.");
            return null;
        }
        var dead = Number(Cell(ForeignColumn.Dead)) is { } n && !(n == 0 && format.ZeroIsUnknown) ? (int)Math.Min(n, int.MaxValue) : default(int?);
        var (types, subType) = format.TypeOf(Cell(ForeignColumn.Type));
        return new(row.Line, Told(ForeignColumn.Id), start, end, types, Told(ForeignColumn.SubType) ?? subType, Country(Cell), Told(ForeignColumn.Region), Told(ForeignColumn.Place), latitude, longitude,
            latitude is null ? Anywhere : format.KilometresOf(Cell(ForeignColumn.PlacePrecision)) ?? Exact, dead)
        {
            Actor = Told(ForeignColumn.Actor),
            Recipient = Told(ForeignColumn.Recipient),
            Notes = Told(ForeignColumn.Notes),
        };
    }

    private string? Country(Func<ForeignColumn, string> cell)
    {
        if (cell(ForeignColumn.CountryCode) is { Length: 2 } code) return code.ToUpperInvariant();
        var name = cell(ForeignColumn.Country);
        if (countries.TryGetValue(ExchangeFormat.Plain(name), out var found)) return found;
        // "DR Congo (Zaire)", "Yemen (North Yemen)": either of the two names may be ours.
        foreach (var part in name.Split('(', ')', StringSplitOptions.RemoveEmptyEntries))
            if (countries.TryGetValue(ExchangeFormat.Plain(part), out found)) return found;
        return null;
    }

    /// <summary>Country codes by the names reports give them, as <see cref="ForeignReader"/> looks them up.</summary>
    public static Dictionary<string, string> CountryNames(IEnumerable<(string Code, IEnumerable<string> Names)> countries)
    {
        var byName = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (code, names) in countries)
            foreach (var name in names) byName.TryAdd(ExchangeFormat.Plain(name), code);
        return byName;
    }

    private static double? Number(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
