using Tetrapylon.Language.Tokens;
using Tetrapylon.Language.Words;
using static Tetrapylon.Language.Networks.NetworkShape;

namespace Tetrapylon.Language.Networks;

/// <summary>What reading a sentence works in; kept for the next.</summary>
internal sealed class NetworkScratch
{
    private const int Rows = SentenceSplitter.Longest + 1;
    private const int Columns = (Rows + MatrixProduct.Width - 1) / MatrixProduct.Width * MatrixProduct.Width;

    // A power of two; a kept word is 4 KB.
    private const int Kept = 4096;

    private readonly (Word? Word, byte Tag)[] _keys = new (Word?, byte)[Kept];
    private readonly float[] _kept = GC.AllocateUninitializedArray<float>(Kept * 2 * NetworkShape.Gates);

    public float[] Gates { get; } = new float[Rows * 2 * NetworkShape.Gates];
    public float[] Read { get; } = new float[Rows * 2 * Cells];
    public float[] Cell { get; } = new float[2 * Cells];
    public float[] Numbers { get; } = new float[Rows * WordRows.Numbers];
    public float[] Inputs { get; } = new float[Rows * Input];
    public float[] Choices { get; } = new float[Rows * 2 * NetworkShape.Gates];
    public float[] Roles { get; } = new float[Rows * RoleColumns];
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
        _kept.AsSpan(at * 2 * NetworkShape.Gates, 2 * NetworkShape.Gates).CopyTo(into);
        return true;
    }

    public void Keep(Word word, byte tag, ReadOnlySpan<float> gates)
    {
        var at = SlotOf(word, tag);
        _keys[at] = (word, tag);
        gates.CopyTo(_kept.AsSpan(at * 2 * NetworkShape.Gates));
    }

    private static int SlotOf(Word word, byte tag) => (int)(Hashing.Pair(word.FormHash, tag) >> 40) & (Kept - 1);
}
