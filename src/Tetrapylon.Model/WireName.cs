using System.Text;

namespace Tetrapylon.Model;

/// <summary>How enumerations are written outside: <c>StateForces</c> is <c>state_forces</c>.</summary>
public static class WireName
{
    /// <summary>Lower case, words joined by underscores.</summary>
    public static string Snake(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsUpper(c) && text.Length > 0) text.Append('_');
            text.Append(char.ToLowerInvariant(c));
        }
        return text.ToString();
    }

    public static string Of<T>(T value) where T : struct, Enum => Cache<T>.Names.TryGetValue(value, out var name) ? name : Snake(value.ToString());

    /// <summary>Reads a wire name; a name of no member is refused, as are numbers.</summary>
    public static bool TryParse<T>(string text, out T value) where T : struct, Enum => Cache<T>.Values.TryGetValue(text, out value);

    private static class Cache<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Names = Enum.GetValues<T>().Distinct().ToDictionary(v => v, v => Snake(v.ToString()));
        public static readonly Dictionary<string, T> Values = Names.ToDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);
    }
}
