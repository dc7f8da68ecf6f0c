using System.Text.RegularExpressions;
using NodaTime;
using Tetrapylon.Model;
using Tetrapylon.Reading.Blocks;
using Tetrapylon.Reading.Html;

namespace Tetrapylon.Reading.Dates;

/// <summary>Collects every place of a page that may tell its day of publication. A day in a notice of copyright is none.</summary>
internal sealed partial class DayStatements(ReadingCues cues, DateScanner dates)
{
    // Of visible text so much is looked through for dates.
    private const int LongestText = 200_000;

    private const int MostElements = 40;

    private readonly List<DayStatement> _found = [];

    public IReadOnlyList<DayStatement> Found => _found;

    /// <summary>The day of the last update, where the page tells one.</summary>
    public LocalDate? Updated { get; private set; }

    public void Collect(RawReport raw, PageMetadata metadata, IReadOnlyList<PageBlock> blocks, BlockKind[] kinds)
    {
        var american = metadata.Language is { } language && language.EndsWith("US", StringComparison.OrdinalIgnoreCase);
        Linked(metadata, american);
        Stated(metadata, american);
        foreach (var url in (string?[])[raw.Url, metadata.Url])
            if (url is not null && UrlDay.Of(url) is { } day) Add(day, PublishedBasis.Url, DayTrait.Address, url);
        Elements(metadata, american);
        Visible(blocks, kinds, american);
    }

    private void Add(LocalDate day, PublishedBasis basis, DayTrait traits, string words) => _found.Add(new(day, basis, traits, words));

    private void Linked(PageMetadata metadata, bool american)
    {
        var reports = 0;
        foreach (var (value, ofReport, update) in metadata.LinkedData.Days)
        {
            if (Read(value, american) is not { } day) continue;
            if (update) Updated ??= day;
            Add(day, PublishedBasis.JsonLd, update ? DayTrait.LinkedUpdate : !ofReport ? DayTrait.LinkedOther : reports++ == 0 ? DayTrait.LinkedReport : DayTrait.LinkedReportLater, value);
        }
    }

    private void Stated(PageMetadata metadata, bool american)
    {
        var items = 0;
        foreach (var stated in metadata.Days)
        {
            if (Read(stated.Value, american) is not { } day) continue;
            if (stated.Kind is DayKind.Updated) Updated ??= day;
            var trait = (stated.Kind, stated.InBody) switch
            {
                (DayKind.Published, false) => DayTrait.MetaPublished,
                (DayKind.Published, true) => items++ == 0 ? DayTrait.ItemPublished : DayTrait.ItemPublishedLater,
                (DayKind.Updated, false) => DayTrait.MetaUpdated,
                (DayKind.Updated, true) => DayTrait.ItemUpdated,
                (DayKind.Script, _) => DayTrait.ScriptPublished,
                (DayKind.Seconds, _) => DayTrait.Seconds,
                (DayKind.Description, _) => DayTrait.Description,
                _ => DayTrait.MetaDated,
            };
            Add(day, PublishedBasis.Metadata, trait, $"{stated.Name}: {(stated.Value.Length > 80 ? stated.Value[..80] : stated.Value)}");
        }
    }

