namespace Tetrapylon.Reading;

/// <summary>Cuts a stream into lines without holding more than one.</summary>
internal static class ByteLines
{
    /// <summary>Lines by number from 1; a line longer than the limit comes as null, its bytes passed over.</summary>
    public static IEnumerable<(long Number, byte[]? Line)> Of(Stream stream, int longest)
    {
        var buffer = new byte[1 << 16];
        var line = new MemoryStream();
        long number = 1;
        var tooLong = false;
        var open = false;
        for (int size; (size = stream.Read(buffer)) > 0;)
        {
            for (var at = 0; at < size;)
            {
                var end = Array.IndexOf(buffer, (byte)'\n', at, size - at);
                var stop = end < 0 ? size : end;
                if (!tooLong && line.Length + (stop - at) > longest)
                {
                    tooLong = true;
                    line = new MemoryStream();
                }
                if (!tooLong) line.Write(buffer, at, stop - at);
                open = true;
                if (end >= 0)
                {
                    yield return (number++, tooLong ? null : line.ToArray());
                    line.SetLength(0);
                    (tooLong, open) = (false, false);
                }
                at = stop + 1;
            }
        }
        if (open) yield return (number, tooLong ? null : line.ToArray());
    }
}
