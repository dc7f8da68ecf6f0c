using System.Text;
using System.Text.Json;

namespace Tetrapylon.Reading.Feeds;

/// <summary>Entries of JSON Feed 1 and 1.1, and messages of an exported Telegram channel (message = report, channel = publisher).</summary>
internal static class JsonFeeds
{
    public static IEnumerable<FeedItem> Items(JsonElement feed, JsonElement items)
    {
        var publisher = Text(feed, "title");
        var language = Text(feed, "language");
        foreach (var item in items.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object) continue;
            var author = item.TryGetProperty("authors", out var authors) && authors.ValueKind == JsonValueKind.Array && authors.GetArrayLength() > 0 ? Text(authors[0], "name") : item.TryGetProperty("author", out var one) ? Text(one, "name") : null;
            var markup = Text(item, "content_html");
            yield return new(Text(item, "id"), Text(item, "title"), markup, markup is null ? Text(item, "content_text") ?? Text(item, "summary") : null, Text(item, "url") ?? Text(item, "external_url"), Text(item, "date_published"), Text(item, "date_modified"), author, publisher, Text(item, "language") ?? language);
        }
    }

    public static IEnumerable<FeedItem> Messages(JsonElement channel, JsonElement messages)
    {
        var publisher = Text(channel, "name");
        foreach (var message in messages.EnumerateArray())
        {
            if (message.ValueKind != JsonValueKind.Object || Text(message, "type") is not (null or "message")) continue;
            var text = message.TryGetProperty("text", out var value) ? Flat(value) : "";
            if (string.IsNullOrWhiteSpace(text)) continue;
            yield return new($"{publisher}/{Text(message, "id")}", null, null, text, null, Text(message, "date"), Text(message, "edited"), Text(message, "author"), publisher, null);
        }
    }

    // A text is a string, or a list of strings and of objects that hold one.
    private static string Flat(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String) return value.GetString()!;
        if (value.ValueKind != JsonValueKind.Array) return "";
        var text = new StringBuilder();
        foreach (var part in value.EnumerateArray()) text.Append(part.ValueKind == JsonValueKind.String ? part.GetString() : Text(part, "text"));
        return text.ToString();
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            ? value.ValueKind switch { JsonValueKind.String => value.GetString(), JsonValueKind.Number => value.GetRawText(), _ => null }
            : null;
}
