using CsCheck;
using Tetrapylon.Language.Networks;

namespace Tetrapylon.Language.Tests.Networks;

public sealed class SpanningTreeTests
{
    [Fact]
    public void Each_word_takes_its_best_head_when_that_is_a_tree() =>
        Assert.Equal([-1, 2, 0, 2], Find(
        [
            [0, 0, 0, 0],
            [1, 0, 9, 2],
            [8, 3, 0, 1],
            [2, 1, 5, 0],
        ]));

    [Fact]
    public void Two_words_that_want_each_other_are_parted_where_it_costs_least() =>
        Assert.Equal([-1, 0, 1], Find(
        [
            [0, 0, 0],
            [7, 0, 9],
            [2, 8, 0],
        ]));

    [Fact]
    public void Only_one_word_hangs_from_the_root() =>
        Assert.Equal([-1, 0, 1], Find(
        [
            [0, 0, 0],
            [9, 0, 1],
            [8, 3, 0],
        ]));

    // Whole numbers, so that no rounding decides; several trees may be equally good.
    [Fact]
    public void No_tree_is_better_than_the_one_found() =>
        Gen.Int[-20, 20].Array[36].Select(Gen.Int[2, 6]).Sample((numbers, count) =>
        {
            float[][] scores = [.. Enumerable.Range(0, count).Select(w => Enumerable.Range(0, count).Select(h => (float)numbers[w * 6 + h]).ToArray())];
            var found = Find(scores);
            Assert.True(IsTree(found), string.Join(' ', found));
            Assert.Equal(Trees(count).Max(t => Sum(scores, t)), Sum(scores, found));
        });

    private static int[] Find(float[][] scores)
    {
        var heads = new int[scores.Length];
        new SpanningTree().Find(scores.Length, scores.SelectMany(s => s).ToArray(), scores.Length, heads);
        return heads;
    }

    private static float Sum(float[][] scores, int[] heads) => Enumerable.Range(1, heads.Length - 1).Sum(w => scores[w][heads[w]]);

    private static IEnumerable<int[]> Trees(int count)
    {
        var heads = new int[count];
        heads[0] = -1;
        var all = (int)Math.Pow(count, count - 1);
        for (var number = 0; number < all; number++)
        {
            for (int word = 1, left = number; word < count; word++, left /= count) heads[word] = left % count;
            if (IsTree(heads)) yield return heads;
        }
    }

    private static bool IsTree(int[] heads)
    {
        if (heads.Count(h => h == 0) != 1) return false;
        for (var word = 1; word < heads.Length; word++)
        {
            var (at, steps) = (word, 0);
            while (at > 0 && steps++ < heads.Length) at = heads[at];
            if (at != 0) return false;
        }
        return true;
    }
}
