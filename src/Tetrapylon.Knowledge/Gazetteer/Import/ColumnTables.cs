using System.Globalization;
using Tetrapylon.Model;

namespace Tetrapylon.Knowledge.Gazetteer.Import;

/// <summary>Comma-separated tables: administrative units with p-codes (HDX), Pleiades, and any other by a mapping of columns.</summary>
internal static class ColumnTables
{
    public const string AdministrativeOrigin = "administrative units from the Humanitarian Data Exchange (data.humdata.org), licence as stated there";
    private static readonly string[] Latitudes = ["centerlat", "lat", "latitude", "ycoord", "pointy", "y", "reprlat"];
    private static readonly string[] Longitudes = ["centerlon", "lon", "long", "longitude", "xcoord", "pointx", "x", "reprlong"];

    public static IEnumerable<SourceRow> Rows(string file, Stream stream, ColumnMapping? mapping, SetAside aside)
    {
        Func<int, List<string>, SourceRow?>? read = null;
        var width = 0;
        foreach (var (line, cells) in TextRows.Csv(stream))
        {
            if (read is null)
            {
                read = Reading(file, cells, mapping, aside);
                width = cells.Count;
                continue;
            }
            if (cells[0].StartsWith('#')) continue; // a line of HXL tags
            if (cells.Count != width) aside.Add(file, line, $"{width} cells are expected, {cells.Count} found: cut short, or a separator inside a cell without quotes");
            else if (read(line, cells) is { } row) yield return row;
        }
        if (read is null) throw new SourceFileException(1, "it is empty");
    }

    // The heading tells which table it is.
    private static Func<int, List<string>, SourceRow?> Reading(string file, List<string> heading, ColumnMapping? mapping, SetAside aside)
    {
        var plain = heading.ConvertAll(h => NameWords.Fold(h).Replace(" ", "", StringComparison.Ordinal));
        if (mapping is not null) return Mapped(file, heading, mapping, aside);
        if (plain.Contains("reprlat") && plain.Contains("title")) return Pleiades(file, plain, aside);
        for (var level = 4; level >= 1; level--)
            if (plain.FindIndex(h => h == $"adm{level}pcode" || h == $"admin{level}pcode") is >= 0 and var code) return Administrative(file, plain, level, code, aside);
        throw new SourceFileException(1, "its columns are of no table known here (administrative units with p-codes, Pleiades): say which they are with --columns name=…,lat=…,lon=…");
    }

    private static Func<int, List<string>, SourceRow?> Administrative(string file, List<string> columns, int level, int code, SetAside aside)
    {
        var names = NamesOf(columns, level);
        if (names.Count == 0) throw new SourceFileException(1, $"it has a column of p-codes of level {level} and none of names");
        var regions = level > 1 ? NamesOf(columns, 1) : [];
        var countries = columns.FindIndex(c => c is "adm0pcode" or "admin0pcode");
        if (countries < 0 && NamesOf(columns, 0) is [var named, ..]) countries = named;
        var (north, east) = (columns.FindIndex(c => Latitudes.Contains(c)), columns.FindIndex(c => Longitudes.Contains(c)));
        if (north < 0 || east < 0) throw new SourceFileException(1, "it has no columns of latitude and longitude (center_lat and center_lon, lat and lon, y and x)");
        var kind = level switch { 1 => PlaceKind.Region, < 4 => PlaceKind.District, _ => PlaceKind.Settlement };
        return (line, cells) =>
        {
            if (cells[code].Length == 0) { aside.Add(file, line, "it has no p-code"); return null; }
            if (!Point(file, line, cells[north], cells[east], aside, out var latitude, out var longitude)) return null;
            var told = names.Select(n => cells[n].Trim()).Where(GeoNamesFeature.IsUsefulName).Distinct(StringComparer.Ordinal).ToList();
            return new(file, line, "pcode:" + cells[code].Trim(), told.Count > 0 ? told[0] : "", kind)
            {
                Country = countries >= 0 && cells[countries].Length > 0 ? cells[countries].Trim() : null,
                Region = regions.Select(r => cells[r].Trim()).FirstOrDefault(r => r.Length > 0),
                Latitude = latitude,
                Longitude = longitude,
                Names = [.. told.Skip(1).Select(n => (n, true))],
            };
        };
    }

    // "ADM2_EN", "admin2Name_en", "ADM2_NAME", "ADM2ALT1EN": English before the other tongues.
    private static List<int> NamesOf(List<string> columns, int level)
    {
        var found = new List<(int Order, int Column)>();
        for (var i = 0; i < columns.Count; i++)
        {
            var rest = columns[i].StartsWith($"adm{level}", StringComparison.Ordinal) ? columns[i][4..] : columns[i].StartsWith($"admin{level}", StringComparison.Ordinal) ? columns[i][6..] : null;
            if (rest is null) continue;
            var alternative = rest.StartsWith("alt", StringComparison.Ordinal);
            if (rest.StartsWith("name", StringComparison.Ordinal)) rest = rest[4..];
            if (alternative) found.Add((3, i));
            else if (rest is "en") found.Add((0, i));
            else if (rest is "" or "ref") found.Add((1, i));
            else if (rest.Length is 2 or 3 && rest.All(char.IsLetter) && rest is not ("id" or "gid" or "uid" or "src")) found.Add((2, i));
        }
        return [.. found.OrderBy(f => f.Order).ThenBy(f => f.Column).Select(f => f.Column)];
    }

