using Tetrapylon.Model;

namespace Tetrapylon.Coding.Choices;

/// <summary>The way over the parse from one word of a sentence to another, in words: relations climbed, then relations descended.</summary>
internal static class ParsePath
{
    private const int MostSteps = 14;

    /// <returns>"far" where it is longer than <paramref name="longest"/> or there is none.</returns>
    public static string Of(Document document, int from, int to, int longest)
    {
        var tokens = document.Tokens;
        Span<int> chain = stackalloc int[MostSteps];
        var length = 0;
        for (var t = from; t >= 0 && length < MostSteps; t = tokens[t].Head) chain[length++] = t;
        var (down, steps) = ("", 0);
        for (var walk = to; walk >= 0 && steps <= longest; walk = tokens[walk].Head, steps++)
        {
            for (var up = 0; up < length; up++)
            {
                if (chain[up] != walk) continue;
                if (up + steps > longest) return "far";
                var path = "";
                for (var i = 0; i < up; i++) path += "^" + WireName.Of(tokens[chain[i]].Relation);
                return path + down;
            }
            down = "_" + WireName.Of(tokens[walk].Relation) + down;
        }
        return "far";
    }
}
