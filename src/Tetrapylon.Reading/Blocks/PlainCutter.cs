using System.Collections.Immutable;
using NodaTime;
using Tetrapylon.Model;
using Tetrapylon.Reading.Dates;

namespace Tetrapylon.Reading.Blocks;

/// <summary>A text without markup, cut into blocks, and what its furniture told.</summary>
/// <param name="NoDay">The day that stands in the mark at its head and in no calendar.</param>
internal sealed record PlainCut(ImmutableArray<Block> Blocks, HeaderMark? Mark, ImmutableArray<Span> Publishers, string? Title, string? Byline, Span? NoDay = null);

/// <summary>Tells the blocks of a text without markup apart: the mark that dates it, headline, body, captions, furniture, publishers in brackets.</summary>
/// <remarks>
/// Only what a cue or the text's own shape shows is taken out of the body: a counter, a credit, a phrase of the data files, or a short
/// line without full stop among lines that have one. A text of one paragraph is body but for its mark and its bracketed publishers.
/// </remarks>
internal sealed class PlainCutter(ReadingCues cues, HeaderMarkReader marks, CreditReader credits, Galleries galleries, PublisherBrackets brackets)
{
    // A line longer than this is no furniture, headline or related story.
    private const int LongestLineInWords = 22;

    // "13 July 2011 Mumbai bombings: …" is no dateline of a short item.
    private const int ShortItem = 400;

    /// <param name="given">The day given with the report, if any.</param>
    public PlainCut Cut(string text, string? title, LocalDate? given = null)
    {
        var paragraphs = Paragraphs.Of(text);
        var blocks = ImmutableArray.CreateBuilder<Block>(paragraphs.Count + 2);
        if (paragraphs.Count == 0) return new([], null, [], title, null);

        var mark = TakeMark(text, paragraphs, blocks, given);
        var noDay = mark is null ? TakeNoDay(text, paragraphs, blocks) : null;
        var (names, tail) = paragraphs.Count == 0 ? ([], default) : TakePublishers(text, paragraphs);
        string? byline = null;
        if (paragraphs.Count > 0 && title is not null) TakeTitle(text, title, paragraphs, blocks);
        if (paragraphs.Count > 1) CutParagraphs(text, paragraphs, blocks, ref title, ref byline);
        else if (paragraphs.Count == 1) blocks.Add(new(BlockKind.Body, paragraphs[0]));
        if (!names.IsEmpty) blocks.Add(new(BlockKind.Furniture, tail));
        return new(blocks.ToImmutable(), mark, names, title, byline, noDay);
    }

    private HeaderMark? TakeMark(string text, List<Span> paragraphs, ImmutableArray<Block>.Builder blocks, LocalDate? given)
    {
        var first = paragraphs[0];
        if (marks.At(text, first.Start, first.End) is not { } mark) return null;
        if (!mark.Cued && given is { } day && day != mark.Day && text.Length < ShortItem) return null;
        Take(text, mark.Span, paragraphs, blocks);
        return mark;
    }

    private Span? TakeNoDay(string text, List<Span> paragraphs, ImmutableArray<Block>.Builder blocks)
    {
        if (marks.NoDayAt(text, paragraphs[0].Start, paragraphs[0].End) is not { } found) return null;
        Take(text, found.Mark, paragraphs, blocks);
        return found.Day;
    }

    // Cuts the mark off the first paragraph.
    private static void Take(string text, Span mark, List<Span> paragraphs, ImmutableArray<Block>.Builder blocks)
    {
        blocks.Add(new(BlockKind.Furniture, mark));
        var rest = Paragraphs.Trim(text, mark.End, paragraphs[0].End);
        if (rest.Length > 0) paragraphs[0] = rest;
        else paragraphs.RemoveAt(0);
    }

    private (ImmutableArray<Span> Names, Span Tail) TakePublishers(string text, List<Span> paragraphs)
    {
        var last = paragraphs[^1];
        var (names, start) = brackets.AtEnd(text, last);
        if (names.IsEmpty) return ([], default);
        var tail = Paragraphs.Trim(text, start, last.End);
        var rest = Paragraphs.Trim(text, last.Start, start);
        if (rest.Length > 0) paragraphs[^1] = rest;
        else paragraphs.RemoveAt(paragraphs.Count - 1);
        return (names, tail);
    }

