using System.Collections.Frozen;
using Tetrapylon.Knowledge.Loading;

namespace Tetrapylon.Reading.Blocks;

/// <summary>Tells the language of a text by its commonest small words and its script. Thread-safe.</summary>
internal sealed class LanguageGuesser
{
    // Fewer words tell nothing; more tell nothing new.
    private const int FewestWords = 15, MostWords = 400, FewestHits = 2;

    // In running text of any of the languages a fifth to a half of the words are in its list; in another's list, few. A word of several
    // languages counts for each by its share.
    private const double LeastShare = 0.06, Lead = 1.6;

    // To be sure of another language than English.
    private const int FewestDistinct = 5;

    private const double SureShare = 0.12;

    /// <summary>A language in another script than Latin that is none of those known (ISO 639-2 "undetermined").</summary>
    public const string Undetermined = "und";

    private const string English = "en";

    private readonly string[] _languages;
    private readonly FrozenDictionary<string, int[]> _words;
    private readonly FrozenDictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    private LanguageGuesser(string[] languages, Dictionary<string, List<int>> words)
    {
        _languages = languages;
        _words = words.ToFrozenDictionary(w => w.Key, w => w.Value.ToArray(), StringComparer.OrdinalIgnoreCase);
        _lookup = _words.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public static LanguageGuesser Load(DataFolder data, DataProblems problems)
    {
        var languages = new List<string>();
        var words = new Dictionary<string, List<int>>(StringComparer.OrdinalIgnoreCase);
        if (YamlFile.Map(data.File("languages/en/reading/languages.yaml"), problems) is { } map)
        {
            map.Text("origin");
            map.Text("licence");
            if (map.OptionalMap("words") is { } lists)
                foreach (var language in lists.Keys())
                {
                    foreach (var word in lists.Texts(language))
                        if (words.TryGetValue(word, out var of)) of.Add(languages.Count);
                        else words[word] = [languages.Count];
                    languages.Add(language);
                }
            map.Done();
        }
        return new([.. languages], words);
    }

    /// <summary>ISO 639-1 code of the language; null when the text is too short or like several. Another than English is named only where that is sure.</summary>
    public string? Guess(ReadOnlySpan<char> text)
    {
        Span<double> hits = stackalloc double[_languages.Length];
        Span<int> distinct = stackalloc int[_languages.Length];
        hits.Clear();
        distinct.Clear();
        var seen = new HashSet<int[]>(ReferenceEqualityComparer.Instance);
        int words = 0, unspaced = 0, letters = 0, latin = 0;
        for (var at = 0; at < text.Length && words < MostWords;)
        {
            if (!char.IsLetter(text[at]))
            {
                at++;
                continue;
            }
            var start = at;
            for (; at < text.Length && char.IsLetter(text[at]); at++)
                if (text[at] is >= '\u2E80' and <= '\uD7FF' or >= '\u0E00' and <= '\u0E7F') unspaced++;
                else if (text[at] < '\u0250') latin++;
            letters += at - start;
            words++;
            // Single letters are initials and tails of words ("U.S.", "Iraq's") as often as words.
            if (at - start is > 1 and <= 12 && _lookup.TryGetValue(text[start..at], out var languages))
            {
                var first = seen.Add(languages);
                foreach (var language in languages)
                {
                    hits[language] += 1.0 / languages.Length;
                    if (first) distinct[language]++;
                }
            }
        }
        if (unspaced > 20 && unspaced * 2 > letters) return UnspacedScript(text);
        if (words < FewestWords) return null;
        int best = 0, second = -1;
        for (var i = 1; i < hits.Length; i++)
            if (hits[i] > hits[best]) (second, best) = (best, i);
            else if (second < 0 || hits[i] > hits[second]) second = i;
        if (hits[best] < Math.Max(FewestHits, LeastShare * words) || second >= 0 && hits[best] < Lead * hits[second]) return latin * 4 < letters ? Undetermined : null;
        if (_languages[best] == English) return English;
        // Names and titles in an English item are full of foreign small words: a language not to be coded needs more than that.
        var sure = latin * 2 < letters || distinct[best] >= FewestDistinct && hits[best] >= SureShare * words;
        return sure ? _languages[best] : null;
    }

    private static string? UnspacedScript(ReadOnlySpan<char> text)
    {
        int kana = 0, hangul = 0, thai = 0;
        foreach (var c in text)
            if (c is >= '\u3040' and <= '\u30FF') kana++;
            else if (c is >= '\uAC00' and <= '\uD7A3') hangul++;
            else if (c is >= '\u0E00' and <= '\u0E7F') thai++;
        return thai > 20 ? "th" : hangul > kana && hangul > 20 ? "ko" : kana > 10 ? "ja" : "zh";
    }
}
