using Tetrapylon.Model;
using Tetrapylon.Record.Store;
using static Tetrapylon.Record.Tests.Told;

namespace Tetrapylon.Record.Tests.Store;

public sealed class RecordPagesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pages-test-").FullName;
    private readonly RecordStore _store;

    public RecordPagesTests()
    {
        _store = RecordStore.Open(Path.Combine(_folder, "record.db"), Rules);
        _store.Ingest([.. Enumerable.Range(1, 9).Select(n => Report($"r{n}", $"2019-0{n}-11", $"Clash number {n} at Sangin left {n} dead.", Clash(n % 2 == 0 ? Sangin : Marja, On($"2019-0{n}-10"), Taliban, Army, n)))]);
        _store.Ingest([Report("undated", "2019-09-20", "A clash of some day at Marja.", Claim("Armed clash", Marja))]);
        _store.Derive();
    }

    public void Dispose()
    {
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(null, true)]
    [InlineData("2020-01-01", false)]
    [InlineData("2020-01-01", true)]
    public void Pages_one_after_the_other_hold_every_event_once_and_the_undated_last(string? knownAt, bool latestFirst)
    {
        var pages = new RecordPages(_store.View(knownAt is null ? null : Day(knownAt)));
        var seen = new List<Event>();
        EventCursor? after = null;
        do
        {
            var page = pages.Events(new(), after, 3, latestFirst);
            seen.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(10, seen.Count);
        Assert.Equal(10, seen.DistinctBy(e => e.Id).Count());
        Assert.Null(seen[^1].Days);
        var days = seen.Take(9).Select(e => e.Days!.Value.Start).ToList();
        Assert.Equal(latestFirst ? days.OrderDescending() : days.Order(), days);
    }

    [Fact]
    public void Facets_and_counts_follow_the_filter_at_any_day_of_knowledge()
    {
        foreach (var knownAt in new[] { default(NodaTime.LocalDate?), Day("2020-01-01") })
        {
            var pages = new RecordPages(_store.View(knownAt));
            Assert.Equal(4, pages.Count(new() { Place = "Sangin" }));
            Assert.Equal(4, pages.Facets(new() { Place = "Sangin" }).Types.Single(t => t.Value == "Armed clash").Count);
            Assert.Equal(4, pages.Marks(new() { Box = new(64.5, 32, 65, 33) }, 100).Count);
            Assert.Empty(pages.Marks(new() { Box = new(0, 0, 1, 1) }, 100));
        }
    }

    [Fact]
    public void Weeks_begin_on_Mondays()
    {
        foreach (var (week, _, count) in new RecordPages(_store.View()).Weeks(new()))
        {
            Assert.Equal(NodaTime.IsoDayOfWeek.Monday, week.DayOfWeek);
            Assert.Equal(1, count);
        }
    }
}
