using Tetrapylon.Model;

namespace Tetrapylon.Language.Tests.Parsing;

public sealed class ParserTests
{
    [Theory]
    [InlineData("Gunmen attacked a convoy near the border on Tuesday.", "Gunmen", Relation.Nsubj, "attacked")]
    [InlineData("Gunmen attacked a convoy near the border on Tuesday.", "convoy", Relation.Obj, "attacked")]
    [InlineData("Nine soldiers were killed by a roadside bomb in Helmand.", "soldiers", Relation.NsubjPass, "killed")]
    [InlineData("Nine soldiers were killed by a roadside bomb in Helmand.", "bomb", Relation.OblAgent, "killed")]
    [InlineData("The army, which lost the town in May, has retaken it.", "lost", Relation.AclRelcl, "army")]
    [InlineData("Police said that protesters threw stones.", "threw", Relation.Ccomp, "said")]
    [InlineData("Rebels shelled the village and burned houses.", "burned", Relation.Conj, "shelled")]
    [InlineData("12 killed in Kunduz blast", "12", Relation.NsubjPass, "killed")]
    [InlineData("The town's mayor blamed the militia.", "town", Relation.NmodPoss, "mayor")]
    [InlineData("The bomb blew up a bridge.", "up", Relation.CompoundPrt, "blew")]
    [InlineData("An attack on a mosque killed five people.", "mosque", Relation.Nmod, "attack")]
    [InlineData("gunmen attacked a convoy near the border.", "convoy", Relation.Obj, "attacked")]
    [InlineData("GUNMEN ATTACKED A CONVOY NEAR THE BORDER.", "CONVOY", Relation.Obj, "ATTACKED")]
    public void A_word_hangs_to_its_head(string text, string word, Relation relation, string head)
    {
        var document = English.Read(text);
        Assert.Equal((relation, head), (document.Token(word).Relation, document.TextOf(document.Tokens[document.Token(word).Head].Span)));
    }

    [Theory]
    [InlineData("Nine soldiers were killed.", "killed")]
    [InlineData("Soldiers wounded in the clash were flown out.", "wounded")]
    [InlineData("He was shot and killed.", "killed")]
    [InlineData("With the militia driven from Menbur, families went home.", "driven")]
    [InlineData("With rebels in Ghazwa defeated, the army turned north.", "defeated")]
    public void A_passive_is_marked(string text, string verb) => Assert.True(English.Read(text).Token(verb).Morph.HasFlag(Morph.Passive));

    [Fact]
    public void An_active_participle_is_no_passive() => Assert.False(English.Read("The army has captured the hill.").Token("captured").Morph.HasFlag(Morph.Passive));

    [Fact]
    public void A_negated_verb_is_marked() => Assert.True(English.Read("The troops have not entered the city.").Token("entered").Morph.HasFlag(Morph.Negation));

    [Fact]
    public void Every_sentence_is_one_tree()
    {
        var document = English.Read("Shells hit the market, killing 7, officials said. \"Nobody came,\" she added; the guards (two men) had fled.", string.Concat(Enumerable.Repeat("[(\" ", 500)));
        foreach (var sentence in document.Sentences)
        {
            var roots = 0;
            for (var i = sentence.First; i < sentence.End; i++)
            {
                if (document.Tokens[i].Head < 0) roots++;
                var steps = 0;
                for (var at = i; at >= 0; at = document.Tokens[at].Head)
                {
                    Assert.InRange(at, sentence.First, sentence.End - 1);
                    Assert.True(++steps <= sentence.Length);
                }
            }
            Assert.Equal(1, roots);
        }
    }

    [Fact]
    public void A_sentence_of_two_megabytes_is_parsed_in_bounded_time()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        English.Read(string.Concat(Enumerable.Repeat("soldiers and ", 160_000)));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60));
    }
}
