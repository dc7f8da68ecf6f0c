using System.Buffers;
using System.Collections.Concurrent;

namespace Tetrapylon.App.Flow;

/// <summary>What an exporter writes, as bytes, made where the work is done so that only writing out is left to one thread.</summary>
internal static class Bytes
{
    // What was written is kept as long as it is short: an article that fills a megabyte is rare.
    private const int LongestKept = 1 << 20;
    private static readonly ConcurrentBag<ArrayBufferWriter<byte>> Kept = [];

    public static byte[] Of(Action<IBufferWriter<byte>> write)
    {
        if (!Kept.TryTake(out var into)) into = new(1 << 14);
        write(into);
        var written = into.WrittenSpan.ToArray();
        into.ResetWrittenCount();
        if (into.Capacity <= LongestKept) Kept.Add(into);
        return written;
    }
}
