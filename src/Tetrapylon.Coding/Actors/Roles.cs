using System.Collections.Immutable;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Actors;

/// <summary>Who did it and to whom, around one anchor.</summary>
/// <param name="Actors">Who does it, the main one first.</param>
/// <param name="Recipients">To whom.</param>
/// <param name="Because">From what each was taken, for a person.</param>
public sealed record Roles(ImmutableArray<Participant> Actors, ImmutableArray<Participant> Recipients, ImmutableArray<string> Because)
{
    public static readonly Roles None = new([], [], []);

    /// <summary>Buildings and vehicles that were hit and stand for nobody.</summary>
    public ImmutableArray<Participant> Targets { get; init; } = [];
}

/// <summary>The part somebody has in a happening.</summary>
public enum Role : byte { None, Actor, Recipient }
