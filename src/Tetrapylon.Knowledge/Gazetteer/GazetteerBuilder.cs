using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Knowledge.Gazetteer;

/// <summary>What a build did: for the command that ran it.</summary>
/// <param name="SetAside">Rows that could not be used, with their line and why; the first hundred.</param>
public sealed record BuildReport(int Places, int Names, int Keys, long Bytes, IReadOnlyList<string> SetAside, int SetAsideCount);

/// <summary>Compiles GeoNames tables (cities500.txt, allCountries.txt, XX.txt) into one file that <see cref="CompiledGazetteer"/> opens.</summary>
public sealed class GazetteerBuilder
{
    private readonly Spelling _spelling;
    private readonly List<Row> _rows = [];
    private readonly Dictionary<string, int> _countries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _regions = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly List<(ulong Key, uint Posting)> _keys = [];
    private readonly HashSet<ulong> _prefixes = [];
    private readonly List<NameWord> _words = [];
    private readonly HashSet<(ulong, int)> _seen = [];
    private readonly HashSet<int> _ids = [];
    private readonly List<string> _setAside = [];
    private int _setAsideCount;

    private readonly record struct Row(int Id, string Name, int Latitude, int Longitude, uint Population, int Country, int Region, byte Kind);

    private GazetteerBuilder(Spelling spelling) => _spelling = spelling;

    /// <summary>Compiles one or more GeoNames tables. The file appears whole or not at all.</summary>
    /// <param name="origin">Origin and licence, kept in the file.</param>
    /// <exception cref="DataException">The spelling rules are faulty, or no row of the tables could be used.</exception>
    public static BuildReport Build(DataFolder data, IReadOnlyList<string> tables, string target, string origin)
    {
        var problems = new DataProblems();
        var spelling = Spelling.Load(data, problems);
        problems.ThrowIfAny();
        var builder = new GazetteerBuilder(spelling);
        foreach (var table in tables)
            using (var reader = new StreamReader(table, new UTF8Encoding(false, true)))
                builder.Read(reader, Path.GetFileName(table));
        if (builder._rows.Count == 0)
        {
            problems.Add(string.Join(", ", tables.Select(Path.GetFileName)), 1, "no usable row: a GeoNames table is expected, 19 tab-separated cells a line (geonameid, name, asciiname, alternatenames, latitude, longitude, …)");
            problems.ThrowIfAny();
        }
        var bytes = builder.Write(origin);
        var partial = target + ".part";
        File.WriteAllBytes(partial, bytes);
        File.Move(partial, target, overwrite: true);
        return new(builder._rows.Count, builder._seen.Count, builder._keys.Count, bytes.Length, builder._setAside, builder._setAsideCount);
    }

