using System.Text.RegularExpressions;
using NodaTime;

namespace Tetrapylon.Reading.Dates;

/// <summary>The day in a page's address: <c>/2017/03/02/</c>, <c>/2017-03-02-title</c>, <c>/20170302</c>, <c>/2017/mar/02/</c>.</summary>
internal static partial class UrlDay
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    public static LocalDate? Of(string url)
    {
        if (url.Length > 2000) url = url[..2000];
        if (Numbers().Match(url) is { Success: true } found)
            return DateScanner.Day(Number(found, 1), Number(found, 2), Number(found, 3));
        if (Words().Match(url) is { Success: true } words)
            return DateScanner.Day(Number(words, 1), Array.IndexOf(Months, words.Groups[2].Value.ToLowerInvariant()) + 1, Number(words, 3));
        return Compact().Match(url) is { Success: true } compact ? DateScanner.Day(Number(compact, 1), Number(compact, 2), Number(compact, 3)) : null;
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"[/_-]((?:19|20)\d\d)[/_-]([01]?\d)[/_-]([0-3]?\d)(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"[/_-]((?:19|20)\d\d)[/_-](jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/_-]([0-3]?\d)(?!\d)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Words();

    [GeneratedRegex(@"[/_-](20[0-3]\d)([01]\d)([0-3]\d)(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Compact();
}
