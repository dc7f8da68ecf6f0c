using Tetrapylon.Language.Networks;

namespace Tetrapylon.Language.Tests.Networks;

public sealed class WordVectorsTests
{
    private static readonly WordVectors Vectors = new([WordVectors.KeyOf("shell"), WordVectors.KeyOf("market")], [.. Enumerable.Range(0, 2 * WordVectors.Size).Select(i => (sbyte)(i % 90 - 40))]);

    [Fact]
    public void A_known_word_has_a_vector_of_the_common_length()
    {
        var numbers = new float[WordVectors.Size];
        Vectors.Write(Vectors.RowOf("market"), numbers);
        Assert.Equal(4, MathF.Sqrt(numbers.Sum(n => n * n)), 1e-4f);
        Assert.Equal(1, Vectors.RowOf("market"));
    }

    [Fact]
    public void An_unknown_word_has_zeros()
    {
        float[] numbers = [.. Enumerable.Repeat(1f, WordVectors.Size)];
        Vectors.Write(Vectors.RowOf("tetrapylon"), numbers);
        Assert.All(numbers, n => Assert.Equal(0, n));
    }
}
