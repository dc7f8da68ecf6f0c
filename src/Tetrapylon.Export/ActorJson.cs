using System.Buffers;
using Tetrapylon.Knowledge.Actors;
using Tetrapylon.Model;
using Tetrapylon.Record;

namespace Tetrapylon.Export;

/// <summary>What is known of one actor over time: one line of <c>tetrapylon actors --json</c>.</summary>
public static class ActorJson
{
    private const int MostPlaces = 50;

    /// <summary>Writes the sheet as one object, without a line break.</summary>
    public static void Write(ActorSheet sheet, ActorDictionary actors, IBufferWriter<byte> into)
    {
        using var json = WireFields.Open(into);
        string? NameOf(string? id) => id is null ? null : actors.Find(id)?.Name ?? id;
        json.WriteStartObject();
        json.WriteString("id", sheet.Id);
        json.WriteString("name", sheet.Name);
        json.WriteString("on", WireFields.Day(sheet.On));
        json.WriteString("kind", sheet.Known is { } known ? WireName.Of(known.Kind) : null);
        json.Texts("countries", sheet.Known?.Countries ?? []);
        json.Texts("aliases", [.. (sheet.Known?.Aliases ?? []).Select(a => a.TrimStart('='))]);
        json.Texts("called_in_reports", sheet.CalledInReports);
        json.WriteString("parent", sheet.Known?.Parent);
        json.Texts("members", [.. sheet.Members.Select(m => m.Id)]);
        json.WriteString("side", sheet.Side);
        json.WriteStartArray("alliances");
        foreach (var side in sheet.Known?.Sides ?? [])
        {
            json.WriteStartObject();
            json.WriteString("with", side.With);
            json.WriteString("name", NameOf(side.With));
            json.WriteString("in", side.In);
            json.WriteString("from", WireFields.Day(side.From));
            json.WriteString("to", WireFields.Day(side.To));
            json.WriteBoolean("holds", side.Holds(sheet.On, side.In));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("changes");
        foreach (var change in sheet.Changes)
        {
            json.WriteStartObject();
            json.WriteString("day", WireFields.Day(change.Day));
            json.WriteString("change", WireName.Of(change.Kind));
            json.WriteString("actor", change.Actor);
            json.WriteString("other", change.Other);
            json.WriteString("name", change.Name);
            json.WriteString("note", change.Note);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("holds");
        foreach (var history in sheet.Holds)
        {
            json.WriteStartObject();
            json.WriteString("place", history.Place.Name);
            json.WriteString("place_id", history.Place.Id);
            json.WriteString("country", history.Place.Country);
            json.WriteString("status", WireName.Of(history.Spells[0].Status));
            json.WriteString("from", WireFields.Day(history.Spells[0].From));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("places");
        foreach (var (place, events) in sheet.Places.Take(MostPlaces))
        {
            json.WriteStartObject();
            json.WriteString("place", place.Name);
            json.WriteString("place_id", place.Id);
            json.WriteString("country", place.Country);
            json.WriteNumber("events", events);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.Ids("events", [.. sheet.Events.Select(e => e.Id)]);
        json.WriteEndObject();
    }
}
