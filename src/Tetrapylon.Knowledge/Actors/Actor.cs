using System.Collections.Immutable;
using NodaTime;
using Tetrapylon.Model;

namespace Tetrapylon.Knowledge.Actors;

/// <summary>One that acts or is acted upon in a conflict: a state, an armed group, a force, a party, a leader, a people.</summary>
/// <param name="Id">Stable id: <c>hezbollah</c>, <c>sy-military</c>.</param>
/// <param name="Countries">ISO codes of the countries it belongs to or mainly acts in; the first is its own.</param>
/// <param name="Parent">Id of the actor it is a part, an organ or a leader of.</param>
/// <param name="Sides">On whose side it stood, where and when.</param>
public sealed record Actor(string Id, string Name, ImmutableArray<string> Aliases, ActorKind Kind, ImmutableArray<string> Countries, string? Parent, ImmutableArray<Alliance> Sides);

/// <summary>An actor stood on another's side.</summary>
/// <param name="With">Id of the actor that leads the side.</param>
/// <param name="In">ISO code of the country where this holds; null for anywhere. An alliance bound to a country counts only when that country is asked about.</param>
/// <param name="From">First day; null when it always was so.</param>
/// <param name="To">Last day; null when it still is so.</param>
public sealed record Alliance(string With, string? In, LocalDate? From, LocalDate? To)
{
    public bool Holds(LocalDate day, string? country) =>
        (In is null || string.Equals(In, country, StringComparison.OrdinalIgnoreCase)) && (From is null || From <= day) && (To is null || day <= To);
}

/// <summary>What became of an actor on a day.</summary>
public enum ActorChangeKind : byte
{
    /// <summary>It took another name.</summary>
    Named,
    /// <summary>It went on as another.</summary>
    Became,
    /// <summary>It went into another, for good.</summary>
    Merged,
    Joined,
    Left,
    /// <summary>It parted from another.</summary>
    Split,
    Ended,
}

/// <summary>A turn in the life of an actor.</summary>
/// <param name="Other">Id of the actor it became, went into, joined, left or parted from.</param>
/// <param name="Name">The name it took.</param>
public sealed record ActorChange(LocalDate Day, ActorChangeKind Kind, string Actor, string? Other, string? Name, string? Note);

/// <summary>A country as reports name it, and with it its state, government, military, police and people as actors.</summary>
/// <param name="Code">ISO 3166-1 alpha-2.</param>
/// <param name="Names">Its names, the usual one first.</param>
/// <param name="Adjectives">What belongs to it: "Syrian".</param>
/// <param name="Peoples">Its people: "Syrians".</param>
public sealed record Country(string Code, ImmutableArray<string> Names, ImmutableArray<string> Adjectives, ImmutableArray<string> Peoples)
{
    private readonly string _id = Code.ToLowerInvariant();

    public string StateId => _id;
    public string GovernmentId => _id + "-government";
    public string MilitaryId => _id + "-military";
    public string PoliceId => _id + "-police";
    public string PeopleId => _id + "-people";
}
