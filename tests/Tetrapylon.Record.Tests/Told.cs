using System.Collections.Immutable;
using NodaTime;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;
using Tetrapylon.Record.Control;
using Tetrapylon.Record.Merging;

namespace Tetrapylon.Record.Tests;

/// <summary>Builds claims and reports by hand.</summary>
internal static class Told
{
    public static readonly Place Marja = new("test:marja", "Marja", PlaceKind.Settlement, 31.52, 64.12, "AF", "Helmand") { Names = ["Marjah"] };
    public static readonly Place Sangin = new("test:sangin", "Sangin", PlaceKind.Settlement, 32.07, 64.83, "AF", "Helmand");
    public static readonly Place Helmand = new("test:helmand", "Helmand", PlaceKind.Region, 31.3, 64.0, "AF");
    public static readonly Place Tower = new("test:marja-tower", "Marja tower", PlaceKind.Site, 31.52, 64.12, "AF", "Helmand", "test:marja");

    public static readonly Sides Sides = new(
        (id, _, country) => id is "af-military" || id is "us-military" && country == "AF" ? "af-government" : id,
        id => id switch { "af-government" => "Afghan government", "taliban" => "Taliban", "isk" => "Islamic State – Khorasan", "af-military" => "Afghan National Army", _ => null });

    public static RecordRules Rules { get; } = RecordRules.Load(DataFolder.Shipped(), Sides);

    /// <summary>The same rules, but a crowd is large from four claims on.</summary>
    public static RecordRules SmallCrowds(string folder)
    {
        var overlay = Directory.CreateDirectory(Path.Combine(folder, "small-crowds", "record")).FullName;
        File.WriteAllText(Path.Combine(overlay, "merge.yaml"), File.ReadAllText(DataFolder.Shipped().File("record/merge.yaml").Path).Replace("crowd: 200", "crowd: 3", StringComparison.Ordinal));
        return RecordRules.Load(DataFolder.Shipped(Path.Combine(folder, "small-crowds")), Sides);
    }

    public static LocalDate Day(string iso) => NodaTime.Text.LocalDatePattern.Iso.Parse(iso).Value;

    public static Participant Taliban => new("Taliban", ActorKind.RebelGroup, "taliban", new(0, 7));
    public static Participant Army => new("Afghan Army", ActorKind.StateForces, "af-military", new(0, 11));
    public static Participant Someone(string name, ActorKind kind = ActorKind.Unidentified) => new(name, kind, null, new(0, name.Length));

    public static PlaceReference At(Place place) => new(new(new(0, 5), 0, 1, place.Name, place, place.Country, false, 1, GeoPrecision.Exact, "by hand"), place.Country, "by hand");

    public static DateReference On(string from, string? to = null, DatePrecision precision = DatePrecision.Day, DateBasis basis = DateBasis.Stated) =>
        new(new(Day(from), Day(to ?? from), precision), basis, null);

    /// <summary>One report that makes the given claims; each claim gets the report's id, day and words.</summary>
    public static CodedReport Report(string id, string published, string text, params ReadOnlySpan<Claim> claims) => Report(new()
    {
        Id = id,
        Text = text,
        Blocks = [new(BlockKind.Body, new(0, text.Length))],
        PublishedOn = Day(published),
    }, claims);

    public static CodedReport Report(Report report, params ReadOnlySpan<Claim> claims)
    {
        var told = ImmutableArray.CreateBuilder<Claim>();
        var number = 0;
        foreach (var claim in claims)
            told.Add(claim with
            {
                Id = ContentId.Of(report.ContentId.ToString(), claim.SubType, (number++).ToString(System.Globalization.CultureInfo.InvariantCulture)),
                ReportId = report.Id,
                ReportContent = report.ContentId,
                PublishedOn = report.PublishedOn,
                Publisher = report.Publisher,
                Quote = claim.Quote.Length > 0 ? claim.Quote : report.Text,
            });
        return new(report, told.ToImmutable());
    }

    public static Claim Claim(string subType, Place? place = null, DateReference? date = null, string type = "Battles") => new()
    {
        Id = default,
        ReportId = "",
        ReportContent = default,
        SubType = subType,
        Type = type,
        Place = place is null ? null : At(place),
        Date = date,
        Evidence = [new(0, 5)],
        Quote = "",
        Confidence = 0.9,
    };

    public static Claim Taken(Place place, Participant by, Participant? from, DateReference? date) =>
        Claim(by.Kind == ActorKind.StateForces ? "Government regains territory" : "Non-state actor overtakes territory", place, date) with
        {
            Actors = [by],
            Recipients = from is null ? [] : [from],
            Control = new(by, ControlChange.Gained),
        };

    public static Claim Clash(Place place, DateReference date, Participant a, Participant b, int? dead = null) => Claim("Armed clash", place, date) with
    {
        Actors = [a],
        Recipients = [b],
        Fatalities = dead is { } n ? new(n, n, n, new(0, 1)) : null,
    };

    public static Claim Contested(Place place, DateReference date, Participant attacker, Participant inside) =>
        Clash(place, date, attacker, inside) with { Control = new(null, ControlChange.Contested) };

    public static KnownClaim Known(CodedReport report, int claim = 0) => new(report.Claims[claim], report.Report.UpdatedOn ?? report.Report.PublishedOn, TextSignature.Of(report.Report.Text));

    public static ImmutableArray<ControlSpell> Spells(Place place, params IEnumerable<CodedReport> reports) =>
        new Reconciler(Rules).Control(place, [.. reports.SelectMany(r => r.Claims.Select((_, i) => Known(r, i)))]).Spells;
}
