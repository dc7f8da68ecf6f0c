namespace Tetrapylon.Language.Tests.Lemmas;

public sealed class LemmatizerTests
{
    [Theory]
    [InlineData("Warplanes bombed the depot.", "bombed", "bomb")]
    [InlineData("Tanks shelled the quarter all night.", "shelled", "shell")]
    [InlineData("Gunmen robbed the bank.", "robbed", "rob")]
    [InlineData("Troops rammed the gate and stormed the yard.", "rammed", "ram")]
    [InlineData("Helicopters strafed the road.", "strafed", "strafe")]
    [InlineData("The crowd was provoking the guards.", "provoking", "provoke")]
    [InlineData("The hostages were freed on Sunday.", "freed", "free")]
    public void A_form_that_is_no_word_gives_way_to_one_that_is(string text, string word, string lemma) => Assert.Equal(lemma, English.Read(text).Token(word).Lemma);

    [Theory]
    [InlineData("Thousands fled the town.", "fled", "flee")]
    [InlineData("The officers shot him twice.", "shot", "shoot")]
    [InlineData("Three monks were slain at the gate.", "slain", "slay")]
    [InlineData("The rebels forbade the convoy to pass.", "forbade", "forbid")]
    public void The_past_of_an_irregular_verb_is_that_verb(string text, string word, string lemma) => Assert.Equal(lemma, English.Read(text).Token(word).Lemma);

    [Theory]
    [InlineData("They burned the goods in the yard.", "goods", "goods")]
    [InlineData("Two clashes broke out.", "clashes", "clash")]
    [InlineData("The buses were stopped.", "buses", "bus")]
    public void Plurals_keep_what_the_treebanks_say(string text, string word, string lemma) => Assert.Equal(lemma, English.Read(text).Token(word).Lemma);
}
