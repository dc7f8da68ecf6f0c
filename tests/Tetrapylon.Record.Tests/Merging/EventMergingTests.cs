using Tetrapylon.Model;
using static Tetrapylon.Record.Tests.Told;

namespace Tetrapylon.Record.Tests.Merging;

public sealed class EventMergingTests
{
    private static readonly Claim TwelveDead = Clash(Marja, On("2019-05-04"), Taliban, Army, 12);

    [Fact]
    public void Two_papers_on_one_clash_make_one_event_that_keeps_both_tolls()
    {
        var told = Assert.Single(Events(
            Report("a", "2019-05-04", "Taliban fighters stormed an army post in Marja; twelve soldiers died.", TwelveDead),
            Report("b", "2019-05-05", "At least nine soldiers were killed as the Taliban stormed a post in Marja on Saturday.", Clash(Marja, On("2019-05-04"), Taliban, Army, 9))));
        Assert.Equal(2, told.Claims.Length);
        Assert.Equal(2, told.Sources.Length);
        Assert.Equal((9, 12), (told.Fatalities!.Low, told.Fatalities.High));
        Assert.Equal(["12", "9"], told.Values.Where(v => v.Field == "fatalities").Select(v => v.Value));
        Assert.Single(told.Values, v => v is { Field: "fatalities", Canonical: true });
    }

    [Fact]
    public void News_told_a_day_late_is_of_the_day_before() =>
        Assert.Single(Events(
            Report("a", "2019-05-04", "Taliban fighters stormed an army post in Marja; twelve soldiers died.", TwelveDead),
            Report("b", "2019-05-05", "Twelve soldiers died when Taliban fighters stormed an army post in Marja.", Clash(Marja, On("2019-05-05", basis: DateBasis.ReportDay), Taliban, Army, 12))));

    [Theory]
    [InlineData("2019-05-06", "Armed clash")]
    [InlineData("2019-05-04", "Peaceful protest")]
    public void Another_day_or_another_kind_is_another_event(string day, string type) =>
        Assert.Equal(2, Events(
            Report("a", "2019-05-04", "Taliban fighters stormed an army post in Marja; twelve soldiers died.", TwelveDead),
            Report("b", "2019-05-06", "Twelve soldiers died when Taliban fighters stormed an army post in Marja.", TwelveDead with { SubType = type, Date = On(day) })).Count);

    [Fact]
    public void What_is_looked_back_on_in_a_later_paper_may_lie_days_before_that_paper() =>
        Assert.Single(Events(
            Report("a", "2019-05-04", "Governor Hamid Qarluq was shot dead by gunmen in Marja.", Shooting("Governor Hamid Qarluq was shot dead by gunmen in Marja", On("2019-05-04", basis: DateBasis.ReportDay))),
            Report("b", "2019-05-08", "Thousands mourn after the killing of governor Hamid Qarluq in Marja.", Shooting("after the killing of governor Hamid Qarluq in Marja", On("2019-05-08", basis: DateBasis.ReportDay)))));

    [Fact]
    public void News_of_later_days_does_not_look_back() =>
        Assert.Equal(2, Events(
            Report("a", "2019-05-04", "Governor Hamid Qarluq was shot by gunmen in Marja.", Shooting("Governor Hamid Qarluq was shot by gunmen in Marja", On("2019-05-04", basis: DateBasis.ReportDay))),
            Report("b", "2019-05-08", "Governor Hamid Qarluq was shot by gunmen in Marja.", Shooting("Governor Hamid Qarluq was shot by gunmen in Marja", On("2019-05-08", basis: DateBasis.ReportDay)))).Count);

    [Theory]
    [InlineData("2019-05-02", "2019-05-04", DatePrecision.Range, 2)]
    [InlineData("2019-04-29", "2019-05-05", DatePrecision.Week, 1)]
    public void Days_of_fighting_are_not_the_fight_of_one_day_but_some_day_of_a_week_may_be_that_day(string from, string to, DatePrecision precision, int events) =>
        Assert.Equal(events, Events(
            Report("a", "2019-05-04", "Taliban fighters stormed an army post in Marja; twelve soldiers died.", TwelveDead),
            Report("b", "2019-05-06", "Taliban fighters stormed an army post in Marja; twelve soldiers died.", Clash(Marja, On(from, to, precision), Taliban, Army, 12))).Count);

    [Fact]
    public void What_is_told_without_a_day_may_be_of_the_year_another_names() =>
        Assert.Single(Events(
            Report("a", "2019-05-04", "Taliban fighters stormed the Marja post of commander Zabet; twelve soldiers died.", TwelveDead with { Date = null }),
            Report("b", "2021-02-03", "The Taliban stormed the Marja post of commander Zabet in 2019; twelve soldiers died.", Clash(Marja, On("2019-01-01", "2019-12-31", DatePrecision.Year), Taliban, Army, 12))));

    private static Claim Shooting(string quote, DateReference day) =>
        Clash(Marja, day, Someone("gunmen"), Someone("Hamid Qarluq", ActorKind.Individual), 1) with { SubType = "Attack", Type = "Violence against civilians", Quote = quote };

    [Fact]
    public void Another_town_is_another_event() =>
        Assert.Equal(2, Events(
            Report("a", "2019-05-04", "Taliban fighters stormed an army post in Marja; twelve soldiers died.", TwelveDead),
            Report("b", "2019-05-04", "Taliban fighters stormed an army post in Sangin; twelve soldiers died.", Clash(Sangin, On("2019-05-04"), Taliban, Army, 12))).Count);

