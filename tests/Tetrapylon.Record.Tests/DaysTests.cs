using NodaTime;

namespace Tetrapylon.Record.Tests;

public sealed class DaysTests
{
    [Fact]
    public void A_day_before_the_common_era_has_a_number_too()
    {
        var day = new LocalDate(-450, 1, 1);
        Assert.True(Days.Number(day) < Days.Number(new LocalDate(1, 1, 1)));
        Assert.Equal(day, Days.Of(Days.Number(day)));
    }
}
