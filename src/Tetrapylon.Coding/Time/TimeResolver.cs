using System.Globalization;
using NodaTime;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Time;

/// <summary>Gives readings their values and days, in the order of the text: against the report's day in news, against the date last told in narratives.</summary>
internal sealed class TimeResolver(Document document, LocalDate? today, bool narrative, Holidays holidays, TenseReader tense, NumericOrder order)
{

    // In a narrative the date last told; in news the date last told that is not "now".
    private CalendarSpan? _told;

    private readonly record struct Outcome(string Value, DayRange? Days, DateBasis Basis, string Against, CalendarSpan? Told = null);

    public TimeExpression Resolve(TimeReading reading)
    {
        var outcome = reading.Op switch
        {
            TimeOp.Date => OfDate(reading),
            TimeOp.Shift => OfShift(reading),
            TimeOp.Length => OfLength(reading),
            TimeOp.Set => new(TimeValues.Set(reading), null, DateBasis.Resolved, "something that recurs"),
            TimeOp.Holiday => OfHoliday(reading),
            _ => new(reading.Text(TimeField.Value) ?? "", null, DateBasis.Resolved, "a vague reference"),
        };
        if (outcome.Told is { } told) _told = told;
        if (outcome.Told is { Grain: Grain.Quarter } quarter) _quarter = quarter;
        var (kind, value) = TimeValues.WithClock(reading, outcome.Value);
        var mod = reading.Text(TimeField.Mod);
        var days = outcome.Days is { } range && mod is not null ? TimeValues.Narrow(range, mod, today) : outcome.Days;
        if (mod == TimeValues.Earlier) mod = "START";
        return new(reading.Span, reading.FirstToken, reading.EndToken, kind, value, mod, days, outcome.Basis, $"rule {reading.Rule.Name}: {outcome.Against}");
    }

    // Quarterly figures are compared with those of a year before, whatever was told in between.
    private CalendarSpan? _quarter;

    private CalendarSpan? Anchor(TimeReading reading)
    {
        if (reading.Is(TimeField.From, "figures") && _quarter is { } quarter) return quarter;
        var anchor = narrative || reading.Is(TimeField.From, "text") ? _told ?? Today : Today;
        // The time of day is one of the day last told, or of today when only a month is.
        return (reading.Has(TimeField.Part) || reading.Has(TimeField.Hour) || reading.Has(TimeField.Meridiem)) && anchor is not { Grain: Grain.Day } && Today is { } now ? now : anchor;
    }

    private CalendarSpan? Today => today is { } day && !narrative ? CalendarSpan.OfDay(day) : null;

    private string AgainstOf(TimeReading reading) =>
        Anchor(reading) is not { } anchor ? "nothing to resolve it against"
        : anchor == Today ? $"against the report's day {anchor.Value}" : $"against {anchor.Value} told before";

    // ---- dates ----

    private Outcome OfDate(TimeReading r)
    {
        var year = YearOf(r, out var stated);
        if (year is < CalendarSpan.FirstYear or > CalendarSpan.LastYear or 0)
            return new(TimeValues.UnknownDay, null, DateBasis.Stated, $"the year {year} lies outside of the calendar");
        if (r.Is(TimeField.First, "open")) return OfNumbers(r, year);
        if (r.Has(TimeField.Century)) return Stated(new(Grain.Century, (r.Is(TimeField.Era, "BC") ? -1 : 1) * (r.Int(TimeField.Century) - 1) * 100, 0, default));
        if (r.Has(TimeField.Decade)) return OfDecade(r, year);
        if (r.Has(TimeField.Day) || r.Has(TimeField.Month)) return OfMonthOrDay(r, year, stated);
        if (r.Has(TimeField.Weekday)) return OfWeekday(r);
        var grain = r.Has(TimeField.Season) ? Grain.Season : r.Has(TimeField.Quarter) ? Grain.Quarter : r.Has(TimeField.Half) ? Grain.Half : Grain.Year;
        if (grain == Grain.Year)
            return year is { } y ? Told(r, CalendarSpan.OfYear(y), stated) : new("XXXX", null, DateBasis.Resolved, AgainstOf(r));
        var index = grain switch
        {
            Grain.Season => r.Text(TimeField.Season) switch { "SP" => 1, "SU" => 2, "FA" => 3, _ => 4 },
            Grain.Quarter => r.Int(TimeField.Quarter),
            _ => r.Int(TimeField.Half),
        };
        var most = grain == Grain.Half ? 2 : 4;
        if (index < 1 || index > most) return new(TimeValues.UnknownDay, null, DateBasis.Stated, "there is no such part of a year");
        if (year is { } of) return Told(r, new(grain, of, index, default), stated);
        return Pick(r, y => new CalendarSpan(grain, y, index, default)) is { } picked ? Told(r, picked, false)
            : new("XXXX" + new CalendarSpan(grain, 1, index, default).Value[4..], null, DateBasis.Resolved, AgainstOf(r));
    }

