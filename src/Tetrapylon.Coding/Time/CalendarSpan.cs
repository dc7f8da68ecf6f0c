using System.Globalization;
using NodaTime;
using NodaTime.Calendars;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Time;

/// <summary>Units of the calendar in which a date can be told, coarsest first.</summary>
public enum Grain : byte { Century, Decade, Year, Half, Quarter, Season, Month, Week, Weekend, Day }

/// <summary>One named stretch of the calendar: a century, a year, the summer of a year, an ISO week, a day.</summary>
/// <param name="Year">Year of the calendar, negative before Christ (480 BC is -480); of weeks the ISO week-year; of decades and centuries their first year.</param>
/// <param name="Index">Half 1–2, quarter 1–4, season 1 (spring) – 4 (winter), month 1–12, week 1–53; 0 otherwise.</param>
/// <param name="Day">The day itself; only for days.</param>
public readonly record struct CalendarSpan(Grain Grain, int Year, int Index, LocalDate Day)
{
    private static readonly string[] SeasonNames = ["", "SP", "SU", "FA", "WI"];

    // Room for shifts and for the calendar's own limits: no report tells of years beyond these.
    public const int FirstYear = -9000, LastYear = 9000;

    public static CalendarSpan OfDay(LocalDate day) => new(Grain.Day, day.Year <= 0 ? day.Year - 1 : day.Year, 0, day);
    public static CalendarSpan OfYear(int year) => new(Grain.Year, year, 0, default);
    public static CalendarSpan OfMonth(int year, int month) => new(Grain.Month, year, month, default);

    /// <summary>The stretch of a given grain that holds a day.</summary>
    public static CalendarSpan Around(LocalDate day, Grain grain)
    {
        var year = day.Year <= 0 ? day.Year - 1 : day.Year;
        return grain switch
        {
            Grain.Day => OfDay(day),
            Grain.Week or Grain.Weekend => new(grain, WeekYearRules.Iso.GetWeekYear(day), WeekYearRules.Iso.GetWeekOfWeekYear(day), default),
            Grain.Month => OfMonth(year, day.Month),
            Grain.Season => new(grain, day.Month == 12 ? year + 1 : year, day.Month is >= 3 and <= 5 ? 1 : day.Month is >= 6 and <= 8 ? 2 : day.Month is >= 9 and <= 11 ? 3 : 4, default),
            Grain.Quarter => new(grain, year, (day.Month + 2) / 3, default),
            Grain.Half => new(grain, year, (day.Month + 5) / 6, default),
            Grain.Year => OfYear(year),
            Grain.Decade => new(grain, Floor(year, 10), 0, default),
            _ => new(Grain.Century, Floor(year, 100), 0, default),
        };
    }

    private static int Floor(int year, int by) => year >= 0 ? year / by * by : -(-year / by * by);

    private int Astronomical => Year < 0 ? Year + 1 : Year;

    /// <summary>First day.</summary>
    public LocalDate First => Grain switch
    {
        Grain.Day => Day,
        Grain.Week => WeekYearRules.Iso.GetLocalDate(Astronomical, Index, IsoDayOfWeek.Monday),
        Grain.Weekend => WeekYearRules.Iso.GetLocalDate(Astronomical, Index, IsoDayOfWeek.Saturday),
        Grain.Month => new(Astronomical, Index, 1),
        Grain.Season => Index == 4 ? new LocalDate(Astronomical, 1, 1).PlusMonths(-1) : new(Astronomical, Index * 3, 1),
        Grain.Quarter => new(Astronomical, Index * 3 - 2, 1),
        Grain.Half => new(Astronomical, Index * 6 - 5, 1),
        _ => new(Astronomical, 1, 1),
    };

    /// <summary>Last day.</summary>
    public LocalDate Last => Grain switch
    {
        Grain.Day => Day,
        Grain.Week => First.PlusDays(6),
        Grain.Weekend => First.PlusDays(1),
        Grain.Month => First.PlusMonths(1).PlusDays(-1),
        Grain.Season or Grain.Quarter => First.PlusMonths(3).PlusDays(-1),
        Grain.Half => First.PlusMonths(6).PlusDays(-1),
        Grain.Year => First.PlusYears(1).PlusDays(-1),
        Grain.Decade => First.PlusYears(10).PlusDays(-1),
        _ => First.PlusYears(100).PlusDays(-1),
    };

    public DatePrecision Precision => Grain switch
    {
        Grain.Day => DatePrecision.Day,
        Grain.Week => DatePrecision.Week,
        Grain.Weekend => DatePrecision.Range,
        Grain.Month => DatePrecision.Month,
        Grain.Season or Grain.Quarter or Grain.Half => DatePrecision.Season,
        Grain.Year => DatePrecision.Year,
        Grain.Decade => DatePrecision.Decade,
        _ => DatePrecision.Vague,
    };

    public DayRange Days => new(First, Last, Precision);

    /// <summary>The stretch of the same grain, so many later or earlier; null outside of the calendar.</summary>
    public CalendarSpan? Plus(int count)
    {
        if (Math.Abs((long)count) > 4_000_000 || Years(count) is < FirstYear or > LastYear) return null;
        return Grain switch
        {
            Grain.Day => OfDay(Day.PlusDays(count)),
            Grain.Week or Grain.Weekend => Around(First.PlusDays(7 * count), Grain),
            Grain.Month => Around(First.PlusMonths(count), Grain),
            Grain.Season => Around(First.PlusMonths(3 * count), Grain),
            Grain.Quarter => Around(First.PlusMonths(3 * count), Grain),
            Grain.Half => Around(First.PlusMonths(6 * count), Grain),
            Grain.Year => OfYear(SkipZero(Year, count)),
            Grain.Decade => new(Grain, Year + 10 * count, 0, default),
            _ => new(Grain, Year + 100 * count, 0, default),
        };
    }

    private double Years(int count) => Year + count * Grain switch
    {
        Grain.Day => 1 / 365.0,
        Grain.Week or Grain.Weekend => 7 / 365.0,
        Grain.Month => 1 / 12.0,
        Grain.Season or Grain.Quarter => 1 / 4.0,
        Grain.Half => 1 / 2.0,
        Grain.Year => 1,
        Grain.Decade => 10,
        _ => 100,
    };

    // There is no year nought between 1 BC and AD 1.
    private static int SkipZero(int year, int count)
    {
        var moved = year + count;
        return year > 0 && moved <= 0 ? moved - 1 : year < 0 && moved >= 0 ? moved + 1 : moved;
    }

    /// <summary>The value as TIMEX3 writes it.</summary>
    public string Value
    {
        get
        {
            var year = Year < 0 ? "BC" + (-Year).ToString("0000", CultureInfo.InvariantCulture) : Year.ToString("0000", CultureInfo.InvariantCulture);
            return Grain switch
            {
                Grain.Day => year + Day.ToString("-MM-dd", CultureInfo.InvariantCulture),
                Grain.Week => Invariant($"{year}-W{Index:00}"),
                Grain.Weekend => Invariant($"{year}-W{Index:00}-WE"),
                Grain.Month => Invariant($"{year}-{Index:00}"),
                Grain.Season => year + "-" + SeasonNames[Index],
                Grain.Quarter => Invariant($"{year}-Q{Index}"),
                Grain.Half => Invariant($"{year}-H{Index}"),
                Grain.Year => year,
                Grain.Decade => year[..^1],
                _ => year[..^2],
            };
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
