using System.Buffers;
using Tetrapylon.Model;

namespace Tetrapylon.Export;

/// <summary>A report as it was read, before any coding: one line of <c>tetrapylon read --json</c>.</summary>
public static class ReadJson
{
    /// <summary>Writes the report with the text of each block as one object, without a line break.</summary>
    public static void Write(Report report, IBufferWriter<byte> into)
    {
        var points = new CodePoints(report.Text);
        using var json = WireFields.Open(into);
        json.WriteStartObject();
        json.WriteString("id", report.Id);
        json.WriteString("title", report.Title);
        json.WriteString("byline", report.Byline);
        json.WriteString("publisher", report.Publisher);
        json.WriteString("published", WireFields.Day(report.PublishedOn));
        json.WriteString("published_basis", report.PublishedBasis is { } basis ? WireName.Of(basis) : null);
        json.WriteString("updated", WireFields.Day(report.UpdatedOn));
        json.WriteString("language", report.Language);
        json.WriteStartArray("blocks");
        foreach (var block in report.Blocks)
        {
            json.WriteStartObject();
            // The one shape whose kinds are written as the codebook of page reading names them.
            json.WriteString("kind", block.Kind.ToString());
            json.WriteString("text", block.Span.Of(report.Text));
            json.Span(points, block.Span);
            if (block.Credit is { } credit) json.WriteString("credit", credit.Of(report.Text));
            else json.WriteNull("credit");
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("issues");
        foreach (var issue in report.Issues)
        {
            json.WriteStartObject();
            json.WriteString("code", issue.Code);
            json.WriteString("message", issue.Message);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
