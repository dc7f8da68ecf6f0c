using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Knowledge.Gazetteer;

/// <summary>The places of our own tables in memory, by key of each name.</summary>
internal sealed class OwnPlaces
{
    internal readonly record struct Own(string Id, string Name, PlaceKind Kind, string? Country, double? Latitude, double? Longitude, long Population);

    private readonly int _start;
    private readonly Spelling _spelling;
    private readonly List<Own> _places = [];
    private readonly List<int> _regions = [];
    private readonly List<int> _parents = [];
    private readonly Dictionary<string, int> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<int, ImmutableArray<string>> _told = [];
    private readonly Dictionary<int, string> _known = [];
    private readonly Dictionary<string, int> _byCountry = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _byRegion = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _codes;
    private readonly Dictionary<string, int> _abbreviations = new(StringComparer.Ordinal);
    private readonly Dictionary<ulong, Slot> _keys = new(40_000);
    private readonly List<NameWord> _words = [];

    // Most keys name one place; a list is made for the others alone.
    private record struct Slot(bool Prefix, List<NamedPlace>? Places, NamedPlace One);

    public OwnPlaces(OwnTables tables, Spelling spelling, int start, DataProblems problems, Dictionary<string, int> others)
    {
        (_spelling, _start, _codes) = (spelling, start, tables.CountryCodes);
        foreach (var row in tables.Countries)
        {
            var entry = Add(new(row.Id, row.Name, PlaceKind.Country, row.Code, row.Latitude, row.Longitude, row.Population));
            _byCountry[row.Code] = entry;
            AddName(entry, row.Name, NameUse.None, false);
            foreach (var name in row.Names) AddName(entry, name, NameUse.None, false);
            foreach (var word in row.Adjectives) AddName(entry, word, NameUse.Demonym, false);
        }
        foreach (var row in tables.Places)
        {
            if (!Check(row.File, row.Line, row.Id, row.Country)) continue;
            var entry = Add(new(row.Id, row.Name, row.Kind, row.Country, row.Latitude, row.Longitude, row.Population));
            if (row.Kind == PlaceKind.Region && row is { Country: not null, RegionCode: not null }) _byRegion[row.Country + "." + row.RegionCode] = entry;
            var loose = spelling.IsLoose(row.Country);
            AddName(entry, row.Name, NameUse.None, loose);
            foreach (var name in row.Names)
                AddName(entry, name, row.Kind == PlaceKind.District && row.Name.StartsWith(name + " ", StringComparison.Ordinal) ? NameUse.Bare : NameUse.None, loose);
        }
        foreach (var row in tables.Heritage)
        {
            if (!Check(row.File, row.Line, row.Id, row.Country)) continue;
            var entry = Add(new(row.Id, row.Name, PlaceKind.Site, row.Country, row.Latitude, row.Longitude, 0));
            AddName(entry, row.Name, NameUse.None, spelling.IsLoose(row.Country));
            foreach (var name in row.Names) AddName(entry, name, NameUse.None, spelling.IsLoose(row.Country));
        }
        foreach (var row in tables.Places)
        {
            if (!_byId.TryGetValue(row.Id, out var entry)) continue;
            if (row is { Kind: not PlaceKind.Region, Country: not null, RegionCode: not null }) _regions[entry - start] = _byRegion.GetValueOrDefault(row.Country + "." + row.RegionCode, -1);
            _parents[entry - start] = Resolve(row.File, row.Line, row.Parent);
        }
        foreach (var row in tables.Heritage)
            if (_byId.TryGetValue(row.Id, out var entry)) _parents[entry - start] = Resolve(row.File, row.Line, row.Parent);
        foreach (var row in tables.Demonyms)
            if (Resolve(row.File, row.Line, row.Id) is >= 0 and var entry) AddName(entry, row.Word, NameUse.Demonym, false);
        foreach (var row in tables.Names)
            if (Resolve(row.File, row.Line, row.Id) is >= 0 and var entry)
            {
                _known[entry] = row.Name;
                if (row.Names.Count > 0) _told[entry] = [.. row.Names];
                foreach (var name in row.Names) AddName(entry, name, NameUse.None, true);
            }
        foreach (var row in tables.Abbreviations)
            if (Resolve(row.File, row.Line, row.Id) is >= 0 and var entry) _abbreviations[row.Text] = entry;
        Heritage = [.. tables.Heritage.Where(r => _byId.ContainsKey(r.Id)).Select(r => new HeritageSite(r.Id, r.Name, r.Kind, r.Country, r.Latitude, r.Longitude, r.WorldHeritage, r.InDanger, r.Parent, _byId[r.Id]))];

        bool Check(string file, int line, string id, string? country)
        {
            if (_byId.ContainsKey(id)) problems.Add(file, line, $"the id '{id}' stands twice");
            else if (country is not null && !_byCountry.ContainsKey(country)) problems.Add(file, line, $"'{country}' is no country of countries.tsv");
            else return true;
            return false;
        }

        int Resolve(string file, int line, string? id)
        {
            if (id is null) return -1;
            if (_byId.TryGetValue(id, out var entry) || others.TryGetValue(id, out entry)) return entry;
            // A GeoNames place may be absent when another gazetteer is in use; an id of our own may not.
            if (!id.StartsWith("geonames:", StringComparison.Ordinal)) problems.Add(file, line, $"no table has the id '{id}'");
            return -1;
        }
    }

