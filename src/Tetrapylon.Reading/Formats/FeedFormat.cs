using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using NodaTime;
using Tetrapylon.Model;
using Tetrapylon.Reading.Blocks;
using Tetrapylon.Reading.Dates;
using Tetrapylon.Reading.Feeds;
using Tetrapylon.Reading.Html;

namespace Tetrapylon.Reading.Formats;

/// <summary>Feeds and channels: RSS, RDF, Atom, JSON Feed, exports of Telegram channels, and JSON lists of reports. Each entry is a report.</summary>
internal sealed partial class FeedFormat(ElementCues elements, ReadingCues cues, CreditReader credits, DateScanner dates, JsonLinesFormat reports) : IFormat
{
    private const int Head = 1024;

    private const string XArchive = "window.YTD.tweet";

    public bool Recognizes(RawReport raw)
    {
        if (raw.MediaType is { } type && (type.Contains("rss", StringComparison.OrdinalIgnoreCase) || type.Contains("atom", StringComparison.OrdinalIgnoreCase) || type.EndsWith("json", StringComparison.OrdinalIgnoreCase))) return true;
        if (raw.MediaType?.StartsWith(HtmlFormat.MediaType, StringComparison.OrdinalIgnoreCase) == true) return false;
        var head = HeadOf(raw);
        if (head.StartsWith(XArchive, StringComparison.Ordinal)) return true;
        if (head.StartsWith('{') || head.StartsWith("[", StringComparison.Ordinal)) return raw.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || head.Contains("jsonfeed.org/version", StringComparison.Ordinal) || head.Contains("\"messages\"", StringComparison.Ordinal) || head.TrimStart('[', ' ', '\r', '\n').StartsWith("{", StringComparison.Ordinal);
        return head.StartsWith('<') && Root().IsMatch(head);
    }

