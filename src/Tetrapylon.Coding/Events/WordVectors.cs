using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>Word vectors: words used alike have vectors alike. Bytes with one scale a word; read-only.</summary>
public sealed class WordVectors
{
    private const uint Magic = 0x31565754; // "TWV1"
    private const int Lanes = 8;
    private readonly Dictionary<string, int> _rows;
    private readonly float[] _scales;
    private readonly sbyte[] _values;

    private WordVectors(int dimensions, Dictionary<string, int> rows, float[] scales, sbyte[] values) => (Dimensions, _rows, _scales, _values) = (dimensions, rows, scales, values);

    public int Dimensions { get; }

    /// <summary>Adds a word's vector, times <paramref name="share"/>; false for a word without one.</summary>
    public bool AddTo(Span<float> sum, string word, float share)
    {
        if (!_rows.TryGetValue(word, out var row)) return false;
        AddTo(sum, row, share);
        return true;
    }

    /// <summary>The number of a word's vector, or of its dictionary form's; negative for a word without one.</summary>
    public int RowOf(in Token token) => _rows.TryGetValue(token.Lower, out var row) || _rows.TryGetValue(token.Lemma, out row) ? row : -1;

    /// <summary>Adds the vector of a row that <see cref="RowOf"/> gave, times <paramref name="share"/>; nothing for a negative one.</summary>
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

    public bool Has(string word) => _rows.ContainsKey(word);

    /// <summary>Reads <c>en/event-words.bin</c>.</summary>
    /// <exception cref="InvalidDataException">Not a file of word vectors of this version.</exception>
    public static WordVectors Load(string modelsFolder)
    {
        var path = Path.Combine(modelsFolder, "en", "event-words.bin");
        using var reader = new BinaryReader(new BufferedStream(File.OpenRead(path), 1 << 16));
        if (reader.ReadUInt32() != Magic) throw new InvalidDataException($"'{path}' is not a file of word vectors of this version.");
        var (count, dimensions) = (reader.ReadInt32(), reader.ReadInt32());
        var rows = new Dictionary<string, int>(count, StringComparer.Ordinal);
        var (scales, values, row) = (new float[count], new sbyte[count * dimensions], new byte[dimensions]);
        for (var r = 0; r < count; r++)
        {
            rows.Add(reader.ReadString(), r);
            scales[r] = (float)reader.ReadHalf();
            reader.ReadExactly(row);
            Buffer.BlockCopy(row, 0, values, r * dimensions, dimensions);
        }
        return new(dimensions, rows, scales, values);
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
