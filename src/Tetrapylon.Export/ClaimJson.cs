using System.Buffers;
using Tetrapylon.Model;

namespace Tetrapylon.Export;

/// <summary>One claim with the report it stands in: one line of <c>tetrapylon claims --json</c>.</summary>
public static class ClaimJson
{
    /// <summary>Writes the claim as one object, without a line break.</summary>
    /// <param name="text">The text of the report, which the claim's spans point into.</param>
    public static void Write(Claim claim, string text, IBufferWriter<byte> into)
    {
        using var json = WireFields.Open(into);
        json.WriteStartObject();
        json.WriteString("report", claim.ReportId);
        json.WriteString("published", WireFields.Day(claim.PublishedOn));
        json.WriteString("publisher", claim.Publisher);
        json.WriteString("block", WireName.Of(claim.Block));
        ClaimFields.Write(json, claim, text, new CodePoints(text));
        json.WriteEndObject();
    }
}
