using System.Numerics;
using Tetrapylon.Language.Tagging;
using Tetrapylon.Language.Weights;
using Tetrapylon.Language.Words;
using static Tetrapylon.Language.Networks.NetworkShape;

namespace Tetrapylon.Language.Networks;

/// <summary>Reads a sentence in both directions and then chooses all tags, heads and relations at once (after Dozat and Manning 2017). The fast and the accurate model differ in their sizes.</summary>
internal sealed class Network
{
    public const string Kind = "network";

    private readonly float[][] _tables;
    private readonly Panels _input;
    private readonly float[] _inputBias;
    private readonly Layer[] _layers;
    private readonly Panels _tags;
    private readonly float[] _tagBias;
    private readonly Panels _roles;
    private readonly float[] _roleBias;
    private readonly Panels _arcs;
    private readonly float[] _arcBias;
    private readonly Panels _relations;
    private readonly float[] _relationBias;
    private readonly int _relationCount;

    /// <param name="weights">The matrix of a name, row by row.</param>
    public Network(NetworkShape shape, Func<string, float[]> weights, WordVectors vectors, TagSet tags, int relationCount)
    {
        Panels Packed(string name, int rows, int columns) => Panels.Of(Sized(name, rows * columns), rows, columns);
        NarrowPanels Narrow(string name) => new(Sized(name, shape.Cells * shape.Gates), shape.Cells, shape.Gates);
        float[] Sized(string name, int length) => weights(name) is { } values && values.Length == length ? values : throw new ArgumentException($"section '{name}' has a wrong size");
        (Shape, Vectors, Tags, _relationCount) = (shape, vectors, tags, relationCount);
        _tables = [.. WordRows.Tables.Select((t, i) => Sized(TableName(i), t.Rows * t.Columns))];
        (_input, _inputBias) = (Packed("input", WordRows.Numbers, Input), Sized("input-bias", Input));
        _layers = [.. Enumerable.Range(0, Layers).Select(l => new Layer(
            Packed($"layer{l}-input", shape.InputOf(l), 2 * shape.Gates), Sized($"layer{l}-bias", 2 * shape.Gates), Narrow($"layer{l}-forward"), Narrow($"layer{l}-backward")))];
        (_tags, _tagBias) = (Packed("tags", 2 * shape.Cells, TagColumns), Sized("tags-bias", TagColumns));
        (_roles, _roleBias) = (Packed("roles", 2 * shape.Cells, shape.RoleColumns), Sized("roles-bias", shape.RoleColumns));
        (_arcs, _arcBias) = (Packed("arcs", shape.Arc, shape.Arc), Sized("arcs-bias", shape.Arc));
        (_relations, _relationBias) = (Packed("relations", shape.Relation, RelationColumns), Sized("relations-bias", RelationColumns));
    }

    public NetworkShape Shape { get; }

    public WordVectors Vectors { get; }

    public TagSet Tags { get; }

    public static string TableName(int table) => $"table{table}";

    /// <summary>Loads the network; its tags are those of the tagger, which it reads.</summary>
    public static Network Load(NetworkShape shape, string path, WordVectors vectors, TagSet tags)
    {
        var file = WeightFile.Read(path, Kind);
        if (!file.Lines("tags-names").SequenceEqual(tags.Names)) throw new ModelFileException(path, "it was trained with another tagger than this program has");
        var names = file.Lines("relation-names");
        for (var i = 0; i < names.Length; i++)
            if ((int)RelationNames.Parse(names[i]) != i)
                throw new ModelFileException(path, $"it numbers the relation '{names[i]}' otherwise than this program");
        try
        {
            return new(shape, name => Widened(file.Array<Half>(name)), vectors, tags, names.Length);
        }
        catch (ArgumentException e)
        {
            throw new ModelFileException(path, e.Message);
        }
    }

    /// <summary>Reads a sentence.</summary>
    /// <param name="tags">The tagger's tags; afterwards the network's.</param>
    public void Read(ReadOnlySpan<Word> words, Span<byte> tags, NetworkScratch s)
    {
        var rows = words.Length + 1;
        First(words, tags, rows, s);
        for (var layer = 0; layer < Layers; layer++)
        {
            if (layer > 0) Product(rows, s.Read, 2 * Shape.Cells, _layers[layer].Input, _layers[layer].Bias, s.Gates);
            Run(rows, _layers[layer].Forward, s, 0, 1);
            Run(rows, _layers[layer].Backward, s, rows - 1, -1);
        }
        Product(rows, s.Read, 2 * Shape.Cells, _tags, _tagBias, s.Choices);
        for (var i = 0; i < words.Length; i++)
            tags[i] = (byte)Best(s.Choices.AsSpan((i + 1) * TagColumns, Tags.Count), -1);
        Product(rows, s.Read, 2 * Shape.Cells, _roles, _roleBias, s.Roles);
        for (var i = 0; i < rows; i++) Activation.Leaky(s.Roles.AsSpan(i * Shape.RoleColumns, 2 * Shape.Arc));
        Heads(rows, s);
        RelationsOf(rows, s);
    }