    private static Func<int, List<string>, SourceRow?> Pleiades(string file, List<string> columns, SetAside aside)
    {
        var (title, path, id, types, north, east) = (columns.IndexOf("title"), columns.IndexOf("path"), columns.IndexOf("id"), columns.IndexOf("featuretypes"), columns.IndexOf("reprlat"), columns.IndexOf("reprlong"));
        if (path < 0 && id < 0 || types < 0 || east < 0) throw new SourceFileException(1, "a Pleiades table has the columns title, path or id, featureTypes, reprLat, reprLong");
        return (line, cells) =>
        {
            var number = PleiadesPlaces.Number(path >= 0 ? cells[path] : cells[id]);
            if (number is null) { aside.Add(file, line, "it has no Pleiades number"); return null; }
            if (!Point(file, line, cells[north], cells[east], aside, out var latitude, out var longitude)) return null;
            return PleiadesPlaces.Row(file, line, number, cells[title], cells[types].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), [], latitude, longitude);
        };
    }

    private static Func<int, List<string>, SourceRow?> Mapped(string file, List<string> heading, ColumnMapping mapping, SetAside aside)
    {
        int Column(string? name) => name is null ? -1 : heading.FindIndex(h => string.Equals(h.Trim(), name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var at ? at : throw new SourceFileException(1, $"it has no column '{name}'; it has {string.Join(", ", heading.Select(h => h.Trim()))}");
        var (name, north, east, country, kind) = (Column(mapping.Name), Column(mapping.Latitude), Column(mapping.Longitude), Column(mapping.Country), Column(mapping.Kind));
        var (id, names, region, population) = (Column(mapping.Id), Column(mapping.Names), Column(mapping.Region), Column(mapping.Population));
        return (line, cells) =>
        {
            string Cell(int column) => column < 0 ? "" : cells[column].Trim();
            var told = mapping.FixedKind;
            if (kind >= 0)
            {
                if (!WireName.TryParse<PlaceKind>(Cell(kind).ToLowerInvariant(), out var named)) { aside.Add(file, line, $"'{Cell(kind)}' is no kind of place ({string.Join(", ", Enum.GetValues<PlaceKind>().Select(k => WireName.Of(k)))})"); return null; }
                told = named;
            }
            if (!Point(file, line, Cell(north), Cell(east), aside, out var latitude, out var longitude)) return null;
            if (Cell(population).Length > 0 && !long.TryParse(Cell(population), NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out _)) { aside.Add(file, line, $"'{Cell(population)}' is not a count of people"); return null; }
            _ = long.TryParse(Cell(population), NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var people);
            var own = Cell(id).Length > 0 ? Cell(id) : string.Create(CultureInfo.InvariantCulture, $"{NameWords.Fold(Cell(name)).Replace(' ', '-')}@{latitude:0.###},{longitude:0.###}");
            return new(file, line, $"{mapping.Source}:{own}", Cell(name), told ?? PlaceKind.Settlement)
            {
                Country = Cell(country).Length > 0 ? Cell(country) : null,
                Region = Cell(region).Length > 0 ? Cell(region) : null,
                Latitude = latitude,
                Longitude = longitude,
                Population = people,
                Names = [.. Cell(names).Split(['|', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(n => (n, false))],
            };
        };
    }

    private static bool Point(string file, int line, string north, string east, SetAside aside, out double latitude, out double longitude)
    {
        if (Coordinates.Read(north, east, out latitude, out longitude)) return true;
        aside.Add(file, line, north.Length == 0 && east.Length == 0 ? "it has no point" : $"'{north}, {east}' are no coordinates");
        return false;
    }
}

/// <summary>Which columns of a table hold what: <c>name=…,lat=…,lon=…</c> and, where there are such, <c>country, kind, id, names, region, population</c>.</summary>
public sealed class ColumnMapping
{
    private static readonly string[] Fields = ["name", "lat", "lon", "country", "kind", "id", "names", "region", "population"];
    private readonly Dictionary<string, string> _columns = new(StringComparer.Ordinal);

    /// <param name="columns"><c>name=Village,lat=Y,lon=X</c>.</param>
    /// <param name="source">What stands before the colon in ids.</param>
    /// <param name="kind">The kind of every row, where no column tells it.</param>
    /// <exception cref="FormatException">A field is unknown, stands twice or is missing.</exception>
    public ColumnMapping(string columns, string source, PlaceKind? kind)
    {
        (Source, FixedKind) = (source, kind);
        foreach (var part in columns.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0 || at == part.Length - 1) throw new FormatException($"'{part}' is no mapping: write field=column");
            if (!Fields.Contains(part[..at])) throw new FormatException($"there is no field '{part[..at]}'; there are {string.Join(", ", Fields)}");
            if (!_columns.TryAdd(part[..at], part[(at + 1)..])) throw new FormatException($"the field '{part[..at]}' stands twice");
        }
        foreach (var field in Fields.AsSpan(0, 3))
            if (!_columns.ContainsKey(field)) throw new FormatException($"the column of '{field}' is missing");
        if (kind is null && !_columns.ContainsKey("kind")) throw new FormatException("what kind of places these are is missing: a column (kind=…) or the kind of all of them (--kind settlement)");
    }

    internal string Source { get; }
    internal PlaceKind? FixedKind { get; }
    internal string Name => _columns["name"];
    internal string Latitude => _columns["lat"];
    internal string Longitude => _columns["lon"];
    internal string? Country => _columns.GetValueOrDefault("country");
    internal string? Kind => _columns.GetValueOrDefault("kind");
    internal string? Id => _columns.GetValueOrDefault("id");
    internal string? Names => _columns.GetValueOrDefault("names");
    internal string? Region => _columns.GetValueOrDefault("region");
    internal string? Population => _columns.GetValueOrDefault("population");
}
