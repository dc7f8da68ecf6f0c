using System.Text.Json;
using Tetrapylon.Model;

namespace Tetrapylon.Knowledge.Gazetteer.Import;

/// <summary>Places of the ancient world (pleiades.stoa.org), as JSON and as rows of its tables.</summary>
internal static class PleiadesPlaces
{
    public const string Origin = "Pleiades (pleiades.stoa.org), CC BY 3.0";

    public static IEnumerable<SourceRow> Read(string file, Stream stream, SetAside aside)
    {
        var items = new JsonItems(stream, "@graph");
        while (true)
        {
            var line = items.Line;
            using var item = items.Next();
            if (item is null) yield break;
            var place = item.RootElement;
            var number = Number(GeoJsonPlaces.Text(place, "id") ?? GeoJsonPlaces.Text(place, "uri") ?? "");
            if (number is null) aside.Add(file, line, "it has no Pleiades number");
            else if (!place.TryGetProperty("reprPoint", out var point) || !GeoJsonPlaces.Pair(point, out var longitude, out var latitude)) aside.Add(file, line, $"Pleiades {number} has no point");
            else
            {
                var names = new List<string>();
                if (place.TryGetProperty("names", out var told) && told.ValueKind == JsonValueKind.Array)
                    foreach (var name in told.EnumerateArray())
                        if (name.ValueKind == JsonValueKind.Object && GeoJsonPlaces.Text(name, "romanized") is { } romanized) names.AddRange(romanized.Split(',', StringSplitOptions.TrimEntries));
                string[] types = place.TryGetProperty("placeTypes", out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Where(t => t.ValueKind == JsonValueKind.String).Select(t => t.GetString()!)] : [];
                yield return Row(file, line, number, GeoJsonPlaces.Text(place, "title") ?? "", types, names, latitude, longitude);
            }
        }
    }

    /// <summary>The number at the end of an id, a path or an address.</summary>
    public static string? Number(string text)
    {
        var number = text[(text.TrimEnd('/').LastIndexOf('/') + 1)..].TrimEnd('/');
        return number.Length > 0 && number.All(char.IsAsciiDigit) ? number : null;
    }

    public static SourceRow Row(string file, int line, string number, string title, string[] types, List<string> names, double latitude, double longitude)
    {
        // "Aleppo/Beroea": several names; "(H)atra", "*Arba", "Nea Polis?": marks of editors.
        var told = title.Split('/').Concat(names).Select(n => n.Trim(' ', '*', '?', '†', '"')).Where(n => !n.AsSpan().ContainsAny("()[]*?<>") && GeoNamesFeature.IsUsefulName(n)).Distinct(StringComparer.Ordinal).ToList();
        return new(file, line, "pleiades:" + number, told.Count > 0 ? told[0] : "", KindOf(types)) { Latitude = latitude, Longitude = longitude, Names = [.. told.Skip(1).Select(n => (n, true))] };
    }

    private static PlaceKind KindOf(string[] types)
    {
        foreach (var type in types)
            switch (type)
            {
                case "settlement-modern": return PlaceKind.Settlement;
                case "river" or "lake" or "bay" or "sea" or "water-open" or "water-inland" or "canal" or "wadi" or "spring": return PlaceKind.Water;
                case "mountain" or "island" or "cape" or "valley" or "pass" or "plain" or "desert" or "peninsula" or "archipelago" or "hill" or "oasis": return PlaceKind.Landform;
                case "region" or "province" or "people" or "nome" or "province-2": return PlaceKind.Other;
            }
        return PlaceKind.Site;
    }
}

/// <summary>OpenStreetMap extracts as GeoJSON: a collection of features, or a feature a line.</summary>
internal static class GeoJsonPlaces
{
    public const string Origin = "OpenStreetMap contributors (openstreetmap.org), ODbL 1.0";

    public static IEnumerable<SourceRow> Read(string file, Stream stream, SetAside aside)
    {
        var items = new JsonItems(stream, "features");
        while (true)
        {
            var line = items.Line;
            using var item = items.Next();
            if (item is null) yield break;
            if (Row(file, line, item.RootElement, aside) is { } row) yield return row;
        }
    }

