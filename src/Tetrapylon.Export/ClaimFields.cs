using System.Text.Json;
using Tetrapylon.Model;

namespace Tetrapylon.Export;

/// <summary>A claim as one object of the <c>events</c> of <c>tetrapylon.report/1</c>, and of <c>tetrapylon claims --json</c>.</summary>
internal static class ClaimFields
{
    /// <summary>Every field from <c>id</c> to <c>because</c>, in the published order, into an object that is open.</summary>
    /// <param name="text">The report's one text, which every span points into.</param>
    public static void Write(Utf8JsonWriter json, Claim claim, string text, CodePoints points)
    {
        json.WriteString("id", claim.Id.ToString());
        json.WriteString("type", claim.Type);
        json.WriteString("sub_type", claim.SubType);
        json.Plover(claim.Plover);
        json.WriteString("status", WireName.Of(claim.Status));
        json.Participants("actors", claim.Actors, points);
        json.Participants("recipients", claim.Recipients, points);
        Write(json, claim.Place, points);
        Write(json, claim.Date, text);
        json.Losses("fatalities", claim.Fatalities, points);
        json.Losses("injured", claim.Injured, points);
        json.WriteStartArray("weapons");
        foreach (var weapon in claim.Weapons)
        {
            json.WriteStartObject();
            json.WriteString("name", weapon.Name);
            json.WriteString("kind", WireName.Of(weapon.Kind));
            json.Span(points, weapon.Span);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("attribution");
        foreach (var link in claim.Attribution)
        {
            json.WriteStartObject();
            json.WriteString("name", link.Name);
            json.WriteString("kind", WireName.Of(link.Kind));
            json.Span(points, link.Span);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        Write(json, claim.Control);
        Write(json, claim.Damage);
        json.WriteStartObject("evidence");
        json.WriteString("text", claim.Quote);
        json.Span(points, claim.Evidence[0]);
        json.WriteEndObject();
        json.Rounded("confidence", claim.Confidence, 3);
        json.Texts("because", claim.Because);
    }

    /// <summary>An event of PLOVER as one object.</summary>
    public static void Write(Utf8JsonWriter json, PloverEvent told, string text, CodePoints points)
    {
        json.WriteStartObject();
        json.WriteString("type", told.Plover.Type);
        json.WriteString("mode", told.Plover.Mode);
        json.WriteString("context", told.Plover.Context);
        json.WriteString("claim", told.Claim?.ToString());
        json.Participants("actors", told.Actors, points);
        json.Participants("recipients", told.Recipients, points);
        Write(json, told.Place, points);
        Write(json, told.Date, text);
        json.WriteStartObject("evidence");
        json.WriteString("text", told.Evidence.Of(text));
        json.Span(points, told.Evidence);
        json.WriteEndObject();
        json.Rounded("confidence", told.Confidence, 3);
        json.Texts("because", told.Because);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PlaceReference? reference, CodePoints points)
    {
        if (!json.Opened("place", reference)) return;
        var (mention, place) = (reference.Mention, reference.Place);
        json.WriteString("text", mention?.Text);
        json.WriteString("name", place?.Name ?? mention?.Text);
        json.WriteString("id", place?.Id);
        json.Rounded("lat", mention?.Latitude ?? place?.Latitude, 5);
        json.Rounded("lon", mention?.Longitude ?? place?.Longitude, 5);
        json.WriteString("country", reference.Country ?? place?.Country);
        json.WriteString("admin1", place?.Admin1);
        json.WriteString("precision", mention is null ? WireName.Of(GeoPrecision.Region) : WireName.Of(mention.Precision));
        if (mention is null)
        {
            json.WriteNull("start");
            json.WriteNull("end");
        }
        else json.Span(points, mention.Span);
        json.WriteString("reason", reference.Because);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, DateReference? date, string text)
    {
        if (!json.Opened("date", date)) return;
        json.WriteString("start", WireFields.Day(date.Days.Start));
        json.WriteString("end", WireFields.Day(date.Days.End));
        json.WriteString("precision", WireName.Of(date.Days.Precision));
        if (date.Evidence is { } words) json.WriteString("text", words.Of(text));
        else json.WriteNull("text");
        json.WriteString("basis", WireName.Of(date.Basis));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ControlClaim? control)
    {
        if (!json.Opened("control", control)) return;
        json.WriteString("holder", control.Holder?.Name);
        json.WriteString("change", WireFields.Name(control.Change));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, DamageClaim? damage)
    {
        if (!json.Opened("damage", damage)) return;
        json.WriteString("site", damage.Site);
        json.WriteString("site_id", damage.SiteId);
        json.WriteString("component", damage.Component);
        json.WriteString("effect", WireName.Of(damage.Effect));
        // Null means "not stated in the text", here as everywhere.
        json.WriteString("severity", damage.Severity == DamageSeverity.Unknown ? null : WireName.Of(damage.Severity));
        json.WriteString("extent", damage.Extent);
        json.WriteEndObject();
    }
}
