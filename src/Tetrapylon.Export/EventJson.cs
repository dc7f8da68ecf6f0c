using System.Buffers;
using System.Text.Json;
using Tetrapylon.Model;

namespace Tetrapylon.Export;

/// <summary>An event of the record, with every value that was said of it and by whom: one line of <c>tetrapylon events --json</c>.</summary>
public static class EventJson
{
    /// <summary>Writes the event as one object, without a line break.</summary>
    public static void Write(Event happening, IBufferWriter<byte> into)
    {
        using var json = WireFields.Open(into);
        json.WriteStartObject();
        json.WriteString("id", happening.Id.ToString());
        json.WriteString("type", happening.Type);
        json.WriteString("sub_type", happening.SubType);
        json.Plover(happening.Plover);
        json.WriteString("status", WireName.Of(happening.Status));
        json.Parties("actors", happening.Actors);
        json.Parties("recipients", happening.Recipients);
        json.Place(happening.Place);
        Date(json, happening);
        json.Toll("fatalities", happening.Fatalities);
        json.Toll("injured", happening.Injured);
        json.Texts("weapons", happening.Weapons);
        json.WriteStartArray("sources");
        foreach (var source in happening.Sources)
        {
            json.WriteStartObject();
            json.WriteString("name", source.Name);
            json.WriteString("kind", WireName.Of(source.Kind));
            json.WriteBoolean("party", source.Party);
            json.Ids("claims", source.Claims);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("values");
        foreach (var value in happening.Values)
        {
            json.WriteStartObject();
            json.WriteString("field", value.Field);
            json.WriteString("value", value.Value);
            json.WriteBoolean("canonical", value.Canonical);
            json.WriteNumber("sources", value.Sources);
            json.Ids("claims", value.Claims);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.Ids("claims", happening.Claims);
        json.WriteString("quote", happening.Quote);
        json.Day("known_since", happening.KnownSince);
        json.Rounded("confidence", happening.Confidence, 3);
        json.WriteEndObject();
    }

    private static void Date(Utf8JsonWriter json, Event happening)
    {
        if (!json.Opened("date", happening.Days)) return;
        var days = happening.Days.Value;
        json.Day("start", days.Start);
        json.Day("end", days.End);
        json.WriteString("precision", WireName.Of(days.Precision));
        json.WriteString("basis", happening.DateBasis is { } basis ? WireName.Of(basis) : null);
        json.WriteEndObject();
    }
}