    // The given title at the head of the text itself is its headline.
    private static void TakeTitle(string text, string title, List<Span> paragraphs, ImmutableArray<Block>.Builder blocks)
    {
        var first = paragraphs[0];
        var wanted = title.AsSpan().Trim().TrimEnd('.');
        if (wanted.Length == 0 || !first.Of(text).StartsWith(wanted, StringComparison.OrdinalIgnoreCase)) return;
        var end = first.Start + wanted.Length;
        if (end < first.End && char.IsLetterOrDigit(text[end])) return;
        var stop = end;
        while (stop < first.End && (text[stop] is '.' or '!' or '?' || char.IsWhiteSpace(text[stop]))) stop++;
        if (!text.AsSpan(end, stop - end).IsWhiteSpace()) end = Paragraphs.Trim(text, end, stop).End;
        blocks.Add(new(BlockKind.Headline, new(first.Start, end)));
        var rest = Paragraphs.Trim(text, end, first.End);
        if (rest.Length > 0) paragraphs[0] = rest;
        else paragraphs.RemoveAt(0);
    }

    private void CutParagraphs(string text, List<Span> paragraphs, ImmutableArray<Block>.Builder blocks, ref string? title, ref string? byline)
    {
        var counters = new Counter?[paragraphs.Count];
        for (var p = 0; p < paragraphs.Count; p++) counters[p] = galleries.CounterAt(text, paragraphs[p]);
        var gallery = Gallery.Of(text, paragraphs, counters);
        var punctuated = Punctuated(text, paragraphs, counters);
        var headline = blocks.Any(b => b.Kind == BlockKind.Headline);
        var captionNext = false;
        for (var p = 0; p < paragraphs.Count; p++)
        {
            var span = paragraphs[p];
            if (counters[p] is { } counter && gallery.Holds(counter))
            {
                blocks.Add(new(BlockKind.Furniture, counter.Span));
                var rest = Paragraphs.Trim(text, counter.Span.End, span.End);
                captionNext = rest.Length == 0;
                if (rest.Length == 0) continue;
                if (gallery.TitleLength > 0 && rest.Length > gallery.TitleLength)
                {
                    blocks.Add(new(BlockKind.Furniture, new(rest.Start, rest.Start + gallery.TitleLength)));
                    rest = Paragraphs.Trim(text, rest.Start + gallery.TitleLength, rest.End);
                }
                AddCaption(text, rest, blocks);
                continue;
            }
            var line = span.Of(text);
            var words = Words.Count(line);
            var ended = EndsSentence(line);
            if (byline is null && p < 4 && words <= 12 && Byline(line) is { } by)
            {
                byline = by;
                blocks.Add(new(BlockKind.Furniture, span));
            }
            else if (gallery.IsTitle(text, span) || IsGalleryTotal(line, words) || IsFurniture(line, words, ended) || marks.At(text, span.Start, span.End) is { } m && m.Span.End == span.End)
                blocks.Add(new(BlockKind.Furniture, span));
            else if (captionNext)
            {
                AddCaption(text, span, blocks);
                captionNext = false;
            }
            else if (IsCaption(text, span, words, ended)) AddCaption(text, span, blocks);
            else if (!ended && punctuated && words <= LongestLineInWords)
            {
                // Before any body a short line without full stop is the headline; after it, a cross-head or a link to another story.
                var first = !headline && !blocks.Any(b => b.Kind is BlockKind.Body or BlockKind.Caption) && p + 1 < paragraphs.Count;
                if (first && title is null) title = line.ToString();
                headline |= first;
                blocks.Add(new(first ? BlockKind.Headline : BlockKind.Furniture, span));
            }
            else blocks.Add(new(BlockKind.Body, span));
        }
    }

    private void AddCaption(string text, Span span, ImmutableArray<Block>.Builder blocks)
    {
        if (credits.IsWhole(text, span)) blocks.Add(new(BlockKind.Furniture, span));
        else blocks.Add(new(BlockKind.Caption, span, credits.At(text, span, bare: true)));
    }

    private bool IsCaption(string text, Span span, int words, bool ended)
    {
        if (words > 80) return false;
        var line = span.Of(text);
        var start = cues.CaptionStarts.LengthAtStart(line);
        if (start > 0 && words <= 60 && (!char.IsLetter(line[start - 1]) || (start < line.Length && line[start] is ':' or ',' or '-' or '–') || (words > 4 && line[..start].Contains(' ')))) return true;
        return words <= 60 && credits.At(text, span, bare: !ended) is { } credit && (credit.Length < span.Length) && !IsWireTail(text, span, credit);
    }

