using Tetrapylon.Language.Entities;
using Tetrapylon.Model;
using Tetrapylon.Training.Networks;

namespace Tetrapylon.Training.Tests.Networks;

public sealed class LabelChoiceTests
{
    private static readonly int Person = EntityFinder.Begin(EntityKind.Person), Place = EntityFinder.Begin(EntityKind.Location);

    [Fact]
    public void Each_word_has_its_best_label_where_they_may_follow_each_other() =>
        Assert.Equal([0, Person, Person + 1, 0, Place], Best([(0, 1), (Person, 1), (Person + 1, 1), (0, 1), (Place, 1)]));

    [Fact]
    public void A_name_does_not_go_on_that_has_not_begun()
    {
        // Alone the second word would be the inside of a place; together a place of two words scores more than any other choice.
        Assert.Equal([Place, Place + 1], Best([(Place, 2), (Place + 1, 3)]));
        Assert.Equal([Person, 0], Best([(Person, 4), (Place + 1, 3)]));
        Assert.Equal([0], Best([(Place + 1, 3)]));
    }

    private static int[] Best((int Label, float Score)[] words)
    {
        const int Row = 32;
        var scores = new float[words.Length * Row];
        for (var i = 0; i < words.Length; i++) scores[i * Row + words[i].Label] = words[i].Score;
        var labels = new byte[words.Length];
        new LabelChoice().Best(scores, Row, labels);
        return [.. labels.Select(l => (int)l)];
    }
}
