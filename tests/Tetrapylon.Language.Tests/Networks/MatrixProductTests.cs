using Tetrapylon.Language.Networks;

namespace Tetrapylon.Language.Tests.Networks;

public sealed class MatrixProductTests
{
    [Theory]
    [InlineData(1, 32, 1)]
    [InlineData(1, 160, 37)]
    [InlineData(3, 64, 300)]
    [InlineData(5, 224, 40)]
    [InlineData(17, 96, 520)]
    public void Every_layout_gives_the_sums_of_products_to_the_bit(int rows, int columns, int depth)
    {
        var random = new Random(rows + columns + depth);
        float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
        var (a, b, start) = (Numbers(rows * depth), Numbers(depth * columns), Numbers(rows * columns));
        var expected = start.ToArray();
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++)
                for (var k = 0; k < depth; k++)
                    expected[i * columns + j] = MathF.FusedMultiplyAdd(a[i * depth + k], b[k * columns + j], expected[i * columns + j]);

        var packed = start.ToArray();
        MatrixProduct.Add(rows, ref a[0], depth, Panels.Of(b, depth, columns), ref packed[0], columns);
        Assert.Equal(expected, packed);

        var loose = start.ToArray();
        MatrixProduct.Add(rows, columns, depth, ref a[0], depth, 1, ref b[0], columns, ref loose[0], columns);
        Assert.Equal(expected, loose);

        float[] turned = [.. Enumerable.Range(0, depth * rows).Select(n => a[n % rows * depth + n / rows])];
        var transposed = start.ToArray();
        MatrixProduct.Add(rows, columns, depth, ref turned[0], 1, rows, ref b[0], columns, ref transposed[0], columns);
        Assert.Equal(expected, transposed);
    }

    [Fact]
    public void A_matrix_packed_by_its_transpose_is_the_transpose_packed()
    {
        float[] matrix = [.. Enumerable.Range(0, 64 * 32).Select(n => (float)n)];
        float[] transpose = [.. Enumerable.Range(0, 32 * 64).Select(n => matrix[n % 64 * 32 + n / 64])];
        var packed = new Panels(32, 64);
        packed.PackTransposed(matrix);
        Assert.Equal(Panels.Of(transpose, 32, 64).Values, packed.Values);
    }
}
