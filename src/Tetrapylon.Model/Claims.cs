using System.Collections.Immutable;
using NodaTime;

namespace Tetrapylon.Model;

/// <summary>Whether the report says a happening happened.</summary>
public enum ClaimStatus : byte { Asserted, Negated, Planned }

/// <summary>Dead or injured: lowest, best and highest figure the report gives for this happening.</summary>
public sealed record Losses(int Low, int Best, int High, Span Span);

public enum WeaponKind : byte { Other, SmallArms, Grenade, Explosive, VehicleBomb, SuicideBomb, Mine, Artillery, Rocket, Missile, Mortar, Tank, Aircraft, Helicopter, Drone, AerialBomb, Chemical, Incendiary, Blade }

public sealed record Weapon(string Name, WeaponKind Kind, Span Span);

public enum ControlChange : byte { Gained, Lost, Contested, Besieged, SiegeLifted, Holds }

/// <summary>What a claim says of who holds the place.</summary>
/// <param name="Holder">Side that holds it after; null when only the loser is named or nobody does yet.</param>
public sealed record ControlClaim(Participant? Holder, ControlChange Change)
{
    /// <summary>True when only something in the place is taken ("a police station in X"): it does not fall by that.</summary>
    public bool Partly { get; init; }
}

public enum DamageEffect : byte { Destroyed, Damaged, Looted, Threatened }

/// <summary>EAMENA severity scale.</summary>
public enum DamageSeverity : byte { Unknown, Negligible, Minor, Moderate, Severe, Destroyed }

/// <summary>What a claim says was done to a heritage site, monument, museum, place of worship, library or archive.</summary>
/// <param name="Site">Name as the report has it.</param>
/// <param name="SiteId">Id of the site in the gazetteer's own tables, if known.</param>
/// <param name="Component">The part hit ("facade"), if told.</param>
/// <param name="Extent">Extent in words ("several", "much of"), if told.</param>
public sealed record DamageClaim(string Site, string? SiteId, string? Component, DamageEffect Effect, DamageSeverity Severity, string? Extent, Span Span);

/// <summary>PLOVER reading of an event type.</summary>
public sealed record Plover(string Type, string? Mode, string? Context);

/// <summary>One source says: this happened (or did not, or will). Every field leads back to a span of the report's text.</summary>
public sealed record Claim
{
    /// <summary>Made from report content, evidence, sub-type and coder version; the same report coded by the same coder has the same claims.</summary>
    public required ContentId Id { get; init; }

    public required string ReportId { get; init; }
    public required ContentId ReportContent { get; init; }
    public LocalDate? PublishedOn { get; init; }
    public string? Publisher { get; init; }

    /// <summary>What sort of block the evidence stands in: a caption is evidence of its own kind.</summary>
    public BlockKind Block { get; init; } = BlockKind.Body;

    /// <summary>One of the 25 sub-event types, by its exact name in <c>data/ontology/events</c>.</summary>
    public required string SubType { get; init; }

    /// <summary>The event type the sub-type belongs to.</summary>
    public required string Type { get; init; }

    public Plover? Plover { get; init; }
    public ClaimStatus Status { get; init; }
    public ImmutableArray<Participant> Actors { get; init; } = [];
    public ImmutableArray<Participant> Recipients { get; init; } = [];

    /// <summary>Buildings, vehicles and installations that were hit and are nobody's by their name: "a bus", "the bridge". No recipients by the codebook.</summary>
    public ImmutableArray<Participant> Targets { get; init; } = [];

    public PlaceReference? Place { get; init; }
    public DateReference? Date { get; init; }
    public Losses? Fatalities { get; init; }
    public Losses? Injured { get; init; }
    public ImmutableArray<Weapon> Weapons { get; init; } = [];

    /// <summary>Who says so inside the text, without the publisher: outermost first, last = who originally says it.</summary>
    public ImmutableArray<AttributionLink> Attribution { get; init; } = [];

    public ControlClaim? Control { get; init; }
    public DamageClaim? Damage { get; init; }

    /// <summary>The words that tell of the happening; the first is the main one.</summary>
    public required ImmutableArray<Span> Evidence { get; init; }

    /// <summary>The text of the first evidence span, kept so that the record can quote without the report at hand.</summary>
    public required string Quote { get; init; }

    /// <summary>Belief of the coder in the claim's type, 0 to 1.</summary>
    public double Confidence { get; init; }

    /// <summary>For a person: the trigger, what decided its reading, where each role came from, why a rival lost.</summary>
    public ImmutableArray<string> Because { get; init; } = [];
}

/// <summary>A report and what was coded from it.</summary>
public sealed record CodedReport(Report Report, ImmutableArray<Claim> Claims)
{
    /// <summary>What an article tells again, or in passing. Empty where nobody asked for it.</summary>
    public ImmutableArray<Aside> Asides { get; init; } = [];
}

/// <summary>A happening that a report tells again, or in passing: no claim of its own, read only for who and what is named in it.</summary>
public sealed record Aside(string SubType, string Type, ClaimStatus Status, ImmutableArray<Participant> Actors, ImmutableArray<Participant> Recipients, ImmutableArray<Participant> Targets, ImmutableArray<Weapon> Weapons);
