using System.Globalization;
using Tetrapylon.Model;
using Tetrapylon.Record;

namespace Tetrapylon.App.Http.Routes;

/// <summary>Where a page ended, as it stands in an address: opaque to clients, checked when it comes back.</summary>
internal static class Cursors
{
    public static string? Of(EventCursor? cursor) => cursor is { } c ? string.Create(CultureInfo.InvariantCulture, $"{c.Day}_{c.Id}") : null;

    public static EventCursor? Event(string? text)
    {
        if (text is null) return null;
        var parts = text.Split('_');
        if (parts.Length == 2 && long.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var day) && Id(parts[1]) is { } id) return new(day, id);
        throw Bad();
    }

    public static int Offset(string? text) => text is null ? 0 : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var offset) ? offset : throw Bad();

    public static long? Number(string? text) => text is null ? null : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Bad();

    public static (double, long)? Queue(string? text)
    {
        if (text is null) return null;
        var parts = text.Split('_');
        return parts.Length == 2 && double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var urgency) && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? (urgency, row) : throw Bad();
    }

    public static ContentId? Id(string text) => text.Length == 32 && text.All(char.IsAsciiHexDigit) ? ContentId.Parse(text) : null;

    private static ProblemException Bad() => new(400, "bad-parameter", "'cursor' is none of ours: follow the links of the page before.");
}
