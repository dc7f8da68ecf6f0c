using System.Collections.Immutable;
using System.Text.Json;
using NodaTime.Text;
using Tetrapylon.Model;

namespace Tetrapylon.Training.Events;

/// <summary>A hand-coded event, as far as training looks at it.</summary>
public sealed record GoldEvent(string SubType, ClaimStatus Status, string? Place, string? DateStart, string? DateEnd, Span Evidence, string? Change);

/// <summary>A report with the events a person coded from it.</summary>
public sealed record GoldReport(Report Report, ImmutableArray<GoldEvent> Events);

/// <summary>Reads hand-coded reports: <c>NAME.reports.jsonl</c> and <c>NAME.gold.jsonl</c>.</summary>
public static class GoldReports
{
    public static List<GoldReport> Read(string folder, string name)
    {
        var gold = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(Path.Combine(folder, name + ".gold.jsonl")))
        {
            var item = JsonDocument.Parse(line).RootElement;
            gold[item.GetProperty("id").GetString()!] = item.GetProperty("events");
        }
        return [.. Reports(Path.Combine(folder, name + ".reports.jsonl")).Select(r => new GoldReport(r, Events(gold[r.Id], r.Text)))];
    }

    /// <summary>Reports of a JSON Lines file: title and text as two blocks; publishers in brackets at the end are furniture.</summary>
    public static IEnumerable<Report> Reports(string path)
    {
        foreach (var line in File.ReadLines(path))
        {
            var item = JsonDocument.Parse(line).RootElement;
            var text = item.GetProperty("text").GetString()!;
            var title = item.TryGetProperty("title", out var t) ? t.GetString() : null;
            var blocks = ImmutableArray.CreateBuilder<Block>();
            var body = 0;
            var end = BodyEnd(text);
            if (!string.IsNullOrEmpty(title) && !text.StartsWith(title, StringComparison.Ordinal))
            {
                blocks.Add(new(BlockKind.Headline, new(0, title.Length)));
                body = title.Length + 2;
                text = title + "\n\n" + text;
                end += body;
            }
            blocks.Add(new(BlockKind.Body, new(body, end)));
            if (end < text.Length) blocks.Add(new(BlockKind.Furniture, new(end, text.Length)));
            var context = item.TryGetProperty("context", out var c) && c.ValueKind == JsonValueKind.Array
                ? c.EnumerateArray().Select(x => x.GetString()!).ToImmutableArray() : [];
            var published = item.TryGetProperty("published", out var p) && p.ValueKind == JsonValueKind.String
                ? LocalDatePattern.Iso.Parse(p.GetString()!) : null;
            yield return new Report
            {
                Id = item.GetProperty("id").GetString()!, Text = text, Blocks = blocks.ToImmutable(), Context = context, Title = title,
                PublishedOn = published is { Success: true } ? published.Value : null, Language = "en",
            };
        }
    }

    private static int BodyEnd(string text)
    {
        var end = text.TrimEnd().Length;
        while (end > 0 && text[end - 1] == ')')
        {
            var open = text.LastIndexOf('(', end - 1);
            if (open <= 0 || end - open > 60) break;
            end = text[..open].TrimEnd().Length;
        }
        return end == 0 ? text.Length : end;
    }

    private static ImmutableArray<GoldEvent> Events(JsonElement events, string text)
    {
        var found = ImmutableArray.CreateBuilder<GoldEvent>();
        foreach (var e in events.EnumerateArray())
        {
            var evidence = e.GetProperty("evidence").GetString() ?? "";
            var at = text.IndexOf(evidence, StringComparison.Ordinal);
            var control = e.GetProperty("control");
            found.Add(new(
                e.GetProperty("sub_type").GetString()!, Enum.Parse<ClaimStatus>(e.GetProperty("status").GetString()!, true), e.GetProperty("place").GetString(),
                e.GetProperty("date_start").GetString(), e.GetProperty("date_end").GetString(), at < 0 ? default : new(at, at + evidence.Length),
                control.ValueKind == JsonValueKind.Object ? control.GetProperty("change").GetString() : null));
        }
        return found.ToImmutable();
    }
}
