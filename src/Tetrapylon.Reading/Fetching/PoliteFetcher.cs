using System.Collections.Concurrent;

namespace Tetrapylon.Reading.Fetching;

/// <summary>Fetches as a guest should: what robots.txt allows, one page at a time of each host with a pause between, and longer and longer pauses for a host in trouble. Thread-safe.</summary>
public sealed class PoliteFetcher(Fetcher fetcher, TimeProvider? clock = null, TimeSpan? pause = null) : IDisposable
{
    private const string Product = "tetrapylon";

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30), FirstBackOff = TimeSpan.FromMinutes(1), LongestBackOff = TimeSpan.FromHours(6), RobotsLife = TimeSpan.FromHours(24), RobotsRetry = TimeSpan.FromMinutes(10);

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly TimeSpan _pause = pause ?? TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, Host> _hosts = new(StringComparer.Ordinal);

    public void Dispose()
    {
        foreach (var host in _hosts.Values) host.Turn.Dispose();
        fetcher.Dispose();
    }

    /// <summary>Fetches one address when its host's turn comes.</summary>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public async Task<Fetched> GetAsync(Uri url, Freshness? since = null, CancellationToken stop = default)
    {
        var asked = new List<Host>(1);
        try
        {
            var fetched = await fetcher.GetAsync(url, since, (at, token) => Before(at, asked, token), stop).ConfigureAwait(false);
            if (asked.Count > 0) Note(asked[^1], fetched);
            return fetched;
        }
        finally
        {
            foreach (var host in asked)
            {
                host.Last = _clock.GetUtcNow();
                host.Turn.Release();
            }
        }
    }

    // One host is held at a time: a redirect to another lets go of the first, or two pages that redirect to each other's hosts would wait for ever.
    private async ValueTask<Fetched?> Before(Uri url, List<Host> asked, CancellationToken stop)
    {
        var host = _hosts.GetOrAdd(url.GetLeftPart(UriPartial.Authority), static _ => new());
        if (asked.Count == 0 || !ReferenceEquals(asked[0], host))
        {
            foreach (var other in asked)
            {
                other.Last = _clock.GetUtcNow();
                other.Turn.Release();
            }
            asked.Clear();
            await host.Turn.WaitAsync(stop).ConfigureAwait(false);
            asked.Add(host);
        }
        if (host.NotBefore - _clock.GetUtcNow() is { Ticks: > 0 } wait)
            return Fetched.Aside(url, "backing-off", $"the host did not answer well before; it is left alone for another {wait.TotalMinutes:0.#} minutes", passing: true);
        var robots = await Robots(url, host, stop).ConfigureAwait(false);
        if (!robots.Allows(url)) return Fetched.Aside(url, "robots", ReferenceEquals(robots, RobotsFile.AllowsNothing) ? "the site's robots.txt cannot be had for now; until it can, nothing of the site is read" : "the site's robots.txt asks programs not to read this page");
        await Wait(host, robots.CrawlDelay is { } asks ? asks < LongestPause ? asks : LongestPause : _pause, stop).ConfigureAwait(false);
        host.Last = _clock.GetUtcNow();
        return null;
    }

    private async Task<RobotsFile> Robots(Uri url, Host host, CancellationToken stop)
    {
        if (host.Robots is { } known && _clock.GetUtcNow() < host.RobotsUntil) return known;
        await Wait(host, _pause, stop).ConfigureAwait(false);
        var fetched = await fetcher.GetAsync(new Uri(url, "/robots.txt"), stop: stop).ConfigureAwait(false);
        host.Last = _clock.GetUtcNow();
        // RFC 9309: no file allows everything; a server that cannot give it allows nothing. A refused address is refused again with the page itself.
        var robots = fetched.Page is { } page ? RobotsFile.Parse(page.Bytes.Span, Product)
            : fetched.IsPassing && fetched.Status is 0 or >= 500 or 429 && fetched.SetAside!.Code != "refused-address" ? RobotsFile.AllowsNothing : RobotsFile.AllowsAll;
        host.Robots = robots;
        host.RobotsUntil = _clock.GetUtcNow() + (ReferenceEquals(robots, RobotsFile.AllowsNothing) ? RobotsRetry : RobotsLife);
        return robots;
    }

    private async Task Wait(Host host, TimeSpan pause, CancellationToken stop)
    {
        if (host.Last is { } last && last + pause - _clock.GetUtcNow() is { Ticks: > 0 } rest) await Task.Delay(rest, _clock, stop).ConfigureAwait(false);
    }

    private void Note(Host host, Fetched fetched)
    {
        if (fetched.SetAside is { Code: "backing-off" or "robots" }) return;
        if (!fetched.IsPassing)
        {
            host.Failures = 0;
            return;
        }
        var doubled = FirstBackOff * Math.Pow(2, Math.Min(host.Failures++, 20));
        var wait = fetched.RetryAfter is { } asked && asked > doubled ? asked : doubled;
        host.NotBefore = _clock.GetUtcNow() + (wait < LongestBackOff ? wait : LongestBackOff);
    }

    /// <summary>What is kept of one host; touched only by whose turn it is.</summary>
    private sealed class Host
    {
        public SemaphoreSlim Turn { get; } = new(1);
        public DateTimeOffset? Last { get; set; }
        public RobotsFile? Robots { get; set; }
        public DateTimeOffset RobotsUntil { get; set; }
        public DateTimeOffset NotBefore { get; set; }
        public int Failures { get; set; }
    }
}
