
namespace Tetrapylon.Knowledge.Gazetteer;

/// <summary>What stands between a word and the next one.</summary>
public enum WordGap : byte { End, Space, Hyphen, Period, Break }

/// <summary>A word of a text as the gazetteer sees it: no case, no accents, no apostrophes.</summary>
/// <param name="Start">First character in the text.</param>
/// <param name="End">After the last character; a possessive 's is left out.</param>
/// <param name="Hash">Of the folded word.</param>
/// <param name="Possessive">Hash of the word with its 's written on ("Johns" of "John's"); 0 without one.</param>
/// <param name="Capital">The first letter is upper case.</param>
/// <param name="Capitals">Every letter is upper case.</param>
public readonly record struct NameWord(int Start, int End, ulong Hash, ulong Possessive, bool Capital, bool Capitals, bool Article, WordGap Gap);

/// <summary>Cuts text into <see cref="NameWord"/>s and makes the keys names are found by.</summary>
public static class NameWords
{
    private const ulong Basis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>Appends the words of <paramref name="text"/> from <paramref name="start"/> to <paramref name="end"/>.</summary>
    public static void Read(ReadOnlySpan<char> text, int start, int end, Spelling spelling, List<NameWord> words)
    {
        var i = start;
        while (i < end)
        {
            if (LatinLetters.Plain(text[i]) == 0) { i++; continue; }
            var first = i;
            var last = i;
            var hash = Basis;
            var capitals = true;
            while (i < end)
            {
                var c = text[i];
                var plain = LatinLetters.Plain(c);
                if (plain != 0)
                {
                    hash = (hash ^ plain) * Prime;
                    capitals &= !char.IsLower(c);
                    last = ++i;
                }
                else if (IsMark(c)) i++;
                else if (IsApostrophe(c) && i + 1 < end && LatinLetters.Plain(text[i + 1]) != 0)
                {
                    if (text[i + 1] is 's' or 'S' && (i + 2 >= end || LatinLetters.Plain(text[i + 2]) == 0)) break;
                    i++;
                }
                else break;
            }
            ulong possessive = 0;
            if (i < end && IsApostrophe(text[i]) && i + 1 < end && text[i + 1] is 's' or 'S')
            {
                possessive = spelling.Same((hash ^ 's') * Prime);
                i += 2;
            }
            var gap = GapAt(text, ref i, end);
            var article = spelling.IsArticle(hash);
            words.Add(new(first, last, spelling.Same(hash), possessive, char.IsUpper(text[first]), capitals, article, gap));
        }
    }

    /// <summary>The key of a run of words.</summary>
    public static ulong Extend(ulong key, ulong word) => (ulong.RotateLeft(key, 23) ^ word) * Prime;

    public const ulong Empty = 0x9E3779B97F4A7C15;

    /// <summary>The words of a name, written out plain ("deir ez zor").</summary>
    public static string Fold(string name)
    {
        var plain = new System.Text.StringBuilder(name.Length);
        var space = false;
        foreach (var c in name)
        {
            if (IsApostrophe(c) || IsMark(c)) continue;
            var letter = LatinLetters.Plain(c);
            if (letter == 0) { space = plain.Length > 0; continue; }
            if (space) plain.Append(' ');
            space = false;
            plain.Append(letter);
        }
        return plain.ToString();
    }

    /// <summary>The id of a place that no gazetteer has, from its name and country.</summary>
    /// <param name="country">ISO 3166-1 alpha-2, null where unknown.</param>
    public static string PlaceId(string name, string? country) => $"named:{country?.ToLowerInvariant() ?? "xx"}:{Fold(name).Replace(' ', '-')}";

    /// <summary>Hash of one folded word.</summary>
    public static ulong HashOf(ReadOnlySpan<char> word)
    {
        var hash = Basis;
        foreach (var c in word)
        {
            var plain = LatinLetters.Plain(c);
            if (plain != 0) hash = (hash ^ plain) * Prime;
        }
        return hash;
    }

    internal static bool IsApostrophe(char c) => c is '\'' or '’' or '‘' or '`' or '´' or 'ʼ' or 'ʻ' or 'ʿ' or 'ʾ';

    internal static bool IsMark(char c) => c is >= '\u0300' and <= '\u036F';

    private static WordGap GapAt(ReadOnlySpan<char> text, ref int i, int end)
    {
        if (i >= end) return WordGap.End;
        var gap = WordGap.Space;
        var spaces = 0;
        for (; i < end && LatinLetters.Plain(text[i]) == 0; i++)
            switch (text[i])
            {
                case ' ' or '\u00A0': spaces++; break;
                case '-' or '\u2010' or '\u2011': gap = gap == WordGap.Space && spaces == 0 ? WordGap.Hyphen : WordGap.Break; break;
                case '–' when spaces == 0 && gap == WordGap.Space: gap = WordGap.Hyphen; break;
                case '.' when gap == WordGap.Space: gap = WordGap.Period; break;
                case '\n' or '\r' when spaces == 0 && gap == WordGap.Space: spaces++; break;
                case var c when IsApostrophe(c) && spaces > 0 && gap == WordGap.Space: break;
                default: gap = WordGap.Break; break;
            }
        if (i >= end) return gap == WordGap.Period ? WordGap.Period : WordGap.End;
        return gap == WordGap.Hyphen && spaces > 0 ? WordGap.Break : gap;
    }

