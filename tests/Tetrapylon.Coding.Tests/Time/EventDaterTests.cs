using Tetrapylon.Coding.Time;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Tests.Time;

public sealed class EventDaterTests
{
    private static readonly EventDater Dater = EventDater.Load(DataFolder.Shipped(), Path.Combine(AppContext.BaseDirectory, "models"));

    private static DateReference? Date(string text, string anchor, string? day = "2017-03-02", ClaimStatus status = ClaimStatus.Asserted, string subType = "Attack")
    {
        var document = Reports.Read(text, day);
        var at = Enumerable.Range(0, document.Tokens.Length).First(t => document.Tokens[t].Lower == anchor);
        return Dater.Date(document, Reports.Tagger.Tag(document), new(at, at, at + 1, subType), status, Reports.Tagger.ReportDay(document));
    }

    private static string Days(string text, string anchor, ClaimStatus status = ClaimStatus.Asserted, string subType = "Attack") => Reports.Said(Date(text, anchor, status: status, subType: subType)?.Days);

    [Fact]
    public void News_without_a_date_is_of_the_report_s_day()
    {
        var date = Date("Gunmen kill a judge in Dahra.", "kill");
        Assert.Equal("2017-03-02..2017-03-02", Reports.Said(date?.Days));
        Assert.Equal(DateBasis.ReportDay, date!.Basis);
        Assert.Null(date.Evidence);
    }

    [Fact]
    public void Without_a_report_s_day_there_is_no_date() => Assert.Null(Date("Gunmen kill a judge in Dahra.", "kill", day: null));

    [Fact]
    public void A_plan_without_a_day_has_no_date() => Assert.Equal("none", Days("The rebels will attack the town.", "attack", ClaimStatus.Planned));

    [Fact]
    public void A_plan_for_a_day_has_that_day() => Assert.Equal("2017-03-07..2017-03-07", Days("The rebels will attack the town on Tuesday.", "attack", ClaimStatus.Planned));

    [Fact]
    public void A_plan_for_some_time_next_year_has_no_date() => Assert.Equal("none", Days("The troops will withdraw next year.", "withdraw", ClaimStatus.Planned));

    [Fact]
    public void The_day_told_with_the_verb_is_the_day_of_the_event()
    {
        var date = Date("Gunmen killed a judge on Tuesday.", "killed");
        Assert.Equal("2017-02-28..2017-02-28", Reports.Said(date?.Days));
        Assert.Equal(DateBasis.Resolved, date!.Basis);
        Assert.NotNull(date.Evidence);
    }

    [Fact]
    public void A_background_clause_keeps_its_own_date()
    {
        const string text = "The army retook the hill from rebels, who had shelled the town in January.";
        Assert.Equal("2017-01-01..2017-01-31", Days(text, "shelled", subType: "Shelling/artillery/missile attack"));
        Assert.Equal("2017-03-02..2017-03-02", Days(text, "retook", subType: "Government regains territory"));
    }

    [Theory]
    [InlineData("forced", "2015-06-01..2015-06-30")]
    [InlineData("control", "2016-10-01..2016-10-31")]
    public void Each_of_two_clauses_keeps_its_own_month(string anchor, string days) =>
        Assert.Equal(days, Days("They were forced out in June 2015, and won control once more in October 2016.", anchor, subType: "Non-state actor overtakes territory"));

    [Theory]
    [InlineData("A bomb exploded in Herat on 31 June 2016, killing four guards.")]
    [InlineData("A bomb exploded in Herat on 2016-02-31, killing four guards.")]
    [InlineData("A bomb exploded in Herat on the 35th of March, killing four guards.")]
    [InlineData("A bomb exploded in Herat on 03/04/16, killing four guards.")]
    [InlineData("A bomb exploded in Herat on 5 May 99999, killing four guards.")]
    [InlineData("A bomb exploded in Herat in the year 0, killing four guards.")]
    public void A_day_there_is_not_or_that_is_ambiguous_never_becomes_the_report_s_day(string text) => Assert.Null(Date(text, "exploded"));

    [Fact]
    public void The_day_of_a_saying_in_the_day_s_paper_is_not_stated_of_the_happening()
    {
        var date = Date("Gunmen have destroyed the gate of the old town, the mayor said on Thursday.", "destroyed", subType: "Looting/property destruction");
        Assert.Equal("2017-03-02..2017-03-02", Reports.Said(date?.Days));
        Assert.Equal(DateBasis.ReportDay, date!.Basis);
    }

    [Fact]
    public void A_past_perfect_without_a_date_is_not_of_the_report_s_day() =>
        Assert.Equal("none", Days("The army retook the hill that rebels had captured.", "captured", subType: "Non-state actor overtakes territory"));

    [Theory]
    [InlineData("Clashes have continued since Monday.", "continued", "2017-02-27..2017-03-02")]
    [InlineData("Fighting raged for three days in Dahra.", "raged", "2017-02-28..2017-03-02")]
    [InlineData("Shells fell on the town over the last two days.", "fell", "2017-03-01..2017-03-02")]
    [InlineData("Fighting raged from Sunday to Tuesday.", "raged", "2017-02-26..2017-02-28")]
    public void Lengths_and_spans_become_ranges(string text, string anchor, string days) => Assert.Equal(days, Days(text, anchor));

    [Fact]
    public void So_long_after_an_event_is_so_long_before_the_story() =>
        Assert.Equal("2017-02-27..2017-02-27", Days("The rebels left the town three days after jets bombed their camp.", "bombed"));

    [Fact]
    public void A_year_in_a_heading_dates_nothing() =>
        Assert.Equal("2017-03-02..2017-03-02", Days("2011 uprising: Troops shelled the old town.", "shelled", subType: "Shelling/artillery/missile attack"));

    [Fact]
    public void The_year_of_a_named_event_is_that_event_s_alone()
    {
        const string text = "Police arrested a man over the 2014 Dahra bombing.";
        Assert.Equal("2017-03-02..2017-03-02", Days(text, "arrested", subType: "Arrests"));
        Assert.Equal("2014-01-01..2014-12-31", Days(text, "bombing", subType: "Remote explosive/landmine/IED"));
    }

    [Fact]
    public void What_happened_this_month_did_not_happen_after_the_report() =>
        Assert.Equal("2017-03-01..2017-03-02", Days("Rebels killed nine guards this month.", "killed"));

    [Fact]
    public void The_dateline_counts_over_the_given_day()
    {
        var document = Reports.Read("HERAT, March 5 (Agency) -- Gunmen kill three guards.", "2007-03-07");
        var kill = Enumerable.Range(0, document.Tokens.Length).First(t => document.Tokens[t].Lower == "kill");
        Assert.Equal("2007-03-05..2007-03-05", Reports.Said(Dater.Date(document, Reports.Tagger.Tag(document), new(kill, kill, kill + 1, "Attack"), ClaimStatus.Asserted, Reports.Tagger.ReportDay(document))?.Days));
    }
}
