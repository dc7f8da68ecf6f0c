using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tetrapylon.Coding.Events;

/// <summary>A small network with one hidden layer, run on a candidate's surroundings beside the log-linear model; their scores add up. Read-only after loading.</summary>
public sealed class Network
{
    private const uint Magic = 0x3154454E; // "NET1"
    // Eight sums at a time do not wait for each other: of eight units for one input, of four for two, or of two for four.
    private const int AtOnce = 8, Together = 4, Few = 2;
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
    public void Score(ReadOnlySpan<float> input, Span<float> scores) => Score(input, 1, scores);

    /// <summary>Adds the scores of several inputs to <paramref name="scores"/>, both one after the other: each weight is fetched once for some of them.</summary>
    public void Score(ReadOnlySpan<float> inputs, int count, Span<float> scores)
    {
        var (most, first) = (Inputs / Vector<float>.Count, 0);
        var parts = most <= 512 ? stackalloc int[most] : new int[most];
        Span<float> values = stackalloc float[AtOnce];
        for (; first + Together <= count; first += Together)
        {
            var four = inputs.Slice(first * Inputs, Together * Inputs);
            var filled = Filled(four, Together, parts);
            for (var h = 0; h < Hidden; h += 2)
            {
                var units = Math.Min(2, Hidden - h);
                if (units == 2) Dots(_first.AsSpan(h * Inputs, 2 * Inputs), four, filled, values);
                else
                    for (var i = 0; i < Together; i++) values[i] = Dot(_first.AsSpan(h * Inputs, Inputs), four.Slice(i * Inputs, Inputs));
                for (var u = 0; u < units; u++)
                    for (var i = 0; i < Together; i++)
                        if (_firstBias[h + u] + values[u * Together + i] is > 0 and var value) Pass(h + u, value, scores[((first + i) * Outputs)..]);
            }
        }
        if (count - first >= Few && Hidden % Together == 0)
        {
            var two = inputs.Slice(first * Inputs, Few * Inputs);
            var filled = Filled(two, Few, parts);
            for (var h = 0; h < Hidden; h += Together)
            {
                DotsOfTwo(_first.AsSpan(h * Inputs, Together * Inputs), two, filled, values);
                for (var u = 0; u < Together; u++)
                    for (var i = 0; i < Few; i++)
                        if (_firstBias[h + u] + values[u * Few + i] is > 0 and var value) Pass(h + u, value, scores[((first + i) * Outputs)..]);
            }
            first += Few;
        }
        for (; first < count; first++)
        {
            var input = inputs.Slice(first * Inputs, Inputs);
            var filled = Filled(input, 1, parts);
            for (var h = 0; h < Hidden; h += AtOnce)
            {
                var units = Math.Min(AtOnce, Hidden - h);
                if (units == AtOnce) DotsOfOne(_first.AsSpan(h * Inputs, AtOnce * Inputs), input, filled, values);
                else
                    for (var u = 0; u < units; u++) values[u] = Dot(_first.AsSpan((h + u) * Inputs, Inputs), input);
                for (var u = 0; u < units; u++)
                    if (_firstBias[h + u] + values[u] is > 0 and var value) Pass(h + u, value, scores[(first * Outputs)..]);
            }
        }
        for (var i = 0; i < count; i++)
            for (var o = 0; o < Outputs; o++) scores[i * Outputs + o] += _secondBias[o];
    }

    // Much of an input is nothing, and adds nothing.
    private ReadOnlySpan<int> Filled(ReadOnlySpan<float> inputs, int count, Span<int> parts)
    {
        var found = 0;
        for (var part = 0; part < parts.Length; part++)
        {
            var any = Vector<float>.Zero;
            for (var i = 0; i < count; i++) any |= new Vector<float>(inputs[(i * Inputs + part * Vector<float>.Count)..]);
            if (any != Vector<float>.Zero) parts[found++] = part * Vector<float>.Count;
        }
        return parts[..found];
    }

    // Where what is left of the inputs behind the last whole part begins to be something.
    private static int Tail(ReadOnlySpan<float> inputs, int count)
    {
        var n = inputs.Length / count;
        var first = n;
        for (var i = 0; i < count; i++)
        {
            var at = n / Vector<float>.Count * Vector<float>.Count;
            while (at < first && inputs[i * n + at] == 0) at++;
            first = at;
        }
        return first;
    }

