using Tetrapylon.Language.Weights;
using Tetrapylon.Language.Words;

namespace Tetrapylon.Language.Lemmas;

/// <summary>Finds dictionary forms: exceptions by word and tag first, then rules on the word's ending, both learnt from treebanks.</summary>
internal sealed class Lemmatizer
{
    public const string Kind = "lemmas";
    private const int LongestEnding = 6;

    private readonly Lexicon _lexicon;
    private readonly Dictionary<(string Word, int Tag), string> _exceptions = [];
    private readonly Dictionary<string, string> _untagged = new(StringComparer.Ordinal);
    private readonly Dictionary<(ulong Ending, int Tag), Rule> _rules = [];

    /// <param name="exceptions">Lines "word tag lemma", separated by tabs; a tag of -1 stands for a word whose tag is not known.</param>
    /// <param name="rules">Lines "ending tag cut append", separated by tabs.</param>
    public Lemmatizer(IEnumerable<string> exceptions, IEnumerable<string> rules, Lexicon lexicon)
    {
        _lexicon = lexicon;
        foreach (var line in exceptions)
        {
            var cells = line.Split('\t');
            var tag = int.Parse(cells[1], System.Globalization.CultureInfo.InvariantCulture);
            if (tag < 0) _untagged[cells[0]] = cells[2];
            else _exceptions[(cells[0], tag)] = cells[2];
        }
        foreach (var line in rules)
        {
            var cells = line.Split('\t');
            _rules[(Hashing.Of(cells[0]), int.Parse(cells[1], System.Globalization.CultureInfo.InvariantCulture))] =
                new(int.Parse(cells[2], System.Globalization.CultureInfo.InvariantCulture), cells[3]);
        }
    }

    public static Lemmatizer Load(string path, Lexicon lexicon)
    {
        var file = WeightFile.Read(path, Kind);
        return new(file.Lines("exceptions"), file.Lines("rules"), lexicon);
    }

    /// <summary>The lemma of a word that has a tag.</summary>
    public string Of(Word word, int tag)
    {
        if (word.LemmaAs(tag) is { } known) return known;
        var lemma = _lexicon.Of(_exceptions.TryGetValue((word.Lower, tag), out var exception) ? exception : ByRule(word.Lower, tag)).Form;
        word.NoteLemma(tag, lemma);
        return lemma;
    }

    /// <summary>The likeliest lemma of a word whose tag is not known.</summary>
    public string Guess(Word word)
    {
        if (word.Guess is { } known) return known;
        return word.Guess = _lexicon.Of(_untagged.TryGetValue(word.Lower, out var common) ? common : ByRule(word.Lower, -1)).Form;
    }

    private string ByRule(string lower, int tag)
    {
        for (var length = Math.Min(LongestEnding, lower.Length - 1); length >= 0; length--)
            if (_rules.TryGetValue((Hashing.Of(lower.AsSpan(lower.Length - length)), tag), out var rule) && rule.Cut < lower.Length)
                return rule is { Cut: 0, Append: "" } ? lower : string.Concat(lower.AsSpan(0, lower.Length - rule.Cut), rule.Append);
        return lower;
    }

    private readonly record struct Rule(int Cut, string Append);
}
