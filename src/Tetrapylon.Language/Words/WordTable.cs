using Tetrapylon.Language.Weights;

namespace Tetrapylon.Language.Words;

/// <summary>What a dictionary says a written word may be.</summary>
[Flags]
internal enum WordClass : ushort
{
    None = 0, Noun = 1, NounPlural = 2, VerbBase = 4, VerbThird = 8, VerbPast = 16, VerbParticiple = 32, VerbIng = 64, Adjective = 128, Adverb = 256,
}

/// <summary>What is known of a word from elsewhere than treebanks: groups of words used alike, widely and narrowly cut, from word vectors, and classes from a dictionary.</summary>
/// <param name="Coarse">Number of the wide group, from 1; 0 for a word without one.</param>
/// <param name="Fine">Number of the narrow group, from 1; 0 for a word without one.</param>
internal readonly record struct WordFacts(byte Coarse, ushort Fine, WordClass Classes);

/// <summary>The facts of some 200,000 English words.</summary>
internal sealed class WordTable
{
    public const string Kind = "words";

    private readonly uint[] _keys;
    private readonly WordFacts[] _facts;
    private readonly int _mask;

    /// <param name="keys">Keys of the words, each once.</param>
    public WordTable(ReadOnlySpan<uint> keys, ReadOnlySpan<byte> coarse, ReadOnlySpan<ushort> fine, ReadOnlySpan<ushort> classes)
    {
        var size = 16;
        while (size < keys.Length * 2) size *= 2;
        (_keys, _facts, _mask) = (new uint[size], new WordFacts[size], size - 1);
        for (var i = 0; i < keys.Length; i++)
        {
            var at = (int)keys[i] & _mask;
            while (_facts[at] != default) at = (at + 1) & _mask;
            (_keys[at], _facts[at]) = (keys[i], new(coarse[i], fine[i], (WordClass)classes[i]));
        }
    }

    public static WordTable Empty { get; } = new([], [], [], []);

    public static WordTable Load(string path)
    {
        var file = WeightFile.Read(path, Kind);
        var (keys, coarse, fine, classes) = (file.Array<uint>("keys"), file.Array<byte>("coarse"), file.Array<ushort>("fine"), file.Array<ushort>("classes"));
        if (coarse.Length != keys.Length || fine.Length != keys.Length || classes.Length != keys.Length)
            throw new ModelFileException(path, "its tables differ in length");
        return new(keys, coarse, fine, classes);
    }

    public static uint KeyOf(ReadOnlySpan<char> lower) => (uint)(Hashing.Of(lower) >> 32);

    public WordFacts Of(ReadOnlySpan<char> lower)
    {
        var key = KeyOf(lower);
        for (var at = (int)key & _mask; _facts[at] != default; at = (at + 1) & _mask)
            if (_keys[at] == key) return _facts[at];
        return default;
    }
}
