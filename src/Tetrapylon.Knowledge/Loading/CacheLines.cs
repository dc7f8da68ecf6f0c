using System.Runtime.InteropServices;

namespace Tetrapylon.Knowledge.Loading;

/// <summary>Room for tables of rows that are asked at random: it begins where a line of the cache begins, so that a short row never lies across two.</summary>
public static class CacheLines
{
    /// <summary>Bytes in a line.</summary>
    public const int Line = 64;

    /// <summary>An array that stays where it is, at least <paramref name="count"/> long from <paramref name="start"/> on, where a line begins. What it holds is not cleared.</summary>
    public static T[] Room<T>(int count, out int start) where T : unmanaged
    {
        var size = Marshal.SizeOf<T>();
        var room = GC.AllocateUninitializedArray<T>(count + Line / size, pinned: true);
        start = (int)(-Marshal.UnsafeAddrOfPinnedArrayElement(room, 0) & (Line - 1)) / size;
        return room;
    }
}