    // "03/04/17"
    private Outcome OfNumbers(TimeReading r, int? year)
    {
        var (one, other) = (r.Int(TimeField.Month), r.Int(TimeField.Day));
        var monthFirst = order.MonthFirst(document.Report);
        if (year is not { } known || monthFirst is null && one != other) return new(TimeValues.UnknownDay, null, DateBasis.Stated, "the day or the month may come first");
        var (month, day) = monthFirst == true ? (one, other) : (other, one);
        if (DayOf(known, month, day) is not { } found) return NoSuchDay(day, month);
        return Told(r, found, true) with { Against = monthFirst is null ? "told in full" : monthFirst.Value ? "month first, as in the publisher's country" : "day first, as in the publisher's country" };
    }

    private Outcome OfDecade(TimeReading r, int? year)
    {
        var first = r.Int(TimeField.Decade);
        if (first < 100)
        {
            // "the nineties": of the century whose nineties have begun
            var now = Anchor(r)?.Year ?? today?.Year ?? 1999;
            first += now / 100 * 100 - (now % 100 < first ? 100 : 0);
        }
        if (r.Is(TimeField.Era, "BC")) first = -first;
        return Stated(new(Grain.Decade, first, 0, default));
    }

    private Outcome OfMonthOrDay(TimeReading r, int? year, bool stated)
    {
        var day = r.Int(TimeField.Day);
        if (!r.Has(TimeField.Month))
        {
            // "the 20th": of the month last told
            var anchor = _told is { Grain: Grain.Day or Grain.Month } told ? told : Today;
            if (anchor is not { } month) return new(TimeValues.UnknownDay, null, DateBasis.Resolved, "no month is told");
            var of = CalendarSpan.Around(month.First, Grain.Month);
            return DayOf(of.Year, of.Index, day) is { } found ? Told(r, found, false) : NoSuchDay(day, of.Index);
        }
        var number = r.Int(TimeField.Month);
        if (number is < 1 or > 12) return new(TimeValues.UnknownDay, null, DateBasis.Stated, $"there is no month {number}");
        if (!r.Has(TimeField.Day))
        {
            if (year is { } y) return Told(r, CalendarSpan.OfMonth(y, number), stated);
            return Pick(r, at => CalendarSpan.OfMonth(at, number)) is { } month ? Told(r, month, false)
                : new(Invariant($"XXXX-{number:00}"), null, DateBasis.Resolved, AgainstOf(r));
        }
        // 29 February needs a leap year; any other day is tried in one.
        if (DayOf(2000, number, day) is null) return NoSuchDay(day, number);
        if (year is { } known) return DayOf(known, number, day) is { } found ? Told(r, found, stated) : NoSuchDay(day, number);
        var picked = r.Has(TimeField.Weekday) ? PickByWeekday(r, number, day) : null;
        picked ??= Pick(r, at => DayOf(at, number, day));
        if (picked is { } inside && r.Is(TimeField.Unit, "W")) return Told(r, CalendarSpan.Around(inside.Day, Grain.Week), false);
        return picked is { } chosen ? Told(r, chosen, false) : new(Invariant($"XXXX-{number:00}-{day:00}"), null, DateBasis.Resolved, AgainstOf(r));
    }

    private static Outcome NoSuchDay(int day, int month) => new(TimeValues.UnknownDay, null, DateBasis.Stated, Invariant($"there is no day {day} in month {month}"));

    private static CalendarSpan? DayOf(int year, int month, int day)
    {
        var astronomical = year < 0 ? year + 1 : year;
        return day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(astronomical, month) ? CalendarSpan.OfDay(new(astronomical, month, day)) : null;
    }

