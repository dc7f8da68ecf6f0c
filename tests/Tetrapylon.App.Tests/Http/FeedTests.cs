using System.Net;
using System.Text.Json;
using Tetrapylon.App.Http;
using Tetrapylon.App.Http.Runs;
using Tetrapylon.Reading.Fetching;
using Tetrapylon.Reading.Tests.Fetching;

namespace Tetrapylon.App.Tests.Http;

public sealed class FeedTests(DeskFixture desk) : IClassFixture<DeskFixture>
{
    [Fact]
    public async Task A_followed_feed_is_looked_at_again_and_only_what_is_new_is_coded()
    {
        await using var server = LocalServer.Of(
            ("/feed", LocalServer.Ok("<rss><channel><title>Daily Test</title><item><title>Raid at Zliten</title><link>/a</link><pubDate>Tue, 05 Apr 2016 10:00:00 GMT</pubDate><description>Shots.</description></item></channel></rss>", type: "application/rss+xml")),
            ("/a", LocalServer.Ok("<html><body><article><h1>Raid at Zliten</h1><p>Gunmen attacked an army checkpoint in Zliten on Monday and killed five soldiers, the town's council said in the evening.</p></article></body></html>")));
        await using var running = await RunningDesk.StartAsync(o => o with { Reachable = AddressGuard.AlsoLoopback });
        var other = running.Desk;
        other.Feeds.Follow(server.Url("/feed"), "ana", 15);
        var feed = Assert.Single(other.Feeds.All());
        var run = await Ended(other.Runs.Find(feed.Run!)!);
        Assert.Equal((RunState.Done, 1, 0), (run.State, run.Reports, run.Known));
        Assert.Equal("Raid at Zliten", Assert.Single(run.Came).Title);

        other.Feeds.Now(feed.Id);
        var again = await Ended(other.Runs.Find(other.Feeds.Find(feed.Id)!.Run!)!);
        Assert.NotEqual(run.Id, again.Id);
        Assert.Equal((RunState.Done, 0, 1), (again.State, again.Reports, again.Known));
        // Nothing is due before its time.
        other.Feeds.Look();
        Assert.Equal(again.Id, other.Feeds.Find(feed.Id)!.Run);
    }

    [Fact]
    public async Task What_a_feed_says_never_becomes_markup()
    {
        const string Harm = "&lt;script&gt;alert(1)&lt;/script&gt;";
        await using var server = LocalServer.Of(
            ("/feed", LocalServer.Ok($"<rss><channel><title>{Harm}</title><item><title>Raid at Zliten {Harm}</title><link>/a</link><pubDate>Tue, 05 Apr 2016 10:00:00 GMT</pubDate><description>{Harm}</description></item></channel></rss>", type: "application/rss+xml")),
            ("/a", LocalServer.Ok($"<html><body><article><h1>Raid at Zliten {Harm}</h1><p>Gunmen {Harm} attacked an army checkpoint in Zliten on Monday and killed five soldiers, the town's council said in the evening.</p></article></body></html>")));
        await using var running = await RunningDesk.StartAsync(o => o with { Reachable = AddressGuard.AlsoLoopback });
        using var client = running.Client();
        running.Desk.Feeds.Follow(server.Url("/feed"), "ana", 15);
        var run = await Ended(running.Desk.Runs.Find(Assert.Single(running.Desk.Feeds.All()).Run!)!);
        var report = string.Join('/', Assert.Single(run.Came).Id.Split('/').Select(Uri.EscapeDataString));
        foreach (var path in new[] { "/feeds", "/run/" + run.Id, "/report/" + report, "/reports", "/events", "/sources", "/search?q=Zliten", "/review" })
            Assert.DoesNotContain("<script>alert", await client.GetStringAsync(path, TestContext.Current.CancellationToken), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_feed_inside_our_own_network_is_followed_to_nowhere()
    {
        await desk.Post("/feeds", "/feeds", ("url", "http://127.0.0.1:9/feed"), ("minutes", "5"));
        var feed = JsonDocument.Parse((await desk.Get("/feeds.json")).Body).RootElement.GetProperty("items")[0];
        var run = await Ended(desk.Desk.Runs.Find(feed.GetProperty("run").GetString()!)!);
        Assert.Equal((RunState.Failed, "refused-address"), (run.State, run.Issues[0].Code));
        await desk.Post("/feeds", $"/feed/{feed.GetProperty("id").GetString()}/remove");
        Assert.Empty(JsonDocument.Parse((await desk.Get("/feeds.json")).Body).RootElement.GetProperty("items").EnumerateArray());
    }

    [Theory]
    [InlineData("ftp://example.org/feed", "15")]
    [InlineData("https://example.org/feed", "1")]
    [InlineData("https://example.org/feed", "often")]
    public async Task A_feed_is_on_the_web_and_is_not_asked_too_often(string url, string minutes) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await desk.Post("/feeds", "/feeds", ("url", url), ("minutes", minutes))).StatusCode);

    private static async Task<Run> Ended(Run run)
    {
        for (var i = 0; i < 1200 && !run.Ended; i++) await Task.Delay(100, TestContext.Current.CancellationToken);
        return run;
    }
}
