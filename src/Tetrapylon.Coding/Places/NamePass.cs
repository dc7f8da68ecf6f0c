using Tetrapylon.Knowledge.Gazetteer;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Places;

/// <summary>One reading of a report for names of places: the words of the sentence in hand and the names found so far. Of one call.</summary>
internal sealed class NamePass
{
    public required Document Document { get; init; }
    public required bool Caseless { get; init; }
    public HashSet<string> Persons { get; } = new(StringComparer.Ordinal);
    public List<NameWord> Words { get; } = [];
    public List<int> TokenOf { get; } = [];
    public List<NamedPlace> Found { get; } = [];
    public List<PlaceDraft> Drafts { get; } = [];
    public int Sentence { get; set; }

    public string Lower(int word) => Document.Tokens[TokenOf[word]].Lower;
    public bool Adjacent(int word) => Words[word].Gap is WordGap.Space or WordGap.Hyphen;

    /// <summary>A name of so many words; <paramref name="end"/> is where its text ends.</summary>
    public PlaceDraft Draft(int at, int length, int end) => new()
    {
        Span = new(Words[at].Start, end),
        First = TokenOf[at],
        End = TokenOf[at + length - 1] + 1,
        Sentence = Sentence,
        Name = NameWords.Fold(Document.Text[Words[at].Start..Words[at + length - 1].End]),
    };

    /// <summary>Whether only a comma stands between two places of the text.</summary>
    public bool IsComma(int from, int to) => to > from && to - from <= 3 && Document.Text.AsSpan(from, to - from).Trim() is ",";
}