    private CalendarSpan? PickByWeekday(TimeReading r, int month, int day)
    {
        if (Anchor(r) is not { } anchor) return null;
        CalendarSpan? best = null;
        for (var y = anchor.Year - 1; y <= anchor.Year + 1; y++)
            if (DayOf(y, month, day) is { } at && (int)at.Day.DayOfWeek == r.Int(TimeField.Weekday) && (best is null || Far(at, anchor) < Far(best.Value, anchor)))
                best = at;
        return best;
    }

    private static int Far(CalendarSpan a, CalendarSpan b) => Math.Abs(Period.DaysBetween(a.First, b.First));

    private int? YearOf(TimeReading r, out bool stated)
    {
        stated = false;
        if (r.Has(TimeField.Year))
        {
            stated = true;
            return r.Is(TimeField.Era, "BC") ? -r.Int(TimeField.Year) : r.Int(TimeField.Year);
        }
        if (r.Has(TimeField.ShortYear))
        {
            stated = true;
            var two = r.Int(TimeField.ShortYear);
            var now = Anchor(r)?.Year ?? today?.Year ?? 2000;
            var near = now / 100 * 100 + two;
            return near > now + 10 ? near - 100 : near;
        }
        if (!r.Has(TimeField.YearBy) || Anchor(r) is not { } anchor) return null;
        return CalendarSpan.Around(anchor.First, Grain.Year).Plus(r.Int(TimeField.YearBy))?.Year;
    }

    private Outcome OfWeekday(TimeReading r)
    {
        var weekday = (IsoDayOfWeek)r.Int(TimeField.Weekday);
        if (Anchor(r) is not { } anchor || anchor.Grain is not (Grain.Day or Grain.Week or Grain.Weekend))
            return new("XXXX-WXX-" + (int)weekday, null, DateBasis.Resolved, "no day is told near it");
        var day = anchor.First;
        LocalDate found;
        if (r.Has(TimeField.WeekBy))
            found = CalendarSpan.Around(day, Grain.Week).Plus(r.Int(TimeField.WeekBy))!.Value.First.PlusDays((int)weekday - 1);
        else if (r.Has(TimeField.Lean))
            found = r.Int(TimeField.Lean) switch
            {
                < 0 => day.Previous(weekday),
                > 0 => day.Next(weekday),
                _ => CalendarSpan.Around(day, Grain.Week).First.PlusDays((int)weekday - 1),
            };
        else if (narrative) found = Nearest(day, weekday);
        else if (day.DayOfWeek == weekday) found = day;
        else found = DirectionOf(r) == Direction.Future ? day.Next(weekday) : day.Previous(weekday);
        return Told(r, CalendarSpan.OfDay(found), false);
    }

    private static LocalDate Nearest(LocalDate day, IsoDayOfWeek weekday)
    {
        if (day.DayOfWeek == weekday) return day;
        var (before, after) = (day.Previous(weekday), day.Next(weekday));
        return Period.DaysBetween(before, day) < Period.DaysBetween(day, after) ? before : after;
    }

    private Direction DirectionOf(TimeReading r) => tense.Of(document, r.FirstToken, r.EndToken);

    /// <summary>Chooses the year of a month, a day of a month, a season or a feast told without one.</summary>
    private CalendarSpan? Pick(TimeReading r, Func<int, CalendarSpan?> of)
    {
        if (Anchor(r) is not { } anchor) return null;
        var now = anchor.Year;
        if (r.Has(TimeField.Lean))
        {
            var lean = r.Int(TimeField.Lean);
            if (lean == 0) return of(now) is { } here && here.Grain is Grain.Season && Period.DaysBetween(anchor.First, here.First) > 200 ? of(now - 1) ?? here : of(now);
            CalendarSpan? nearest = null;
            for (var y = now - 9; y <= now + 9; y++)
                if (of(y) is { } at && (lean < 0 ? at.Last < anchor.First : at.First > anchor.Last)
                    && (nearest is null || Far(at, anchor) < Far(nearest.Value, anchor)))
                    nearest = at;
            return nearest;
        }
        var direction = narrative ? Direction.Unknown : DirectionOf(r);
        CalendarSpan? best = null;
        var least = double.MaxValue;
        for (var y = now - 8; y <= now + 8; y++)
        {
            if (of(y) is not { } at) continue;
            var cost = narrative || anchor != Today ? NarrativeCost(at, anchor) : NewsCost(at, anchor, direction);
            if (cost < least) (best, least) = (at, cost);
        }
        return best;
    }

