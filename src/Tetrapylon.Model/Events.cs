using System.Collections.Immutable;
using NodaTime;

namespace Tetrapylon.Model;

/// <summary>A participant of an event: the name most used for it, and which actor it is.</summary>
public sealed record Party(string Name, ActorKind Kind, string? ActorId);

/// <summary>Where an event was: the place, the words for it, or the country alone.</summary>
/// <param name="Text">The words of the claim this was taken from; null when only the country is clear.</param>
public sealed record EventPlace(Place? Place, string? Text, string? Country, GeoPrecision Precision);

/// <summary>Dead or injured over all claims of an event: lowest and highest figure said, and the one the merge policy chose.</summary>
public sealed record Toll(int Low, int Best, int High);

/// <summary>One value of one field of an event, and who says so. The losing values are kept beside the canonical one.</summary>
/// <param name="Field">Wire name of the field: <c>sub_type</c>, <c>status</c>, <c>actors</c>, <c>recipients</c>, <c>place</c>, <c>date</c>, <c>fatalities</c>, <c>injured</c>.</param>
/// <param name="Value">The value as it is written out.</param>
/// <param name="Claims">The claims that say so, in order of their ids.</param>
/// <param name="Sources">Independent sources among them.</param>
/// <param name="Canonical">True for the value the policy chose.</param>
public sealed record FieldValue(string Field, string Value, ImmutableArray<ContentId> Claims, int Sources, bool Canonical);

/// <summary>Who originally tells of an event: the last link of the attribution, else the publisher, else the report alone.</summary>
/// <param name="Party">True when the source is a side of the event itself: its word is marked as a party's claim.</param>
/// <param name="Claims">The claims that come from it; wire copies stand under one source.</param>
public sealed record EventSource(string Name, SourceKind Kind, bool Party, ImmutableArray<ContentId> Claims);

/// <summary>One happening: the claims judged to tell of it, one canonical value a field, and every other value with who says it.</summary>
public sealed record Event
{
    /// <summary>Made from the claim known first (the least id among those of one day), so that later reports of the same happening do not change it.</summary>
    public required ContentId Id { get; init; }

    public required string Type { get; init; }
    public required string SubType { get; init; }
    public Plover? Plover { get; init; }
    public ClaimStatus Status { get; init; }
    public ImmutableArray<Party> Actors { get; init; } = [];
    public ImmutableArray<Party> Recipients { get; init; } = [];
    public EventPlace? Place { get; init; }
    public DayRange? Days { get; init; }
    public DateBasis? DateBasis { get; init; }
    public Toll? Fatalities { get; init; }
    public Toll? Injured { get; init; }
    public ImmutableArray<string> Weapons { get; init; } = [];

    /// <summary>Independent sources: wire copies, one publisher and one quoted source count once.</summary>
    public ImmutableArray<EventSource> Sources { get; init; } = [];

    /// <summary>Ids of all claims that tell of it, in order.</summary>
    public required ImmutableArray<ContentId> Claims { get; init; }

    /// <summary>Every value said of every field on which claims may differ, with who says it.</summary>
    public ImmutableArray<FieldValue> Values { get; init; } = [];

    /// <summary>Words of the claim known first.</summary>
    public required string Quote { get; init; }

    /// <summary>The day from which a report tells of it; null when no report is dated.</summary>
    public LocalDate? KnownSince { get; init; }

    /// <summary>Belief that it happened as coded, 0 to 1: that of its best claim, raised by each further independent source.</summary>
    public double Confidence { get; init; }
}
