using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tetrapylon.Coding.Events;

/// <summary>A small network with one hidden layer, run on a candidate's surroundings beside the log-linear model; their scores add up. Read-only after loading.</summary>
public sealed class Network
{
    private const uint Magic = 0x3154454E; // "NET1"
    private const int AtOnce = 8;
    private readonly float[] _first;
    private readonly float[] _firstBias;
    private readonly float[] _second;
    private readonly float[] _secondBias;

    public Network(int inputs, int hidden, int outputs, float[] first, float[] firstBias, float[] second, float[] secondBias) =>
        (Inputs, Hidden, Outputs, _first, _firstBias, _second, _secondBias) = (inputs, hidden, outputs, first, firstBias, second, secondBias);

    public int Inputs { get; }
    public int Hidden { get; }
    public int Outputs { get; }

    /// <summary>Adds the network's scores to <paramref name="scores"/>.</summary>
    public void Score(ReadOnlySpan<float> input, Span<float> scores)
    {
        // Much of an input is nothing, and adds nothing.
        var most = Inputs / Vector<float>.Count;
        var parts = most <= 512 ? stackalloc int[most] : new int[most];
        var count = 0;
        for (var part = 0; part < most; part++)
            if (new Vector<float>(input[(part * Vector<float>.Count)..]) != Vector<float>.Zero) parts[count++] = part * Vector<float>.Count;
        parts = parts[..count];
        // Eight units at a time: their sums do not wait for each other.
        Span<float> values = stackalloc float[AtOnce];
        for (var h = 0; h < Hidden; h += AtOnce)
        {
            var units = Math.Min(AtOnce, Hidden - h);
            if (units == AtOnce) Dots(_first.AsSpan(h * Inputs, AtOnce * Inputs), input, parts, values);
            else
                for (var u = 0; u < units; u++) values[u] = Dot(_first.AsSpan((h + u) * Inputs, Inputs), input);
            for (var u = 0; u < units; u++)
            {
                var value = _firstBias[h + u] + values[u];
                if (value <= 0) continue;
                var weights = _second.AsSpan((h + u) * Outputs, Outputs);
                for (var o = 0; o < weights.Length; o++) scores[o] += value * weights[o];
            }
        }
        for (var o = 0; o < Outputs; o++) scores[o] += _secondBias[o];
    }

    /// <summary>A network whose scores are the mean of others of the same inputs and outputs.</summary>
    public static Network Average(IReadOnlyList<Network> networks)
    {
        var share = 1f / networks.Count;
        var bias = new float[networks[0].Outputs];
        foreach (var network in networks)
            for (var o = 0; o < bias.Length; o++) bias[o] += share * network._secondBias[o];
        return new(networks[0].Inputs, networks.Sum(n => n.Hidden), networks[0].Outputs, [.. networks.SelectMany(n => n._first)], [.. networks.SelectMany(n => n._firstBias)],
            [.. networks.SelectMany(n => n._second).Select(w => share * w)], bias);
    }

    // The products of eight rows with one input, each summed in the order of Dot. Only the parts at which the input is not nothing are looked at.
    private static void Dots(ReadOnlySpan<float> rows, ReadOnlySpan<float> input, ReadOnlySpan<int> parts, Span<float> into)
    {
        var n = input.Length;
        if (rows.Length != AtOnce * n) throw new ArgumentException("eight rows as long as the input are expected", nameof(rows));
        ref var own = ref MemoryMarshal.GetReference(input);
        ref var first = ref MemoryMarshal.GetReference(rows);
        ref var fifth = ref Unsafe.Add(ref first, 4 * n);
        var (sumA, sumB, sumC, sumD) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
        var (sumE, sumF, sumG, sumH) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
        foreach (var at in parts)
        {
            var part = Vector.LoadUnsafe(ref own, (nuint)at);
            sumA += Vector.LoadUnsafe(ref first, (nuint)at) * part;
            sumB += Vector.LoadUnsafe(ref first, (nuint)(n + at)) * part;
            sumC += Vector.LoadUnsafe(ref first, (nuint)(2 * n + at)) * part;
            sumD += Vector.LoadUnsafe(ref first, (nuint)(3 * n + at)) * part;
            sumE += Vector.LoadUnsafe(ref fifth, (nuint)at) * part;
            sumF += Vector.LoadUnsafe(ref fifth, (nuint)(n + at)) * part;
            sumG += Vector.LoadUnsafe(ref fifth, (nuint)(2 * n + at)) * part;
            sumH += Vector.LoadUnsafe(ref fifth, (nuint)(3 * n + at)) * part;
        }
        (into[0], into[1], into[2], into[3]) = (Vector.Sum(sumA), Vector.Sum(sumB), Vector.Sum(sumC), Vector.Sum(sumD));
        (into[4], into[5], into[6], into[7]) = (Vector.Sum(sumE), Vector.Sum(sumF), Vector.Sum(sumG), Vector.Sum(sumH));
        for (var i = n / Vector<float>.Count * Vector<float>.Count; i < n; i++)
            for (var u = 0; u < AtOnce; u++) into[u] += rows[u * n + i] * input[i];
    }

    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = Vector<float>.Zero;
        var i = 0;
        for (; i <= a.Length - Vector<float>.Count; i += Vector<float>.Count)
            sum += new Vector<float>(a[i..]) * new Vector<float>(b[i..]);
        var total = Vector.Sum(sum);
        for (; i < a.Length; i++) total += a[i] * b[i];
        return total;
    }

    /// <exception cref="InvalidDataException">Not a network of this version.</exception>
    public static Network Load(string path)
    {
        using var reader = new BinaryReader(new BufferedStream(File.OpenRead(path), 1 << 16));
        if (reader.ReadUInt32() != Magic) throw new InvalidDataException($"'{path}' is not a network of this version.");
        var (inputs, hidden, outputs) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        return new(inputs, hidden, outputs, Read(reader, inputs * hidden), Read(reader, hidden), Read(reader, hidden * outputs), Read(reader, outputs));
    }

    public void Save(string path)
    {
        using var writer = new BinaryWriter(File.Create(path));
        writer.Write(Magic);
        writer.Write(Inputs);
        writer.Write(Hidden);
        writer.Write(Outputs);
        foreach (var part in new[] { _first, _firstBias, _second, _secondBias })
            foreach (var weight in part) writer.Write((Half)weight);
    }

    private static float[] Read(BinaryReader reader, int count)
    {
        var weights = new float[count];
        for (var w = 0; w < count; w++) weights[w] = (float)reader.ReadHalf();
        return weights;
    }
}
