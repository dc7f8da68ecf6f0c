namespace Tetrapylon.Knowledge.Gazetteer;

/// <summary>How a compiled gazetteer is laid out. All numbers are little-endian.</summary>
/// <remarks>
/// Heading (128 bytes): magic, version, seven counts, SHA-256 of the body, digest of the spelling rules.
/// Body: origin text; country codes (two letters each); region codes ("SY.09", a line each); places (24 bytes each);
/// names (UTF-8, ended by a zero); slots (8 bytes each: half of the key's hash, then the value); postings (4 bytes each).
/// A slot's value holds a flag "some longer name begins so", a flag "postings, not a place", a flag "a secondary name", and an index.
/// </remarks>
internal static class CompiledFormat
{
    public static ReadOnlySpan<byte> Magic => "TETRAGAZ"u8;
    public const int Version = 1;

    /// <summary>The version of imports, in which places may have ids of other sources: the first number of a place is then the complement of where its ids stand among the names, split by '|'.</summary>
    public const int Import = 2;

    /// <summary>In the kind of a place: its name is the one English readers know.</summary>
    public const int PreferredName = 0x80;

    public const int Heading = 128;
    public const int PlaceSize = 24;
    public const int SlotSize = 8;
    public const int HashAt = 48;
    public const int DigestAt = 80;

    public const uint Prefix = 0x8000_0000;
    public const uint Many = 0x4000_0000;
    public const uint Secondary = 0x2000_0000;
    public const uint Index = 0x1FFF_FFFF;
    public const uint Nothing = Index;
    public const uint LastPosting = 0x8000_0000;

    /// <summary>The slot a key is looked for first.</summary>
    public static uint Slot(ulong key, uint slots) => (uint)((ulong)(uint)(key >> 32) * slots >> 32);

    /// <summary>The part of a key kept in its slot; 0 marks an empty slot.</summary>
    public static uint Mark(ulong key) => (uint)key is 0 ? 1u : (uint)key;
}

/// <summary>How high a settlement ranks in the administration of its country.</summary>
public enum SeatRank : byte { None, Minor, Second, First, Capital }
