namespace Tetrapylon.Reading.Html;

/// <summary>An element of a page, or a run of its text.</summary>
internal sealed class HtmlNode
{
    /// <summary>Name in lower case; null for text.</summary>
    public string? Tag { get; init; }

    /// <summary>Decoded text of a text node, or of a script, style or title.</summary>
    public string Text { get; set; } = "";

    /// <summary>A table or a cell: what is opened inside is closed inside.</summary>
    public bool IsTablePart { get; init; }

    public HtmlNode? Parent { get; init; }

    public IReadOnlyList<HtmlNode> Children => _children ?? (IReadOnlyList<HtmlNode>)[];

    public List<(string Name, string Value)>? Attributes { get; init; }

    private List<HtmlNode>? _children;

    public void Add(HtmlNode child) => (_children ??= []).Add(child);

    /// <summary>An attribute's value; null when the element has none of that name.</summary>
    public string? this[string name]
    {
        get
        {
            if (Attributes is not null)
                foreach (var attribute in Attributes)
                    if (attribute.Name == name) return attribute.Value;
            return null;
        }
    }

    /// <summary>This node and all below it in document order.</summary>
    public IEnumerable<HtmlNode> All()
    {
        var open = new Stack<HtmlNode>([this]);
        while (open.TryPop(out var node))
        {
            yield return node;
            for (var i = node.Children.Count - 1; i >= 0; i--) open.Push(node.Children[i]);
        }
    }

    /// <summary>All text below, white space runs made one blank, at most so many characters.</summary>
    public string InnerText(int longest = 100_000)
    {
        var text = new System.Text.StringBuilder();
        foreach (var node in All())
        {
            if (node.Tag is null || node.Text.Length > 0 && node.Tag == "title") BlankRuns.Append(text, node.Text);
            else if (node.Tag is "br" or "p" or "div" or "li") BlankRuns.Append(text, " ");
            if (text.Length > longest) break;
        }
        return text.ToString().Trim();
    }
}
