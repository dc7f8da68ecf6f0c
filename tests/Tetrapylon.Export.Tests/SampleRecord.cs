using NodaTime;
using Tetrapylon.Model;

namespace Tetrapylon.Export.Tests;

/// <summary>Parts of a record built by hand.</summary>
internal static class SampleRecord
{
    public static readonly Dictionary<string, string> Countries = new(StringComparer.Ordinal) { ["SY"] = "Syria" };

    public static Event Event { get; } = new()
    {
        Id = ContentId.Of("event"),
        Type = "Explosions/Remote violence",
        SubType = "Shelling/artillery/missile attack",
        Actors = [new("Army", ActorKind.StateForces, "sy-army"), new("Allied militia", ActorKind.PoliticalMilitia, null)],
        Recipients = [new("=HYPERLINK(\"x\")", ActorKind.RebelGroup, null)],
        Place = new(SampleClaims.Harun, "Harun", "SY", GeoPrecision.Exact),
        Days = DayRange.Of(new(2019, 5, 6)),
        DateBasis = Model.DateBasis.Resolved,
        Fatalities = new(3, 4, 6),
        Weapons = ["shells"],
        Sources = [new("monitor", SourceKind.Monitor, false, [ContentId.Of("claim")]), new("Army", SourceKind.Military, true, [ContentId.Of("other")])],
        Values = [new("fatalities", "4", [ContentId.Of("claim")], 1, true), new("fatalities", "6", [ContentId.Of("other")], 1, false)],
        Claims = [ContentId.Of("claim"), ContentId.Of("other")],
        Quote = "Army shells Harun, \"again\"",
        KnownSince = new LocalDate(2019, 5, 7),
        Confidence = 0.9,
    };

    public static ControlHistory History { get; } = new(SampleClaims.Harun with { Names = ["Harun", "Haroun"] },
    [
        new() { Holder = "Rebels", Status = ControlStatus.Held, From = new(2018, 3, 1), FromPrecision = DatePrecision.Month, To = new LocalDate(2019, 5, 6), Because = "captured", Claims = [ContentId.Of("claim")] },
        new() { Holder = "Army", Status = ControlStatus.Held, From = new(2019, 5, 6), FromPrecision = DatePrecision.Day, Because = "captured", Confidence = 0.8, KnownSince = new LocalDate(2019, 5, 7) },
    ]);

    public static DamageRecord Damage { get; } = new()
    {
        Id = ContentId.Of("damage"), Site = "Gate of Harun", Component = "arch", Place = SampleClaims.Harun, Country = "SY", Status = ClaimStatus.Asserted,
        Effect = DamageEffect.Destroyed, CauseType = "Looting/property destruction", Agent = Event.Actors[0], FirstKnownDamaged = new LocalDate(2019, 5, 7),
        HeldThen = History.Spells[1], Claims = [ContentId.Of("claim")], Quote = "the arch of the gate was blown up",
    };
}
