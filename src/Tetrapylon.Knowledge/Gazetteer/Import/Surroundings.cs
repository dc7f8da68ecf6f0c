using Tetrapylon.Model;

namespace Tetrapylon.Knowledge.Gazetteer.Import;

/// <summary>The settlements known already, by where they lie: they tell what country and region a point is in, and whether a point is in the country it is said to be in.</summary>
internal sealed class Surroundings
{
    private const int Asked = 5;
    private const double Around = 60, Far = 400;
    private readonly Gazetteer _known;
    private readonly Dictionary<(int, int), List<int>> _cells = [];
    private readonly Dictionary<string, List<int>> _countries = new(StringComparer.Ordinal);

    public Surroundings(Gazetteer known)
    {
        _known = known;
        for (var entry = 0; entry < known.Count; entry++)
        {
            if (known.Kind(entry) != PlaceKind.Settlement || known.Country(entry) is not { } country || known.Point(entry) is not { } point) continue;
            (_cells.TryGetValue(Cell(point.Latitude, point.Longitude), out var cell) ? cell : _cells[Cell(point.Latitude, point.Longitude)] = []).Add(entry);
            (_countries.TryGetValue(country, out var all) ? all : _countries[country] = []).Add(entry);
        }
    }

    /// <summary>The country and first-level region in which all of the nearest settlements lie; null where they differ or lie far.</summary>
    public (string? Country, int Region) At(double latitude, double longitude)
    {
        var nearest = Near(latitude, longitude).Select(entry => (Entry: entry, Away: Away(entry, latitude, longitude))).Where(n => n.Away <= Around).OrderBy(n => n.Away).ThenBy(n => n.Entry).Take(Asked).Select(n => n.Entry).ToList();
        if (nearest.Count < Asked) return (null, -1);
        var (country, region) = (_known.Country(nearest[0]), _known.Region(nearest[0]));
        return (nearest.TrueForAll(n => _known.Country(n) == country) ? country : null, nearest.TrueForAll(n => _known.Region(n) == region) ? region : -1);
    }

    /// <summary>Why a point cannot be where it is said to be; null when it can.</summary>
    public string? Doubt(double latitude, double longitude, string country)
    {
        if (!_countries.TryGetValue(country, out var all) || IsOf(latitude, longitude, country)) return null;
        var away = all.Min(entry => Away(entry, latitude, longitude));
        if (Math.Abs(longitude) <= 90 && (IsOf(longitude, latitude, country) || all.Min(entry => Away(entry, longitude, latitude)) < away / 2)) return "latitude and longitude look swapped: the other way round they lie in the country told";
        return away > Far ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"it lies {away:#,0} km from the nearest settlement of the country told") : null;
    }

    private bool IsOf(double latitude, double longitude, string country) => Near(latitude, longitude).Any(entry => _known.Country(entry) == country);

    private IEnumerable<int> Near(double latitude, double longitude)
    {
        var (row, column) = Cell(latitude, longitude);
        for (var r = row - 1; r <= row + 1; r++)
            for (var c = column - 1; c <= column + 1; c++)
                if (_cells.TryGetValue((r, (c + 540) % 360 - 180), out var cell))
                    foreach (var entry in cell) yield return entry;
    }

    private double Away(int entry, double latitude, double longitude) => _known.Point(entry) is { } point ? Kilometres(point.Latitude, point.Longitude, latitude, longitude) : double.MaxValue;

    private static (int, int) Cell(double latitude, double longitude) => ((int)Math.Floor(latitude), (int)Math.Floor(longitude));

    public static double Kilometres(double latitude1, double longitude1, double latitude2, double longitude2)
    {
        var (a, b) = (double.DegreesToRadians(latitude1), double.DegreesToRadians(latitude2));
        var (north, east) = (Math.Sin((b - a) / 2), Math.Sin(double.DegreesToRadians(longitude2 - longitude1) / 2));
        return 2 * 6371 * Math.Asin(Math.Min(1, Math.Sqrt(north * north + Math.Cos(a) * Math.Cos(b) * east * east)));
    }
}
