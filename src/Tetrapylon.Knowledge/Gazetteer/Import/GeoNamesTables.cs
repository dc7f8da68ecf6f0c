using System.Globalization;

namespace Tetrapylon.Knowledge.Gazetteer.Import;

/// <summary>GeoNames dumps (XX.txt, allCountries.txt, cities500.txt) and the alternate names that belong to them.</summary>
/// <remarks>download.geonames.org/export/dump/readme.txt</remarks>
internal static class GeoNamesTables
{
    public const string Origin = "GeoNames (geonames.org), CC BY 4.0";
    private const int Cells = 19;

    public static bool IsAlternateNames(string file) => Path.GetFileName(file).StartsWith("alternateNames", StringComparison.OrdinalIgnoreCase);

    /// <summary>The places of a dump; features that reports do not name as places are passed over.</summary>
    public static IEnumerable<SourceRow> Places(string file, Stream stream, SetAside aside)
    {
        foreach (var (line, text) in TextRows.Lines(stream))
        {
            if (text.Length == 0) continue;
            var cells = text.Split('\t');
            if (cells.Length != Cells) { aside.Add(file, line, $"{Cells} cells are expected, {cells.Length} found: cut short, or no GeoNames table"); continue; }
            if (!int.TryParse(cells[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id)) { aside.Add(file, line, $"'{cells[0]}' is not a geonameid"); continue; }
            if (GeoNamesFeature.KindOf(cells[6], cells[7]) is not { } kind) continue;
            if (!Coordinates.Read(cells[4], cells[5], out var latitude, out var longitude)) { aside.Add(file, line, $"'{cells[4]}, {cells[5]}' are no coordinates"); continue; }
            _ = uint.TryParse(cells[14], NumberStyles.None, CultureInfo.InvariantCulture, out var population);
            if (cells[7] == "PPLX") population = Math.Min(population, 20_000); // a quarter shares its city's people
            var names = new List<(string, bool)> { (cells[2], false) };
            foreach (var name in cells[3].Split(',', StringSplitOptions.RemoveEmptyEntries))
                if (GeoNamesFeature.IsUsefulName(name)) names.Add((name, true));
            yield return new(file, line, $"geonames:{id}", cells[1], kind)
            {
                Country = cells[8].Length > 0 ? cells[8] : null,
                Region = cells[8].Length == 2 && cells[10].Length > 0 ? $"{cells[8]}.{cells[10]}" : null,
                Latitude = latitude,
                Longitude = longitude,
                Population = population,
                Rank = GeoNamesFeature.RankOf(cells[7]),
                Names = names,
            };
        }
    }

    /// <summary>Further names by geonameid, from alternateNamesV2.txt: those in Latin letters that readers of English may meet.</summary>
    public static IEnumerable<AlternateName> Names(string file, Stream stream, SetAside aside)
    {
        foreach (var (line, text) in TextRows.Lines(stream))
        {
            if (text.Length == 0) continue;
            var cells = text.Split('\t');
            if (cells.Length < 8) { aside.Add(file, line, $"at least 8 cells are expected, {cells.Length} found: cut short, or no table of alternate names"); continue; }
            if (!int.TryParse(cells[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id)) { aside.Add(file, line, $"'{cells[1]}' is not a geonameid"); continue; }
            // Codes of four letters are no tongues: link, post, iata, wkdt, …
            if (cells[2].Length > 3 && !cells[2].Contains('-', StringComparison.Ordinal) || !GeoNamesFeature.IsUsefulName(cells[3])) continue;
            var (preferred, colloquial, historic) = (cells[4] == "1", cells[6] == "1", cells[7] == "1");
            yield return new(id, cells[3], Secondary: cells[2] != "en" || colloquial || historic, Preferred: cells[2] == "en" && preferred && !colloquial && !historic);
        }
    }

    /// <param name="Preferred">The name English readers know the place by.</param>
    internal readonly record struct AlternateName(int GeoNamesId, string Name, bool Secondary, bool Preferred);
}

/// <summary>Reads coordinates in degrees.</summary>
internal static class Coordinates
{
    public static bool Read(string north, string east, out double latitude, out double longitude)
    {
        longitude = double.NaN;
        return double.TryParse(north, NumberStyles.Float, CultureInfo.InvariantCulture, out latitude) && double.TryParse(east, NumberStyles.Float, CultureInfo.InvariantCulture, out longitude)
            && double.IsFinite(latitude) && double.IsFinite(longitude);
    }
}
