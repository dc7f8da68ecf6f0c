using System.Buffers;
using System.Text.Json;
using Tetrapylon.Model;

namespace Tetrapylon.Export;

/// <summary>An event in the terms of PLOVER, as the POLECAT project codes them: one JSON object a line.</summary>
/// <remarks>Type, mode and context stand in the files of <c>data/ontology/events</c>. Only what happened is exported, and only what PLOVER has a type for.</remarks>
public static class PloverJson
{
    /// <summary>True when PLOVER has a word for it.</summary>
    public static bool Has(Event happening) => happening is { Plover: not null, Status: ClaimStatus.Asserted, Days: not null };

    /// <summary>Writes the event as one object, without a line break.</summary>
    public static void Write(Event happening, IBufferWriter<byte> into)
    {
        var place = happening.Place?.Place;
        var days = happening.Days!.Value;
        using var json = WireFields.Open(into);
        json.WriteStartObject();
        json.WriteString("event_id", happening.Id.ToString());
        json.Day("event_date", days.Start);
        json.Day("event_date_end", days.End);
        json.WriteString("event_type", happening.Plover!.Type);
        json.WriteString("event_mode", happening.Plover.Mode);
        json.Texts("contexts", happening.Plover.Context is { } context ? [context] : []);
        json.Parties("actor", happening.Actors);
        json.Parties("recipient", happening.Recipients);
        json.WriteStartObject("location");
        json.WriteString("placename", place?.Name ?? happening.Place?.Text);
        json.WriteString("province", place?.Admin1);
        json.WriteString("country", happening.Place?.Country ?? place?.Country);
        json.Rounded("latitude", place?.Latitude, 5);
        json.Rounded("longitude", place?.Longitude, 5);
        json.WriteString("geonames_id", place is { Id: ['g', 'e', 'o', 'n', 'a', 'm', 'e', 's', ':', .. var id] } ? id : null);
        json.WriteString("raw_placename", happening.Place?.Text);
        json.WriteEndObject();
        json.WriteStartObject("magnitude");
        Best(json, "dead", happening.Fatalities);
        Best(json, "injured", happening.Injured);
        json.WriteEndObject();
        json.Texts("sources", [.. happening.Sources.Select(s => s.Name)]);
        json.Day("publication_date", happening.KnownSince);
        json.WriteString("text", happening.Quote);
        json.Rounded("confidence", happening.Confidence, 3);
        json.WriteEndObject();
    }

    private static void Best(Utf8JsonWriter json, string name, Toll? toll)
    {
        if (toll is null) json.WriteNull(name);
        else json.WriteNumber(name, toll.Best);
    }
}
