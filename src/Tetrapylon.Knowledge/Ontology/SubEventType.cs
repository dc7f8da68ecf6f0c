using System.Collections.Immutable;
using Tetrapylon.Model;

namespace Tetrapylon.Knowledge.Ontology;

/// <summary>How surely a trigger tells of its type by itself.</summary>
public enum TriggerStrength : byte { None, Weak, Likely, Strong }

/// <summary>Words that may tell of a type, and the groups of words of which one must stand near.</summary>
/// <param name="Near">Alternatives, each a set of cue groups that must all stand in the sentence; empty when nothing is asked.</param>
public sealed record Trigger(Phrase Phrase, TriggerStrength Strength, ImmutableArray<ulong> Near)
{
    /// <summary>Whether the cue groups found near satisfy one alternative.</summary>
    public bool Holds(ulong groups)
    {
        if (Near.Length == 0) return true;
        foreach (var needed in Near)
            if ((groups & needed) == needed) return true;
        return false;
    }
}

/// <summary>One of the 25 sub-event types: what it is, the words that tell of it, and what other schemes call it.</summary>
/// <param name="Plover">PLOVER type and mode (Open Event Data Alliance, PLOVER 1.0).</param>
/// <param name="Cameo">Code of the CAMEO verb codebook 1.1b3.</param>
/// <param name="Ucdp">UCDP GED type of violence; null where UCDP records nothing.</param>
public sealed record SubEventType(string Name, string Type, string Definition, string Actor, string Recipient, Plover Plover, string Cameo, string? Ucdp)
{
    public required ImmutableArray<Trigger> Triggers { get; init; }

    /// <summary>Which role holds the place afterwards, of a type that tells of a place taken; null of all others.</summary>
    public required HoldingRole? Control { get; init; }

    /// <summary>Kinds of actors whose taking of a place is of this type; empty for types that take none.</summary>
    public required ImmutableArray<ActorKind> Takers { get; init; }

    /// <summary>Share of the belief in a report's surest reading that a reading of this type must reach to count beside it.</summary>
    public required float BesideSurest { get; init; }

    /// <summary>Belief in one reading of this type that is enough for its report to tell of something, whatever else the report says: where a gap in a history costs more than a doubt. Null where none is.</summary>
    public required float? Enough { get; init; }

    /// <summary>Sentences that must be read as this type.</summary>
    public required ImmutableArray<string> Examples { get; init; }

    /// <summary>Sentences that share a word with this type and must not be read as any.</summary>
    public required ImmutableArray<string> Not { get; init; }
}

/// <summary>The role that holds a place after it was taken or left.</summary>
public enum HoldingRole : byte { Actor, Recipient }
