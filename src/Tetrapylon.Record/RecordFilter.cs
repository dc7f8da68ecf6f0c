using System.Globalization;
using NodaTime;
using Tetrapylon.Model;
using Tetrapylon.Record.Review;

namespace Tetrapylon.Record;

/// <summary>Which events, claims or damage records are asked for. What is null does not narrow.</summary>
public sealed record RecordFilter
{
    /// <summary>Any name or the id of a place; what lies inside it counts as well.</summary>
    public string? Place { get; init; }

    /// <summary>ISO code.</summary>
    public string? Country { get; init; }

    /// <summary>Id of an actor, or a name as reported.</summary>
    public string? Actor { get; init; }

    /// <summary>Event type or sub-event type, by its exact name.</summary>
    public string? Type { get; init; }

    public ClaimStatus? Status { get; init; }

    /// <summary>First and last day asked about; what may have been on one of them counts.</summary>
    public LocalDate? From { get; init; }
    public LocalDate? To { get; init; }

    /// <summary>Words that stand in the report.</summary>
    public string? Words { get; init; }

    /// <summary>Claims of one report.</summary>
    public string? Report { get; init; }

    /// <summary>Only where the original source is of this kind.</summary>
    public SourceKind? SourceKind { get; init; }

    /// <summary>Only from reports of this publisher.</summary>
    public string? Publisher { get; init; }

    /// <summary>Only what stands so with its reviewers.</summary>
    public ReviewStatus? Review { get; init; }

    /// <summary>Only places within these bounds.</summary>
    public GeoBox? Box { get; init; }

    /// <summary>Most results; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>The part that is asked of single claims; the rest is asked of what they were merged into.</summary>
    internal RecordFilter Told => new() { Actor = Actor, Words = Words, Report = Report, SourceKind = SourceKind, Publisher = Publisher, Review = Review };
}

/// <summary>A box in degrees; one whose west lies east of its east crosses the antimeridian.</summary>
public readonly record struct GeoBox(double West, double South, double East, double North)
{
    /// <summary>The box that four numbers of degrees tell: west, south, east, north. Null where they are none.</summary>
    public static GeoBox? Of(IReadOnlyList<string> degrees)
    {
        var numbers = degrees.Select(d => double.TryParse(d, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN).ToArray();
        return numbers is [>= -180 and <= 180, >= -90 and <= 90, >= -180 and <= 180, >= -90 and <= 90] && numbers[1] <= numbers[3] ? new(numbers[0], numbers[1], numbers[2], numbers[3]) : null;
    }

    public bool Contains(Place place) => place is { Latitude: { } latitude, Longitude: { } longitude } && latitude >= South && latitude <= North
        && (West <= East ? longitude >= West && longitude <= East : longitude >= West || longitude <= East);
}
