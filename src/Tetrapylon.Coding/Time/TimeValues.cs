using System.Globalization;
using NodaTime;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Time;

/// <summary>How TIMEX3 writes lengths, sets, clocks and what is unknown.</summary>
internal static class TimeValues
{
    /// <summary>A day that cannot be told, or that there is not.</summary>
    public const string UnknownDay = "XXXX-XX-XX";

    /// <summary>Grain of a unit of <c>words.yaml</c>; null for hours and less.</summary>
    public static Grain? GrainOf(string unit) => unit switch
    {
        "D" => Grain.Day, "W" => Grain.Week, "WE" => Grain.Weekend, "M" => Grain.Month, "Q" => Grain.Quarter, "SE" => Grain.Season, "H" => Grain.Half, "Y" => Grain.Year, "DE" => Grain.Decade, "CE" => Grain.Century, _ => null,
    };

    public static string UnknownOf(string unit) => unit switch
    {
        "D" => UnknownDay, "W" => "XXXX-WXX", "M" => "XXXX-XX", "Y" => "XXXX", _ => UnknownDay,
    };

    /// <summary>"A few days ago" is some time past, "several weeks later" some time to come.</summary>
    public static string VagueShift(TimeReading r) => r.Number(TimeField.By) < 0 || r.Is(TimeField.Lean, "past") ? "PAST_REF" : "FUTURE_REF";

    /// <summary>A length: <c>P3D</c>, <c>PT2H30M</c>, <c>P2Y6M</c>, <c>PXW</c>.</summary>
    public static string Length(TimeReading r)
    {
        var unit = r.Text(TimeField.Unit) ?? "D";
        var (clock, letter, factor) = unit switch
        {
            "TH" => ("T", "H", 1), "TM" => ("T", "M", 1), "TS" => ("T", "S", 1),
            "DE" => ("", "Y", 10), "CE" => ("", "Y", 100), "ML" => ("", "Y", 1000), "Q" => ("", "M", 3), "FN" => ("", "W", 2), "WE" => ("", "D", 2), "NI" => ("", "D", 1),
            _ => ("", unit, 1),
        };
        if (!r.Has(TimeField.Count) || r.Is(TimeField.Count, "X")) return "P" + clock + "X" + (unit is "DE" or "CE" ? unit : letter);
        var count = (r.Number(TimeField.Count) + (r.Is(TimeField.Extra, "HALF") ? 0.5 : 0)) * factor;
        var whole = Math.Floor(count);
        var rest = count - whole;
        if (rest < 0.01 || whole > 1_000_000) return "P" + clock + whole.ToString(CultureInfo.InvariantCulture) + letter;
        var (smaller, of) = (clock + letter) switch { "Y" => ("M", 12), "M" => ("W", 4), "W" => ("D", 7), "TH" => ("M", 60), "TM" => ("S", 60), "D" => ("TH", 24), _ => ("", 0) };
        if (of == 0) return "P" + clock + count.ToString("0.#", CultureInfo.InvariantCulture) + letter;
        var head = whole == 0 ? "" : whole.ToString(CultureInfo.InvariantCulture) + letter;
        return "P" + clock + head + (smaller == "TH" ? "T" + Math.Round(rest * of).ToString(CultureInfo.InvariantCulture) + "H" : Math.Round(rest * of).ToString(CultureInfo.InvariantCulture) + smaller);
    }

