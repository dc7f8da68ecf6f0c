using System.Globalization;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Knowledge.Gazetteer;

/// <summary>One row of a place table of <c>data/gazetteer</c>.</summary>
/// <param name="RegionCode">First-level region as GeoNames codes it, with the country ("SY" and "09").</param>
/// <param name="Parent">Id of the place it lies in, or of the place it lies at.</param>
public sealed record PlaceRow(string File, int Line, string Id, string Name, PlaceKind Kind, string? Country, string? RegionCode, double? Latitude, double? Longitude, long Population, string? Parent, IReadOnlyList<string> Names);

/// <summary>A tab-separated table with comment lines, one heading line and strict cells; what is wrong is noted with file and line.</summary>
public sealed class TableFile
{
    private readonly DataFile _file;
    private readonly DataProblems _problems;
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
    private string[] _cells = [];
    private int _line;

    private TableFile(DataFile file, DataProblems problems) => (_file, _problems) = (file, problems);

    public string File => _file.Name;
    public int Line => _line;

    /// <summary>Reads every row of a table that must have exactly the columns named.</summary>
    public static IEnumerable<TableFile> Rows(DataFile file, DataProblems problems, params string[] columns)
    {
        var table = new TableFile(file, problems);
        var origin = false;
        foreach (var line in System.IO.File.ReadLines(file.Path))
        {
            table._line++;
            if (line.StartsWith('#')) { origin |= line.StartsWith("# origin: ", StringComparison.Ordinal); continue; }
            if (line.Length == 0) continue;
            var cells = line.Split('\t');
            if (table._columns.Count == 0)
            {
                if (!cells.AsSpan().SequenceEqual(columns))
                {
                    table.Problem($"the heading must be: {string.Join(", ", columns)} (tab-separated)");
                    yield break;
                }
                for (var i = 0; i < cells.Length; i++) table._columns[cells[i]] = i;
                continue;
            }
            if (cells.Length != columns.Length)
            {
                table.Problem($"{columns.Length} cells are expected, {cells.Length} found");
                continue;
            }
            table._cells = cells;
            yield return table;
        }
        if (!origin) problems.Add(file.Name, 1, "a line '# origin: …' is missing");
        if (table._columns.Count == 0) problems.Add(file.Name, 1, "the heading line is missing");
    }

    public void Problem(string message) => _problems.Add(File, _line, message);

    public string Text(string column)
    {
        var text = _cells[_columns[column]];
        if (text.Length == 0) Problem($"'{column}' is empty");
        return text;
    }

    public string? OptionalText(string column) => _cells[_columns[column]] is { Length: > 0 } text ? text : null;

    public IReadOnlyList<string> Texts(string column) => _cells[_columns[column]] is { Length: > 0 } text ? text.Split('|', StringSplitOptions.RemoveEmptyEntries) : [];

    public long Count(string column)
    {
        var text = _cells[_columns[column]];
        if (text.Length == 0) return 0;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return count;
        Problem($"'{text}' is not a count");
        return 0;
    }

    public T Name<T>(string column) where T : struct, Enum
    {
        if (WireName.TryParse<T>(_cells[_columns[column]], out var value)) return value;
        Problem($"'{_cells[_columns[column]]}' is not a {column}");
        return default;
    }

    /// <summary>A point: both cells or neither, within the world.</summary>
    public (double? Latitude, double? Longitude) Point()
    {
        var (north, east) = (_cells[_columns["lat"]], _cells[_columns["lon"]]);
        if (north.Length == 0 && east.Length == 0) return (null, null);
        if (double.TryParse(north, NumberStyles.Float, CultureInfo.InvariantCulture, out var latitude)
            && double.TryParse(east, NumberStyles.Float, CultureInfo.InvariantCulture, out var longitude)
            && Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180)
            return (latitude, longitude);
        Problem($"'{north}, {east}' is no point on earth: latitude -90 to 90, then longitude -180 to 180");
        return (null, null);
    }

    /// <summary>A row of a table of places.</summary>
    public PlaceRow Place()
    {
        var (latitude, longitude) = Point();
        return new(File, Line, Text("id"), Text("name"), Name<PlaceKind>("kind"), OptionalText("country"), OptionalText("region"), latitude, longitude, Count("population"), OptionalText("parent"), Texts("names"));
    }

    public static readonly string[] PlaceColumns = ["id", "name", "kind", "country", "region", "lat", "lon", "population", "parent", "names"];
}
