namespace Tetrapylon.Model;

/// <summary>A stretch of a report's text: <c>Start</c> inclusive, <c>End</c> exclusive.</summary>
/// <remarks>
/// Inside the program offsets count UTF-16 code units, as .NET strings do; everything written out counts Unicode
/// code points (see <see cref="CodePoints"/>).
/// </remarks>
public readonly record struct Span(int Start, int End) : IComparable<Span>
{
    public int Length => End - Start;

    public bool Contains(Span other) => Start <= other.Start && other.End <= End;

    public bool Contains(int offset) => Start <= offset && offset < End;

    public bool Overlaps(Span other) => Start < other.End && other.Start < End;

    /// <summary>The smallest span that holds both.</summary>
    public Span Cover(Span other) => new(Math.Min(Start, other.Start), Math.Max(End, other.End));

    /// <summary>The words themselves.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The span does not lie within <paramref name="text"/>.</exception>
    public ReadOnlySpan<char> Of(string text) => text.AsSpan(Start, Length);

    public int CompareTo(Span other) => Start != other.Start ? Start.CompareTo(other.Start) : End.CompareTo(other.End);

    public static bool operator <(Span a, Span b) => a.CompareTo(b) < 0;
    public static bool operator >(Span a, Span b) => a.CompareTo(b) > 0;
    public static bool operator <=(Span a, Span b) => a.CompareTo(b) <= 0;
    public static bool operator >=(Span a, Span b) => a.CompareTo(b) >= 0;

    public override string ToString() => $"[{Start},{End})";
}
