using Tetrapylon.Knowledge.Actors;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Record.Store;
using Tetrapylon.Record.Tests.Store;
using static Tetrapylon.Record.Tests.Told;

namespace Tetrapylon.Record.Tests;

public sealed class ActorSheetTests : IDisposable
{
    private static readonly ActorDictionary Actors = ActorDictionary.Load(DataFolder.Shipped());
    private readonly NewRecord _record = NewRecord.InFile();

    [Fact]
    public void An_actor_has_its_events_places_and_what_it_holds_on_the_day()
    {
        using var store = RecordStore.Open(_record.Store, Rules);
        store.Ingest([
            Report("a", "2019-05-04", "Taliban fighters took Marja from the army.", Taken(Marja, Taliban, Army, On("2019-05-04"))),
            Report("b", "2019-06-04", "The army took Marja back.", Taken(Marja, Army, Taliban, On("2019-06-04"))),
            Report("c", "2019-06-10", "Taliban fighters fought the army in Sangin.", Clash(Sangin, On("2019-06-10"), Taliban, Army)),
        ]);
        store.Derive();
        var then = ActorSheet.Of(store.View(), Actors, "Taliban", Day("2019-05-10"))!;
        Assert.Equal(("taliban", "Taliban"), (then.Id, then.Name));
        Assert.Equal("Marja", Assert.Single(then.Holds).Place.Name);
        Assert.Equal(3, then.Events.Length);
        Assert.Equal([("Marja", 2), ("Sangin", 1)], then.Places.Select(p => (p.Place.Name, p.Events)));
        Assert.Empty(ActorSheet.Of(store.View(), Actors, "taliban", Day("2019-06-20"))!.Holds);
        Assert.Single(ActorSheet.Of(store.View(Day("2019-05-31")), Actors, "taliban")!.Events);
    }

    [Fact]
    public void An_actor_of_reports_alone_is_found_by_its_name_and_an_unknown_one_is_none()
    {
        using var store = RecordStore.Open(_record.Store, Rules);
        store.Ingest([Report("a", "2019-05-04", "River guards fought the army in Marja.", Clash(Marja, On("2019-05-04"), Someone("River Guards"), Army))]);
        store.Derive();
        var sheet = ActorSheet.Of(store.View(), Actors, "River Guards")!;
        Assert.Null(sheet.Known);
        Assert.Single(sheet.Events);
        Assert.Null(ActorSheet.Of(store.View(), Actors, "Nobody of that name"));
    }

    [Fact]
    public void The_sheet_bears_the_name_of_the_day_and_what_became_of_the_actor()
    {
        using var store = RecordStore.Open(_record.Store, Rules);
        var sheet = ActorSheet.Of(store.View(), Actors, "nusra", Day("2016-09-01"))!;
        Assert.Equal("Jabhat Fatah al-Sham", sheet.Name);
        Assert.Contains(sheet.Changes, c => c.Other == "hts");
    }

    public void Dispose() => _record.Dispose();
}
