using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Tetrapylon.Knowledge.Publishers;
using Tetrapylon.Model;
using Tetrapylon.Reading.Blocks;
using Tetrapylon.Reading.Dates;
using Tetrapylon.Reading.Html;

namespace Tetrapylon.Reading.Formats;

/// <summary>A web page that holds a report: headline, body, captions with their credits, and everything else as furniture.</summary>
internal sealed class HtmlFormat(ElementCues elements, MetadataNames names, ReadingCues cues, CreditReader credits, PublicationDay day, PublisherDirectory publishers) : IFormat
{
    public const string MediaType = "text/html";

    // Pages are not larger; what is, is read so far.
    private const int LongestPage = 8 << 20;

    private const int LongestCredit = 12;

    // A body of fewer words is doubted.
    private const int FewestWords = 60;

    // A day with a smaller share is told with its runners-up.
    private const double Sure = 0.6;

    // What a page shows before anything else is here.
    private const int Head = 2048;

    public bool Recognizes(RawReport raw)
    {
        if (raw.MediaType is { } type) return type.StartsWith(MediaType, StringComparison.OrdinalIgnoreCase) || type.StartsWith("application/xhtml", StringComparison.OrdinalIgnoreCase);
        var name = raw.Name.AsSpan();
        if (name.EndsWith(".html", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".htm", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".xhtml", StringComparison.OrdinalIgnoreCase)) return true;
        var head = TextDecoder.Peek(raw.Bytes.Span, Head);
        return head.StartsWith('<') && (head.Contains("<html", StringComparison.OrdinalIgnoreCase) || head.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || head.Contains("<body", StringComparison.OrdinalIgnoreCase) || head.Contains("<head>", StringComparison.OrdinalIgnoreCase));
    }

    public IEnumerable<ReadResult> Read(RawReport raw)
    {
        var issues = new List<Issue>();
        return Decoded(raw, issues) is { } page ? [Read(raw, page, issues)] : [ReadResult.Aside(raw.Name, "binary", "is not text; nothing was read")];
    }

    /// <summary>Every day a page states, for training what speaks for one.</summary>
    public List<DayCase> DaysOf(RawReport raw)
    {
        if (Decoded(raw, []) is not { } page) return [];
        var root = HtmlParser.Parse(page);
        var metadata = PageMetadata.Of(root, names);
        var (blocks, kinds) = Cut(root, metadata);
        return day.Cases(raw, metadata, blocks, kinds).Cases;
    }

    private static string? Decoded(RawReport raw, List<Issue> issues)
    {
        var page = TextDecoder.Decode(raw.Name, raw.Bytes.Span, issues, PageMetadata.DeclaredEncoding(raw));
        if (page?.Length > LongestPage)
        {
            issues.Add(new("cut-short", $"{raw.Name}: the page is larger than {LongestPage >> 20} million characters; only so much was read"));
            page = page[..LongestPage];
        }
        return page;
    }

    // A page whose parts' names hide its body is cut again with less trust in them.
    private (List<PageBlock> Blocks, BlockKind[] Kinds) Cut(HtmlNode root, PageMetadata metadata)
    {
        foreach (var trust in (NameTrust[])[NameTrust.All, NameTrust.Small, NameTrust.None])
        {
            var blocks = new PageCutter(elements).Cut(root, trust);
            var kinds = new ArticleFinder(cues).Find(blocks, metadata.Title);
            var words = 0;
            for (var b = 0; b < blocks.Count; b++)
                if (kinds[b] == BlockKind.Body) words += blocks[b].Words;
            // Where nothing is called furniture, less trust changes nothing.
            if (words >= FewestWords || trust == NameTrust.None || !blocks.Exists(b => b.Says(ElementCue.Furniture | ElementCue.Caption))) return (blocks, kinds);
        }
        return ([], []);
    }