    // A story moves on: a month already past is mostly of the same year, a month to come of the next only when near.
    private static double NarrativeCost(CalendarSpan at, CalendarSpan anchor)
    {
        if (at.First <= anchor.Last && anchor.First <= at.Last) return 0;
        return at.First > anchor.Last ? Period.DaysBetween(anchor.Last, at.First) : 1.2 * Period.DaysBetween(at.Last, anchor.First) + (at.Year == anchor.Year ? 0 : 60);
    }

    // News looks back unless it says otherwise; a full day of the month is read as the nearest one.
    private static double NewsCost(CalendarSpan at, CalendarSpan anchor, Direction direction)
    {
        if (at.First <= anchor.Last && anchor.First <= at.Last) return direction == Direction.Future && at.Grain == Grain.Day ? 1 : 0;
        var ahead = at.First > anchor.Last;
        double days = ahead ? Period.DaysBetween(anchor.Last, at.First) : Period.DaysBetween(at.Last, anchor.First);
        var against = direction switch
        {
            Direction.Past => ahead ? at.Grain == Grain.Day ? 3.0 : 9.0 : 1.0,
            Direction.Future => ahead ? 1.0 : 3.0,
            _ => ahead ? 1.6 : 1.0,
        };
        return days * against;
    }

    // ---- shifts ----

    private Outcome OfShift(TimeReading r)
    {
        var unit = r.Text(TimeField.Unit) ?? "D";
        var vague = r.Has(TimeField.Count) && r.Is(TimeField.Count, "X") || r.Is(TimeField.Extra, "X");
        var by = r.Has(TimeField.By) ? r.Number(TimeField.By) : r.Number(TimeField.Count);
        if (vague) return new(TimeValues.VagueShift(r), null, DateBasis.Resolved, "how far is not told");
        if (Anchor(r) is not { } anchor) return new(TimeValues.UnknownOf(unit), null, DateBasis.Resolved, "nothing to resolve it against");
        if (TimeValues.GrainOf(unit) is not { } grain) return new(anchor.Value, anchor.Grain == Grain.Day ? anchor.Days : null, DateBasis.Resolved, AgainstOf(r), null);
        // "a decade ago" is a year, ten years back; "the last decade" is the decade before this.
        if (r.Has(TimeField.Count) && grain is Grain.Decade or Grain.Century && r.Has(TimeField.Count)) (grain, by) = (Grain.Year, by * (unit == "CE" ? 100 : 10));
        if (Math.Abs(by) > 100_000) return new(TimeValues.UnknownDay, null, DateBasis.Resolved, "so long a time lies outside of the calendar");
        // A year before a quarter of figures is the same quarter of the year before.
        if (grain == Grain.Year && by == -1 && anchor.Grain == Grain.Quarter && r.Is(TimeField.From, "figures")) (grain, by) = (Grain.Quarter, -4);
        if (by != Math.Truncate(by)) (grain, by) = grain == Grain.Year ? (Grain.Month, Math.Round(by * 12)) : grain == Grain.Month || grain == Grain.Week ? (Grain.Day, Math.Round(by * (grain == Grain.Week ? 7 : 30))) : (grain, Math.Truncate(by));
        // "two days later" after a mere month tells no day.
        if (Coarser(anchor.Grain, grain) && !(grain == Grain.Month && anchor.Grain is Grain.Quarter or Grain.Season)) return new(TimeValues.UnknownOf(unit), null, DateBasis.Resolved, AgainstOf(r) + ", which is too coarse");
        var from = grain is Grain.Month or Grain.Year ? anchor.First : anchor.Grain == Grain.Week ? anchor.First : anchor.Last;
        if (by < 0) from = anchor.First;
        // On a Saturday or Sunday "the weekend" is the one at hand.
        if (grain == Grain.Weekend && by == -1 && !r.Has(TimeField.Lean) && anchor.Grain == Grain.Day && anchor.Day.DayOfWeek >= IsoDayOfWeek.Saturday) by = 0;
        var moved = CalendarSpan.Around(from, grain).Plus((int)by);
        if (moved is { } last && r.Is(TimeField.Reach, "past") && TimeValues.LengthBack("P1" + unit, anchor.Last, past: true) is { } soFar)
            return new(last.Value, soFar, DateBasis.Resolved, AgainstOf(r), last);
        if (grain == Grain.Day && by == 0 && anchor.Grain == Grain.Day && r.Is(TimeField.Extra, "NTH")) return new(anchor.Value, NthDay(r, anchor.Day), DateBasis.Resolved, AgainstOf(r), anchor);
        // The night before the report's day and that day: which of the two, the word does not say.
        if (r.Is(TimeField.Extra, "OVERNIGHT") && anchor.Grain == Grain.Day) return new(anchor.Value, new(anchor.Day.PlusDays(-1), anchor.Day, DatePrecision.Range), DateBasis.Resolved, AgainstOf(r), anchor);
        // "A week ago" is the day a week before as much as the week around it.
        if (grain == Grain.Week && r.Has(TimeField.Count) && moved is { } week && anchor.Grain == Grain.Day)
            return new(week.Value, DayRange.Of(anchor.Day.PlusDays(7 * (int)by)), DateBasis.Resolved, AgainstOf(r), week);
        return moved is { } span ? Told(r, span, false) : new(TimeValues.UnknownDay, null, DateBasis.Resolved, "it lies outside of the calendar");
    }

