using System.Text;
using System.Xml;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;
using Tetrapylon.Model;

namespace Tetrapylon.App.Http.Routes;

/// <summary>The events of a filter as an Atom feed (RFC 4287): an event stands in it anew whenever a later report or a reviewer revises it.</summary>
internal static class EventFeed
{
    private const string Atom = "http://www.w3.org/2005/Atom";
    private const int Looked = 500, Shown = 50;

    public static IResult Of(Visit visit)
    {
        var entries = visit.Pages.Events(visit.Question.Filter, null, Looked, latestFirst: true).Items.Select(e => (Event: e, Changed: Changed(visit, e)))
            .OrderByDescending(e => e.Changed).ThenBy(e => e.Event.Id).Take(Shown).ToList();
        var root = $"{visit.Context.Request.Scheme}://{visit.Context.Request.Host}";
        using var into = new MemoryStream();
        using (var xml = XmlWriter.Create(into, new() { Encoding = new UTF8Encoding(false), CheckCharacters = true }))
        {
            xml.WriteStartElement("feed", Atom);
            Text(xml, "title", "Tetrapylon: " + (visit.Context.Request.QueryString.HasValue ? Uri.UnescapeDataString(visit.Context.Request.QueryString.Value![1..]) : "events"));
            Text(xml, "id", root + "/events" + visit.Context.Request.QueryString);
            Text(xml, "updated", Say(entries.Count > 0 ? entries[0].Changed : Instant.FromUnixTimeSeconds(0)));
            Link(xml, "self", root + visit.As("atom"));
            foreach (var (happening, changed) in entries)
            {
                xml.WriteStartElement("entry", Atom);
                Text(xml, "id", $"urn:tetrapylon:event:{happening.Id}");
                Text(xml, "title", string.Join(", ", new[] { happening.SubType, happening.Place?.Place?.Name ?? happening.Place?.Text, happening.Days is { } days ? Wording.Words.When(days) : null }.Where(t => t is not null)));
                Text(xml, "updated", Say(changed));
                Link(xml, "alternate", $"{root}/event/{happening.Id}");
                xml.WriteStartElement("author", Atom);
                Text(xml, "name", happening.Sources.Length > 0 ? happening.Sources[0].Name : "Tetrapylon");
                xml.WriteEndElement();
                Text(xml, "summary", happening.Quote);
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        return Results.Bytes(into.ToArray(), "application/atom+xml; charset=utf-8");
    }

    private static Instant Changed(Visit visit, Event happening)
    {
        var told = happening.Claims.Select(visit.View.Reviewed).Where(c => c is not null).Select(c => Later(c!.Claim.PublishedOn is { } day ? day.AtMidnight().InUtc().ToInstant() : null, c.Review.At)).Max();
        return told ?? Instant.FromUnixTimeSeconds(0);
    }

    private static Instant? Later(Instant? a, Instant? b) => a is null || b > a ? b ?? a : a;

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
