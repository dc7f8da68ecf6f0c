using System.Collections.Immutable;
using System.Text.Json;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;
using Tetrapylon.Reading;
using Tetrapylon.Training.Coded;

namespace Tetrapylon.Training.Events;

/// <summary>A hand-coded event, as far as training looks at it.</summary>
public sealed record GoldEvent(string SubType, ClaimStatus Status, string? Place, string? DateStart, string? DateEnd, Span Evidence, string? Change);

/// <summary>A report with the events a person coded from it.</summary>
public sealed record GoldReport(Report Report, ImmutableArray<GoldEvent> Events);

/// <summary>Reads hand-coded reports.</summary>
public static class GoldReports
{
    public static IEnumerable<GoldReport> Read(string corpora, string set) =>
        CodedReports.Read(corpora, set, Reader.Load(DataFolder.Shipped())).Select(c => new GoldReport(c.Report, Events(c.Events, c.Report.Text)));

    /// <summary>Reports of a JSON Lines file, as the program reads them.</summary>
    public static IEnumerable<Report> Reports(string path)
    {
        foreach (var result in Reader.Load(DataFolder.Shipped()).Read(new(path, File.ReadAllBytes(path), "application/x-ndjson")))
            if (result.Report is { } report) yield return report;
    }

    private static ImmutableArray<GoldEvent> Events(JsonElement events, string text)
    {
        var found = ImmutableArray.CreateBuilder<GoldEvent>();
        foreach (var e in events.EnumerateArray())
        {
            var evidence = e.GetProperty("evidence").GetString() ?? "";
            var at = text.IndexOf(evidence, StringComparison.Ordinal);
            var control = e.GetProperty("control");
            found.Add(new(
                e.GetProperty("sub_type").GetString()!, Enum.Parse<ClaimStatus>(e.GetProperty("status").GetString()!, true), e.GetProperty("place").GetString(),
                e.GetProperty("date_start").GetString(), e.GetProperty("date_end").GetString(), at < 0 ? default : new(at, at + evidence.Length),
                control.ValueKind == JsonValueKind.Object ? control.GetProperty("change").GetString() : null));
        }
        return found.ToImmutable();
    }
}
