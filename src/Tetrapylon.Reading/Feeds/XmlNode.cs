using System.Net;

namespace Tetrapylon.Reading.Feeds;

/// <summary>An element of a feed: its name without prefix, its attributes, its text and its children.</summary>
internal sealed class XmlNode(string prefix, string name, Dictionary<string, string> attributes)
{
    public string Prefix => prefix;
    public string Name => name;
    public Dictionary<string, string> Attributes => attributes;
    public List<XmlNode> Children { get; } = [];

    /// <summary>Text and CDATA directly inside, in order.</summary>
    public System.Text.StringBuilder Text { get; } = new();

    /// <summary>Where the element's content begins and ends in the document.</summary>
    public int ContentStart { get; set; }

    public int ContentEnd { get; set; }

    public XmlNode? Child(string named) => Children.Find(c => c.Name == named);

    public string? TextOf(string named) => Child(named) is { } child && child.Text.ToString().Trim() is { Length: > 0 } text ? text : null;

    public IEnumerable<XmlNode> Below(string named)
    {
        foreach (var child in Children)
        {
            if (child.Name == named) yield return child;
            foreach (var deeper in child.Below(named)) yield return deeper;
        }
    }
}

/// <summary>Reads XML as it comes, well-formed or not, in linear time: entities of DTDs are never expanded, unknown ones stay as they are.</summary>
internal static class XmlTree
{
    private const int Deepest = 100, MostNodes = 500_000, MostPrefixes = 100;

    /// <param name="broken">True when end tags did not match or the document ends within a tag.</param>
    public static XmlNode Parse(string xml, out bool broken)
    {
        var root = new XmlNode("", "#document", []);
        var open = new List<XmlNode> { root };
        var prefixes = new Dictionary<string, string>(StringComparer.Ordinal);
        var nodes = 0;
        broken = false;
        for (var at = 0; at < xml.Length && nodes < MostNodes;)
        {
            var tag = xml.IndexOf('<', at);
            if (tag < 0) tag = xml.Length;
            if (tag > at) open[^1].Text.Append(Decode(xml.AsSpan(at, tag - at)));
            if (tag + 1 >= xml.Length) break;
            if (StartsAt(xml, tag, "<![CDATA["))
            {
                var end = xml.IndexOf("]]>", tag, StringComparison.Ordinal);
                broken |= end < 0;
                open[^1].Text.Append(xml.AsSpan(tag + 9, (end < 0 ? xml.Length : end) - tag - 9));
                at = end < 0 ? xml.Length : end + 3;
            }
            else if (StartsAt(xml, tag, "<!--")) at = After(xml, tag, "-->");
            else if (xml[tag + 1] == '?') at = After(xml, tag, "?>");
            else if (xml[tag + 1] == '!') at = AfterDoctype(xml, tag);
            else if (xml[tag + 1] == '/') at = Close(xml, tag, open, ref broken);
            else if (char.IsLetter(xml[tag + 1]) || xml[tag + 1] == '_')
            {
                at = Open(xml, tag, open, prefixes);
                nodes++;
            }
            else
            {
                broken = true;
                open[^1].Text.Append('<');
                at = tag + 1;
            }
        }
        broken |= open.Count > 1;
        foreach (var node in open) node.ContentEnd = xml.Length;
        return root;
    }

    private static int Open(string xml, int tag, List<XmlNode> open, Dictionary<string, string> prefixes)
    {
        var at = tag + 1;
        while (at < xml.Length && !char.IsWhiteSpace(xml[at]) && xml[at] is not ('>' or '/')) at++;
        var full = xml.AsSpan(tag + 1, at - tag - 1);
        var colon = full.IndexOf(':');
        var attributes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (at < xml.Length && xml[at] is not '>')
        {
            if (char.IsWhiteSpace(xml[at]) || xml[at] == '/')
            {
                at++;
                continue;
            }
            var start = at;
            while (at < xml.Length && !char.IsWhiteSpace(xml[at]) && xml[at] is not ('=' or '>' or '/')) at++;
            var name = xml[start..at];
            while (at < xml.Length && char.IsWhiteSpace(xml[at])) at++;
            if (at >= xml.Length || xml[at] != '=') continue;
            at++;
            while (at < xml.Length && char.IsWhiteSpace(xml[at])) at++;
            if (at >= xml.Length) break;
            var quote = xml[at] is '"' or '\'' ? xml[at++] : '\0';
            var end = quote == '\0' ? xml.AsSpan(at).IndexOfAny(" \t\r\n>") : xml.AsSpan(at).IndexOf(quote);
            end = end < 0 ? xml.Length : at + end;
            if (attributes.Count < 40) attributes[name] = Decode(xml.AsSpan(at, Math.Min(end - at, 10_000)));
            at = quote == '\0' ? end : Math.Min(xml.Length, end + 1);
        }
        foreach (var (name, value) in attributes)
            if (name.StartsWith("xmlns", StringComparison.OrdinalIgnoreCase) && (name.Length == 5 || name[5] == ':') && prefixes.Count < MostPrefixes) prefixes[name.Length == 5 ? "" : name[6..].ToLowerInvariant()] = FeedNamespaces.PrefixOf(value, name.Length == 5 ? "" : name[6..].ToLowerInvariant());
        var prefix = colon < 0 ? "" : full[..colon].ToString().ToLowerInvariant();
        var node = new XmlNode(prefixes.GetValueOrDefault(prefix, prefix), (colon < 0 ? full : full[(colon + 1)..]).ToString().ToLowerInvariant(), attributes);
        open[^1].Children.Add(node);
        var closed = at > 0 && at < xml.Length && xml[at - 1] == '/';
        at = Math.Min(xml.Length, at + 1);
        node.ContentStart = node.ContentEnd = at;
        if (!closed && open.Count < Deepest) open.Add(node);
        return at;
    }

    private static int Close(string xml, int tag, List<XmlNode> open, ref bool broken)
    {
        var end = xml.IndexOf('>', tag);
        var name = xml.AsSpan(tag + 2, (end < 0 ? xml.Length : end) - tag - 2).Trim();
        if (name.IndexOf(':') is var colon and >= 0) name = name[(colon + 1)..];
        var found = -1;
        for (var i = open.Count - 1; i > 0 && found < 0; i--)
            if (name.Equals(open[i].Name, StringComparison.OrdinalIgnoreCase)) found = i;
        broken |= found != open.Count - 1;
        if (found > 0)
        {
            for (var i = found; i < open.Count; i++) open[i].ContentEnd = tag;
            open.RemoveRange(found, open.Count - found);
        }
        return end < 0 ? xml.Length : end + 1;
    }

    // A document type may hold declarations in brackets; all of it is passed over.
    private static int AfterDoctype(string xml, int tag)
    {
        var depth = 0;
        for (var i = tag + 2; i < xml.Length; i++)
        {
            if (xml[i] == '[') depth++;
            else if (xml[i] == ']') depth--;
            else if (xml[i] == '>' && depth <= 0) return i + 1;
        }
        return xml.Length;
    }

    private static int After(string xml, int tag, string end)
    {
        var found = xml.IndexOf(end, tag, StringComparison.Ordinal);
        return found < 0 ? xml.Length : found + end.Length;
    }

    private static bool StartsAt(string xml, int at, string what) => string.CompareOrdinal(xml, at, what, 0, what.Length) == 0;

    private static string Decode(ReadOnlySpan<char> text) => text.Contains('&') ? WebUtility.HtmlDecode(text.ToString()) : text.ToString();
}
