namespace Tetrapylon.Language.Tests.Tokens;

public sealed class TokenizerTests
{
    [Theory]
    [InlineData("They didn't leave.", "They did n't leave .")]
    [InlineData("Turkey's army cannot stay.", "Turkey 's army can not stay .")]
    [InlineData("We’ve seen it.", "We ’ve seen it .")]
    [InlineData("Troops entered al-Mayadin, near Deir ez-Zor.", "Troops entered al - Mayadin , near Deir ez - Zor .")]
    [InlineData("A pro-government militia shelled Ma'arrat.", "A pro-government militia shelled Ma'arrat .")]
    [InlineData("The U.S. said so at 5 a.m. on Friday.", "The U.S. said so at 5 a.m. on Friday .")]
    [InlineData("Gen. Harun and Lt. Col. J. Kovac met.", "Gen. Harun and Lt. Col. J. Kovac met .")]
    [InlineData("It cost $3.5 million, or 12,400 coins (35%).", "It cost $ 3.5 million , or 12,400 coins ( 35 % ) .")]
    [InlineData("\"Leave,\" he said...", "\" Leave , \" he said ...")]
    [InlineData("See http://example.org/a?b=1, or write to a.b@example.org.", "See http://example.org/a?b=1 , or write to a.b@example.org .")]
    [InlineData("On 2017-03-02 about 10-12 men came at 10:30pm.", "On 2017-03-02 about 10 - 12 men came at 10:30 pm .")]
    [InlineData("Kobanî and Şırnak — both", "Kobanî and Şırnak — both")]
    public void Text_is_cut_as_the_treebanks_do(string text, string words) => Assert.Equal(words, English.Words(text).Replace(" | ", " ", StringComparison.Ordinal));

    [Fact]
    public void Spans_lead_back_to_the_text()
    {
        const string text = "BEIRUT (Reuters) - Shells hit Tal Abyad's market; 7 died.";
        var document = English.Read(text);
        var at = 0;
        foreach (var token in document.Tokens)
        {
            Assert.True(token.Span.Start >= at);
            Assert.Equal("", text[at..token.Span.Start].Trim());
            at = token.Span.End;
        }
        Assert.Equal(text.Length, at);
    }

    [Fact]
    public void Equal_words_share_one_string()
    {
        var document = English.Read("Guards shot guards.", "Guards fled.");
        Assert.Same(document.Tokens[0].Lower, document.Tokens[2].Lower);
        Assert.Same(document.Tokens[0].Lower, document.Tokens[4].Lower);
    }

    [Theory]
    [InlineData("((((((((((((((((((((((((((((((((((((((((")]
    [InlineData("a\0b\0\0 c")]
    [InlineData("\uD800 lone \uDC00\uDC00 surrogates \uD83D")]
    [InlineData("'' ' ’ ` “”")]
    [InlineData("\u0301\u0301 \u200D\u200D")]
    public void Strange_text_is_read_all_the_same(string text)
    {
        var document = English.Read(text);
        Assert.All(document.Tokens, t => Assert.True(t.Span.Length > 0));
    }

    [Fact]
    public void A_word_of_two_megabytes_is_cut_up() => Assert.All(English.Read(new string('x', 2_000_000)).Tokens, t => Assert.True(t.Span.Length <= 200));
}
