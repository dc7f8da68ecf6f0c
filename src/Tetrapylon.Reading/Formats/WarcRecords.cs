using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Tetrapylon.Reading.Formats;

/// <summary>The pages in a web archive (WARC 0.18 to 1.1), one at a time: responses, resources and conversions; chunks and compression undone.</summary>
internal static class WarcRecords
{
    // A larger record is no news page; its bytes are passed over.
    public const int LargestRecord = 16 << 20;

    public static IEnumerable<Arrival> Of(string name, Stream stream)
    {
        var reader = new BlockReader(stream);
        for (var number = 1; ; number++)
        {
            var at = $"{name}#{number}";
            if (reader.Headers("WARC/") is not { } headers) yield break;
            if (headers.Count == 0 || !headers.TryGetValue("content-length", out var stated) || !long.TryParse(stated, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            {
                yield return Arrival.Aside(at, "broken-record", headers.Count == 0 ? "no WARC record begins where one should; what stands before the next was passed over" : "the record does not say how long it is; it was passed over");
                if (!reader.SkipTo("WARC/")) yield break;
                continue;
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
            var response = CapturedResponse.Of(name, block);
            if (response.SetAside is { } aside) return aside;
            (media, body) = (response.MediaType, response.Body);
        }
        if (!CapturedResponse.IsText(media, body.Span)) return null;
        var kind = media.Length > 0 ? media : type == "conversion" ? "text/plain" : null;
        Instant? at = InstantPattern.ExtendedIso.Parse(headers.GetValueOrDefault("warc-date", "")) is { Success: true } date ? date.Value : null;
        return Arrival.Of(new(name, body, kind, url, at, url));
    }
}