    /// <summary>Further spellings of a place, of this table or another gazetteer, as reports write them.</summary>
    public ImmutableArray<string> Told(int entry) => _told.GetValueOrDefault(entry, []);

    /// <summary>The name by which reports in English know a place, where it is not the one its gazetteer gives; null otherwise.</summary>
    public string? Known(int entry) => _known.GetValueOrDefault(entry);

    public int Count => _places.Count;
    public IReadOnlyList<HeritageSite> Heritage { get; }

    public ref readonly Own Place(int entry) => ref CollectionsMarshal.AsSpan(_places)[entry - _start];
    public int RegionOf(int entry) => _regions[entry - _start];
    public int ParentOf(int entry) => _parents[entry - _start];
    public int RegionByCode(string code) => _byRegion.GetValueOrDefault(code, -1);
    public int CountryEntry(string? code) => code is null ? -1 : _byCountry.GetValueOrDefault(code, -1);
    /// <summary>The two-letter code of a two- or three-letter one; null when it is no country's.</summary>
    public string? CountryCode(string code) => _byCountry.ContainsKey(code) ? code : _codes.GetValueOrDefault(code);

    /// <summary>The code of a region's entry ("SY.09"); null when it has none.</summary>
    public string? RegionCode(int entry)
    {
        foreach (var (code, region) in _byRegion)
            if (region == entry) return code;
        return null;
    }

    public int ById(string id) => _byId.GetValueOrDefault(id, -1);
    public int Abbreviated(ReadOnlySpan<char> text) => _abbreviations.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var entry) ? entry : -1;

    public bool Find(ulong key, List<NamedPlace>? into)
    {
        if (!_keys.TryGetValue(key, out var slot)) return false;
        if (into is not null)
        {
            if (slot.Places is { } many) into.AddRange(many);
            else if (slot.One.Entry >= 0) into.Add(slot.One);
        }
        return slot.Prefix;
    }

    private int Add(Own place)
    {
        var entry = _start + _places.Count;
        _places.Add(place);
        _regions.Add(-1);
        _parents.Add(-1);
        _byId[place.Id] = entry;
        return entry;
    }

    private void AddName(int entry, string name, NameUse use, bool loose)
    {
        _words.Clear();
        NameWords.Read(name, 0, name.Length, _spelling, _words);
        if (_words.Count == 0) return;
        if (_words.TrueForAll(w => w.Capitals) && name.Length <= 6 && (use & NameUse.Demonym) == 0) use |= NameUse.Capitals;
        use |= NameUse.Own;
        Key(0);
        if (loose && _words.Count > 1 && _words[0].Article) Key(1);
        if (loose && (use & NameUse.Demonym) == 0 && NameWords.LooseKey(name, _spelling) is not 0 and var key) Put(key, new(entry, use | NameUse.Secondary));

        void Key(int first)
        {
            var key = NameWords.Empty;
            for (var i = first; i < _words.Count; i++)
            {
                key = NameWords.Extend(key, _words[i].Possessive != 0 ? _words[i].Possessive : _words[i].Hash);
                if (i + 1 < _words.Count)
                {
                    ref var slot = ref CollectionsMarshal.GetValueRefOrAddDefault(_keys, key, out var exists);
                    if (!exists) slot.One = new(-1, NameUse.None);
                    slot.Prefix = true;
                }
            }
            Put(key, new(entry, use));
        }
    }

    private void Put(ulong key, NamedPlace place)
    {
        ref var slot = ref CollectionsMarshal.GetValueRefOrAddDefault(_keys, key, out var exists);
        if (!exists || slot is { Places: null, One.Entry: < 0 }) slot.One = place;
        else if (slot.Places is null)
        {
            if (slot.One.Entry != place.Entry) slot.Places = [slot.One, place];
        }
        else if (!slot.Places.Exists(p => p.Entry == place.Entry)) slot.Places.Add(place);
    }
}
