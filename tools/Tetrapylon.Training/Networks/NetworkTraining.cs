using System.Numerics.Tensors;
using Tetrapylon.Language.Networks;
using static Tetrapylon.Language.Networks.NetworkShape;

namespace Tetrapylon.Training.Networks;

/// <summary>A parsing network while it learns: the same sums as <see cref="Network"/>, over many sentences at once, and the slopes back through them.</summary>
internal sealed class NetworkTraining
{
    private readonly EncoderTraining _encoder;
    private readonly Random _chance;
    private readonly int _tagCount;
    private readonly int _relationCount;
    private readonly Parameter _tags, _tagBias, _roles, _roleBias, _arcs, _arcBias, _relations, _relationBias;


    private float[] _read = [], _tagScores = [], _rolesOf = [], _queries = [], _hidden = [], _relationScores = [];
    private float[] _roleSlopes = [], _readSlopes = [], _querySlopes = [];
    private readonly Dropping _dropRoles, _dropHidden;

    /// <param name="dropped">How much is dropped while learning; 1 is what many cells and few sentences want.</param>
    public NetworkTraining(NetworkShape shape, WordVectors vectors, int tagCount, int relationCount, int seed, double dropped = 1)
    {
        (_tagCount, _relationCount, _chance) = (tagCount, relationCount, new(seed));
        _encoder = new(shape, vectors, _chance, dropped);
        _tags = new("tags", Both, TagColumns, 1 / Math.Sqrt(Both), _chance);
        _tagBias = new("tags-bias", 1, TagColumns, 0, _chance);
        _roles = new("roles", Both, RoleColumns, 1 / Math.Sqrt(Both), _chance);
        _roleBias = new("roles-bias", 1, RoleColumns, 0, _chance);
        _arcs = new("arcs", Arc, Arc, 0.5 / Math.Sqrt(Arc), _chance);
        _arcBias = new("arcs-bias", 1, Arc, 0, _chance);
        _relations = new("relations", Relation, RelationColumns, 1 / Math.Sqrt(Relation), _chance);
        _relationBias = new("relations-bias", 1, RelationColumns, 0, _chance);
        (_dropRoles, _dropHidden) = (new(2 * Arc, 0.33 * dropped), new(Relation, 0.33 * dropped));
    }

    public NetworkShape Shape => _encoder.Shape;

    private int Both => _encoder.Both;

    private int Arc => Shape.Arc;

    private int Relation => Shape.Relation;

    private int RoleColumns => Shape.RoleColumns;

    /// <summary>False switches all dropping off, to check slopes.</summary>
    public bool Drops { get; init; } = true;

    public IEnumerable<Parameter> Parameters => [.. _encoder.Parameters, _tags, _tagBias, _roles, _roleBias, _arcs, _arcBias, _relations, _relationBias];

    /// <summary>Begins with what another network knows of words.</summary>
    /// <param name="path">Its file of weights.</param>
    public void KnowWordsOf(string path) => _encoder.Know(path, reading: false);

    /// <summary>The loss a word of a batch, and the slopes by all parameters, added to what they hold.</summary>
    public double Learn(Batch batch)
    {
        Reserve(batch.Rows);
        _encoder.Draw(batch, Drops);
        foreach (var dropping in new[] { _dropRoles, _dropHidden }) dropping.Draw(batch.Sentences.Length, Drops ? _chance : null);
        Forward(batch);
        var weight = 1f / batch.Words;
        Array.Clear(_roleSlopes, 0, batch.Rows * RoleColumns);
        var loss = LearnTags(batch, weight) + LearnHeads(batch, weight) + LearnRelations(batch, weight);
        Backward(batch);
        return loss;
    }

    private void Reserve(int rows)
    {
        if (_tagScores.Length >= rows * TagColumns) return;
        _readSlopes = new float[rows * Both];
        (_tagScores, _rolesOf, _roleSlopes) = (new float[rows * TagColumns], new float[rows * RoleColumns], new float[rows * RoleColumns]);
        (_queries, _querySlopes, _hidden, _relationScores) = (new float[rows * Arc], new float[rows * Arc], new float[rows * Relation], new float[rows * RelationColumns]);
    }

    private void Forward(Batch batch)
    {
        _read = _encoder.Forward(batch, Drops);
        Sums.Product(batch.Rows, _read, Both, _tags, _tagBias, _tagScores);
        Sums.Product(batch.Rows, _read, Both, _roles, _roleBias, _rolesOf);
        for (var row = 0; row < batch.Rows; row++)
        {
            var arcs = _rolesOf.AsSpan(row * RoleColumns, 2 * Arc);
            Activation.Leaky(arcs);
            _dropRoles.Apply(batch.SentenceOf[row], arcs);
        }
        Sums.Product(batch.Rows, _rolesOf, RoleColumns, _arcs, _arcBias, _queries);
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
        Sums.Slopes(batch.Rows, _rolesOf, RoleColumns, _querySlopes, _arcs, _arcBias);
        MatrixProduct.Add(batch.Rows, ref _querySlopes[0], Arc, _arcs.Transposed, ref _roleSlopes[0], RoleColumns);
        for (var row = 0; row < batch.Rows; row++)
        {
            var slopes = _roleSlopes.AsSpan(row * RoleColumns, 2 * Arc);
            _dropRoles.Apply(batch.SentenceOf[row], slopes);
            Sums.Unleak(_rolesOf.AsSpan(row * RoleColumns, 2 * Arc), slopes);
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
        Sums.Product(batch.Rows, _hidden, Relation, _relations, _relationBias, _relationScores);
        for (var s = 0; s < batch.Sentences.Length; s++)
            for (var w = 0; w < batch.Sentences[s].Length; w++)
            {
                var scores = _relationScores.AsSpan(batch.RowOf(s, w) * RelationColumns, RelationColumns);
                scores[_relationCount..].Clear();
                if (w == 0 || batch.Sentences[s].Heads[w] == 0) scores.Clear();
                else loss += Sums.Choose(scores[.._relationCount], batch.Sentences[s].Relations[w], weight);
            }
        Sums.Slopes(batch.Rows, _hidden, Relation, _relationScores, _relations, _relationBias);
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
                Sums.Unleak(_hidden.AsSpan(row * Relation, Relation), slopes);
                foreach (var at in new[] { row * RoleColumns + 2 * Arc, head * RoleColumns + 2 * Arc + Relation })
                    TensorPrimitives.Add(_roleSlopes.AsSpan(at, Relation), slopes, _roleSlopes.AsSpan(at, Relation));
            }
        return loss;
    }

    private void Backward(Batch batch)
    {
        Sums.Slopes(batch.Rows, _read, Both, _tagScores, _tags, _tagBias);
        Sums.Slopes(batch.Rows, _read, Both, _roleSlopes, _roles, _roleBias);
        Array.Clear(_readSlopes, 0, batch.Rows * Both);
        MatrixProduct.Add(batch.Rows, ref _tagScores[0], TagColumns, _tags.Transposed, ref _readSlopes[0], Both);
        MatrixProduct.Add(batch.Rows, ref _roleSlopes[0], RoleColumns, _roles.Transposed, ref _readSlopes[0], Both);
        _encoder.Backward(batch, _readSlopes);
    }
}