    private void Pass(int unit, float value, Span<float> scores)
    {
        var weights = _second.AsSpan(unit * Outputs, Outputs);
        scores = scores[..weights.Length];
        for (var o = 0; o < weights.Length; o++) scores[o] += value * weights[o];
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
    private static void DotsOfOne(ReadOnlySpan<float> rows, ReadOnlySpan<float> input, ReadOnlySpan<int> parts, Span<float> into)
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
        for (var i = Tail(input, 1); i < n; i++)
            for (var u = 0; u < AtOnce; u++) into[u] += rows[u * n + i] * input[i];
    }

    // The products of four rows with two inputs, likewise.
    private static void DotsOfTwo(ReadOnlySpan<float> rows, ReadOnlySpan<float> inputs, ReadOnlySpan<int> parts, Span<float> into)
    {
        var n = rows.Length / Together;
        if (inputs.Length != Few * n) throw new ArgumentException("two inputs as long as a row are expected", nameof(inputs));
        ref var first = ref MemoryMarshal.GetReference(rows);
        ref var own = ref MemoryMarshal.GetReference(inputs);
        var (sumA, sumB, sumC, sumD) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
        var (sumE, sumF, sumG, sumH) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
        foreach (var at in parts)
        {
            var (one, other) = (Vector.LoadUnsafe(ref own, (nuint)at), Vector.LoadUnsafe(ref own, (nuint)(n + at)));
            var weights = Vector.LoadUnsafe(ref first, (nuint)at);
            sumA += weights * one;
            sumB += weights * other;
            weights = Vector.LoadUnsafe(ref first, (nuint)(n + at));
            sumC += weights * one;
            sumD += weights * other;
            weights = Vector.LoadUnsafe(ref first, (nuint)(2 * n + at));
            sumE += weights * one;
            sumF += weights * other;
            weights = Vector.LoadUnsafe(ref first, (nuint)(3 * n + at));
            sumG += weights * one;
            sumH += weights * other;
        }
        (into[0], into[1], into[2], into[3]) = (Vector.Sum(sumA), Vector.Sum(sumB), Vector.Sum(sumC), Vector.Sum(sumD));
        (into[4], into[5], into[6], into[7]) = (Vector.Sum(sumE), Vector.Sum(sumF), Vector.Sum(sumG), Vector.Sum(sumH));
        for (var i = Tail(inputs, Few); i < n; i++)
            for (var u = 0; u < AtOnce; u++) into[u] += rows[u / Few * n + i] * inputs[u % Few * n + i];
    }

    // The products of two rows with four inputs, likewise.
    private static void Dots(ReadOnlySpan<float> rows, ReadOnlySpan<float> inputs, ReadOnlySpan<int> parts, Span<float> into)
    {
        var n = rows.Length / 2;
        if (inputs.Length != Together * n) throw new ArgumentException("four inputs as long as a row are expected", nameof(inputs));
        ref var first = ref MemoryMarshal.GetReference(rows);
        ref var second = ref Unsafe.Add(ref first, n);
        ref var own = ref MemoryMarshal.GetReference(inputs);
        var (sumA, sumB, sumC, sumD) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
        var (sumE, sumF, sumG, sumH) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
        foreach (var at in parts)
        {
            var (weights, others) = (Vector.LoadUnsafe(ref first, (nuint)at), Vector.LoadUnsafe(ref second, (nuint)at));
            var part = Vector.LoadUnsafe(ref own, (nuint)at);
            sumA += weights * part;
            sumE += others * part;
            part = Vector.LoadUnsafe(ref own, (nuint)(n + at));
            sumB += weights * part;
            sumF += others * part;
            part = Vector.LoadUnsafe(ref own, (nuint)(2 * n + at));
            sumC += weights * part;
            sumG += others * part;
            part = Vector.LoadUnsafe(ref own, (nuint)(3 * n + at));
            sumD += weights * part;
            sumH += others * part;
        }
        (into[0], into[1], into[2], into[3]) = (Vector.Sum(sumA), Vector.Sum(sumB), Vector.Sum(sumC), Vector.Sum(sumD));
        (into[4], into[5], into[6], into[7]) = (Vector.Sum(sumE), Vector.Sum(sumF), Vector.Sum(sumG), Vector.Sum(sumH));
        for (var i = Tail(inputs, Together); i < n; i++)
            for (var u = 0; u < AtOnce; u++) into[u] += rows[u / Together * n + i] * inputs[u % Together * n + i];
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
