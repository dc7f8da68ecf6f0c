using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using NodaTime;
using Tetrapylon.Model;
using Tetrapylon.Reading.Blocks;
using Tetrapylon.Reading.Dates;

namespace Tetrapylon.Reading.Formats;

/// <summary>Reports as JSON, one object a line: <c>{"id","published","text"}</c> and optional <c>title, publisher, url, language, context</c>.</summary>
internal sealed class JsonLinesFormat(PlainCutter cutter, DateScanner dates) : IFormat
{
    public const string MediaType = "application/x-ndjson";

    /// <summary>A dateline further than this from the day given with the report is not that report's day.</summary>
    private const int LatestRevision = 7;
    private const int DatelineReach = 31;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32, AllowTrailingCommas = true };

    public bool Recognizes(RawReport raw) => raw.MediaType == MediaType;

    public IEnumerable<ReadResult> Read(RawReport raw)
    {
        var bytes = raw.Bytes;
        if (raw.Bytes.Span.Trim(" \t\r\n"u8).Contains((byte)'\n'))
        {
            var line = 0;
            foreach (var part in Lines(bytes))
                if (++line > 0 && !part.Span.Trim(" \t\r"u8).IsEmpty)
                    yield return Line(raw with { Name = $"{raw.Name}:{line}", Bytes = part, Id = null });
        }
        else yield return Line(raw);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var end = bytes.Span.IndexOf((byte)'\n');
            yield return end < 0 ? bytes : bytes[..end];
            bytes = end < 0 ? default : bytes[(end + 1)..];
        }
    }

    private ReadResult Line(RawReport raw)
    {
        var issues = new List<Issue>();
        try
        {
            var bytes = raw.Bytes;
            if (!System.Text.Unicode.Utf8.IsValid(bytes.Span) || bytes.Span.StartsWith("\uFEFF"u8))
            {
                if (TextDecoder.Decode(raw.Name, bytes.Span, issues) is not { } decoded)
                    return ReadResult.Aside(raw.Name, "binary", "the line is not text; nothing of it was read");
                bytes = Encoding.UTF8.GetBytes(decoded);
            }
            using var json = JsonDocument.Parse(bytes, Options);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? Report(raw, json.RootElement, issues)
                : ReadResult.Aside(raw.Name, "bad-json", "the line is JSON, but no object of the shape {\"id\",\"published\",\"text\"}; mend or drop it");
        }
        catch (JsonException e)
        {
            return ReadResult.Aside(raw.Name, "bad-json", $"the line is not whole JSON (at byte {e.BytePositionInLine}); mend or drop it");
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, written as an escape.
            return ReadResult.Aside(raw.Name, "bad-json", "a text holds half a character (a lone surrogate, \\ud800 to \\udfff); mend or drop the line");
        }
    }

    /// <summary>Reads one object of the report shape.</summary>
    public ReadResult Report(RawReport raw, JsonElement json, List<Issue> issues)
    {
        string? id = null, text = null, title = null, publisher = null, url = null, language = null, published = null;
        var context = ImmutableArray<string>.Empty;
        var dayTold = false;
        foreach (var field in json.EnumerateObject())
        {
            switch (field.Name)
            {
                case "id": id = field.Value.ValueKind == JsonValueKind.Number ? field.Value.GetRawText() : Text(field); break;
                case "text": text = Text(field); break;
                case "title": title = Text(field); break;
                case "publisher": publisher = Text(field); break;
                case "url": url = Text(field); break;
                case "language": language = Text(field); break;
                case "published":
                    published = Text(field);
                    // null says that nobody knows the day.
                    dayTold = !string.IsNullOrWhiteSpace(published) || field.Value.ValueKind is not JsonValueKind.String;
                    break;
                case "context": context = Texts(field); break;
                default: issues.Add(new("unknown-field", $"{raw.Name}: the field '{field.Name}' is not known and was passed over")); break;
            }
        }
        if (string.IsNullOrWhiteSpace(text)) return ReadResult.Aside(raw.Name, "no-text", "there is no 'text', or nothing stands in it");
        if (string.IsNullOrWhiteSpace(id))
        {
            id = ContentId.Of(text, published).ToString();
            issues.Add(new("no-id", $"{raw.Name}: no 'id'; made one from the content: {id}"));
        }
        var given = Given(raw.Name, published, issues);
        var cut = cutter.Cut(text, title, given?.Day);
        var days = Days(raw.Name, given, text, cut, issues);
        if (cut.NoDay is { } odd) issues.Add(PlainTextFormat.NoSuchDay(raw.Name, text[odd.Start..odd.End], undated: days.IsEmpty));
        else if (days.IsEmpty && !dayTold) issues.Add(PlainTextFormat.NoDay(raw.Name));
        return ReadResult.Of(raw.Name, new Report
        {
            Id = id,
            Text = text,
            Blocks = cut.Blocks,
            PublishedOn = days.IsEmpty ? null : days[0].Day,
            PublishedBasis = days.IsEmpty ? null : days[0].Basis,
            Publisher = publisher ?? (cut.Publishers.IsEmpty ? null : text[cut.Publishers[0].Start..cut.Publishers[0].End]),
            PublisherSpans = cut.Publishers,
            Title = title ?? cut.Title,
            Byline = cut.Byline,
            Url = url ?? raw.Url,
            Language = language,
            Context = context,
            Source = raw.Name,
            RetrievedAt = raw.RetrievedAt,
            Issues = [.. issues],
        }, days);

        string? Text(JsonProperty field)
        {
            if (field.Value.ValueKind is JsonValueKind.String) return field.Value.GetString();
            if (field.Value.ValueKind is not JsonValueKind.Null) issues.Add(new("bad-field", $"{raw.Name}: '{field.Name}' must be a text; it was passed over"));
            return null;
        }

        ImmutableArray<string> Texts(JsonProperty field)
        {
            if (field.Value.ValueKind == JsonValueKind.Array)
                return [.. field.Value.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!)];
            return Text(field) is { } one ? [one] : [];
        }
    }

    // The day in the text's own head outranks the day given with it, as coders do; both are kept.
    private ImmutableArray<DayReading> Days(string name, DayReading? given, string text, PlainCut cut, List<Issue> issues)
    {
        DayReading? head = null;
        if (cut.Mark is { } mark && (!mark.Updated || IsRevision(mark.Day, given?.Day))) head = new(mark.Day, PublishedBasis.Header, 1, text[mark.Span.Start..mark.Span.End]);
        else if (Dateline(text, cut, given?.Day) is { } line) head = new(line.Day, PublishedBasis.Dateline, 1, text[line.Span.Start..line.Span.End]);
        if (head is null) return given is null ? [] : [given];
        if (given is null) return [head];
        if (head.Day == given.Day) return [given];
        issues.Add(new("day-conflict", $"{name}: given as published on {given.Words}, but the text is dated '{head.Words}'; the text's own day is used"));
        return [head, given];
    }

    // Revised within days, a text tells of its own days by the day of the revision; later it only was touched again.
    private static bool IsRevision(LocalDate updated, LocalDate? given) => given is not { } day || Period.DaysBetween(day, updated) is >= 0 and <= LatestRevision;

    private DateMatch? Dateline(string text, PlainCut cut, LocalDate? given)
    {
        if (Datelines.Between(text, cut.Blocks, dates) is { } between) return between;
        if (given is not { } day) return Datelines.Of(text, cut.Blocks, dates);
        return Datelines.Near(text, cut.Blocks, dates, day) is { } near && Datelines.Distance(near.Day, day) <= DatelineReach ? near : null;
    }

    private DayReading? Given(string name, string? published, List<Issue> issues)
    {
        if (string.IsNullOrWhiteSpace(published)) return null;
        var trimmed = published.AsSpan().Trim();
        if (dates.At(trimmed, 0) is { } date && date.Form < DateForm.Ambiguous && (date.Span.End == trimmed.Length || trimmed[date.Span.End] is 'T' or ' '))
            return new(date.Day, PublishedBasis.Given, 1, published);
        issues.Add(PlainTextFormat.NoSuchDay(name, published, undated: true));
        return null;
    }
}
