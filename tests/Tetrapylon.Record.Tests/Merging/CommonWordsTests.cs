using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;
using Tetrapylon.Record.Merging;
using static Tetrapylon.Record.Tests.Told;

namespace Tetrapylon.Record.Tests.Merging;

public sealed class CommonWordsTests
{
    private static readonly CommonWords Words = CommonWords.Load(DataFolder.Shipped());

    [Fact]
    public void A_rare_name_weighs_more_than_a_word_of_every_report()
    {
        Assert.True(Words.Weight(ClaimWords.Hash("killed")) < CommonWords.Rare);
        Assert.Equal(Words.Unlisted, Words.Weight(ClaimWords.Hash("Zarifzada")));
        Assert.True(Words.Unlisted > CommonWords.Rare);
    }

    [Fact]
    public void Two_texts_are_alike_by_the_names_they_share()
    {
        WeighedWords Of(string text) => new(ClaimWords.Of(text), Words);
        var names = Of("Gunmen killed mayor Zarifzada").Common(Of("Zarifzada was buried"));
        var generic = Of("Gunmen killed people in the city").Common(Of("Soldiers were killed in the city"));
        Assert.True(names.Cosine > generic.Cosine);
        Assert.Contains(ClaimWords.Hash("zarifzada"), Of("Zarifzada was buried").Rare);
        Assert.Empty(Of("People in the city").Rare);
        Assert.Equal(default, Of("").Common(Of("killed")));
    }

    [Theory]
    [InlineData("kidnapped", "kidnaps")]
    [InlineData("bombings", "bombing")]
    [InlineData("protesters", "protest")]
    public void Forms_of_a_word_are_one_word(string a, string b) => Assert.Equal(ClaimWords.Hash(a), ClaimWords.Hash(b));

    [Theory]
    [InlineData("Homs", "Home")]
    [InlineData("2002", "2003")]
    [InlineData("sing", "s")]
    public void Short_words_and_figures_keep_their_endings(string a, string b) => Assert.NotEqual(ClaimWords.Hash(a), ClaimWords.Hash(b));

    [Fact]
    public void Words_around_a_claim_are_those_near_its_evidence()
    {
        var text = "Mortars fell on Marja. " + string.Concat(Enumerable.Repeat("Elsewhere nothing moved. ", 40)) + "Farmers counted sheep.";
        var around = ClaimWords.Around(Clash(Marja, On("2019-05-04"), Taliban, Army) with { Evidence = [new(0, 7)] }, text);
        Assert.Contains(ClaimWords.Hash("marja"), around);
        Assert.DoesNotContain(ClaimWords.Hash("sheep"), around);
        Assert.Equal(around, ClaimWords.FromBytes(ClaimWords.ToBytes(around)));
    }

    [Theory]
    [InlineData(0, 5000)]
    [InlineData(4990, 9000)]
    public void Evidence_beyond_the_text_is_no_error(int start, int end) =>
        Assert.Empty(ClaimWords.Around(Clash(Marja, On("2019-05-04"), Taliban, Army) with { Evidence = [new(start, end)] }, "at"));
}
