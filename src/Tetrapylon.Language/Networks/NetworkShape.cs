namespace Tetrapylon.Language.Networks;

/// <summary>Sizes of a network. Frozen: shipped weights depend on them.</summary>
/// <param name="Cells">Cells of a layer in each direction; a multiple of 32.</param>
/// <param name="Arc">Numbers that judge whether a word hangs from another; whole panels of them.</param>
/// <param name="Relation">Numbers that judge by which relation it does; whole panels of them.</param>
internal sealed record NetworkShape(int Cells, int Arc, int Relation)
{
    public static readonly NetworkShape Fast = new(32, 64, 64);
    public static readonly NetworkShape Accurate = new(128, 128, 128);

    /// <summary>Numbers a word is condensed to before it is read in its sentence.</summary>
    public const int Input = 128;

    public const int Layers = 2;

    /// <summary>Columns for tags and for relations; more than there are.</summary>
    public const int TagColumns = 64, RelationColumns = 64;

    /// <summary>Gates of a layer in each direction.</summary>
    public int Gates => 4 * Cells;

    /// <summary>Columns of what is asked of every word at once: as one that hangs, as one from which others hang, and both again for the relation.</summary>
    public int RoleColumns => 2 * Arc + 2 * Relation;

    public int InputOf(int layer) => layer == 0 ? Input : 2 * Cells;
}
