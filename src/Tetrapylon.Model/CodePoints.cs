namespace Tetrapylon.Model;

/// <summary>Turns offsets in UTF-16 code units, as used inside, into offsets in Unicode code points, as written out.</summary>
public sealed class CodePoints
{
    // Offsets of low surrogates, ascending: each shortens the code-point count of everything after it by one.
    private readonly int[] _lowSurrogates;

    public CodePoints(string text)
    {
        var found = new List<int>();
        for (var i = 1; i < text.Length; i++)
            if (char.IsLowSurrogate(text[i]) && char.IsHighSurrogate(text[i - 1]))
                found.Add(i);
        _lowSurrogates = [.. found];
    }

    /// <summary>The code-point offset of a code-unit offset; an offset inside a pair counts as the pair's start.</summary>
    public int Of(int offset)
    {
        var at = Array.BinarySearch(_lowSurrogates, offset);
        return offset - (at >= 0 ? at + 1 : ~at);
    }

    public Span Of(Span span) => new(Of(span.Start), Of(span.End));
}
