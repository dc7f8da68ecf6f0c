namespace Tetrapylon.Reading.Fetching;

/// <summary>How much of a stranger's server is borne for one page.</summary>
public sealed record FetchLimits
{
    /// <summary>Bytes of the body as they come over the wire.</summary>
    public int WireBytes { get; init; } = 10 << 20;

    /// <summary>Bytes of the body once unpacked.</summary>
    public int InflatedBytes { get; init; } = 50 << 20;

    /// <summary>From asking to the last byte, redirects and all; waiting for one's turn does not count.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(20);

    public int Redirects { get; init; } = 5;

    /// <summary>How the program names itself to servers.</summary>
    public string UserAgent { get; init; } = "Tetrapylon/0.1 (reader of news reports; honours robots.txt)";
}
