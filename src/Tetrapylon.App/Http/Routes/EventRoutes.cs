using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using Tetrapylon.App.Http.Pages;
using Tetrapylon.App.Review;
using Tetrapylon.Export;
using Tetrapylon.Model;
using Tetrapylon.Record.Review;

namespace Tetrapylon.App.Http.Routes;

/// <summary>Events, the claims behind them and the reports these stand in; search.</summary>
internal static class EventRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/events", Events);
        routes.MapGet("/event/{id}", One);
        routes.MapGet("/claims", Claims);
        routes.MapGet("/claim/{id}", OneClaim);
        routes.MapGet("/reports", Reports);
        routes.MapGet("/report/{*id}", OneReport);
        routes.MapGet("/search", Search);
    }

    private static IResult Events(Visit visit)
    {
        var (question, pages) = (visit.Question, visit.Pages);
        switch (visit.Form)
        {
            case Form.Csv:
                var table = Csv(visit);
                return Reply.Lines(into => table(visit.View.Events(question.Filter), visit.Desk.Countries, into), "text/csv", "events.csv");
            case Form.GeoJson:
                return Reply.Stream(into => GeoJson.Events(visit.View.Events(question.Filter), into), "application/geo+json", "events.geojson");
        }
        if (visit.Form == Form.Atom) return EventFeed.Of(visit);
        var page = pages.Events(question.Filter, Cursors.Event(question.Cursor), question.Limit, latestFirst: true);
        var next = Cursors.Of(page.Next);
        if (visit.Form == Form.Json) return Reply.Json(page.Items, EventJson.Write, next is null ? null : visit.Link("", ("cursor", next)), visit.Facets(question.Filter).Total);
        return Reply.Page<EventsPage>(visit, (nameof(EventsPage.Events), page.Items), (nameof(EventsPage.Next), next), (nameof(EventsPage.Facets), visit.Facets(question.Filter)), (nameof(EventsPage.Weeks), visit.Weeks(question.Filter)));
    }

    private static Action<IEnumerable<Event>, IReadOnlyDictionary<string, string>, TextWriter> Csv(Visit visit) => visit.Question["columns"] switch
    {
        null or "acled" => AcledCsv.Write,
        "ucdp" => UcdpCsv.Write,
        "hxl" => HxlCsv.Write,
        var other => throw new ProblemException(400, "bad-parameter", $"'columns' is acled, ucdp or hxl, not '{other}'."),
    };

    private static IResult One(Visit visit, string id)
    {
        var happening = (Cursors.Id(id) is { } key ? visit.View.Event(key) : null) ?? throw ProblemException.NotFound($"event '{id}'{(visit.Question.KnownAt is null ? "" : " that was known on that day")}");
        if (visit.Form == Form.Json) return Reply.Json(into => EventJson.Write(happening, into));
        if (visit.Form == Form.GeoJson) return Reply.GeoJson(into => GeoJson.Events([happening], into));
        var claims = happening.Claims.Select(visit.View.Reviewed).OfType<ReviewedClaim>().ToList();
        var audit = claims.SelectMany(c => visit.Store.Audit(c.Claim.Id)).DistinctBy(j => j.Number).OrderByDescending(j => j.Number).ToList();
        return Reply.Page<EventPage>(visit, (nameof(EventPage.Event), happening), (nameof(EventPage.Claims), claims), (nameof(EventPage.Neighbours), Neighbours(visit, happening)), (nameof(EventPage.Audit), audit));
    }

    private static List<(Event, string)> Neighbours(Visit visit, Event happening)
    {
        const int most = 8;
        IEnumerable<Event> near = visit.View.Neighbours(happening);
        if (happening is { Place.Place: { } place, Days: { } days })
            near = near.Concat(visit.Pages.Events(new() { Place = place.Id, From = days.Start.PlusDays(-3), To = days.End.PlusDays(3) }, null, 20).Items);
        return [.. near.Where(e => e.Id != happening.Id).DistinctBy(e => e.Id).OrderBy(e => Distance(happening, e)).ThenBy(e => e.Id).Take(most).Select(e => (e, visit.Words.Say("apart." + Apart(visit, happening, e))))];
    }

    private static int Distance(Event a, Event b) => a.Days is { } x && b.Days is { } y ? Math.Abs(Period.DaysBetween(x.Start, y.Start)) : 1000;

    private static string Apart(Visit visit, Event a, Event b)
    {
        if (a.Claims.Any(c => visit.Store.Audit(c).Any(j => j is { Kind: JudgementKind.Apart, UndoneBy: null } && (j.Others.Concat([j.Claim])).Intersect(b.Claims).Any()))) return "judged";
        if ((a.Status == ClaimStatus.Planned) != (b.Status == ClaimStatus.Planned)) return "status";
        if (a.Days is { } x && b.Days is { } y && !x.Overlaps(y)) return "days";
        if (a.Place?.Place?.Id != b.Place?.Place?.Id) return "place";
        var reports = a.Claims.Select(visit.View.Claim).Select(c => c?.ReportId).ToHashSet(StringComparer.Ordinal);
        if (b.Claims.Select(visit.View.Claim).Any(c => reports.Contains(c?.ReportId))) return "report";
        return a.SubType != b.SubType ? "type" : "likeness";
    }

    private static IResult OneClaim(Visit visit, string id)
    {
        var claim = (Cursors.Id(id) is { } key ? visit.View.Claim(key) : null) ?? throw ProblemException.NotFound($"claim '{id}'");
        if (visit.Form == Form.Json) return Reply.Json(into => ClaimJson.Write(claim, visit.View.Report(claim.ReportContent)!.Text, into));
        return Results.Redirect(visit.Link("/report/" + string.Join('/', claim.ReportId.Split('/').Select(Uri.EscapeDataString))) + "#c-" + claim.Id);
    }

    private static IResult Claims(Visit visit)
    {
        var question = visit.Question;
        var found = visit.Pages.Claims(question.Filter, Cursors.Number(question.Cursor), question.Limit + 1);
        var claims = found.Take(question.Limit).ToList();
        var next = found.Count > claims.Count ? claims[^1].Row.ToString(CultureInfo.InvariantCulture) : null;
        return visit.Form == Form.Json ? Reply.Json(claims, (c, into) => ClaimJson.Write(c.Claim.Claim, visit.View.Report(c.Claim.Claim.ReportContent)!.Text, into), next is null ? null : visit.Link("", ("cursor", next)))
            : Reply.Page<ClaimsPage>(visit, (nameof(ClaimsPage.Claims), claims), (nameof(ClaimsPage.Next), next));
    }

    private static IResult OneReport(Visit visit, string id)
    {
        var report = visit.View.Report(id) ?? throw ProblemException.NotFound($"report '{id}'{(visit.Question.KnownAt is null ? "" : " that was known on that day")}");
        var claims = visit.View.ClaimsOf(report.ContentId);
        if (visit.Form == Form.Json) return Reply.Json(into => ReportJson.Write(new(report, [.. claims.Select(c => c.Claim)]), into));
        return Reply.Page<ReportPage>(visit, (nameof(ReportPage.Report), report), (nameof(ReportPage.Claims), claims), (nameof(ReportPage.Blocks), MarkedText.Of(report, claims)));
    }

    private static IResult Reports(Visit visit)
    {
        var (reports, next) = Listed(visit);
        return visit.Form == Form.Json ? Listed(visit, reports, next) : Reply.Page<ReportsPage>(visit, (nameof(ReportsPage.Reports), Titled(visit, reports)), (nameof(ReportsPage.Next), next));
    }

    private static (List<(string Id, string? Title, string? Publisher, LocalDate? Day)> Reports, string? Next) Listed(Visit visit)
    {
        var question = visit.Question;
        var offset = Cursors.Offset(question.Cursor);
        var found = visit.Pages.Reports(question.Filter.Words, question.Filter.Publisher, offset, question.Limit + 1);
        return ([.. found.Take(question.Limit)], found.Count > question.Limit ? (offset + question.Limit).ToString(CultureInfo.InvariantCulture) : null);
    }

    // A report without a title goes by its first words.
    private static List<(string Id, string? Title, string? Publisher, LocalDate? Day)> Titled(Visit visit, IEnumerable<(string Id, string? Title, string? Publisher, LocalDate? Day)> reports) =>
        [.. reports.Select(r => r.Title is { Length: > 0 } || visit.View.Report(r.Id) is not { } report ? r : r with { Title = DeskPage.TitleOf(report) })];

    private static IResult Listed(Visit visit, IEnumerable<(string Id, string? Title, string? Publisher, LocalDate? Day)> reports, string? next) => Reply.Json(reports, (report, into) => new System.Text.Json.Utf8JsonWriter(into).Entry(json =>
    {
        json.WriteString("id", report.Id);
        json.WriteString("title", report.Title);
        json.WriteString("publisher", report.Publisher);
        json.WriteString("published", Wording.Words.Day(report.Day));
    }), next is null ? null : visit.Link("", ("cursor", next)));

    private static IResult Search(Visit visit)
    {
        var (question, pages) = (visit.Question, visit.Pages);
        var words = question.Filter.Words;
        var (reports, next) = words is null && question.Filter.Publisher is null ? ([], null) : Listed(visit);
        if (visit.Form == Form.Json) return Listed(visit, reports, next);
        var places = words is null ? [] : visit.View.Places(words).Take(8).ToList();
        var actors = words is null ? [] : visit.Desk.ActorsNamed(words).Take(8).ToList();
        var facets = visit.Facets(question.Filter);
        return Reply.Page<SearchPage>(visit, (nameof(SearchPage.Places), places), (nameof(SearchPage.Actors), actors), (nameof(SearchPage.Facets), facets), (nameof(SearchPage.Reports), Titled(visit, reports)), (nameof(SearchPage.Next), next),
            (nameof(SearchPage.Events), question.Cursor is null ? pages.Events(question.Filter, null, 10, latestFirst: true).Items : []));
    }
}
