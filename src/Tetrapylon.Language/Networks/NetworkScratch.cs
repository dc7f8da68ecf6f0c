using System.Numerics;
using Tetrapylon.Language.Tokens;
using Tetrapylon.Language.Words;

namespace Tetrapylon.Language.Networks;

/// <summary>What reading a sentence works in; kept for the next.</summary>
internal sealed class NetworkScratch(NetworkShape shape)
{
    private const int Rows = SentenceSplitter.Longest + 1;
    private const int Columns = (Rows + MatrixProduct.Width - 1) / MatrixProduct.Width * MatrixProduct.Width;

    // What the first layer makes of the words met lately: as many as 16 MB hold, a power of two.
    private readonly (Word? Word, byte Tag)[] _keys = new (Word?, byte)[Kept(shape)];
    private readonly float[] _kept = GC.AllocateUninitializedArray<float>(Kept(shape) * 2 * shape.Gates);

    public float[] Gates { get; } = new float[Rows * 2 * shape.Gates];
    public float[] Read { get; } = new float[Rows * 2 * shape.Cells];
    public float[] Cell { get; } = new float[2 * shape.Cells];
    public float[] Numbers { get; } = new float[Rows * WordRows.Numbers];
    public float[] Inputs { get; } = new float[Rows * NetworkShape.Input];
    public float[] Choices { get; } = new float[Rows * Math.Max(2 * shape.Gates, Columns)];
    public float[] Roles { get; } = new float[Rows * shape.RoleColumns];
    public int[] Missed { get; } = new int[Rows];
    public SpanningTree Tree { get; } = new();

    /// <summary>By word from 1, 0 being the root: its head.</summary>
    public int[] Heads { get; } = new int[Rows];

    /// <summary>By word from 1: its relation.</summary>
    public byte[] Relations { get; } = new byte[Rows];

    public bool TryRecall(Word word, byte tag, Span<float> into)
    {
        var at = SlotOf(word, tag);
        if (_keys[at] != (word, tag)) return false;
        _kept.AsSpan(at * 2 * shape.Gates, 2 * shape.Gates).CopyTo(into);
        return true;
    }

    public void Keep(Word word, byte tag, ReadOnlySpan<float> gates)
    {
        var at = SlotOf(word, tag);
        _keys[at] = (word, tag);
        gates.CopyTo(_kept.AsSpan(at * 2 * shape.Gates));
    }

    private int SlotOf(Word word, byte tag) => (int)(Hashing.Pair(word.FormHash, tag) >> 40) & (_keys.Length - 1);

    private static int Kept(NetworkShape shape) => 1 << BitOperations.Log2((uint)((1 << 22) / (2 * shape.Gates)));
}
