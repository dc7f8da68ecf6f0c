using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Model;

namespace Tetrapylon.Knowledge.Tests.Ontology;

public sealed class PhraseTests
{
    [Theory]
    [InlineData("set ... on fire/v", "set the old market on fire", 6)]
    [InlineData("car bomb/n", "car bomb near a gate", 2)]
    [InlineData("cease fire/n", "cease - fire holds", 3)]
    [InlineData("set ... on fire/v", "set out to see all the seven old hills on fire", -1)]
    [InlineData("car bomb/n", "car boom", -1)]
    public void A_phrase_ends_where_its_last_word_stands(string phrase, string words, int end) =>
        Assert.Equal(end, Phrase.Parse(phrase)!.MatchAt(Tokens(words), 0, words.Split(' ').Length));

    [Theory]
    [InlineData("... fire/v")]
    [InlineData("fire ...")]
    [InlineData("fire/x")]
    [InlineData("")]
    public void A_phrase_that_begins_or_ends_with_a_gap_or_has_an_unknown_class_is_refused(string phrase) => Assert.Null(Phrase.Parse(phrase));

    [Fact]
    public void Every_first_word_finds_its_phrases_and_no_other_word_does()
    {
        var table = new PhraseTable<int>();
        for (var word = 0; word < 3000; word += 2) table.Add(Phrase.Parse($"w{word} on")!, word);
        for (var word = 0; word < 3000; word++) Assert.Equal(word % 2 == 0 ? [word] : [], table.Beginning($"w{word}").Select(p => p.Value));
        Assert.Empty(table.Beginning(""));
    }

    [Fact]
    public void A_hyphenated_phrase_is_found_in_both_spellings()
    {
        var table = new PhraseTable<int>();
        table.Add(Phrase.Parse("cease-fire/n")!, 1);
        Assert.Single(table.Beginning("cease-fire"));
        Assert.Single(table.Beginning("cease"));
    }

    private static Token[] Tokens(string words) => [.. words.Split(' ').Select(w => new Token { Lower = w, Lemma = w })];
}
