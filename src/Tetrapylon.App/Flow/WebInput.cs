using Tetrapylon.App.Terminals;
using Tetrapylon.Reading;
using Tetrapylon.Reading.Fetching;

namespace Tetrapylon.App.Flow;

/// <summary>Opens what a command line names: files and folders where they are, addresses of the web through the guarded fetcher.</summary>
internal static class WebInput
{
    public static bool IsAddress(string input) => Uri.TryCreate(input, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps);

    /// <summary>A fetcher for this run.</summary>
    public static PoliteFetcher Fetcher(Terminal terminal) => new(new Fetcher(guard: terminal.Reachable));

    public static IEnumerable<Arrival> Open(string[] inputs, Terminal terminal)
    {
        if (!inputs.Any(IsAddress)) return Sources.Open(inputs, terminal.Input);
        return Mixed(inputs, terminal);
    }

    // Read on a thread of its own, one after the other: waiting for an answer holds up nothing but the next.
    private static IEnumerable<Arrival> Mixed(string[] inputs, Terminal terminal)
    {
        using var fetcher = Fetcher(terminal);
        foreach (var input in inputs)
            if (IsAddress(input))
            {
                if (fetcher.GetAsync(new(input)).GetAwaiter().GetResult().Arrival is { } arrival) yield return arrival;
            }
            else
            {
                foreach (var arrival in Sources.Open([input], terminal.Input)) yield return arrival;
            }
    }
}
