using System.Runtime.Intrinsics;
using Tetrapylon.Language.Networks;

namespace Tetrapylon.Training.Networks;

/// <summary>A layer of memory cells in both directions, forward and backward.</summary>
internal sealed class LstmTraining
{
    private readonly int _cellCount;
    private readonly int _gateCount;
    private readonly int _inputs;
    private readonly Parameter _input;
    private readonly Parameter _bias;
    private readonly Parameter[] _recurrent;
    private float[] _gates = [];
    private float[] _cells = [];
    private float[] _tanh = [];
    private float[] _before = [];
    private float[] _carried = [];
    private readonly float[] _zero;

    public LstmTraining(int layer, int inputs, int cells, Random random)
    {
        (_inputs, _cellCount, _gateCount, _zero) = (inputs, cells, 4 * cells, new float[cells]);
        _input = new($"layer{layer}-input", inputs, BothGates, 1 / Math.Sqrt(inputs), random);
        _bias = new($"layer{layer}-bias", 1, BothGates, 0, random);
        _recurrent = [new($"layer{layer}-forward", _cellCount, _gateCount, 0.7 / Math.Sqrt(_cellCount), random), new($"layer{layer}-backward", _cellCount, _gateCount, 0.7 / Math.Sqrt(_cellCount), random)];
        // To begin with, cells remember.
        for (var direction = 0; direction < 2; direction++) Array.Fill(_bias.Value, 1, direction * _gateCount + _cellCount, _cellCount);
    }

    private int Both => 2 * _cellCount;

    private int BothGates => 2 * _gateCount;

    public IEnumerable<Parameter> Parameters => [_input, _bias, .. _recurrent];

    /// <summary>By row: the cells' outputs, those that read forward and then those that read backward.</summary>
    public float[] Output { get; private set; } = [];

    public void Forward(Batch batch, float[] x)
    {
        if (_gates.Length < batch.Rows * BothGates)
        {
            _gates = new float[batch.Rows * BothGates];
            (_cells, _tanh, _before, Output) = (new float[batch.Rows * Both], new float[batch.Rows * Both], new float[batch.Rows * Both], new float[batch.Rows * Both]);
        }
        for (var row = 0; row < batch.Rows; row++) _bias.Value.AsSpan(0, BothGates).CopyTo(_gates.AsSpan(row * BothGates));
        MatrixProduct.Add(batch.Rows, ref x[0], _inputs, _input.Packed, ref _gates[0], BothGates);
        for (var direction = 0; direction < 2; direction++)
            for (var k = 0; k < batch.Steps; k++)
            {
                var t = direction == 0 ? k : batch.Steps - 1 - k;
                var (first, count, linked) = (batch.Offsets[t], batch.Counts[t], Linked(batch, direction, t));
                var from = linked == 0 ? 0 : batch.Offsets[t + Before(direction)];
                for (var s = 0; s < count; s++)
                    if (s < linked) Output.AsSpan((from + s) * Both + direction * _cellCount, _cellCount).CopyTo(_before.AsSpan((first + s) * Both + direction * _cellCount));
                    else _before.AsSpan((first + s) * Both + direction * _cellCount, _cellCount).Clear();
                if (linked > 0) MatrixProduct.Add(linked, ref Output[from * Both + direction * _cellCount], Both, _recurrent[direction].Packed, ref _gates[first * BothGates + direction * _gateCount], BothGates);
                for (var s = 0; s < count; s++)
                {
                    var at = (first + s) * Both + direction * _cellCount;
                    ref var before = ref s < linked ? ref _cells[(from + s) * Both + direction * _cellCount] : ref _zero[0];
                    LstmCell.Step(_cellCount, ref _gates[(first + s) * BothGates + direction * _gateCount], ref before, ref _cells[at], ref _tanh[at], ref Output[at]);
                }
            }
    }

