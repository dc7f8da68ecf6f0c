namespace Tetrapylon.Language.Networks;

/// <summary>Sizes of the accurate model. Frozen: shipped weights depend on them.</summary>
internal static class NetworkShape
{
    /// <summary>Numbers a word is condensed to before it is read in its sentence.</summary>
    public const int Input = 128;

    /// <summary>Cells of a layer in each direction.</summary>
    public const int Cells = 128;

    /// <summary>Gates of a layer in each direction.</summary>
    public const int Gates = 4 * Cells;

    public const int Layers = 2;

    /// <summary>Numbers that judge whether a word hangs from another, and by which relation.</summary>
    public const int Arc = 128, Relation = 128;

    /// <summary>Columns of what is asked of every word at once: as one that hangs, as one from which others hang, and both again for the relation.</summary>
    public const int RoleColumns = 2 * Arc + 2 * Relation;

    /// <summary>Columns for tags and for relations; more than there are.</summary>
    public const int TagColumns = 64, RelationColumns = 64;

    public static int InputOf(int layer) => layer == 0 ? Input : 2 * Cells;
}
