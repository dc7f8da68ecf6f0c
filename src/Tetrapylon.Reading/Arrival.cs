using Tetrapylon.Model;

namespace Tetrapylon.Reading;

/// <summary>What a source hands over: the raw bytes of a report, or why some of it could not be had.</summary>
public readonly record struct Arrival
{
    private Arrival(RawReport? raw, Issue? issue) => (Raw, SetAside) = (raw, issue);

    /// <summary>Null when something was set aside.</summary>
    public RawReport? Raw { get; }

    public Issue? SetAside { get; }

    public static Arrival Of(RawReport raw) => new(raw, null);

    internal static Arrival Aside(Issue issue) => new(null, issue);

    internal static Arrival Aside(string source, string code, string message) => new(null, new(code, $"{source}: {message}", SetAside: true));
}
