using System.Text;

namespace Tetrapylon.Reading.Fetching;

/// <summary>What a site's robots.txt allows a program of a given name (RFC 9309): the longest rule that fits decides, and allowing wins a tie.</summary>
internal sealed class RobotsFile
{
    /// <summary>What is longer is read so far.</summary>
    public const int Longest = 500 << 10;

    private const int MostRules = 5_000, LongestRule = 1_000;

    private readonly List<(string Path, bool Allow)> _rules = [];

    public static RobotsFile AllowsAll { get; } = new();

    public static RobotsFile AllowsNothing { get; } = new() { _rules = { ("/", false) } };

    /// <summary>The pause between two pages that the site asks for.</summary>
    public TimeSpan? CrawlDelay { get; private set; }

    /// <param name="product">The program's name in lower case.</param>
    public static RobotsFile Parse(ReadOnlySpan<byte> bytes, string product)
    {
        var own = new RobotsFile();
        var all = new RobotsFile();
        var ownFound = false;
        // The group being read counts for us, for everybody, for neither.
        bool forUs = false, forAll = false, inRules = false;
        // A rule cut short would forbid more than was meant.
        if (bytes.Length > Longest) bytes = bytes[..(bytes[..Longest].LastIndexOf((byte)'\n') + 1)];
        foreach (var raw in Encoding.UTF8.GetString(bytes).AsSpan().TrimStart('\uFEFF').EnumerateLines())
        {
            var line = raw.IndexOf('#') is var hash and >= 0 ? raw[..hash] : raw;
            var colon = line.IndexOf(':');
            if (colon < 0) continue;
            var key = line[..colon].Trim();
            var value = line[(colon + 1)..].Trim();
            if (key.Equals("user-agent", StringComparison.OrdinalIgnoreCase))
            {
                if (inRules) (forUs, forAll, inRules) = (false, false, false);
                forUs |= value.Equals(product, StringComparison.OrdinalIgnoreCase) || value.StartsWith(product + "/", StringComparison.OrdinalIgnoreCase);
                forAll |= value is "*";
                ownFound |= forUs;
                continue;
            }
            inRules = true;
            var (allow, disallow) = (key.Equals("allow", StringComparison.OrdinalIgnoreCase), key.Equals("disallow", StringComparison.OrdinalIgnoreCase));
            if ((allow || disallow) && value.Length is > 0 and <= LongestRule)
            {
                if (forUs && own._rules.Count < MostRules) own._rules.Add((value.ToString(), allow));
                if (forAll && all._rules.Count < MostRules) all._rules.Add((value.ToString(), allow));
            }
            else if (key.Equals("crawl-delay", StringComparison.OrdinalIgnoreCase) && double.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 1e6)
            {
                if (forUs) own.CrawlDelay = TimeSpan.FromSeconds(seconds);
                if (forAll) all.CrawlDelay = TimeSpan.FromSeconds(seconds);
            }
        }
        return ownFound ? own : all;
    }

    /// <summary>Whether an address of the site may be fetched.</summary>
    public bool Allows(Uri url)
    {
        var path = url.PathAndQuery;
        if (path == "/robots.txt") return true;
        var (best, allowed) = (-1, true);
        foreach (var (rule, allow) in _rules)
            if (rule.Length >= best && Fits(rule, path) && (rule.Length > best || allow)) (best, allowed) = (rule.Length, allow);
        return allowed;
    }

    // '*' stands for anything, '$' at the end for the end. Each star takes the first place that fits, so the time is bounded.
    private static bool Fits(ReadOnlySpan<char> rule, ReadOnlySpan<char> path)
    {
        var toEnd = rule.EndsWith('$');
        if (toEnd) rule = rule[..^1];
        var first = true;
        foreach (var range in rule.Split('*'))
        {
            var part = rule[range];
            var last = range.End.Value == rule.Length;
            if (first)
            {
                if (!path.StartsWith(part, StringComparison.Ordinal)) return false;
                path = path[part.Length..];
                if (last) return !toEnd || path.IsEmpty;
                first = false;
            }
            else if (last && toEnd) return path.EndsWith(part, StringComparison.Ordinal);
            else
            {
                var at = path.IndexOf(part, StringComparison.Ordinal);
                if (at < 0) return false;
                path = path[(at + part.Length)..];
            }
        }
        return true;
    }
}
