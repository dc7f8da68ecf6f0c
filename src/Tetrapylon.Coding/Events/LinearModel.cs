using System.Numerics;

namespace Tetrapylon.Coding.Events;

/// <summary>A log-linear model: hashed sparse features with a weight for each class, and a few features whose weight all classes share.</summary>
/// <remarks>
/// Shared features let the lexicon speak for types of which there are hardly any examples. Weights are bytes with one
/// scale a row; a model of 25 types is about one megabyte. Read-only after loading.
/// </remarks>
public sealed class LinearModel
{
    private const uint Magic = 0x31564554; // "TEV1"
    private readonly uint[] _keys;
    private readonly int[] _rows;
    private readonly float[] _scales;
    private readonly sbyte[] _weights;

    private LinearModel(string[] classes, float[] shared, uint[] hashes, float[] scales, sbyte[] weights)
    {
        (Classes, Shared, _scales, _weights) = (classes, shared, scales, weights);
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, 2 * hashes.Length));
        _keys = new uint[size];
        _rows = new int[size];
        Array.Fill(_rows, -1);
        for (var r = 0; r < hashes.Length; r++)
        {
            var at = hashes[r] & (uint)(size - 1);
            while (_rows[at] >= 0) at = (at + 1) & (uint)(size - 1);
            (_keys[at], _rows[at]) = (hashes[r], r);
        }
    }

    public IReadOnlyList<string> Classes { get; }

    public IReadOnlyList<float> Shared { get; }

    /// <summary>Adds the weights of sparse features to <paramref name="scores"/>.</summary>
    public void Score(ReadOnlySpan<uint> features, Span<float> scores)
    {
        foreach (var feature in features)
        {
            var row = Row(feature);
            if (row < 0) continue;
            var scale = _scales[row];
            var weights = _weights.AsSpan(row * scores.Length, scores.Length);
            for (var c = 0; c < scores.Length; c++) scores[c] += scale * weights[c];
        }
    }

    /// <summary>What one feature gives to one class.</summary>
    public float Weight(uint feature, int of) => Row(feature) is >= 0 and var row ? _scales[row] * _weights[row * Classes.Count + of] : 0;

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
        var at = feature & (uint)(_keys.Length - 1);
        while (_rows[at] >= 0)
        {
            if (_keys[at] == feature) return _rows[at];
            at = (at + 1) & (uint)(_keys.Length - 1);
        }
        return -1;
    }
}
