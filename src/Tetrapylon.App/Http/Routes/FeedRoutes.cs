using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime.Text;
using Tetrapylon.App.Http.Pages;
using Tetrapylon.App.Http.Runs;

namespace Tetrapylon.App.Http.Routes;

/// <summary>Feeds that are followed: which, how often, and what came of the last look.</summary>
internal static class FeedRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/feeds", All);
        routes.MapPost("/feeds", Follow);
        routes.MapPost("/feed/{id}/now", (Visit visit, string id) => Change(visit, id, feeds => feeds.Now(id)));
        routes.MapPost("/feed/{id}/remove", (Visit visit, string id) => Change(visit, id, feeds => feeds.Leave(id)));
    }

    private static IResult All(Visit visit)
    {
        visit.Who.Must(Role.Coder);
        visit.NeverKept();
        var feeds = visit.Desk.Feeds.All().Select(f => (Feed: f, Run: f.Run is { } id ? visit.Desk.Runs.Find(id) : null)).ToList();
        return visit.Form == Http.Form.Json ? Reply.Json(feeds, (f, into) => new Utf8JsonWriter(into).Entry(json =>
        {
            json.WriteString("id", f.Feed.Id);
            json.WriteString("address", f.Feed.Address.AbsoluteUri);
            json.WriteString("by", f.Feed.By);
            json.WriteNumber("minutes", f.Feed.Minutes);
            json.WriteString("next", InstantPattern.General.Format(f.Feed.Next));
            json.WriteString("run", f.Feed.Run);
        }), null, feeds.Count) : Reply.Page<FeedsPage>(visit, (nameof(FeedsPage.Feeds), feeds));
    }

    private static async Task<IResult> Follow(Visit visit)
    {
        var form = await visit.FormAsync(Role.Coder).ConfigureAwait(false);
        var address = form["url"].ToString().Trim();
        if (address.Length > 2000 || !Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps || url.UserInfo.Length > 0) throw new ProblemException(400, "url-refused", "Only http and https addresses are fetched.");
        var every = form["minutes"].ToString() is { Length: > 0 } text ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is >= FeedWatch.FewestMinutes and <= FeedWatch.MostMinutes ? minutes
            : throw new ProblemException(400, "bad-parameter", $"'minutes' is from {FeedWatch.FewestMinutes} to {FeedWatch.MostMinutes}.") : 15;
        if (visit.Desk.Feeds.All().Count >= FeedWatch.MostFeeds) throw new ProblemException(409, "too-many", $"{FeedWatch.MostFeeds} feeds are followed. Leave one first.");
        visit.Desk.Feeds.Follow(url, visit.Who.Name, every);
        return Results.Redirect("/feeds");
    }

    private static async Task<IResult> Change(Visit visit, string id, Action<FeedWatch> change)
    {
        await visit.FormAsync(Role.Coder).ConfigureAwait(false);
        if (visit.Desk.Feeds.Find(id) is null) throw ProblemException.NotFound($"followed feed '{id}'");
        change(visit.Desk.Feeds);
        return Results.Redirect("/feeds");
    }
}
