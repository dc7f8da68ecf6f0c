using System.Collections.Frozen;
using System.Net;

namespace Tetrapylon.Reading.Html;

/// <summary>Reads a page as a tree of elements and text, in time and memory linear in its size whatever it holds.</summary>
/// <remarks>
/// Not a browser's parser: it keeps what reading a report needs (nesting, implied ends of paragraphs, list items and cells, raw text
/// of scripts) and leaves out what only layout needs (adoption of formatting, fostering of table text). See decision 0080.
/// </remarks>
internal static class HtmlParser
{
    /// <summary>Elements nested deeper are hung on the deepest open one, as browsers do.</summary>
    public const int Deepest = 512;

    private const int MostNodes = 400_000, MostAttributes = 64, LongestAttribute = 20_000;

    private static readonly FrozenSet<string> Void = FrozenSet.Create("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr");
    private static readonly FrozenSet<string> Raw = FrozenSet.Create("script", "style", "textarea", "title", "noscript", "xmp", "iframe", "noembed", "noframes", "template");
    private static readonly FrozenSet<string> InHead = FrozenSet.Create("meta", "link", "script", "style", "title", "noscript", "base", "template", "object");
    private static readonly FrozenSet<string> EndsParagraph = FrozenSet.Create("address", "article", "aside", "blockquote", "center", "details", "dialog", "dir", "div", "dl", "fieldset", "figcaption",
        "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary", "table", "ul", "dd", "dt", "td", "th", "tr");
    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Names = new[]
    {
        "a", "abbr", "address", "article", "aside", "b", "blockquote", "body", "br", "button", "center", "cite", "dd", "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer", "form", "h1", "h2", "h3", "h4", "h5",
        "h6", "head", "header", "hr", "html", "i", "iframe", "img", "input", "label", "li", "link", "main", "meta", "nav", "noscript", "ol", "option", "p", "picture", "pre", "s", "script", "section", "select", "source", "span",
        "strong", "style", "sub", "sup", "svg", "path", "table", "tbody", "td", "textarea", "th", "thead", "time", "title", "tr", "u", "ul", "video", "template", "class", "id", "href", "src", "content", "property", "name",
        "itemprop", "datetime", "style", "type", "rel", "lang", "alt", "role", "data-src", "aria-hidden", "hidden",
    }.Distinct().ToFrozenDictionary(n => n, n => n, StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The page's root; its children are what stands outermost.</summary>
    public static HtmlNode Parse(string page)
    {
        var root = new HtmlNode { Tag = "#document" };
        var open = new List<HtmlNode>(64) { root };
        var nodes = 0;
        // Raw elements found never closed: not looked for again, or a million open titles cost a million searches.
        var unclosed = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < page.Length && nodes < MostNodes;)
        {
            var tag = NextTag(page, at);
            if (tag > at)
            {
                if (open[^1].Tag == "head" && !page.AsSpan(at, tag - at).IsWhiteSpace()) open.RemoveAt(open.Count - 1);
                open[^1].Add(new HtmlNode { Text = Decode(page.AsSpan(at, tag - at)), Parent = open[^1] });
                nodes++;
            }
            if (tag >= page.Length) break;
            at = page[tag + 1] switch
            {
                '!' or '?' => SkipDeclaration(page, tag),
                '/' => Close(page, tag, open),
                _ => Open(page, tag, open, unclosed, ref nodes),
            };
        }
        return root;
    }

    // A '<' that begins a tag, an end tag or a declaration; any other is text.
    private static int NextTag(string page, int at)
    {
        while (at < page.Length)
        {
            var found = page.IndexOf('<', at);
            if (found < 0 || found + 1 >= page.Length) return page.Length;
            var next = page[found + 1];
            if (char.IsAsciiLetter(next) || next is '!' or '?' || (next == '/' && found + 2 < page.Length && (char.IsAsciiLetter(page[found + 2]) || page[found + 2] == '>'))) return found;
            at = found + 1;
        }
        return page.Length;
    }

