using System.Collections.Frozen;
using NodaTime;
using NodaTime.Calendars;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Time;

/// <summary>Feasts whose days can be computed, from <c>data/languages/*/time/holidays</c>. The Islamic ones follow the calendar of Mecca or the tabular one and may differ by a day from the sighting of the moon.</summary>
public sealed class Holidays
{
    private enum Rule : byte { Fixed, Easter, OrthodoxEaster, Islamic, IslamicMonth, NthWeekday, SpringEquinox }

    private readonly record struct Feast(Rule Rule, int A, int B, int C, int Days);

    private static readonly CalendarSystem Civil = CalendarSystem.GetIslamicCalendar(IslamicLeapYearPattern.Base16, IslamicEpoch.Civil);

    private readonly FrozenDictionary<string, Feast> _feasts;

    private Holidays(FrozenDictionary<string, Feast> feasts) => _feasts = feasts;

    public static Holidays Load(DataFolder data)
    {
        var problems = new DataProblems();
        var feasts = new Dictionary<string, Feast>(StringComparer.Ordinal);
        foreach (var map in YamlFile.Maps(data.File("languages/en/holidays.yaml"), problems))
        {
            var name = map.Text("holiday");
            var days = map.OptionalInt("days") ?? 1;
            var feast = map.Name<Rule>("rule") switch
            {
                Rule.Easter => new Feast(Rule.Easter, map.OptionalInt("offset") ?? 0, 0, 0, days),
                Rule.OrthodoxEaster => new Feast(Rule.OrthodoxEaster, map.OptionalInt("offset") ?? 0, 0, 0, days),
                Rule.SpringEquinox => new Feast(Rule.SpringEquinox, 0, 0, 0, days),
                var other => new Feast(other, map.OptionalInt("month") ?? 1, map.OptionalInt("day") ?? 1, map.OptionalInt("weekday") ?? 0, days),
            };
            if (!feasts.TryAdd(name, feast)) map.Problem("holiday", $"'{name}' stands twice");
            map.Done();
        }
        problems.ThrowIfAny();
        return new(feasts.ToFrozenDictionary(StringComparer.Ordinal));
    }

    public bool Knows(string name) => _feasts.ContainsKey(name);

    /// <summary>The days of a feast that begin in a year of our calendar; a lunar feast can fall twice into one year or not at all.</summary>
    public IEnumerable<DayRange> In(string name, int year)
    {
        if (!_feasts.TryGetValue(name, out var feast) || year is < 1 or > 2500) yield break;
        if (feast.Rule is Rule.Islamic or Rule.IslamicMonth)
        {
            if (year < 623) yield break;
            // The calendar of Mecca where it is tabulated (1356 to 1500 of the Hijra), the civil one before and after.
            var islamic = year is > 1937 and < 2077 ? CalendarSystem.UmAlQura : Civil;
            var about = new LocalDate(year, 1, 1).WithCalendar(islamic).Year;
            for (var y = Math.Max(1, about); y <= about + 1; y++)
            {
                var first = new LocalDate(y, feast.A, feast.Rule == Rule.IslamicMonth ? 1 : feast.B, islamic);
                var start = first.WithCalendar(CalendarSystem.Iso);
                if (start.Year != year) continue;
                var length = feast.Rule == Rule.IslamicMonth ? islamic.GetDaysInMonth(y, feast.A) : feast.Days;
                yield return Range(start, length);
            }
            yield break;
        }
        yield return Range(feast.Rule switch
        {
            Rule.Easter => Easter(year).PlusDays(feast.A),
            Rule.OrthodoxEaster => OrthodoxEaster(year).PlusDays(feast.A),
            Rule.SpringEquinox => new LocalDate(year, 3, year % 4 == 0 && year >= 1996 ? 20 : 21),
            Rule.NthWeekday => Nth(year, feast.A, feast.B, (IsoDayOfWeek)feast.C),
            _ => new LocalDate(year, feast.A, feast.B),
        }, feast.Days);
    }

    private static DayRange Range(LocalDate start, int days) => days == 1 ? DayRange.Of(start) : new(start, start.PlusDays(days - 1), DatePrecision.Range);

    private static LocalDate Nth(int year, int month, int nth, IsoDayOfWeek weekday)
    {
        if (nth < 0) return new LocalDate(year, month, 1).PlusMonths(1).Previous(weekday);
        return new LocalDate(year, month, 1).PlusDays(-1).Next(weekday).PlusWeeks(nth - 1);
    }

    // The anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8).
    private static LocalDate Easter(int year)
    {
        int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3, h = (19 * a + b - d - g + 15) % 30;
        int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
        return new(year, (h + l - 7 * m + 114) / 31, (h + l - 7 * m + 114) % 31 + 1);
    }

    // Meeus's Julian computus, told in our calendar.
    private static LocalDate OrthodoxEaster(int year)
    {
        int a = year % 4, b = year % 7, c = year % 19, d = (19 * c + 15) % 30, e = (2 * a + 4 * b - d + 34) % 7;
        return new LocalDate(year, (d + e + 114) / 31, (d + e + 114) % 31 + 1, CalendarSystem.Julian).WithCalendar(CalendarSystem.Iso);
    }
}
