using Tetrapylon.Model;

namespace Tetrapylon.Reading.Blocks;

/// <summary>A picture's number at the head of a caption: "3/12", "Photo 3 of 12:".</summary>
/// <param name="Span">The counter's words.</param>
internal readonly record struct Counter(Span Span, int Number, int Total);

/// <summary>Reads the counters of galleries, and the title that every caption of one gallery repeats.</summary>
internal sealed class Galleries(ReadingCues cues)
{
    /// <summary>The counter at a paragraph's start.</summary>
    public Counter? CounterAt(string text, Span paragraph)
    {
        var i = paragraph.Start;
        var bracket = text[i] is '(' or '[';
        if (bracket) i++;
        var word = cues.CounterWords.LengthAtStart(text.AsSpan(i, paragraph.End - i));
        i = SkipBlank(text, i + word, paragraph.End);
        if (!ReadNumber(text, ref i, paragraph.End, out var number)) return null;
        i = SkipBlank(text, i, paragraph.End);
        var joiner = cues.CounterJoiners.LengthAtStart(text.AsSpan(i, paragraph.End - i));
        if (joiner == 0) return null;
        var slash = text[i] == '/';
        i = SkipBlank(text, i + joiner, paragraph.End);
        if (!ReadNumber(text, ref i, paragraph.End, out var total) || number < 1 || number > total || total < 2) return null;
        if (bracket && i < paragraph.End && text[i] is ')' or ']') i++;
        // "3 of 12 soldiers died" is a sentence: words joined without a picture word stand alone on their line.
        if (!slash && word == 0 && !bracket && i < paragraph.End) return null;
        while (i < paragraph.End && text[i] is ':' or '.' or '-' or '–' or ')') i++;
        return i == paragraph.End || char.IsWhiteSpace(text[i]) ? new(new(paragraph.Start, i), number, total) : null;
    }

    /// <summary>Length in characters of the words with which all captions of a gallery begin: its title. 0 when they share none.</summary>
    /// <param name="captions">Captions without their counters, at least two.</param>
    public static int SharedTitle(string text, IReadOnlyList<Span> captions)
    {
        var first = captions[0];
        var shared = first.Length;
        foreach (var caption in captions)
        {
            var same = text.AsSpan(first.Start, Math.Min(shared, first.Length)).CommonPrefixLength(caption.Of(text));
            shared = Math.Min(shared, same);
        }
        // Back to whole words, and words must be left to be captions.
        while (shared > 0 && !(shared < first.Length && char.IsWhiteSpace(text[first.Start + shared]))) shared--;
        foreach (var caption in captions)
            if (caption.Length > shared && shared > 0 && !char.IsWhiteSpace(text[caption.Start + shared])) return 0;
        // "The city …", "The museum …": a title is more than an article.
        return Words.Count(text.AsSpan(first.Start, shared)) >= 3 ? DropLoneArticle(text, first.Start, shared) : 0;
    }

    private static int DropLoneArticle(string text, int start, int length)
    {
        var last = text.AsSpan(start, length).LastIndexOf(' ');
        return last > 0 && text.AsSpan(start + last + 1, length - last - 1) is "The" or "A" or "An" ? last : length;
    }

    private static int SkipBlank(string text, int i, int end)
    {
        while (i < end && text[i] is ' ' or '\u00A0' or '\t') i++;
        return i;
    }

    private static bool ReadNumber(string text, ref int i, int end, out int number)
    {
        number = 0;
        var start = i;
        while (i < end && i - start < 4 && char.IsAsciiDigit(text[i])) number = number * 10 + (text[i++] - '0');
        return i > start && (i == end || !char.IsAsciiDigit(text[i]));
    }
}
