using System.Globalization;
using NodaTime.Text;

namespace Tetrapylon.Reading.Formats;

/// <summary>The pages in a web archive of the older kind (ARC 1 and 2), one at a time. A record begins with one line: address, IP, time, media type, length.</summary>
internal static class ArcRecords
{
    /// <summary>How every such archive begins.</summary>
    public const string Begins = "filedesc://";

    private static readonly LocalDateTimePattern Time = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMddHHmmss");

    public static IEnumerable<Arrival> Of(string name, Stream stream)
    {
        var reader = new BlockReader(stream);
        var number = 0;
        var lost = false;
        while (reader.NextLine() is { } line)
        {
            // An address may hold blanks: the other four fields are counted from the end.
            var fields = line.Split(' ');
            if (fields.Length < 5 || !line.Contains("://", StringComparison.Ordinal) || !int.TryParse(fields[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            {
                if (!lost && number > 1) yield return Arrival.Aside($"{name}#{number}", "broken-record", "no ARC record begins where one should; what stands before the next was passed over");
                lost = number > 1;
                if (line.StartsWith(Begins, StringComparison.Ordinal)) number = 1;
                continue;
            }
            lost = false;
            var at = $"{name}#{++number}";
            var url = string.Join(' ', fields[..^4]);
            if (length > WarcRecords.LargestRecord)
            {
                reader.Skip(length);
                yield return Arrival.Aside(at, "too-large", $"a record of more than {WarcRecords.LargestRecord >> 20} MB");
                continue;
            }
            var block = reader.Block(length);
            if (block.Length < length) yield return Arrival.Aside(at, "broken-record", "the archive ends within this record; what is there was read");
            if (url.StartsWith(Begins, StringComparison.Ordinal) || !url.StartsWith("http", StringComparison.OrdinalIgnoreCase)) continue;
            var response = CapturedResponse.Of(at, block);
            if (response.SetAside is { } aside) yield return aside;
            else if (CapturedResponse.IsText(response.MediaType, response.Body.Span))
                yield return Arrival.Of(new(at, response.Body, response.MediaType.Length > 0 ? response.MediaType : null, url, Time.Parse(fields[^3]) is { Success: true } time ? time.Value.InUtc().ToInstant() : null, url));
        }
    }
}
