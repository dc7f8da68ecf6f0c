namespace Tetrapylon.Coding.Time;

/// <summary>One step of a flat pattern: a word as it stands (lower case) or a class of words (UPPER CASE), under the name by which <c>reads:</c> asks for it.</summary>
public readonly record struct PatternStep(string Symbol, string Label);

/// <summary>A pattern with every choice made: its steps, and where the expressions begin and end among them.</summary>
public sealed record FlatPattern(IReadOnlyList<PatternStep> Steps, IReadOnlyList<(int Start, int End)> Extents);

/// <summary>
/// Patterns of the time rules. <c>word</c> stands for itself, <c>CLASS</c> for any word of a class (<c>name=CLASS</c> to tell two apart),
/// <c>x?</c> may be missing, <c>(a b|c)</c> is a choice, <c>{name}</c> a phrase defined once, <c>[ … ]</c> the words that are the expression.
/// </summary>
public static class TimePattern
{
    // A pattern that unfolds into more than this is a mistake in the data.
    private const int MostAlternatives = 20_000;

    /// <summary>All flat readings of a pattern.</summary>
    /// <exception cref="FormatException">The pattern is not well formed; the message says where.</exception>
    public static IReadOnlyList<FlatPattern> Unfold(string pattern, IReadOnlyDictionary<string, string> phrases)
    {
        var words = Words(pattern, phrases, 0);
        var at = 0;
        var all = Choice(words, ref at);
        if (at < words.Count) throw new FormatException($"'{words[at]}' is not expected in '{pattern}'");
        var found = new List<FlatPattern>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var marks in all)
        {
            var steps = new List<PatternStep>();
            var extents = new List<(int, int)>();
            var start = -1;
            foreach (var mark in marks)
                switch (mark)
                {
                    case "[": start = steps.Count; break;
                    case "]":
                        if (start < 0) throw new FormatException($"']' without '[' in '{pattern}'");
                        if (steps.Count > start) extents.Add((start, steps.Count));
                        start = -1;
                        break;
                    default:
                        var split = mark.IndexOf('=', StringComparison.Ordinal);
                        var named = split > 0 && mark.Length > split + 1;
                        // A word that stands for itself has no name: nothing can be read from it.
                        steps.Add(named ? new(mark[(split + 1)..], mark[..split]) : new(mark, TimeLexicon.IsClass(mark) ? mark : ""));
                        break;
                }
            if (start >= 0) throw new FormatException($"'[' without ']' in '{pattern}'");
            if (steps.Count == 0 || extents.Count == 0) throw new FormatException($"'{pattern}' can match no words, or marks none as the expression with [ ]");
            if (seen.Add(string.Join(' ', marks))) found.Add(new(steps, extents));
        }
        return found;
    }

    private static List<string> Words(string pattern, IReadOnlyDictionary<string, string> phrases, int depth)
    {
        if (depth > 8) throw new FormatException($"phrases nest too deep in '{pattern}'");
        var words = new List<string>();
        for (var i = 0; i < pattern.Length;)
        {
            var c = pattern[i];
            if (char.IsWhiteSpace(c)) { i++; continue; }
            if (c is '[' or ']' or '(' or ')' or '|' || c == '?' ) { words.Add(c.ToString()); i++; continue; }
            if (c == '{')
            {
                var close = pattern.IndexOf('}', i);
                if (close < 0 || !phrases.TryGetValue(pattern[(i + 1)..close], out var phrase))
                    throw new FormatException($"no phrase is named '{pattern[i..(close < 0 ? pattern.Length : close + 1)]}'");
                words.Add("(");
                words.AddRange(Words(phrase, phrases, depth + 1));
                words.Add(")");
                i = close + 1;
                continue;
            }
            var end = i + 1;
            while (end < pattern.Length && !char.IsWhiteSpace(pattern[end]) && pattern[end] is not ('[' or ']' or '(' or ')' or '|' or '?' or '{')) end++;
            words.Add(pattern[i..end]);
            i = end;
        }
        return words;
    }

    private static List<List<string>> Choice(List<string> words, ref int at)
    {
        var all = Sequence(words, ref at);
        while (at < words.Count && words[at] == "|")
        {
            at++;
            all.AddRange(Sequence(words, ref at));
        }
        return all;
    }

    private static List<List<string>> Sequence(List<string> words, ref int at)
    {
        var all = new List<List<string>> { new() };
        while (at < words.Count && words[at] is not ("|" or ")"))
        {
            List<List<string>> next;
            if (words[at] == "(")
            {
                at++;
                next = Choice(words, ref at);
                if (at >= words.Count || words[at] != ")") throw new FormatException("'(' without ')'");
                at++;
            }
            else if (words[at] == "?") throw new FormatException("'?' follows nothing");
            else next = [[words[at++]]];
            if (at < words.Count && words[at] == "?")
            {
                at++;
                next = [[], .. next];
            }
            if (all.Count * next.Count > MostAlternatives) throw new FormatException("the pattern unfolds into too many readings");
            all = [.. from a in all from b in next select new List<string>([.. a, .. b])];
        }
        return all;
    }
}
