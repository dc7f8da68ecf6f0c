using Tetrapylon.Model;

namespace Tetrapylon.Reading.Fetching;

/// <summary>What a server said of a page when it gave it, to be asked next time whether it has changed.</summary>
public sealed record Freshness(string? ETag, string? LastModified)
{
    public static Freshness? Of(string? etag, string? lastModified) => etag is null && lastModified is null ? null : new(etag, lastModified);
}

/// <summary>What came of fetching one address: a page, the word that it has not changed, or why there is nothing.</summary>
public sealed record Fetched
{
    /// <summary>The page; null when it is unchanged or could not be had.</summary>
    public RawReport? Page { get; init; }

    /// <summary>The server says the page is as it was.</summary>
    public bool Unchanged { get; init; }

    /// <summary>Why the page could not be had.</summary>
    public Issue? SetAside { get; init; }

    public Freshness? Freshness { get; init; }

    /// <summary>How long the server asks to be left alone; null when it does not.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The server did not answer, or said it cannot for now: worth another try later.</summary>
    public bool IsPassing { get; init; }

    /// <summary>Status of the last answer; 0 when none came.</summary>
    public int Status { get; init; }

    /// <summary>As something to read.</summary>
    public Arrival? Arrival => Page is { } page ? Reading.Arrival.Of(page) : SetAside is { } issue ? Reading.Arrival.Aside(issue) : null;

    internal static Fetched Aside(Uri url, string code, string message, bool passing = false, int status = 0) =>
        new() { SetAside = new(code, $"{url.AbsoluteUri}: {message}", SetAside: true), IsPassing = passing, Status = status };
}
