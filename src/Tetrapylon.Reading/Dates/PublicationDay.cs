using System.Collections.Immutable;
using System.Text.RegularExpressions;
using NodaTime;
using Tetrapylon.Model;
using Tetrapylon.Reading.Blocks;
using Tetrapylon.Reading.Html;

namespace Tetrapylon.Reading.Dates;

/// <summary>Weighs everything on a page that may tell its day of publication.</summary>
/// <remarks>
/// Each statement has a weight by where it stands; days that several statements name gain by it. A day of an update or of copyright is
/// never taken for publication unless nothing else is there.
/// </remarks>
internal sealed partial class PublicationDay(ReadingCues cues, DateScanner dates)
{
    // The web has no older pages.
    private const int EarliestYear = 1995;

    // Of visible text so much is looked through for dates.
    private const int LongestText = 200_000;

    /// <summary>All days considered for publication, best first, and the day of the update.</summary>
    public (ImmutableArray<DayReading> Published, LocalDate? Updated) Find(RawReport raw, PageMetadata metadata, IReadOnlyList<PageBlock> blocks, BlockKind[] kinds)
    {
        var found = new List<DayReading>();
        LocalDate? updated = null;
        var american = metadata.Language is { } language && language.EndsWith("US", StringComparison.OrdinalIgnoreCase);
        foreach (var (value, ofReport, update) in metadata.LinkedData.Days)
            if (Read(value, american) is { } day)
            {
                if (update) updated ??= day;
                found.Add(new(day, PublishedBasis.JsonLd, update ? 0.18 : ofReport ? 0.95 : 0.6, value));
            }
        foreach (var stated in metadata.Days)
            if (Read(stated.Value, american) is { } day)
            {
                if (stated.Updated) updated ??= day;
                found.Add(new(day, stated.Basis, stated.Updated ? 0.2 : Math.Max(0.6, 0.93 - 0.0075 * stated.Rank), $"{stated.Name}: {stated.Value}"));
            }
        foreach (var url in (string?[])[raw.Url, metadata.Url])
            if (url is not null && UrlDay.Of(url) is { } day)
                found.Add(new(day, PublishedBasis.Url, 0.88, url));
        Elements(metadata, american, found);
        Visible(blocks, kinds, american, found);
        return (Ranked(found, raw.RetrievedAt), updated);
    }

    private void Elements(PageMetadata metadata, bool american, List<DayReading> found)
    {
        var order = 0;
        foreach (var node in metadata.DayElements)
        {
            if (order >= 40) break;
            var time = node.Tag == "time";
            var text = (time ? node["datetime"] : node["title"] ?? node["content"]) is { Length: >= 8 } attribute ? attribute : node.InnerText(400);
            if (text.Length > 300 || FirstDay(text, american) is not { } date) continue;
            var inner = time ? node.InnerText(200) : text;
            var update = cues.Updated.IndexIn(inner, out _) >= 0 || cues.Updated.IndexIn(node["class"] ?? "", out _) >= 0 || cues.Updated.IndexIn(node["itemprop"] ?? "", out _) >= 0;
            var cued = cues.Published.IndexIn(inner, out _) >= 0 || cues.Published.IndexIn(node["class"] ?? "", out _) >= 0 || node["pubdate"] is not null;
            var aside = IsAside(node);
            var weight = (time ? 0.72 : 0.66) + (cued ? 0.1 : 0) - 0.03 * Math.Min(order, 8) - (update && !cued ? 0.4 : 0) - (aside ? 0.35 : 0);
            found.Add(new(date.Day, PublishedBasis.TimeElement, weight, text));
            order++;
        }
    }

    // Comments, footers and lists of other stories have days of their own.
    private static bool IsAside(HtmlNode node)
    {
        for (var up = node; up is not null; up = up.Parent)
        {
            if (up.Tag is "footer" or "aside" or "nav") return true;
            foreach (var name in (string?[])[up["class"], up["id"]])
                if (name is not null && name.Length < 300 && (name.Contains("comment", StringComparison.OrdinalIgnoreCase) || name.Contains("related", StringComparison.OrdinalIgnoreCase) || name.Contains("sidebar", StringComparison.OrdinalIgnoreCase)
                    || name.Contains("widget", StringComparison.OrdinalIgnoreCase) || name.Contains("footer", StringComparison.OrdinalIgnoreCase) || name.Contains("recent", StringComparison.OrdinalIgnoreCase)) && up.Tag is not ("body" or "html" or "article" or "main")) return true;
        }
        return false;
    }

