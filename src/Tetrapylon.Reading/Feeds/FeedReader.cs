namespace Tetrapylon.Reading.Feeds;

/// <summary>Reads the entries of RSS 0.9 to 2.0, RDF and Atom 0.3 and 1.0, well-formed or not.</summary>
internal static class FeedReader
{
    /// <summary>The entries; null when the document is no feed.</summary>
    /// <param name="address">Where the feed was read; null when not known.</param>
    public static List<FeedItem>? Read(string xml, string? address, out bool broken)
    {
        var document = XmlTree.Parse(xml, out broken);
        var feed = document.Children.Find(c => c.Name is "rss" or "rdf" or "feed" or "channel");
        if (feed is null) return null;
        var channel = feed.Name is "feed" or "channel" ? feed : feed.Child("channel") ?? feed;
        var publisher = Plain(xml, channel.Children.Find(c => c.Name == "title"));
        var language = channel.TextOf("language") ?? channel.Attributes.GetValueOrDefault("xml:lang") ?? feed.Attributes.GetValueOrDefault("xml:lang");
        var home = Against(feed.Attributes.GetValueOrDefault("xml:base"), address);
        if (!ReferenceEquals(channel, feed)) home = Against(channel.Attributes.GetValueOrDefault("xml:base"), home);
        return [.. feed.Below("item").Concat(feed.Below("entry")).Select(item => Item(xml, item, publisher, language, home))];
    }

    private static FeedItem Item(string xml, XmlNode item, string? publisher, string? language, string? home)
    {
        var content = Of(item, "", "fullitem") ?? Of(item, "content", "encoded") ?? Of(item, "", "content") ?? Of(item, "xhtml", "body") ?? Of(item, "", "body") ?? Of(item, "", "description") ?? Of(item, "", "summary") ?? Of(item, "dc", "description") ?? Of(item, "", "abstract") ?? Of(item, "media", "description") ?? Of(item, "itunes", "summary");
        var plain = content?.Attributes.GetValueOrDefault("type") is "text" or "text/plain";
        var text = content is null ? null : Inner(xml, content);
        var link = item.Children.Find(c => c.Name == "link" && c.Prefix is "" && c.Attributes.GetValueOrDefault("rel", "alternate") == "alternate");
        var guid = item.Child("guid");
        var url = link is not null ? link.Attributes.GetValueOrDefault("href") ?? link.Text.ToString().Trim()
            : item.Attributes.GetValueOrDefault("href") ?? (guid is not null && guid.Attributes.GetValueOrDefault("ispermalink") != "false" && guid.Text.ToString().Trim() is var perma && perma.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? perma : null);
        home = Against(item.Attributes.GetValueOrDefault("xml:base"), home);
        if (link is not null) home = Against(link.Attributes.GetValueOrDefault("xml:base"), home);
        return new(
            item.TextOf("guid") ?? item.TextOf("id") ?? item.Attributes.GetValueOrDefault("rdf:about"),
            Plain(xml, item.Children.Find(c => c.Name == "title" && c.Prefix != "media") ?? item.Children.Find(c => c.Name == "title")),
            plain ? null : text, plain ? text : null,
            string.IsNullOrWhiteSpace(url) ? null : Against(url, home),
            item.TextOf("pubdate") ?? item.TextOf("published") ?? item.TextOf("issued") ?? item.TextOf("date") ?? item.TextOf("created"),
            item.TextOf("updated") ?? item.TextOf("modified") ?? item.Attributes.GetValueOrDefault("lastmod"),
            item.TextOf("creator") ?? item.Child("author")?.TextOf("name") ?? item.TextOf("author"),
            Plain(xml, item.Child("source")?.Child("title")) ?? publisher,
            item.Attributes.GetValueOrDefault("xml:lang") ?? item.TextOf("language") ?? language)
        {
            Topics = [.. item.Children.Where(c => c.Name == "category").Select(c => c.Attributes.GetValueOrDefault("term") ?? c.Text.ToString().Trim()).Where(t => t.Length > 0).Take(20)],
        };
    }

    // An address against the one it is relative to, where both are such.
    private static string? Against(string? address, string? home) =>
        address is null ? home : Uri.TryCreate(address, UriKind.Absolute, out _) || home is null || !Uri.TryCreate(home, UriKind.Absolute, out var from) || !Uri.TryCreate(from, address, out var whole) ? address : whole.AbsoluteUri;

    private static XmlNode? Of(XmlNode item, string prefix, string name) => item.Children.Find(c => c.Name == name && c.Prefix == prefix && (c.Text.Length > 0 || c.Children.Count > 0));

    // Content in XHTML is markup of the document itself; else markup is escaped in the text, or packed in base 64.
    private static string Inner(string xml, XmlNode node)
    {
        if (node.Children.Count > 0) return xml[node.ContentStart..node.ContentEnd];
        var text = node.Text.ToString();
        var type = node.Attributes.GetValueOrDefault("type") ?? "";
        if (node.Attributes.GetValueOrDefault("mode") != "base64" && (!type.Contains('/', StringComparison.Ordinal) || type.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || type.EndsWith("xml", StringComparison.OrdinalIgnoreCase))) return text;
        var packed = new byte[text.Length];
        return Convert.TryFromBase64String(text.Trim(), packed, out var size) ? System.Text.Encoding.UTF8.GetString(packed, 0, size) : text;
    }

    // A title is shown as text; that of RSS and all that says so may hold markup.
    private static string? Plain(string xml, XmlNode? node)
    {
        if (node is null) return null;
        var text = Inner(xml, node);
        if (node.Children.Count > 0 || node.Attributes.GetValueOrDefault("type") is not ("text" or "text/plain")) text = Html.HtmlParser.Parse(text).InnerText(2000);
        return text.Trim() is { Length: > 0 } shown ? shown : null;
    }
}
