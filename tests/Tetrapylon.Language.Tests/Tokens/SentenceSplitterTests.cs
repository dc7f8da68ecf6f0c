namespace Tetrapylon.Language.Tests.Tokens;

public sealed class SentenceSplitterTests
{
    [Theory]
    [InlineData("Gunmen stormed a hotel in Gao. Two guards died.", 2)]
    [InlineData("Gen. Osei met Mr. Diallo in the U.S. on Jan. 5.", 1)]
    [InlineData("NAIROBI (Reuters) - Police shot two men. They had fled.", 2)]
    [InlineData("\"They left at dawn,\" she said. \"Nobody stayed.\"", 2)]
    [InlineData("gunmen stormed a hotel in gao. two guards died.", 2)]
    [InlineData("GUNMEN STORMED A HOTEL IN GAO. TWO GUARDS DIED.", 2)]
    [InlineData("The town (pop. 4,000) fell.", 1)]
    public void A_text_has_its_sentences(string text, int sentences) => Assert.Equal(sentences, English.Read(text).Sentences.Length);

    [Fact]
    public void No_sentence_crosses_blocks()
    {
        var document = English.Read("Rebels take", "the airport");
        Assert.Equal([0, 1], document.Sentences.Select(s => s.Block));
    }

    [Fact]
    public void A_blank_line_ends_a_sentence() => Assert.Equal(2, English.Read("Rebels take\n \nthe airport").Sentences.Length);

    [Fact]
    public void No_sentence_is_longer_than_the_bound() =>
        Assert.All(English.Read(string.Concat(Enumerable.Repeat("and then ", 100_000))).Sentences, s => Assert.True(s.Length <= 400));
}
