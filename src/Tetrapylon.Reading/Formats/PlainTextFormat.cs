using System.Collections.Immutable;
using Tetrapylon.Model;
using Tetrapylon.Reading.Blocks;
using Tetrapylon.Reading.Dates;

namespace Tetrapylon.Reading.Formats;

/// <summary>A report as text without markup; its day stands in its first lines or nowhere.</summary>
internal sealed class PlainTextFormat(PlainCutter cutter, DateScanner dates, ReadingCues cues) : IFormat
{
    // A day in a line of its own is looked for in this many first blocks.
    private const int HeadBlocks = 6;

    public bool Recognizes(RawReport raw) => true;

    public IEnumerable<ReadResult> Read(RawReport raw)
    {
        var issues = new List<Issue>();
        if (TextDecoder.Decode(raw.Name, raw.Bytes.Span, issues) is not { } text)
            return [ReadResult.Aside(raw.Name, "binary", "is not text; nothing was read")];
        if (string.IsNullOrWhiteSpace(text))
            return [ReadResult.Aside(raw.Name, "empty", "holds no text")];
        return [Read(raw, text, issues)];
    }

    /// <summary>Reads a text that is decoded already.</summary>
    public ReadResult Read(RawReport raw, string text, List<Issue> issues)
    {
        var cut = cutter.Cut(text, null);
        var days = Days(text, cut);
        if (cut.NoDay is { } odd) issues.Add(NoSuchDay(raw.Name, text[odd.Start..odd.End], undated: days.IsEmpty));
        else if (days.IsEmpty) issues.Add(NoDay(raw.Name));
        var report = new Report
        {
            Id = raw.Id ?? ContentId.Of(raw.Name, text).ToString(),
            Text = text,
            Blocks = cut.Blocks,
            PublishedOn = days.IsEmpty ? null : days[0].Day,
            PublishedBasis = days.IsEmpty ? null : days[0].Basis,
            Publisher = cut.Publishers.IsEmpty ? null : text[cut.Publishers[0].Start..cut.Publishers[0].End],
            PublisherSpans = cut.Publishers,
            Title = cut.Title,
            Byline = cut.Byline,
            Url = raw.Url,
            Source = raw.Name,
            RetrievedAt = raw.RetrievedAt,
            Issues = [.. issues],
        };
        return ReadResult.Of(raw.Name, report, days);
    }

    /// <summary>Says that a report does not tell its day.</summary>
    public static Issue NoDay(string name) => new("no-day", $"{name}: the report does not say on which day it was published; relative dates in it stay unresolved. Give the day as 'published', or in a first line such as: date 2017-03-02");

    /// <summary>Says that what stands where the day should is none.</summary>
    public static Issue NoSuchDay(string name, string written, bool undated) => new("no-such-day", $"{name}: '{written}' is not a day (YYYY-MM-DD, {DateScanner.EarliestYear} to {DateScanner.LatestYear})" + (undated ? "; the report is read as undated" : ""));

    private ImmutableArray<DayReading> Days(string text, PlainCut cut)
    {
        if (cut.Mark is { } mark) return [new(mark.Day, PublishedBasis.Header, 1, text[mark.Span.Start..mark.Span.End])];
        var found = ImmutableArray.CreateBuilder<DayReading>();
        for (var b = 0; b < Math.Min(HeadBlocks, cut.Blocks.Length); b++)
        {
            var span = cut.Blocks[b].Span;
            if (cut.Blocks[b].Kind == BlockKind.Furniture && new HeaderMarkReader(cues, dates).At(text, span.Start, span.End) is { Updated: false } line)
                found.Add(new(line.Day, PublishedBasis.Header, 0.9, text[line.Span.Start..line.Span.End]));
        }
        if (found.Count == 0 && (Datelines.Of(text, cut.Blocks, dates) ?? Datelines.Between(text, cut.Blocks, dates)) is { } dateline)
            found.Add(new(dateline.Day, PublishedBasis.Dateline, 0.9, text[dateline.Span.Start..dateline.Span.End]));
        return found.ToImmutable();
    }
}
