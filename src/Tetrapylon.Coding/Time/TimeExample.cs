using NodaTime.Text;
using Tetrapylon.Model;
using LocalDate = NodaTime.LocalDate;

namespace Tetrapylon.Coding.Time;

/// <summary>An <c>example:</c> row of a time rule: <c>2017-03-02 | The army entered on {Wednesday=2017-03-01}.</c>; without a day it is a narrative.</summary>
/// <param name="Expected">Spans of <paramref name="Text"/> and their values, in text order.</param>
public sealed record TimeExample(string Text, LocalDate? Day, IReadOnlyList<(Span Span, string Value)> Expected)
{
    /// <exception cref="FormatException">The row is not well formed.</exception>
    public static TimeExample Parse(string row)
    {
        var bar = row.IndexOf(" | ", StringComparison.Ordinal);
        LocalDate? day = bar < 0 ? null : LocalDatePattern.Iso.Parse(row[..bar]).GetValueOrThrow();
        var marked = bar < 0 ? row : row[(bar + 3)..];
        var text = new System.Text.StringBuilder();
        var expected = new List<(Span, string)>();
        for (var i = 0; i < marked.Length; i++)
        {
            if (marked[i] != '{') { text.Append(marked[i]); continue; }
            var close = marked.IndexOf('}', i);
            var split = marked.LastIndexOf('=', close);
            if (close < 0 || split < i) throw new FormatException($"'{row}' has a '{{' without '=value}}'");
            var start = text.Length;
            text.Append(marked, i + 1, split - i - 1);
            expected.Add((new(start, text.Length), marked[(split + 1)..close]));
            i = close;
        }
        return new(text.ToString(), day, expected);
    }
}