    /// <summary>Carries slopes back.</summary>
    /// <param name="outputs">Slopes by the outputs; used up.</param>
    /// <param name="inputs">Afterwards slopes by the inputs.</param>
    public void Backward(Batch batch, float[] x, float[] outputs, float[] inputs)
    {
        if (_carried.Length < batch.Sentences.Length * _cellCount) _carried = new float[batch.Sentences.Length * _cellCount];
        for (var direction = 0; direction < 2; direction++)
        {
            Array.Clear(_carried);
            for (var k = batch.Steps - 1; k >= 0; k--)
            {
                var t = direction == 0 ? k : batch.Steps - 1 - k;
                var (first, count, linked) = (batch.Offsets[t], batch.Counts[t], Linked(batch, direction, t));
                var from = linked == 0 ? 0 : batch.Offsets[t + Before(direction)];
                for (var s = 0; s < count; s++)
                {
                    var at = (first + s) * Both + direction * _cellCount;
                    ref var before = ref s < linked ? ref _cells[(from + s) * Both + direction * _cellCount] : ref _zero[0];
                    Back(ref _gates[(first + s) * BothGates + direction * _gateCount], ref before, ref _tanh[at], ref outputs[at], ref _carried[s * _cellCount]);
                }
                if (linked > 0) MatrixProduct.Add(linked, ref _gates[first * BothGates + direction * _gateCount], BothGates, _recurrent[direction].Transposed, ref outputs[from * Both + direction * _cellCount], Both);
            }
            MatrixProduct.Add(_cellCount, _gateCount, batch.Rows, ref _before[direction * _cellCount], 1, Both, ref _gates[direction * _gateCount], BothGates, ref _recurrent[direction].Slope[0], _gateCount);
        }
        // The gates hold slopes by now.
        MatrixProduct.Add(_inputs, BothGates, batch.Rows, ref x[0], 1, _inputs, ref _gates[0], BothGates, ref _input.Slope[0], BothGates);
        Sums.AddRows(_gates, batch.Rows, BothGates, _bias.Slope);
        Array.Clear(inputs, 0, batch.Rows * _inputs);
        MatrixProduct.Add(batch.Rows, ref _gates[0], BothGates, _input.Transposed, ref inputs[0], _inputs);
    }

    /// <summary>Where the step read before this one stands.</summary>
    private static int Before(int direction) => direction == 0 ? -1 : 1;

    /// <summary>How many sentences had a word before this step.</summary>
    private static int Linked(Batch batch, int direction, int t) => direction == 0 ? (t == 0 ? 0 : batch.Counts[t]) : (t + 1 == batch.Steps ? 0 : batch.Counts[t + 1]);

    /// <summary>One step backward: gates become slopes by their sums; what is carried becomes the slope by the cell before.</summary>
    private void Back(ref float gates, ref float before, ref float tanh, ref float output, ref float carried)
    {
        var (one, cells) = (Vector512<float>.One, (nuint)_cellCount);
        for (nuint i = 0; i < cells; i += 16)
        {
            var (input, forget) = (Vector512.LoadUnsafe(ref gates, i), Vector512.LoadUnsafe(ref gates, cells + i));
            var (candidate, gate) = (Vector512.LoadUnsafe(ref gates, 2 * cells + i), Vector512.LoadUnsafe(ref gates, 3 * cells + i));
            var (shown, slope) = (Vector512.LoadUnsafe(ref tanh, i), Vector512.LoadUnsafe(ref output, i));
            var cell = Vector512.LoadUnsafe(ref carried, i) + slope * gate * (one - shown * shown);
            (cell * candidate * input * (one - input)).StoreUnsafe(ref gates, i);
            (cell * Vector512.LoadUnsafe(ref before, i) * forget * (one - forget)).StoreUnsafe(ref gates, cells + i);
            (cell * input * (one - candidate * candidate)).StoreUnsafe(ref gates, 2 * cells + i);
            (slope * shown * gate * (one - gate)).StoreUnsafe(ref gates, 3 * cells + i);
            (cell * forget).StoreUnsafe(ref carried, i);
        }
    }
}
