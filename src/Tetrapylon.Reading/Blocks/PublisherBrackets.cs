using System.Collections.Immutable;
using Tetrapylon.Knowledge.Publishers;
using Tetrapylon.Model;

namespace Tetrapylon.Reading.Blocks;

/// <summary>Publishers named in brackets at a report's end: "… were killed. (BBC News) (AFP via Le Monde)".</summary>
internal sealed class PublisherBrackets(PublisherDirectory publishers)
{
    private const int LongestName = 80;

    /// <summary>The names' spans in order, without the brackets, and where the brackets begin; none when the end names no publisher.</summary>
    public (ImmutableArray<Span> Names, int Start) AtEnd(string text, Span paragraph)
    {
        var end = paragraph.End;
        var names = new List<Span>();
        var certain = false;
        var start = end;
        while (true)
        {
            var close = end;
            while (close > paragraph.Start && (char.IsWhiteSpace(text[close - 1]) || text[close - 1] is ',' or ';')) close--;
            // A full stop after the last bracket: "… were killed (Reuters)."
            if (names.Count == 0 && close > paragraph.Start + 1 && text[close - 1] == '.' && text[close - 2] == ')') close--;
            if (close <= paragraph.Start || text[close - 1] != ')') break;
            var open = text.LastIndexOf('(', close - 1, Math.Min(close - paragraph.Start, LongestName + 2));
            if (open <= paragraph.Start) break;
            var name = new Span(open + 1, close - 1);
            if (!LooksLikeName(name.Of(text))) break;
            certain |= publishers.Find(text[name.Start..name.End]) is not null;
            names.Insert(0, name);
            end = start = open;
        }
        if (names.Count == 0) return ([], paragraph.End);
        var before = start;
        while (before > paragraph.Start && char.IsWhiteSpace(text[before - 1])) before--;
        // An unknown name counts only after the end of a sentence: "the withdrawal (Operation Olive Branch)" names no publisher.
        if (!certain && (before == paragraph.Start || text[before - 1] is not ('.' or '!' or '?' or '"' or '”' or '’' or ')'))) return ([], paragraph.End);
        return ([.. names], before);
    }

    private static bool LooksLikeName(ReadOnlySpan<char> name)
    {
        if (name.Length is < 2 or > LongestName || name.Contains(')')) return false;
        var capital = false;
        foreach (var c in name) capital |= char.IsUpper(c) || (char.IsDigit(c) && capital);
        return (capital || name.Contains('.') || name.Length > 3) && Words.Count(name) <= 10 && !name.EndsWith(".") && !name.Contains(": ", StringComparison.Ordinal);
    }
}
