using Tetrapylon.Model;

namespace Tetrapylon.Knowledge.Gazetteer.Import;

/// <summary>A place to be imported: all that the tables tell of it.</summary>
internal sealed class Gathered(string name, PlaceKind kind, double latitude, double longitude)
{
    public List<string> Ids { get; } = [];
    public string Name { get; set; } = name;
    public bool Preferred { get; set; }
    public PlaceKind Kind { get; } = kind;
    public double Latitude { get; } = latitude;
    public double Longitude { get; } = longitude;
    public string? Country { get; init; }
    public string Region { get; set; } = "";
    public long Population { get; set; }
    public SeatRank Rank { get; set; }

    /// <summary>Names, and whether each is another tongue's or an older one.</summary>
    public Dictionary<string, bool> Names { get; } = new(StringComparer.Ordinal);

    public void Call(string name, bool secondary)
    {
        if (!Names.TryGetValue(name, out var before) || before && !secondary) Names[name] = secondary;
    }
}

/// <summary>Decides whether a place is one that is known already: the same id, or a name alike, a kind that agrees and a point near. A source does not list one place twice, so two ids of one source are two places.</summary>
internal sealed class SamePlaces
{
    private readonly Gazetteer _known;
    private readonly Dictionary<string, int> _entries = new(StringComparer.Ordinal);
    private readonly List<Gathered> _all = [];
    private readonly Dictionary<string, Gathered> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<ulong, List<Gathered>> _byName = [];
    private readonly List<NameWord> _words = [];

    public SamePlaces(Gazetteer known)
    {
        _known = known;
        for (var entry = 0; entry < known.Count; entry++)
            // A place that an import lends its names to goes by its own entry.
            if (known.Id(entry) is var id && !_entries.ContainsKey(id)) _entries[id] = id.StartsWith("geonames:", StringComparison.Ordinal) ? entry : known.ById(id);
    }

    /// <summary>The entry of an id in the gazetteers there are; -1 when none has it.</summary>
    public int EntryOf(string id) => _entries.TryGetValue(id, out var entry) ? entry : id.StartsWith("geonames:", StringComparison.Ordinal) ? -1 : _known.ById(id);

    /// <summary>The places gathered, in the order they came.</summary>
    public IReadOnlyList<Gathered> All => _all;

    public Gathered? ById(string id) => _byId.GetValueOrDefault(id);

    /// <summary>What the tables have told already of this place.</summary>
    public Gathered? Gathered(SourceRow row, string? country)
    {
        Gathered? best = null;
        var nearest = double.MaxValue;
        foreach (var name in row.Names.Select(n => n.Name).Prepend(row.Name))
            foreach (var key in Keys(name, country))
                foreach (var other in _byName.GetValueOrDefault(key) ?? [])
                    if (Fits(row, country, other.Kind, other.Country, other.Latitude, other.Longitude, other.Ids, out var away) && away < nearest) (best, nearest) = (other, away);
        return best;
    }

    /// <summary>The entry of the place in the gazetteers there are; -1 when they lack it.</summary>
    public int Known(SourceRow row, string? country)
    {
        if (EntryOf(row.Id) is >= 0 and var same) return same;
        var (best, nearest) = (-1, double.MaxValue);
        var found = new List<NamedPlace>();
        foreach (var name in row.Names.Select(n => n.Name).Prepend(row.Name))
        {
            found.Clear();
            if (_known.Spelling.IsLoose(country)) _known.Sounding(name, found);
            foreach (var entry in _known.Named(name).Concat(found.Select(f => f.Entry)))
                if (_known.Point(entry) is { } point && Fits(row, country, _known.Kind(entry), _known.Country(entry), point.Latitude, point.Longitude, _known.OtherIds(entry).Append(_known.Id(entry)), out var away) && away < nearest) (best, nearest) = (entry, away);
        }
        return best;
    }

    public void Add(Gathered place)
    {
        _all.Add(place);
        Learn(place);
    }

    /// <summary>Notes the ids and names a place has come to have.</summary>
    public void Learn(Gathered place)
    {
        foreach (var id in place.Ids) _byId.TryAdd(id, place);
        foreach (var name in place.Names.Keys)
            foreach (var key in Keys(name, place.Country))
            {
                var named = _byName.TryGetValue(key, out var list) ? list : _byName[key] = [];
                if (!named.Contains(place)) named.Add(place);
            }
    }

    private static bool Fits(SourceRow row, string? country, PlaceKind kind, string? otherCountry, double latitude, double longitude, IEnumerable<string> ids, out double away)
    {
        away = double.MaxValue;
        if (country is not null && otherCountry is not null && country != otherCountry || Reach(row.Kind, kind) is not { } reach) return false;
        away = Surroundings.Kilometres(row.Latitude, row.Longitude, latitude, longitude);
        if (away > reach) return false;
        var source = row.Id.AsSpan(0, row.Id.IndexOf(':', StringComparison.Ordinal) + 1);
        foreach (var id in ids)
            if (id.AsSpan().StartsWith(source)) return false;
        // A kind that agrees only in part is taken where nothing nearer of the same kind is.
        if (row.Kind != kind) away += reach;
        return true;
    }

    // Kilometres within which two points may be of one place; null for kinds that cannot be one.
    private static double? Reach(PlaceKind one, PlaceKind other) => (one, other) switch
    {
        (PlaceKind.Region, PlaceKind.Region) => 250,
        (PlaceKind.District, PlaceKind.District) => 40,
        (PlaceKind.Water, PlaceKind.Water) or (PlaceKind.Landform, PlaceKind.Landform) => 50,
        (PlaceKind.Country or PlaceKind.Continent or PlaceKind.Region or PlaceKind.District or PlaceKind.Water or PlaceKind.Landform, _) => null,
        (_, PlaceKind.Country or PlaceKind.Continent or PlaceKind.Region or PlaceKind.District or PlaceKind.Water or PlaceKind.Landform) => null,
        (PlaceKind.Settlement or PlaceKind.Quarter or PlaceKind.Other, PlaceKind.Settlement or PlaceKind.Quarter or PlaceKind.Other) => 5,
        (PlaceKind.Facility or PlaceKind.Other, PlaceKind.Facility or PlaceKind.Other) or (PlaceKind.Site or PlaceKind.Other, PlaceKind.Site or PlaceKind.Other) => 5,
        (PlaceKind.Site, PlaceKind.Facility) or (PlaceKind.Facility, PlaceKind.Site) => 1,
        _ => null,
    };

    private List<ulong> Keys(string name, string? country)
    {
        _words.Clear();
        NameWords.Read(name, 0, name.Length, _known.Spelling, _words);
        var keys = new List<ulong>(3);
        if (_words.Count == 0) return keys;
        for (var first = 0; first < (_words[0].Article && _words.Count > 1 ? 2 : 1); first++)
        {
            var key = NameWords.Empty;
            for (var i = first; i < _words.Count; i++) key = NameWords.Extend(key, _words[i].Possessive != 0 ? _words[i].Possessive : _words[i].Hash);
            keys.Add(key);
        }
        if (_known.Spelling.IsLoose(country) && NameWords.LooseKey(name, _known.Spelling) is not 0 and var sound) keys.Add(sound);
        return keys;
    }
}