    private static int SkipDeclaration(string page, int tag)
    {
        if (string.CompareOrdinal(page, tag, "<!--", 0, 4) == 0)
        {
            var end = page.IndexOf("-->", tag + 4, StringComparison.Ordinal);
            return end < 0 ? page.Length : end + 3;
        }
        if (string.CompareOrdinal(page, tag, "<![CDATA[", 0, 9) == 0)
        {
            var end = page.IndexOf("]]>", tag + 9, StringComparison.Ordinal);
            return end < 0 ? page.Length : end + 3;
        }
        var close = page.IndexOf('>', tag);
        return close < 0 ? page.Length : close + 1;
    }

    private static int Close(string page, int tag, List<HtmlNode> open)
    {
        var nameEnd = NameEnd(page, tag + 2);
        var name = Interned(page.AsSpan(tag + 2, nameEnd - tag - 2));
        var inTable = name is "table" or "tr" or "tbody" or "body" or "html" or "td" or "th" or "thead" or "tfoot";
        var close = page.IndexOf('>', nameEnd);
        for (var i = open.Count - 1; i > 0; i--)
        {
            if (name == open[i].Tag)
            {
                open.RemoveRange(i, open.Count - i);
                break;
            }
            // A stray end tag inside a cell closes nothing outside it.
            if (open[i].IsTablePart && !inTable && !(open[i].Tag == "table" && name is "div" or "section" or "article")) break;
        }
        return close < 0 ? page.Length : close + 1;
    }

    private static int Open(string page, int tag, List<HtmlNode> open, HashSet<string> unclosed, ref int nodes)
    {
        var nameEnd = NameEnd(page, tag + 1);
        var name = Interned(page.AsSpan(tag + 1, nameEnd - tag - 1));
        var at = ReadAttributes(page, nameEnd, out var attributes, out var selfClosed);
        if (name is "html" or "body" && open.Exists(n => n.Tag == name)) return at;
        EndImplied(name, open);
        var node = new HtmlNode { Tag = name, Parent = open[^1], Attributes = attributes, IsTablePart = name is "td" or "th" or "table" };
        open[^1].Add(node);
        nodes++;
        if (Raw.Contains(name))
        {
            var end = RawEnd(page, at, name, unclosed, out var after);
            node.Text = name is "title" or "textarea" ? Decode(page.AsSpan(at, end - at)) : page[at..end];
            return after;
        }
        if (!Void.Contains(name) && !(selfClosed && name is "path" or "svg" or "circle" or "use" or "rect" or "g") && open.Count < Deepest) open.Add(node);
        return at;
    }

    // What a start tag ends without saying so.
    private static void EndImplied(string name, List<HtmlNode> open)
    {
        if (open[^1].Tag == "head" && !InHead.Contains(name)) open.RemoveAt(open.Count - 1);
        if (EndsParagraph.Contains(name))
            for (var i = open.Count - 1; i > 0 && i > open.Count - 12; i--)
            {
                if (open[i].Tag == "p")
                {
                    open.RemoveRange(i, open.Count - i);
                    break;
                }
                if (EndsParagraph.Contains(open[i].Tag!) || open[i].Tag is "button" or "object") break;
            }
        switch (name)
        {
            case "li": EndTo(open, "li", "ul", "ol", "menu"); break;
            case "dt" or "dd": EndTo(open, open[^1].Tag is "dt" ? "dt" : "dd", "dl", "dl", "dl"); break;
            case "option": EndTo(open, "option", "select", "datalist", "optgroup"); break;
            case "tr": EndTo(open, "tr", "table", "table", "table"); break;
            case "td" or "th":
                EndTo(open, "td", "tr", "table", "tbody");
                EndTo(open, "th", "tr", "table", "tbody");
                break;
            case "a": EndTo(open, "a", "td", "div", "table"); break;
            case "body":
                if (open.FindIndex(n => n.Tag == "head") is var head and > 0) open.RemoveRange(head, open.Count - head);
                break;
        }
    }

