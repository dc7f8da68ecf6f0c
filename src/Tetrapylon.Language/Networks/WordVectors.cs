using System.Numerics;
using Tetrapylon.Language.Weights;
using Tetrapylon.Language.Words;

namespace Tetrapylon.Language.Networks;

/// <summary>Vectors of the commonest words, learnt elsewhere from billions of words: words used alike point alike. Eight bits a number.</summary>
internal sealed class WordVectors
{
    public const string Kind = "vectors";
    public const int Size = 100;

    // Vectors of length 1 would be small beside what the network learns itself.
    private const float Length = 4;

    private readonly uint[] _keys;
    private readonly int[] _rows;
    private readonly sbyte[] _numbers;
    private readonly float[] _scales;
    private readonly int _mask;

    /// <param name="keys">Keys of the words, each once, none of them 0.</param>
    /// <param name="numbers">Their vectors, <see cref="Size"/> numbers each.</param>
    public WordVectors(ReadOnlySpan<uint> keys, sbyte[] numbers)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, keys.Length * 2));
        (_keys, _rows, _numbers, _scales, _mask) = (new uint[size], new int[size], numbers, new float[keys.Length], size - 1);
        for (var i = 0; i < keys.Length; i++)
        {
            var at = (int)keys[i] & _mask;
            while (_keys[at] != 0) at = (at + 1) & _mask;
            (_keys[at], _rows[at]) = (keys[i], i);
            var squares = 0;
            foreach (var number in numbers.AsSpan(i * Size, Size)) squares += number * number;
            _scales[i] = squares == 0 ? 0 : Length / MathF.Sqrt(squares);
        }
    }

    public static WordVectors Load(string path)
    {
        var file = WeightFile.Read(path, Kind);
        var (keys, numbers) = (file.Array<uint>("keys"), file.Array<sbyte>("numbers"));
        if (numbers.Length != keys.Length * Size) throw new ModelFileException(path, "its tables differ in length");
        return new(keys, numbers);
    }

    /// <summary>Key of a word in lower case.</summary>
    public static uint KeyOf(ReadOnlySpan<char> lower) => Math.Max(1, (uint)(Hashing.Of(lower) >> 32));

    /// <summary>Row of a word in lower case; -1 for a word without a vector.</summary>
    public int RowOf(ReadOnlySpan<char> lower)
    {
        var key = KeyOf(lower);
        for (var at = (int)key & _mask; _keys[at] != 0; at = (at + 1) & _mask)
            if (_keys[at] == key) return _rows[at];
        return -1;
    }

    /// <summary>Writes the vector of a row.</summary>
    public void Write(int row, Span<float> into)
    {
        if (row < 0)
        {
            into[..Size].Clear();
            return;
        }
        var scale = _scales[row];
        var numbers = _numbers.AsSpan(row * Size, Size);
        for (var i = 0; i < Size; i++) into[i] = numbers[i] * scale;
    }
}