    /// <summary>The days of a length that ends (or begins) on a day; the day itself counts: three days up to Friday begin on Wednesday.</summary>
    public static DayRange? LengthBack(string value, LocalDate day, bool past)
    {
        if (value.Length < 3 || value[1] == 'X') return null;
        if (value[1] == 'T') return Hours(value) is var hours and (24 or 48 or 72) ? LengthBack($"P{hours / 24 + 1}D", day, past) : null;
        if (!int.TryParse(value.AsSpan(1, value.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var n) || n is < 1 or > 1000) return null;
        var sign = past ? -1 : 1;
        LocalDate? other = value[^1] switch
        {
            'D' => day.PlusDays(sign * (n - 1)),
            'W' => day.PlusDays(sign * (7 * n - 1)),
            'M' => day.PlusMonths(sign * n).PlusDays(-sign),
            'Y' => day.PlusYears(sign * n).PlusDays(-sign),
            _ => null,
        };
        if (other is not { } end) return null;
        var precision = value[^1] switch { 'D' or 'W' => DatePrecision.Range, 'M' => DatePrecision.Month, _ => DatePrecision.Year };
        return past ? new(end, day, end == day ? DatePrecision.Day : precision) : new(day, end, end == day ? DatePrecision.Day : precision);
    }

    /// <summary>The day, month or year so long before a day; null for lengths without a figure.</summary>
    public static DayRange? Before(string value, LocalDate day)
    {
        if (value.Length < 3 || !int.TryParse(value.AsSpan(1, value.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var n) || n is < 1 or > 500) return null;
        return value[^1] switch
        {
            'D' => DayRange.Of(day.PlusDays(-n)),
            'W' => DayRange.Of(day.PlusWeeks(-n)),
            'M' => CalendarSpan.Around(day, Grain.Month).Plus(-n)?.Days,
            'Y' => CalendarSpan.Around(day, Grain.Year).Plus(-n)?.Days,
            _ => null,
        };
    }

    private static int Hours(string value) => value.EndsWith('H') && int.TryParse(value.AsSpan(2, value.Length - 3), NumberStyles.None, CultureInfo.InvariantCulture, out var h) ? h : 0;

    /// <summary>What recurs: <c>P1D</c>, <c>XXXX-WXX-3</c>, <c>XXXX-WXX-3TNI</c>, <c>XXXX-07</c>, <c>XXXX-SU</c>.</summary>
    public static string Set(TimeReading r)
    {
        if (r.Has(TimeField.Weekday)) return Invariant($"XXXX-WXX-{r.Int(TimeField.Weekday)}");
        if (r.Has(TimeField.Month)) return Invariant($"XXXX-{r.Int(TimeField.Month):00}");
        if (r.Has(TimeField.Season)) return "XXXX-" + r.Text(TimeField.Season);
        if (r.Has(TimeField.Part)) return "XXXX-XX-XX";
        return Length(r);
    }

    /// <summary>Adds the time of day to a day's value, and tells the kind of the whole.</summary>
    public static (TimeKind Kind, string Value) WithClock(TimeReading r, string value)
    {
        if (r.Op == TimeOp.Set) return (TimeKind.Set, r.Text(TimeField.Part) is { } often ? value + often : value);
        if (r.Op == TimeOp.Length) return (TimeKind.Duration, value);
        if (r.Has(TimeField.Hour) || r.Is(TimeField.Meridiem, "NOON") || r.Is(TimeField.Meridiem, "MIDNIGHT"))
        {
            var hour = r.Int(TimeField.Hour) % 24;
            if (r.Is(TimeField.Meridiem, "NOON")) hour = 12;
            else if (r.Is(TimeField.Meridiem, "MIDNIGHT")) hour = r.Has(TimeField.Hour) ? 0 : 24;
            else if (hour < 12 && (r.Is(TimeField.Meridiem, "PM") || r.Text(TimeField.Part) is "TAF" or "TEV" || r.Text(TimeField.Part) is "TNI" && hour > 4)) hour += 12;
            else if (hour == 12 && (r.Is(TimeField.Meridiem, "AM") || r.Is(TimeField.Part, "TMO"))) hour = 0;
            return (TimeKind.Time, value + Invariant($"T{hour:00}:{r.Int(TimeField.Minute):00}"));
        }
        if (r.Text(TimeField.Part) is { } part) return (TimeKind.Time, value + part);
        return (r.Text(TimeField.Kind) is "TIME" ? TimeKind.Time : TimeKind.Date, value);
    }

    /// <summary>What of a period ended when the report was written ("earlier this year"). No modifier of TimeML, which has the next nearest.</summary>
    public const string Earlier = "EARLIER";

    /// <summary>"Early March" is its first third, "late" its last, "mid-" the middle; of a week the first two days, the last three; of a year the first three months, the last three, and its middle is the whole of it.</summary>
    public static DayRange Narrow(DayRange days, string mod, LocalDate? today)
    {
        if (mod == Earlier) return today >= days.Start && today < days.End ? new(days.Start, today.Value, DatePrecision.Range) : days;
        var length = Period.DaysBetween(days.Start, days.End) + 1;
        if (days.Precision == DatePrecision.Year && length is 365 or 366)
            return mod switch
            {
                "START" => new(days.Start, days.Start.PlusMonths(3).PlusDays(-1), DatePrecision.Range),
                "END" => new(days.End.PlusDays(1).PlusMonths(-3), days.End, DatePrecision.Range),
                _ => days,
            };
        if (length is < 7 or > 31) return days;
        return mod switch
        {
            "START" => new(days.Start, days.Start.PlusDays(length == 7 ? 1 : length / 3 - 1), DatePrecision.Range),
            "END" => new(days.End.PlusDays(-(length == 7 ? 2 : length / 3)), days.End, DatePrecision.Range),
            "MID" => new(days.Start.PlusDays(length / 3), days.End.PlusDays(-(length / 3)), DatePrecision.Range),
            _ => days,
        };
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
