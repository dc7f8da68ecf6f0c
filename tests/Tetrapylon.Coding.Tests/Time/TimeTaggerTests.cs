using Tetrapylon.Model;

namespace Tetrapylon.Coding.Tests.Time;

public sealed class TimeTaggerTests
{
    private static void Reads(string text, string? day, string words, string value, string days)
    {
        var found = Assert.Single(Reports.Times(text, day));
        Assert.Equal(words, text[found.Span.Start..found.Span.End]);
        Assert.Equal(value, found.Value);
        Assert.Equal(days, Reports.Said(found.Days));
    }

    [Fact]
    public void Wednesday_in_a_Thursday_paper_is_the_day_before() =>
        Reads("Jets hit the depot on Wednesday.", "2017-03-02", "Wednesday", "2017-03-01", "2017-03-01..2017-03-01");

    [Fact]
    public void The_paper_s_own_weekday_is_its_day() =>
        Reads("Jets hit the depot on Thursday.", "2017-03-02", "Thursday", "2017-03-02", "2017-03-02..2017-03-02");

    [Fact]
    public void A_plan_looks_ahead() =>
        Reads("The rebels will leave the town on Tuesday.", "2017-03-02", "Tuesday", "2017-03-07", "2017-03-07..2017-03-07");

    [Fact]
    public void A_month_of_last_year_is_the_whole_month() =>
        Reads("The army first took the ruins in March last year.", "2017-03-02", "March last year", "2016-03", "2016-03-01..2016-03-31");

    [Fact]
    public void Last_week_runs_from_Monday_to_Sunday() =>
        Reads("Gunmen killed a judge last week.", "2010-06-25", "last week", "2010-W24", "2010-06-14..2010-06-20");

    [Fact]
    public void The_last_two_days_end_on_the_report_s_day() =>
        Reads("Shells fell for the last two days.", "2017-03-02", "the last two days", "P2D", "2017-03-01..2017-03-02");

    [Theory]
    [InlineData("late last year", "2016", "2016-10-01..2016-12-31")]
    [InlineData("in early 2017", "2017", "2017-01-01..2017-03-31")]
    [InlineData("earlier this year", "2017", "2017-01-01..2017-06-15")]
    [InlineData("earlier this month", "2017-06", "2017-06-01..2017-06-15")]
    public void Part_of_a_year_or_month_is_narrower_than_the_whole(string words, string value, string days) =>
        Reads($"The army took the ruins {words}.", "2017-06-15", words.Replace("in ", ""), value, days);

    [Fact]
    public void A_day_that_does_not_exist_is_not_resolved()
    {
        var found = Assert.Single(Reports.Times("The raid of 31 February 2016 failed.", "2017-03-02"));
        Assert.Null(found.Days);
        Assert.Contains("no day 31 in month 2", found.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void A_leap_day_exists_in_leap_years_only()
    {
        Assert.Equal("2016-02-29..2016-02-29", Reports.Said(Assert.Single(Reports.Times("It fell on 29 February 2016.", "2017-03-02")).Days));
        Assert.Null(Assert.Single(Reports.Times("It fell on 29 February 2015.", "2017-03-02")).Days);
    }

    [Fact]
    public void Numbers_that_may_be_day_and_month_either_way_stay_unresolved() =>
        Reads("The order is of 03/04/17.", "2017-05-20", "03/04/17", "XXXX-XX-XX", "none");

    [Theory]
    [InlineData("The New York Times", "2017-03-04..2017-03-04")]
    [InlineData("The Guardian", "2017-04-03..2017-04-03")]
    [InlineData("The Daily Nobody", "none")]
    public void The_publisher_s_country_decides_between_day_and_month(string publisher, string days)
    {
        var document = Reports.Read("The order is of 03/04/17.", "2017-05-20");
        var found = Reports.Tagger.Tag(new(document.Report with { Publisher = publisher }, document.Tokens, document.Sentences, document.Entities));
        Assert.Equal(days, Reports.Said(Assert.Single(found).Days));
    }

    [Fact]
    public void A_story_without_a_day_resolves_against_the_date_it_told_last()
    {
        var found = Reports.Times("In June 1940 the port fell. It was retaken in December. The following year it burned.", null);
        Assert.Equal(["1940-06", "1940-12", "1941"], found.Select(t => t.Value));
    }

    [Fact]
    public void Without_any_day_a_weekday_is_no_date()
    {
        var found = Assert.Single(Reports.Times("They met on Friday.", null));
        Assert.Equal("XXXX-WXX-5", found.Value);
        Assert.Null(found.Days);
    }

    [Fact]
    public void A_history_under_a_late_day_of_publication_is_read_as_a_story()
    {
        var found = Reports.Times("The war began in May 1701. In 1702 the fleet sailed. By 1703 all had joined, and in 1704 a fortress fell. In August the allies won.", "2009-12-19");
        Assert.Equal("1704-08", found[^1].Value);
    }

    [Fact]
    public void A_history_may_say_today_once_in_a_while()
    {
        var found = Reports.Times("The war began in May 1701. In 1702 the fleet sailed, as it did last year. By 1703 all had joined, and in 1704 a fortress fell. In August the allies won.", "2009-12-19");
        Assert.Equal("1704-08", found[^1].Value);
    }

    [Fact]
    public void News_that_looks_back_at_length_is_no_history()
    {
        var found = Reports.Times("The court met on Friday. It had sat in May 1701, in 1702, in 1703 and in 1704. In August it will meet again.", "2009-06-20");
        Assert.Equal("2009-08", found[^1].Value);
    }

    [Fact]
    public void The_dateline_is_the_report_s_today()
    {
        var document = Reports.Read("HERAT, March 5 (Agency) -- Gunmen killed three guards on Monday.", "2007-03-07");
        Assert.Equal(Reports.Day("2007-03-05"), Reports.Tagger.ReportDay(document));
        Assert.Equal("2007-03-05..2007-03-05", Reports.Said(Reports.Tagger.Tag(document)[^1].Days));
    }

    [Fact]
    public void A_day_within_the_first_sentence_is_no_dateline()
    {
        var document = Reports.Read("The army took the hill on February 20, officials said.", "2017-03-02");
        Assert.Equal(Reports.Day("2017-03-02"), Reports.Tagger.ReportDay(document));
    }

    [Fact]
    public void What_is_stated_and_what_is_resolved_are_told_apart()
    {
        Assert.Equal(DateBasis.Stated, Assert.Single(Reports.Times("It fell in May 2015.", "2017-03-02")).Basis);
        Assert.Equal(DateBasis.Resolved, Assert.Single(Reports.Times("It fell in May.", "2017-03-02")).Basis);
    }

    [Theory]
    [InlineData("It fell in the year 99999.")]
    [InlineData("It fell in the year 0.")]
    [InlineData("999999999 years ago it was 12/12/99999 or 2017-99-99.")]
    [InlineData("In 1/1/1/1/1/1/1/1 and - - - - 31 31 31 of of of of March March.")]
    public void Senseless_dates_never_become_days(string text) =>
        Assert.All(Reports.Times(text, "2017-03-02"), t => Assert.True(t.Days is null || t.Days.Value.Start.Year > 1000, t.ToString()));

    [Fact]
    public void Spans_follow_each_other_and_hold_their_words_however_long_the_text()
    {
        var text = string.Concat(Enumerable.Repeat("the last of the second of May the first of the next 12 3 4 days of 1999 - ", 400));
        var found = Reports.Times(text, "2017-03-02");
        Assert.NotEmpty(found);
        for (var i = 1; i < found.Length; i++) Assert.True(found[i - 1].Span.End <= found[i].Span.Start);
    }
}
