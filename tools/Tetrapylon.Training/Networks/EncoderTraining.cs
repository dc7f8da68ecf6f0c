using System.Numerics.Tensors;
using Tetrapylon.Language.Networks;
using Tetrapylon.Language.Weights;
using static Tetrapylon.Language.Networks.NetworkShape;

namespace Tetrapylon.Training.Networks;

/// <summary>The part of a network that reads words in their sentence, while it learns: numbers of a word, and layers of memory cells over them.</summary>
internal sealed class EncoderTraining
{
    private readonly WordVectors _vectors;
    private readonly Random _chance;
    private readonly Parameter[] _tables;
    private readonly Parameter _input, _inputBias;
    private readonly LstmTraining[] _layers;
    private readonly Dropping _dropInputs, _dropFirst, _dropSecond;

    private float[] _numbers = [], _inputs = [], _inputSlopes = [], _numberSlopes = [];
    private float[][] _read = [[], []];
    private bool[] _dropped = [];

    /// <param name="dropped">How much is dropped while learning; 1 is what many cells and few sentences want.</param>
    public EncoderTraining(NetworkShape shape, WordVectors vectors, Random chance, double dropped)
    {
        (Shape, _vectors, _chance) = (shape, vectors, chance);
        _tables = [.. WordRows.Tables.Select((t, i) => new Parameter(Network.TableName(i), t.Rows, t.Columns, 0.15, _chance))];
        _input = new("input", WordRows.Numbers, Input, 1 / Math.Sqrt(WordRows.Numbers), _chance);
        _inputBias = new("input-bias", 1, Input, 0, _chance);
        _layers = [.. Enumerable.Range(0, Layers).Select(l => new LstmTraining(l, shape.InputOf(l), shape.Cells, _chance))];
        (_dropInputs, _dropFirst, _dropSecond) = (new(Input, 0.2 * dropped), new(Both, 0.3 * dropped), new(Both, 0.33 * dropped));
    }

    public NetworkShape Shape { get; }

    /// <summary>Numbers of a word read in its sentence.</summary>
    public int Both => 2 * Shape.Cells;

    /// <summary>Shares of whole tables left out of a word's numbers while learning, the vector's last.</summary>
    public double[] LeftOut { get; init; } = [0.2, 0.05, 0, 0.05, 0.02, 0.02, 0.1, 0.05];

    public IEnumerable<Parameter> Parameters => [.. _tables, _input, _inputBias, .. _layers.SelectMany(l => l.Parameters)];

    private IEnumerable<Parameter> OfWords => [.. _tables, _input, _inputBias];

    /// <summary>Begins with what another network knows of words, and of reading them in their sentence too if it has as many cells.</summary>
    /// <param name="path">Its file of weights.</param>
    public void Know(string path, bool reading)
    {
        var file = WeightFile.Read(path, Network.Kind);
        foreach (var parameter in reading ? Parameters : OfWords)
        {
            var values = file.Array<Half>(parameter.Name);
            for (var i = 0; i < values.Length; i++) parameter.Value[i] = (float)values[i];
            parameter.Pack();
        }
    }

    /// <summary>Draws what is dropped in a batch.</summary>
    public void Draw(Batch batch, bool drops)
    {
        foreach (var dropping in new[] { _dropInputs, _dropFirst, _dropSecond }) dropping.Draw(batch.Sentences.Length, drops ? _chance : null);
    }

    /// <summary>Reads a batch.</summary>
    /// <returns>By row: the numbers of a word read in its sentence.</returns>
    public float[] Forward(Batch batch, bool drops)
    {
        Reserve(batch.Rows);
        Gather(batch, drops);
        Sums.Product(batch.Rows, _numbers, WordRows.Numbers, _input, _inputBias, _inputs);
        for (var row = 0; row < batch.Rows; row++)
        {
            Activation.Leaky(_inputs.AsSpan(row * Input, Input));
            _dropInputs.Apply(batch.SentenceOf[row], _inputs.AsSpan(row * Input, Input));
        }
        var from = _inputs;
        for (var layer = 0; layer < Layers; layer++)
        {
            _layers[layer].Forward(batch, from);
            from = _read[layer];
            Array.Copy(_layers[layer].Output, from, batch.Rows * Both);
            for (var row = 0; row < batch.Rows; row++) (layer == 0 ? _dropFirst : _dropSecond).Apply(batch.SentenceOf[row], from.AsSpan(row * Both, Both));
        }
        return from;
    }

