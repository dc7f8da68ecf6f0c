using System.Collections.Frozen;
using System.Globalization;
using Tetrapylon.Coding.Numbers;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Time;

/// <summary>Something a stretch of atoms can be read as: a word by itself, a member of a class, a number.</summary>
public readonly record struct TimeItem(int Symbol, int Atoms, double Number, string? Text);

/// <summary>The classes of words that time rules speak of, from <c>data/languages/*/time/words.yaml</c>.</summary>
public sealed class TimeLexicon
{
    private sealed record Entry(int[] Words, int Symbol, double Number, string? Text, bool Cased, bool Noun);

    private readonly FrozenDictionary<string, int> _ids;
    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly Entry[][] _byFirst;
    private readonly int[] _literal;
    private readonly NumberReader _numbers;
    private readonly int _num, _ord, _day, _numeral, _year, _shortYear, _hour, _minute, _month, _modern, _decade, _clock, _noYear;

    /// <summary>Classes that numbers fall into by themselves.</summary>
    public static readonly IReadOnlyList<string> NumberClasses = ["NUM", "ORD", "DAY", "NUMERAL", "YEAR", "SHORTYEAR", "HOUR", "MINUTE", "MONTHNUMBER", "MODERNYEAR", "DECADEYEAR", "FOURDIGITCLOCK", "NOYEAR"];

    /// <param name="symbols">Ids of every class and literal the patterns use.</param>
    public TimeLexicon(IEnumerable<YamlMap> maps, IReadOnlyDictionary<string, int> symbols, NumberWords words)
    {
        _numbers = new(words);
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        int Id(string word) => ids.TryGetValue(word, out var id) ? id : ids[word] = ids.Count;
        foreach (var symbol in symbols.Keys)
            if (!IsClass(symbol)) Id(symbol);
        var entries = new List<Entry>();
        foreach (var map in maps)
        {
            var name = map.Text("class");
            var value = map.OptionalText("value");
            var (cased, noun) = (map.OptionalFlag("cased"), map.OptionalFlag("noun"));
            var number = double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) ? n : 0;
            foreach (var text in map.Texts("words"))
                if (symbols.TryGetValue(name, out var symbol))
                    entries.Add(new([.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Id)], symbol, number, value, cased, noun));
            if (!symbols.ContainsKey(name)) map.Problem("class", $"no rule asks for the class '{name}'");
            map.Done();
        }
        _ids = ids.ToFrozenDictionary(StringComparer.Ordinal);
        _lookup = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
        _byFirst = new Entry[ids.Count][];
        foreach (var group in entries.GroupBy(e => e.Words[0])) _byFirst[group.Key] = [.. group];
        _literal = new int[ids.Count];
        Array.Fill(_literal, -1);
        foreach (var (symbol, id) in symbols)
            if (!IsClass(symbol)) _literal[ids[symbol]] = id;
        int Class(string name) => symbols.TryGetValue(name, out var id) ? id : -1;
        (_num, _ord, _day, _numeral, _year) = (Class("NUM"), Class("ORD"), Class("DAY"), Class("NUMERAL"), Class("YEAR"));
        (_shortYear, _hour, _minute, _month) = (Class("SHORTYEAR"), Class("HOUR"), Class("MINUTE"), Class("MONTHNUMBER"));
        (_modern, _decade, _clock, _noYear) = (Class("MODERNYEAR"), Class("DECADEYEAR"), Class("FOURDIGITCLOCK"), Class("NOYEAR"));
    }

    /// <summary>Classes are written in capitals.</summary>
    public static bool IsClass(string symbol) => char.IsAsciiLetterUpper(symbol[0]);

    /// <summary>Id of an atom's word; -1 when no rule knows it.</summary>
    public int WordOf(in Atom atom) => _lookup.TryGetValue(atom.Lower, out var id) ? id : -1;

    /// <summary>Adds every reading of the atoms that start at one place.</summary>
    /// <param name="caseTells">False in a text all in lower or upper case, where a capital says nothing.</param>
    public void Read(Document document, List<Atom> atoms, List<int> words, int at, bool caseTells, List<TimeItem> items)
    {
        var word = words[at];
        if (word >= 0)
        {
            if (_literal[word] >= 0) items.Add(new(_literal[word], 1, 0, null));
            if (_byFirst[word] is { } entries)
                foreach (var entry in entries)
                {
                    if (at + entry.Words.Length > atoms.Count) continue;
                    var k = 1;
                    while (k < entry.Words.Length && words[at + k] == entry.Words[k]) k++;
                    if (k < entry.Words.Length || entry.Cased && caseTells && !atoms[at].Capital || entry.Noun && IsVerb(document, atoms[at])) continue;
                    items.Add(new(entry.Symbol, k, entry.Number, entry.Text));
                }
        }
        if (!_numbers.TryRead(atoms, at, out var number)) return;
        var (value, taken) = (number.Value, number.Atoms);
        if (number.Ordinal)
        {
            Add(items, _ord, taken, value);
            if (value is >= 1 and <= 31) Add(items, _day, taken, value);
            return;
        }
        Add(items, _num, taken, value);
        if (number.IsYear) Add(items, _year, taken, value);
        // "the year 99999" is none, but it must be seen to be refused
        if (taken == 1 && (number.Digits >= 5 || value == 0 && number.Digits > 0)) Add(items, _noYear, taken, value);
        if ((number.IsYear && taken > 1 || number.Digits == 4) && value is >= 1900 and <= 2039) Add(items, _modern, taken, value);
        if (number.Digits == 4 && value % 10 == 0 && value is >= 1000 and <= 2090) Add(items, _decade, taken, value);
        // "0700": read as a time of day only where the words beside it say so.
        if (taken == 1 && atoms[at] is { Kind: AtomKind.Digits, Length: 4 } && value < 2400 && value % 100 < 60) Add(items, _clock, taken, value);
        if (number.Digits is 1 or 2)
        {
            if (value is >= 1 and <= 31) { Add(items, _day, taken, value); Add(items, _numeral, taken, value); }
            if (value <= 24) Add(items, _hour, taken, value);
            if (value is >= 1 and <= 12) Add(items, _month, taken, value);
            if (number.Digits == 2) { Add(items, _shortYear, taken, value); if (value < 60) Add(items, _minute, taken, value); }
            // "35 March" is no day, but it must be seen to be refused
            if (value > 31) Add(items, _numeral, taken, value);
        }
        else if (number.Digits == 4 && value is >= 1000 and <= 2199) Add(items, _year, taken, value);
        else if (taken > 1 && atoms[at] is { Kind: AtomKind.Digits, Length: <= 2, Number: <= 24 } hour)
        {
            // "10.30": a clock as well as a decimal
            Add(items, _hour, 1, hour.Number);
            if (hour.Number is >= 1 and <= 31) { Add(items, _day, 1, hour.Number); Add(items, _month, 1, hour.Number); }
        }
        if (number.Digits == 0 && atoms[at].Kind == AtomKind.Digits && atoms[at].Length is 1 or 2 && taken > 1 && atoms[at].Number is >= 25 and <= 31) Add(items, _day, 1, atoms[at].Number);
    }

    private static void Add(List<TimeItem> items, int symbol, int atoms, double value)
    {
        if (symbol >= 0) items.Add(new(symbol, atoms, value, null));
    }

    private static bool IsVerb(Document document, in Atom atom) => document.Tokens[atom.Token].Upos is Upos.VERB or Upos.AUX;
}