    private void Read(TextReader reader, string file)
    {
        for (var line = 1; reader.ReadLine() is { } text; line++)
        {
            if (text.Length == 0) continue;
            var cells = text.Split('\t');
            if (cells.Length != 19) { SetAside(file, line, $"19 cells are expected, {cells.Length} found"); continue; }
            if (!int.TryParse(cells[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id)) { SetAside(file, line, $"'{cells[0]}' is not a geonameid"); continue; }
            if (!double.TryParse(cells[4], NumberStyles.Float, CultureInfo.InvariantCulture, out var latitude) || !double.TryParse(cells[5], NumberStyles.Float, CultureInfo.InvariantCulture, out var longitude)
                || !(Math.Abs(latitude) <= 90) || !(Math.Abs(longitude) <= 180))
            {
                SetAside(file, line, $"'{cells[4]}, {cells[5]}' is no point on earth: latitude and longitude may be swapped");
                continue;
            }
            if (GeoNamesFeature.KindOf(cells[6], cells[7]) is not { } kind) continue;
            if (!_ids.Add(id)) { SetAside(file, line, $"geonameid {id} stands twice"); continue; }
            _ = uint.TryParse(cells[14], NumberStyles.None, CultureInfo.InvariantCulture, out var population);
            if (cells[7] == "PPLX") population = Math.Min(population, 20_000); // a quarter shares its city's people
            var row = _rows.Count;
            var country = cells[8].Length == 2 ? cells[8] : "";
            _rows.Add(new(id, cells[1], (int)Math.Round(latitude * 1e5), (int)Math.Round(longitude * 1e5), population,
                IndexOf(_countries, country), cells[10].Length == 0 ? 0 : IndexOf(_regions, country + "." + cells[10]), (byte)((byte)kind | (byte)GeoNamesFeature.RankOf(cells[7]) << 4)));
            var loose = _spelling.IsLoose(country);
            AddName(row, cells[1], false, loose);
            AddName(row, cells[2], false, loose);
            foreach (var name in cells[3].Split(',', StringSplitOptions.RemoveEmptyEntries))
                if (GeoNamesFeature.IsUsefulName(name)) AddName(row, name, true, loose);
        }
    }

    private void SetAside(string file, int line, string why)
    {
        _setAsideCount++;
        if (_setAside.Count < 100) _setAside.Add($"{file}:{line}: {why}");
    }

    private static int IndexOf(Dictionary<string, int> table, string key)
    {
        if (!table.TryGetValue(key, out var index)) table[key] = index = table.Count;
        return index;
    }

    private void AddName(int row, string name, bool secondary, bool loose)
    {
        _words.Clear();
        NameWords.Read(name, 0, name.Length, _spelling, _words);
        if (_words.Count is 0 or > 10) return;
        AddKey(row, 0, secondary);
        if (!loose) return;
        if (_words.Count > 1 && _words[0].Article) AddKey(row, 1, true);
        var key = NameWords.LooseKey(name, _spelling);
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

    private byte[] Write(string origin)
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
            BinaryPrimitives.WriteInt32LittleEndian(cell, row.Id);
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
        foreach (var count in (int[])[CompiledFormat.Version, originBytes.Length, countryBytes.Length, regionBytes.Length, _rows.Count, (int)names.Length, (int)slots, postings.Count])
        {
            BinaryPrimitives.WriteInt32LittleEndian(heading.AsSpan(at), count);
            at += 4;
        }
        var bytes = body.ToArray();
        SHA256.HashData(bytes, heading.AsSpan(CompiledFormat.HashAt));
        BinaryPrimitives.WriteUInt128BigEndian(heading.AsSpan(CompiledFormat.DigestAt), _spelling.Digest.Value);
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

/// <summary>What GeoNames' feature classes and codes mean here (geonames.org/export/codes.html).</summary>
internal static class GeoNamesFeature
{
    /// <summary>The kind of a feature; null for features that reports do not name as places.</summary>
    public static PlaceKind? KindOf(string featureClass, string code) => featureClass switch
    {
        "P" => code is "PPLX" ? PlaceKind.Quarter : PlaceKind.Settlement,
        "A" => code switch
        {
            "ADM1" or "ADM1H" => PlaceKind.Region,
            "ADM2" or "ADM3" or "ADM4" or "ADMD" or "ADM2H" => PlaceKind.District,
            _ => null, // countries come from our own table
        },
        "H" => code is "STM" or "LK" or "BAY" or "SEA" or "GULF" or "STRT" or "RSV" or "CHN" ? PlaceKind.Water : null,
        "T" => code is "MT" or "MTS" or "ISL" or "ISLS" or "PASS" or "VAL" or "DSRT" or "PEN" or "CAPE" or "HLL" or "HLLS" or "PLAT" ? PlaceKind.Landform : null,
        "S" => code is "AIRP" or "AIRB" or "AIRF" or "INSM" or "FT" or "CSTM" or "DAM" or "PS" or "ANS" or "RUIN" or "MSTY" or "MUS" or "PRN" or "CMP" or "CMPRF" ? PlaceKind.Facility : null,
        "L" => code is "MILB" or "RGN" or "AREA" or "OAS" ? PlaceKind.Other : null,
        _ => null,
    };

    public static SeatRank RankOf(string code) => code switch
    {
        "PPLC" => SeatRank.Capital,
        "PPLA" => SeatRank.First,
        "PPLA2" => SeatRank.Second,
        "PPLA3" or "PPLA4" or "PPLA5" => SeatRank.Minor,
        _ => SeatRank.None,
    };

    /// <summary>Latin letters, a capital at the front, more than a code: the rest are other scripts and machine transliterations.</summary>
    public static bool IsUsefulName(string name)
    {
        if (name.Length < 3) return false;
        var capitals = true;
        foreach (var c in name)
        {
            if (c >= '\u0260' && c is not (>= '\u1E00' and < '\u1F00') && c is not (>= '\u0300' and <= '\u036F') && !NameWords.IsApostrophe(c) && c is not ('–' or '‐')) return false;
            capitals &= !char.IsLower(c);
        }
        if (capitals && name.Length <= 4) return false;
        var first = name[0];
        return char.IsUpper(first) || NameWords.IsApostrophe(first) && name.Length > 3 && char.IsUpper(name[1])
            || name.Contains('-', StringComparison.Ordinal) && name.AsSpan(0, Math.Min(4, name.Length)).Contains('-'); // al-Bab, el-Obeid
    }
}