    private static void EndTo(List<HtmlNode> open, string tag, string stop, string orStop, string orThis)
    {
        for (var i = open.Count - 1; i > 0 && i > open.Count - 24; i--)
        {
            if (open[i].Tag == tag)
            {
                open.RemoveRange(i, open.Count - i);
                return;
            }
            if (open[i].Tag == stop || open[i].Tag == orStop || open[i].Tag == orThis) return;
        }
    }

    private static int ReadAttributes(string page, int at, out List<(string, string)>? attributes, out bool selfClosed)
    {
        attributes = null;
        selfClosed = false;
        while (at < page.Length)
        {
            var c = page[at];
            if (c == '>') return at + 1;
            if (c == '<') return at;
            if (c == '/' || char.IsWhiteSpace(c))
            {
                selfClosed = c == '/';
                at++;
                continue;
            }
            var nameEnd = at + 1;
            while (nameEnd < page.Length && !char.IsWhiteSpace(page[nameEnd]) && page[nameEnd] is not ('=' or '>' or '/')) nameEnd++;
            var name = page.AsSpan(at, Math.Min(nameEnd - at, 100));
            var next = nameEnd;
            while (next < page.Length && char.IsWhiteSpace(page[next])) next++;
            var value = "";
            if (next < page.Length && page[next] == '=')
            {
                var start = next + 1;
                while (start < page.Length && char.IsWhiteSpace(page[start])) start++;
                int end;
                if (start < page.Length && page[start] is '"' or '\'')
                {
                    end = page.IndexOf(page[start], start + 1);
                    start++;
                    // A quote never closed: the value ends with the tag.
                    if (end < 0) end = page.IndexOf('>', start) is var stop and >= 0 ? stop : page.Length;
                    next = Math.Min(page.Length, page.AsSpan(end, Math.Min(1, page.Length - end)) is ['"' or '\''] ? end + 1 : end);
                }
                else
                {
                    end = start;
                    while (end < page.Length && !char.IsWhiteSpace(page[end]) && page[end] != '>') end++;
                    next = end;
                }
                if ((attributes?.Count ?? 0) < MostAttributes) value = Decode(page.AsSpan(start, Math.Min(end - start, LongestAttribute)));
            }
            else next = nameEnd;
            if ((attributes?.Count ?? 0) < MostAttributes) (attributes ??= new(4)).Add((Interned(name), value));
            at = next;
        }
        return page.Length;
    }

    private static int RawEnd(string page, int at, string name, HashSet<string> unclosed, out int after)
    {
        for (var from = at; ;)
        {
            var end = unclosed.Contains(name) ? -1 : page.IndexOf("</", from, StringComparison.Ordinal);
            if (end < 0)
            {
                unclosed.Add(name);
                // Never closed: a script ends with the page, a title or text area at the next tag, and what would hide all the rest is taken as empty.
                var stop = name is "script" or "style" ? page.Length : name is not ("title" or "textarea") ? at : page.IndexOf('<', at) is var tag and >= 0 ? tag : page.Length;
                after = stop;
                return stop;
            }
            if (page.AsSpan(end + 2).StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                var close = page.IndexOf('>', end);
                after = close < 0 ? page.Length : close + 1;
                return end;
            }
            from = end + 2;
        }
    }

    private static int NameEnd(string page, int at)
    {
        while (at < page.Length && !char.IsWhiteSpace(page[at]) && page[at] is not ('>' or '/' or '<')) at++;
        return at;
    }

    private static string Interned(ReadOnlySpan<char> name) => Names.TryGetValue(name, out var known) ? known : name.ToString().ToLowerInvariant();

    private static string Decode(ReadOnlySpan<char> text) => text.Contains('&') ? WebUtility.HtmlDecode(text.ToString()) : text.ToString();
}
