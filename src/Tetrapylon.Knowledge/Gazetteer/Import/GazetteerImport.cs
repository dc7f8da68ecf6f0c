using System.Globalization;
using System.Text;
using Tetrapylon.Model;

namespace Tetrapylon.Knowledge.Gazetteer.Import;

/// <summary>What an import did: for the command that ran it.</summary>
/// <param name="Rows">Places read.</param>
/// <param name="New">Places no gazetteer had.</param>
/// <param name="Joined">Places known already, which now have further names and ids.</param>
/// <param name="SetAside">Rows that could not be used, with file, line and why; the first hundred.</param>
public sealed record ImportReport(int Rows, int New, int Joined, int Names, long Bytes, IReadOnlyList<string> SetAside, int SetAsideCount);

/// <summary>What the command line tells of the tables.</summary>
/// <param name="Columns">The columns of comma-separated tables of no kind known; null for none.</param>
/// <param name="Country">Two-letter code of the country of rows that tell none.</param>
/// <param name="Origin">Origin and licence of the tables; null for what their publishers state.</param>
public sealed record ImportOptions(ColumnMapping? Columns = null, string? Country = null, string? Origin = null);

/// <summary>Brings place tables of others into one compiled gazetteer. Rows that are wrong are set aside, never mended; what is known already is joined with it, and both ids are kept.</summary>
public sealed class GazetteerImport
{
    private const int Most = 5_000_000;
    private readonly Gazetteer _known;
    private readonly ImportOptions _options;
    private readonly SetAside _aside = new();
    private readonly Surroundings _around;
    private readonly SamePlaces _places;
    private readonly SortedSet<string> _origins = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _countries = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string), string> _regions = [];
    private readonly Dictionary<int, string> _codes = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private int _rows;

    private GazetteerImport(Gazetteer known, ImportOptions options)
    {
        (_known, _options) = (known, options);
        _around = new(known);
        _places = new(known);
    }

    /// <summary>Imports tables into the file <paramref name="target"/>, which appears whole or not at all; it is not written when no row could be used.</summary>
    /// <param name="known">The gazetteers in use, without an earlier import into the same file.</param>
    public static ImportReport Run(Gazetteer known, IReadOnlyList<string> files, ImportOptions options, string target)
    {
        var import = new GazetteerImport(known, options);
        // Names belong to places: they come last, whatever their order on the command line.
        foreach (var file in files.OrderBy(GeoNamesTables.IsAlternateNames)) import.Read(file);
        var writer = new CompiledWriter(known.Spelling, import: true);
        var joined = 0;
        foreach (var place in import._places.All)
        {
            if (place.Ids.Exists(id => import._places.EntryOf(id) >= 0)) joined++;
            var row = writer.Add(new(-1, place.Ids, place.Name, place.Latitude, place.Longitude, place.Population, place.Country ?? "", place.Region, place.Kind, place.Rank, place.Preferred));
            foreach (var (name, secondary) in place.Names) writer.AddName(row, name, secondary, known.Spelling.IsLoose(place.Country));
        }
        var bytes = writer.Places == 0 ? [] : writer.Write(options.Origin ?? string.Join("; ", import._origins));
        if (bytes.Length > 0)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target))!);
            System.IO.File.WriteAllBytes(target + ".part", bytes);
            System.IO.File.Move(target + ".part", target, overwrite: true);
        }
        return new(import._rows, writer.Places - joined, joined, writer.Names, bytes.Length, import._aside.First, import._aside.Count);
    }

    private void Read(string path)
    {
        var within = Path.GetFileName(path);
        try
        {
            SourceFiles.Read(path, (name, stream) =>
            {
                within = name;
                if (GeoNamesTables.IsAlternateNames(name))
                {
                    _origins.Add(GeoNamesTables.Origin);
                    foreach (var alternate in GeoNamesTables.Names(name, stream, _aside)) Call(alternate);
                }
                else
                    foreach (var row in Rows(name, stream)) Take(row);
            });
        }
        catch (SourceFileException e)
        {
            _aside.Add(within, Math.Max(1, e.Line), e.Message);
        }
        catch (InvalidDataException e)
        {
            _aside.Add(within, 1, "it is cut short or damaged: " + e.Message);
        }
    }

    private IEnumerable<SourceRow> Rows(string name, Stream stream)
    {
        var (origin, rows) = Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".geojson" => (GeoJsonPlaces.Origin, GeoJsonPlaces.Read(name, stream, _aside)),
            ".geojsonl" or ".geojsonseq" => (GeoJsonPlaces.Origin, GeoJsonPlaces.ReadLines(name, stream, _aside)),
            ".json" => (PleiadesPlaces.Origin, PleiadesPlaces.Read(name, stream, _aside)),
            ".csv" or ".tsv" => (_options.Columns is { } mapping ? mapping.Source : name.Contains("pleiades", StringComparison.OrdinalIgnoreCase) ? PleiadesPlaces.Origin : ColumnTables.AdministrativeOrigin, ColumnTables.Rows(name, stream, _options.Columns, _aside)),
            ".txt" => (GeoNamesTables.Origin, GeoNamesTables.Places(name, stream, _aside)),
            var other => throw new SourceFileException(1, $"'{other}' is no table known here: .txt (GeoNames), .csv, .tsv, .json (Pleiades), .geojson, .geojsonl, and .gz or .zip of these"),
        };
        _origins.Add(origin);
        return rows;
    }

    private void Take(SourceRow row)
    {
        _rows++;
        if (Checked(row) is not { } place) return;
        if (_places.All.Count == Most) throw new SourceFileException(row.Line, $"more than {Most:#,0} places: import the files of single countries");
        var known = _places.Known(row, place.Country);
        var gathered = known >= 0 ? _places.ById(_known.Id(known)) : _places.Gathered(row, place.Country);
        if (gathered is null)
        {
            gathered = place;
            if (known >= 0)
            {
                gathered.Ids.Add(_known.Id(known));
                gathered.Ids.AddRange(_known.OtherIds(known));
            }
        }
        if (!gathered.Ids.Contains(row.Id)) gathered.Ids.Add(row.Id);
        if (gathered != place)
        {
            gathered.Population = Math.Max(gathered.Population, place.Population);
            gathered.Rank = (SeatRank)Math.Max((int)gathered.Rank, (int)place.Rank);
            if (gathered.Region.Length == 0) gathered.Region = place.Region;
        }
        foreach (var (name, secondary) in place.Names) gathered.Call(name, secondary);
        if (gathered == place) _places.Add(gathered);
        else _places.Learn(gathered);
    }

    // What is told must be possible; what is not told is reckoned from the settlements around, or left open.
    private Gathered? Checked(SourceRow row)
    {
        string? Why(string why)
        {
            _aside.Add(row.File, row.Line, why);
            return null;
        }
        if (!HasName(row.Name)) { Why("it has no name in Latin letters"); return null; }
        if (Math.Abs(row.Latitude) > 90 || Math.Abs(row.Longitude) > 180) { Why(Said(row, " is no point on earth: latitude and longitude may be swapped")); return null; }
        if (Math.Abs(row.Latitude) < 0.001 && Math.Abs(row.Longitude) < 0.001) { Why("0, 0 stands for a point that is not known"); return null; }
        if (!_ids.Add(row.Id)) { Why($"the id {row.Id} stands twice"); return null; }
        var told = row.Country ?? _options.Country;
        var country = told is null ? null : CountryOf(told);
        if (told is not null && country is null) { Why($"'{told}' is no country of countries.tsv"); return null; }
        if (country is not null && row.Kind is not (PlaceKind.Water or PlaceKind.Landform) && _around.Doubt(row.Latitude, row.Longitude, country) is { } doubt) { Why(Said(row, ": " + doubt)); return null; }
        var (land, around) = _around.At(row.Latitude, row.Longitude);
        country ??= land;
        var place = new Gathered(row.Name, row.Kind, row.Latitude, row.Longitude) { Country = country, Population = row.Population, Rank = row.Rank, Region = country is null ? "" : RegionOf(row.Region, country) ?? (row.Region is null && row.Kind != PlaceKind.Region && land == country && around >= 0 ? CodeOf(around) : "") };
        place.Call(row.Name, false);
        foreach (var (name, secondary) in row.Names)
            if (HasName(name)) place.Call(name, secondary);
        return place;
    }

    private static string Said(SourceRow row, string why) => string.Create(CultureInfo.InvariantCulture, $"'{row.Latitude}, {row.Longitude}'{why}");

    // Reports are read in Latin letters: a name of other letters, or a code, is found in none.
    private static bool HasName(string name)
    {
        var letters = 0;
        foreach (var rune in name.EnumerateRunes())
            if (Rune.IsLetter(rune)) letters += rune.Value < 0x250 || rune.Value is >= 0x1E00 and < 0x1F00 ? 1 : -1;
        return letters > 1 && name.Length < 200;
    }

    private string? CountryOf(string told)
    {
        if (!_countries.TryGetValue(told, out var code)) _countries[told] = code = _known.CountryCode(told);
        return code;
    }

    private string CodeOf(int region)
    {
        if (!_codes.TryGetValue(region, out var code)) _codes[region] = code = _known.RegionCode(region) ?? "";
        return code;
    }

    private string? RegionOf(string? told, string country)
    {
        if (told is null || told.StartsWith(country + ".", StringComparison.Ordinal)) return told;
        if (_regions.TryGetValue((country, told), out var code)) return code;
        foreach (var entry in _known.Named(told))
            if (_known.Kind(entry) == PlaceKind.Region && _known.Country(entry) == country && _known.RegionCode(entry) is { } found) code = found;
        return _regions[(country, told)] = code ?? "";
    }

    private void Call(GeoNamesTables.AlternateName name)
    {
        var id = $"geonames:{name.GeoNamesId}";
        var place = _places.ById(id);
        if (place is null)
        {
            if (_places.EntryOf(id) is not (>= 0 and var entry) || _known.Point(entry) is not { } point || _known.Kind(entry) == PlaceKind.Country) return;
            place = new(_known.Name(entry), _known.Kind(entry), point.Latitude, point.Longitude) { Country = _known.Country(entry), Population = _known.Population(entry), Rank = _known.Rank(entry), Region = _known.Region(entry) is >= 0 and var region ? CodeOf(region) : "" };
            place.Ids.Add(_known.Id(entry));
            place.Ids.AddRange(_known.OtherIds(entry));
            place.Call(place.Name, false);
            _places.Add(place);
        }
        if (name.Preferred) (place.Name, place.Preferred) = (name.Name, true);
        place.Call(name.Name, name.Secondary);
    }
}
