using System.Numerics;
using Tetrapylon.Coding.Events;

namespace Tetrapylon.Training.Events;

/// <summary>One example: sparse features, features shared by all classes, surroundings, the right class.</summary>
public sealed record Example(uint[] Features, int[][] Shared, float[] Dense, int Class, float Weight = 1);

/// <summary>Fits the log-linear model and the network together, so that each learns what the other leaves. Deterministic, one thread.</summary>
public sealed class JointTrainer
{
    private const float Keep = 0.7f;

    // Share of an example's features shown each time it is seen, so that no one word decides alone.
    private const float Shown = 0.5f;
    private readonly int _classes, _inputs, _hidden;
    private readonly float _rate, _l2, _step;
    private readonly Dictionary<uint, int> _rows = [];
    private readonly float[] _shared, _sharedSquares;
    private float[] _wide = [], _wideSquares = [];
    private readonly Layer _first, _second;

    public JointTrainer(int classes, int shared, int inputs, int hidden, float rate = 0.05f, float l2 = 1e-3f, float step = 1e-3f, int seed = 7)
    {
        (_classes, _inputs, _hidden, _rate, _l2, _step) = (classes, inputs, hidden, rate, l2, step);
        (_shared, _sharedSquares) = (new float[shared], new float[shared]);
        var random = new Random(seed);
        _first = new(hidden * inputs, hidden, MathF.Sqrt(2f / 40), random);
        _second = new(hidden * classes, classes, MathF.Sqrt(1f / Math.Max(1, hidden)), random);
        Array.Clear(_first.Bias);
    }

    public float[] Shared => _shared;

    /// <summary>Weights by feature, as they count when all features are shown.</summary>
    public IEnumerable<(uint Hash, float[] Weights)> Rows => _rows.Select(r => (r.Key, Array.ConvertAll(_wide.AsSpan(r.Value * _classes, _classes).ToArray(), w => w * Shown)));

    public Network Network => new(_inputs, _hidden, _classes, _first.Weights, _first.Bias, _second.Weights, _second.Bias);

