using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Tetrapylon.Reading.Formats;

/// <summary>What a server answered, as an archive keeps it: chunks and compression undone.</summary>
/// <param name="SetAside">Why it is no page; null when it may be one.</param>
internal readonly record struct CapturedResponse(string MediaType, ReadOnlyMemory<byte> Body, Arrival? SetAside)
{
    public static CapturedResponse Of(string name, byte[] block)
    {
        var http = new BlockReader(new MemoryStream(block));
        if (http.Headers("HTTP/") is not { Count: > 0 } fields) return Aside("broken-record", "the response has no HTTP header");
        var status = fields[""].Split(' ', 3) is { Length: >= 2 } line ? line[1] : "";
        if (status != "200") return Aside("http-status", $"the server answered {status}, not with a page");
        var rest = http.Rest();
        if (fields.GetValueOrDefault("transfer-encoding", "").Contains("chunked", StringComparison.OrdinalIgnoreCase)) rest = Unchunked(rest) ?? rest;
        try
        {
            return new(fields.GetValueOrDefault("content-type", ""), Inflated(rest, fields.GetValueOrDefault("content-encoding", "")), null);
        }
        catch (InvalidDataException e)
        {
            return Aside("broken-archive", e.Message);
        }

        CapturedResponse Aside(string code, string message) => new("", default, Arrival.Aside(name, code, message));
    }

    /// <summary>Whether bytes of a media type may be a page or a feed.</summary>
    public static bool IsText(string media, ReadOnlySpan<byte> body) =>
        !body.IsEmpty && (media.Length == 0 || media.StartsWith("text/", StringComparison.OrdinalIgnoreCase) && !media.StartsWith("text/css", StringComparison.OrdinalIgnoreCase) && !media.StartsWith("text/javascript", StringComparison.OrdinalIgnoreCase) && !media.StartsWith("text/dns", StringComparison.OrdinalIgnoreCase)
            || media.Contains("xml", StringComparison.OrdinalIgnoreCase) && !media.Contains("svg", StringComparison.OrdinalIgnoreCase) || media.Contains("feed+json", StringComparison.OrdinalIgnoreCase));

    private static byte[] Inflated(byte[] bytes, string encoding)
    {
        Func<Stream, Stream>? inflate = encoding.Trim().ToLowerInvariant() switch
        {
            "gzip" or "x-gzip" => s => new GZipStream(s, CompressionMode.Decompress),
            "deflate" => s => bytes is [0x78, ..] ? new ZLibStream(s, CompressionMode.Decompress) : new DeflateStream(s, CompressionMode.Decompress),
            "br" => s => new BrotliStream(s, CompressionMode.Decompress),
            _ => null,
        };
        // Some archives keep the header of a compression they have undone.
        if (inflate is null || (encoding.Contains("gzip", StringComparison.OrdinalIgnoreCase) && bytes is not [0x1F, 0x8B, ..])) return bytes;
        using var stream = new BoundedInflation(new MemoryStream(bytes), inflate);
        using var all = new MemoryStream();
        var part = new byte[1 << 16];
        for (int read; (read = stream.Read(part)) > 0 && all.Length <= WarcRecords.LargestRecord;) all.Write(part, 0, read);
        return all.ToArray();
    }

    // Null when the bytes are not chunked after all.
    private static byte[]? Unchunked(byte[] bytes)
    {
        var body = new MemoryStream(bytes.Length);
        var at = 0;
        while (at < bytes.Length)
        {
            var end = Array.IndexOf(bytes, (byte)'\n', at);
            if (end < 0) break;
            var size = Encoding.ASCII.GetString(bytes, at, end - at).Split(';')[0].Trim();
            if (!int.TryParse(size, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var length) || length < 0) return body.Length > 0 ? body.ToArray() : null;
            if (length == 0) break;
            at = end + 1;
            body.Write(bytes, at, Math.Min(length, bytes.Length - at));
            if (length >= bytes.Length - at) break;
            at += length;
            while (at < bytes.Length && bytes[at] is (byte)'\r' or (byte)'\n') at++;
        }
        return body.ToArray();
    }
}
