using System.Globalization;
using Tetrapylon.Knowledge.Loading;

namespace Tetrapylon.Record.Merging;

/// <summary>How telling a word is: the rarer in reports, the more (inverse document frequency). The table is fixed, so that what two claims weigh never depends on the other claims of a record.</summary>
public sealed class CommonWords
{
    // A name in one report of four hundred is rare.
    private static readonly double RareFrom = Math.Log(400);
    private readonly Dictionary<int, float> _weights = [];

    private CommonWords(double unlisted) => Unlisted = (float)(unlisted * unlisted);

    /// <summary>Weight of a word that the table does not have.</summary>
    public float Unlisted { get; }

    /// <summary>Weight from which a word is a rare one.</summary>
    public static double Rare { get; } = RareFrom * RareFrom;

    /// <summary>Reads <c>record/common-words.tsv</c>: a word, and in how many of 100,000 reports it stands.</summary>
    /// <exception cref="DataException">The file is not as expected; all problems are listed.</exception>
    public static CommonWords Load(DataFolder data)
    {
        var problems = new DataProblems();
        var file = data.File("record/common-words.tsv");
        var (number, origin, least) = (0, false, 100_000);
        var counts = new List<(int Word, int Count)>();
        foreach (var line in File.ReadLines(file.Path))
        {
            number++;
            if (line.StartsWith('#')) { origin |= line.StartsWith("# origin:", StringComparison.Ordinal); continue; }
            var tab = line.IndexOf('\t');
            if (tab <= 0 || !int.TryParse(line.AsSpan(tab + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is 0 or > 100_000)
            {
                problems.Add(file.Name, number, "a word, a tab, and in how many of 100,000 reports it stands");
                continue;
            }
            counts.Add((ClaimWords.Hash(line.AsSpan(0, tab)), count));
            least = Math.Min(least, count);
        }
        if (!origin) problems.Add(file.Name, 1, "a line '# origin: …' must say where the counts come from");
        problems.ThrowIfAny();
        var words = new CommonWords(Math.Log(100_000.0 / least));
        foreach (var forms in counts.GroupBy(c => c.Word))
        {
            var (word, count) = (forms.Key, Math.Min(100_000, forms.Sum(f => f.Count)));
            var weight = Math.Log(100_000.0 / count);
            words._weights[word] = (float)(weight * weight);
        }
        return words;
    }

    public float Weight(int word) => _weights.TryGetValue(word, out var weight) ? weight : Unlisted;
}
