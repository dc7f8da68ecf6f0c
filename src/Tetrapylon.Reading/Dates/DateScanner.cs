using NodaTime;
using Tetrapylon.Model;

namespace Tetrapylon.Reading.Dates;

/// <summary>How a date is written.</summary>
internal enum DateForm : byte
{
    /// <summary>2017-03-02, 2017/03/02.</summary>
    Iso,
    /// <summary>2 March 2017, Mar. 2, 2017.</summary>
    Words,
    /// <summary>13.03.2017, 03/13/2017: the numbers leave one reading.</summary>
    Numbers,
    /// <summary>03/02/2017: day and month may be swapped.</summary>
    Ambiguous,
    /// <summary>2.3.17, as German and French pages have it.</summary>
    ShortYear,
}

/// <summary>A full date found in a text.</summary>
internal readonly record struct DateMatch(Span Span, LocalDate Day, DateForm Form);

/// <summary>Finds full dates (day, month and year) as pages and reports write them, in one pass over the text.</summary>
/// <param name="months">Numbers of month names in lower case.</param>
internal sealed class DateScanner(IReadOnlyDictionary<string, int> months)
{
    public const int EarliestYear = 1900, LatestYear = 2100;

    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _months =
        new Dictionary<string, int>(months, StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The next date that starts at or after an offset.</summary>
    /// <param name="monthFirst">How 03/02/2017 is read where nothing else tells: as in America.</param>
    public DateMatch? Next(ReadOnlySpan<char> text, int from = 0, bool monthFirst = false)
    {
        for (var i = from; i < text.Length; i++)
        {
            // A small letter may touch a number: what a page sets side by side stands together here ("Jane Doe3.11.2023").
            if (!char.IsLetterOrDigit(text[i]) || (i > 0 && char.IsLetterOrDigit(text[i - 1]) && !(char.IsAsciiDigit(text[i]) && char.IsLower(text[i - 1])))) continue;
            if (At(text, i, monthFirst) is { } match) return match;
        }
        return null;
    }

    /// <summary>The date that starts exactly at an offset.</summary>
    public DateMatch? At(ReadOnlySpan<char> text, int start, bool monthFirst = false)
    {
        if (start >= text.Length) return null;
        if (!char.IsAsciiDigit(text[start])) return MonthFirst(text, start);
        var digits = Digits(text, start);
        return digits switch
        {
            4 => YearFirst(text, start),
            1 or 2 => DayInWords(text, start, digits) ?? Numbers(text, start, digits, monthFirst),
            _ => null,
        };
    }

    /// <summary>A day and month without a year ("2 March", "March 2") that starts exactly at an offset.</summary>
    public (Span Span, int Month, int Day)? DayAndMonthAt(ReadOnlySpan<char> text, int start)
    {
        if (start >= text.Length) return null;
        if (char.IsAsciiDigit(text[start]))
        {
            var digits = Digits(text, start);
            if (digits > 2) return null;
            var word = SkipBlank(text, start + digits);
            var (month, end) = Month(text, word);
            return month == 0 ? null : (new Span(start, end), month, Number(text, start, digits));
        }
        var (first, after) = Month(text, start);
        if (first == 0) return null;
        var day = SkipBlank(text, after);
        var count = Digits(text, day);
        return count is 1 or 2 ? (new Span(start, day + count), first, Number(text, day, count)) : null;
    }

    /// <summary>2017-03-02, 2017/3/2, 2017.03.02; a time may follow.</summary>
    private static DateMatch? YearFirst(ReadOnlySpan<char> text, int start)
    {
        var i = start + 4;
        if (i >= text.Length || text[i] is not ('-' or '/' or '.')) return null;
        var separator = text[i];
        var monthDigits = Digits(text, ++i);
        if (monthDigits is not (1 or 2) || i + monthDigits >= text.Length || text[i + monthDigits] != separator) return null;
        var month = Number(text, i, monthDigits);
        i += monthDigits + 1;
        var dayDigits = Digits(text, i);
        return dayDigits is 1 or 2 ? Match(start, i + dayDigits, Number(text, start, 4), month, Number(text, i, dayDigits), DateForm.Iso) : null;
    }

    /// <summary>2 March 2017, 2nd of March, 2017, 2. März 2017, 02-Mar-2017.</summary>
    private DateMatch? DayInWords(ReadOnlySpan<char> text, int start, int digits)
    {
        var i = start + digits;
        if (i + 1 < text.Length && char.IsAsciiLetterLower(text[i]) && (i + 2 == text.Length || !char.IsLetterOrDigit(text[i + 2])) && IsOrdinal(text.Slice(i, 2))) i += 2;
        i = SkipBlank(text, i);
        i = SkipParticle(text, i);
        var (month, end) = Month(text, i);
        if (month == 0) return null;
        i = SkipParticle(text, SkipBlank(text, end));
        return Digits(text, i) == 4 ? Match(start, i + 4, Number(text, i, 4), month, Number(text, start, digits), DateForm.Words) : null;
    }

    /// <summary>March 2, 2017; Mar. 2nd 2017; Mar 022017, where a page's comma was lost.</summary>
    private DateMatch? MonthFirst(ReadOnlySpan<char> text, int start)
    {
        var (month, end) = Month(text, start);
        if (month == 0) return null;
        var day = SkipBlank(text, end);
        var digits = Digits(text, day);
        if (digits is 5 or 6) return Match(start, day + digits, Number(text, day + digits - 4, 4), month, Number(text, day, digits - 4), DateForm.Words);
        if (digits is not (1 or 2)) return null;
        var i = day + digits;
        if (i + 1 < text.Length && IsOrdinal(text.Slice(i, 2))) i += 2;
        i = SkipBlank(text, i);
        return Digits(text, i) == 4 ? Match(start, i + 4, Number(text, i, 4), month, Number(text, day, digits), DateForm.Words) : null;
    }

    /// <summary>02.03.2017, 3/13/2017.</summary>
    private static DateMatch? Numbers(ReadOnlySpan<char> text, int start, int digits, bool monthFirst)
    {
        var i = start + digits;
        if (i >= text.Length || text[i] is not ('-' or '/' or '.')) return null;
        var separator = text[i];
        var second = ++i;
        var secondDigits = Digits(text, second);
        if (secondDigits is not (1 or 2) || second + secondDigits >= text.Length || text[second + secondDigits] != separator) return null;
        i = second + secondDigits + 1;
        if (separator == '.') i = SkipBlank(text, i);
        var yearDigits = Digits(text, i);
        if (yearDigits == 2 && separator == '.' && Number(text, i, 2) < 60 && !(i + 2 < text.Length && text[i + 2] == '.' && i + 3 < text.Length && char.IsAsciiDigit(text[i + 3])))
            return Match(start, i + 2, 2000 + Number(text, i, 2), Number(text, second, secondDigits), Number(text, start, digits), DateForm.ShortYear);
        if (yearDigits != 4) return null;
        int a = Number(text, start, digits), b = Number(text, second, secondDigits), year = Number(text, i, 4);
        if (separator != '.' && a <= 12 && b <= 12 && a != b)
            return monthFirst ? Match(start, i + 4, year, a, b, DateForm.Ambiguous) : Match(start, i + 4, year, b, a, DateForm.Ambiguous);
        return b > 12 ? Match(start, i + 4, year, a, b, DateForm.Numbers) : Match(start, i + 4, year, b, a, DateForm.Numbers);
    }

    private static DateMatch? Match(int start, int end, int year, int month, int day, DateForm form) =>
        Day(year, month, day) is { } date ? new(new(start, end), date, form) : null;

    /// <summary>A day that exists, between 1900 and 2100; otherwise null.</summary>
    public static LocalDate? Day(int year, int month, int day) =>
        year is >= EarliestYear and <= LatestYear && month is >= 1 and <= 12 && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month) ? new(year, month, day) : null;

