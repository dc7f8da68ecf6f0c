using System.Collections.Frozen;
using Tetrapylon.Knowledge.Loading;

namespace Tetrapylon.Reading.Html;

/// <summary>What the author of a page says a part of it is, by tag, class, id, role and itemprop.</summary>
[Flags]
internal enum ElementCue : byte { None = 0, Furniture = 1, Body = 2, Caption = 4, Credit = 8 }

/// <summary>Reads those words, from <c>elements.yaml</c>. Thread-safe.</summary>
internal sealed class ElementCues
{
    // No class list of a page made by people is longer.
    private const int LongestNames = 400;

    private readonly FrozenDictionary<string, ElementCue> _words;
    private readonly FrozenDictionary<string, ElementCue>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly FrozenDictionary<string, ElementCue> _pairs;
    private readonly FrozenDictionary<string, ElementCue>.AlternateLookup<ReadOnlySpan<char>> _pairLookup;
    private readonly FrozenSet<string> _tags;

    private ElementCues(Dictionary<string, ElementCue> words, Dictionary<string, ElementCue> pairs, IEnumerable<string> tags)
    {
        _words = words.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        _lookup = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        _pairs = pairs.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        _pairLookup = _pairs.GetAlternateLookup<ReadOnlySpan<char>>();
        _tags = tags.ToFrozenSet(StringComparer.Ordinal);
    }

    public static ElementCues Load(DataFolder data, DataProblems problems)
    {
        var words = new Dictionary<string, ElementCue>(StringComparer.OrdinalIgnoreCase);
        var pairs = new Dictionary<string, ElementCue>(StringComparer.OrdinalIgnoreCase);
        IReadOnlyList<string> tags = [];
        if (YamlFile.Map(data.File("languages/en/reading/elements.yaml"), problems) is { } map)
        {
            map.Text("origin");
            map.Text("licence");
            Add(words, map.Texts("furniture"), ElementCue.Furniture);
            Add(words, map.Texts("body"), ElementCue.Body);
            Add(words, map.Texts("caption"), ElementCue.Caption);
            Add(words, map.Texts("credit"), ElementCue.Credit);
            Add(pairs, map.Texts("furniture_pairs"), ElementCue.Furniture);
            Add(pairs, map.Texts("body_pairs"), ElementCue.Body);
            Add(pairs, map.Texts("caption_pairs"), ElementCue.Caption);
            tags = map.Texts("tags");
            map.Texts("example");
            map.Texts("not");
            map.Done();
        }
        return new(words, pairs, tags);

        static void Add(Dictionary<string, ElementCue> cues, IEnumerable<string> names, ElementCue cue)
        {
            foreach (var name in names) cues[name] = cues.GetValueOrDefault(name) | cue;
        }
    }

    /// <summary>What an element says of itself.</summary>
    public ElementCue Of(HtmlNode element)
    {
        var cue = ElementCue.None;
        if (_tags.Contains(element.Tag!)) cue |= ElementCue.Furniture;
        if (element.Tag == "figcaption") cue |= ElementCue.Caption;
        if (element.Attributes is not null)
            foreach (var (name, value) in element.Attributes)
                if (name is "class" or "id" or "itemprop" or "role" or "data-component" or "data-type" or "data-testid" or "property") cue |= InNames(value);
        return cue;
    }

    private ElementCue InNames(ReadOnlySpan<char> names)
    {
        var cue = ElementCue.None;
        if (names.Length > LongestNames) names = names[..LongestNames];
        Span<char> pair = stackalloc char[64];
        var previous = default(Range);
        for (var at = 0; at < names.Length;)
        {
            // A word: letters up to a change from small to capital.
            while (at < names.Length && !char.IsAsciiLetter(names[at]))
            {
                if (char.IsWhiteSpace(names[at])) previous = default;
                at++;
            }
            var start = at;
            while (at < names.Length && char.IsAsciiLetter(names[at]) && !(at > start && char.IsAsciiLetterUpper(names[at]) && char.IsAsciiLetterLower(names[at - 1]))) at++;
            if (at == start) break;
            var word = names[start..at];
            if (_lookup.TryGetValue(word, out var found)) cue |= found;
            var before = names[previous];
            if (before.Length > 0 && before.Length + word.Length < 60)
            {
                before.CopyTo(pair);
                pair[before.Length] = ' ';
                word.CopyTo(pair[(before.Length + 1)..]);
                if (_pairLookup.TryGetValue(pair[..(before.Length + 1 + word.Length)], out found)) cue |= found;
            }
            previous = new(start, at);
        }
        return cue;
    }
}
