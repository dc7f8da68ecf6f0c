using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Tetrapylon.Knowledge.Loading;

namespace Tetrapylon.Coding.Events;

/// <summary>A log-linear model: hashed sparse features with a weight for each class, and a few features whose weight all classes share.</summary>
/// <remarks>
/// Shared features let the lexicon speak for types of which there are hardly any examples. Weights are bytes with one
/// scale a row; a model of 25 types is about one megabyte. Read-only after loading.
/// </remarks>
public sealed class LinearModel
{
    private const uint Magic = 0x31564554; // "TEV1"
    private const int Lanes = 8;
    private const int AtOnce = 256;

    // Nearly all features of a text have no weight: a few bits, which stay near at hand, tell most of those.
    private readonly ulong[] _met;
    private readonly int _metShift;
    private readonly (uint Key, int Row)[] _slots;

    // By row: one weight a class, and the scale at the row's end.
    private readonly sbyte[] _weights;
    private readonly int _start, _stride;

    private LinearModel(string[] classes, float[] shared, uint[] hashes, float[] scales, sbyte[] weights)
    {
        (Classes, Shared) = (classes, shared);
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, 2 * hashes.Length));
        _slots = new (uint, int)[size];
        Array.Fill(_slots, (0u, -1));
        _met = new ulong[Math.Max(1, size / 16)];
        _metShift = 32 - BitOperations.Log2((uint)_met.Length * 64);
        // Eight weights are read at once, the last few of them perhaps with the scale: no more than a row.
        _stride = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max((classes.Length + Lanes - 1) / Lanes * Lanes, classes.Length + sizeof(float)));
        _weights = CacheLines.Room<sbyte>(hashes.Length * _stride, out _start);
        _weights.AsSpan().Clear();
        for (var r = 0; r < hashes.Length; r++)
        {
            var at = hashes[r] & (uint)(size - 1);
            while (_slots[at].Row >= 0) at = (at + 1) & (uint)(size - 1);
            _slots[at] = (hashes[r], r);
            _met[hashes[r] * Spread >> _metShift >> 6] |= 1UL << (int)(hashes[r] * Spread >> _metShift);
            var row = _weights.AsSpan(_start + r * _stride, _stride);
            weights.AsSpan(r * classes.Length, classes.Length).CopyTo(row);
            MemoryMarshal.Write(MemoryMarshal.AsBytes(row[^sizeof(float)..]), scales[r]);
        }
    }

    private const uint Spread = 0x9E3779B1;

    public IReadOnlyList<string> Classes { get; }

    public IReadOnlyList<float> Shared { get; }

    /// <summary>Adds the weights of sparse features to <paramref name="scores"/>.</summary>
    public void Score(ReadOnlySpan<uint> features, Span<float> scores)
    {
        if (scores.Length != Classes.Count) throw new ArgumentException("one score a class is expected", nameof(scores));
        Span<int> rows = stackalloc int[AtOnce];
        for (; !features.IsEmpty; features = features[Math.Min(AtOnce, features.Length)..])
        {
            var count = 0;
            foreach (var feature in features[..Math.Min(AtOnce, features.Length)])
                if (Row(feature) is >= 0 and var row) rows[count++] = row;
            Add(rows[..count], scores);
        }
    }

    // Each score is summed in the order of the features, whatever is done side by side.
    private void Add(ReadOnlySpan<int> rows, Span<float> scores)
    {
        ref var first = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_weights), _start);
        Span<float> eight = stackalloc float[Lanes];
        for (var c = 0; c < scores.Length; c += Lanes)
        {
            var some = Math.Min(Lanes, scores.Length - c);
            scores.Slice(c, some).CopyTo(eight);
            var sum = Vector256.Create<float>(eight);
            foreach (var row in rows)
            {
                ref var own = ref Unsafe.Add(ref first, (nint)row * _stride);
                var scale = Unsafe.ReadUnaligned<float>(ref Unsafe.As<sbyte, byte>(ref Unsafe.Add(ref own, _stride - sizeof(float))));
                var weights = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<long>(ref Unsafe.As<sbyte, byte>(ref Unsafe.Add(ref own, c)))).AsSByte();
                sum += Vector256.Create(scale) * Vector256.ConvertToSingle(Vector256.WidenLower(Vector256.WidenLower(weights.ToVector256Unsafe()).GetLower().ToVector256Unsafe()));
            }
            sum.CopyTo(eight);
            eight[..some].CopyTo(scores[c..]);
        }
    }

    /// <summary>What one feature gives to one class more than to another; a negative class gets nothing.</summary>
    public float Difference(uint feature, int one, int other)
    {
        if (Row(feature) is not (>= 0 and var row)) return 0;
        var weights = _weights.AsSpan(_start + row * _stride, _stride);
        var scale = MemoryMarshal.Read<float>(MemoryMarshal.AsBytes(weights[^sizeof(float)..]));
        return (one >= 0 ? scale * weights[one] : 0) - (other >= 0 ? scale * weights[other] : 0);
    }

    /// <summary>Turns scores into probabilities in place.</summary>
    public static void Softmax(Span<float> scores)
    {
        var max = float.NegativeInfinity;
        foreach (var score in scores) max = Math.Max(max, score);
        var sum = 0f;
        for (var c = 0; c < scores.Length; c++) sum += scores[c] = MathF.Exp(scores[c] - max);
        for (var c = 0; c < scores.Length; c++) scores[c] /= sum;
    }

    /// <exception cref="InvalidDataException">Not a model file of this version.</exception>
    public static LinearModel Load(string path)
    {
        using var reader = new BinaryReader(new BufferedStream(File.OpenRead(path), 1 << 16));
        if (reader.ReadUInt32() != Magic) throw new InvalidDataException($"'{path}' is not a model file of this version.");
        var classes = new string[reader.ReadInt32()];
        for (var c = 0; c < classes.Length; c++) classes[c] = reader.ReadString();
        var shared = new float[reader.ReadInt32()];
        for (var s = 0; s < shared.Length; s++) shared[s] = reader.ReadSingle();
        var hashes = new uint[reader.ReadInt32()];
        var scales = new float[hashes.Length];
        var weights = new sbyte[hashes.Length * classes.Length];
        var row = new byte[classes.Length];
        for (var r = 0; r < hashes.Length; r++)
        {
            hashes[r] = reader.ReadUInt32();
            scales[r] = (float)reader.ReadHalf();
            reader.ReadExactly(row);
            Buffer.BlockCopy(row, 0, weights, r * row.Length, row.Length);
        }
        return new(classes, shared, hashes, scales, weights);
    }

    /// <summary>Writes weights as trained; rows in which nothing is left after rounding are dropped.</summary>
    /// <param name="rows">Feature hash and its weight for each class.</param>
    public static void Save(string path, IReadOnlyList<string> classes, IReadOnlyList<float> shared, IEnumerable<(uint Hash, float[] Weights)> rows, float smallest)
    {
        var kept = rows.Where(r => r.Weights.Max(Math.Abs) >= smallest).OrderBy(r => r.Hash).ToList();
        using var writer = new BinaryWriter(File.Create(path));
        writer.Write(Magic);
        writer.Write(classes.Count);
        foreach (var name in classes) writer.Write(name);
        writer.Write(shared.Count);
        foreach (var weight in shared) writer.Write(weight);
        writer.Write(kept.Count);
        foreach (var (hash, weights) in kept)
        {
            var scale = (float)(Half)(weights.Max(Math.Abs) / 127f);
            writer.Write(hash);
            writer.Write((Half)scale);
            foreach (var weight in weights) writer.Write((sbyte)Math.Clamp(MathF.Round(weight / scale), -127, 127));
        }
    }

    private int Row(uint feature)
    {
        var bit = feature * Spread >> _metShift;
        if ((_met[bit >> 6] >> (int)bit & 1) == 0) return -1;
        var at = feature & (uint)(_slots.Length - 1);
        for (; _slots[at].Row >= 0; at = (at + 1) & (uint)(_slots.Length - 1))
            if (_slots[at].Key == feature) return _slots[at].Row;
        return -1;
    }
}