    /// <summary>A feature a line, as <c>osmium export</c> and <c>ogr2ogr</c> write large extracts.</summary>
    public static IEnumerable<SourceRow> ReadLines(string file, Stream stream, SetAside aside)
    {
        foreach (var (line, text) in TextRows.Lines(stream))
        {
            var json = text.Trim('\u001E', ' ');
            if (json.Length == 0) continue;
            JsonDocument item;
            try
            {
                item = JsonDocument.Parse(json);
            }
            catch (JsonException)
            {
                aside.Add(file, line, "no JSON: cut short, or no feature a line");
                continue;
            }
            using (item)
                if (Row(file, line, item.RootElement, aside) is { } row) yield return row;
        }
    }

    private static SourceRow? Row(string file, int line, JsonElement feature, SetAside aside)
    {
        if (feature.ValueKind != JsonValueKind.Object || !feature.TryGetProperty("properties", out var tags) || tags.ValueKind != JsonValueKind.Object) { aside.Add(file, line, "it is no feature with properties"); return null; }
        // Streets, houses and what has no name are no places of a gazetteer.
        var names = NamesOf(tags);
        if (!names.Told || KindOf(tags) is not { } kind) return null;
        if (Id(feature, tags) is not { } id) { aside.Add(file, line, "it has no OpenStreetMap id ('node/1', 'w1', or osm_type and osm_id)"); return null; }
        if (!feature.TryGetProperty("geometry", out var geometry) || geometry.ValueKind != JsonValueKind.Object || !geometry.TryGetProperty("coordinates", out var coordinates)) { aside.Add(file, line, $"osm:{id} has no geometry"); return null; }
        double latitude, longitude;
        if (Text(geometry, "type") == "Point")
        {
            if (!Pair(coordinates, out longitude, out latitude)) { aside.Add(file, line, $"osm:{id} has no coordinates"); return null; }
        }
        else
        {
            // The middle of its bounds stands for an area or a line.
            var (west, south, east, north) = (double.PositiveInfinity, double.PositiveInfinity, double.NegativeInfinity, double.NegativeInfinity);
            Bounds(coordinates, ref west, ref south, ref east, ref north);
            if (west > east || south > north) { aside.Add(file, line, $"osm:{id} has no coordinates"); return null; }
            (latitude, longitude) = ((south + north) / 2, (west + east) / 2);
        }
        _ = long.TryParse(Text(tags, "population"), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var population);
        return new(file, line, "osm:" + id, names.All.Count > 0 ? names.All[0].Name : "", kind)
        {
            Country = Text(tags, "ISO3166-1:alpha2") ?? Text(tags, "ISO3166-1") ?? Text(tags, "is_in:country_code") ?? Text(tags, "addr:country"),
            Latitude = latitude,
            Longitude = longitude,
            Population = population,
            Names = [.. names.All.Skip(1)],
        };
    }

