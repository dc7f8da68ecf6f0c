using System.IO.Compression;
using System.Text;
using Tetrapylon.Reading.Fetching;

namespace Tetrapylon.Reading.Tests.Fetching;

public sealed class FetcherTests
{
    private static Fetcher Open(FetchLimits? limits = null) => new(limits, AddressGuard.AlsoLoopback);

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize)) gzip.Write(bytes);
        return packed.ToArray();
    }

    private static LocalServer Packed(byte[] body, string encoding) => new(async (_, stream) =>
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"));
        await stream.WriteAsync(body);
    });

    private static async Task<string> CodeOf(LocalServer server, FetchLimits? limits = null, string path = "/a")
    {
        using var fetcher = Open(limits);
        return (await fetcher.Ask(server.Url(path))).SetAside!.Code;
    }

    [Fact]
    public async Task A_page_comes_with_its_type_its_address_and_what_the_server_says_of_its_freshness()
    {
        await using var server = LocalServer.Of(("/a", LocalServer.Ok("<p>A bridge fell.</p>", "ETag: \"7\"\r\nLast-Modified: Tue, 05 Apr 2016 10:00:00 GMT\r\n", "text/html; charset=utf-8")));
        using var fetcher = Open();
        var fetched = await fetcher.Ask(server.Url("/a"));
        Assert.Equal(("<p>A bridge fell.</p>", "text/html; charset=utf-8", server.Url("/a").AbsoluteUri), (Encoding.UTF8.GetString(fetched.Page!.Bytes.Span), fetched.Page.MediaType, fetched.Page.Id));
        Assert.Equal(new("\"7\"", "Tue, 05 Apr 2016 10:00:00 GMT"), fetched.Freshness);
        Assert.Equal("A bridge fell.", Assert.Single(Reading.Reader.Read(fetched.Page)).Report!.Text);
    }

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again()
    {
        await using var server = LocalServer.Of(("/a", "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"));
        using var fetcher = Open();
        var fetched = await fetcher.Ask(server.Url("/a"), new("\"7\"", "Tue, 05 Apr 2016 10:00:00 GMT"));
        Assert.True(fetched.Unchanged);
        Assert.Null(fetched.SetAside);
        var request = Assert.Single(server.Requests);
        Assert.Contains("If-None-Match: \"7\"", request, StringComparison.Ordinal);
        Assert.Contains("If-Modified-Since: Tue, 05 Apr 2016 10:00:00 GMT", request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}/a")]
    [InlineData("http://localhost:{0}/a")]
    [InlineData("http://2130706433:{0}/a")]
    [InlineData("http://0x7f.1:{0}/a")]
    [InlineData("http://[::ffff:127.0.0.1]:{0}/a")]
    [InlineData("http://[::1]:{0}/a")]
    [InlineData("http://0.0.0.0:{0}/a")]
    public async Task Without_the_allowance_nothing_on_this_machine_is_reached_by_any_name(string url)
    {
        await using var server = LocalServer.Of(("/a", LocalServer.Ok("<p>A secret.</p>")));
        using var fetcher = new Fetcher();
        var fetched = await fetcher.Ask(new(string.Format(url, server.Port)));
        Assert.Equal("refused-address", fetched.SetAside!.Code);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://[fe80::1]/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1/a")]
    [InlineData("http://user:word@127.0.0.1/a")]
    public async Task A_redirect_leads_nowhere_that_an_address_may_not(string to)
    {
        await using var server = LocalServer.Of(("/a", LocalServer.To(to)));
        Assert.Equal("refused-address", await CodeOf(server));
    }

    [Fact]
    public async Task Redirects_are_followed_so_often_and_no_more()
    {
        await using var server = LocalServer.Of([.. Enumerable.Range(0, 9).Select(i => ($"/{i}", LocalServer.To($"/{i + 1}"))), ("/5", LocalServer.Ok("<p>A bridge fell.</p>")), ("/x", "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")]);
        await using var longer = LocalServer.Of([.. Enumerable.Range(0, 9).Select(i => ($"/{i}", LocalServer.To($"/{i + 1}")))]);
        await using var enough = LocalServer.Of([.. Enumerable.Range(0, 5).Select(i => ($"/{i}", LocalServer.To($"/{i + 1}"))), ("/5", LocalServer.Ok("<p>A bridge fell.</p>"))]);
        using var fetcher = Open();
        Assert.Equal(enough.Url("/5").AbsoluteUri, (await fetcher.Ask(enough.Url("/0"))).Page!.Url);
        Assert.Equal("too-many-redirects", await CodeOf(longer, path: "/0"));
        Assert.Equal(6, longer.Requests.Count);
        Assert.Equal("bad-redirect", await CodeOf(server, path: "/x"));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task Packed_pages_are_unpacked(string encoding)
    {
        var packed = new MemoryStream();
        using (Stream into = encoding switch { "gzip" => new GZipStream(packed, CompressionLevel.Fastest), "deflate" => new ZLibStream(packed, CompressionLevel.Fastest), _ => new BrotliStream(packed, CompressionLevel.Fastest) })
            into.Write("<p>A bridge fell.</p>"u8);
        await using var server = Packed(packed.ToArray(), encoding);
        using var fetcher = Open();
        Assert.Equal("<p>A bridge fell.</p>", Encoding.UTF8.GetString((await fetcher.Ask(server.Url("/a"))).Page!.Bytes.Span));
    }

    [Fact]
    public async Task What_unpacks_beyond_all_measure_is_refused()
    {
        await using var bomb = Packed(Gzip(new byte[20 << 20]), "gzip");
        Assert.Equal("broken-archive", await CodeOf(bomb));
        var dull = Enumerable.Repeat("A bridge of the town fell into the river, the mayor said on "u8.ToArray(), 4000).SelectMany((t, i) => (byte[])[.. t, .. Encoding.ASCII.GetBytes(i.ToString())]).ToArray();
        await using var large = Packed(Gzip(dull), "gzip");
        Assert.Equal("too-large", await CodeOf(large, new() { InflatedBytes = 100_000 }));
    }

    [Fact]
    public async Task What_is_too_large_on_the_wire_is_left_there()
    {
        await using var stated = LocalServer.Of(("/a", LocalServer.Ok(new string('x', 2000))));
        Assert.Equal("too-large", await CodeOf(stated, new() { WireBytes = 1000 }));
        // Without end, and without a word on its length.
        await using var endless = new LocalServer(async (_, stream) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"u8.ToArray());
            for (var i = 0; i < 10_000; i++) await stream.WriteAsync(new byte[10_000]);
        });
        Assert.Equal("too-large", await CodeOf(endless, new() { WireBytes = 100_000 }));
    }

    [Fact]
    public async Task A_server_that_drips_is_given_up_in_time()
    {
        await using var slow = new LocalServer(async (_, stream) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"u8.ToArray());
            for (var i = 0; i < 600; i++)
            {
                await stream.WriteAsync("x"u8.ToArray());
                await Task.Delay(50);
            }
        });
        var watch = System.Diagnostics.Stopwatch.StartNew();
        using var fetcher = Open(new() { Time = TimeSpan.FromSeconds(1) });
        var fetched = await fetcher.Ask(slow.Url("/a"));
        Assert.Equal(("timeout", true), (fetched.SetAside!.Code, fetched.IsPassing));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("nonsense\r\n\r\n", "no-connection", true)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort", "no-connection", true)]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "http-status", false)]
    [InlineData("HTTP/1.1 503 Busy\r\nRetry-After: 90\r\nContent-Length: 0\r\n\r\n", "http-status", true)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain", "broken-archive", false)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: lzma\r\nContent-Length: 5\r\n\r\nplain", "broken-archive", false)]
    public async Task What_servers_do_wrong_is_an_issue_and_no_exception(string answer, string code, bool passing)
    {
        await using var server = LocalServer.Of(("/a", answer));
        using var fetcher = Open();
        var fetched = await fetcher.Ask(server.Url("/a"));
        Assert.Equal((code, passing), (fetched.SetAside!.Code, fetched.IsPassing));
        if (answer.Contains("Retry-After", StringComparison.Ordinal)) Assert.Equal(TimeSpan.FromSeconds(90), fetched.RetryAfter);
    }

    [Fact]
    public async Task A_stopped_run_stops_fetching()
    {
        await using var silent = new LocalServer(async (_, _) => await Task.Delay(30_000));
        using var stop = new CancellationTokenSource(200);
        using var fetcher = Open();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetcher.GetAsync(silent.Url("/a"), stop: stop.Token));
    }
}