    /// <summary>Loose key of a name in a tongue that is spelt many ways in Latin letters ("Hasakah", "Hassakeh", "al-Haseke"); 0 when too little is left of it.</summary>
    public static ulong LooseKey(ReadOnlySpan<char> name, Spelling spelling)
    {
        Span<char> kept = stackalloc char[64];
        var count = 0;
        Span<char> word = stackalloc char[64];
        var length = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            var c = i < name.Length ? name[i] : ' ';
            if (i < name.Length && (IsApostrophe(c) || IsMark(c))) continue;
            var plain = i < name.Length ? LatinLetters.Plain(c) : '\0';
            if (plain != 0)
            {
                if (length == word.Length) return 0;
                word[length++] = plain;
                continue;
            }
            if (length > 0 && !spelling.IsArticle(HashOf(word[..length]))) count = Loosen(word[..length], kept, count);
            if (count < 0) return 0;
            length = 0;
        }
        if (count < 4) return 0;
        var hash = Basis ^ 0x4C4F4F5345; // keeps loose keys apart from strict ones
        foreach (var c in kept[..count]) hash = (hash ^ c) * Prime;
        return hash;
    }

    // Vowels become one mark, doubled letters one, letters that stand for one Arabic or Persian sound the same; a last vowel and its h go.
    private static int Loosen(ReadOnlySpan<char> word, Span<char> kept, int count)
    {
        var end = word.Length;
        if (end > 3 && word[end - 1] == 'h' && IsVowel(word[end - 2])) end--;
        while (end > 3 && IsVowel(word[end - 1])) end--;
        var previous = '\0';
        for (var i = 0; i < end; i++)
        {
            var c = word[i];
            var next = i + 1 < end ? word[i + 1] : '\0';
            if (c is 'w' or 'y' && i > 0) c = 'a';
            else if (IsVowel(c)) c = 'a';
            else if (c is 'q' or 'c' && next != 'h') c = 'k';
            else if (next == 'h' && c is 'k' or 'g' or 't' or 'd') i++;
            if (c == previous) continue;
            previous = c;
            if (count == kept.Length) return -1;
            kept[count++] = c;
        }
        return count;
    }

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';
}

/// <summary>Words that are written several ways in names: articles, Saint and St, Tell and Tall. Read from <c>data/gazetteer/spelling.yaml</c>.</summary>
public sealed class Spelling
{
    private readonly Dictionary<ulong, ulong> _same;
    private readonly HashSet<ulong> _articles;
    private readonly HashSet<string> _looseCountries;
    private readonly HashSet<string> _markedCountries;

    private Spelling(Dictionary<ulong, ulong> same, HashSet<ulong> articles, HashSet<string> looseCountries, HashSet<string> markedCountries, Model.ContentId digest) =>
        (_same, _articles, _looseCountries, _markedCountries, Digest) = (same, articles, looseCountries, markedCountries, digest);

    /// <summary>Changes whenever keys would: a compiled gazetteer made with other rules is refused.</summary>
    public Model.ContentId Digest { get; }

    public ulong Same(ulong word) => _same.TryGetValue(word, out var same) ? same : word;

    public bool IsArticle(ulong word) => _articles.Contains(word);

    /// <summary>True where names come from a script written many ways in Latin letters.</summary>
    public bool IsLoose(string? country) => country is not null && _looseCountries.Contains(country);

    /// <summary>The name as English writes it: without the marks of transliteration where the gazetteer's names have them ("Ḩarastā", "Ryazan’"); as it is elsewhere ("Łódź").</summary>
    public string Shown(string name, string? country)
    {
        if (country is null || !_markedCountries.Contains(country) || System.Text.Ascii.IsValid(name)) return name;
        var plain = new System.Text.StringBuilder(name.Length);
        foreach (var c in name.Normalize(System.Text.NormalizationForm.FormD))
            if (!NameWords.IsMark(c) && (c == '\'' || !NameWords.IsApostrophe(c))) plain.Append(c);
        return plain.ToString();
    }

    public static Spelling Load(Loading.DataFolder data, Loading.DataProblems problems)
    {
        var same = new Dictionary<ulong, ulong>();
        var articles = new HashSet<ulong>();
        var countries = new HashSet<string>(StringComparer.Ordinal);
        var marked = new HashSet<string>(StringComparer.Ordinal);
        var parts = new List<string?>();
        var map = Loading.YamlFile.Map(data.File("gazetteer/spelling.yaml"), problems);
        if (map is not null)
        {
            map.Text("origin");
            var names = map.Texts("articles");
            Add(names);
            foreach (var word in names) articles.Add(NameWords.HashOf(word));
            foreach (var group in map.Maps("same")) { Add(group.Texts("words")); group.Done(); }
            foreach (var country in map.Texts("loose_countries")) { countries.Add(country); parts.Add(country); }
            // How names are shown changes no key, so it is no part of the digest.
            marked.UnionWith(map.Texts("marked_countries"));
            map.Done();
        }
        return new(same, articles, countries, marked, Model.ContentId.Of([.. parts]));

        void Add(IReadOnlyList<string> words)
        {
            parts.Add("|");
            for (var i = 0; i < words.Count; i++)
            {
                parts.Add(words[i]);
                if (!same.TryAdd(NameWords.HashOf(words[i]), NameWords.HashOf(words[0]))) map!.Problem($"'{words[i]}' stands in two groups");
            }
        }
    }
}
