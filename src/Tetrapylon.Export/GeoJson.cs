using System.Buffers;
using System.Text.Json;
using NodaTime;
using Tetrapylon.Model;

namespace Tetrapylon.Export;

/// <summary>The record as GeoJSON (RFC 7946) for maps. A place without a point is a feature without geometry: never a point that nobody gave.</summary>
public static class GeoJson
{
    /// <summary>Every event as a feature.</summary>
    public static void Events(IEnumerable<Event> events, IBufferWriter<byte> into) => Collection(into, json =>
    {
        foreach (var happening in events) Feature(json, happening);
    });

    /// <summary>Who holds each place: the spell that covers a day, or the last one known where no day is given.</summary>
    public static void Control(IEnumerable<ControlHistory> histories, LocalDate? on, IBufferWriter<byte> into) => Collection(into, json =>
    {
        foreach (var history in histories)
            if ((on is { } day ? history.On(day) : history.Spells.LastOrDefault()) is { } spell) Feature(json, history.Place, spell);
    });

    private static void Collection(IBufferWriter<byte> into, Action<Utf8JsonWriter> features)
    {
        using var json = WireFields.Open(into);
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteStartArray("features");
        features(json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Feature(Utf8JsonWriter json, Event happening)
    {
        var place = happening.Place?.Place;
        Open(json, happening.Id.ToString(), place);
        json.WriteString("event_type", happening.Type);
        json.WriteString("sub_type", happening.SubType);
        json.WriteString("status", WireName.Of(happening.Status));
        json.WriteString("actors", string.Join("; ", happening.Actors.Select(a => a.Name)));
        json.WriteString("recipients", string.Join("; ", happening.Recipients.Select(a => a.Name)));
        json.WriteString("place", place?.Name ?? happening.Place?.Text);
        json.WriteString("country", happening.Place?.Country ?? place?.Country);
        json.WriteString("precision", happening.Place is { } at ? WireName.Of(at.Precision) : null);
        json.Day("date_start", happening.Days?.Start);
        json.Day("date_end", happening.Days?.End);
        if (happening.Fatalities is { } dead) json.WriteNumber("fatalities", dead.Best);
        else json.WriteNull("fatalities");
        json.WriteNumber("sources", happening.Sources.Length);
        json.WriteString("quote", happening.Quote);
        json.Day("known_since", happening.KnownSince);
        json.Rounded("confidence", happening.Confidence, 3);
        Close(json);
    }

    private static void Feature(Utf8JsonWriter json, Place place, ControlSpell spell)
    {
        Open(json, place.Id, place);
        json.WriteString("place", place.Name);
        json.WriteString("country", place.Country);
        json.WriteString("status", WireName.Of(spell.Status));
        json.WriteString("holder", spell.Holder);
        json.Day("from", spell.From);
        json.Day("to", spell.To);
        json.Day("known_since", spell.KnownSince);
        json.Rounded("confidence", spell.Confidence, 3);
        Close(json);
    }

    private static void Open(Utf8JsonWriter json, string id, Place? place)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteString("id", id);
        if (place is { Latitude: { } latitude, Longitude: { } longitude })
        {
            json.WriteStartObject("geometry");
            json.WriteString("type", "Point");
            json.WriteStartArray("coordinates");
            json.WriteNumberValue(Math.Round((decimal)longitude, 5));
            json.WriteNumberValue(Math.Round((decimal)latitude, 5));
            json.WriteEndArray();
            json.WriteEndObject();
        }
        else json.WriteNull("geometry");
        json.WriteStartObject("properties");
    }

    private static void Close(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
