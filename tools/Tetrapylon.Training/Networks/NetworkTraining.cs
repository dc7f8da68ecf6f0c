using System.Numerics.Tensors;
using Tetrapylon.Language.Networks;
using Tetrapylon.Language.Weights;
using static Tetrapylon.Language.Networks.NetworkShape;

namespace Tetrapylon.Training.Networks;

/// <summary>The accurate model while it learns: the same sums as <see cref="Network"/>, over many sentences at once, and the slopes back through them.</summary>
internal sealed class NetworkTraining
{
    private readonly WordVectors _vectors;
    private readonly Random _chance;
    private readonly int _tagCount;
    private readonly int _relationCount;
    private readonly Parameter[] _tables;
    private readonly Parameter _input, _inputBias, _tags, _tagBias, _roles, _roleBias, _arcs, _arcBias, _relations, _relationBias;
    private readonly LstmTraining[] _layers;

    private float[] _numbers = [], _inputs = [], _tagScores = [], _rolesOf = [], _queries = [], _hidden = [], _relationScores = [];
    private float[][] _read = [[], []];
    private float[] _roleSlopes = [], _readSlopes = [], _inputSlopes = [], _querySlopes = [], _numberSlopes = [];
    private readonly Dropping _dropInputs, _dropFirst, _dropSecond, _dropRoles, _dropHidden;
    private bool[] _dropped = [];

    /// <param name="dropped">How much is dropped while learning; 1 is what many cells and few sentences want.</param>
    public NetworkTraining(NetworkShape shape, WordVectors vectors, int tagCount, int relationCount, int seed, double dropped = 1)
    {
        (Shape, _vectors, _tagCount, _relationCount, _chance) = (shape, vectors, tagCount, relationCount, new(seed));
        _tables = [.. WordRows.Tables.Select((t, i) => new Parameter(Network.TableName(i), t.Rows, t.Columns, 0.15, _chance))];
        _input = new("input", WordRows.Numbers, Input, 1 / Math.Sqrt(WordRows.Numbers), _chance);
        _inputBias = new("input-bias", 1, Input, 0, _chance);
        _layers = [.. Enumerable.Range(0, Layers).Select(l => new LstmTraining(l, shape.InputOf(l), shape.Cells, _chance))];
        _tags = new("tags", Both, TagColumns, 1 / Math.Sqrt(Both), _chance);
        _tagBias = new("tags-bias", 1, TagColumns, 0, _chance);
        _roles = new("roles", Both, RoleColumns, 1 / Math.Sqrt(Both), _chance);
        _roleBias = new("roles-bias", 1, RoleColumns, 0, _chance);
        _arcs = new("arcs", Arc, Arc, 0.5 / Math.Sqrt(Arc), _chance);
        _arcBias = new("arcs-bias", 1, Arc, 0, _chance);
        _relations = new("relations", Relation, RelationColumns, 1 / Math.Sqrt(Relation), _chance);
        _relationBias = new("relations-bias", 1, RelationColumns, 0, _chance);
        (_dropInputs, _dropFirst, _dropSecond, _dropRoles, _dropHidden) = (new(Input, 0.2 * dropped), new(Both, 0.3 * dropped), new(Both, 0.33 * dropped), new(2 * Arc, 0.33 * dropped), new(Relation, 0.33 * dropped));
    }

    public NetworkShape Shape { get; }

    private int Both => 2 * Shape.Cells;

    private int Arc => Shape.Arc;

    private int Relation => Shape.Relation;

    private int RoleColumns => Shape.RoleColumns;

    /// <summary>Shares of whole tables left out of a word's numbers while learning, the vector's last.</summary>
    public double[] LeftOut { get; init; } = [0.2, 0.05, 0, 0.05, 0.02, 0.02, 0.1, 0.05];

    /// <summary>False switches all dropping off, to check slopes.</summary>
    public bool Drops { get; init; } = true;

    public IEnumerable<Parameter> Parameters => [.. _tables, _input, _inputBias, .. _layers.SelectMany(l => l.Parameters), _tags, _tagBias, _roles, _roleBias, _arcs, _arcBias, _relations, _relationBias];

