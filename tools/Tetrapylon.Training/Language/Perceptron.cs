using Tetrapylon.Language.Weights;

namespace Tetrapylon.Training.Language;

/// <summary>An averaged perceptron over hashed features; its average is written as eight-bit weights.</summary>
internal sealed class Perceptron
{
    private readonly int _width;
    private readonly int _shift;
    private readonly float[] _weights;
    private readonly float[] _sums;

    /// <param name="bits">The table has two to this power rows.</param>
    public Perceptron(int outcomes, int bits)
    {
        (Outcomes, _shift) = (outcomes, 32 - bits);
        _width = outcomes <= 4 ? 4 : (outcomes + 7) / 8 * 8;
        (_weights, _sums) = (new float[(1L << bits) * _width], new float[(1L << bits) * _width]);
    }

    public int Outcomes { get; }

    /// <summary>How many decisions were taught.</summary>
    public double Steps { get; set; } = 1;

    public void Score(ReadOnlySpan<uint> features, Span<float> scores)
    {
        var width = _width;
        scores[..width].Clear();
        if (width == 4)
        {
            var sum = System.Runtime.Intrinsics.Vector128<float>.Zero;
            foreach (var feature in features)
                sum += System.Runtime.Intrinsics.Vector128.LoadUnsafe(ref _weights[(long)(feature >> _shift) * 4]);
            System.Runtime.Intrinsics.Vector128.CopyTo(sum, scores);
            return;
        }
        for (var at = 0; at < width; at += 8)
        {
            var sum = System.Runtime.Intrinsics.Vector256<float>.Zero;
            foreach (var feature in features)
                sum += System.Runtime.Intrinsics.Vector256.LoadUnsafe(ref _weights[(long)(feature >> _shift) * width + at]);
            System.Runtime.Intrinsics.Vector256.CopyTo(sum, scores[at..]);
        }
    }

    public int Best(ReadOnlySpan<uint> features, Span<float> scores)
    {
        Score(features, scores);
        var best = 0;
        for (var o = 1; o < Outcomes; o++)
            if (scores[o] > scores[best]) best = o;
        return best;
    }

    public void Learn(ReadOnlySpan<uint> features, int good, int bad)
    {
        var when = (float)Steps;
        foreach (var feature in features)
        {
            var row = (long)(feature >> _shift) * _width;
            _weights[row + good] += 1;
            _sums[row + good] += when;
            _weights[row + bad] -= 1;
            _sums[row + bad] -= when;
        }
    }

    public void Average()
    {
        for (var i = 0L; i < _weights.LongLength; i++)
            _weights[i] = (float)(_weights[i] - _sums[i] / Steps);
    }

    /// <summary>The weights in eight bits; the few largest are cut to the range.</summary>
    public sbyte[] Quantised()
    {
        var sizes = new List<float>();
        for (var i = 0L; i < _weights.LongLength; i++)
            if (_weights[i] != 0) sizes.Add(Math.Abs(_weights[i]));
        sizes.Sort();
        var scale = sizes.Count == 0 ? 1 : 127 / sizes[(int)(sizes.Count * 0.9999)];
        var small = new sbyte[_weights.LongLength];
        for (var i = 0L; i < small.LongLength; i++)
            small[i] = (sbyte)Math.Clamp(MathF.Round(_weights[i] * scale), -127, 127);
        return small;
    }

    public WeightTable Table() => new(Quantised(), _width);

    public (string, byte[])[] Sections(string name) => [(name, WeightFile.Pack(Quantised())), (name + "-width", WeightFile.Bytes(_width))];
}
