using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using NodaTime;
using Tetrapylon.Model;

namespace Tetrapylon.Reading.Fetching;

/// <summary>Asked before each address that is about to be fetched, the first and each that a redirect leads to.</summary>
/// <returns>Null when it may be fetched, else why not.</returns>
internal delegate ValueTask<Fetched?> BeforeFetching(Uri url, CancellationToken stop);

/// <summary>Fetches pages from servers that nobody vouches for. Thread-safe; one for the whole process.</summary>
/// <remarks>
/// The address that is connected to is checked after the name is resolved, on every connection, so that neither a name nor a redirect
/// leads into the network this machine stands in. Bytes, unpacked bytes, time and redirects are bounded; cookies and proxies are not used.
/// </remarks>
public sealed class Fetcher : IDisposable
{
    private readonly HttpMessageInvoker _http;
    private readonly FetchLimits _limits;
    private readonly TimeProvider _clock;

    public Fetcher(FetchLimits? limits = null, AddressGuard? guard = null, TimeProvider? clock = null)
    {
        _limits = limits ?? new();
        _clock = clock ?? TimeProvider.System;
        var allowed = guard ?? AddressGuard.PublicOnly;
        _http = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseProxy = false,
            UseCookies = false,
            MaxConnectionsPerServer = 4,
            MaxResponseHeadersLength = 64,
            MaxResponseDrainSize = 0,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            ConnectCallback = (context, stop) => allowed.ConnectAsync(context.DnsEndPoint, stop),
        });
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Fetches one address. Never throws for what the server does.</summary>
    /// <param name="since">What the server said when it last gave this page; it may then answer that nothing changed.</param>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public Task<Fetched> GetAsync(Uri url, Freshness? since = null, CancellationToken stop = default) => GetAsync(url, since, null, stop);

    internal async Task<Fetched> GetAsync(Uri url, Freshness? since, BeforeFetching? before, CancellationToken stop)
    {
        var left = _limits.Time;
        var at = url;
        for (var redirects = 0; ; redirects++)
        {
            if (redirects > _limits.Redirects) return Fetched.Aside(url, "too-many-redirects", $"redirects more than {_limits.Redirects} times");
            if (Unfit(at) is { } unfit) return Fetched.Aside(at, "refused-address", unfit);
            if (before is not null && await before(at, stop).ConfigureAwait(false) is { } no) return no;
            var begun = _clock.GetTimestamp();
            using var deadline = new CancellationTokenSource(left, _clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, deadline.Token);
            try
            {
                var (result, next) = await Ask(at, since, either.Token).ConfigureAwait(false);
                if (next is null) return result!;
                at = next;
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                return TooSlow(at);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
            {
                for (var inner = e; inner is not null; inner = inner.InnerException)
                    if (inner is RefusedAddressException refused) return Fetched.Aside(at, "refused-address", refused.Message);
                return Fetched.Aside(at, "no-connection", e.GetBaseException().Message, passing: true);
            }
            if ((left -= _clock.GetElapsedTime(begun)) <= TimeSpan.Zero) return TooSlow(at);
        }
    }

    private Fetched TooSlow(Uri url) => Fetched.Aside(url, "timeout", $"gave no whole answer within {_limits.Time.TotalSeconds:0} s", passing: true);

    private static string? Unfit(Uri url) =>
        !url.IsAbsoluteUri || url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps ? "only http and https addresses are fetched"
        : url.UserInfo.Length > 0 ? "an address that carries a user's name is not fetched" : null;

    private async Task<(Fetched? Result, Uri? Next)> Ask(Uri url, Freshness? since, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionOrHigher };
        request.Headers.TryAddWithoutValidation("User-Agent", _limits.UserAgent);
        request.Headers.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5");
        request.Headers.TryAddWithoutValidation("Accept-Language", "en,*;q=0.3");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, deflate, br");
        if (since?.ETag is { } etag) request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        if (since?.LastModified is { } modified) request.Headers.TryAddWithoutValidation("If-Modified-Since", modified);
        using var response = await _http.SendAsync(request, stop).ConfigureAwait(false);
        var status = (int)response.StatusCode;
        if (status is 301 or 302 or 303 or 307 or 308)
            return response.Headers.Location is { } to && Uri.TryCreate(url, to, out var next) ? (null, next) : (Fetched.Aside(url, "bad-redirect", "sends elsewhere without saying where", status: status), null);
        var freshness = Freshness.Of(Single(response.Headers, "ETag"), Single(response.Content.Headers, "Last-Modified"));
        if (status == 304) return (new() { Unchanged = true, Freshness = freshness ?? since, Status = status }, null);
        if (status != 200)
            return (Fetched.Aside(url, "http-status", $"the server answered {status}, not with a page", passing: status is 408 or 425 or 429 or >= 500, status) with { RetryAfter = RetryAfter(response.Headers.RetryAfter) }, null);
        var (page, issue) = await Body(url, response, stop).ConfigureAwait(false);
        return (issue is not null ? issue with { Status = status } : new() { Page = page, Freshness = freshness, Status = status }, null);
    }

    private async Task<(RawReport? Page, Fetched? Issue)> Body(Uri url, HttpResponseMessage response, CancellationToken stop)
    {
        if (response.Content.Headers.ContentLength > _limits.WireBytes) return (null, TooLarge());
        await using var wire = await response.Content.ReadAsStreamAsync(stop).ConfigureAwait(false);
        var packed = new MemoryStream();
        var part = new byte[1 << 14];
        for (int read; (read = await wire.ReadAsync(part, stop).ConfigureAwait(false)) > 0;)
        {
            packed.Write(part, 0, read);
            if (packed.Length > _limits.WireBytes) return (null, TooLarge());
        }
        packed.Position = 0;
        try
        {
            var body = Inflated(packed, response.Content.Headers.ContentEncoding);
            if (body is null) return (null, Fetched.Aside(url, "too-large", $"unpacks to more than {_limits.InflatedBytes >> 20} MB"));
            var now = Instant.FromDateTimeOffset(_clock.GetUtcNow());
            return (new(url.AbsoluteUri, body.Value, Single(response.Content.Headers, "Content-Type"), url.AbsoluteUri, now, url.AbsoluteUri), null);
        }
        catch (InvalidDataException e)
        {
            return (null, Fetched.Aside(url, "broken-archive", e.Message));
        }

        Fetched TooLarge() => Fetched.Aside(url, "too-large", $"is larger than {_limits.WireBytes >> 20} MB");
    }

    // Encodings are undone from the last to the first; no server packs more than twice.
    private ReadOnlyMemory<byte>? Inflated(MemoryStream packed, ICollection<string> encodings)
    {
        ReadOnlyMemory<byte> body = packed.GetBuffer().AsMemory(0, (int)packed.Length);
        foreach (var encoding in encodings.Reverse().Take(2))
        {
            var bytes = body;
            Func<Stream, Stream>? inflate = encoding.Trim().ToLowerInvariant() switch
            {
                "gzip" or "x-gzip" => s => new GZipStream(s, CompressionMode.Decompress),
                "deflate" => s => bytes.Span is [0x78, ..] ? new ZLibStream(s, CompressionMode.Decompress) : new DeflateStream(s, CompressionMode.Decompress),
                "br" => s => new BrotliStream(s, CompressionMode.Decompress),
                "identity" or "" => null,
                _ => throw new InvalidDataException($"is packed as '{encoding}', which was not asked for"),
            };
            if (inflate is null) continue;
            using var stream = new BoundedInflation(new MemoryStream(body.ToArray()), inflate, BoundedInflation.FreeOfPages);
            var all = new MemoryStream();
            var part = new byte[1 << 16];
            for (int read; (read = stream.Read(part)) > 0;)
            {
                all.Write(part, 0, read);
                if (all.Length > _limits.InflatedBytes) return null;
            }
            body = all.GetBuffer().AsMemory(0, (int)all.Length);
        }
        return body;
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? value)
    {
        var asked = value?.Delta ?? (value?.Date is { } day ? day - _clock.GetUtcNow() : null);
        return asked > TimeSpan.Zero ? asked : null;
    }

    private static string? Single(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) && values.Count > 0 && values.ToString() is { Length: > 0 and < 1000 } value && !value.Contains('\t', StringComparison.Ordinal) ? value : null;
}
