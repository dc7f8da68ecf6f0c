using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using NodaTime.Text;
using Tetrapylon.App.Http.Pages;
using Tetrapylon.App.Http.Views;
using Tetrapylon.Model;

namespace Tetrapylon.App.Http.Routes;

/// <summary>Saved views: what changed in each, as a page, as data, as a feed, and sent to programs.</summary>
internal static class ViewRoutes
{
    private const int MostViews = 200, FeedEntries = 50;

    // What of an address belongs to a view: the filters, not the page or the day of knowledge.
    private static readonly string[] Kept = ["place", "country", "actor", "type", "status", "source-kind", "publisher", "review", "q", "from", "to", "bbox"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/views", All);
        routes.MapPost("/views", Save);
        routes.MapGet("/view/{id}", One);
        routes.MapPost("/view/{id}/remove", Remove);
        routes.MapPost("/view/{id}/hook", SetHook);
        routes.MapPost("/view/{id}/delivery/{number:long}", Again);
    }

    private static IResult All(Visit visit)
    {
        visit.NeverKept();
        var views = visit.Desk.Views.All();
        return visit.Form == Form.Json ? Reply.Json(views, (view, into) => new Utf8JsonWriter(into).Entry(json => Write(visit, json, view)), null, views.Count) : Reply.Page<ViewsPage>(visit, (nameof(ViewsPage.Views), views));
    }

    private static IResult One(Visit visit, string id)
    {
        visit.NeverKept();
        var view = Find(visit, id);
        var changes = visit.Desk.Views.Changes(id);
        switch (visit.Form)
        {
            case Form.Atom:
                return AtomFeed.Of(visit.Context, "Tetrapylon: " + view.Name, "urn:tetrapylon:view:" + id, $"/view/{id}.atom", [.. changes.Take(FeedEntries).Select(c => Entry(visit, view, c))], view.Since);
            case Form.Json:
                return Reply.Json(into => new Utf8JsonWriter(into).Entry(json =>
                {
                    Write(visit, json, view);
                    json.WriteStartArray("changes");
                    foreach (var change in changes) ViewWatch.Write(json, view, change, null);
                    json.WriteEndArray();
                    if (visit.Who.May(Role.Admin)) Write(visit, json, visit.Desk.Views.Deliveries(id));
                }));
            default:
                return Page(visit, view, null);
        }
    }

    private static IResult Page(Visit visit, SavedView view, string? secret) => Reply.Page<ViewPage>(visit, (nameof(ViewPage.View), view), (nameof(ViewPage.Changes), visit.Desk.Views.Changes(view.Id)),
        (nameof(ViewPage.Deliveries), visit.Who.May(Role.Admin) ? visit.Desk.Views.Deliveries(view.Id).Select(d => (d, visit.Desk.Views.Attempts(d.Number))).ToList() : []), (nameof(ViewPage.Secret), secret));

    private static async Task<IResult> Save(Visit visit)
    {
        var form = await visit.FormAsync(Role.Coder).ConfigureAwait(false);
        var name = form["name"].ToString().Trim();
        if (name.Length is 0 or > 100) throw new ProblemException(400, "bad-parameter", "'name' must have 1 to 100 letters.");
        var asked = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(form["query"].ToString());
        var query = QueryString.Create(Kept.Where(k => asked.TryGetValue(k, out var value) && value.ToString().Length > 0).Select(k => new KeyValuePair<string, string?>(k, asked[k].ToString()))).ToString();
        var subject = form["subject"].ToString() is not { Length: > 0 } what ? ViewSubject.Events : WireName.TryParse<ViewSubject>(what, out var named) ? named : throw new ProblemException(400, "bad-parameter", "'subject' is events, claims, places or heritage.");
        if (visit.Desk.Views.All().Count >= MostViews) throw new ProblemException(409, "too-many", $"There are {MostViews} saved views. Remove one first.");
        var view = visit.Desk.Watch.Save(name, visit.Who.Name, subject, query, visit.Store);
        return Done(visit, "/view/" + view.Id, json => Write(visit, json, view));
    }

