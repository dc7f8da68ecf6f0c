using Tetrapylon.Model;

namespace Tetrapylon.Coding.Attribution;

/// <summary>Everybody who says something in a report, found once for all its happenings, and how many quotation marks stand where.</summary>
internal sealed class Sayings
{
    // A happening is told by somebody who speaks about it: of a very long report only so many on each side are asked.
    private const int Near = 40;

    private readonly List<Source> _all;
    private readonly int[] _quotes;
    private readonly Lazy<ActorMention?> _monitor;

    /// <param name="all">In text order of the words that say so.</param>
    /// <param name="monitor">See <see cref="Monitor"/>; few reports ask for it.</param>
    public Sayings(Document document, List<Source> all, Lazy<ActorMention?> monitor)
    {
        (_all, _monitor) = (all, monitor);
        _quotes = new int[document.Sentences.Length + 1];
        for (var s = 0; s < document.Sentences.Length; s++)
        {
            _quotes[s + 1] = _quotes[s];
            for (var t = document.Sentences[s].First; t < document.Sentences[s].End; t++)
                if (IsQuote(document.Tokens[t].Lower)) _quotes[s + 1]++;
        }
    }

    /// <summary>The only monitor that the report names; null where it names none, or several.</summary>
    public ActorMention? Monitor => _monitor.Value;

    /// <summary>Those who speak about a word, and how many speak before them.</summary>
    public (List<Source> Sources, int Before) About(int token)
    {
        if (_all.Count <= 2 * Near) return (_all, 0);
        var from = Math.Max(0, InTextOrder.FirstFrom(_all, token, static s => s.Cue) - Near);
        return (_all.GetRange(from, Math.Min(2 * Near, _all.Count - from)), from);
    }

    /// <summary>Quotation marks in sentences [<paramref name="first"/>, <paramref name="end"/>).</summary>
    public int Quotes(int first, int end) => first < end ? _quotes[end] - _quotes[first] : 0;

    public static bool IsQuote(string word) => word is "\"" or "“" or "”" or "''" or "``";
}
