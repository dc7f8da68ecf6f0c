using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Tetrapylon.Model;

namespace Tetrapylon.Export;

/// <summary>The times, places and actors a report names, before any of them takes a part in an event: one line of <c>tetrapylon mentions --json</c>.</summary>
public static class MentionsJson
{
    /// <summary>Writes the mentions as one object, without a line break.</summary>
    public static void Write(Report report, ImmutableArray<TimeExpression> times, ImmutableArray<PlaceMention> places, ImmutableArray<ActorMention> actors, IBufferWriter<byte> into)
    {
        var points = new CodePoints(report.Text);
        using var json = WireFields.Open(into);
        json.WriteStartObject();
        json.WriteString("id", report.Id);
        json.WriteStartArray("times");
        foreach (var time in times)
        {
            Open(json, report, points, time.Span);
            json.WriteString("type", time.Kind.ToString().ToUpperInvariant());
            json.WriteString("value", time.Value);
            json.WriteString("mod", time.Mod);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("places");
        foreach (var place in places)
        {
            Open(json, report, points, place.Span);
            json.WriteString("id", place.Place?.Id);
            json.WriteString("name", place.Place?.Name);
            json.Rounded("lat", place.Latitude ?? place.Place?.Latitude, 5);
            json.Rounded("lon", place.Longitude ?? place.Place?.Longitude, 5);
            json.WriteString("country", place.Country ?? place.Place?.Country);
            json.WriteString("reason", place.Because);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("actors");
        foreach (var actor in actors)
        {
            Open(json, report, points, actor.Span);
            json.WriteString("name", actor.Name);
            json.WriteString("kind", WireName.Of(actor.Kind));
            json.WriteString("actor_id", actor.ActorId);
            json.WriteString("reason", actor.Because);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Open(Utf8JsonWriter json, Report report, CodePoints points, Span span)
    {
        json.WriteStartObject();
        json.WriteString("text", span.Of(report.Text));
        json.Span(points, span);
    }
}
