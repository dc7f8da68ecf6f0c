using Tetrapylon.Knowledge.Actors;

namespace Tetrapylon.App.Scoring;

/// <summary>Whether two names call the same one: names of one actor of the dictionary, or mostly the same words ("Syrian Army", "army of Syria").</summary>
internal sealed class NameLikeness(ActorDictionary actors)
{
    private const int Stem = 4;

    public bool Same(string? a, string? b)
    {
        if (a is null || b is null) return false;
        var (one, other) = (Words(a), Words(b));
        if (one.Count == 0 || other.Count == 0) return false;
        var shared = one.Count(w => other.Exists(o => Alike(w, o)));
        return shared >= 0.5 * Math.Min(one.Count, other.Count) && shared >= 0.25 * (one.Count + other.Count - shared) || actors.Named(a.Trim()).Any(x => actors.Named(b.Trim()).Any(y => x.Id == y.Id));
    }

    /// <summary>Share of the words of the shorter text that the longer one has.</summary>
    public static double Overlap(string a, string b)
    {
        var (one, other) = (Words(a), Words(b));
        return one.Count == 0 || other.Count == 0 ? 0 : (double)one.Count(w => other.Exists(o => Alike(w, o))) / Math.Min(one.Count, other.Count);
    }

    // "Russia" and "Russian" are one word; so are forms of a verb.
    private static bool Alike(string a, string b) =>
        string.Equals(a, b, StringComparison.OrdinalIgnoreCase) || a.Length >= Stem && b.Length >= Stem && string.Compare(a, 0, b, 0, Math.Max(Stem, Math.Min(a.Length, b.Length) - 2), StringComparison.OrdinalIgnoreCase) == 0;

    // Short words without a capital ("of", "and") tell nothing, unless there are no others.
    private static List<string> Words(string name)
    {
        var all = new List<string>();
        for (int i = 0, start = -1; i <= name.Length; i++)
            if (i < name.Length && char.IsLetterOrDigit(name[i])) start = start < 0 ? i : start;
            else if (start >= 0)
            {
                all.Add(name[start..i]);
                start = -1;
            }
        var telling = all.FindAll(w => w.Length > 3 || !char.IsLower(w[0]));
        return telling.Count > 0 ? telling : all;
    }
}
