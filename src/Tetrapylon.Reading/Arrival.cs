using Tetrapylon.Model;

namespace Tetrapylon.Reading;

/// <summary>What a source hands over: the raw bytes of a report, a report read already, or why some of it could not be had.</summary>
public readonly record struct Arrival
{
    private Arrival(RawReport? raw, ReadResult? result, Issue? issue) => (Raw, Result, SetAside) = (raw, result, issue);

    /// <summary>Null when something was set aside, or read already.</summary>
    public RawReport? Raw { get; }

    public ReadResult? Result { get; }

    public Issue? SetAside { get; }

    public static Arrival Of(RawReport raw) => new(raw, null, null);

    public static Arrival Read(ReadResult result) => new(null, result, null);

    internal static Arrival Aside(Issue issue) => new(null, null, issue);

    internal static Arrival Aside(string source, string code, string message) => new(null, null, new(code, $"{source}: {message}", SetAside: true));
}