    [GeneratedRegex(@"<(?:[a-z][\w-]{0,20}:)?(?:rss|feed|rdf|channel)[\s>]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Root();

    private static string HeadOf(RawReport raw) => TextDecoder.Peek(raw.Bytes.Span, Head);

    public IEnumerable<ReadResult> Read(RawReport raw)
    {
        var issues = new List<Issue>();
        if (TextDecoder.Decode(raw.Name, raw.Bytes.Span, issues, Declared(HeadOf(raw))) is not { } text)
            return [ReadResult.Aside(raw.Name, "binary", "is not text; nothing was read")];
        return HeadOf(raw) is ['{' or '[', ..] || HeadOf(raw).StartsWith(XArchive, StringComparison.Ordinal) ? Json(raw, text, issues) : Xml(raw, text, issues);
    }

    private static string? Declared(string head)
    {
        var at = head.IndexOf("encoding=", StringComparison.OrdinalIgnoreCase);
        if (at < 0 || at > 200) return null;
        var rest = head.AsSpan(at + 9).TrimStart("\"' ");
        var end = rest.IndexOfAny("\"' ?>");
        return end <= 0 ? null : rest[..end].ToString();
    }

    private IEnumerable<ReadResult> Xml(RawReport raw, string text, List<Issue> issues)
    {
        if (FeedReader.Read(text, raw.Url, out var broken) is not { } items) return [ReadResult.Aside(raw.Name, "unknown-format", "is XML but no feed")];
        if (broken) issues.Add(new("broken-feed", $"{raw.Name}: the feed is not well-formed; what could be read was"));
        return items.Count == 0 ? [ReadResult.Aside(raw.Name, "empty", "the feed has no entries")] : items.Select((item, i) => Item(raw, item, i + 1, issues));
    }

    private IEnumerable<ReadResult> Json(RawReport raw, string text, List<Issue> issues)
    {
        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(WithoutAssignment(text), new JsonDocumentOptions { MaxDepth = 64, AllowTrailingCommas = true });
        }
        catch (JsonException e)
        {
            return [ReadResult.Aside(raw.Name, "bad-json", $"is not whole JSON (line {e.LineNumber + 1})")];
        }
        using (json)
        {
            var root = json.RootElement;
            try
            {
                if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0 && JsonFeeds.IsPost(root[0])) return Items(JsonFeeds.Posts(root, root));
                if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("data", out var posts) && posts.ValueKind == JsonValueKind.Array) return Items(JsonFeeds.Posts(root, posts));
                if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("chats", out var chats) && chats.ValueKind == JsonValueKind.Object && chats.TryGetProperty("list", out var each) && each.ValueKind == JsonValueKind.Array)
                    return Items(each.EnumerateArray().Where(c => c.ValueKind == JsonValueKind.Object && c.TryGetProperty("messages", out var m) && m.ValueKind == JsonValueKind.Array).SelectMany(c => JsonFeeds.Messages(c, c.GetProperty("messages"))));
                if (root.ValueKind == JsonValueKind.Array) return [.. root.EnumerateArray().Select((r, i) => ReportOf(raw, r, i + 1))];
                if (root.TryGetProperty("items", out var items) && items.ValueKind == JsonValueKind.Array) return Items(JsonFeeds.Items(root, items));
                if (root.TryGetProperty("messages", out var messages) && messages.ValueKind == JsonValueKind.Array) return Items(JsonFeeds.Messages(root, messages));
                return [ReportOf(raw, root, 0)];

                List<ReadResult> Items(IEnumerable<FeedItem> found) => [.. found.Select((item, i) => Item(raw, item, i + 1, issues))];
            }
            catch (InvalidOperationException)
            {
                return [ReadResult.Aside(raw.Name, "bad-json", "a value is not of the kind its name says")];
            }
        }
    }

    // "window.YTD.tweets.part0 = [": the archive of X is a program that sets a value.
    private static string WithoutAssignment(string text)
    {
        if (!text.AsSpan().TrimStart("\uFEFF \t\r\n").StartsWith(XArchive, StringComparison.Ordinal)) return text;
        var value = text.IndexOf('=', StringComparison.Ordinal);
        return value is > 0 and < 200 ? text[(value + 1)..] : text;
    }

    private ReadResult ReportOf(RawReport raw, JsonElement json, int number)
    {
        var part = number == 0 ? raw : raw with { Name = $"{raw.Name}#{number}", Id = null };
        return json.ValueKind == JsonValueKind.Object ? reports.Report(part, json, []) : ReadResult.Aside(part.Name, "bad-json", "an object is expected");
    }

    private ReadResult Item(RawReport raw, FeedItem item, int number, List<Issue> feedIssues)
    {
        var name = $"{raw.Name}#{number}";
        var text = new StringBuilder();
        var blocks = ImmutableArray.CreateBuilder<Block>();
        if (item.Title is { Length: > 0 } title) Add(title, BlockKind.Headline);
        if (item.Markup is { } markup)
            foreach (var block in new PageCutter(elements).Cut(HtmlParser.Parse(markup), NameTrust.Small))
                if (!block.Hidden)
                    Add(block.Text, block.InFigure || block.Says(ElementCue.Caption) ? BlockKind.Caption : block.LinkShare > 0.6 && block.Words < 25 || cues.FurnitureStarts.LengthAtStart(block.Text) > 0 && block.Words < 12 ? BlockKind.Furniture : BlockKind.Body);
        if (item.PlainText is { } plain)
            foreach (var span in Paragraphs.Of(plain)) Add(plain[span.Start..span.End], BlockKind.Body);
        var issues = feedIssues.ToList();
        // An entry that is but a link is kept: what it links to may be fetched.
        if (text.Length == 0 && item is { Id: null, Url: null, Published: null, Updated: null, Author: null, Language: null }) return ReadResult.Aside(name, "no-text", "the entry is empty");
        if (text.Length == 0) issues.Add(new("no-text", $"{name}: the entry has neither title nor text"));
        var days = ImmutableArray.CreateBuilder<DayReading>();
        foreach (var (value, score) in new[] { (item.Published, 0.95), (item.Updated, item.Published is null ? 0.6 : 0.2) })
            if (value is not null && Day(value) is { } day) days.Add(new(day, PublishedBasis.Feed, score, value));
        if (days.Count == 0) issues.Add(new("no-day", $"{name}: the entry gives no day; relative dates stay unresolved"));
        var all = text.ToString();
        return ReadResult.Of(name, new Report
        {
            Id = item.Id ?? item.Url ?? $"{raw.Id ?? raw.Name}#{number}",
            Text = all,
            Blocks = [.. blocks.Select(b => b.Kind == BlockKind.Caption ? b with { Credit = credits.At(all, b.Span, bare: true) } : b)],
            PublishedOn = days.Count > 0 ? days[0].Day : null,
            PublishedBasis = days.Count > 0 ? PublishedBasis.Feed : null,
            UpdatedOn = item.Updated is { } updated && Day(updated) is { } later && days.Count > 1 && later > days[0].Day ? later : null,
            Publisher = item.Publisher,
            Title = item.Title,
            Byline = item.Author,
            Url = item.Url,
            Language = item.Language is { Length: >= 2 } language ? language[..2].ToLowerInvariant() : null,
            Context = item.Topics,
            Source = name,
            RetrievedAt = raw.RetrievedAt,
            Issues = [.. issues],
        }, days.ToImmutable());

        void Add(string part, BlockKind kind)
        {
            if (text.Length > 0) text.Append("\n\n");
            blocks.Add(new(kind, new(text.Length, text.Length + part.Length)));
            text.Append(part);
        }
    }

    private LocalDate? Day(string value) => dates.Next(value.AsSpan(0, Math.Min(value.Length, 100)))?.Day;
}