    private static (bool Told, List<(string Name, bool Secondary)> All) NamesOf(JsonElement tags)
    {
        var all = new List<(string, bool)>();
        var told = false;
        foreach (var (tag, secondary) in (ReadOnlySpan<(string, bool)>)[("name:en", false), ("int_name", false), ("name", false), ("official_name:en", true), ("alt_name:en", true), ("alt_name", true), ("official_name", true), ("old_name:en", true), ("old_name", true), ("name:fr", true), ("name:ku", true)])
            if (Text(tags, tag) is { } value)
            {
                told = true;
                foreach (var name in value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                    if (GeoNamesFeature.IsUsefulName(name) && !all.Exists(a => a.Item1 == name)) all.Add((name, secondary));
            }
        return (told, all);
    }

    // wiki.openstreetmap.org/wiki/Map_features
    private static PlaceKind? KindOf(JsonElement tags)
    {
        switch (Text(tags, "place"))
        {
            case "city" or "town" or "village" or "hamlet" or "isolated_dwelling": return PlaceKind.Settlement;
            case "suburb" or "quarter" or "neighbourhood" or "borough": return PlaceKind.Quarter;
            case "state" or "province" or "region": return PlaceKind.Region;
            case "county" or "district" or "municipality": return PlaceKind.District;
            case "island" or "islet" or "archipelago": return PlaceKind.Landform;
            case "locality": return PlaceKind.Other;
            case "sea" or "ocean": return PlaceKind.Water;
        }
        if (Text(tags, "boundary") == "administrative")
            return Text(tags, "admin_level") switch { "4" => PlaceKind.Region, "5" or "6" or "7" => PlaceKind.District, _ => null };
        if (Text(tags, "historic") is not (null or "no") || Text(tags, "amenity") == "place_of_worship" || Text(tags, "tourism") == "museum") return PlaceKind.Site;
        if (Text(tags, "military") is not (null or "no") || Text(tags, "landuse") == "military" || Text(tags, "aeroway") is "aerodrome" or "airstrip" || Text(tags, "barrier") == "border_control" || Text(tags, "amenity") is "hospital" or "prison" or "refugee_site"
            || Text(tags, "power") == "plant" || Text(tags, "waterway") == "dam" || Text(tags, "man_made") is "petroleum_well" or "works") return PlaceKind.Facility;
        if (Text(tags, "waterway") is "river" or "canal" || Text(tags, "natural") is "water" or "bay" or "strait") return PlaceKind.Water;
        return Text(tags, "natural") is "peak" or "mountain_range" or "valley" or "cape" or "desert" or "ridge" or "hill" ? PlaceKind.Landform : null;
    }

    // "node/1" (Overpass), "n1", "w1", "a2" (osmium), or two properties (Geofabrik).
    private static string? Id(JsonElement feature, JsonElement tags)
    {
        var id = Text(tags, "@id") ?? Text(feature, "id");
        if (id is null)
            return Text(tags, "osm_id") is { } number && Text(tags, "osm_type") is { } type && number.All(char.IsAsciiDigit) ? Full(type, number) : Text(tags, "@type") is { } kind && Text(tags, "@id") is { } bare ? Full(kind, bare) : null;
        var slash = id.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0) return Full(id[..slash], id[(slash + 1)..]);
        if (id.Length < 2 || !long.TryParse(id.AsSpan(1), out var osm)) return null;
        // osmium numbers areas twice: 2n for ways, 2n + 1 for relations.
        return id[0] switch { 'n' => $"node/{osm}", 'w' => $"way/{osm}", 'r' => $"relation/{osm}", 'a' => osm % 2 == 0 ? $"way/{osm / 2}" : $"relation/{osm / 2}", _ => null };
    }

    private static string? Full(string type, string number) =>
        number.Length == 0 || !number.All(char.IsAsciiDigit) ? null : type.ToLowerInvariant() switch { "node" or "n" => $"node/{number}", "way" or "w" => $"way/{number}", "relation" or "r" => $"relation/{number}", _ => null };

    /// <summary>A property as text; null when it is absent or empty.</summary>
    public static string? Text(JsonElement of, string property) =>
        of.TryGetProperty(property, out var value) ? value.ValueKind switch { JsonValueKind.String => value.GetString() is { Length: > 0 } text ? text : null, JsonValueKind.Number => value.GetRawText(), _ => null } : null;

    /// <summary>A pair of numbers: longitude, then latitude.</summary>
    public static bool Pair(JsonElement point, out double longitude, out double latitude)
    {
        (longitude, latitude) = (double.NaN, double.NaN);
        return point.ValueKind == JsonValueKind.Array && point.GetArrayLength() >= 2 && point[0].ValueKind == JsonValueKind.Number && point[1].ValueKind == JsonValueKind.Number && point[0].TryGetDouble(out longitude) && point[1].TryGetDouble(out latitude);
    }

    // JSON is read to a depth of 64 at most, which bounds this too.
    private static void Bounds(JsonElement coordinates, ref double west, ref double south, ref double east, ref double north)
    {
        if (coordinates.ValueKind != JsonValueKind.Array) return;
        if (Pair(coordinates, out var longitude, out var latitude))
        {
            (west, south, east, north) = (Math.Min(west, longitude), Math.Min(south, latitude), Math.Max(east, longitude), Math.Max(north, latitude));
            return;
        }
        foreach (var part in coordinates.EnumerateArray()) Bounds(part, ref west, ref south, ref east, ref north);
    }
}
