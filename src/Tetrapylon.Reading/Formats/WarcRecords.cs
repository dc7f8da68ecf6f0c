using System.Globalization;
using System.IO.Compression;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace Tetrapylon.Reading.Formats;

/// <summary>The pages in a web archive (WARC 0.18 to 1.1), one at a time: responses, resources and conversions; chunks and compression undone.</summary>
internal static class WarcRecords
{
    // A larger record is no news page; its bytes are passed over.
    private const int LargestRecord = 16 << 20;

    private const int LongestHeader = 1 << 20;

    public static IEnumerable<Arrival> Of(string name, Stream stream)
    {
        var reader = new BlockReader(stream);
        for (var number = 1; ; number++)
        {
            var at = $"{name}#{number}";
            if (reader.Headers("WARC/") is not { } headers) yield break;
            if (headers.Count == 0)
            {
                yield return Arrival.Aside(at, "broken-record", "no WARC record begins where one should; the rest of the archive was not read");
                yield break;
            }
            if (!headers.TryGetValue("content-length", out var stated) || !long.TryParse(stated, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            {
                yield return Arrival.Aside(at, "broken-record", "the record does not say how long it is; the rest of the archive was not read");
                yield break;
            }
            var type = headers.GetValueOrDefault("warc-type", "");
            if (type is not ("response" or "resource" or "conversion") || length > LargestRecord)
            {
                reader.Skip(length);
                if (type == "revisit") yield return Arrival.Aside(at, "revisit", $"the same page as an earlier capture of {headers.GetValueOrDefault("warc-refers-to-target-uri", "this address")}");
                else if (length > LargestRecord) yield return Arrival.Aside(at, "too-large", $"a record of more than {LargestRecord >> 20} MB");
                continue;
            }
            var block = reader.Block((int)length);
            if (block.Length < length) yield return Arrival.Aside(at, "broken-record", "the archive ends within this record; what is there was read");
            if (Page(at, type, headers, block) is { } arrival) yield return arrival;
        }
    }

    private static Arrival? Page(string name, string type, Dictionary<string, string> headers, byte[] block)
    {
        var url = headers.GetValueOrDefault("warc-target-uri")?.Trim('<', '>', ' ');
        var media = headers.GetValueOrDefault("content-type", "");
        ReadOnlyMemory<byte> body = block;
        if (type == "response" && media.StartsWith("application/http", StringComparison.OrdinalIgnoreCase))
        {
            var http = new BlockReader(new MemoryStream(block));
            if (http.Headers("HTTP/") is not { Count: > 0 } fields) return Arrival.Aside(name, "broken-record", "the response has no HTTP header");
            var status = fields[""].Split(' ', 3) is { Length: >= 2 } line ? line[1] : "";
            if (status != "200") return Arrival.Aside(name, "http-status", $"the server answered {status}, not with a page");
            media = fields.GetValueOrDefault("content-type", "");
            var rest = http.Rest();
            if (fields.GetValueOrDefault("transfer-encoding", "").Contains("chunked", StringComparison.OrdinalIgnoreCase)) rest = Unchunked(rest) ?? rest;
            try
            {
                body = Inflated(rest, fields.GetValueOrDefault("content-encoding", ""));
            }
            catch (InvalidDataException e)
            {
                return Arrival.Aside(name, "broken-archive", e.Message);
            }
        }
        if (!IsText(media, body.Span)) return null;
        var kind = media.Length > 0 ? media : type == "conversion" ? "text/plain" : null;
        Instant? at = InstantPattern.ExtendedIso.Parse(headers.GetValueOrDefault("warc-date", "")) is { Success: true } date ? date.Value : null;
        return Arrival.Of(new(name, body, kind, url, at, url));
    }

    private static bool IsText(string media, ReadOnlySpan<byte> body) =>
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
        for (int read; (read = stream.Read(part)) > 0 && all.Length <= LargestRecord;) all.Write(part, 0, read);
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

    /// <summary>Reads header lines and counted blocks off a stream.</summary>
    private sealed class BlockReader(Stream stream)
    {
        private readonly byte[] _buffer = new byte[1 << 16];
        private int _at, _size;

        /// <summary>Fields by lower-case name, the first line under the empty name; empty when the line does not begin as it must, null at the end.</summary>
        public Dictionary<string, string>? Headers(string begins)
        {
            string? line;
            do line = Line();
            while (line is { Length: 0 });
            if (line is null) return null;
            var fields = new Dictionary<string, string>(StringComparer.Ordinal);
            if (!line.StartsWith(begins, StringComparison.Ordinal)) return fields;
            fields[""] = line;
            string? last = null;
            var total = 0;
            while (Line() is { Length: > 0 } field && (total += field.Length) < LongestHeader)
            {
                // A line that begins with a blank goes on with the field before it.
                if (char.IsWhiteSpace(field[0]) && last is not null)
                {
                    fields[last] += " " + field.Trim();
                    continue;
                }
                var colon = field.IndexOf(':', StringComparison.Ordinal);
                if (colon <= 0) continue;
                last = field[..colon].Trim().ToLowerInvariant();
                fields[last] = field[(colon + 1)..].Trim();
            }
            return fields;
        }

        public byte[] Block(int length)
        {
            var block = new MemoryStream(Math.Min(length, 1 << 16));
            while (block.Length < length && Fill())
            {
                var part = (int)Math.Min(_size - _at, length - block.Length);
                block.Write(_buffer, _at, part);
                _at += part;
            }
            return block.ToArray();
        }

        public byte[] Rest() => Block(int.MaxValue);

        public void Skip(long length)
        {
            while (length > 0 && Fill())
            {
                var part = (int)Math.Min(_size - _at, length);
                _at += part;
                length -= part;
            }
        }

        private string? Line()
        {
            var line = new MemoryStream();
            while (Fill())
            {
                var end = Array.IndexOf(_buffer, (byte)'\n', _at, _size - _at);
                var stop = end < 0 ? _size : end;
                if (line.Length < LongestHeader) line.Write(_buffer, _at, stop - _at);
                _at = end < 0 ? _size : end + 1;
                if (end >= 0) return Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length).TrimEnd('\r');
            }
            return line.Length == 0 ? null : Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length).TrimEnd('\r');
        }

        private bool Fill()
        {
            if (_at < _size) return true;
            (_at, _size) = (0, stream.Read(_buffer));
            return _size > 0;
        }
    }
}
