using Tetrapylon.App.Http.Routes;
using Tetrapylon.Model;
using Tetrapylon.Record;

namespace Tetrapylon.App.Tests.Http.Routes;

public sealed class MapRoutesTests
{
    private static EventMark At(double longitude, double latitude) => new(new(1), "Armed clash", ClaimStatus.Asserted, "p", PlaceKind.Settlement, latitude, longitude, null, null, null, 1);

    [Fact]
    public void Marks_that_would_lie_on_each_other_become_one_with_their_number_and_none_is_lost()
    {
        var marks = Enumerable.Range(0, 1000).Select(n => At(38 + n * 0.0001, 34)).Append(At(-179.9, -80)).ToList();
        var far = MapRoutes.Gathered(marks, 2).ToList();
        Assert.Equal([1, 1000], far.Select(c => c.Count).Order());
        Assert.InRange(far.Single(c => c.Count == 1000).Longitude, 38, 38.1);
        var near = MapRoutes.Gathered(marks, 12).ToList();
        Assert.True(near.Count > far.Count);
        Assert.Equal(1001, near.Sum(c => c.Count));
    }
}
