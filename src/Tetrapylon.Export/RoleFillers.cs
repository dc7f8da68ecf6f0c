using System.Collections.Immutable;
using System.Text.Json;
using Tetrapylon.Model;

namespace Tetrapylon.Export;

/// <summary>Who and what fills the roles of a report's acts of terror, in the terms of the Fourth Message Understanding Conference (MUC-4, 1992): a crosswalk of what the report tells.</summary>
/// <remarks>Its incidents are attacks, bombings, kidnappings and arson that happened: combat is left out, and so are soldiers who do their office and victims whom nobody names.</remarks>
internal sealed record RoleFillers(ImmutableArray<string> Individuals, ImmutableArray<string> Organizations, ImmutableArray<string> Targets, ImmutableArray<string> Victims, ImmutableArray<string> Weapons)
{
    public static RoleFillers Of(CodedReport coded)
    {
        var (doers, struck, weapons) = (new List<Participant>(), new List<Participant>(), new List<string>());
        foreach (var claim in coded.Claims)
            if (IsTerror(claim.Status, claim.Type, claim.SubType)) Add(claim.Actors, claim.Recipients, claim.Targets, claim.Weapons);
        foreach (var aside in coded.Asides)
            if (IsTerror(aside.Status, aside.Type, aside.SubType)) Add(aside.Actors, aside.Recipients, aside.Targets, aside.Weapons);
        return new(
            Names(doers, static d => d.Kind is ActorKind.Individual or ActorKind.Unidentified or ActorKind.Civilians),
            Names(doers, static d => d.Kind is not (ActorKind.Individual or ActorKind.Unidentified or ActorKind.Civilians or ActorKind.StateForces)),
            Names(struck, static s => s.Kind == ActorKind.Structure),
            Names(struck, static s => s.Kind == ActorKind.Individual),
            Once(weapons));

        void Add(ImmutableArray<Participant> actors, ImmutableArray<Participant> recipients, ImmutableArray<Participant> targets, ImmutableArray<Weapon> with)
        {
            doers.AddRange(actors);
            struck.AddRange(recipients);
            struck.AddRange(targets);
            foreach (var weapon in with) weapons.Add(weapon.Name);
        }
    }

    /// <summary>Writes the object <c>roles</c>: a list of mentions for each filler.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("roles");
        Write(json, "PerpInd", Individuals);
        Write(json, "PerpOrg", Organizations);
        Write(json, "Target", Targets);
        Write(json, "Victim", Victims);
        Write(json, "Weapon", Weapons);
        json.WriteEndObject();
    }

    // Type names of the codebook.
    private static bool IsTerror(ClaimStatus status, string type, string subType) => status == ClaimStatus.Asserted
        && (type is "Violence against civilians" or "Explosions/Remote violence" && subType != "Air/drone strike" || subType == "Looting/property destruction");

    private static ImmutableArray<string> Names(List<Participant> participants, Predicate<Participant> fits)
    {
        var names = new List<string>();
        foreach (var participant in participants)
            if (fits(participant)) names.Add(participant.Name);
        return Once(names);
    }

    private static ImmutableArray<string> Once(List<string> names) => names.Count < 2 ? [.. names] : [.. names.Distinct(StringComparer.OrdinalIgnoreCase)];

    private static void Write(Utf8JsonWriter json, string role, ImmutableArray<string> fillers)
    {
        json.WriteStartArray(role);
        foreach (var filler in fillers)
        {
            json.WriteStartArray();
            json.WriteStringValue(filler);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }
}
