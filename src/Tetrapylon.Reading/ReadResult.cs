using System.Collections.Immutable;
using NodaTime;
using Tetrapylon.Model;

namespace Tetrapylon.Reading;

/// <summary>A day that a report may have been published on, and why.</summary>
/// <param name="Score">How likely it is, from 0 to 1.</param>
/// <param name="Basis">Where on the page it stands.</param>
/// <param name="Words">The words or attribute it was read from.</param>
public sealed record DayReading(LocalDate Day, PublishedBasis Basis, double Score, string Words);

/// <summary>What came of one report: the report itself, or why it was set aside.</summary>
public sealed record ReadResult
{
    /// <summary>Name of the file, page or line.</summary>
    public required string Source { get; init; }

    /// <summary>Null when the report was set aside.</summary>
    public Report? Report { get; init; }

    /// <summary>Why nothing could be read; null when something was.</summary>
    public Issue? SetAside { get; init; }

    /// <summary>Every day considered for publication, best first; the first is the report's, where it has one.</summary>
    public ImmutableArray<DayReading> Days { get; init; } = [];

    internal static ReadResult Of(string source, Report report, ImmutableArray<DayReading> days = default) => new() { Source = source, Report = report, Days = days.IsDefault ? [] : days };

    internal static ReadResult Aside(string source, string code, string message) => new() { Source = source, SetAside = new(code, $"{source}: {message}", SetAside: true) };
}
