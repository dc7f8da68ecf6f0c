using System.Collections.Frozen;
using System.Text;
using Tetrapylon.Reading.Blocks;

namespace Tetrapylon.Reading.Html;

/// <summary>How far a page's own names for its parts are believed: some call everything "sidebar".</summary>
internal enum NameTrust : byte { All, Small, None }

/// <summary>Cuts a page's tree into blocks of text, in the order of the page.</summary>
internal sealed class PageCutter(ElementCues cues)
{
    private static readonly FrozenSet<string> Blocks = FrozenSet.Create("address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure",
        "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "label", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "section", "select", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
        "ul", "video", "audio", "object", "#document");
    private static readonly FrozenSet<string> Unseen = FrozenSet.Create("head", "script", "style", "noscript", "template", "iframe", "svg", "textarea", "noembed", "noframes", "xmp", "title", "math", "canvas");

    /// <param name="trust">How far the page's own names for its parts are believed.</param>
    public List<PageBlock> Cut(HtmlNode root, NameTrust trust)
    {
        var walk = new Walk(cues, trust);
        walk.Weigh(root, inLink: false);
        walk.Visit(root, new(root, ElementCue.None, false, false, false));
        walk.End();
        return walk.Found;
    }

    /// <summary>What holds for an element because of those around it.</summary>
    private readonly record struct Around(HtmlNode Block, ElementCue Cues, bool Hidden, bool Link, bool Figure);

    private sealed class Walk(ElementCues cues, NameTrust trust)
    {
        public readonly List<PageBlock> Found = [];
        private readonly StringBuilder _text = new();
        private Around _open;
        private int _linked, _breaks, _credit = -1;

        // Length of text outside links, by element; for those large enough to matter.
        private readonly Dictionary<HtmlNode, int> _weight = new(ReferenceEqualityComparer.Instance);
        private int _whole;

        // What holds this share of a page's text is not its furniture, whatever it is called.
        private const double TooMuchForFurniture = 0.4;

        // Depth is bounded by the parser.
        public int Weigh(HtmlNode node, bool inLink)
        {
            if (node.Tag is null) return inLink || node.Text.AsSpan().IsWhiteSpace() ? 0 : node.Text.Length;
            if (Unseen.Contains(node.Tag)) return 0;
            var weight = 0;
            foreach (var child in node.Children) weight += Weigh(child, inLink || node.Tag == "a");
            if (weight > 400) _weight[node] = weight;
            _whole = Math.Max(_whole, weight);
            return weight;
        }

        public void Visit(HtmlNode node, Around around)
        {
            if (node.Tag is null)
            {
                Write(node.Text, around);
                return;
            }
            if (node.Tag == "br")
            {
                if (++_breaks > 1) End();
                else BlankRuns.Append(_text, " ");
                return;
            }
            if (Unseen.Contains(node.Tag)) return;
            var block = Blocks.Contains(node.Tag);
            var said = cues.Of(node);
            // Body and html carry the names of themes, not of parts.
            if (node.Tag is "body" or "html" or "main" or "article" || trust == NameTrust.None || trust == NameTrust.Small && _weight.GetValueOrDefault(node) > TooMuchForFurniture * _whole) said &= ~(ElementCue.Furniture | ElementCue.Caption);
            if (said.HasFlag(ElementCue.Body) && said.HasFlag(ElementCue.Furniture)) said &= ~ElementCue.Furniture;
            var all = around.Cues | said;
            if (said.HasFlag(ElementCue.Body) && !said.HasFlag(ElementCue.Caption)) all &= ~ElementCue.Furniture;
            // A caption is told inside figures' furniture too, but not inside a body's own text.
            var inner = new Around(block ? node : around.Block, all, around.Hidden || IsHidden(node), around.Link || node.Tag == "a", around.Figure || node.Tag is "figure" or "picture");
            if (block) End();
            var credit = said.HasFlag(ElementCue.Credit) && !block ? _text.Length : -1;
            foreach (var child in node.Children) Visit(child, inner);
            if (credit >= 0 && _credit < 0 && _text.Length > credit) _credit = credit;
            if (block) End();
        }

        private void Write(string text, Around around)
        {
            if (_text.Length == 0 && text.AsSpan().IsWhiteSpace()) return;
            if (_text.Length == 0) _open = around;
            else _open = _open with { Cues = _open.Cues & around.Cues | (_open.Cues & ElementCue.Body) | ((_open.Cues | around.Cues) & ElementCue.Caption) };
            var before = _text.Length;
            BlankRuns.Append(_text, text);
            if (around.Link) _linked += Words.Count(text);
            if (_text.Length > before) _breaks = 0;
        }

        public void End()
        {
            _breaks = 0;
            var text = _text.ToString().Trim();
            if (text.Length > 0)
            {
                var words = Words.Count(text);
                Found.Add(new()
                {
                    Text = text,
                    Element = _open.Block,
                    Words = words,
                    LinkWords = Math.Min(words, _linked),
                    Cues = _open.Cues,
                    Hidden = _open.Hidden,
                    InFigure = _open.Figure,
                    CreditAt = _credit >= 0 && _credit < text.Length ? _credit : -1,
                });
            }
            _text.Clear();
            (_linked, _credit) = (0, -1);
        }

        private static bool IsHidden(HtmlNode node)
        {
            if (node.Attributes is null) return false;
            if (node["hidden"] is not null) return true;
            if (node["style"] is not { Length: < 2000 } style) return false;
            var at = style.IndexOf("display", StringComparison.OrdinalIgnoreCase);
            return at >= 0 && style.AsSpan(at + 7).TrimStart(" :").StartsWith("none", StringComparison.OrdinalIgnoreCase);
        }
    }
}
