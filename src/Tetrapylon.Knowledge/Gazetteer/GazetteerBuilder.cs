using System.Globalization;
using Tetrapylon.Knowledge.Gazetteer.Import;
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
    private readonly CompiledWriter _writer;
    private readonly HashSet<int> _ids = [];
    private readonly SetAside _aside = new();

    private GazetteerBuilder(Spelling spelling) => (_spelling, _writer) = (spelling, new(spelling));

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
            using (var stream = File.OpenRead(table))
                builder.Read(Path.GetFileName(table), stream);
        if (builder._writer.Places == 0)
        {
            problems.Add(string.Join(", ", tables.Select(Path.GetFileName)), 1, "no usable row: a GeoNames table is expected, 19 tab-separated cells a line (geonameid, name, asciiname, alternatenames, latitude, longitude, …)");
            problems.ThrowIfAny();
        }
        var bytes = builder._writer.Write(origin);
        var partial = target + ".part";
        File.WriteAllBytes(partial, bytes);
        File.Move(partial, target, overwrite: true);
        return new(builder._writer.Places, builder._writer.Names, builder._writer.Keys, bytes.Length, builder._aside.First, builder._aside.Count);
    }

    private void Read(string table, Stream stream)
    {
        try
        {
            foreach (var place in GeoNamesTables.Places(table, stream, _aside))
            {
                var id = int.Parse(place.Id.AsSpan(9), CultureInfo.InvariantCulture);
                if (Math.Abs(place.Latitude) > 90 || Math.Abs(place.Longitude) > 180) { _aside.Add(table, place.Line, $"'{place.Latitude}, {place.Longitude}' is no point on earth: latitude and longitude may be swapped"); continue; }
                if (!_ids.Add(id)) { _aside.Add(table, place.Line, $"geonameid {id} stands twice"); continue; }
                var country = place.Country is { Length: 2 } code ? code : "";
                var row = _writer.Add(new(id, [], place.Name, place.Latitude, place.Longitude, place.Population, country, place.Region ?? "", place.Kind, place.Rank));
                var loose = _spelling.IsLoose(country);
                _writer.AddName(row, place.Name, false, loose);
                foreach (var (name, secondary) in place.Names) _writer.AddName(row, name, secondary, loose);
            }
        }
        catch (SourceFileException e)
        {
            _aside.Add(table, e.Line, e.Message);
        }
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
