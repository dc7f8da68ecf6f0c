using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Language.Words;
using Tetrapylon.Model;
using Tetrapylon.Training.Language;

namespace Tetrapylon.Training.Tests.Language;

public sealed class GumMentionsTests
{
    [Fact]
    public void A_name_is_told_by_its_fine_tags_and_has_no_article() =>
        Assert.Equal(["ORG United Harbour Workers"], Names(("the", "DET", "DT", "(1-organization-new-nnnnn-cf1-4-sgl"), ("United", "VERB", "NNP", ""), ("Harbour", "PROPN", "NNP", ""), ("Workers", "PROPN", "NNPS", "1)"), ("met", "VERB", "VBD", "")));

    [Fact]
    public void A_title_is_no_part_of_a_person() =>
        Assert.Equal(["PER Omar Haddad"], Names(("Foreign", "ADJ", "NNP", "(1-person-new-nnnnn-cf1-3-sgl"), ("Minister", "PROPN", "NNP", ""), ("Omar", "PROPN", "NNP", ""), ("Haddad", "PROPN", "NNP", "1)"), ("left", "VERB", "VBD", "")));

    [Fact]
    public void A_pronoun_is_no_name_whoever_it_stands_for() =>
        Assert.Empty(Names(("We", "PRON", "PRP", "(1-organization-giv:act-nnnnn-cf1-1-ana-Harbour_Union)"), ("voted", "VERB", "VBD", "")));

    [Fact]
    public void Proper_nouns_of_a_mention_that_is_no_name_stay_unknown()
    {
        var labels = Label(("the", "DET", "DT", "(1-organization-new-nnnnn-cf1-4-sgl"), ("Anadan", "PROPN", "NNP", ""), ("harbour", "NOUN", "NN", ""), ("board", "NOUN", "NN", "1)"), ("met", "VERB", "VBD", "")).Labels;
        Assert.Equal([0, LabelledSentence.Unknown, 0, 0, 0], labels);
    }

    private static IEnumerable<string> Names(params (string Form, string Upos, string Xpos, string Entity)[] words)
    {
        var sentence = Label(words);
        for (var i = 0; i < sentence.Labels.Length; i++)
        {
            if (sentence.Labels[i] >= LabelledSentence.NoName || sentence.Labels[i] % 2 != 1) continue;
            var end = i + 1;
            while (end < sentence.Labels.Length && sentence.Labels[end] == sentence.Labels[i] + 1) end++;
            yield return $"{(sentence.Labels[i] == 1 ? "PER" : sentence.Labels[i] == 3 ? "ORG" : "LOC")} {string.Join(' ', sentence.Words[i..end].Select(w => w.Form))}";
        }
    }

    private static LabelledSentence Label(params (string Form, string Upos, string Xpos, string Entity)[] words) =>
        new GumMentions(new(DataFolder.Shipped())).Label(
            new("test", "", true, [.. words.Select(w => new TreeWord(w.Form, w.Form, w.Upos, w.Xpos, "_", -1, Relation.Root, w.Entity.Length == 0 ? "_" : $"Entity={w.Entity}"))]),
            [.. words.Select(w => new Word(w.Form, w.Form.ToLowerInvariant(), WordTable.Empty))]);
}
