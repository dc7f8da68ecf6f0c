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
        var told = coded.Claims.Select(c => new Aside(c.SubType, c.Type, c.Status, c.Actors, c.Recipients, c.Targets, c.Weapons));
        ImmutableArray<Aside> acts = [.. told.Concat(coded.Asides).Where(IsTerror)];
        var doers = acts.SelectMany(c => c.Actors).ToList();
        var struck = acts.SelectMany(c => c.Recipients.Concat(c.Targets)).ToList();
        return new(
            Names(doers, d => d.Kind is ActorKind.Individual or ActorKind.Unidentified or ActorKind.Civilians),
            Names(doers, d => d.Kind is not (ActorKind.Individual or ActorKind.Unidentified or ActorKind.Civilians or ActorKind.StateForces)),
            Names(struck, s => s.Kind == ActorKind.Structure),
            Names(struck, s => s.Kind == ActorKind.Individual),
            Once(acts.SelectMany(c => c.Weapons).Select(w => w.Name)));
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
    private static bool IsTerror(Aside told) => told.Status == ClaimStatus.Asserted
        && (told.Type is "Violence against civilians" or "Explosions/Remote violence" && told.SubType != "Air/drone strike" || told.SubType == "Looting/property destruction");

    private static ImmutableArray<string> Names(List<Participant> participants, Func<Participant, bool> fits) => Once(participants.Where(fits).Select(p => p.Name));

    private static ImmutableArray<string> Once(IEnumerable<string> names) => [.. names.Distinct(StringComparer.OrdinalIgnoreCase)];

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
