using Tetrapylon.Coding.Time;
using Tetrapylon.Knowledge.Loading;

namespace Tetrapylon.Coding.Tests.Time;

public sealed class HolidaysTests
{
    private static readonly Holidays All = Holidays.Load(DataFolder.Shipped());

    [Theory]
    [InlineData("easter", 2016, "2016-03-27..2016-03-27")]
    [InlineData("easter", 1961, "1961-04-02..1961-04-02")]
    [InlineData("orthodox-easter", 2016, "2016-05-01..2016-05-01")]
    [InlineData("good-friday", 2019, "2019-04-19..2019-04-19")]
    [InlineData("thanksgiving", 1999, "1999-11-25..1999-11-25")]
    [InlineData("memorial-day", 2016, "2016-05-30..2016-05-30")]
    [InlineData("nowruz", 2017, "2017-03-21..2017-03-21")]
    [InlineData("eid-al-fitr", 2016, "2016-07-06..2016-07-08")]
    [InlineData("ramadan", 2015, "2015-06-18..2015-07-16")]
    public void A_feast_falls_on_its_days(string name, int year, string days) =>
        Assert.Equal(days, Reports.Said(Assert.Single(All.In(name, year))));

    [Fact]
    public void A_lunar_feast_can_fall_twice_into_a_year() => Assert.Equal(2, All.In("eid-al-fitr", 2000).Count());

    [Fact]
    public void An_unknown_feast_has_no_days() => Assert.Empty(All.In("no-such-feast", 2016));
}
