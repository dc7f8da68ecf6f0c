using System.Collections.Immutable;
using NodaTime;

namespace Tetrapylon.Model;

/// <summary>What came in, untouched: the bytes of one file, page, feed or line, and where they came from.</summary>
/// <param name="Name">File name, URL or "stdin", with an entry or line number where one source holds several reports.</param>
/// <param name="RetrievedAt">When it was fetched or read; null when not known.</param>
/// <param name="Id">What the report is called where it gives itself no id: its file's name.</param>
public sealed record RawReport(string Name, ReadOnlyMemory<byte> Bytes, string? MediaType = null, string? Url = null, Instant? RetrievedAt = null, string? Id = null)
{
    public ContentId ContentHash => ContentId.Of(Bytes.Span);
}

/// <summary>What a block of a report's text is. Furniture is never coded; captions are evidence of their own kind and date.</summary>
public enum BlockKind { Headline, Body, Caption, Furniture }

/// <summary>A block of a report: its kind and its span in the report's one text.</summary>
/// <param name="Credit">The picture credit at a caption's end, if any; lies within <paramref name="Span"/>.</param>
/// <param name="Language">ISO 639-1, where it is surely another than the report's; else null. Such a block is not coded.</param>
public sealed record Block(BlockKind Kind, Span Span, Span? Credit = null, string? Language = null);

/// <summary>From what a report's day was read.</summary>
public enum PublishedBasis { Given, Header, Metadata, JsonLd, TimeElement, Url, Dateline, VisibleText, Feed }

/// <summary>Something that is wrong with a report, said so that the user can mend it.</summary>
/// <param name="Code">Stable, kebab-case: <c>not-utf8</c>, <c>no-text</c>, <c>day-conflict</c>.</param>
/// <param name="Message">Which report, where, and what to do.</param>
/// <param name="SetAside">True when the report could not be read at all.</param>
public sealed record Issue(string Code, string Message, bool SetAside = false);

/// <summary>A report: who published what, on which day, as one text cut into blocks.</summary>
public sealed record Report
{
    /// <summary>The given id, or one made from the source's name and content.</summary>
    public required string Id { get; init; }

    /// <summary>The one text every span of this report points into.</summary>
    public required string Text { get; init; }

    /// <summary>Blocks in reading order; they do not overlap. Text between blocks is white space.</summary>
    public required ImmutableArray<Block> Blocks { get; init; }

    /// <summary>The day of the report; null when it is not known, and then no date is made up.</summary>
    public LocalDate? PublishedOn { get; init; }

    public PublishedBasis? PublishedBasis { get; init; }

    /// <summary>The day of the last update, where the page tells one apart from publication.</summary>
    public LocalDate? UpdatedOn { get; init; }

    public string? Publisher { get; init; }

    /// <summary>Spans in <see cref="Text"/> of the publishers named in brackets at the end of an item, in order.</summary>
    public ImmutableArray<Span> PublisherSpans { get; init; } = [];

    public string? Title { get; init; }
    public string? Byline { get; init; }
    public string? Url { get; init; }

    /// <summary>ISO 639-1, null when undecided.</summary>
    public string? Language { get; init; }

    /// <summary>Topic headings the report stood under: help for country and war, never evidence.</summary>
    public ImmutableArray<string> Context { get; init; } = [];

    /// <summary>Where the raw report came from; null when it was built in memory.</summary>
    public string? Source { get; init; }

    public Instant? RetrievedAt { get; init; }

    public ImmutableArray<Issue> Issues { get; init; } = [];

    /// <summary>The id of what the report says: text, day, publisher. Two reports with one id and different content are two versions.</summary>
    public ContentId ContentId => ContentId.Of(Id, Text, PublishedOn?.ToString("uuuu-MM-dd", null), Publisher, string.Join('\n', Context));
}