    private void Reserve(int rows)
    {
        if (_inputs.Length >= rows * Input) return;
        (_numbers, _inputs, _numberSlopes, _inputSlopes) = (new float[rows * WordRows.Numbers], new float[rows * Input], new float[rows * WordRows.Numbers], new float[rows * Input]);
        _read = [new float[rows * Both], new float[rows * Both]];
        _dropped = new bool[rows * (_tables.Length + 1)];
    }

    private void Gather(Batch batch, bool drops)
    {
        var kinds = _tables.Length + 1;
        for (var row = 0; row < batch.Rows; row++)
            for (var kind = 0; kind < kinds; kind++) _dropped[row * kinds + kind] = drops && _chance.NextDouble() < LeftOut[kind];
        for (var s = 0; s < batch.Sentences.Length; s++)
            for (var w = 0; w < batch.Sentences[s].Length; w++)
            {
                var (word, row) = (batch.Sentences[s].Rows[w], batch.RowOf(s, w));
                var numbers = _numbers.AsSpan(row * WordRows.Numbers, WordRows.Numbers);
                _vectors.Write(_dropped[row * kinds + _tables.Length] ? -1 : word.Vector, numbers);
                var at = WordVectors.Size;
                for (var t = 0; t < _tables.Length; t++)
                {
                    var columns = _tables[t].Columns;
                    if (_dropped[row * kinds + t]) numbers.Slice(at, columns).Clear();
                    else _tables[t].Value.AsSpan(word[t] * columns, columns).CopyTo(numbers[at..]);
                    at += columns;
                }
            }
    }

    /// <summary>Carries slopes back to all parameters.</summary>
    /// <param name="slopes">By what <see cref="Forward"/> returned; used up.</param>
    public void Backward(Batch batch, float[] slopes)
    {
        var last = _read[Layers - 1];
        for (var row = 0; row < batch.Rows; row++) _dropSecond.Apply(batch.SentenceOf[row], slopes.AsSpan(row * Both, Both));
        // What the second layer read is no longer wanted: its place takes the slopes.
        _layers[1].Backward(batch, _read[0], slopes, last);
        for (var row = 0; row < batch.Rows; row++) _dropFirst.Apply(batch.SentenceOf[row], last.AsSpan(row * Both, Both));
        _layers[0].Backward(batch, _inputs, last, _inputSlopes);
        for (var row = 0; row < batch.Rows; row++)
        {
            _dropInputs.Apply(batch.SentenceOf[row], _inputSlopes.AsSpan(row * Input, Input));
            Sums.Unleak(_inputs.AsSpan(row * Input, Input), _inputSlopes.AsSpan(row * Input, Input));
        }
        Sums.Slopes(batch.Rows, _numbers, WordRows.Numbers, _inputSlopes, _input, _inputBias);
        Array.Clear(_numberSlopes, 0, batch.Rows * WordRows.Numbers);
        MatrixProduct.Add(batch.Rows, ref _inputSlopes[0], Input, _input.Transposed, ref _numberSlopes[0], WordRows.Numbers);
        for (var s = 0; s < batch.Sentences.Length; s++)
            for (var w = 0; w < batch.Sentences[s].Length; w++)
            {
                var (word, row) = (batch.Sentences[s].Rows[w], batch.RowOf(s, w));
                var at = row * WordRows.Numbers + WordVectors.Size;
                for (var t = 0; t < _tables.Length; t++)
                {
                    var columns = _tables[t].Columns;
                    var into = _tables[t].Slope.AsSpan(word[t] * columns, columns);
                    if (!_dropped[row * (_tables.Length + 1) + t]) TensorPrimitives.Add(into, _numberSlopes.AsSpan(at, columns), into);
                    at += columns;
                }
            }
    }
}