    /// <summary>Reads a page that is decoded already.</summary>
    public ReadResult Read(RawReport raw, string page, List<Issue> issues)
    {
        var root = HtmlParser.Parse(page);
        var metadata = PageMetadata.Of(root, names);
        var (blocks, kinds) = Cut(root, metadata);
        var (all, found) = Compose(blocks, kinds);
        if (!kinds.Contains(BlockKind.Body)) issues.Add(new("no-body", $"{raw.Name}: no running text was found on the page"));
        var (published, days, updated) = day.Find(raw, metadata, blocks, kinds);
        if (published is null) issues.Add(new("no-day", $"{raw.Name}: the page does not say on which day it was published; relative dates stay unresolved"));
        else if (published.Score < Sure && days.Length > 1)
            issues.Add(new("day-doubtful", string.Create(CultureInfo.InvariantCulture, $"{raw.Name}: published on {published.Day:uuuu-MM-dd} ({WireName.Of(published.Basis)}, {published.Score:0.00}) or on {string.Join(", ", days.Skip(1).Take(3).Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Day:uuuu-MM-dd} ({WireName.Of(d.Basis)}, {d.Score:0.00})")))}")));
        var headline = Array.IndexOf(kinds, BlockKind.Headline);
        var url = raw.Url ?? metadata.Url;
        var report = new Report
        {
            Id = raw.Id ?? ContentId.Of(raw.Name, page).ToString(),
            Text = all,
            Blocks = found,
            PublishedOn = published?.Day,
            PublishedBasis = published?.Basis,
            UpdatedOn = updated is { } update && (published is null || update > published.Day) ? update : null,
            Publisher = Uri.TryCreate(url, UriKind.Absolute, out var address) && publishers.OfHost(address.Host) is { } known ? known.Name : metadata.Publisher,
            Title = headline >= 0 ? blocks[headline].Text : metadata.Title,
            Byline = Byline(metadata, blocks, kinds),
            Url = url,
            Language = metadata.Language is { Length: >= 2 } language ? language[..2].ToLowerInvariant() : null,
            Source = raw.Name,
            RetrievedAt = raw.RetrievedAt,
            Issues = [.. issues],
        };
        return ReadResult.Of(raw.Name, report, days);
    }

    // The shown blocks one after the other; parts of one caption are one block, and its credit is the part the page or the words name so.
    private (string Text, ImmutableArray<Block> Blocks) Compose(List<PageBlock> blocks, BlockKind[] kinds)
    {
        var text = new StringBuilder();
        var composed = new List<(BlockKind Kind, Span Span, Span? Credit)>(blocks.Count);
        HtmlNode? figure = null;
        for (var b = 0; b < blocks.Count; b++)
        {
            var block = blocks[b];
            if (block.Hidden) continue;
            var home = kinds[b] == BlockKind.Caption ? CaptionHome(block.Element) : null;
            var joins = home is not null && ReferenceEquals(home, figure);
            if (text.Length > 0) text.Append(joins ? "\n" : "\n\n");
            var span = new Span(text.Length, text.Length + block.Text.Length);
            text.Append(block.Text);
            Span? credit = null;
            if (kinds[b] == BlockKind.Caption && block.Says(ElementCue.Credit) && block.Words <= LongestCredit) credit = span;
            else if (kinds[b] == BlockKind.Caption && block.CreditAt >= 0) credit = Paragraphs.Trim(block.Text, block.CreditAt, block.Text.Length) is { Length: > 0 } at ? new(span.Start + at.Start, span.Start + at.End) : null;
            if (joins) composed[^1] = (BlockKind.Caption, composed[^1].Span.Cover(span), composed[^1].Credit ?? credit);
            else composed.Add((kinds[b], span, credit));
            figure = home;
        }
        var all = text.ToString();
        var result = ImmutableArray.CreateBuilder<Block>(composed.Count);
        foreach (var (kind, span, credit) in composed)
            result.Add(new(kind, span, kind == BlockKind.Caption ? credit is { } named && named.Length < span.Length ? named : credits.At(all, span, bare: true) : null));
        return (all, result.MoveToImmutable());
    }

    private static HtmlNode? CaptionHome(HtmlNode node)
    {
        for (var up = node; up is not null; up = up.Parent)
            if (up.Tag is "figcaption" or "figure") return up;
        return null;
    }

    private string? Byline(PageMetadata metadata, List<PageBlock> blocks, BlockKind[] kinds)
    {
        if (metadata.Author is { Length: > 0 and < 200 } author)
        {
            var by = cues.Byline.LengthAtStart(author);
            return author[by..].Trim(' ', ':');
        }
        for (var b = 0; b < blocks.Count; b++)
        {
            var block = blocks[b];
            if (kinds[b] != BlockKind.Furniture || block.Hidden || block.Words is < 2 or > 12) continue;
            var cue = cues.Byline.LengthAtStart(block.Text);
            if (cue > 0 && cue < block.Text.Length && block.Text.AsSpan(cue).TrimStart(" :") is { Length: > 3 } name && char.IsUpper(name[0])) return name.ToString();
        }
        return null;
    }
}
