using Tetrapylon.Language.Networks;

namespace Tetrapylon.Language.Tests.Networks;

public sealed class NarrowPanelsTests
{
    [Theory]
    [InlineData(32, 128)]
    [InlineData(7, 384)]
    public void A_product_is_that_of_the_numbers_rounded_to_sixteen_bits(int rows, int columns)
    {
        var random = new Random(rows);
        float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
        var (a, b, sums) = (Numbers(rows), Numbers(rows * columns), Numbers(columns));
        var expected = sums.ToArray();
        for (var j = 0; j < columns; j++)
            for (var k = 0; k < rows; k++)
                expected[j] = MathF.FusedMultiplyAdd(a[k], Rounded(b[k * columns + j]), expected[j]);
        new NarrowPanels(b, rows, columns).AddProduct(ref a[0], ref sums[0]);
        Assert.Equal(expected, sums);
    }

    [Theory]
    [InlineData(1.00390625f, 1f)]
    [InlineData(1.00390636f, 1.0078125f)]
    [InlineData(-0.75f, -0.75f)]
    [InlineData(0f, 0f)]
    public void A_number_is_rounded_to_the_nearer_and_from_the_middle_to_the_even(float number, float rounded)
    {
        var matrix = new float[NarrowPanels.Block];
        matrix[17] = number;
        var (one, sums) = (1f, new float[NarrowPanels.Block]);
        new NarrowPanels(matrix, 1, NarrowPanels.Block).AddProduct(ref one, ref sums[0]);
        Assert.Equal(rounded, sums[17]);
    }

    [Fact]
    public void Columns_that_are_no_whole_blocks_are_refused() => Assert.Throws<ArgumentException>(() => new NarrowPanels(new float[64], 1, 64));

    // Of two neighbours in sixteen bits the nearer one.
    private static float Rounded(float number)
    {
        var below = BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(number) & 0xFFFF0000);
        var above = BitConverter.UInt32BitsToSingle((BitConverter.SingleToUInt32Bits(number) & 0xFFFF0000) + 0x10000);
        return Math.Abs(number - below) < Math.Abs(above - number) ? below : above;
    }
}