    /// <summary>Sums of the first layer's gates. They depend on a word and its first tag alone, so those of words met lately are kept.</summary>
    private void First(ReadOnlySpan<Word> words, ReadOnlySpan<byte> tags, int rows, NetworkScratch s)
    {
        var missed = 0;
        for (var i = 0; i < rows; i++)
        {
            var (word, tag) = i == 0 ? (Word.Outside, WordRows.RootTag) : (words[i - 1], tags[i - 1]);
            if (s.TryRecall(word, tag, s.Gates.AsSpan(i * 2 * Shape.Gates, 2 * Shape.Gates))) continue;
            Numbers(new(word, tag, Vectors), s.Numbers.AsSpan(missed * WordRows.Numbers, WordRows.Numbers));
            s.Missed[missed++] = i;
        }
        if (missed == 0) return;
        Product(missed, s.Numbers, WordRows.Numbers, _input, _inputBias, s.Inputs);
        Activation.Leaky(s.Inputs.AsSpan(0, missed * Input));
        Product(missed, s.Inputs, Input, _layers[0].Input, _layers[0].Bias, s.Choices);
        for (var k = 0; k < missed; k++)
        {
            var i = s.Missed[k];
            var row = s.Choices.AsSpan(k * 2 * Shape.Gates, 2 * Shape.Gates);
            row.CopyTo(s.Gates.AsSpan(i * 2 * Shape.Gates));
            s.Keep(i == 0 ? Word.Outside : words[i - 1], i == 0 ? WordRows.RootTag : tags[i - 1], row);
        }
    }

    private void Numbers(WordRows word, Span<float> into)
    {
        Vectors.Write(word.Vector, into);
        var at = WordVectors.Size;
        for (var t = 0; t < _tables.Length; t++)
        {
            var columns = WordRows.Tables[t].Columns;
            _tables[t].AsSpan(word[t] * columns, columns).CopyTo(into[at..]);
            at += columns;
        }
    }

    /// <summary>Runs one direction of a layer over gates whose inputs are summed already.</summary>
    private void Run(int rows, NarrowPanels recurrent, NetworkScratch s, int first, int step)
    {
        var (gateAt, cellAt) = step > 0 ? (0, 0) : (Shape.Gates, Shape.Cells);
        s.Cell.AsSpan(0, Shape.Cells).Clear();
        for (int i = first, k = 0; k < rows; k++, i += step)
        {
            ref var gates = ref s.Gates[i * 2 * Shape.Gates + gateAt];
            if (k > 0) recurrent.AddProduct(ref s.Read[(i - step) * 2 * Shape.Cells + cellAt], ref gates);
            LstmCell.Step(Shape.Cells, ref gates, ref s.Cell[0], ref s.Cell[0], ref s.Cell[Shape.Cells], ref s.Read[i * 2 * Shape.Cells + cellAt]);
        }
    }

    private void Heads(int rows, NetworkScratch s)
    {
        var columns = (rows + MatrixProduct.Width - 1) / MatrixProduct.Width * MatrixProduct.Width;
        for (var i = 0; i < rows; i++) _arcBias.CopyTo(s.Inputs.AsSpan(i * Shape.Arc));
        MatrixProduct.Add(rows, ref s.Roles[0], Shape.RoleColumns, _arcs, ref s.Inputs[0], Shape.Arc);
        s.Numbers.AsSpan(0, Shape.Arc * columns).Clear();
        for (var i = 0; i < rows; i++)
            for (var k = 0; k < Shape.Arc; k++)
                s.Numbers[k * columns + i] = s.Roles[i * Shape.RoleColumns + Shape.Arc + k];
        s.Choices.AsSpan(0, rows * columns).Clear();
        MatrixProduct.Add(rows, columns, Shape.Arc, ref s.Inputs[0], Shape.Arc, 1, ref s.Numbers[0], columns, ref s.Choices[0], columns);
        s.Tree.Find(rows, s.Choices, columns, s.Heads);
    }

    private void RelationsOf(int rows, NetworkScratch s)
    {
        for (var i = 1; i < rows; i++)
        {
            var hidden = s.Inputs.AsSpan(i * Shape.Relation, Shape.Relation);
            var word = s.Roles.AsSpan(i * Shape.RoleColumns + 2 * Shape.Arc, Shape.Relation);
            var head = s.Roles.AsSpan(s.Heads[i] * Shape.RoleColumns + 2 * Shape.Arc + Shape.Relation, Shape.Relation);
            for (var k = 0; k < hidden.Length; k += Vector<float>.Count)
                (new Vector<float>(word[k..]) + new Vector<float>(head[k..])).CopyTo(hidden[k..]);
            Activation.Leaky(hidden);
        }
        Product(rows, s.Inputs, Shape.Relation, _relations, _relationBias, s.Choices);
        for (var i = 1; i < rows; i++)
            s.Relations[i] = s.Heads[i] == 0 ? (byte)Model.Relation.Root : (byte)Best(s.Choices.AsSpan(i * RelationColumns, _relationCount), (int)Model.Relation.Root);
    }

    private static void Product(int rows, float[] from, int fromRow, Panels matrix, float[] bias, float[] into)
    {
        for (var i = 0; i < rows; i++) bias.CopyTo(into.AsSpan(i * matrix.Columns));
        MatrixProduct.Add(rows, ref from[0], fromRow, matrix, ref into[0], matrix.Columns);
    }

    private static int Best(ReadOnlySpan<float> scores, int not)
    {
        var best = not == 0 ? 1 : 0;
        for (var i = best + 1; i < scores.Length; i++)
            if (scores[i] > scores[best] && i != not) best = i;
        return best;
    }

    private static float[] Widened(Half[] values)
    {
        var wide = new float[values.Length];
        for (var i = 0; i < wide.Length; i++) wide[i] = (float)values[i];
        return wide;
    }

    private sealed record Layer(Panels Input, float[] Bias, NarrowPanels Forward, NarrowPanels Backward);
}
