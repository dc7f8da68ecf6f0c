using Tetrapylon.Model;
using Tetrapylon.Record.Heritage;
using static Tetrapylon.Record.Tests.Told;

namespace Tetrapylon.Record.Tests.Heritage;

public sealed class DamageRegisterTests
{
    private static Claim Razed(string? day, Participant? by, DamageEffect effect = DamageEffect.Destroyed) =>
        Claim("Looting/property destruction", Tower, day is null ? null : On(day), "Strategic developments") with
        {
            Actors = by is null ? [] : [by],
            Damage = new("Marja tower", "test:marja-tower", null, effect, DamageSeverity.Unknown, null, new(0, 1)),
        };

    private static List<DamageRecord> Register(params CodedReport[] reports)
    {
        var claims = reports.SelectMany(r => r.Claims.Select((_, i) => Known(r, i))).ToList();
        var reconciler = new Reconciler(Rules);
        return [.. reconciler.Damage(claims, _ => reconciler.Control(Marja, claims))];
    }

    [Fact]
    public void A_destruction_is_bounded_by_its_days_and_joined_to_who_held_the_place()
    {
        var record = Assert.Single(Register(
            Report("a", "2019-04-03", "The Taliban took Marja.", Taken(Marja, Taliban, Army, On("2019-04-02"))),
            Report("b", "2019-05-09", "The Taliban razed the tower in early May.", Razed("2019-05-04", Taliban))));
        Assert.Equal((Day("2019-05-03"), Day("2019-05-04")), (record.LastKnownIntact, record.FirstKnownDamaged));
        Assert.Equal("Taliban", record.HeldThen!.Holder);
        Assert.Equal((DamageCause.Demolition, AgentCertainty.Probable, DamageSeverity.Destroyed), (record.Cause, record.AgentCertainty, record.ConditionAfter));
    }

    [Fact]
    public void Told_without_a_day_it_is_known_damaged_by_the_report_and_nothing_bounds_it_before()
    {
        var record = Assert.Single(Register(Report("b", "2019-05-09", "The Taliban have razed the tower.", Razed(null, Taliban))));
        Assert.Equal((null, Day("2019-05-09")), (record.LastKnownIntact, record.FirstKnownDamaged));
    }

    [Fact]
    public void Two_reports_of_one_destruction_are_one_record_and_leave_no_doubt_of_the_agent()
    {
        var record = Assert.Single(Register(
            Report("a", "2019-05-05", "The Taliban blew up the tower.", Razed("2019-05-04", Taliban)),
            Report("b", "2019-05-06", "The tower of Marja was blown up by the Taliban.", Razed("2019-05-04", Taliban))));
        Assert.Equal((2, AgentCertainty.Definite), (record.Claims.Length, record.AgentCertainty));
    }

    [Fact]
    public void Reports_that_differ_about_the_day_tell_of_one_destruction_which_lies_between_them()
    {
        var record = Assert.Single(Register(
            Report("a", "2019-05-05", "The Taliban blew up the tower on Saturday.", Razed("2019-05-04", Taliban)),
            Report("b", "2019-05-06", "The Taliban blew up the tower in March.", Razed("2019-03-10", Taliban))));
        Assert.Equal((Day("2019-03-09"), Day("2019-05-04"), 2), (record.LastKnownIntact, record.FirstKnownDamaged, record.Claims.Length));
    }

    [Fact]
    public void All_records_of_a_site_bear_its_fullest_name()
    {
        var unnamed = Razed("2019-05-04", Army);
        var records = Register(
            Report("a", "2019-05-05", "The Taliban blew up the tower.", Razed("2019-05-04", Taliban)),
            Report("b", "2019-05-05", "The army blew up the tower.", unnamed with { Damage = unnamed.Damage! with { Site = "tower" } }));
        Assert.All(records, r => Assert.Equal("Marja tower", r.Site));
    }

    [Fact]
    public void Reports_that_blame_two_sides_stand_side_by_side()
    {
        var records = Register(
            Report("a", "2019-05-05", "The Taliban blew up the tower.", Razed("2019-05-04", Taliban)),
            Report("b", "2019-05-05", "The army blew up the tower.", Razed("2019-05-04", Army)));
        Assert.Equal(2, records.Count);
        Assert.Equal([records[1].Id], records[0].Contradicts);
    }

    [Fact]
    public void A_denial_contradicts_the_claim()
    {
        var records = Register(
            Report("a", "2019-05-05", "The Taliban blew up the tower.", Razed("2019-05-04", Taliban)),
            Report("b", "2019-05-06", "The tower was not blown up.", Razed("2019-05-04", Taliban) with { Status = ClaimStatus.Negated }));
        Assert.All(records, r => Assert.Single(r.Contradicts));
    }

    [Fact]
    public void Sites_known_by_name_alone_lie_under_their_folded_name() =>
        Assert.Equal("named:af:tour de cafe", DamageRegister.SiteKey(new("Tour-de Café", null, null, DamageEffect.Looted, DamageSeverity.Unknown, null, new(0, 1)), "AF"));
}
