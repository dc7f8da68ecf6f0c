using System.Runtime.InteropServices;
using Tetrapylon.Knowledge.Loading;

namespace Tetrapylon.Knowledge.Tests;

public sealed class CacheLinesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(5 << 20)]
    public void Room_begins_at_a_line_and_is_as_long_as_asked(int count)
    {
        var room = CacheLines.Room<int>(count, out var start);
        Assert.InRange(room.Length, start + count, start + count + CacheLines.Line / sizeof(int));
        Assert.Equal(0, Marshal.UnsafeAddrOfPinnedArrayElement(room, start) % CacheLines.Line);
        room.AsSpan(start, count).Fill(7);
        Assert.Equal(7, room[start + count - 1]);
    }
}
