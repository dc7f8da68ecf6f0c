using System.Collections.Frozen;
using Tetrapylon.Knowledge.Loading;

namespace Tetrapylon.Coding.Numbers;

/// <summary>The number words of a language, read from <c>data/languages/*/numbers.yaml</c>: "twenty-four", "a hundred and ten", "third", "nineteen ninety-six".</summary>
public sealed class NumberWords
{
    /// <summary>What a word is within a number.</summary>
    public enum Part : byte { None, Ones, Teens, Tens, Scale, Ordinal, Half, And, Suffix, Article }

    public readonly record struct Word(Part Part, int Value);

    private readonly FrozenDictionary<string, Word> _words;
    private readonly FrozenDictionary<string, Word>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    private NumberWords(Dictionary<string, Word> words)
    {
        _words = words.ToFrozenDictionary(StringComparer.Ordinal);
        _lookup = _words.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public static NumberWords Load(DataFolder data)
    {
        var problems = new DataProblems();
        var words = new Dictionary<string, Word>(StringComparer.Ordinal);
        foreach (var map in YamlFile.Maps(data.File("languages/en/numbers.yaml"), problems))
        {
            var part = map.Name<Part>("part");
            var value = map.OptionalInt("value") ?? 0;
            foreach (var word in map.Texts("words"))
                if (!words.TryAdd(word, new(part, value)))
                    map.Problem("words", $"'{word}' stands twice");
            map.Done();
        }
        problems.ThrowIfAny();
        return new(words);
    }

    public Word Of(ReadOnlySpan<char> word) => _lookup.TryGetValue(word, out var found) ? found : default;
}
