using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;
using Tetrapylon.Model;

namespace Tetrapylon.Export;

/// <summary>Parts of the record as JSON, shared by the shapes of events, control and damage.</summary>
internal static class EventFields
{
    public static void Parties(this Utf8JsonWriter json, string name, ImmutableArray<Party> parties)
    {
        json.WriteStartArray(name);
        foreach (var party in parties)
        {
            json.WriteStartObject();
            Write(json, party);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static void Party(this Utf8JsonWriter json, string name, Party? party)
    {
        if (!json.Opened(name, party)) return;
        Write(json, party);
        json.WriteEndObject();
    }

    public static void Place(this Utf8JsonWriter json, EventPlace? at)
    {
        if (!json.Opened("place", at)) return;
        json.WriteString("text", at.Text);
        json.WriteString("name", at.Place?.Name ?? at.Text);
        json.WriteString("id", at.Place?.Id);
        json.Rounded("lat", at.Place?.Latitude, 5);
        json.Rounded("lon", at.Place?.Longitude, 5);
        json.WriteString("country", at.Country ?? at.Place?.Country);
        json.WriteString("admin1", at.Place?.Admin1);
        json.WriteString("precision", WireName.Of(at.Precision));
        json.WriteEndObject();
    }

    public static void Toll(this Utf8JsonWriter json, string name, Toll? toll)
    {
        if (!json.Opened(name, toll)) return;
        json.WriteNumber("low", toll.Low);
        json.WriteNumber("best", toll.Best);
        json.WriteNumber("high", toll.High);
        json.WriteEndObject();
    }

    public static void Ids(this Utf8JsonWriter json, string name, ImmutableArray<ContentId> ids)
    {
        json.WriteStartArray(name);
        foreach (var id in ids) json.WriteStringValue(id.ToString());
        json.WriteEndArray();
    }

    public static void Day(this Utf8JsonWriter json, string name, LocalDate? day) => json.WriteString(name, WireFields.Day(day));

    private static void Write(Utf8JsonWriter json, Party party)
    {
        json.WriteString("name", party.Name);
        json.WriteString("kind", WireName.Of(party.Kind));
        json.WriteString("actor_id", party.ActorId);
    }
}
