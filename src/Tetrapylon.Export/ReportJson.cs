using System.Buffers;
using System.Collections.Immutable;
using Tetrapylon.Model;

namespace Tetrapylon.Export;

/// <summary>A coded report as one line of JSON: the wire shape <c>tetrapylon.report/1</c> of <c>tetrapylon code --json</c>.</summary>
public static class ReportJson
{
    /// <summary>Name and version of the shape; the version rises when a field changes its name or meaning, not when one is added.</summary>
    public const string Schema = "tetrapylon.report/1";

    /// <summary>Writes the report and its claims as one object, without a line break.</summary>
    /// <param name="plover">The events of PLOVER, where they were asked for: they stand last, under <c>plover_events</c>.</param>
    public static void Write(CodedReport coded, IBufferWriter<byte> into, ImmutableArray<PloverEvent>? plover = null)
    {
        var report = coded.Report;
        var points = new CodePoints(report.Text);
        using var json = WireFields.Open(into);
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("id", report.Id);
        json.WriteString("published", WireFields.Day(report.PublishedOn));
        json.WriteString("publisher", report.Publisher);
        json.WriteString("title", report.Title);
        json.WriteString("language", report.Language);
        json.WriteStartArray("blocks");
        foreach (var block in report.Blocks)
        {
            json.WriteStartObject();
            json.WriteString("kind", WireName.Of(block.Kind));
            json.Span(points, block.Span);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("events");
        foreach (var claim in coded.Claims)
        {
            json.WriteStartObject();
            ClaimFields.Write(json, claim, report.Text, points);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        RoleFillers.Of(coded).Write(json);
        if (plover is { } events)
        {
            json.WriteStartArray("plover_events");
            foreach (var told in events) ClaimFields.Write(json, told, report.Text, points);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }
}
