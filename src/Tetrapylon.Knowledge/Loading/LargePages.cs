using System.Runtime.InteropServices;

namespace Tetrapylon.Knowledge.Loading;

/// <summary>Room for tables that are asked at random all over: on large pages of memory where the system gives them, so that finding the page costs next to nothing.</summary>
/// <remarks>The gain shows in <c>benchmarks/</c>, "language": tags and heads.</remarks>
public static partial class LargePages
{
    private const int Page = 2 << 20;
    private const int WantedLarge = 14; // MADV_HUGEPAGE

    /// <summary>Bytes in a cache line.</summary>
    public const int Line = 64;

    /// <summary>An array that stays where it is, at least <paramref name="count"/> long from <paramref name="start"/> on, where a line begins. What it holds is not cleared.</summary>
    public static T[] Room<T>(int count, out int start) where T : unmanaged
    {
        var size = Marshal.SizeOf<T>();
        var room = GC.AllocateUninitializedArray<T>(count + Line / size, pinned: true);
        var address = Marshal.UnsafeAddrOfPinnedArrayElement(room, 0);
        start = (int)(-address & (Line - 1)) / size;
        if (!OperatingSystem.IsLinux()) return room;
        var (first, end) = ((address + Page - 1) & -Page, (address + (nint)count * size) & -Page);
        // Where it is refused, small pages do.
        if (end > first) _ = Advise(first, (nuint)(end - first), WantedLarge);
        return room;
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nuint length, int advice);
}
