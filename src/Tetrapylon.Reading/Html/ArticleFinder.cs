using Tetrapylon.Model;
using Tetrapylon.Reading.Blocks;

namespace Tetrapylon.Reading.Html;

/// <summary>Tells which blocks of a page are the report's headline, body and captions; all else is furniture.</summary>
/// <remarks>
/// The body's home is the element whose blocks hold the most running text for the least of anything else; inside it blocks are told by
/// their links, their length, their neighbours and what the page's author calls them.
/// </remarks>
internal sealed class ArticleFinder(ReadingCues cues)
{
    // One block counts for so many words at most: a page is not its longest paragraph.
    private const int MostWordsCounted = 150;

    /// <summary>The kind of each block, in order.</summary>
    public BlockKind[] Find(IReadOnlyList<PageBlock> blocks, string? title)
    {
        var kinds = new BlockKind[blocks.Count];
        Array.Fill(kinds, BlockKind.Furniture);
        var content = new double[blocks.Count];
        for (var b = 0; b < blocks.Count; b++)
            content[b] = Content(blocks[b]);
        var headline = Headline(blocks, title);
        var home = Home(blocks, content);
        if (home is not null) TellBody(blocks, content, kinds, home, headline);
        if (headline >= 0) kinds[headline] = BlockKind.Headline;
        TellCaptions(blocks, kinds);
        return kinds;
    }

    // Running text counts for its words; what is mostly links, or called furniture by the page, counts against its surroundings.
    private double Content(PageBlock block)
    {
        if (block.Hidden) return 0;
        var words = Math.Min(block.Words, MostWordsCounted);
        if (block.Says(ElementCue.Caption)) return 0;
        if (block.Says(ElementCue.Furniture)) return -0.3 * Math.Min(words, 30);
        if (block.LinkShare > 0.5) return -0.5 * Math.Min(words, 20);
        if (block.IsHeading) return 0;
        var running = block.Words >= 10 && PlainCutter.EndsSentence(block.Text) || block.Words >= 25;
        if (!running) return block.Tag == "p" && block.LinkShare < 0.3 ? 0.3 * words : -1;
        var weight = block.Tag switch { "p" or "pre" or "blockquote" => 1.0, "li" or "dd" or "td" => 0.6, _ => 0.8 };
        return words * weight * (1 - block.LinkShare);
    }

    // The element with the greatest sum; sums run up from the blocks.
    private static HtmlNode? Home(IReadOnlyList<PageBlock> blocks, double[] content)
    {
        var sums = new Dictionary<HtmlNode, double>(ReferenceEqualityComparer.Instance);
        for (var b = 0; b < blocks.Count; b++)
            for (var node = blocks[b].Element; node is not null; node = node.Parent)
                sums[node] = sums.GetValueOrDefault(node) + content[b];
        HtmlNode? best = null;
        double most = 0;
        var depthOf = 0;
        foreach (var (node, sum) in sums)
        {
            if (sum < most) continue;
            var depth = Depth(node);
            if (sum > most || depth > depthOf) (best, most, depthOf) = (node, sum, depth);
        }
        return best;
    }

    private static int Depth(HtmlNode node)
    {
        var depth = 0;
        for (var up = node.Parent; up is not null; up = up.Parent) depth++;
        return depth;
    }

    private void TellBody(IReadOnlyList<PageBlock> blocks, double[] content, BlockKind[] kinds, HtmlNode home, int headline)
    {
        var inside = new bool[blocks.Count];
        for (var b = 0; b < blocks.Count; b++) inside[b] = IsBelow(blocks[b].Element, home);
        for (var b = 0; b < blocks.Count; b++)
            if (inside[b] && b != headline && !blocks[b].Hidden && IsBody(blocks[b], content[b])) kinds[b] = BlockKind.Body;
        // Short lines live by their neighbours: cross-heads before body, list items and lines among body.
        for (var b = 0; b < blocks.Count; b++)
        {
            if (!inside[b] || kinds[b] == BlockKind.Body || b == headline || blocks[b].Hidden) continue;
            var block = blocks[b];
            if (block.Says(ElementCue.Furniture) || block.Says(ElementCue.Caption) || block.LinkShare > 0.6 || IsFurnitureLine(block)) continue;
            var after = Next(kinds, blocks, inside, b, 1);
            var before = Next(kinds, blocks, inside, b, -1);
            if (block.IsHeading ? after && before : before && after) kinds[b] = BlockKind.Body;
        }
    }

