using Tetrapylon.Model;

namespace Tetrapylon.Language.Tests;

public sealed class AnalyzerTests
{
    [Fact]
    public void Words_get_tags_lemmas_and_forms()
    {
        var document = English.Read("Two soldiers were killed near Mosul on Friday.");
        Assert.Equal([Upos.NUM, Upos.NOUN, Upos.AUX, Upos.VERB, Upos.ADP, Upos.PROPN, Upos.ADP, Upos.PROPN, Upos.PUNCT], document.Tokens.Select(t => t.Upos));
        Assert.Equal(["two", "soldier", "be", "kill", "near", "mosul", "on", "friday", "."], document.Tokens.Select(t => t.Lemma));
        Assert.True(document.Token("soldiers").Morph.HasFlag(Morph.Plural));
        Assert.True(document.Token("killed").Morph.HasFlag(Morph.PastParticiple));
    }

    [Theory]
    [InlineData("Gunmen kill 12 in Kunduz", "kill")]
    [InlineData("Suicide bomber attacks mosque in Maiduguri", "attacks")]
    [InlineData("Rebels seize airbase, capture 30 soldiers", "seize")]
    [InlineData("Militia overruns village; 3 dead", "overruns")]
    [InlineData("The airline issues a warning over Sudan.", "issues")]
    [InlineData("Army retakes border town", "retakes")]
    public void The_verb_of_a_headline_is_a_verb(string headline, string verb) => Assert.Equal(Upos.VERB, English.Read(headline).Token(verb).Upos);

    [Fact]
    public void Furniture_has_no_sentences()
    {
        var report = English.Report("Troops left.") with { Blocks = [new(BlockKind.Furniture, new(0, 12))] };
        Assert.Empty(English.Analyzer.Analyze(report).Sentences);
    }

    [Fact]
    public void A_credit_is_no_part_of_the_captions_sentence()
    {
        var report = English.Report("Soldiers rest by the citadel Reuters") with { Blocks = [new(BlockKind.Caption, new(0, 36), new(29, 36))] };
        Assert.Equal("citadel", English.Analyzer.Analyze(report).Tokens[^1].Lower);
    }

    [Fact]
    public void A_sentence_the_filter_refuses_keeps_words_and_guessed_lemmas()
    {
        var document = English.Analyzer.Analyze(English.Report("The minister resigned. Gunmen attacked a village."), sentence =>
        {
            foreach (var token in sentence)
                if (token.Lemma == "attack") return true;
            return false;
        });
        Assert.Equal([false, true], document.Sentences.Select(s => s.Parsed));
        Assert.Equal(("resigned", "resign", Upos.X, -1), (document.Tokens[2].Lower, document.Tokens[2].Lemma, document.Tokens[2].Upos, document.Tokens[2].Head));
        Assert.Equal(Upos.VERB, document.Token("attacked").Upos);
    }

    [Fact]
    public void A_negating_word_is_marked() => Assert.True(English.Read("They did not fire.").Token("not").Morph.HasFlag(Morph.Negation));

    [Fact]
    public void The_same_report_reads_the_same_on_every_thread()
    {
        var report = English.Report("Troops shelled the camp at dawn, killing nine.", "Witnesses said the army denied it.");
        var first = English.Analyzer.Analyze(report).Tokens;
        Parallel.For(0, 64, _ => Assert.Equal(first, English.Analyzer.Analyze(report).Tokens));
    }
}
