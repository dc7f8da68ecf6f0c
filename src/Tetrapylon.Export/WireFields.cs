using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Tetrapylon.Model;

namespace Tetrapylon.Export;

/// <summary>The fields that several wire shapes have in common, each written in one way: days as YYYY-MM-DD, names in snake_case, offsets in Unicode code points.</summary>
internal static class WireFields
{
    // Output goes to files and pipes, never into HTML unescaped: letters of every script stay readable.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Utf8JsonWriter Open(IBufferWriter<byte> into) => new(into, Options);

    /// <summary>Begins the object that tells a value, or writes null where there is none.</summary>
    /// <returns>Whether an object is open now, to be filled and ended.</returns>
    public static bool Opened<T>(this Utf8JsonWriter json, string name, [NotNullWhen(true)] T? value)
    {
        if (value is null) json.WriteNull(name);
        else json.WriteStartObject(name);
        return value is not null;
    }

    public static string? Day(LocalDate? day) => day is { } d ? LocalDatePattern.Iso.Format(d) : null;

    /// <summary>The words of the codebook, not of the enumeration.</summary>
    public static string Name(ControlChange change) => WireName.Of(change).Replace('_', ' ');

    public static void Span(this Utf8JsonWriter json, CodePoints points, Span span)
    {
        var written = points.Of(span);
        json.WriteNumber("start", written.Start);
        json.WriteNumber("end", written.End);
    }

    /// <summary>A number at the precision people can use, so that no run differs in the last bit.</summary>
    public static void Rounded(this Utf8JsonWriter json, string name, double? value, int digits)
    {
        if (value is { } v && double.IsFinite(v)) json.WriteNumber(name, Math.Round((decimal)v, digits));
        else json.WriteNull(name);
    }

    public static void Participants(this Utf8JsonWriter json, string name, ImmutableArray<Participant> participants, CodePoints points)
    {
        json.WriteStartArray(name);
        foreach (var participant in participants)
        {
            json.WriteStartObject();
            json.WriteString("name", participant.Name);
            json.WriteString("kind", WireName.Of(participant.Kind));
            json.WriteString("actor_id", participant.ActorId);
            json.Span(points, participant.Span);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static void Plover(this Utf8JsonWriter json, Plover? plover)
    {
        if (!json.Opened("plover", plover)) return;
        json.WriteString("type", plover.Type);
        json.WriteString("mode", plover.Mode);
        json.WriteString("context", plover.Context);
        json.WriteEndObject();
    }

    public static void Losses(this Utf8JsonWriter json, string name, Losses? losses, CodePoints points)
    {
        if (!json.Opened(name, losses)) return;
        json.WriteNumber("low", losses.Low);
        json.WriteNumber("best", losses.Best);
        json.WriteNumber("high", losses.High);
        json.Span(points, losses.Span);
        json.WriteEndObject();
    }

    public static void Texts(this Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
