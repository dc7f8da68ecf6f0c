using NodaTime;
using Tetrapylon.Model;

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

    /// <summary>Most results; null for all.</summary>
    public int? Limit { get; init; }
}
