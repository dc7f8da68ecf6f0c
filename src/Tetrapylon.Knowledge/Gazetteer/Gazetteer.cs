using System.Collections.Immutable;
using System.Globalization;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Knowledge.Gazetteer;

/// <summary>How a name stands to a place.</summary>
[Flags]
public enum NameUse : byte
{
    None = 0,
    /// <summary>Another tongue's or an older name.</summary>
    Secondary = 1,
    /// <summary>Only in capitals ("US", "UAE").</summary>
    Capitals = 2,
    /// <summary>A word for what comes from the place ("Syrian").</summary>
    Demonym = 4,
    /// <summary>Found by its sound, not its spelling.</summary>
    Loose = 8,
    /// <summary>A region or district by its bare name ("Laurel" for Laurel County).</summary>
    Bare = 16,
    /// <summary>From our own tables.</summary>
    Own = 32,
}

/// <summary>A place by its entry number, and how the name looked up stands to it.</summary>
public readonly record struct NamedPlace(int Entry, NameUse Use);

/// <summary>All places by name: our own tables over any number of compiled gazetteers. Read-only; many threads may ask at once.</summary>
public sealed class Gazetteer : IDisposable
{
    private readonly CompiledGazetteer[] _compiled;
    private readonly int[] _offsets;
    private readonly int[][] _regionOf;
    // Of each layer, the entries of the places another layer or our own tables have already; null where there are none.
    private readonly int[]?[] _sameAs;
    private readonly Dictionary<string, int> _imported = new(StringComparer.Ordinal);
    private readonly Dictionary<int, ImmutableArray<string>> _otherIds = [];
    private readonly Dictionary<int, string> _preferred = [];
    private readonly int _ownStart;
    private readonly OwnPlaces _own;

