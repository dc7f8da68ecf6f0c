using System.Collections.Frozen;
using System.Text;
using Tetrapylon.Model;

namespace Tetrapylon.Reading.Html;

/// <summary>What the name under which a page states a day says of it.</summary>
internal enum DayKind : byte { Published, Dated, Updated, Script, Description, Seconds }

/// <summary>A day as some element of the page's head or body states it, not yet read.</summary>
/// <param name="Name">The meta name, key or attribute it comes from.</param>
/// <param name="InBody">Marked up in the body, as the days of other stories on the page may be.</param>
internal readonly record struct StatedDay(string Value, string Name, DayKind Kind, bool InBody);

/// <summary>What a page says of the report it holds: in meta elements, JSON-LD and links.</summary>
internal sealed class PageMetadata
{
    private readonly (string? Value, int Rank)[] _best = new (string?, int)[Enum.GetValues<Field>().Length];

    private const int MostDays = 200, MostOfScript = 20;

    private enum Field { Title, Author, Publisher, Language, Url }

    public string? Title => _best[(int)Field.Title].Value ?? LinkedData.Headline ?? TitleElement;
    public string? Author => _best[(int)Field.Author].Value ?? LinkedData.Author;
    public string? Publisher => _best[(int)Field.Publisher].Value ?? LinkedData.Publisher;
    public string? Language => _best[(int)Field.Language].Value;
    public string? Url => Canonical ?? _best[(int)Field.Url].Value;

    public string? TitleElement { get; private set; }

    private string? Canonical { get; set; }

    public JsonLinkedData LinkedData { get; } = new();

    public List<StatedDay> Days { get; } = [];

    /// <summary>Elements that may show the day: <c>time</c> and those named after days.</summary>
    public List<HtmlNode> DayElements { get; } = [];

    public static PageMetadata Of(HtmlNode root, MetadataNames names)
    {
        var metadata = new PageMetadata();
        foreach (var node in root.All())
            switch (node.Tag)
            {
                case null: break;
                case "title": metadata.TitleElement ??= Clean(node.Text); break;
                case "html" when (node["lang"] ?? node["xml:lang"]) is { Length: >= 2 } language: metadata.Keep(Field.Language, language, -1); break;
                case "meta": metadata.Meta(node, names); break;
                case "link" when node["rel"] is { } rel && rel.Equals("canonical", StringComparison.OrdinalIgnoreCase): metadata.Canonical ??= node["href"]; break;
                case "script" when node["type"] is { } type && type.Contains("ld+json", StringComparison.OrdinalIgnoreCase): metadata.LinkedData.Add(node.Text); break;
                case "script": metadata.Script(node.Text, names); break;
                case "time": metadata.DayElements.Add(node); break;
                default:
                    if (node["itemprop"] is { } property && (names.Published.Contains(property) || names.Updated.Contains(property)))
                        metadata.Stated(property, node["content"] ?? node["datetime"] ?? node["title"] ?? node.InnerText(100), names, inBody: true);
                    else if (node.Attributes is not null && node.Tag is not "body" && metadata.Days.Count < MostDays && SecondsOf(node, names) is { } seconds) metadata.Days.Add(new(seconds.Value, seconds.Name, DayKind.Seconds, InBody: true));
                    else if (node.Attributes is not null && IsNamedAfterDay(node, names)) metadata.DayElements.Add(node);
                    break;
            }
        return metadata;
    }

    private void Meta(HtmlNode meta, MetadataNames names)
    {
        if (meta["content"] is not { Length: > 0 } content) return;
        foreach (var key in (string?[])[meta["property"], meta["name"], meta["itemprop"], meta["http-equiv"]])
        {
            if (key is null) continue;
            Keep(Field.Title, names.Title, key, content);
            Keep(Field.Author, names.Author, key, content);
            Keep(Field.Publisher, names.Publisher, key, content);
            Keep(Field.Language, names.Language, key, content);
            Keep(Field.Url, names.Url, key, content);
            Stated(key, content, names, inBody: false);
            if (Days.Count < MostDays && names.Description.Contains(key)) Days.Add(new(content, key, DayKind.Description, InBody: false));
        }
    }

