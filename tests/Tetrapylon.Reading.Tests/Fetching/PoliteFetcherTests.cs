using System.Diagnostics;
using Tetrapylon.Reading.Fetching;

namespace Tetrapylon.Reading.Tests.Fetching;

public sealed class PoliteFetcherTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    private static PoliteFetcher Open(TimeProvider? clock = null) => new(new(guard: AddressGuard.AlsoLoopback), clock, Pause);

    private static readonly string Page = LocalServer.Ok("<p>A bridge fell.</p>");

    [Fact]
    public async Task What_the_site_asks_not_to_read_is_not_read_also_behind_a_redirect()
    {
        await using var server = LocalServer.Of(("/robots.txt", LocalServer.Ok("User-agent: *\nDisallow: /private", type: "text/plain")), ("/private/a", Page), ("/a", Page), ("/b", LocalServer.To("/private/a")));
        using var polite = Open();
        Assert.Equal("robots", (await polite.Ask(server.Url("/private/a"))).SetAside!.Code);
        Assert.Equal("robots", (await polite.Ask(server.Url("/b"))).SetAside!.Code);
        Assert.NotNull((await polite.Ask(server.Url("/a"))).Page);
        Assert.DoesNotContain(server.Requests, r => r.StartsWith("GET /private", StringComparison.Ordinal));
        Assert.Single(server.Requests, r => r.StartsWith("GET /robots.txt", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_host_is_asked_for_one_page_at_a_time_with_a_pause_between()
    {
        int now = 0, most = 0;
        await using var server = new LocalServer(async (_, stream) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Delay(30);
            Interlocked.Decrement(ref now);
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(Page));
        });
        using var polite = Open();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => polite.Ask(server.Url($"/{i}"))));
        Assert.Equal(1, most);
        // Five requests, robots.txt among them, with four pauses.
        Assert.True(watch.Elapsed >= 4 * Pause * 0.9, watch.Elapsed.ToString());
    }

    [Fact]
    public async Task Two_hosts_that_lead_to_each_other_do_not_wait_for_ever()
    {
        LocalServer? b = null;
        await using var a = new LocalServer((path, stream) => stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(path == "/a" ? LocalServer.To(b!.Url("/b").AbsoluteUri) : path == "/end" ? Page : LocalServer.To("/none"))).AsTask());
        b = new((path, stream) => stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(path == "/c" ? LocalServer.To(a.Url("/end").AbsoluteUri) : Page)).AsTask());
        await using var other = b;
        using var polite = Open();
        var both = await Task.WhenAll(polite.Ask(a.Url("/a")), polite.Ask(b.Url("/c"))).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.All(both, f => Assert.NotNull(f.Page));
    }

    [Fact]
    public async Task A_host_in_trouble_is_left_alone_longer_and_longer()
    {
        var broken = true;
        await using var server = new LocalServer((path, stream) => stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(path == "/robots.txt" || !broken ? Page : "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")).AsTask());
        var clock = new SteppedClock();
        using var polite = new PoliteFetcher(new(guard: AddressGuard.AlsoLoopback), clock, TimeSpan.Zero);
        foreach (var wait in (int[])[1, 2, 4])
        {
            Assert.Equal("http-status", (await polite.Ask(server.Url("/a"))).SetAside!.Code);
            clock.Step(TimeSpan.FromMinutes(wait) - TimeSpan.FromSeconds(1));
            Assert.Equal("backing-off", (await polite.Ask(server.Url("/a"))).SetAside!.Code);
            clock.Step(TimeSpan.FromSeconds(2));
        }
        broken = false;
        Assert.NotNull((await polite.Ask(server.Url("/a"))).Page);
        Assert.NotNull((await polite.Ask(server.Url("/a"))).Page);
    }

    [Fact]
    public async Task While_robots_cannot_be_had_nothing_is_read()
    {
        await using var server = new LocalServer((path, stream) => stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(path == "/robots.txt" ? "HTTP/1.1 500 Broken\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" : Page)).AsTask());
        using var polite = Open();
        Assert.Equal("robots", (await polite.Ask(server.Url("/a"))).SetAside!.Code);
    }

    /// <summary>A clock that moves when told.</summary>
    private sealed class SteppedClock : TimeProvider
    {
        private DateTimeOffset _now = new(2016, 4, 5, 0, 0, 0, TimeSpan.Zero);

        public void Step(TimeSpan by) => _now += by;

        public override DateTimeOffset GetUtcNow() => _now;
    }
}
