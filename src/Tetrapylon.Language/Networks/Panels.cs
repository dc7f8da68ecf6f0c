namespace Tetrapylon.Language.Networks;

/// <summary>A matrix laid out for products from the right: panels of <see cref="MatrixProduct.Width"/> columns, each row by row without gaps.</summary>
internal sealed class Panels
{
    public Panels(int rows, int columns)
    {
        if (columns % MatrixProduct.Width != 0) throw new ArgumentException("columns must come in whole panels", nameof(columns));
        (Rows, Columns, Values) = (rows, columns, new float[rows * columns]);
    }

    public int Rows { get; }
    public int Columns { get; }
    public float[] Values { get; }

    /// <summary>Packs a matrix whose rows follow each other.</summary>
    public static Panels Of(ReadOnlySpan<float> values, int rows, int columns)
    {
        var panels = new Panels(rows, columns);
        panels.Pack(values);
        return panels;
    }

    /// <summary>Packs a matrix of this one's size.</summary>
    public void Pack(ReadOnlySpan<float> values)
    {
        var to = 0;
        for (var at = 0; at < Columns; at += MatrixProduct.Width)
            for (var row = 0; row < Rows; row++, to += MatrixProduct.Width)
                values.Slice(row * Columns + at, MatrixProduct.Width).CopyTo(Values.AsSpan(to));
    }

    /// <summary>Packs the transpose of a matrix that has as many rows as this one has columns.</summary>
    public void PackTransposed(ReadOnlySpan<float> values)
    {
        var to = 0;
        for (var at = 0; at < Columns; at += MatrixProduct.Width)
            for (var row = 0; row < Rows; row++)
                for (var column = 0; column < MatrixProduct.Width; column++)
                    Values[to++] = values[(at + column) * Rows + row];
    }
}
