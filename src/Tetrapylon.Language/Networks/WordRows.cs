using System.Runtime.CompilerServices;
using Tetrapylon.Language.Words;

namespace Tetrapylon.Language.Networks;

/// <summary>Where a network finds what it knows of a written word: a row of each of its tables, and the row of its vector. Frozen: shipped weights depend on it.</summary>
internal readonly struct WordRows(Word word, byte tag, WordVectors vectors)
{
    /// <summary>Tag of the root, which stands before the first word.</summary>
    public const byte RootTag = 63;

    /// <summary>Rows and columns of the tables: words, endings of three and two letters, beginnings, shapes, dictionary classes, the tagger's tags.</summary>
    public static readonly (int Rows, int Columns)[] Tables = [(16384, 48), (8192, 32), (1024, 20), (4096, 24), (1024, 16), (512, 16), (64, 32)];

    /// <summary>Numbers a word comes to: its vector, then a row of each table; whole panels of them.</summary>
    public static readonly int Numbers = WordVectors.Size + Tables.Sum(t => t.Columns);

    /// <summary>Which table holds the words themselves, and which the tags.</summary>
    public const int WordTable = 0, TagTable = 6;

    private readonly Rows _rows = Of(word, tag);

    public int Vector { get; } = vectors.RowOf(word.Lower);

    /// <summary>The word's row of a table.</summary>
    public int this[int table] => _rows[table];

    private static Rows Of(Word word, byte tag)
    {
        Rows rows = default;
        rows[0] = Fold(word.LowerHash, 16384);
        rows[1] = Fold(word.Suffix(3), 8192);
        rows[2] = Fold(word.Suffix(2), 1024);
        rows[3] = Fold(word.Prefix(3), 4096);
        rows[4] = Fold(word.Shape, 1024);
        rows[5] = (int)word.Classes & 511;
        rows[6] = tag & 63;
        return rows;
    }

    private static int Fold(ulong hash, int rows) => (int)(hash * 0x9E3779B97F4A7C15UL >> 40) & (rows - 1);

    [InlineArray(7)]
    private struct Rows
    {
        private int _first;
    }
}