    /// <summary>Begins with what another network knows of words.</summary>
    /// <param name="path">Its file of weights.</param>
    public void KnowWordsOf(string path)
    {
        var file = WeightFile.Read(path, Network.Kind);
        foreach (var parameter in (Parameter[])[.. _tables, _input, _inputBias])
        {
            var values = file.Array<Half>(parameter.Name);
            for (var i = 0; i < values.Length; i++) parameter.Value[i] = (float)values[i];
            parameter.Pack();
        }
    }

    /// <summary>The loss a word of a batch, and the slopes by all parameters, added to what they hold.</summary>
    public double Learn(Batch batch)
    {
        Reserve(batch.Rows);
        foreach (var dropping in new[] { _dropInputs, _dropFirst, _dropSecond, _dropRoles, _dropHidden }) dropping.Draw(batch.Sentences.Length, Drops ? _chance : null);
        Forward(batch);
        var weight = 1f / batch.Words;
        Array.Clear(_roleSlopes, 0, batch.Rows * RoleColumns);
        var loss = LearnTags(batch, weight) + LearnHeads(batch, weight) + LearnRelations(batch, weight);
        Backward(batch);
        return loss;
    }

    private void Reserve(int rows)
    {
        if (_inputs.Length >= rows * Input) return;
        (_numbers, _inputs, _numberSlopes, _inputSlopes) = (new float[rows * WordRows.Numbers], new float[rows * Input], new float[rows * WordRows.Numbers], new float[rows * Input]);
        (_read, _readSlopes) = ([new float[rows * Both], new float[rows * Both]], new float[rows * Both]);
        (_tagScores, _rolesOf, _roleSlopes) = (new float[rows * TagColumns], new float[rows * RoleColumns], new float[rows * RoleColumns]);
        (_queries, _querySlopes, _hidden, _relationScores) = (new float[rows * Arc], new float[rows * Arc], new float[rows * Relation], new float[rows * RelationColumns]);
        _dropped = new bool[rows * (_tables.Length + 1)];
    }

    private void Forward(Batch batch)
    {
        Gather(batch);
        Product(batch.Rows, _numbers, WordRows.Numbers, _input, _inputBias, _inputs);
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
        Product(batch.Rows, from, Both, _tags, _tagBias, _tagScores);
        Product(batch.Rows, from, Both, _roles, _roleBias, _rolesOf);
        for (var row = 0; row < batch.Rows; row++)
        {
            var arcs = _rolesOf.AsSpan(row * RoleColumns, 2 * Arc);
            Activation.Leaky(arcs);
            _dropRoles.Apply(batch.SentenceOf[row], arcs);
        }
        Product(batch.Rows, _rolesOf, RoleColumns, _arcs, _arcBias, _queries);
    }

