using System.Text;
using System.Xml;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;

namespace Tetrapylon.App.Http.Routes;

/// <summary>One entry of a feed.</summary>
internal sealed record AtomEntry(string Id, string Title, Instant Updated, string Link, string Author, string Summary, string? Category = null);

/// <summary>A feed after RFC 4287.</summary>
internal static class AtomFeed
{
    private const string Atom = "http://www.w3.org/2005/Atom";

    /// <param name="path">The feed's own address on this desk; its entries' links are told as paths too.</param>
    public static IResult Of(HttpContext context, string title, string id, string path, IReadOnlyList<AtomEntry> entries, Instant never)
    {
        var root = $"{context.Request.Scheme}://{context.Request.Host}";
        using var into = new MemoryStream();
        using (var xml = XmlWriter.Create(into, new() { Encoding = new UTF8Encoding(false), CheckCharacters = true }))
        {
            xml.WriteStartElement("feed", Atom);
            Text(xml, "title", title);
            Text(xml, "id", id.StartsWith('/') ? root + id : id);
            Text(xml, "updated", Say(entries.Count > 0 ? entries.Max(e => e.Updated) : never));
            Link(xml, "self", root + path);
            foreach (var entry in entries)
            {
                xml.WriteStartElement("entry", Atom);
                Text(xml, "id", entry.Id);
                Text(xml, "title", entry.Title);
                Text(xml, "updated", Say(entry.Updated));
                Link(xml, "alternate", root + entry.Link);
                if (entry.Category is { } category)
                {
                    xml.WriteStartElement("category", Atom);
                    xml.WriteAttributeString("term", category);
                    xml.WriteEndElement();
                }
                xml.WriteStartElement("author", Atom);
                Text(xml, "name", entry.Author);
                xml.WriteEndElement();
                Text(xml, "summary", entry.Summary);
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        return Results.Bytes(into.ToArray(), "application/atom+xml; charset=utf-8");
    }

    private static string Say(Instant at) => InstantPattern.General.Format(at);

    // A feed is XML 1.0: what it cannot hold is left out.
    private static void Text(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Atom, string.Concat(text.EnumerateRunes().Where(r => !r.IsBmp || XmlConvert.IsXmlChar((char)r.Value)).Select(r => r.ToString())));

    private static void Link(XmlWriter xml, string relation, string address)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }
}