    private void Stated(string name, string value, MetadataNames names, bool inBody)
    {
        if (Days.Count >= MostDays) return;
        if (names.Published.Contains(name)) Days.Add(new(value, name, DayKind.Published, inBody));
        else if (names.Dated.Contains(name)) Days.Add(new(value, name, DayKind.Dated, inBody));
        else if (names.Updated.Contains(name)) Days.Add(new(value, name, DayKind.Updated, inBody));
    }

    // "publishedAt":"2017-03-02T10:33:00Z" in what a page hands to its own program; keys may be escaped.
    private void Script(string text, MetadataNames names)
    {
        var at = 0;
        for (var found = 0; found < MostOfScript && Days.Count < MostDays; found++)
        {
            var next = text.AsSpan(at).IndexOfAny(names.ScriptKeys);
            if (next < 0) return;
            var start = at + next;
            at = start + 1;
            var end = start;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '-')) end++;
            if (start == 0 || text[start - 1] is not ('"' or '\'') || !names.Script.Contains(text[start..end])) continue;
            var value = text.AsSpan(end).TrimStart("\\\"' ");
            if (value is not [':', ..]) continue;
            value = value[1..].TrimStart("\\\"' ");
            value = value[..Math.Min(value.Length, 40)];
            var stop = value.IndexOfAny("\\\"',}");
            if (stop >= 8) Days.Add(new(value[..stop].ToString(), text[start..end], DayKind.Script, InBody: false));
        }
    }

    private void Keep(Field field, FrozenDictionary<string, int> ranks, string key, string content)
    {
        if (ranks.TryGetValue(key, out var rank)) Keep(field, content, rank);
    }

    private void Keep(Field field, string content, int rank)
    {
        // Some name a page of a network for author or publisher.
        if (field is Field.Author or Field.Publisher && content.StartsWith("http", StringComparison.OrdinalIgnoreCase)) return;
        ref var best = ref _best[(int)field];
        if ((best.Value is null || rank < best.Rank) && Clean(content) is { } clean) best = (clean, rank);
    }

    private static string? Clean(string text)
    {
        var clean = new StringBuilder();
        BlankRuns.Append(clean, text.AsSpan(0, Math.Min(text.Length, 1000)));
        var result = clean.ToString().Trim();
        return result.Length == 0 ? null : result;
    }

    private static (string Name, string Value)? SecondsOf(HtmlNode node, MetadataNames names)
    {
        foreach (var (name, value) in node.Attributes!)
            if (names.Attributes.Contains(name) && value.Length is >= 8 and <= 40) return (name, value);
        return null;
    }

    // "entry-date", "published", "postDate": any word of the class or id.
    private static bool IsNamedAfterDay(HtmlNode node, MetadataNames names)
    {
        if (node.Tag is "a" or "img" or "link" or "body" or "input" or "svg") return false;
        var lookup = names.DayWords.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var (name, value) in node.Attributes!)
        {
            if (name is not ("class" or "id" or "itemprop" or "property")) continue;
            var at = 0;
            while (at < value.Length && at < 300)
            {
                while (at < value.Length && !char.IsAsciiLetter(value[at])) at++;
                var start = at;
                while (at < value.Length && char.IsAsciiLetter(value[at]) && !(at > start && char.IsAsciiLetterUpper(value[at]) && char.IsAsciiLetterLower(value[at - 1]))) at++;
                if (at > start && lookup.Contains(value.AsSpan(start, at - start))) return true;
            }
        }
        return false;
    }

    /// <summary>The encoding the media type or the page's first bytes declare.</summary>
    public static string? DeclaredEncoding(RawReport raw)
    {
        if (Charset(raw.MediaType ?? "") is { } given) return given;
        return Charset(Encoding.Latin1.GetString(raw.Bytes.Span[..Math.Min(4096, raw.Bytes.Length)]));
    }

    private static string? Charset(string text)
    {
        var at = text.IndexOf("charset=", StringComparison.OrdinalIgnoreCase);
        if (at < 0) return null;
        var rest = text.AsSpan(at + 8).TrimStart(" \"'");
        var end = rest.IndexOfAny(" \"';/>\r\n");
        return end == 0 ? null : (end < 0 ? rest : rest[..end]).ToString();
    }
}
