using NodaTime;

namespace Tetrapylon.Record;

/// <summary>Days as numbers (days since 0001-01-01, negative before it): cheap to compare, and what the store's columns hold.</summary>
internal static class Days
{
    private static readonly LocalDate First = new(1, 1, 1);

    public static int Number(LocalDate day) => Period.DaysBetween(First, day);

    public static LocalDate Of(int number) => First.PlusDays(number);
}
