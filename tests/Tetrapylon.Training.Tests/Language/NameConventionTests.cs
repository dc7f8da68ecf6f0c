using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Language.Entities;
using Tetrapylon.Language.Words;
using Tetrapylon.Model;
using Tetrapylon.Training.Language;

namespace Tetrapylon.Training.Tests.Language;

public sealed class NameConventionTests
{
    private static readonly NameConvention Convention = new(DataFolder.Shipped());

    [Fact]
    public void A_name_has_no_article() => Assert.Equal(["Mint Growers/Organization"], Names("The Mint Growers sang", (0, 3, EntityKind.Organization)));

    [Fact]
    public void A_country_is_a_place_whoever_acts() => Assert.Equal(["Norway/Location"], Names("Norway protested", (0, 1, EntityKind.Organization)));

    [Fact]
    public void A_people_is_no_name() => Assert.Empty(Names("Norwegians protested", (0, 1, EntityKind.Organization)));

    [Fact]
    public void A_name_that_begins_with_a_country_stays_what_it_is() => Assert.Equal(["Norway Rowing Club/Organization"], Names("Norway Rowing Club won", (0, 3, EntityKind.Organization)));

    private static IEnumerable<string> Names(string text, params (int First, int End, EntityKind Kind)[] marks)
    {
        Word[] words = [.. text.Split(' ').Select(f => new Word(f, f.ToLowerInvariant(), WordTable.Empty))];
        var sentence = new LabelledSentence(words, new byte[words.Length]);
        foreach (var (first, end, kind) in marks) sentence.Mark(first, end, kind);
        Convention.Settle(sentence);
        for (var i = 0; i < words.Length; i++)
        {
            if (sentence.Labels[i] % 2 != 1) continue;
            var end = i + 1;
            while (end < words.Length && sentence.Labels[end] == sentence.Labels[i] + 1) end++;
            yield return $"{string.Join(' ', words[i..end].Select(w => w.Form))}/{EntityFinder.Kinds[sentence.Labels[i] / 2]}";
        }
    }
}