    private Gazetteer(Spelling spelling, CompiledGazetteer[] compiled, OwnTables tables, DataProblems problems)
    {
        Spelling = spelling;
        _compiled = compiled;
        _offsets = new int[compiled.Length];
        var count = 0;
        for (var i = 0; i < compiled.Length; i++) { _offsets[i] = count; count += compiled[i].Count; }
        _ownStart = count;
        var layers = compiled.Length;
        // An import names places by ids that earlier layers may have.
        var first = Array.FindIndex(compiled, c => c.IsImport) is >= 0 and var found ? found : layers;
        var asked = tables.GeoNamesIds();
        for (var i = first; i < layers; i++) compiled[i].AddGeoNamesIds(asked);
        var others = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < first; i++)
            for (var place = 0; place < compiled[i].Count; place++)
                if (asked.Contains(compiled[i].GeoNamesId(place))) others[$"geonames:{compiled[i].GeoNamesId(place)}"] = _offsets[i] + place;
        for (var i = first; i < layers; i++)
            for (var place = 0; place < compiled[i].Count; place++)
            {
                var ids = compiled[i].Ids(place);
                var entry = Array.Find(ids, others.ContainsKey) is { } known ? others[known] : _offsets[i] + place;
                foreach (var id in ids)
                    if (others.TryAdd(id, entry)) _imported[id] = entry;
            }
        _own = new(tables, spelling, count, problems, others);
        _regionOf = [.. compiled.Select(c => c.RegionCodes.Select(code => _own.RegionByCode(code)).ToArray())];
        _sameAs = new int[]?[layers];
        for (var i = first; i < layers; i++) Join(i, others);
        Heritage = new(this, _own.Heritage);
    }

    // A place of an import that is known already lends its names and ids to the known one.
    private void Join(int layer, Dictionary<string, int> others)
    {
        var compiled = _compiled[layer];
        for (var place = 0; place < compiled.Count; place++)
        {
            var ids = compiled.Ids(place);
            var entry = Array.Find(ids, id => _own.ById(id) >= 0) is { } own ? _own.ById(own) : _imported.GetValueOrDefault(ids[0], others[ids[0]]);
            var known = entry != _offsets[layer] + place;
            if (known)
            {
                if (_sameAs[layer] is null) Array.Fill(_sameAs[layer] = new int[compiled.Count], -1);
                _sameAs[layer]![place] = entry;
                if (compiled.IsPreferred(place)) _preferred[entry] = compiled.Name(place);
            }
            var goesBy = known ? Id(entry) : ids[0];
            if (Array.Exists(ids, id => id != goesBy)) _otherIds[entry] = [.. OtherIds(entry).Concat(ids.Where(id => id != goesBy)).Distinct(StringComparer.Ordinal)];
            if (known)
                foreach (var id in ids)
                    if (id != goesBy) _imported[id] = entry;
        }
    }

    public Spelling Spelling { get; }

    public HeritageSites Heritage { get; }

    /// <summary>Entries run from 0 to this.</summary>
    public int Count => _ownStart + _own.Count;

    /// <summary>Origin and licence of each compiled gazetteer in use.</summary>
    public IReadOnlyList<string> Origins => [.. _compiled.Select(c => c.Origin)];

    /// <summary>Opens the tables of the data folder, every <c>gazetteer.*.bin</c> of the models folder, and the imports of the data folder.</summary>
    /// <param name="except">An import that is about to be made anew.</param>
    /// <exception cref="DataException">A table is faulty.</exception>
    /// <exception cref="GazetteerFileException">A compiled gazetteer cannot be used.</exception>
    public static Gazetteer Load(DataFolder data, string modelsFolder, string? except = null)
    {
        var problems = new DataProblems();
        var spelling = Spelling.Load(data, problems);
        var tables = OwnTables.Read(data, problems);
        problems.ThrowIfAny();
        var opened = new List<CompiledGazetteer>();
        try
        {
            var files = Directory.Exists(modelsFolder) ? Directory.GetFiles(modelsFolder, "gazetteer.*.bin").Order(StringComparer.Ordinal) : Enumerable.Empty<string>();
            var imports = data.Files("gazetteer", ".bin").Select(f => f.Path).Where(f => except is null || Path.GetFullPath(f) != Path.GetFullPath(except));
            foreach (var file in files.Concat(imports)) opened.Add(CompiledGazetteer.Open(file, spelling));
            var gazetteer = new Gazetteer(spelling, [.. opened], tables, problems);
            problems.ThrowIfAny();
            return gazetteer;
        }
        catch
        {
            foreach (var file in opened) file.Dispose();
            throw;
        }
    }

    /// <summary>Finds the longest name that starts at word <paramref name="at"/> and is no longer than <paramref name="most"/> words; appends its places and returns how many words it has, 0 for none.</summary>
    public int Longest(IReadOnlyList<NameWord> words, int at, int most, List<NamedPlace> into)
    {
        var best = 0;
        var key = NameWords.Empty;
        var start = into.Count;
        for (var i = at; i < words.Count && i - at < most; i++)
        {
            var word = words[i];
            if (word.Possessive != 0 && Ask(NameWords.Extend(key, word.Possessive), into, start, ref best, i + 1 - at) is var more && best == i + 1 - at)
            {
                key = NameWords.Extend(key, word.Possessive);
                if (!more || !Joins(word)) break;
                continue;
            }
            var plain = NameWords.Extend(key, word.Hash);
            var longer = Ask(plain, into, start, ref best, i + 1 - at);
            if (word.Possessive != 0)
            {
                key = NameWords.Extend(key, word.Possessive);
                longer = Ask(key, null, start, ref best, 0);
            }
            else key = plain;
            if (!longer || !Joins(word)) break;
        }
        return best;
    }

    // A full stop joins a name only after a short form: St. Louis, U.S., Ft. Worth.
    private static bool Joins(NameWord word) => word.Gap is WordGap.Space or WordGap.Hyphen || word.Gap == WordGap.Period && word.End - word.Start <= 3;

    private bool Ask(ulong key, List<NamedPlace>? into, int start, ref int best, int length)
    {
        var longer = false;
        var before = into?.Count ?? 0;
        for (var i = 0; i < _compiled.Length; i++) longer |= Find(i, key, into, before);
        longer |= Own(key, into, before);
        if (into is not null && into.Count > before)
        {
            into.RemoveRange(start, before - start);
            best = length;
        }
        return longer;
    }

    private bool Find(int layer, ulong key, List<NamedPlace>? into, int start)
    {
        var from = into?.Count ?? 0;
        var longer = _compiled[layer].Find(key, _offsets[layer], into);
        if (into is null || _sameAs[layer] is not { } same) return longer;
        for (var i = from; i < into.Count; i++)
            if (same[into[i].Entry - _offsets[layer]] is >= 0 and var entry) into[i] = into[i] with { Entry = entry };
        Once(into, start, from);
        return longer;
    }

    private bool Own(ulong key, List<NamedPlace>? into, int start)
    {
        var from = into?.Count ?? 0;
        var longer = _own.Find(key, into);
        if (into is not null && _imported.Count > 0) Once(into, start, from);
        return longer;
    }

    // A place that two layers know by one name is found once; a main name outranks a secondary one.
    private static void Once(List<NamedPlace> into, int start, int from)
    {
        for (var i = from; i < into.Count; i++)
            for (var k = start; k < from; k++)
            {
                if (into[k].Entry != into[i].Entry) continue;
                into[k] = new(into[k].Entry, (into[k].Use & into[i].Use & NameUse.Secondary) | ((into[k].Use | into[i].Use) & ~NameUse.Secondary));
                into.RemoveAt(i--);
                break;
            }
    }

    /// <summary>Every place so named, exactly but for case, accents, articles and spelling variants; most peopled first within each source.</summary>
    public IReadOnlyList<int> Named(string name)
    {
        var words = new List<NameWord>();
        NameWords.Read(name, 0, name.Length, Spelling, words);
        var found = new List<NamedPlace>();
        if (words.Count == 0 || Longest(words, 0, words.Count, found) != words.Count) found.Clear();
        if (found.Count == 0 && words.Count > 1 && words[0].Article && Longest(words, 1, words.Count, found) != words.Count - 1) found.Clear();
        return [.. found.Where(f => (f.Use & NameUse.Demonym) == 0).Select(f => f.Entry).Distinct()];
    }

    /// <summary>What a place told of before any gazetteer had it turns out to be: the only place of its name, in its country and, where both are known, its region, and of a kind that agrees. Null when there is none, or more than one.</summary>
    public Place? Listed(Place unlisted)
    {
        if (unlisted.Country is not { } country) return null;
        var region = unlisted.Admin1 is { } told ? Named(told).Where(e => Kind(e) == PlaceKind.Region && Country(e) == country).ToList() : [];
        var found = Named(unlisted.Name).Where(Fits).ToList();
        if (found.Count == 0 && Spelling.IsLoose(country))
        {
            var sounding = new List<NamedPlace>();
            Sounding(unlisted.Name, sounding);
            found = [.. sounding.Select(s => s.Entry).Distinct().Where(Fits)];
        }
        return found.Count == 1 ? Place(found[0]) : null;

        bool Fits(int entry) => Country(entry) == country && (region.Count == 0 || Region(entry) < 0 || region.Contains(Region(entry))) && (unlisted.Kind, Kind(entry)) switch
        {
            (_, PlaceKind.Country or PlaceKind.Continent) => false,
            (PlaceKind.Other, not PlaceKind.Region) => true,
            (PlaceKind.Settlement or PlaceKind.Quarter, PlaceKind.Settlement or PlaceKind.Quarter) => true,
            (PlaceKind.Facility or PlaceKind.Site, PlaceKind.Facility or PlaceKind.Site) => true,
            (PlaceKind.District or PlaceKind.Region, PlaceKind.District or PlaceKind.Region) => true,
            var (one, other) => one == other,
        };
    }

    /// <summary>Places whose names sound like this one, of countries whose names are spelt many ways in Latin letters.</summary>
    public void Sounding(ReadOnlySpan<char> name, List<NamedPlace> into)
    {
        var key = NameWords.LooseKey(name, Spelling);
        if (key == 0) return;
        var before = into.Count;
        for (var i = 0; i < _compiled.Length; i++) Find(i, key, into, before);
        Own(key, into, before);
        for (var i = before; i < into.Count; i++) into[i] = into[i] with { Use = into[i].Use | NameUse.Loose };
    }

    /// <summary>The entry of an id ("geonames:163843", "tetrapylon:palmyra-tetrapylon"); -1 when it is of no table of ours.</summary>
    public int ById(string id)
    {
        var own = _own.ById(id) is >= 0 and var entry ? entry : _imported.GetValueOrDefault(id, -1);
        if (own >= 0 || !id.StartsWith("geonames:", StringComparison.Ordinal) || !int.TryParse(id.AsSpan(9), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return own;
        for (var i = 0; i < _compiled.Length; i++)
            if (_compiled[i].ById(number) is >= 0 and var place) return _offsets[i] + place;
        return -1;
    }

    /// <summary>The entry of a country by its ISO code; -1 when there is none.</summary>
    public int CountryEntry(string? code) => _own.CountryEntry(code);

    /// <summary>The two-letter code of a country by its two- or three-letter code or its name; null when it is no country's.</summary>
    public string? CountryCode(string told)
    {
        if (told.Length is 2 or 3 && _own.CountryCode(told.ToUpperInvariant()) is { } code) return code;
        foreach (var entry in Named(told))
            if (Kind(entry) == PlaceKind.Country) return Country(entry);
        return null;
    }

    /// <summary>The code of a first-level region ("SY.09"); null when ours has none.</summary>
    internal string? RegionCode(int entry) => _own.RegionCode(entry);

    /// <summary>Ids of the same place in other gazetteers.</summary>
    public ImmutableArray<string> OtherIds(int entry) => _otherIds.GetValueOrDefault(entry, []);

    /// <summary>The region a short form stands for ("Calif.", "TX"); -1 for none. Case counts.</summary>
    public int Abbreviated(ReadOnlySpan<char> text) => _own.Abbreviated(text);

    // What else it is called; a gazetteer's own name stays among them where English readers know another.
    private ImmutableArray<string> Names(int entry)
    {
        var told = _own.Told(entry);
        return _own.Known(entry) is { } known && Layer(entry, out var place) is { } layer && layer.Name(place) is var own && own != known && !told.Contains(own) ? told.Add(own) : told;
    }

    public string Id(int entry) => Layer(entry, out var place) is { } layer ? layer.Id(place) : _own.Place(entry).Id;

    /// <summary>The name a place is shown by: the one that English readers know where an import or our table of names tells it, else the gazetteer's without marks of transliteration.</summary>
    public string Name(int entry) => _preferred.GetValueOrDefault(entry) ?? _own.Known(entry) ?? (Layer(entry, out var place) is { } layer ? Spelling.Shown(layer.Name(place), layer.Country(place)) : _own.Place(entry).Name);

    public PlaceKind Kind(int entry) => Layer(entry, out var place) is { } layer ? layer.Kind(place) : _own.Place(entry).Kind;
    public string? Country(int entry) => Layer(entry, out var place) is { } layer ? layer.Country(place) : _own.Place(entry).Country;
    public long Population(int entry) => Layer(entry, out var place) is { } layer ? layer.Population(place) : _own.Place(entry).Population;
    public SeatRank Rank(int entry) => Layer(entry, out var place) is { } layer ? layer.Rank(place) : SeatRank.None;
    public bool IsOwn(int entry) => entry >= _ownStart;

    /// <summary>Latitude and longitude; null for a place without a point.</summary>
    public (double Latitude, double Longitude)? Point(int entry)
    {
        if (Layer(entry, out var place) is { } layer) return (layer.Latitude(place), layer.Longitude(place));
        var own = _own.Place(entry);
        return own.Latitude is { } latitude && own.Longitude is { } longitude ? (latitude, longitude) : null;
    }

    /// <summary>Entry of the first-level region a place lies in; -1 when unknown or itself a region.</summary>
    public int Region(int entry)
    {
        for (var i = _compiled.Length - 1; i >= 0; i--)
            if (entry >= _offsets[i] && entry < _ownStart) return _regionOf[i][_compiled[i].RegionIndex(entry - _offsets[i])];
        return _own.RegionOf(entry);
    }

    /// <summary>Entry of the place our tables say this one lies in; -1 for none.</summary>
    public int Parent(int entry) => entry >= _ownStart ? _own.ParentOf(entry) : -1;

    /// <summary>The place as the model has it.</summary>
    public Place Place(int entry)
    {
        var point = Point(entry);
        var region = Region(entry);
        // A monument lies in its town, though the tables put it under the site it belongs to.
        var parent = Parent(entry);
        while (parent >= 0 && Kind(parent) == PlaceKind.Site && Parent(parent) is >= 0 and var around) parent = around;
        return new(Id(entry), Name(entry), Kind(entry), point?.Latitude, point?.Longitude, Country(entry), region >= 0 ? Name(region) : null, parent >= 0 ? Id(parent) : null, Population(entry)) { Names = Names(entry), Sources = OtherIds(entry) };
    }

    public void Dispose()
    {
        foreach (var layer in _compiled) layer.Dispose();
    }

    private CompiledGazetteer? Layer(int entry, out int place)
    {
        place = entry;
        if (entry >= _ownStart) return null;
        var i = _compiled.Length - 1;
        while (entry < _offsets[i]) i--;
        place = entry - _offsets[i];
        return _compiled[i];
    }
}
