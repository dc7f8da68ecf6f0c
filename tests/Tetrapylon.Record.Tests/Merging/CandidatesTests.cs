using Tetrapylon.Model;
using Tetrapylon.Record.Merging;
using static Tetrapylon.Record.Tests.Told;

namespace Tetrapylon.Record.Tests.Merging;

public sealed class CandidatesTests
{
    private static readonly Likeness Likeness = new(Rules.Merge);

    [Fact]
    public void Of_thousands_of_claims_of_one_town_and_day_each_is_held_against_a_few()
    {
        var pairs = 0;
        new Candidates(Claims(3000), Rules.Merge, Likeness, null, null).Pairs((_, _) => pairs++);
        Assert.InRange(pairs, 3000, 3000 * 200);
    }

    [Fact]
    public void Of_a_few_claims_each_is_held_against_each()
    {
        var pairs = 0;
        new Candidates(Claims(40), Rules.Merge, Likeness, null, null).Pairs((_, _) => pairs++);
        Assert.Equal(40 * 39 / 2, pairs);
    }

    [Fact]
    public void What_a_large_crowd_tells_alike_is_one_event() => Assert.Equal(300, Assert.Single(new Reconciler(Rules).Events(Claims(300))).Claims.Length);

    [Fact]
    public void Whoever_may_be_one_with_a_large_crowd_is_of_its_neighbourhood()
    {
        var claims = Claims(300);
        var late = Known(Report("late", "2019-05-05", "Other words altogether.", Clash(Marja, On("2019-05-05", basis: DateBasis.ReportDay), Someone("raiders"), Someone("guards"))));
        var far = Known(Report("far", "2019-05-20", "Other words altogether.", Clash(Marja, On("2019-05-20"), Taliban, Army)));
        var linked = new HashSet<KnownClaim>();
        new Merger(Rules.Merge).Link([.. claims, late, far], _ => true, (a, b) => linked.UnionWith([a, b]));
        Assert.Equal(301, linked.Count);
        Assert.DoesNotContain(far, linked);
    }

    [Fact]
    public void Who_waits_is_let_breathe_while_a_crowd_is_compared()
    {
        var breaths = 0;
        new Merger(Rules.Merge).Cluster(Claims(400), () => breaths++);
        Assert.True(breaths > 3);
    }

    private static List<KnownClaim> Claims(int count) => [.. Enumerable.Range(0, count).Select(n => Known(Report($"r{n}", "2019-05-04", Text(n), Clash(Marja, On("2019-05-04"), Taliban, Army, 9))))];

    private static string Text(int n) => (n % 3) switch
    {
        0 => $"Fighters of commander {Name(n / 3, 1)} stormed a post near {Name(n / 3, 2)} mill in Marja; 9 soldiers died.",
        1 => $"In Marja 9 soldiers were killed at {Name(n / 3, 2)} mill by men that {Name(n / 3, 1)} leads.",
        _ => $"A raid of {Name(n / 3, 1)} on {Name(n / 3, 2)} mill, in Marja, left 9 soldiers dead.",
    };

    private static string Name(int n, int kind) => string.Concat("Qazxswedc"[kind], (char)('a' + (n % 26)), "or", (char)('a' + (n / 26 % 26)), "um", kind == 1 ? "ek" : "az");
}
