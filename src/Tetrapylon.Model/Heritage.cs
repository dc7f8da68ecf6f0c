using System.Collections.Immutable;
using NodaTime;

namespace Tetrapylon.Model;

/// <summary>EAMENA's categories of disturbance that an armed conflict brings.</summary>
public enum DamageCause : byte { Unknown, Explosion, Shelling, AirStrike, Demolition, Burning, Looting, GroundAssault, MilitaryUse }

/// <summary>How sure it is who did it, in EAMENA's terms.</summary>
public enum AgentCertainty : byte { NotTold, Possible, Probable, Definite }

/// <summary>On what a damage record rests.</summary>
public enum DamageBasis : byte { Report, Imagery, Visit, Witness, Monitor, StateMedia, PerpetratorClaim, Caption }

/// <summary>What was done to one component of a heritage site, by whom, within which bounds of time, and who held the place then.</summary>
public sealed record DamageRecord
{
    public required ContentId Id { get; init; }

    /// <summary>Id of the site in the gazetteer's tables; null for one known from reports alone.</summary>
    public string? SiteId { get; init; }

    public required string Site { get; init; }

    /// <summary>The part hit; null when the report speaks of the whole.</summary>
    public string? Component { get; init; }

    /// <summary>The place the site lies in or is.</summary>
    public Place? Place { get; init; }

    public string? Country { get; init; }
    public required ClaimStatus Status { get; init; }
    public required DamageEffect Effect { get; init; }
    public DamageSeverity Severity { get; init; }
    public string? Extent { get; init; }
    public DamageCause Cause { get; init; }

    /// <summary>The sub-event type of the claim that told the cause.</summary>
    public required string CauseType { get; init; }

    public Party? Agent { get; init; }
    public AgentCertainty AgentCertainty { get; init; }

    /// <summary>Last day on which the component is known to have stood undamaged; null when nothing bounds it.</summary>
    public LocalDate? LastKnownIntact { get; init; }

    /// <summary>First day on which it is known to be damaged.</summary>
    public LocalDate? FirstKnownDamaged { get; init; }

    public DamageBasis Basis { get; init; }

    /// <summary>Condition after it, on EAMENA's scale.</summary>
    public DamageSeverity ConditionAfter { get; init; }

    /// <summary>Who held the place within the bounds; null when the record cannot say.</summary>
    public ControlSpell? HeldThen { get; init; }

    public LocalDate? KnownSince { get; init; }
    public double Confidence { get; init; }
    public required ImmutableArray<ContentId> Claims { get; init; }

    /// <summary>Damage records of the same component that cannot be true together with this one.</summary>
    public ImmutableArray<ContentId> Contradicts { get; init; } = [];

    public required string Quote { get; init; }
}
