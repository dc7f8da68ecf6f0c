using System.Text;
using Tetrapylon.Reading.Tests.Fetching;

namespace Tetrapylon.App.Tests.Flow;

public sealed class WatchTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tetrapylon-watch-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Store => Path.Combine(_folder, "record.db");

    private static string Page(string toll) => LocalServer.Ok($"<html><body><article><h1>Shelling in Qatana</h1><time>5 April 2016</time><p>Shells fired by the army killed {toll} people in Qatana on Monday, the mayor said, and the old bridge fell into the river.</p></article></body></html>");

    private static string Feed(string extra = "") => LocalServer.Ok($"<rss><channel><title>Daily Test</title><item><title>Shelling in Qatana</title><link>/a</link><pubDate>Tue, 05 Apr 2016 10:00:00 GMT</pubDate><description>Shells fell.</description></item>{extra}</channel></rss>", "ETag: \"1\"\r\n", "application/rss+xml");

    [Fact]
    public async Task Only_what_is_new_is_read_and_a_feed_that_has_not_changed_is_not_sent_again()
    {
        var (feed, page) = (Feed(), Page("three"));
        await using var server = new LocalServer(async (path, stream) =>
            await stream.WriteAsync(Encoding.UTF8.GetBytes(path switch { "/feed" => feed, "/a" or "/a?from=feed" => page, _ => "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" })));
        var address = server.Url("/feed").AbsoluteUri;

        var first = await RunResult.WithServersAsync("watch", address, "--store", Store, "--once");
        Assert.Equal(ExitCode.Ok, first.ExitCode);
        Assert.Contains("watch: 1 new, 0 seen before", first.Messages, StringComparison.Ordinal);
        Assert.Contains("1 report added", first.Messages, StringComparison.Ordinal);

        // The same feed, said to be unchanged.
        feed = "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n";
        Assert.Contains("watch: 0 new", (await RunResult.WithServersAsync("watch", address, "--store", Store, "--once")).Messages, StringComparison.Ordinal);
        Assert.Contains("If-None-Match: \"1\"", server.Requests.Last(r => r.StartsWith("GET /feed", StringComparison.Ordinal)), StringComparison.Ordinal);

        // The same page at a second address is no news, nor is it asked for again.
        feed = Feed("<item><title>Shelling</title><link>/a?from=feed</link></item>");
        Assert.Contains("watch: 0 new, 2 seen before", (await RunResult.WithServersAsync("watch", address, "--store", Store, "--once")).Messages, StringComparison.Ordinal);
        var asked = server.Requests.Count;
        Assert.Contains("watch: 0 new, 2 seen before", (await RunResult.WithServersAsync("watch", address, "--store", Store, "--once")).Messages, StringComparison.Ordinal);
        Assert.Equal(asked + 2, server.Requests.Count);

        // The paper corrects itself.
        (feed, page) = (Feed().Replace("Shells fell.", "Shells fell, five dead.", StringComparison.Ordinal).Replace("Content-Length: ", "X-Was: ", StringComparison.Ordinal), Page("five"));
        var corrected = await RunResult.WithServersAsync("watch", address, "--store", Store, "--once");
        Assert.Contains("(1 of them new versions)", corrected.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_can_be_ingested_and_what_cannot_be_fetched_is_set_aside()
    {
        await using var server = LocalServer.Of(("/a", Page("three")));
        var run = await RunResult.WithServersAsync("ingest", "--store", Store, server.Url("/a").AbsoluteUri, server.Url("/none").AbsoluteUri);
        Assert.Equal(ExitCode.SomeSetAside, run.ExitCode);
        Assert.Contains("1 report added", run.Messages, StringComparison.Ordinal);
        Assert.Contains("(http-status)", run.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task This_machine_is_out_of_reach()
    {
        await using var server = LocalServer.Of(("/a", Page("three")));
        var run = await RunResult.OfAsync("", "read", "--json", server.Url("/a").AbsoluteUri);
        Assert.Contains("(refused-address)", run.Messages, StringComparison.Ordinal);
        Assert.Empty(run.Output);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("watch", "not-an-address")]
    [InlineData("watch", "ftp://example.org/feed")]
    [InlineData("watch", "https://example.org/feed", "--every", "0")]
    public async Task A_wrong_watch_is_refused(params string[] args) => Assert.Equal(ExitCode.Usage, (await RunResult.OfAsync("", args)).ExitCode);
}