    [Fact]
    public void A_town_next_door_is_another_town()
    {
        var next = Marja with { Id = "test:next", Name = "Trek Nawa", Latitude = Marja.Latitude + 0.04, Names = [] };
        Assert.Equal(2, Events(
            Report("a", "2019-05-04", "Taliban fighters stormed an army post in Marja; twelve soldiers died.", TwelveDead),
            Report("b", "2019-05-04", "Taliban fighters stormed an army post in Trek Nawa; twelve soldiers died.", Clash(next, On("2019-05-04"), Taliban, Army, 12))).Count);
    }

    [Fact]
    public void A_building_and_the_town_it_stands_in_may_be_one_place_told_two_ways() =>
        Assert.Equal("Marja tower", Assert.Single(Events(
            Report("a", "2019-05-04", "Taliban fighters stormed the tower of Marja; twelve soldiers died.", Clash(Tower, On("2019-05-04"), Taliban, Army, 12)),
            Report("b", "2019-05-04", "Twelve soldiers died when Taliban fighters stormed a tower in Marja.", TwelveDead))).Place!.Place!.Name);

    [Fact]
    public void What_is_told_without_a_day_was_shortly_before()
    {
        var undated = TwelveDead with { Date = null };
        var first = Report("a", "2019-05-04", "Taliban fighters stormed an army post in Marja; twelve soldiers died.", TwelveDead);
        Assert.Single(Events(first, Report("b", "2019-05-06", "Mourners buried the twelve soldiers killed when Taliban fighters stormed the army post in Marja.", undated)));
        Assert.Equal(2, Events(first, Report("b", "2019-07-06", "Mourners buried the twelve soldiers killed when Taliban fighters stormed the army post in Marja.", undated)).Count);
    }

    [Theory]
    [InlineData("2019-05-01", "2019-05-31", 1)]
    [InlineData("2019-06-01", "2019-06-30", 2)]
    public void A_month_may_hold_the_day_that_another_report_names(string from, string to, int events)
    {
        var trial = TwelveDead with { Date = On(from, to, DatePrecision.Month) };
        Assert.Equal(events, Events(
            Report("a", "2019-05-04", "Taliban commander Gul Zarif stormed the army post in Marja with his fighters; twelve soldiers died.", TwelveDead with { Date = On("2019-05-04") }),
            Report("b", "2019-09-20", "Commander Gul Zarif is sentenced for storming the Marja army post, where twelve soldiers died.", trial)).Count);
    }

    [Fact]
    public void Another_attack_of_the_next_day_is_another_event() =>
        Assert.Equal(2, Events(
            Report("a", "2019-05-04", "Taliban fighters attacked soldiers in Marja; two soldiers died.", Clash(Marja, On("2019-05-04", basis: DateBasis.ReportDay), Taliban, Army, 2)),
            Report("b", "2019-05-05", "Fighting in Marja continues for a second day, with eleven more soldiers dead.", Clash(Marja, On("2019-05-05", basis: DateBasis.ReportDay), Taliban, Army, 11))).Count);

    [Fact]
    public void A_region_and_its_town_may_be_one_place_told_two_ways() =>
        Assert.Equal("Marja", Assert.Single(Events(
            Report("a", "2019-05-04", "Taliban fighters stormed an army post in Marja; twelve soldiers died.", TwelveDead),
            Report("b", "2019-05-04", "Taliban fighters stormed an army post in Helmand; twelve soldiers died.", Clash(Helmand, On("2019-05-04"), Taliban, Army, 12)))).Place!.Place!.Name);

    [Fact]
    public void One_report_never_tells_one_event_twice() =>
        Assert.Equal(2, Events(Report("a", "2019-05-04", "Two clashes in Marja.", TwelveDead, TwelveDead)).Count);

    [Fact]
    public void Wire_copies_are_one_source()
    {
        const string Wire = "Taliban fighters stormed an army post in the Marja district of the southern province on Saturday morning and killed twelve soldiers, the governor's office told reporters.";
        var told = Assert.Single(Events(Report("a", "2019-05-04", Wire, TwelveDead), Report("b", "2019-05-04", "KABUL — " + Wire, TwelveDead)));
        Assert.Equal((2, 1), (told.Claims.Length, told.Sources.Length));
    }

    [Fact]
    public void Two_papers_that_quote_one_monitor_are_one_source()
    {
        var quoted = TwelveDead with { Attribution = [new("Helmand Conflict Watch", SourceKind.Monitor, null, new(0, 4))] };
        var told = Assert.Single(Events(
            Report("a", "2019-05-04", "Taliban fighters stormed an army post in Marja; twelve soldiers died.", quoted),
            Report("b", "2019-05-04", "A post of the army fell to Taliban fighters at Marja with twelve soldiers dead.", quoted)));
        Assert.Single(told.Sources);
    }

    [Fact]
    public void What_a_side_says_of_itself_is_marked()
    {
        var told = Assert.Single(Events(Report("a", "2019-05-04", "The Taliban said they took a post.",
            TwelveDead with { Attribution = [new("Taliban", SourceKind.Unknown, "taliban", new(0, 4))] })));
        Assert.True(Assert.Single(told.Sources).Party);
    }

    [Fact]
    public void The_id_of_an_event_stays_when_more_is_told_of_it()
    {
        var first = Report("a", "2019-05-04", "Taliban fighters stormed an army post in Marja; twelve soldiers died.", TwelveDead);
        var second = Report("b", "2019-05-05", "Twelve soldiers died when Taliban fighters stormed an army post in Marja.", TwelveDead);
        Assert.Equal(Assert.Single(Events(first)).Id, Assert.Single(Events(second, first)).Id);
    }

    private static List<Event> Events(params IEnumerable<CodedReport> reports) =>
        [.. new Reconciler(Rules).Events([.. reports.SelectMany(r => r.Claims.Select((_, i) => Known(r, i)))])];
}