    private static async Task<IResult> Remove(Visit visit, string id)
    {
        await visit.FormAsync(Role.Coder).ConfigureAwait(false);
        var view = Find(visit, id);
        if (view.By != visit.Who.Name) visit.Who.Must(Role.Admin);
        visit.Desk.Views.Remove(id);
        return Done(visit, "/views", json => json.WriteString("removed", id));
    }

    // Sends words of the record out of the house: an admin's affair.
    private static async Task<IResult> SetHook(Visit visit, string id)
    {
        var form = await visit.FormAsync(Role.Admin).ConfigureAwait(false);
        Find(visit, id);
        Uri? address = null;
        if (form["address"].ToString().Trim() is { Length: > 0 } text && (text.Length > 1000 || !Uri.TryCreate(text, UriKind.Absolute, out address) || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0))
            throw new ProblemException(400, "url-refused", "Only http and https addresses without a user's name are sent to.");
        var secret = visit.Desk.Views.SetHook(id, address);
        var view = Find(visit, id);
        if (!visit.WantsJson) return Page(visit, view, secret);
        return Done(visit, "", json =>
        {
            Write(visit, json, view);
            json.WriteString("secret", secret);
        });
    }

    private static async Task<IResult> Again(Visit visit, string id, long number)
    {
        await visit.FormAsync(Role.Admin).ConfigureAwait(false);
        if (visit.Desk.Views.FindDelivery(number) is not { } delivery || delivery.View != id) throw ProblemException.NotFound($"delivery {number}");
        visit.Desk.Views.Again(number, SystemClock.Instance.GetCurrentInstant());
        return Done(visit, "/view/" + id + "#deliveries", json => json.WriteNumber("delivery", number));
    }

    private static AtomEntry Entry(Visit visit, SavedView view, ViewChange change)
    {
        var kind = WireName.Of(change.Change);
        var summary = string.Join("; ", change.Fields.Select(f => $"{visit.Words.Name(f.Field)}: {f.Before ?? "—"} → {f.After ?? "—"}").Append(change.Quote).Where(t => t.Length > 0));
        // A change is an entry of its own: readers of feeds show it though they know the event.
        return new($"urn:tetrapylon:view:{view.Id}:{change.Number}", $"{visit.Words.Name(kind)}: {change.Title}", change.At, change.Path ?? "/view/" + view.Id, change.Source ?? "Tetrapylon", summary.Length > 0 ? summary : change.Title, kind);
    }

    private static void Write(Visit visit, Utf8JsonWriter json, SavedView view)
    {
        json.WriteString("id", view.Id);
        json.WriteString("name", view.Name);
        json.WriteString("by", view.By);
        json.WriteString("since", InstantPattern.General.Format(view.Since));
        json.WriteString("path", view.Address);
        json.WriteString("feed", $"/view/{view.Id}.atom");
        if (visit.Who.May(Role.Admin)) json.WriteString("hook", view.Hook?.Address.AbsoluteUri);
    }

    private static void Write(Visit visit, Utf8JsonWriter json, IEnumerable<Delivery> deliveries)
    {
        json.WriteStartArray("deliveries");
        foreach (var delivery in deliveries)
        {
            json.WriteStartObject();
            json.WriteNumber("number", delivery.Number);
            json.WriteString("id", delivery.Id);
            json.WriteString("state", WireName.Of(delivery.State));
            json.WriteString("next", delivery.Next is { } next ? InstantPattern.General.Format(next) : null);
            json.WriteStartArray("attempts");
            foreach (var attempt in visit.Desk.Views.Attempts(delivery.Number))
            {
                json.WriteStartObject();
                json.WriteString("at", InstantPattern.General.Format(attempt.At));
                if (attempt.Status is { } status) json.WriteNumber("status", status);
                json.WriteString("error", attempt.Error);
                json.WriteNumber("milliseconds", attempt.Milliseconds);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static IResult Done(Visit visit, string path, Action<Utf8JsonWriter> fields) => visit.WantsJson ? Reply.Json(into => new Utf8JsonWriter(into).Entry(fields)) : Results.Redirect(path);

    private static SavedView Find(Visit visit, string id) => visit.Desk.Views.Find(id) ?? throw ProblemException.NotFound($"saved view '{id}'");
}