    // "… the ministry said. (Reuters)" is a paragraph of a wire story; "(AP Photo/…)" and "… at the border (AFP)" credit a picture.
    private static bool IsWireTail(string text, Span span, Span credit)
    {
        if (text[credit.Start] is not ('(' or '[') || credit.Of(text).Contains('/')) return false;
        var before = credit.Start;
        while (before > span.Start && char.IsWhiteSpace(text[before - 1])) before--;
        return before > span.Start && text[before - 1] is '.' or '!' or '?' or '"' or '”';
    }

    private bool IsFurniture(ReadOnlySpan<char> line, int words, bool ended)
    {
        if (cues.FurnitureWhole.Is(line.TrimEnd(" .:|>»›"))) return true;
        var start = cues.FurnitureStarts.LengthAtStart(line);
        if (start > 0 && words <= LongestLineInWords && (!ended || start + 30 > line.Length || line[..start].Contains(' ') || line[start - 1] == ':' || (start < line.Length && line[start] == ':'))) return true;
        return words <= LongestLineInWords && (cues.FurnitureAnywhere.IndexIn(line, out _) >= 0 || (!ended && cues.Rights.LengthAtStart(line) > 0));
    }

    // "10 show all …", "View gallery", "Photos (12)", "10 photos".
    private bool IsGalleryTotal(ReadOnlySpan<char> line, int words)
    {
        if (words > LongestLineInWords) return false;
        var i = 0;
        while (i < line.Length && (char.IsAsciiDigit(line[i]) || char.IsWhiteSpace(line[i]))) i++;
        var cue = cues.GalleryTotals.LengthAtStart(line[i..]);
        if (cue == 0) return false;
        var rest = line[(i + cue)..].Trim(" :()0123456789");
        return rest.Length == 0 || (line.Slice(i, cue).Contains(' ') && !EndsSentence(line)) || (i > 0 && words <= 6 && !EndsSentence(line));
    }

    private string? Byline(ReadOnlySpan<char> line)
    {
        var cue = cues.Byline.LengthAtStart(line);
        if (cue == 0 || EndsSentence(line)) return null;
        var rest = line[cue..].TrimStart(" :");
        return rest.Length > 3 && char.IsUpper(rest[0]) ? rest.ToString() : null;
    }

    // Whether this text's paragraphs end with full stops, so that a line without one means something.
    private static bool Punctuated(string text, List<Span> paragraphs, Counter?[] counters)
    {
        int with = 0, without = 0;
        for (var p = 0; p < paragraphs.Count; p++)
            if (counters[p] is null)
            {
                if (EndsSentence(paragraphs[p].Of(text))) with += paragraphs[p].Length;
                else without += paragraphs[p].Length;
            }
        return with > without;
    }

    internal static bool EndsSentence(ReadOnlySpan<char> line)
    {
        line = line.TrimEnd(" \u00A0\"'”’)]»」』）");
        return line.Length > 0 && line[^1] is '.' or '!' or '?' or '…' or ':' or ';' or '。' or '！' or '？' or '؟' or '।';
    }
}

/// <summary>The gallery of a text: which counters belong to it and the title its captions share.</summary>
internal sealed record Gallery(int Total, string Title, int TitleLength)
{
    public bool Holds(Counter counter) => counter.Total == Total;

    /// <summary>Whether a line is the gallery's title, alone or with a few words around it.</summary>
    public bool IsTitle(string text, Span line)
    {
        if (Title.Length == 0 || line.Length > 2 * Title.Length + 20 || PlainCutter.EndsSentence(line.Of(text))) return false;
        var words = Title.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var found = 0;
        foreach (var word in words)
            if (line.Of(text).Contains(word, StringComparison.OrdinalIgnoreCase)) found++;
        return found * 3 >= words.Length * 2;
    }

    public static Gallery Of(string text, List<Span> paragraphs, Counter?[] counters)
    {
        // The most counted total; one counter alone must be the first or last of its gallery.
        var best = counters.OfType<Counter>().GroupBy(c => c.Total).Select(g => (Total: g.Key, Count: g.Count())).OrderByDescending(g => g.Count).ThenByDescending(g => g.Total).FirstOrDefault();
        if (best.Count < 2) return new(0, "", 0);
        var captions = new List<Span>();
        for (var p = 0; p < paragraphs.Count; p++)
            if (counters[p] is { } counter && counter.Total == best.Total && Paragraphs.Trim(text, counter.Span.End, paragraphs[p].End) is { Length: > 0 } rest)
                captions.Add(rest);
        var title = captions.Count >= 2 ? Galleries.SharedTitle(text, captions) : 0;
        return new(best.Total, title > 0 ? text.Substring(captions[0].Start, title) : "", title);
    }
}
