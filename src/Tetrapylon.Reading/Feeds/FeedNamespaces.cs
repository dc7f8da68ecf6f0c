using System.Collections.Frozen;

namespace Tetrapylon.Reading.Feeds;

/// <summary>The vocabularies of feeds by their namespaces: a feed may give them any prefix, or make one of them its default.</summary>
internal static class FeedNamespaces
{
    private static readonly FrozenDictionary<string, string> Prefixes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["http://purl.org/rss/1.0"] = "",
        ["http://my.netscape.com/rdf/simple/0.9"] = "",
        ["http://channel.netscape.com/rdf/simple/0.9"] = "",
        ["http://backend.userland.com/rss"] = "",
        ["http://backend.userland.com/rss2"] = "",
        ["http://blogs.law.harvard.edu/tech/rss"] = "",
        ["http://www.w3.org/2005/Atom"] = "",
        ["http://purl.org/atom/ns#"] = "",
        ["http://purl.org/rss/1.0/modules/content"] = "content",
        ["http://purl.org/dc/elements/1.1"] = "dc",
        ["http://purl.org/dc/terms"] = "dcterms",
        ["http://www.w3.org/1999/xhtml"] = "xhtml",
        ["http://search.yahoo.com/mrss"] = "media",
        ["http://www.itunes.com/dtds/podcast-1.0.dtd"] = "itunes",
        ["http://www.w3.org/1999/02/22-rdf-syntax-ns#"] = "rdf",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The prefix under which a namespace is known here; the feed's own where it is none of these.</summary>
    public static string PrefixOf(string address, string own) => Prefixes.TryGetValue(address.Trim().TrimEnd('/'), out var known) ? known : own;
}
