using System.Collections.Immutable;
using NodaTime;

namespace Tetrapylon.Model;

/// <summary>How a place stands: one side holds it, sides fight inside it, its holder is encircled, or nobody can say.</summary>
public enum ControlStatus : byte { Held, Contested, Besieged, Unknown }

/// <summary>Who held a place from one day to another, and by which claims. Spells of a place follow each other without gap or overlap.</summary>
public sealed record ControlSpell
{
    /// <summary>Name of the side that holds it (in a contest or siege: the side still inside); null when nobody can be named.</summary>
    public string? Holder { get; init; }

    /// <summary>Id of the holder in <c>data/actors</c>, where it is one of them.</summary>
    public string? ActorId { get; init; }

    public required ControlStatus Status { get; init; }

    /// <summary>First day of the spell, as well as it is known.</summary>
    public required LocalDate From { get; init; }

    /// <summary>How well the first day is known: a month told gives its first day and <c>Month</c>; <c>Vague</c> where the place was held already before anyone told, or a fight was last heard of some time before.</summary>
    public required DatePrecision FromPrecision { get; init; }

    /// <summary>First day of the next spell; null while it lasts.</summary>
    public LocalDate? To { get; init; }

    /// <summary>The day from which reports told so; null when none of them is dated.</summary>
    public LocalDate? KnownSince { get; init; }

    /// <summary>Posterior belief in this state over the spell, 0 to 1.</summary>
    public double Confidence { get; init; }

    /// <summary>The claims that speak for it, in order of their ids. Empty where only the prior speaks.</summary>
    public ImmutableArray<ContentId> Claims { get; init; } = [];

    /// <summary>Why the spell begins, for a person.</summary>
    public required string Because { get; init; }

    public bool Covers(LocalDate day) => From <= day && (To is not { } to || day < to);
}

/// <summary>The history of one place.</summary>
public sealed record ControlHistory(Place Place, ImmutableArray<ControlSpell> Spells)
{
    /// <summary>Days on which anything new is told, with the belief in each state: the posterior behind the spells.</summary>
    public ImmutableArray<ControlBelief> Beliefs { get; init; } = [];

    /// <summary>The spell that covers a day; null before the first.</summary>
    public ControlSpell? On(LocalDate day)
    {
        foreach (var spell in Spells)
            if (spell.Covers(day)) return spell;
        return null;
    }
}

/// <summary>Belief on one day in one state of a place.</summary>
public readonly record struct ControlBelief(LocalDate Day, ControlStatus Status, string? Holder, double Probability);
