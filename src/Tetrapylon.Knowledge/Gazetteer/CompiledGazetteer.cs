using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Tetrapylon.Model;

namespace Tetrapylon.Knowledge.Gazetteer;

/// <summary>A gazetteer file cannot be used: cut short, foreign, damaged, or compiled by other rules. The message names the file and what to do.</summary>
public sealed class GazetteerFileException(string file, string why) : Exception($"The gazetteer '{file}' cannot be used: {why}.")
{
    public string File { get; } = file;
}

/// <summary>A compiled gazetteer, memory-mapped: places by the keys of their names. Read-only; many threads may ask at once.</summary>
public sealed unsafe class CompiledGazetteer : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private readonly int _places, _names, _slots, _postings;
    private readonly uint _slotCount;
    private readonly string[] _countries;
    private readonly string[] _regions;

    private CompiledGazetteer(string path, MemoryMappedFile file, MemoryMappedViewAccessor view, byte* start, long length, Spelling spelling)
    {
        _file = file;
        _view = view;
        _start = start;
        var heading = new ReadOnlySpan<byte>(start, CompiledFormat.Heading);
        var counts = MemoryMarshal.Cast<byte, int>(heading.Slice(8, 32)).ToArray();
        if (!heading[..8].SequenceEqual(CompiledFormat.Magic)) throw new GazetteerFileException(path, "it is not a compiled gazetteer; make one with 'tetrapylon gazetteer build'");
        if (counts[0] is not (CompiledFormat.Version or CompiledFormat.Import)) throw new GazetteerFileException(path, $"it is of version {counts[0]}, this program reads versions {CompiledFormat.Version} and {CompiledFormat.Import}; build it again");
        long afterTexts = CompiledFormat.Heading + (((long)counts[1] + counts[2] + counts[3] + 7) & ~7L);
        var afterPlaces = afterTexts + (long)counts[4] * CompiledFormat.PlaceSize;
        var afterNames = CompiledFormat.Heading + ((afterPlaces - CompiledFormat.Heading + counts[5] + 7) & ~7L);
        var afterSlots = afterNames + (long)counts[6] * CompiledFormat.SlotSize;
        var expected = afterSlots + (long)counts[7] * 4;
        if (counts.AsSpan(1).ContainsAnyExceptInRange(0, int.MaxValue) || counts[6] == 0 || expected != length)
            throw new GazetteerFileException(path, $"it is cut short or damaged ({length:N0} bytes, {expected:N0} expected); fetch or build it again");
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(new ReadOnlySpan<byte>(start + CompiledFormat.Heading, (int)(length - CompiledFormat.Heading)), hash);
        if (!hash.SequenceEqual(heading.Slice(CompiledFormat.HashAt, 32))) throw new GazetteerFileException(path, "its checksum is wrong; fetch or build it again");
        if (BinaryPrimitives.ReadUInt128BigEndian(heading.Slice(CompiledFormat.DigestAt, 16)) != spelling.Digest.Value)
            throw new GazetteerFileException(path, "it was compiled with other rules than those of gazetteer/spelling.yaml; build it again");
        IsImport = counts[0] == CompiledFormat.Import;
        var at = CompiledFormat.Heading;
        Origin = Encoding.UTF8.GetString(start + at, counts[1]);
        at += counts[1];
        var countries = Encoding.ASCII.GetString(start + at, counts[2]);
        _countries = new string[counts[2] / 2];
        for (var i = 0; i < _countries.Length; i++) _countries[i] = countries.Substring(i * 2, 2);
        at += counts[2];
        _regions = Encoding.UTF8.GetString(start + at, counts[3]).Split('\n');
        Count = counts[4];
        (_places, _names, _slots, _postings) = ((int)afterTexts, (int)afterPlaces, (int)afterNames, (int)afterSlots);
        _slotCount = (uint)counts[6];
    }

    /// <summary>Places in the file.</summary>
    public int Count { get; }

    /// <summary>True for an import: its places may be ones that other gazetteers have already.</summary>
    public bool IsImport { get; }

    /// <summary>Origin and licence of the places.</summary>
    public string Origin { get; }

    /// <summary>First-level regions named by places, as "SY.09"; the first is empty.</summary>
    public IReadOnlyList<string> RegionCodes => _regions;

    /// <exception cref="GazetteerFileException">The file is missing, foreign, cut short, damaged or compiled by other rules.</exception>
    public static CompiledGazetteer Open(string path, Spelling spelling)
    {
        var length = System.IO.File.Exists(path) ? new FileInfo(path).Length : throw new GazetteerFileException(path, "the file does not exist; make it with 'tetrapylon gazetteer build'");
        if (length <= CompiledFormat.Heading) throw new GazetteerFileException(path, $"it is cut short ({length} bytes); fetch or build it again");
        if (length > int.MaxValue) throw new GazetteerFileException(path, "it is larger than 2 GiB");
        var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        var view = file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        try
        {
            return new(path, file, view, start + view.PointerOffset, length, spelling);
        }
        catch
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
            view.Dispose();
            file.Dispose();
            throw;
        }
    }

    /// <summary>The number at GeoNames; -1 for a place of another source.</summary>
    public int GeoNamesId(int place) => Math.Max(-1, Int(place, 0));

    /// <summary>All ids of a place, the one it goes by first.</summary>
    public string[] Ids(int place) => Int(place, 0) is >= 0 and var number ? [$"geonames:{number}"] : Text(~Int(place, 0)).Split('|');

    /// <summary>Adds every GeoNames number by which a place of this gazetteer goes.</summary>
    internal void AddGeoNamesIds(HashSet<int> into)
    {
        for (var place = 0; place < Count; place++)
            foreach (var id in Ids(place))
                if (id.StartsWith("geonames:", StringComparison.Ordinal) && int.TryParse(id.AsSpan(9), out var number)) into.Add(number);
    }

    /// <summary>The id a place goes by.</summary>
    public string Id(int place) => Ids(place)[0];

    /// <summary>True when its name is the one English readers know, whatever an earlier gazetteer calls it.</summary>
    public bool IsPreferred(int place) => (Cell(place)[23] & CompiledFormat.PreferredName) != 0;

    public double Latitude(int place) => Int(place, 4) / 1e5;
    public double Longitude(int place) => Int(place, 8) / 1e5;
    public uint Population(int place) => (uint)Int(place, 12);
    public int RegionIndex(int place) => *(ushort*)(Cell(place) + 20);
    public string? Country(int place) => _countries[Cell(place)[22]] is var country && country != "  " ? country : null;
    public PlaceKind Kind(int place) => (PlaceKind)(Cell(place)[23] & 0x0F);
    public SeatRank Rank(int place) => (SeatRank)(Cell(place)[23] >> 4 & 0x07);

    public string Name(int place) => Text(Int(place, 16));

    private string Text(int at) => Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(_start + _names + at));

    /// <summary>The place with a GeoNames id; -1 for none. Reads through all places: for a handful of questions.</summary>
    public int ById(int geoNamesId)
    {
        for (var place = 0; place < Count; place++)
            if (GeoNamesId(place) == geoNamesId) return place;
        return -1;
    }

    /// <summary>Looks a key up: appends the places so named, and tells whether some longer name begins so.</summary>
    internal bool Find(ulong key, int offset, List<NamedPlace>? into)
    {
        var mark = CompiledFormat.Mark(key);
        for (var slot = CompiledFormat.Slot(key, _slotCount); ; slot = slot + 1 == _slotCount ? 0 : slot + 1)
        {
            var at = (uint*)(_start + _slots + (long)slot * CompiledFormat.SlotSize);
            if (at[0] == 0) return false;
            if (at[0] != mark) continue;
            var value = at[1];
            if (into is not null) Append(value, offset, into);
            return (value & CompiledFormat.Prefix) != 0;
        }
    }

    private void Append(uint value, int offset, List<NamedPlace> into)
    {
        if ((value & CompiledFormat.Many) != 0)
        {
            var posting = (uint*)(_start + _postings) + (value & CompiledFormat.Index);
            for (; ; posting++)
            {
                into.Add(new((int)(*posting & CompiledFormat.Index) + offset, (*posting & CompiledFormat.Secondary) != 0 ? NameUse.Secondary : NameUse.None));
                if ((*posting & CompiledFormat.LastPosting) != 0) return;
            }
        }
        if ((value & CompiledFormat.Index) != CompiledFormat.Nothing)
            into.Add(new((int)(value & CompiledFormat.Index) + offset, (value & CompiledFormat.Secondary) != 0 ? NameUse.Secondary : NameUse.None));
    }

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    private byte* Cell(int place)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)place, (uint)Count);
        return _start + _places + (long)place * CompiledFormat.PlaceSize;
    }

    private int Int(int place, int at) => *(int*)(Cell(place) + at);
}
