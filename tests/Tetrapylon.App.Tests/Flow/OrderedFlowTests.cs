using Tetrapylon.App.Flow;

namespace Tetrapylon.App.Tests.Flow;

public sealed class OrderedFlowTests
{
    [Fact]
    public async Task Results_come_in_the_order_of_the_source_though_work_takes_unequal_times()
    {
        var results = await OrderedFlow.Map(Enumerable.Range(0, 500), i =>
        {
            if (i % 50 == 0) Thread.Sleep(5);
            return i * 2;
        }, _ => 1 << 18, 4, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(0, 500).Select(i => i * 2), results);
    }

    [Fact]
    public async Task The_source_is_read_only_a_bounded_way_ahead()
    {
        var read = 0;
        IEnumerable<int> Source()
        {
            for (; read < 1_000_000; read++) yield return read;
        }
        await foreach (var _ in OrderedFlow.Map(Source(), i => i, _ => 1, 2, TestContext.Current.CancellationToken)) break;
        Assert.InRange(read, 1, 1_000);
    }

    [Fact]
    public async Task A_source_that_fails_hands_out_what_came_before_and_then_fails()
    {
        static IEnumerable<int> Source()
        {
            yield return 1;
            throw new IOException("cut");
        }
        var seen = new List<int>();
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            await foreach (var item in OrderedFlow.Map(Source(), i => i, _ => 1, 2, TestContext.Current.CancellationToken)) seen.Add(item);
        });
        Assert.Equal([1], seen);
    }

    [Fact]
    public async Task Stopping_ends_the_flow()
    {
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var item in OrderedFlow.Map(Enumerable.Range(0, int.MaxValue), i => i, _ => 1, 2, stop.Token))
                if (item == 100) await stop.CancelAsync();
        });
    }
}
