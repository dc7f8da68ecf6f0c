using NodaTime;
using Tetrapylon.Coding.Time;

namespace Tetrapylon.Coding.Tests.Time;

public sealed class CalendarSpanTests
{
    [Theory]
    [InlineData(Grain.Week, "2015-W53", 2016, 1, 3)]
    [InlineData(Grain.Week, "2009-W53", 2010, 1, 3)]
    [InlineData(Grain.Season, "2017-WI", 2016, 12, 5)]
    [InlineData(Grain.Quarter, "2016-Q4", 2016, 12, 5)]
    [InlineData(Grain.Half, "2016-H2", 2016, 7, 1)]
    [InlineData(Grain.Decade, "201", 2016, 7, 1)]
    [InlineData(Grain.Century, "20", 2016, 7, 1)]
    public void A_day_lies_in_its_stretch(Grain grain, string value, int year, int month, int day)
    {
        var span = CalendarSpan.Around(new(year, month, day), grain);
        Assert.Equal(value, span.Value);
        Assert.True(span.Days.Contains(new(year, month, day)));
    }

    [Fact]
    public void Shifts_there_and_back_come_home()
    {
        foreach (var grain in Enum.GetValues<Grain>())
            for (var by = -40; by <= 40; by += 7)
            {
                var start = CalendarSpan.Around(new(2015, 12, 31), grain);
                Assert.Equal(start, start.Plus(by)!.Value.Plus(-by));
            }
    }

    [Fact]
    public void There_is_no_year_nought()
    {
        Assert.Equal(1, CalendarSpan.OfYear(-1).Plus(1)!.Value.Year);
        Assert.Equal("BC0001", CalendarSpan.OfYear(1).Plus(-1)!.Value.Value);
    }

    [Fact]
    public void Beyond_the_calendar_there_is_nothing() => Assert.Null(CalendarSpan.OfDay(new LocalDate(2017, 1, 1)).Plus(int.MaxValue / 2));
}
