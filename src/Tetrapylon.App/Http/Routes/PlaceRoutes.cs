using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using NodaTime.Text;
using Tetrapylon.App.Http.Pages;
using Tetrapylon.Export;
using Tetrapylon.Model;
using Tetrapylon.Record;
using Tetrapylon.Record.Store;

namespace Tetrapylon.App.Http.Routes;

/// <summary>The map and its list, places, heritage, actors and sources.</summary>
internal static class PlaceRoutes
{
    private const int HomePlaces = 60, HomeDays = 30;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", Home);
        routes.MapGet("/index", Home);
        routes.MapGet("/places", Places);
        routes.MapGet("/place/{*id}", One);
        routes.MapGet("/heritage", Heritage);
        routes.MapGet("/site/{*key}", Site);
        routes.MapGet("/actors", Actors);
        routes.MapGet("/actor/{*id}", Actor);
        routes.MapGet("/sources", Sources);
    }

    /// <summary>Who holds what on a day, what changed last first.</summary>
    public static List<(ControlHistory History, ControlSpell Spell)> Held(Visit visit, LocalDate day) => Held(visit.Atlas.Histories, visit.Question.Filter, day);

    public static List<(ControlHistory History, ControlSpell Spell)> Held(ImmutableArray<ControlHistory> histories, RecordFilter filter, LocalDate day)
    {
        var (name, actor) = (filter.Place is { } p ? NameFold.Fold(p) : null, filter.Actor is { } a ? NameFold.Fold(a) : null);
        return [.. histories.Select(h => (History: h, Spell: h.On(day))).Where(h => h.Spell is { Status: not ControlStatus.Unknown }
                && (filter.Country is null || string.Equals(h.History.Place.Country, filter.Country, StringComparison.OrdinalIgnoreCase))
                && (filter.Box is not { } box || box.Contains(h.History.Place))
                && (name is null || h.History.Place.Names.Prepend(h.History.Place.Name).Any(n => NameFold.Fold(n).Contains(name, StringComparison.Ordinal)) || h.History.Place.Admin1 is { } region && NameFold.Fold(region).Contains(name, StringComparison.Ordinal))
                && (actor is null || h.Spell.ActorId == filter.Actor || h.Spell.Holder is { } holder && NameFold.Fold(holder).Contains(actor, StringComparison.Ordinal)))
            .OrderByDescending(h => h.Spell!.From).ThenBy(h => h.History.Place.Name, StringComparer.Ordinal).Select(h => (h.History, h.Spell!))];
    }

    private static IResult Home(Visit visit)
    {
        // The window's last day is the day shown.
        var day = visit.Question.On ?? visit.Question.Filter.To ?? visit.Day;
        var from = visit.Question.Filter.From is { } first ? LocalDate.Min(first, day) : day.PlusDays(-HomeDays);
        var held = Held(visit, day);
        if (visit.Form == Form.GeoJson) return Reply.GeoJson(into => GeoJson.Control(held.Select(h => h.History), day, into));
        if (visit.Form == Form.Json) return Reply.Json(held, (h, into) => ControlJson.Write(h.History with { Spells = [h.Spell] }, into), null, held.Count);
        var filter = visit.Question.Filter;
        filter = filter with { To = day, From = from };
        return Reply.Page<HomePage>(visit, (nameof(HomePage.Day), day), (nameof(HomePage.From), from), (nameof(HomePage.Held), held.Take(HomePlaces).Select(h => (h.History.Place, h.Spell)).ToList()), (nameof(HomePage.Total), held.Count),
            (nameof(HomePage.Contested), held.Count(h => h.Spell.Status != ControlStatus.Held)), (nameof(HomePage.Shown), held.Select(h => h.Spell.Holder).OfType<string>().ToHashSet(StringComparer.Ordinal)),
            (nameof(HomePage.Events), visit.Pages.Events(filter, null, 12, latestFirst: true).Items));
    }

    private static IResult Places(Visit visit)
    {
        var held = Held(visit, visit.Day);
        if (visit.Form == Form.GeoJson) return Reply.GeoJson(into => GeoJson.Control(held.Select(h => h.History), visit.Day, into));
        var offset = Cursors.Offset(visit.Question.Cursor);
        var rows = held.Skip(offset).Take(visit.Question.Limit).ToList();
        var next = offset + rows.Count < held.Count ? (offset + rows.Count).ToString(CultureInfo.InvariantCulture) : null;
        if (visit.Form == Form.Json) return Reply.Json(rows, (h, into) => ControlJson.Write(h.History, into), next is null ? null : visit.Link("", ("cursor", next)), held.Count);
        var countries = visit.Atlas.Histories.Where(h => h.Place.Country is not null).GroupBy(h => h.Place.Country!, StringComparer.Ordinal).Select(g => (Code: g.Key, Count: g.Count())).OrderByDescending(c => c.Count).ThenBy(c => c.Code, StringComparer.Ordinal).ToList();
        return Reply.Page<PlacesPage>(visit, (nameof(PlacesPage.Rows), rows), (nameof(PlacesPage.Countries), countries), (nameof(PlacesPage.Total), held.Count), (nameof(PlacesPage.Next), next));
    }

    private static IResult One(Visit visit, string id)
    {
        var named = visit.View.Places(id);
        if (named.IsEmpty) throw ProblemException.NotFound($"place '{id}'");
        if (named.FirstOrDefault(p => p.Id == id) is not { } place) return Results.Redirect(visit.Link("/place/" + Uri.EscapeDataString(Meant(named, id).Id)));
        var history = History(visit.View, place);
        if (visit.Form == Form.Json) return Reply.Json(into => ControlJson.Write(history, into));
        if (visit.Form == Form.GeoJson) return Reply.GeoJson(into => GeoJson.Control([history], visit.Question.On, into));
        var compare = visit.Question["compare"] is { } text ? LocalDatePattern.Iso.Parse(text) is { Success: true } day ? day.Value : throw new ProblemException(400, "bad-parameter", $"'compare' {text} is no day.") : default(LocalDate?);
        var earlier = compare is null ? null : History(visit.ViewAt(compare), place);
        var filter = visit.Question.Filter with { Place = place.Id };
        var page = visit.Pages.Events(filter, Cursors.Event(visit.Question.Cursor), 25, latestFirst: true);
        return Reply.Page<PlacePage>(visit, (nameof(PlacePage.Place), place), (nameof(PlacePage.History), history), (nameof(PlacePage.Earlier), earlier), (nameof(PlacePage.CompareDay), compare),
            (nameof(PlacePage.Changes), earlier is null ? [] : RecordDiff.Spells(earlier.Spells, history.Spells).ToList()), (nameof(PlacePage.Damage), visit.View.Damage(new() { Place = place.Id }).ToList()),
            (nameof(PlacePage.Sources), visit.Pages.PublishersOf(visit.Question.Filter with { Place = place.Id }, 12)), (nameof(PlacePage.Deaths), visit.Pages.Deadliest(filter, 10)), (nameof(PlacePage.Events), page.Items), (nameof(PlacePage.Next), Cursors.Of(page.Next)),
            (nameof(PlacePage.Weeks), visit.Weeks(filter)), (nameof(PlacePage.Total), visit.Facets(filter).Total));
    }

    // 'Aleppo' is the city before the governorate that is called so as well.
    private static Place Meant(ImmutableArray<Place> named, string name)
    {
        var folded = NameFold.Fold(name);
        return named.FirstOrDefault(p => NameFold.Fold(p.Name) == folded && p.Kind == PlaceKind.Settlement) ?? named.FirstOrDefault(p => NameFold.Fold(p.Name) == folded) ?? named[0];
    }

    private static ControlHistory History(RecordView view, Place place) => view.Control(place.Id).FirstOrDefault(h => h.Place.Id == place.Id) ?? new(place, []);

    private static IResult Heritage(Visit visit)
    {
        var all = visit.View.Damage(visit.Question.Filter).OrderByDescending(d => d.FirstKnownDamaged ?? LocalDate.MinIsoValue).ThenBy(d => d.Id).ToList();
        var offset = Cursors.Offset(visit.Question.Cursor);
        var rows = all.Skip(offset).Take(visit.Question.Limit).ToList();
        var next = offset + rows.Count < all.Count ? (offset + rows.Count).ToString(CultureInfo.InvariantCulture) : null;
        return visit.Form == Form.Json ? Reply.Json(rows, DamageJson.Write, next is null ? null : visit.Link("", ("cursor", next)), all.Count)
            : Reply.Page<HeritagePage>(visit, (nameof(HeritagePage.Records), rows), (nameof(HeritagePage.Total), all.Count), (nameof(HeritagePage.Next), next));
    }

    private static IResult Site(Visit visit, string key)
    {
        var records = visit.View.DamageOf(key);
        if (records.IsEmpty) throw ProblemException.NotFound($"site '{key}'");
        if (visit.Form == Form.Json) return Reply.Json(records, DamageJson.Write, null, records.Length);
        var place = records.Select(r => r.Place).FirstOrDefault(p => p is not null);
        var history = place is null ? null : History(visit.View, place);
        if (history is { Spells.IsEmpty: true } && place!.Parent is { } parent && visit.View.Places(parent).FirstOrDefault(p => p.Id == parent) is { } town) history = History(visit.View, town);
        return Reply.Page<SitePage>(visit, (nameof(SitePage.Records), (IReadOnlyList<DamageRecord>)records), (nameof(SitePage.History), history));
    }

    private static IResult Actors(Visit visit)
    {
        var actors = visit.Desk.Remembered("actors", visit.Revision, () => visit.Pages.Actors(300));
        return visit.Form == Form.Json ? Reply.Json(actors, (a, into) => new System.Text.Json.Utf8JsonWriter(into).Entry(json =>
        {
            json.WriteString("id", a.Actor);
            json.WriteString("name", visit.Desk.ActorName(a.Actor));
            json.WriteNumber("claims", a.Claims);
        }), null) : Reply.Page<ActorsPage>(visit, (nameof(ActorsPage.Actors), actors));
    }

    private static IResult Actor(Visit visit, string id)
    {
        var known = visit.Desk.Actors.Find(id) ?? visit.Desk.ActorsNamed(id).FirstOrDefault();
        if (known is not null && known.Id != id) return Results.Redirect(visit.Link("/actor/" + Uri.EscapeDataString(known.Id)));
        var filter = visit.Question.Filter with { Actor = id };
        var page = visit.Pages.Events(filter, Cursors.Event(visit.Question.Cursor), visit.Question.Limit, latestFirst: true);
        var total = visit.Facets(filter).Total;
        if (known is null && total == 0) throw ProblemException.NotFound($"actor '{id}'");
        if (visit.Form == Form.Json) return Reply.Json(page.Items, EventJson.Write, page.Next is null ? null : visit.Link("", ("cursor", Cursors.Of(page.Next))), total);
        var members = known is null ? [] : visit.Desk.Actors.All.Where(a => a.Parent == id).Take(60).ToList();
        var held = visit.Atlas.Histories.Select(h => (h.Place, Spell: h.On(visit.Day))).Where(h => h.Spell is { } s && (s.ActorId == id || known is null && s.Holder == id)).Select(h => (h.Place, h.Spell!)).ToList();
        return Reply.Page<ActorPage>(visit, (nameof(ActorPage.Name), known?.Name ?? id), (nameof(ActorPage.Known), known), (nameof(ActorPage.Names), visit.Pages.NamesOf(id)), (nameof(ActorPage.Members), members), (nameof(ActorPage.Held), held),
            (nameof(ActorPage.Events), page.Items), (nameof(ActorPage.Next), Cursors.Of(page.Next)), (nameof(ActorPage.Weeks), visit.Weeks(filter)), (nameof(ActorPage.Total), total));
    }

    private static IResult Sources(Visit visit)
    {
        var key = "sources " + visit.View.KnownAt;
        var publishers = visit.Desk.Remembered(key, visit.Revision, visit.Pages.Publishers);
        if (visit.Form == Form.Json)
            return Reply.Json(publishers, (p, into) => new System.Text.Json.Utf8JsonWriter(into).Entry(json =>
            {
                json.WriteString("publisher", p.Publisher.Length > 0 ? p.Publisher : null);
                json.WriteNumber("reports", p.Reports);
                json.WriteNumber("claims", p.Claims);
                json.WriteString("first", Wording.Words.Day(p.First));
                json.WriteString("last", Wording.Words.Day(p.Last));
            }), null);
        var coverage = visit.Desk.Remembered("coverage " + key, visit.Revision, () => visit.Pages.Coverage());
        var (from, to) = (visit.Question.Filter.From, visit.Question.Filter.To);
        return Reply.Page<SourcesPage>(visit, (nameof(SourcesPage.Daily), visit.Desk.Remembered($"daily {from} {to} {key}", visit.Revision, () => visit.Pages.Daily(from, to))), (nameof(SourcesPage.Publishers), publishers), (nameof(SourcesPage.Coverage), coverage), (nameof(SourcesPage.Spikes), Spikes(coverage, publishers)));
    }

    /// <summary>Months whose reports are half as many again as the mean of the three before, while publishers came in that had told nothing before: such a rise is of the sources, not of the conflict.</summary>
    internal static List<(LocalDate Month, long Before, long Reports, string New)> Spikes(IReadOnlyList<(LocalDate Month, long Reports, long Publishers)> coverage, IReadOnlyList<PublisherCount> publishers)
    {
        var added = publishers.Where(p => p.First is not null && p.Publisher.Length > 0).GroupBy(p => new LocalDate(p.First!.Value.Year, p.First.Value.Month, 1)).ToDictionary(g => g.Key, g => g.OrderByDescending(p => p.Reports).ToList());
        var spikes = new List<(LocalDate, long, long, string)>();
        for (var i = 3; i < coverage.Count; i++)
        {
            var before = (coverage[i - 1].Reports + coverage[i - 2].Reports + coverage[i - 3].Reports) / 3;
            if (coverage[i].Reports < 20 || coverage[i].Reports < 1.5 * before || !added.TryGetValue(coverage[i].Month, out var fresh)) continue;
            spikes.Add((coverage[i].Month, before, coverage[i].Reports, string.Join(", ", fresh.Take(4).Select(p => p.Publisher)) + (fresh.Count > 4 ? string.Create(CultureInfo.InvariantCulture, $" +{fresh.Count - 4}") : "")));
        }
        return spikes;
    }
}