    // "For a third day" began the day before yesterday, "its third week" a fortnight ago.
    private static DayRange NthDay(TimeReading r, LocalDate day)
    {
        var nth = Math.Clamp(r.Int(TimeField.Day), 1, 400);
        var start = r.Is(TimeField.Reach, "weeks") ? day.PlusDays(-7 * (nth - 1)) : day.PlusDays(1 - nth);
        return start == day ? DayRange.Of(day) : new(start, day, DatePrecision.Range);
    }

    private static bool Coarser(Grain a, Grain b) => Size(a) > Size(b);

    private static int Size(Grain grain) => grain switch
    {
        Grain.Day => 0, Grain.Weekend => 1, Grain.Week => 2, Grain.Month => 3, Grain.Quarter or Grain.Season => 4, Grain.Half => 5, Grain.Year => 6, Grain.Decade => 7, _ => 8,
    };

    // ---- lengths ----

    private Outcome OfLength(TimeReading r)
    {
        var value = TimeValues.Length(r);
        if (!r.Has(TimeField.Reach) || Anchor(r) is not { Grain: Grain.Day } anchor || TimeValues.LengthBack(value, anchor.Day, r.Is(TimeField.Reach, "past")) is not { } days)
            return new(value, null, DateBasis.Resolved, "a length of time");
        return new(value, days, DateBasis.Resolved, AgainstOf(r));
    }

    // ---- feasts ----

    private Outcome OfHoliday(TimeReading r)
    {
        var name = r.Text(TimeField.Holiday) ?? "";
        var year = YearOf(r, out var stated);
        DayRange? best = null;
        if (year is { } of)
        {
            foreach (var days in holidays.In(name, of)) best ??= days;
        }
        else if (Anchor(r) is { } anchor)
        {
            var direction = narrative ? Direction.Unknown : DirectionOf(r);
            var least = double.MaxValue;
            for (var y = anchor.Year - 1; y <= anchor.Year + 1; y++)
                foreach (var days in holidays.In(name, y))
                {
                    var at = CalendarSpan.OfDay(days.Start);
                    if (r.Int(TimeField.Lean) < 0 && at.First >= anchor.First || r.Int(TimeField.Lean) > 0 && at.First <= anchor.First) continue;
                    var cost = days.Contains(anchor.First) ? 0 : narrative ? NarrativeCost(at, anchor) : NewsCost(at, anchor, direction);
                    if (cost < least) (best, least) = (days, cost);
                }
        }
        if (best is not { } found) return new(TimeValues.UnknownDay, null, DateBasis.Resolved, AgainstOf(r));
        var first = CalendarSpan.OfDay(found.Start);
        return new(first.Value, found, stated ? DateBasis.Stated : DateBasis.Resolved, $"the feast {name}", first);
    }

    private static Outcome Stated(CalendarSpan span) => new(span.Value, span.Days, DateBasis.Stated, "told in full", span);

    private Outcome Told(TimeReading r, CalendarSpan span, bool stated) =>
        new(span.Value, span.Days, stated ? DateBasis.Stated : DateBasis.Resolved, stated ? "told in full" : AgainstOf(r), span);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
