using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>Word vectors: words used alike have vectors alike. Bytes with one scale a word; read-only.</summary>
public sealed class WordVectors
{
    private const uint Magic = 0x31565754; // "TWV1"
    private const int Lanes = 8;
    private readonly string[] _words;
    private readonly (uint Hash, int Row)[] _slots;
    private readonly float[] _scales;
    private readonly sbyte[] _values;

    private WordVectors(int dimensions, string[] words, float[] scales, sbyte[] values)
    {
        (Dimensions, _words, _scales, _values) = (dimensions, words, scales, values);
        _slots = new (uint, int)[BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, 4 * words.Length))];
        Array.Fill(_slots, (0u, -1));
        for (var row = 0; row < words.Length; row++)
        {
            var hash = HashOf(words[row]);
            var at = hash & (uint)(_slots.Length - 1);
            while (_slots[at].Row >= 0) at = (at + 1) & (uint)(_slots.Length - 1);
            _slots[at] = (hash, row);
        }
    }

    public int Dimensions { get; }

    /// <summary>The number of a word's vector, or of its dictionary form's; negative for a word without one.</summary>
    public int RowOf(in Token token)
    {
        var row = RowOf(token.Lower);
        return row >= 0 || ReferenceEquals(token.Lower, token.Lemma) ? row : RowOf(token.Lemma);
    }

    private int RowOf(string word)
    {
        var hash = HashOf(word);
        for (var at = hash & (uint)(_slots.Length - 1); _slots[at].Row >= 0; at = (at + 1) & (uint)(_slots.Length - 1))
            if (_slots[at].Hash == hash && _words[_slots[at].Row] == word) return _slots[at].Row;
        return -1;
    }

    private static uint HashOf(string word)
    {
        var hash = 2166136261u;
        foreach (var c in word) hash = (hash ^ c) * 16777619u;
        return hash ^ hash >> 15;
    }

    /// <summary>Adds the vector of a row that <see cref="RowOf(in Token)"/> gave, times <paramref name="share"/>; nothing for a negative one.</summary>
    public void AddTo(Span<float> sum, int row, float share)
    {
        if (row < 0) return;
        var values = _values.AsSpan(row * Dimensions, Dimensions);
        sum = sum[..values.Length];
        var scale = share * _scales[row];
        var d = 0;
        for (; d <= values.Length - Lanes; d += Lanes)
        {
            var eight = Vector128.CreateScalarUnsafe(MemoryMarshal.Read<long>(MemoryMarshal.AsBytes(values[d..]))).AsSByte();
            var wide = Vector256.WidenLower(Vector256.WidenLower(eight.ToVector256Unsafe()).GetLower().ToVector256Unsafe());
            (Vector256.Create<float>(sum[d..]) + Vector256.Create(scale) * Vector256.ConvertToSingle(wide)).CopyTo(sum[d..]);
        }
        for (; d < values.Length; d++) sum[d] += scale * values[d];
    }

    public bool Has(string word) => RowOf(word) >= 0;

    /// <summary>Reads <c>en/event-words.bin</c>.</summary>
    /// <exception cref="InvalidDataException">Not a file of word vectors of this version.</exception>
    public static WordVectors Load(string modelsFolder)
    {
        var path = Path.Combine(modelsFolder, "en", "event-words.bin");
        using var reader = new BinaryReader(new BufferedStream(File.OpenRead(path), 1 << 16));
        if (reader.ReadUInt32() != Magic) throw new InvalidDataException($"'{path}' is not a file of word vectors of this version.");
        var (count, dimensions) = (reader.ReadInt32(), reader.ReadInt32());
        var words = new string[count];
        var (scales, values, row) = (new float[count], new sbyte[count * dimensions], new byte[dimensions]);
        for (var r = 0; r < count; r++)
        {
            words[r] = reader.ReadString();
            scales[r] = (float)reader.ReadHalf();
            reader.ReadExactly(row);
            Buffer.BlockCopy(row, 0, values, r * dimensions, dimensions);
        }
        return new(dimensions, words, scales, values);
    }

    /// <summary>Writes vectors, each scaled to length one.</summary>
    public static void Save(string path, IReadOnlyList<(string Word, float[] Vector)> words)
    {
        using var writer = new BinaryWriter(File.Create(path));
        writer.Write(Magic);
        writer.Write(words.Count);
        writer.Write(words[0].Vector.Length);
        foreach (var (word, vector) in words)
        {
            var length = MathF.Max(1e-6f, MathF.Sqrt(vector.Sum(v => v * v)));
            var scale = (float)(Half)(vector.Max(MathF.Abs) / length / 127f);
            writer.Write(word);
            writer.Write((Half)scale);
            foreach (var v in vector) writer.Write((sbyte)Math.Clamp(MathF.Round(v / length / scale), -127, 127));
        }
    }
}
