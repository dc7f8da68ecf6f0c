using Tetrapylon.Language.Tagging;
using Tetrapylon.Language.Weights;
using Tetrapylon.Language.Words;
using Tetrapylon.Model;

namespace Tetrapylon.Language.Lemmas;

/// <summary>Finds dictionary forms: irregular verbs and exceptions by word and tag first, then rules on the word's ending, learnt from treebanks; what they make is held against a dictionary.</summary>
internal sealed class Lemmatizer
{
    public const string Kind = "lemmas";
    private const int LongestEnding = 6;

    private readonly Lexicon _lexicon;
    private readonly Dictionary<(string Word, int Tag), string> _exceptions = [];
    private readonly Dictionary<string, string> _untagged = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _irregular = new(StringComparer.Ordinal);
    private readonly bool[] _past = [];
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

    private Lemmatizer(WeightFile file, TagSet tags, IEnumerable<IrregularVerb> irregular, Lexicon lexicon) : this(file.Lines("exceptions"), file.Lines("rules"), lexicon)
    {
        _past = [.. Enumerable.Range(0, tags.Count).Select(t => tags.UposOf(t) is Upos.VERB or Upos.AUX && (tags.MorphOf(t) & (Morph.Past | Morph.PastParticiple)) != 0)];
        foreach (var verb in irregular)
        {
            _irregular.TryAdd(verb.Past, verb.Base);
            _irregular.TryAdd(verb.Participle, verb.Base);
        }
    }

    public static Lemmatizer Load(string path, TagSet tags, IEnumerable<IrregularVerb> irregular, Lexicon lexicon) => new(WeightFile.Read(path, Kind), tags, irregular, lexicon);

    /// <summary>The lemma of a word that has a tag.</summary>
    public string Of(Word word, int tag)
    {
        if (word.LemmaAs(tag) is { } known) return known;
        if (tag >= _past.Length || !_past[tag] || !_irregular.TryGetValue(word.Lower, out var found))
            found = InDictionary(word.Lower, _exceptions.TryGetValue((word.Lower, tag), out var exception) ? exception : ByRule(word.Lower, tag), exception is null);
        var lemma = _lexicon.Of(found).Form;
        word.NoteLemma(tag, lemma);
        return lemma;
    }

    /// <summary>The likeliest lemma of a word whose tag is not known.</summary>
    public string Guess(Word word)
    {
        if (word.Guess is { } known) return known;
        var lemma = InDictionary(word.Lower, _untagged.TryGetValue(word.Lower, out var common) ? common : ByRule(word.Lower, -1), common is null);
        // "found" and "left" are words besides; "slain" and "fled" are not.
        if (!IsWord(lemma) && _irregular.TryGetValue(word.Lower, out var irregular)) lemma = irregular;
        return word.Guess = _lexicon.Of(lemma).Form;
    }

    private string ByRule(string lower, int tag)
    {
        for (var length = Math.Min(LongestEnding, lower.Length - 1); length >= 0; length--)
            if (_rules.TryGetValue((Hashing.Of(lower.AsSpan(lower.Length - length)), tag), out var rule) && rule.Cut < lower.Length)
                return rule is { Cut: 0, Append: "" } ? lower : string.Concat(lower.AsSpan(0, lower.Length - rule.Cut), rule.Append);
        return lower;
    }

    // Endings alone do not tell "bombed" from "robbed": where the rule's form is no word and another is, it is that. Treebanks know best of plurals without a singular.
    private string InDictionary(string lower, string lemma, bool byRule)
    {
        if (ReferenceEquals(lemma, lower)) return lemma;
        if (EndsIn(lower, "ed") || EndsIn(lower, "ing"))
        {
            // The dictionary calls a verb that is an adjective far more often ("fine", "free") an adjective.
            const WordClass Verb = WordClass.VerbBase | WordClass.Adjective;
            if (Is(lemma, Verb)) return lemma;
            var stem = lower.AsSpan(0, lower.Length - (lower[^1] == 'd' ? 2 : 3));
            if (Is(stem, WordClass.VerbBase)) return stem.ToString();
            if (string.Concat(stem, "e") is var mute && Is(mute, Verb)) return mute;
            if (stem.Length > 2 && stem[^1] == stem[^2] && Is(stem[..^1], WordClass.VerbBase)) return stem[..^1].ToString();
            if (stem[^1] == 'i' && string.Concat(stem[..^1], "y") is var why && Is(why, WordClass.VerbBase)) return why;
        }
        else if (byRule && EndsIn(lower, "s") && !IsWord(lemma))
        {
            const WordClass Base = WordClass.VerbBase | WordClass.Noun;
            if (Is(lower.AsSpan(0, lower.Length - 1), Base)) return lower[..^1];
            if (EndsIn(lower, "es") && Is(lower.AsSpan(0, lower.Length - 2), Base)) return lower[..^2];
        }
        return lemma;
    }

    // What is left has to be long enough for a word.
    private static bool EndsIn(string lower, string ending) => lower.Length > ending.Length + 2 && lower.EndsWith(ending, StringComparison.Ordinal);

    private bool IsWord(string form) => (_lexicon.ClassesOf(form) & (WordClass.VerbBase | WordClass.Noun | WordClass.Adjective | WordClass.Adverb)) != 0;

    private bool Is(ReadOnlySpan<char> form, WordClass classes) => (_lexicon.ClassesOf(form) & classes) != 0;

    private readonly record struct Rule(int Cut, string Append);
}
