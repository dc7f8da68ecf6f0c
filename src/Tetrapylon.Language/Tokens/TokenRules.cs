using Tetrapylon.Knowledge.Loading;

namespace Tetrapylon.Language.Tokens;

/// <summary>What <c>data/languages/en/tokens</c> says of abbreviations, contractions, hyphens and signs.</summary>
internal sealed class TokenRules
{
    private readonly Dictionary<string, int> _whole = new(StringComparer.Ordinal);

    /// <exception cref="DataException">A file has something unknown or misplaced.</exception>
    public TokenRules(DataFolder data)
    {
        var problems = new DataProblems();
        YamlMap? Open(string name)
        {
            var map = YamlFile.Map(data.File($"languages/en/tokens/{name}.yaml"), problems);
            _ = (map?.Text("origin"), map?.Text("licence"));
            return map;
        }

        if (Open("abbreviations") is { } abbreviations)
        {
            Abbreviations = Set(abbreviations.Texts("always"));
            BeforeNumber = Set(abbreviations.Texts("before_number"));
            BeforeCapital = Set(abbreviations.Texts("before_capital"));
            abbreviations.Done();
        }
        if (Open("contractions") is { } contractions)
        {
            Clitics = [.. contractions.Texts("clitics")];
            if (contractions.OptionalMap("whole") is { } whole)
                foreach (var (word, parts, _) in whole.Pairs())
                    if (parts.IndexOf('|', StringComparison.Ordinal) is > 0 and var at && parts.Replace("|", "", StringComparison.Ordinal) == word) _whole[word] = at;
                    else contractions.Problem("whole", $"'{word}: {parts}' must be the word with one | in it");
            Undivided = Set(contractions.Texts("never"));
            contractions.Done();
        }
        if (Open("hyphens") is { } hyphens)
        {
            Prefixes = Set(hyphens.Texts("prefixes"));
            hyphens.Done();
        }
        if (Open("signs") is { } signs)
        {
            Emoticons = [.. signs.Texts("emoticons").OrderByDescending(e => e.Length).ThenBy(e => e, StringComparer.Ordinal)];
            ApostropheWords = Set(signs.Texts("apostrophe_words"));
            Endings = Set(signs.Texts("endings"));
            Units = Set(signs.Texts("units"));
            Currencies = Set(signs.Texts("currencies"));
            signs.Done();
        }
        if (Open("negations") is { } negations)
        {
            Negations = Set(negations.Texts("words"));
            negations.Done();
        }
        problems.ThrowIfAny();
    }

    /// <summary>Abbreviations that keep their stop wherever they stand.</summary>
    public WordSet Abbreviations { get; } = Set([]);
    public WordSet BeforeNumber { get; } = Set([]);
    public WordSet BeforeCapital { get; } = Set([]);
    public WordSet Undivided { get; } = Set([]);
    public WordSet Prefixes { get; } = Set([]);
    public WordSet ApostropheWords { get; } = Set([]);
    public WordSet Endings { get; } = Set([]);
    public WordSet Units { get; } = Set([]);
    public WordSet Currencies { get; } = Set([]);
    public WordSet Negations { get; } = Set([]);
    public string[] Emoticons { get; } = [];
    private string[] Clitics { get; } = [];

    /// <summary>How many characters the first part of a contraction has; 0 for a word that is not one.</summary>
    /// <param name="lower">The word in lower case with plain apostrophes.</param>
    public int Divide(ReadOnlySpan<char> lower)
    {
        if (_whole.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(lower, out var at)) return at;
        if (!lower.Contains('\'') || Undivided.Has(lower)) return 0;
        foreach (var clitic in Clitics)
            if (lower.Length > clitic.Length && lower.EndsWith(clitic, StringComparison.Ordinal) && char.IsLetterOrDigit(lower[lower.Length - clitic.Length - 1]))
                return lower.Length - clitic.Length;
        return 0;
    }

    private static WordSet Set(IEnumerable<string> words) => new(words);
}

/// <summary>A set of words that can be asked with a part of a text.</summary>
internal sealed class WordSet(IEnumerable<string> words)
{
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _words =
        new HashSet<string>(words, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    public bool Has(ReadOnlySpan<char> word) => _words.Contains(word);
}