    private void Elements(PageMetadata metadata, bool american)
    {
        int times = 0, named = 0;
        foreach (var node in metadata.DayElements)
        {
            if (times + named >= MostElements) break;
            var time = node.Tag == "time";
            var text = (time ? node["datetime"] : node["title"] ?? node["content"] ?? node["datetime"]) is { Length: >= 8 } attribute && FirstDay(attribute, american) is not null ? attribute : node.InnerText(400);
            if (text.Length > 300 || FirstDay(text, american) is not { } date) continue;
            var inner = time ? node.InnerText(200) : text;
            var update = cues.Updated.IndexIn(inner, out _) >= 0 || cues.Updated.IndexIn(node["class"] ?? "", out _) >= 0 || cues.Updated.IndexIn(node["itemprop"] ?? "", out _) >= 0;
            var cued = cues.Published.IndexIn(inner, out _) >= 0 || cues.Published.IndexIn(node["class"] ?? "", out _) >= 0 || node["pubdate"] is not null;
            var traits = IsAside(node) ? time ? DayTrait.TimeAside : DayTrait.NamedAside
                : time ? times switch { 0 => DayTrait.TimeFirst, 1 => DayTrait.TimeSecond, _ => DayTrait.TimeLater }
                : named switch { 0 => DayTrait.NamedFirst, 1 => DayTrait.NamedSecond, _ => DayTrait.NamedLater };
            if (time) times++;
            else named++;
            if (update) traits |= DayTrait.ElementUpdated;
            if (cued) traits |= DayTrait.ElementCued;
            Add(date.Day, PublishedBasis.TimeElement, traits, text);
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

    private void Visible(IReadOnlyList<PageBlock> blocks, BlockKind[] kinds, bool american)
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
        var firstVisible = _found.Count;
        var shown = false;
        for (var b = 0; b < blocks.Count && looked < LongestText; b++)
        {
            var block = blocks[b];
            if (block.Hidden) continue;
            looked += block.Text.Length;
            var text = block.Text.AsSpan(0, Math.Min(block.Text.Length, 300));
            var rights = cues.Rights.IndexIn(text, out _) >= 0;
            var at = 0;
            while (dates.Next(text, at, american) is { } date)
            {
                var before = text[Math.Max(0, date.Span.Start - 30)..date.Span.Start];
                at = date.Span.End;
                if (rights) continue;
                var traits = Place(b, kinds, headline, body, last, date, text);
                if (block.Words <= 8) traits |= DayTrait.Alone;
                if (block.Text.Length > 300) traits |= DayTrait.InLongBlock;
                if (cues.Published.IndexIn(before, out _) >= 0) traits |= DayTrait.ShownCued;
                else if (cues.Updated.IndexIn(before, out _) >= 0) traits |= DayTrait.ShownUpdated;
                if (block.LinkShare > 0.8) traits |= DayTrait.InLinks;
                if (!shown && (traits & (DayTrait.InLinks | DayTrait.InLongBlock)) == 0)
                {
                    shown = true;
                    traits |= DayTrait.FirstShown;
                }
                if (date.Form == DateForm.ShortYear) traits |= DayTrait.ShortYear;
                if (date.Form == DateForm.Ambiguous) traits |= DayTrait.Ambiguous;
                Add(date.Day, PublishedBasis.VisibleText, traits, text[Math.Max(0, date.Span.Start - 20)..date.Span.End].ToString());
            }
        }
        MarkMany(firstVisible);
    }

    private const int Many = 4;

    // Days that stand in one part of the page with several others are those of other stories.
    private void MarkMany(int from)
    {
        foreach (var part in (DayTrait[])[DayTrait.InBody, DayTrait.FarBeforeBody, DayTrait.AfterBody | DayTrait.FarAfterBody, DayTrait.BeforeBody | DayTrait.AboveHeadline])
        {
            var days = new HashSet<LocalDate>();
            for (var i = from; i < _found.Count; i++)
                if ((_found[i].Traits & part) != 0) days.Add(_found[i].Day);
            if (days.Count < Many) continue;
            for (var i = from; i < _found.Count; i++)
                if ((_found[i].Traits & part) != 0) _found[i] = _found[i] with { Traits = _found[i].Traits | DayTrait.OneOfMany };
        }
    }

    private static DayTrait Place(int b, BlockKind[] kinds, int headline, int body, int last, DateMatch date, ReadOnlySpan<char> text)
    {
        const int near = 3, before = 6;
        if (b == body)
            return date.Span.Start < 80 && text[..Math.Min(text.Length, 100)].IndexOfAny("—–-") > date.Span.Start ? DayTrait.InDateline : date.Span.Start == 0 ? DayTrait.AtBodyStart : DayTrait.InFirstBlock;
        if (kinds[b] == BlockKind.Body) return DayTrait.InBody;
        if (kinds[b] == BlockKind.Caption) return DayTrait.InCaption;
        if (headline >= 0 && b <= headline && headline - b <= near) return DayTrait.AboveHeadline;
        if (headline >= 0 && b > headline && b - headline <= near) return DayTrait.BelowHeadline;
        if (body >= 0 && b < body) return body - b <= before ? DayTrait.BeforeBody : DayTrait.FarBeforeBody;
        return last >= 0 && b - last <= near ? DayTrait.AfterBody : DayTrait.FarAfterBody;
    }

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

    /// <summary>Where a statement is a moment in UTC: whether much of the world had the next day then (1) or the one before (-1).</summary>
    public static int? Shifted(string words)
    {
        var time = UtcTime().Match(words);
        if (!time.Success) return null;
        return int.Parse(time.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) >= 12 ? 1 : -1;
    }

    [GeneratedRegex(@"\d[T ](\d\d):\d\d(?::\d\d?(?:\.\d+)?)?(?:Z|\+00:?00)", RegexOptions.CultureInvariant)]
    private static partial Regex UtcTime();
}
