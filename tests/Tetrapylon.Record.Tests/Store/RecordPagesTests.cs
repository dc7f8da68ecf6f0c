using Tetrapylon.Model;
using Tetrapylon.Record.Store;
using static Tetrapylon.Record.Tests.Told;

namespace Tetrapylon.Record.Tests.Store;

public sealed class RecordPagesInFileTests() : RecordPagesTests(NewRecord.InFile());

public sealed class RecordPagesOnServerTests() : RecordPagesTests(NewRecord.OnServer());

public abstract class RecordPagesTests : IDisposable
{
    private readonly NewRecord _record;
    private readonly RecordStore _store;

    protected RecordPagesTests(NewRecord record)
    {
        _record = record;
        _store = RecordStore.Open(record.Store, Rules);
        _store.Ingest([.. Enumerable.Range(1, 9).Select(n => Report($"r{n}", $"2019-0{n}-11", $"Clash number {n} at Sangin left {n} dead.", Clash(n % 2 == 0 ? Sangin : Marja, On($"2019-0{n}-10"), Taliban, Army, n)))]);
        _store.Ingest([Report("undated", "2019-09-20", "A clash of some day at Marja.", Claim("Armed clash", Marja))]);
        _store.Derive();
    }

    public void Dispose()
    {
        _store.Dispose();
        _record.Dispose();
        GC.SuppressFinalize(this);
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
    public void An_event_that_was_told_otherwise_later_stands_in_every_page_and_count_as_it_was_told_then()
    {
        // A second report raises the toll of the clash of 10 March; a corrected one takes that of 10 April away.
        var april = Report("r4", "2019-04-11", "Clash number 4 at Sangin left 4 dead.", Clash(Sangin, On("2019-04-10"), Taliban, Army, 4)).Report;
        _store.Ingest([Report("again", "2019-03-14", "The clash at Marja left 40 dead, doctors said.", Clash(Marja, On("2019-03-10"), Taliban, Army, 40)), Report(april with { Text = "Correction: there was no clash.", UpdatedOn = Day("2019-04-20") })]);
        _store.Derive();
        foreach (var (knownAt, march, aprils) in new[] { ("2019-03-12", 3, 0), ("2019-04-12", 40, 1), ("2019-04-20", 40, 0), (null, 40, 0) })
        {
            var view = _store.View(knownAt is null ? null : Day(knownAt));
            var pages = new RecordPages(view);
            var (inMarch, inApril) = (new RecordFilter { From = Day("2019-03-01"), To = Day("2019-03-31") }, new RecordFilter { From = Day("2019-04-01"), To = Day("2019-04-30") });
            Assert.Equal(march, Assert.Single(pages.Events(inMarch, null, 10).Items).Fatalities!.High);
            Assert.Equal(march, Assert.Single(view.Events(inMarch)).Fatalities!.High);
            Assert.Equal((1L, aprils), (pages.Count(inMarch), pages.Facets(inApril).Total));
            Assert.Equal(aprils, pages.Marks(inApril, 10).Count);
            Assert.Equal(aprils, pages.Weeks(inApril).Sum(w => w.Count));
            var all = view.Events(new()).ToList();
            Assert.Equal(all.OrderBy(e => e.Days?.Start ?? NodaTime.LocalDate.MaxIsoValue).ThenBy(e => e.Id).Select(e => e.Id), all.Select(e => e.Id));
            Assert.Equal(all.Count, pages.Count(new()));
            Assert.Equal(all.Select(e => e.Id).Order(), pages.Events(new(), null, 100, latestFirst: true).Items.Select(e => e.Id).Order());
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

    [Fact]
    public void A_box_over_the_antimeridian_holds_what_lies_on_both_sides()
    {
        var pages = new RecordPages(_store.View());
        // From 170° E eastwards round to 64.5° E: Marja at 64.12 is in it, Sangin at 64.83 is not.
        Assert.Equal(["test:marja"], pages.Marks(new() { Box = new(170, -90, 64.5, 90) }, 100).Select(m => m.Place).Distinct());
    }

    [Fact]
    public void Sources_coverage_search_and_the_deadliest_are_told()
    {
        var pages = new RecordPages(_store.View());
        Assert.Equal(10, Assert.Single(pages.Publishers()).Reports);
        Assert.Equal([("2019-01-01", 1L), ("2019-09-01", 2L)], pages.Coverage().Where(c => c.Month.Month is 1 or 9).Select(c => (NodaTime.Text.LocalDatePattern.Iso.Format(c.Month), c.Reports)));
        Assert.Equal(["r9", "r8"], pages.Deadliest(new(), 2).Select(e => _store.View().Claim(e.Claims[0])!.ReportId).Order().Reverse());
        Assert.Equal(9, pages.Reports("CLASH sangin", null, 0, 100).Count);
        Assert.Equal(10, pages.Reports(null, null, 0, 100).Count);
        Assert.Empty(pages.Reports(null, "Nobody", 0, 100));
        Assert.Empty(_store.View().Damage(new()));
        Assert.Equal(["af-military", "taliban"], pages.Actors(2).Select(a => a.Actor));
    }
}
