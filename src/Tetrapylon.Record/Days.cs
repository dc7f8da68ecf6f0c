using NodaTime;

namespace Tetrapylon.Record;

/// <summary>Days as numbers (days since 0001-01-01): cheap to compare, and what the store's columns hold.</summary>
internal static class Days
{
    public static int Number(LocalDate day) => day.ToDateOnly().DayNumber;

    public static LocalDate Of(int number) => LocalDate.FromDateOnly(DateOnly.FromDayNumber(number));
}