    private void Gather(Batch batch)
    {
        var kinds = _tables.Length + 1;
        for (var row = 0; row < batch.Rows; row++)
            for (var kind = 0; kind < kinds; kind++) _dropped[row * kinds + kind] = Drops && _chance.NextDouble() < LeftOut[kind];
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

    private double LearnTags(Batch batch, float weight)
    {
        var loss = 0.0;
        for (var s = 0; s < batch.Sentences.Length; s++)
            for (var w = 0; w < batch.Sentences[s].Length; w++)
            {
                var scores = _tagScores.AsSpan(batch.RowOf(s, w) * TagColumns, TagColumns);
                scores[_tagCount..].Clear();
                if (w == 0) scores.Clear();
                else loss += Sums.Choose(scores[.._tagCount], batch.Sentences[s].Tags[w], weight);
            }
        return loss;
    }

    private double LearnHeads(Batch batch, float weight)
    {
        var loss = 0.0;
        Array.Clear(_querySlopes, 0, batch.Rows * Arc);
        for (var s = 0; s < batch.Sentences.Length; s++)
        {
            var sentence = batch.Sentences[s];
            var (count, columns) = (sentence.Length, (sentence.Length + MatrixProduct.Width - 1) / MatrixProduct.Width * MatrixProduct.Width);
            var (queries, heads, turned, scores) = (new float[count * Arc], new float[count * Arc], new float[Arc * columns], new float[count * columns]);
            for (var w = 0; w < count; w++)
            {
                var row = batch.RowOf(s, w);
                _queries.AsSpan(row * Arc, Arc).CopyTo(queries.AsSpan(w * Arc));
                _rolesOf.AsSpan(row * RoleColumns + Arc, Arc).CopyTo(heads.AsSpan(w * Arc));
                for (var k = 0; k < Arc; k++) turned[k * columns + w] = heads[w * Arc + k];
            }
            MatrixProduct.Add(count, columns, Arc, ref queries[0], Arc, 1, ref turned[0], columns, ref scores[0], columns);
            scores.AsSpan(0, columns).Clear();
            for (var w = 1; w < count; w++)
            {
                var row = scores.AsSpan(w * columns, count);
                row[w] = float.NegativeInfinity;
                loss += Sums.Choose(row, sentence.Heads[w], weight);
            }
            var (querySlopes, headSlopes) = (new float[count * Arc], new float[count * Arc]);
            MatrixProduct.Add(count, Arc, count, ref scores[0], columns, 1, ref heads[0], Arc, ref querySlopes[0], Arc);
            MatrixProduct.Add(count, Arc, count, ref scores[0], 1, columns, ref queries[0], Arc, ref headSlopes[0], Arc);
            for (var w = 0; w < count; w++)
            {
                var row = batch.RowOf(s, w);
                querySlopes.AsSpan(w * Arc, Arc).CopyTo(_querySlopes.AsSpan(row * Arc));
                headSlopes.AsSpan(w * Arc, Arc).CopyTo(_roleSlopes.AsSpan(row * RoleColumns + Arc));
            }
        }
        Slopes(batch.Rows, _rolesOf, RoleColumns, _querySlopes, _arcs, _arcBias);
        MatrixProduct.Add(batch.Rows, ref _querySlopes[0], Arc, _arcs.Transposed, ref _roleSlopes[0], RoleColumns);
        for (var row = 0; row < batch.Rows; row++)
        {
            var slopes = _roleSlopes.AsSpan(row * RoleColumns, 2 * Arc);
            _dropRoles.Apply(batch.SentenceOf[row], slopes);
            Unleak(_rolesOf.AsSpan(row * RoleColumns, 2 * Arc), slopes);
        }
        return loss;
    }

    private double LearnRelations(Batch batch, float weight)
    {
        var loss = 0.0;
        Array.Clear(_hidden, 0, batch.Rows * Relation);
        for (var s = 0; s < batch.Sentences.Length; s++)
            for (var w = 1; w < batch.Sentences[s].Length; w++)
            {
                if (batch.Sentences[s].Heads[w] == 0) continue;
                var (row, head) = (batch.RowOf(s, w), batch.RowOf(s, batch.Sentences[s].Heads[w]));
                var hidden = _hidden.AsSpan(row * Relation, Relation);
                TensorPrimitives.Add(_rolesOf.AsSpan(row * RoleColumns + 2 * Arc, Relation), _rolesOf.AsSpan(head * RoleColumns + 2 * Arc + Relation, Relation), hidden);
                Activation.Leaky(hidden);
                _dropHidden.Apply(s, hidden);
            }
        Product(batch.Rows, _hidden, Relation, _relations, _relationBias, _relationScores);
        for (var s = 0; s < batch.Sentences.Length; s++)
            for (var w = 0; w < batch.Sentences[s].Length; w++)
            {
                var scores = _relationScores.AsSpan(batch.RowOf(s, w) * RelationColumns, RelationColumns);
                scores[_relationCount..].Clear();
                if (w == 0 || batch.Sentences[s].Heads[w] == 0) scores.Clear();
                else loss += Sums.Choose(scores[.._relationCount], batch.Sentences[s].Relations[w], weight);
            }
        Slopes(batch.Rows, _hidden, Relation, _relationScores, _relations, _relationBias);
        var slopesOf = _querySlopes;
        Array.Clear(slopesOf, 0, batch.Rows * Relation);
        MatrixProduct.Add(batch.Rows, ref _relationScores[0], RelationColumns, _relations.Transposed, ref slopesOf[0], Relation);
        for (var s = 0; s < batch.Sentences.Length; s++)
            for (var w = 1; w < batch.Sentences[s].Length; w++)
            {
                if (batch.Sentences[s].Heads[w] == 0) continue;
                var (row, head) = (batch.RowOf(s, w), batch.RowOf(s, batch.Sentences[s].Heads[w]));
                var slopes = slopesOf.AsSpan(row * Relation, Relation);
                _dropHidden.Apply(s, slopes);
                Unleak(_hidden.AsSpan(row * Relation, Relation), slopes);
                foreach (var at in new[] { row * RoleColumns + 2 * Arc, head * RoleColumns + 2 * Arc + Relation })
                    TensorPrimitives.Add(_roleSlopes.AsSpan(at, Relation), slopes, _roleSlopes.AsSpan(at, Relation));
            }
        return loss;
    }

    private void Backward(Batch batch)
    {
        var last = _read[Layers - 1];
        Slopes(batch.Rows, last, Both, _tagScores, _tags, _tagBias);
        Slopes(batch.Rows, last, Both, _roleSlopes, _roles, _roleBias);
        Array.Clear(_readSlopes, 0, batch.Rows * Both);
        MatrixProduct.Add(batch.Rows, ref _tagScores[0], TagColumns, _tags.Transposed, ref _readSlopes[0], Both);
        MatrixProduct.Add(batch.Rows, ref _roleSlopes[0], RoleColumns, _roles.Transposed, ref _readSlopes[0], Both);
        for (var row = 0; row < batch.Rows; row++) _dropSecond.Apply(batch.SentenceOf[row], _readSlopes.AsSpan(row * Both, Both));
        // What the second layer read is no longer wanted: its place takes the slopes.
        _layers[1].Backward(batch, _read[0], _readSlopes, last);
        for (var row = 0; row < batch.Rows; row++) _dropFirst.Apply(batch.SentenceOf[row], last.AsSpan(row * Both, Both));
        _layers[0].Backward(batch, _inputs, last, _inputSlopes);
        for (var row = 0; row < batch.Rows; row++)
        {
            _dropInputs.Apply(batch.SentenceOf[row], _inputSlopes.AsSpan(row * Input, Input));
            Unleak(_inputs.AsSpan(row * Input, Input), _inputSlopes.AsSpan(row * Input, Input));
        }
        Slopes(batch.Rows, _numbers, WordRows.Numbers, _inputSlopes, _input, _inputBias);
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

    private static void Product(int rows, float[] from, int fromRow, Parameter matrix, Parameter bias, float[] into)
    {
        for (var row = 0; row < rows; row++) bias.Value.AsSpan(0, matrix.Columns).CopyTo(into.AsSpan(row * matrix.Columns));
        MatrixProduct.Add(rows, ref from[0], fromRow, matrix.Packed, ref into[0], matrix.Columns);
    }

    /// <summary>Adds the slopes by a matrix and its bias, given those by its product.</summary>
    private static void Slopes(int rows, float[] from, int fromRow, float[] slopes, Parameter matrix, Parameter bias)
    {
        MatrixProduct.Add(matrix.Rows, matrix.Columns, rows, ref from[0], 1, fromRow, ref slopes[0], matrix.Columns, ref matrix.Slope[0], matrix.Columns);
        Sums.AddRows(slopes, rows, matrix.Columns, bias.Slope);
    }

    private static void Unleak(ReadOnlySpan<float> outcome, Span<float> slopes)
    {
        for (var i = 0; i < slopes.Length; i++)
            if (outcome[i] < 0) slopes[i] *= Activation.Leak;
    }
}

/// <summary>Leaves out a share of a layer's numbers, the same ones for all words of a sentence (Gal and Ghahramani 2016), and makes the others larger for it.</summary>
internal sealed class Dropping(int columns, double share)
{
    private float[] _factors = [];

    /// <summary>Draws anew for a batch; without chance nothing is left out.</summary>
    public void Draw(int sentences, Random? chance)
    {
        if (_factors.Length < sentences * columns) _factors = new float[sentences * columns];
        var kept = (float)(1 / (1 - share));
        for (var i = 0; i < sentences * columns; i++) _factors[i] = chance is null ? 1 : chance.NextDouble() < share ? 0 : kept;
    }

    public void Apply(int sentence, Span<float> row) => TensorPrimitives.Multiply(row, _factors.AsSpan(sentence * columns, columns), row);
}