    private (int Month, int End) Month(ReadOnlySpan<char> text, int start)
    {
        var end = start;
        while (end < text.Length && char.IsLetter(text[end])) end++;
        if (end == start || !_months.TryGetValue(text[start..end], out var month)) return (0, start);
        if (end < text.Length && text[end] == '.') end++;
        return (month, end);
    }

    private static int Digits(ReadOnlySpan<char> text, int start)
    {
        var end = start;
        while (end < text.Length && end - start < 9 && char.IsAsciiDigit(text[end])) end++;
        return end - start;
    }

    private static int Number(ReadOnlySpan<char> text, int start, int digits)
    {
        var number = 0;
        for (var i = start; i < start + digits; i++) number = number * 10 + (text[i] - '0');
        return number;
    }

    private static bool IsOrdinal(ReadOnlySpan<char> two) => two is "st" or "nd" or "rd" or "th" or "ST" or "ND" or "RD" or "TH";

    // At most a few separators, so that a run of a million blanks is not walked again and again.
    private static int SkipBlank(ReadOnlySpan<char> text, int i)
    {
        var limit = Math.Min(text.Length, i + 4);
        while (i < limit && (char.IsWhiteSpace(text[i]) || text[i] is ',' or '.' or '-' or '/' or 'º' or '\'' or '’')) i++;
        return i;
    }

    // "2 de marzo de 2017", "2nd of March".
    private static int SkipParticle(ReadOnlySpan<char> text, int i) =>
        i + 3 < text.Length && (text[i..].StartsWith("de ", StringComparison.OrdinalIgnoreCase) || text[i..].StartsWith("of ", StringComparison.OrdinalIgnoreCase)) ? i + 3 : i;
}
