using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;

namespace Tetrapylon.Export.Comparing;

/// <summary>Reads the days of another data set, as spreadsheets leave them. 03/04/2017 is read only where the file itself shows which of the two is the day.</summary>
internal sealed class ForeignDays
{
    private static readonly ImmutableArray<LocalDatePattern> Named =
    [
        .. new[] { "uuuu-M-d", "uuuu/M/d", "d MMMM uuuu", "d-MMMM-uuuu", "d MMM uuuu", "d-MMM-uuuu", "MMMM d uuuu", "MMM d uuuu", "uuuuMMdd" }
            .Select(p => LocalDatePattern.CreateWithInvariantCulture(p)),
        // Two digits of a year: of the hundred years up to 2050.
        .. new[] { "d-MMM-yy", "d MMM yy" }.Select(p => LocalDatePattern.CreateWithInvariantCulture(p).WithTwoDigitYearMax(50)),
    ];

    private bool _dayFirst, _monthFirst;

    /// <summary>Notes what a cell shows of the order of day and month.</summary>
    public void Learn(string cell)
    {
        if (Parts(cell) is not { } parts) return;
        _dayFirst |= parts.First > 12;
        _monthFirst |= parts.Second > 12;
    }

    /// <summary>True when days such as 03/04/2017 can be read: exactly one order fits the whole file.</summary>
    public bool OrderIsClear => _dayFirst != _monthFirst;

    public LocalDate? Read(string cell)
    {
        if (Parts(cell) is { } parts)
        {
            if (parts.First != parts.Second && !OrderIsClear) return null;
            var (day, month) = _monthFirst ? (parts.Second, parts.First) : (parts.First, parts.Second);
            return month is < 1 or > 12 || day < 1 || parts.Year is < 1 or > 9998 || day > CalendarSystem.Iso.GetDaysInMonth(parts.Year, month) ? null : new LocalDate(parts.Year, month, day);
        }
        var text = Date(cell);
        foreach (var pattern in Named)
            if (pattern.Parse(text).TryGetValue(default, out var day)) return day;
        return null;
    }

    // "2017-03-02 00:00:00.000", "2017-03-02T00:00:00": a time of day says nothing here; "March 2, 2017" has a comma.
    private static string Date(string cell)
    {
        var text = cell.Trim().Replace(",", "", StringComparison.Ordinal);
        var time = text.IndexOf(':', StringComparison.Ordinal);
        if (time > 0 && text.LastIndexOfAny([' ', 'T'], time) is > 0 and var cut) text = text[..cut];
        return text;
    }

    private static (int First, int Second, int Year)? Parts(string cell)
    {
        var parts = Date(cell).Split('/', '.');
        return parts.Length == 3 && parts[2].Length == 4 && int.TryParse(parts[0], out var first) && int.TryParse(parts[1], out var second) && int.TryParse(parts[2], out var year)
            ? (first, second, year) : null;
    }
}
