using System.Text.RegularExpressions;
using NodaTime;
using Tetrapylon.Model;
using Tetrapylon.Reading.Blocks;

namespace Tetrapylon.Reading.Dates;

/// <summary>The mark at the head of a text that dates it: "date 2017-03-02", "Thursday 2 March 2017 10:33 GMT", "Posted on 5 June 2016".</summary>
/// <param name="Span">The mark's words, cut off from the body.</param>
internal readonly record struct HeaderMark(Span Span, LocalDate Day, bool Cued, bool Updated);

/// <summary>Reads header marks.</summary>
internal sealed partial class HeaderMarkReader(ReadingCues cues, DateScanner dates)
{
    // A mark is short; nothing beyond this is looked at.
    private const int Reach = 160;

    /// <summary>The mark that stands at an offset, if one does.</summary>
    /// <param name="end">End of the paragraph.</param>
    public HeaderMark? At(string text, int start, int end)
    {
        var line = text.AsSpan(start, Math.Min(Reach, end - start));
        var i = 0;
        while (i < line.Length && char.IsWhiteSpace(line[i])) i++;
        var cue = cues.Published.LengthAtStart(line[i..]);
        var update = cues.Updated.LengthAtStart(line[i..]);
        i = SkipMarks(line, i + Math.Max(cue, update));
        var weekday = line[i..];
        i = SkipMarks(line, i + cues.Weekdays.LengthAtStart(weekday));
        if (i > 0 && char.IsLetterOrDigit(line[i - 1])) return null;
        if (dates.At(line, i) is not { } date || date.Form == DateForm.ShortYear) return null;
        i = date.Span.End;
        if (Time().Match(line[i..].ToString()) is { Success: true } time) i += time.Length;
        // A day of the week that agrees is as good as a word that says what the date is.
        var cued = Math.Max(cue, update) > 0 || Datelines.IsDay(weekday, date.Day);
        if (!cued && !EndsMark(line, i, start + i == end)) return null;
        return new(new(start, start + i), date.Day, cued, update > cue);
    }

    /// <summary>The mark that gives a day which no calendar has ("date 2019-02-31"), if one stands at an offset, and the day as it is written.</summary>
    public (Span Mark, Span Day)? NoDayAt(string text, int start, int end)
    {
        var line = text.AsSpan(start, Math.Min(Reach, end - start));
        var i = 0;
        while (i < line.Length && char.IsWhiteSpace(line[i])) i++;
        var cue = cues.Published.LengthAtStart(line[i..]);
        if (cue == 0) return null;
        i = SkipMarks(line, i + cue);
        i = SkipMarks(line, i + cues.Weekdays.LengthAtStart(line[i..]));
        if (dates.At(line, i) is not null) return null;
        var words = dates.DayAndMonthAt(line, i)?.Span.End ?? i;
        var written = (words > i ? Year() : Numbers()).Match(line[words..].ToString());
        if (!written.Success) return null;
        var day = new Span(start + i, start + words + written.Length);
        return (new(start, day.End), day);
    }

    // Without a cue, "12 August 2016" is a mark only when a new sentence or line begins after it.
    private static bool EndsMark(ReadOnlySpan<char> line, int i, bool atEnd)
    {
        if (atEnd) return true;
        while (i < line.Length && (char.IsWhiteSpace(line[i]) || line[i] is '-' or '–' or '—' or '|' or '.' or ':')) i++;
        return i >= line.Length || char.IsUpper(line[i]) || char.IsDigit(line[i]) || line[i] is '"' or '“' or '\'' or '‘' or '(';
    }

    private static int SkipMarks(ReadOnlySpan<char> line, int i)
    {
        while (i < line.Length && (char.IsWhiteSpace(line[i]) || line[i] is ':' or ',' or '-' or '–' or '|' or '(')) i++;
        return i;
    }

    [GeneratedRegex(@"^(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2\d{4})(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"^[\s,.]{0,3}\d{4}(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Year();

    [GeneratedRegex(@"^[\s,|–-]*(?:at\s+|T)?(?:[01]?\d|2[0-3])[:.h]?[0-5]\d(?!\d)(?::[0-5]\d)?(?:\s*[ap]\.?m\b\.?)?(?:\s*\(?(?:GMT|UTC|BST|CET|CEST|EST|EDT|PST|PDT|EET|AST|MSK|IST|Z|local time)\b\)?)?(?:\s*[+-]\d\d?(?::?\d\d)?\b)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Time();
}