    private void Visible(IReadOnlyList<PageBlock> blocks, BlockKind[] kinds, bool american, List<DayReading> found)
    {
        int headline = -1, body = -1, last = -1, looked = 0;
        for (var b = 0; b < blocks.Count; b++)
        {
            if (kinds[b] == BlockKind.Headline && headline < 0) headline = b;
            if (kinds[b] == BlockKind.Body)
            {
                if (body < 0) body = b;
                last = b;
            }
        }
        for (var b = 0; b < blocks.Count && looked < LongestText; b++)
        {
            var block = blocks[b];
            if (block.Hidden) continue;
            looked += block.Text.Length;
            if (kinds[b] == BlockKind.Caption && block.Words > 8) continue;
            var text = block.Text.AsSpan(0, Math.Min(block.Text.Length, 300));
            var rights = cues.Rights.IndexIn(text, out _) >= 0;
            var at = 0;
            while (dates.Next(text, at, american) is { } date)
            {
                var before = text[Math.Max(0, date.Span.Start - 30)..date.Span.Start];
                at = date.Span.End;
                if (rights) continue;
                var update = cues.Updated.IndexIn(before, out _) >= 0;
                var cued = cues.Published.IndexIn(before, out _) >= 0;
                double weight;
                if (b == body && date.Span.Start < 80 && text[..Math.Min(text.Length, 100)].IndexOfAny("—–-") is var dash && dash > date.Span.Start) weight = 0.6;
                else if (kinds[b] == BlockKind.Body && b != body) weight = 0.22;
                else if (kinds[b] == BlockKind.Body) weight = date.Span.Start == 0 ? 0.5 : 0.25;
                else if (headline >= 0 && Math.Abs(b - headline) <= 3) weight = 0.62;
                else if (body >= 0 && b < body && body - b <= 6) weight = 0.58;
                else if (last >= 0 && b > last && b - last <= 2) weight = 0.42;
                else if (body >= 0 && b < body) weight = 0.35;
                else weight = 0.2;
                if (block.Text.Length > 300 && b != body) weight = date.Span.Start == 0 ? 0.3 : 0.1;
                if (date.Form == DateForm.ShortYear) weight -= 0.1;
                if (cued) weight += 0.12;
                if (update && !cued) weight -= 0.3;
                if (block.LinkShare > 0.8) weight -= 0.1;
                if (date.Form == DateForm.Ambiguous) weight -= 0.03;
                found.Add(new(date.Day, PublishedBasis.VisibleText, Math.Max(0.05, weight), text[Math.Max(0, date.Span.Start - 20)..date.Span.End].ToString()));
            }
        }
    }

    private static ImmutableArray<DayReading> Ranked(List<DayReading> found, Instant? retrieved)
    {
        for (var i = 0; i < found.Count; i++)
            if (Shifted(found[i]) is { } shift && found.Exists(other => other.Day == found[i].Day.PlusDays(shift) && other.Score >= 0.5 && Shifted(other) is null))
                found[i] = found[i] with { Score = found[i].Score - 0.45 };
        var latest = retrieved?.InUtc().Date.PlusDays(1);
        return
        [
            .. found.Where(d => d.Day.Year >= EarliestYear && (latest is null || d.Day <= latest))
                .GroupBy(d => d.Day)
                .Select(g =>
                {
                    var best = g.MaxBy(d => d.Score)!;
                    // Each other kind of statement that agrees adds a little.
                    var kinds = g.Select(d => d.Basis).Distinct().Count();
                    return best with { Score = Math.Min(1, best.Score + 0.06 * (kinds - 1)) };
                })
                .OrderByDescending(d => d.Score).ThenBy(d => d.Day),
        ];
    }

    // A moment in UTC late in the evening (or early) is the next (or previous) day to much of the world; what the page shows there decides.
    private static int? Shifted(DayReading reading)
    {
        var time = UtcTime().Match(reading.Words);
        if (!time.Success) return null;
        var hour = int.Parse(time.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
        return hour >= 12 ? 1 : -1;
    }

    [GeneratedRegex(@"\d[T ](\d\d):\d\d(?::\d\d?(?:\.\d+)?)?(?:Z|\+00:?00)", RegexOptions.CultureInvariant)]
    private static partial Regex UtcTime();

    private LocalDate? Read(string value, bool american) => FirstDay(value, american)?.Day ?? Compact(value) ?? Seconds(value);

    private DateMatch? FirstDay(string value, bool american) => dates.Next(value.AsSpan(0, Math.Min(value.Length, 400)), 0, american);

    // 20170302, 20170302T103300Z
    private static LocalDate? Compact(ReadOnlySpan<char> value)
    {
        value = value.Trim();
        return value.Length >= 8 && int.TryParse(value[..8], out var number) && (value.Length == 8 || value[8] is 'T' or ' ' || value.Length is 12 or 14) ? DateScanner.Day(number / 10000, number / 100 % 100, number % 100) : null;
    }

    // Seconds or milliseconds since 1970.
    private static LocalDate? Seconds(string value)
    {
        if (!long.TryParse(value, out var number)) return null;
        if (number > 100_000_000_000) number /= 1000;
        return number is > 788_918_400 and < 4_102_444_800 ? Instant.FromUnixTimeSeconds(number).InUtc().Date : null;
    }
}
