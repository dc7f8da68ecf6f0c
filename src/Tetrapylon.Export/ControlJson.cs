using System.Buffers;
using Tetrapylon.Model;

namespace Tetrapylon.Export;

/// <summary>Who held a place from when to when: one line of <c>tetrapylon control --json</c>.</summary>
public static class ControlJson
{
    /// <summary>Writes the history as one object, without a line break.</summary>
    public static void Write(ControlHistory history, IBufferWriter<byte> into)
    {
        var place = history.Place;
        using var json = WireFields.Open(into);
        json.WriteStartObject();
        json.WriteString("place", place.Name);
        json.Texts("names", place.Names);
        json.WriteString("place_id", place.Id);
        json.WriteString("country", place.Country);
        json.Rounded("lat", place.Latitude, 5);
        json.Rounded("lon", place.Longitude, 5);
        json.WriteStartArray("spells");
        foreach (var spell in history.Spells)
        {
            json.WriteStartObject();
            json.WriteString("holder", spell.Holder);
            json.WriteString("actor_id", spell.ActorId);
            json.WriteString("status", WireName.Of(spell.Status));
            json.Day("from", spell.From);
            json.Day("to", spell.To);
            json.WriteString("from_precision", WireName.Of(spell.FromPrecision));
            json.Day("known_since", spell.KnownSince);
            json.Rounded("confidence", spell.Confidence, 3);
            json.Ids("claims", spell.Claims);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
