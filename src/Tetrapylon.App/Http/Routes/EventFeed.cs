using Microsoft.AspNetCore.Http;
using NodaTime;
using Tetrapylon.App.Http.Views;
using Tetrapylon.Model;

namespace Tetrapylon.App.Http.Routes;

/// <summary>The events of a filter as a feed: an event stands in it anew whenever a later report or a reviewer revises it.</summary>
internal static class EventFeed
{
    private const int Looked = 500, Shown = 50;

    public static IResult Of(Visit visit)
    {
        var query = visit.Context.Request.QueryString;
        var entries = visit.Pages.Events(visit.Question.Filter, null, Looked, latestFirst: true).Items.Select(e => (Event: e, Changed: Changed(visit, e)))
            .OrderByDescending(e => e.Changed).ThenBy(e => e.Event.Id).Take(Shown)
            .Select(e => new AtomEntry($"urn:tetrapylon:event:{e.Event.Id}", ViewSubjects.Title(e.Event), e.Changed, $"/event/{e.Event.Id}", e.Event.Sources.Length > 0 ? e.Event.Sources[0].Name : "Tetrapylon", e.Event.Quote)).ToList();
        return AtomFeed.Of(visit.Context, "Tetrapylon: " + (query.HasValue ? Uri.UnescapeDataString(query.Value![1..]) : "events"), "/events" + query, visit.As("atom"), entries, Instant.FromUnixTimeSeconds(0));
    }

    private static Instant Changed(Visit visit, Event happening)
    {
        var told = happening.Claims.Select(visit.View.Reviewed).Where(c => c is not null).Select(c => Later(c!.Claim.PublishedOn is { } day ? day.AtMidnight().InUtc().ToInstant() : null, c.Review.At)).Max();
        return told ?? Instant.FromUnixTimeSeconds(0);
    }

    private static Instant? Later(Instant? a, Instant? b) => a is null || b > a ? b ?? a : a;
}
