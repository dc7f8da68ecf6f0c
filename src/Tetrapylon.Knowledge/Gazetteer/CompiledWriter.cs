using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tetrapylon.Model;

namespace Tetrapylon.Knowledge.Gazetteer;

/// <summary>A place to be compiled.</summary>
/// <param name="GeoNamesId">Its number at GeoNames; -1 where <paramref name="Ids"/> tells its ids.</param>
/// <param name="Ids">Its ids in full, the one it goes by first; empty when it has its GeoNames number alone.</param>
/// <param name="Region">First-level region, as "SY.09"; empty when unknown.</param>
/// <param name="Preferred">The name is the one English readers know, and stands before that of an earlier gazetteer.</param>
internal readonly record struct CompiledPlace(int GeoNamesId, IReadOnlyList<string> Ids, string Name, double Latitude, double Longitude, long Population, string Country, string Region, PlaceKind Kind, SeatRank Rank, bool Preferred = false);

/// <summary>Lays places and the keys of their names out as a file that <see cref="CompiledGazetteer"/> opens.</summary>
/// <param name="import">Whether its places may be ones that other gazetteers have already.</param>
internal sealed class CompiledWriter(Spelling spelling, bool import = false)
{
    private readonly List<Row> _rows = [];
    private readonly Dictionary<string, int> _countries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _regions = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly List<(ulong Key, uint Posting)> _keys = [];
    private readonly HashSet<ulong> _prefixes = [];
    private readonly List<NameWord> _words = [];
    private readonly HashSet<(ulong, int)> _seen = [];

    private readonly record struct Row(int Id, string? Ids, string Name, int Latitude, int Longitude, uint Population, int Country, int Region, byte Kind);

    public int Places => _rows.Count;
    public int Names => _seen.Count;
    public int Keys => _keys.Count;

    /// <returns>The number by which names are added to the place.</returns>
    public int Add(CompiledPlace place)
    {
        _rows.Add(new(place.GeoNamesId, place.Ids.Count > 0 ? string.Join('|', place.Ids) : null, place.Name, (int)Math.Round(place.Latitude * 1e5), (int)Math.Round(place.Longitude * 1e5),
            (uint)Math.Clamp(place.Population, 0, uint.MaxValue), IndexOf(_countries, place.Country), IndexOf(_regions, place.Region),
            (byte)((byte)place.Kind | (byte)place.Rank << 4 | (place.Preferred ? CompiledFormat.PreferredName : 0))));
        return _rows.Count - 1;
    }

    private static int IndexOf(Dictionary<string, int> table, string key)
    {
        if (!table.TryGetValue(key, out var index)) table[key] = index = table.Count;
        return index;
    }

    /// <param name="loose">Whether it is also found by its sound.</param>
    public void AddName(int row, string name, bool secondary, bool loose)
    {
        _words.Clear();
        NameWords.Read(name, 0, name.Length, spelling, _words);
        if (_words.Count is 0 or > 10) return;
        AddKey(row, 0, secondary);
        if (!loose) return;
        if (_words.Count > 1 && _words[0].Article) AddKey(row, 1, true);
        var key = NameWords.LooseKey(name, spelling);
        if (key != 0 && _seen.Add((key, row))) _keys.Add((key, (uint)row | CompiledFormat.Secondary));
    }

    private void AddKey(int row, int first, bool secondary)
    {
        var key = NameWords.Empty;
        for (var i = first; i < _words.Count; i++)
        {
            key = NameWords.Extend(key, _words[i].Possessive != 0 ? _words[i].Possessive : _words[i].Hash);
            if (i + 1 < _words.Count) _prefixes.Add(key);
        }
        if (_seen.Add((key, row))) _keys.Add((key, (uint)row | (secondary ? CompiledFormat.Secondary : 0)));
    }