    public void Fit(IReadOnlyList<Example> examples, int epochs, int rarest = 2, int seed = 7)
    {
        var counts = new Dictionary<uint, int>();
        foreach (var example in examples)
            foreach (var feature in example.Features) counts[feature] = counts.GetValueOrDefault(feature) + 1;
        foreach (var (feature, count) in counts)
            if (count >= rarest) _rows[feature] = _rows.Count;
        (_wide, _wideSquares) = (new float[_rows.Count * _classes], new float[_rows.Count * _classes]);
        var rows = examples.Select(e => e.Features.Where(_rows.ContainsKey).Select(f => _rows[f]).ToArray()).ToArray();
        var order = Enumerable.Range(0, examples.Count).ToArray();
        var random = new Random(seed);
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            random.Shuffle(order);
            var step = _step * (1 - (float)epoch / (epochs + 2));
            var done = 0;
            foreach (var i in order)
            {
                Learn(examples[i], [.. rows[i].Where(_ => random.NextSingle() < Shown)], random);
                if (++done % 16 == 0) Move(step);
            }
            Move(step);
        }
    }

    private void Move(float step)
    {
        _first.Move(step, 1e-5f);
        _second.Move(step, 1e-5f);
    }

    private void Learn(Example example, int[] rows, Random random)
    {
        Span<float> scores = stackalloc float[_classes];
        scores.Clear();
        foreach (var row in rows)
            for (var c = 0; c < _classes; c++) scores[c] += _wide[row * _classes + c];
        for (var c = 0; c < _classes; c++)
            foreach (var s in example.Shared[c]) scores[c] += _shared[s];
        Span<float> hidden = stackalloc float[Math.Max(1, _hidden)];
        for (var h = 0; h < _hidden; h++)
        {
            hidden[h] = 0;
            if (random.NextSingle() > Keep) continue;
            hidden[h] = Math.Max(0, _first.Bias[h] + Network.Dot(_first.Weights.AsSpan(h * _inputs, _inputs), example.Dense)) / Keep;
            if (hidden[h] > 0)
                for (var c = 0; c < _classes; c++) scores[c] += hidden[h] * _second.Weights[h * _classes + c];
        }
        for (var c = 0; c < _classes; c++) scores[c] += _second.Bias[c];
        LinearModel.Softmax(scores);
        scores[example.Class] -= 1;
        for (var c = 0; c < _classes; c++) scores[c] *= example.Weight;
        for (var h = 0; h < _hidden; h++)
        {
            if (hidden[h] <= 0) continue;
            var back = 0f;
            for (var c = 0; c < _classes; c++)
            {
                back += scores[c] * _second.Weights[h * _classes + c];
                _second.Gradient[h * _classes + c] += scores[c] * hidden[h];
            }
            back /= Keep;
            _first.BiasGradient[h] += back;
            Add(_first.Gradient.AsSpan(h * _inputs, _inputs), example.Dense, back);
        }
        for (var c = 0; c < _classes; c++) _second.BiasGradient[c] += scores[c];
        Widen(example, rows, scores);
    }

    private void Widen(Example example, int[] rows, Span<float> gradient)
    {
        for (var c = 0; c < _classes; c++)
        {
            if (MathF.Abs(gradient[c]) < 1e-4f) continue;
            foreach (var row in rows)
            {
                var at = row * _classes + c;
                var g = gradient[c] + _l2 * _wide[at];
                _wideSquares[at] += g * g;
                _wide[at] -= _rate * g / MathF.Sqrt(_wideSquares[at] + 1e-3f);
            }
            foreach (var s in example.Shared[c])
            {
                _sharedSquares[s] += gradient[c] * gradient[c];
                _shared[s] -= _rate * gradient[c] / MathF.Sqrt(_sharedSquares[s] + 1e-1f);
            }
        }
    }

    private static void Add(Span<float> to, ReadOnlySpan<float> values, float times)
    {
        var i = 0;
        var factor = new Vector<float>(times);
        for (; i <= to.Length - Vector<float>.Count; i += Vector<float>.Count)
            (new Vector<float>(to[i..]) + factor * new Vector<float>(values[i..])).CopyTo(to[i..]);
        for (; i < to.Length; i++) to[i] += times * values[i];
    }

    public void Score(uint[] features, int[][] shared, float[] dense, Span<float> scores)
    {
        scores.Clear();
        foreach (var feature in features)
            if (_rows.TryGetValue(feature, out var row))
                for (var c = 0; c < _classes; c++) scores[c] += _wide[row * _classes + c] * Shown;
        for (var c = 0; c < _classes; c++)
            foreach (var s in shared[c]) scores[c] += _shared[s];
        if (_hidden > 0) Network.Score(dense, scores);
    }

    /// <summary>Weights with their gradients and Adam's moments.</summary>
    private sealed class Layer
    {
        private readonly float[] _mean, _square, _biasMean, _biasSquare;
        private int _moves;

        public Layer(int weights, int biases, float spread, Random random)
        {
            Weights = new float[weights];
            for (var w = 0; w < weights; w++) Weights[w] = (float)(random.NextDouble() * 2 - 1) * spread * 0.3f;
            (Bias, Gradient, BiasGradient) = (new float[biases], new float[weights], new float[biases]);
            (_mean, _square, _biasMean, _biasSquare) = (new float[weights], new float[weights], new float[biases], new float[biases]);
        }

        public float[] Weights { get; }
        public float[] Bias { get; }
        public float[] Gradient { get; }
        public float[] BiasGradient { get; }

        public void Move(float step, float decay)
        {
            _moves++;
            var correction = MathF.Sqrt(1 - MathF.Pow(0.999f, _moves)) / (1 - MathF.Pow(0.9f, _moves));
            Move(Weights, Gradient, _mean, _square, step * correction, decay);
            Move(Bias, BiasGradient, _biasMean, _biasSquare, step * correction, 0);
        }

        private static void Move(float[] weights, float[] gradient, float[] mean, float[] square, float step, float decay)
        {
            var width = Vector<float>.Count;
            var i = 0;
            for (; i <= weights.Length - width; i += width)
            {
                var (w, g) = (new Vector<float>(weights, i), new Vector<float>(gradient, i));
                var m = new Vector<float>(mean, i) * 0.9f + g * 0.1f;
                var s = new Vector<float>(square, i) * 0.999f + g * g * 0.001f;
                m.CopyTo(mean, i);
                s.CopyTo(square, i);
                (w * (1 - decay) - m * step / (Vector.SquareRoot(s) + new Vector<float>(1e-8f))).CopyTo(weights, i);
            }
            for (; i < weights.Length; i++)
            {
                mean[i] = mean[i] * 0.9f + gradient[i] * 0.1f;
                square[i] = square[i] * 0.999f + gradient[i] * gradient[i] * 0.001f;
                weights[i] = weights[i] * (1 - decay) - mean[i] * step / (MathF.Sqrt(square[i]) + 1e-8f);
            }
            Array.Clear(gradient);
        }
    }
}
