using System.Net;
using System.Text;
using System.Text.Json;

namespace Tetrapylon.Reading.Feeds;

/// <summary>Entries of JSON Feed 1 and 1.1, messages of exported Telegram channels (message = report, channel = publisher), and posts of X.</summary>
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

    /// <summary>Posts of X: of the archive a user asks for, or as its interface answers. A text of another's that is only passed on is that other's.</summary>
    public static IEnumerable<FeedItem> Posts(JsonElement root, JsonElement posts)
    {
        var users = new Dictionary<string, (string? Name, string? Handle)>(StringComparer.Ordinal);
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("includes", out var includes) && includes.ValueKind == JsonValueKind.Object && includes.TryGetProperty("users", out var list) && list.ValueKind == JsonValueKind.Array)
            foreach (var user in list.EnumerateArray())
                if (Text(user, "id") is { } id) users[id] = (Text(user, "name"), Text(user, "username"));
        foreach (var each in posts.EnumerateArray())
        {
            var post = each.ValueKind == JsonValueKind.Object && each.TryGetProperty("tweet", out var inner) ? inner : each;
            if ((Text(post, "full_text") ?? Text(post, "text")) is not { } text || string.IsNullOrWhiteSpace(text)) continue;
            var id = Text(post, "id_str") ?? Text(post, "id");
            var (name, handle) = post.TryGetProperty("user", out var author) ? (Text(author, "name"), Text(author, "screen_name")) : users.GetValueOrDefault(Text(post, "author_id") ?? "");
            yield return new(id, null, null, WebUtility.HtmlDecode(text), id is null ? null : $"https://x.com/{handle ?? "i"}/status/{id}", Moment(Text(post, "created_at")), null, handle is null ? null : "@" + handle, name ?? handle, Text(post, "lang") is { } language and not "und" ? language : null);
        }
    }

    /// <summary>Whether an element of a list is such a post.</summary>
    public static bool IsPost(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && (element.TryGetProperty("tweet", out var inner) && inner.ValueKind == JsonValueKind.Object || Text(element, "created_at") is not null && (Text(element, "full_text") ?? Text(element, "text")) is not null);

    // "Wed Mar 01 10:33:00 +0000 2017"
    private static string? Moment(string? value) => value?.Split(' ') is { Length: 6 } parts ? $"{parts[2]} {parts[1]} {parts[5]}" : value;

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