    private bool IsBody(PageBlock block, double content)
    {
        if (content <= 0 || block.IsHeading || IsFurnitureLine(block)) return false;
        return block.Words >= 10 || block.Tag == "p" && PlainCutter.EndsSentence(block.Text);
    }

    private bool IsFurnitureLine(PageBlock block)
    {
        if (block.Words > 30) return false;
        var line = block.Text.AsSpan();
        return cues.FurnitureWhole.Is(line.TrimEnd(" .:|>»›")) || (cues.FurnitureStarts.LengthAtStart(line) > 0 && block.Words <= 20 && (block.LinkShare > 0.2 || !PlainCutter.EndsSentence(line))) || cues.FurnitureAnywhere.IndexIn(line, out _) >= 0 && block.Words <= 25;
    }

    // Whether body follows (or precedes) within a few blocks of the home.
    private static bool Next(BlockKind[] kinds, IReadOnlyList<PageBlock> blocks, bool[] inside, int from, int step)
    {
        var looked = 0;
        for (var b = from + step; b >= 0 && b < kinds.Length && looked < 6; b += step)
        {
            if (!inside[b] || blocks[b].Hidden || blocks[b].Says(ElementCue.Furniture) || blocks[b].Says(ElementCue.Caption)) continue;
            if (kinds[b] == BlockKind.Body) return true;
            if (blocks[b].LinkShare <= 0.6) looked++;
        }
        return false;
    }

    private static bool IsBelow(HtmlNode node, HtmlNode home)
    {
        for (var up = node; up is not null; up = up.Parent)
            if (ReferenceEquals(up, home)) return true;
        return false;
    }

    // The heading most like the page's title; of equals the highest and first.
    private static int Headline(IReadOnlyList<PageBlock> blocks, string? title)
    {
        int best = -1;
        double most = 0;
        var wanted = title is null ? null : WordSet(title);
        for (var b = 0; b < blocks.Count; b++)
        {
            var block = blocks[b];
            if (block.Hidden || block.Words > 40 || !block.IsHeading && wanted is null) continue;
            if (!block.IsHeading && block.Words < 4) continue;
            var like = wanted is null ? 0.3 : Likeness(wanted, block.Text);
            var score = like + (block.Tag == "h1" ? 0.35 : block.IsHeading ? 0.15 : -0.2) - (block.Says(ElementCue.Furniture) ? 0.05 : 0);
            if (score > most && (like > 0.4 || block.Tag == "h1")) (best, most) = (b, score);
        }
        return most >= 0.35 ? best : -1;
    }

    private static HashSet<string> WordSet(string text) =>
        [.. text.Split([' ', '|', '-', '–', '—', ',', '.', ':', '\'', '’', '"', '“', '”', '?', '!'], StringSplitOptions.RemoveEmptyEntries).Select(w => w.ToLowerInvariant()).Take(200)];

    // Share of the block's words in the title, tempered by how much of the title they make.
    private static double Likeness(HashSet<string> title, string text)
    {
        var words = WordSet(text);
        if (words.Count == 0 || title.Count == 0) return 0;
        var shared = words.Count(title.Contains);
        return 2.0 * shared / (words.Count + Math.Min(title.Count, words.Count + 6));
    }

    private static void TellCaptions(IReadOnlyList<PageBlock> blocks, BlockKind[] kinds)
    {
        for (var b = 0; b < blocks.Count; b++)
        {
            var block = blocks[b];
            if (block.Hidden || kinds[b] is BlockKind.Headline) continue;
            var figcaption = InCaptionElement(block.Element);
            // A word alone under a picture is a label, unless it is said to be the credit.
            if (block.Words < 2 && !(figcaption && block.Says(ElementCue.Credit))) continue;
            if (figcaption || block.Says(ElementCue.Caption) && block.Words <= 120 && block.LinkShare < 0.8 && kinds[b] != BlockKind.Body || block.InFigure && block.Words is >= 4 and <= 100 && block.LinkShare < 0.5)
                kinds[b] = BlockKind.Caption;
        }
    }

    private static bool InCaptionElement(HtmlNode node)
    {
        for (var up = node; up is not null; up = up.Parent)
            if (up.Tag == "figcaption") return true;
        return false;
    }
}
