using System.Collections.Immutable;
using NodaTime;
using Tetrapylon.Model;

namespace Tetrapylon.Reading.Dates;

/// <summary>The day in an agency's dateline: "DAMASCUS, March 2, 2017 (SANA) –", "Aleppo, 5 Dec (AFP) -", "… Monitor AFP Thursday 2 Mar 2017 At least …".</summary>
internal static class Datelines
{
    private const int Reach = 90, Opening = 200, ShortestName = 3;

    /// <summary>A full date in the dateline of the first body block.</summary>
    public static DateMatch? Of(string text, ImmutableArray<Block> blocks, DateScanner dates)
    {
        if (Head(text, blocks) is not { } head) return null;
        return dates.Next(text.AsSpan(head.Start, head.Length)) is { } date && date.Form < DateForm.Ambiguous
            ? date with { Span = new(head.Start + date.Span.Start, head.Start + date.Span.End) } : null;
    }

    /// <summary>The day of a dateline without a year, in the year that brings it nearest to the given day.</summary>
    public static DateMatch? Near(string text, ImmutableArray<Block> blocks, DateScanner dates, LocalDate given)
    {
        if (Of(text, blocks, dates) is { } full) return full;
        if (Head(text, blocks) is not { } head) return null;
        for (var i = head.Start; i < head.End; i++)
        {
            if (i > head.Start && char.IsLetterOrDigit(text[i - 1])) continue;
            if (dates.DayAndMonthAt(text.AsSpan(0, head.End), i) is not { } found) continue;
            LocalDate? best = null;
            for (var year = given.Year - 1; year <= given.Year + 1; year++)
                if (DateScanner.Day(year, found.Month, found.Day) is { } day && (best is null || Distance(day, given) < Distance(best.Value, given)))
                    best = day;
            return best is { } nearest ? new(found.Span, nearest, DateForm.Words) : null;
        }
        return null;
    }

    /// <summary>A full date in the opening of the text that stands between a name and the first sentence, with the day of the week it was: no other date of a story looks so.</summary>
    public static DateMatch? Between(string text, ImmutableArray<Block> blocks, DateScanner dates)
    {
        foreach (var block in blocks)
        {
            if (block.Kind is not (BlockKind.Body or BlockKind.Headline)) continue;
            var line = text.AsSpan(block.Span.Start, Math.Min(Opening, block.Span.Length));
            for (var i = 1; i < line.Length; i++)
            {
                if (!char.IsUpper(line[i]) || line[i - 1] != ' ') continue;
                var end = i;
                while (end < line.Length && char.IsLetter(line[end])) end++;
                if (end + 1 >= line.Length || dates.At(line, end + 1) is not { Form: < DateForm.Ambiguous } date || !IsDay(line[i..], date.Day)) continue;
                var name = line[..(i - 1)];
                name = name[(name.LastIndexOf(' ') + 1)..];
                var after = line[date.Span.End..].TrimStart(' ');
                if (name.Length > 0 && char.IsUpper(name[0]) && (after.IsEmpty || char.IsUpper(after[0]) || char.IsDigit(after[0]) || after[0] is '"' or '“'))
                    return date with { Span = new(block.Span.Start + i, block.Span.Start + date.Span.End) };
            }
            if (block.Kind == BlockKind.Body) return null;
        }
        return null;
    }

    /// <summary>Whether words begin with the English name, in full or cut to three letters and more, of the day of the week that a day was.</summary>
    public static bool IsDay(ReadOnlySpan<char> words, LocalDate day)
    {
        var name = day.DayOfWeek.ToString();
        var length = 0;
        while (length < words.Length && char.IsLetter(words[length])) length++;
        return length >= ShortestName && length <= name.Length && words[..length].Equals(name.AsSpan(0, length), StringComparison.OrdinalIgnoreCase);
    }

    public static int Distance(LocalDate a, LocalDate b) => Math.Abs(Period.DaysBetween(a, b));

    // From the body's start to the dash that closes a dateline; it must begin with a capital and hold no sentence.
    private static Span? Head(string text, ImmutableArray<Block> blocks)
    {
        foreach (var block in blocks)
        {
            if (block.Kind != BlockKind.Body) continue;
            var line = text.AsSpan(block.Span.Start, Math.Min(Reach, block.Span.Length));
            if (!char.IsUpper(line[0])) return null;
            for (var i = 1; i < line.Length; i++)
            {
                // "10–30 May" and "al-Bab" hold no such dash.
                if (line[i] is '—' or '–' or '-' && line[i - 1] is ' ' or ')' || (line[i] == ':' && line[i - 1] == ')'))
                    return OnlyNames(line[..i]) ? new(block.Span.Start, block.Span.Start + i) : null;
                if (line[i] is '.' or '!' or '?' && i + 2 < line.Length && line[i + 1] == ' ' && i > 12 && char.IsLower(line[i - 1]) && char.IsLower(line[i - 4])) return null;
            }
            return null;
        }
        return null;
    }

    // Up to the first number a dateline is names: "DAMASCUS, Syria, March 2"; a word in small letters makes it a sentence.
    private static bool OnlyNames(ReadOnlySpan<char> head)
    {
        for (var i = 0; i < head.Length && !char.IsAsciiDigit(head[i]); i++)
            if (char.IsLower(head[i]) && (i == 0 || head[i - 1] == ' ') && !head[i..].StartsWith("al-") && !head[i..].StartsWith("of ")) return false;
        return true;
    }
}