    /// <param name="origin">Origin and licence, kept in the file.</param>
    public byte[] Write(string origin)
    {
        // Postings of one key: most peopled first, so that a reader may stop early.
        _keys.Sort((a, b) => a.Key != b.Key ? a.Key.CompareTo(b.Key) : Order(a.Posting, b.Posting));
        var distinct = 0;
        for (var i = 0; i < _keys.Count; i++) if (i == 0 || _keys[i].Key != _keys[i - 1].Key) distinct++;
        var bare = 0;
        var known = new HashSet<ulong>(_keys.Select(k => k.Key));
        foreach (var prefix in _prefixes) if (!known.Contains(prefix)) bare++;
        var slots = (uint)((distinct + bare) / 0.8) + 1;
        var table = new (uint Mark, uint Value)[slots];
        var postings = new List<uint>();
        for (var i = 0; i < _keys.Count;)
        {
            var end = i + 1;
            while (end < _keys.Count && _keys[end].Key == _keys[i].Key) end++;
            var prefix = _prefixes.Contains(_keys[i].Key) ? CompiledFormat.Prefix : 0;
            if (end == i + 1) Put(_keys[i].Key, _keys[i].Posting | prefix);
            else
            {
                Put(_keys[i].Key, (uint)postings.Count | CompiledFormat.Many | prefix);
                for (var k = i; k < end; k++) postings.Add(_keys[k].Posting | (k + 1 == end ? CompiledFormat.LastPosting : 0));
            }
            i = end;
        }
        foreach (var prefix in _prefixes.Order()) if (!known.Contains(prefix)) Put(prefix, CompiledFormat.Nothing | CompiledFormat.Prefix);

        using var names = new MemoryStream();
        using var places = new MemoryStream();
        Span<byte> cell = stackalloc byte[CompiledFormat.PlaceSize];
        foreach (var row in _rows)
        {
            // Ids that are no GeoNames number stand among the names, and the cell points there.
            BinaryPrimitives.WriteInt32LittleEndian(cell, row.Ids is null ? row.Id : ~(int)names.Position);
            if (row.Ids is not null) { names.Write(Encoding.UTF8.GetBytes(row.Ids)); names.WriteByte(0); }
            BinaryPrimitives.WriteInt32LittleEndian(cell[4..], row.Latitude);
            BinaryPrimitives.WriteInt32LittleEndian(cell[8..], row.Longitude);
            BinaryPrimitives.WriteUInt32LittleEndian(cell[12..], row.Population);
            BinaryPrimitives.WriteInt32LittleEndian(cell[16..], (int)names.Position);
            BinaryPrimitives.WriteUInt16LittleEndian(cell[20..], (ushort)row.Region);
            cell[22] = (byte)row.Country;
            cell[23] = row.Kind;
            places.Write(cell);
            names.Write(Encoding.UTF8.GetBytes(row.Name));
            names.WriteByte(0);
        }
        if (names.Length > int.MaxValue - CompiledFormat.Heading) throw new InvalidOperationException("More names than the format holds.");
        var originBytes = Encoding.UTF8.GetBytes(origin);
        var countryBytes = Encoding.ASCII.GetBytes(string.Concat(_countries.OrderBy(c => c.Value).Select(c => c.Key.PadRight(2))));
        var regionBytes = Encoding.UTF8.GetBytes(string.Join('\n', _regions.OrderBy(r => r.Value).Select(r => r.Key)));
        if (_countries.Count > byte.MaxValue || _regions.Count > ushort.MaxValue) throw new InvalidOperationException("More countries or regions than the format holds.");

        using var body = new MemoryStream();
        body.Write(originBytes);
        body.Write(countryBytes);
        body.Write(regionBytes);
        while (body.Length % 8 != 0) body.WriteByte(0);
        places.WriteTo(body);
        names.WriteTo(body);
        while (body.Length % 8 != 0) body.WriteByte(0);
        foreach (var (mark, value) in table) { Number(body, mark); Number(body, value); }
        foreach (var posting in postings) Number(body, posting);

        var heading = new byte[CompiledFormat.Heading];
        CompiledFormat.Magic.CopyTo(heading);
        var at = 8;
        foreach (var count in (int[])[import ? CompiledFormat.Import : CompiledFormat.Version, originBytes.Length, countryBytes.Length, regionBytes.Length, _rows.Count, (int)names.Length, (int)slots, postings.Count])
        {
            BinaryPrimitives.WriteInt32LittleEndian(heading.AsSpan(at), count);
            at += 4;
        }
        var bytes = body.ToArray();
        SHA256.HashData(bytes, heading.AsSpan(CompiledFormat.HashAt));
        BinaryPrimitives.WriteUInt128BigEndian(heading.AsSpan(CompiledFormat.DigestAt), spelling.Digest.Value);
        return [.. heading, .. bytes];

        void Put(ulong key, uint value)
        {
            var slot = CompiledFormat.Slot(key, slots);
            while (table[slot].Mark != 0) slot = slot + 1 == slots ? 0 : slot + 1;
            table[slot] = (CompiledFormat.Mark(key), value);
        }
    }

    private int Order(uint a, uint b)
    {
        var (left, right) = ((int)(a & CompiledFormat.Index), (int)(b & CompiledFormat.Index));
        var people = _rows[right].Population.CompareTo(_rows[left].Population);
        return people != 0 ? people : _rows[left].Id.CompareTo(_rows[right].Id);
    }

    private static void Number(Stream stream, uint value)
    {
        Span<byte> cell = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(cell, value);
        stream.Write(cell);
    }
}
