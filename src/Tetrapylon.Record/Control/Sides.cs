using NodaTime;
using Tetrapylon.Model;
using Tetrapylon.Record.Store;

namespace Tetrapylon.Record.Control;

/// <summary>A side that can hold a place.</summary>
/// <param name="Key">The same for every actor and every name of the side.</param>
/// <param name="Generic">True for "rebels", "militants", "gunmen": a side, but which is told elsewhere.</param>
/// <param name="State">True for the state the place lies in and its allies there.</param>
/// <param name="Person">True for one person who stands for no side: it may be told to take a place, but is never supposed to have held one.</param>
public readonly record struct Side(string Key, string Name, string? ActorId, bool Generic, bool State, bool Person = false);

/// <summary>Maps those whom a claim names to the side they stood on, on that day, in that country.</summary>
/// <param name="sideOf">Leader of the side an actor stood on (<c>ActorDictionary.SideOf</c>).</param>
/// <param name="nameOf">Name of an actor; null when the dictionary does not know it.</param>
/// <param name="isCommon">True for a word that names no side by itself ("rebels", "federal"), in lower case.</param>
/// <param name="isNameless">True for a word that does not even say that it is the state's ("forces").</param>
public sealed class Sides(Func<string, LocalDate, string?, string> sideOf, Func<string, string?> nameOf, Func<string, bool>? isCommon = null, Func<string, bool>? isNameless = null)
{
    /// <summary>Sides without a dictionary: every actor stands alone.</summary>
    public static Sides Alone { get; } = new((actor, _, _) => actor, _ => null);

    /// <summary>The same sides, with the words that name none by themselves.</summary>
    internal Sides With(Func<string, bool> common, Func<string, bool> nameless) => new(sideOf, nameOf, common, nameless);

    /// <summary>The state of a country, as the dictionary names its government; null when it has none.</summary>
    public Side? StateOf(string? country, LocalDate day)
    {
        if (country is null) return null;
        var government = GovernmentId(country);
        if (nameOf(government) is not { } name) return null;
        return new(sideOf(government, day, country), name, government, false, true);
    }

    /// <summary>The side a participant stands on; null for those who hold no places (civilians, victims, buildings).</summary>
    public Side? Of(Participant party, string? country, LocalDate day)
    {
        if (party.Kind is ActorKind.Civilians or ActorKind.Structure) return null;
        var state = StateOf(country, day);
        if (party.ActorId is { } id)
        {
            var leader = sideOf(id, day, country);
            var isState = state is { } s && string.Equals(s.Key, leader, StringComparison.Ordinal);
            // The state's side bears the name of its government; a group keeps its own beside its allies'.
            // A person holds a place for the side he leads.
            if (party.Kind == ActorKind.Individual && !isState && !string.Equals(leader, id, StringComparison.Ordinal) && nameOf(leader) is { } led) return new(leader, led, leader, false, false);
            return isState ? state : new(leader, nameOf(id) ?? party.Name, id, false, false, party.Kind == ActorKind.Individual && string.Equals(leader, id, StringComparison.Ordinal));
        }
        // "Government forces", "the army" with no country named are those of the country the place lies in.
        var common = party.Name.Length > 0 && (!party.Name.AsSpan().ContainsAnyInRange('A', 'Z') || IsCommon(party.Name));
        if (common && party.Kind == ActorKind.StateForces && !(isNameless?.Invoke(party.Name.ToLowerInvariant()) ?? false) && state is { } own) return own;
        var key = NameFold.Fold(party.Name);
        return key.Length == 0 ? null : new(key, party.Name, null, common, false, party.Kind == ActorKind.Individual);
    }

    /// <summary>A participant as a side of its own, apart from the allies it shares a side with. The state's own organs stay the state.</summary>
    public Side Itself(Participant party, Side shared, string? country) =>
        party.ActorId is not { } id || string.Equals(id, shared.Key, StringComparison.Ordinal) || OfState(id, country) ? shared : new(id, nameOf(id) ?? party.Name, id, false, false);

    /// <summary>True for the government, military and police of a country.</summary>
    public static bool OfState(string actorId, string? country) => country is not null && actorId.StartsWith(country.ToLowerInvariant() + "-", StringComparison.Ordinal);

    // At the head of a sentence "Rebels" has a capital as well.
    private bool IsCommon(string name)
    {
        if (isCommon is null) return false;
        foreach (var word in name.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries))
            if (!isCommon(word.ToLowerInvariant())) return false;
        return true;
    }

    private static string GovernmentId(string country) => country.ToLowerInvariant() + "-government";
}
