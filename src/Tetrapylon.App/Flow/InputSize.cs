using System.Buffers.Binary;

namespace Tetrapylon.App.Flow;

/// <summary>How many bytes of reports a set of files will give, where that can be told before reading them.</summary>
internal static class InputSize
{
    /// <summary>Bytes after unpacking; null for standard input, pipes and archives, where nobody can say.</summary>
    public static long? Of(IEnumerable<string> paths)
    {
        var total = 0L;
        try
        {
            foreach (var path in paths)
            {
                if (!File.Exists(path) && !Directory.Exists(path)) return null;
                foreach (var file in Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories) : [path])
                {
                    if (Unpacked(file) is not { } size) return null;
                    total += size;
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Told of when its turn to be read comes.
            return null;
        }
        return total;
    }

    private static long? Unpacked(string file)
    {
        // What a pipe gives it gives once: looking into it, or only opening it, would take it from the reader.
        var info = new FileInfo(file);
        if (info.ResolveLinkTarget(returnFinalTarget: true) is { } target) info = new(target.FullName);
        if (!info.Exists || info.Length == 0) return null;
        using var stream = info.OpenRead();
        var head = new byte[4];
        if (stream.ReadAtLeast(head, 4, throwOnEndOfStream: false) < 4) return stream.Length;
        if (head is [(byte)'P', (byte)'K', 3, 4]) return null;
        if (head is not [0x1F, 0x8B, ..]) return stream.Length;
        // A gzip file ends with its unpacked size (RFC 1952, ISIZE); wrong beyond 4 GB and for joined files, which only makes the bar wrong.
        stream.Seek(-4, SeekOrigin.End);
        stream.ReadExactly(head);
        return BinaryPrimitives.ReadUInt32LittleEndian(head);
    }
}
