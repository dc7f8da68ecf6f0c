using Tetrapylon.Knowledge.Actors;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Language.Words;

namespace Tetrapylon.Training.Language;

/// <summary>Titles that stand before a person's name and are no part of it.</summary>
internal sealed class Titles
{
    private const int Longest = 4;

    private readonly HashSet<string> _titles, _members;

    public Titles(DataFolder data)
    {
        var nouns = RoleLexicon.Load(data).Nouns;
        _titles = nouns.Where(n => n.Sort == RoleSort.Title).Select(n => n.Text).ToHashSet(StringComparer.Ordinal);
        _members = nouns.Where(n => n.Sort is RoleSort.Member or RoleSort.Count).Select(n => n.Text).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Does a word tell of those who belong to what is named after it ("members of")?</summary>
    public bool IsMember(Word word) => _members.Contains(word.Lower);

    /// <summary>Where the name begins.</summary>
    /// <param name="leading">May only titles stand before it? Otherwise the name begins after the last title.</param>
    /// <returns>The end when there are titles alone.</returns>
    public int After(ReadOnlySpan<Word> words, int first, int end, bool leading)
    {
        for (var i = first; i < end; i++)
        {
            if (leading && i > first) break;
            for (var length = Math.Min(Longest, end - i); length > 0; length--)
                if (_titles.Contains(Joined(words.Slice(i, length))))
                {
                    first = i + length;
                    i = first - 1;
                    break;
                }
        }
        return first;
    }

    private static string Joined(ReadOnlySpan<Word> words)
    {
        var text = words[0].Lower.TrimEnd('.');
        foreach (var word in words[1..]) text += " " + word.Lower.TrimEnd('.');
        return text;
    }
}
