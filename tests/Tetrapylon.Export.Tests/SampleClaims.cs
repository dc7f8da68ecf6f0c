using NodaTime;
using Tetrapylon.Model;

namespace Tetrapylon.Export.Tests;

/// <summary>A coded report built by hand with every field filled; the flag at its start is two code points of two code units each.</summary>
internal static class SampleClaims
{
    public const string Text = "🇸🇾 Army shells Harun on Monday. Four guards died, a monitor said.";

    public static Report Report { get; } = new()
    {
        Id = "r-1",
        Text = Text,
        Blocks = [new(BlockKind.Headline, new(0, 4)), new(BlockKind.Body, new(5, Text.Length))],
        PublishedOn = new LocalDate(2019, 5, 7),
        PublishedBasis = PublishedBasis.JsonLd,
        Publisher = "The Courier",
        Title = "Shells on Harun",
        Language = "en",
        Issues = [new("day-conflict", "two days")],
    };

    public static Place Harun { get; } = new("tetrapylon:harun", "Harun", PlaceKind.Settlement, 34.123456789, 40.5, "SY", "Homs");

    public static Claim Claim { get; } = new()
    {
        Id = ContentId.Of("claim"),
        ReportId = "r-1",
        ReportContent = Report.ContentId,
        PublishedOn = Report.PublishedOn,
        Publisher = Report.Publisher,
        SubType = "Shelling/artillery/missile attack",
        Type = "Explosions/Remote violence",
        Plover = new("ASSAULT", "explosives", null),
        Actors = [new("Army", ActorKind.StateForces, "sy-army", At("Army"))],
        Recipients = [new("guards", ActorKind.PoliticalMilitia, null, At("guards"))],
        Place = new(Mention, "SY", "names the place"),
        Date = new(DayRange.Of(new LocalDate(2019, 5, 6)), DateBasis.Resolved, At("Monday")),
        Fatalities = new(4, 4, 4, At("Four")),
        Weapons = [new("shells", WeaponKind.Artillery, At("shells"))],
        Attribution = [new("monitor", SourceKind.Monitor, null, At("monitor"))],
        Control = new(new("Army", ActorKind.StateForces, "sy-army", At("Army")), ControlChange.SiegeLifted),
        Damage = new("Harun", "tetrapylon:harun", "wall", DamageEffect.Damaged, DamageSeverity.Unknown, "part", At("Harun")),
        Evidence = [At("Army shells Harun on Monday")],
        Quote = "Army shells Harun on Monday",
        Confidence = 0.87654,
        Because = ["trigger 'shells'"],
    };

    public static PlaceMention Mention => new(At("Harun"), 2, 3, "Harun", Harun, "SY", false, 1, GeoPrecision.Exact, "only one");

    public static Span At(string words)
    {
        var start = Text.IndexOf(words, StringComparison.Ordinal);
        return new(start, start + words.Length);
    }
}
