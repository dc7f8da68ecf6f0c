using Tetrapylon.Model;

namespace Tetrapylon.Coding.Numbers;

public enum AtomKind : byte { Letters, Digits, Mark }

/// <summary>A run of letters, a run of digits or one mark. Tokens are cut into atoms so that "mid-1996", "10pm", "1980s" and "two-week" read alike however they were tokenised.</summary>
/// <param name="Token">The token it is part of.</param>
/// <param name="Word">Lower-cased token text that holds it, from <paramref name="From"/> to <paramref name="To"/>.</param>
/// <param name="Number">Value of a run of at most nine digits, else -1.</param>
/// <param name="Glued">True when nothing stands between it and the atom before.</param>
public readonly record struct Atom(int Token, Span Span, AtomKind Kind, string Word, int From, int To, int Number, bool Capital, bool Glued)
{
    public ReadOnlySpan<char> Lower => Word.AsSpan(From, To - From);
    public int Length => To - From;

    public bool Is(char mark) => Kind == AtomKind.Mark && Word[From] == mark;

    /// <summary>Cuts tokens [first, end) into atoms, appended to <paramref name="atoms"/>.</summary>
    public static void Cut(Document document, int first, int end, List<Atom> atoms)
    {
        var before = -1;
        for (var t = first; t < end; t++)
        {
            var token = document.Tokens[t];
            var word = token.Lower;
            // Where lower-casing changed the length, offsets inside the word mean nothing: the token stays whole.
            if (word.Length != token.Span.Length)
            {
                if (word.Length == 0) continue;
                atoms.Add(new(t, token.Span, AtomKind.Letters, word, 0, word.Length, -1, token.Capitalized, before == token.Span.Start));
                before = token.Span.End;
                continue;
            }
            for (var i = 0; i < word.Length;)
            {
                var kind = KindOf(word[i]);
                var j = i + 1;
                if (kind != AtomKind.Mark)
                    while (j < word.Length && KindOf(word[j]) == kind) j++;
                var span = new Span(token.Span.Start + i, token.Span.Start + j);
                var number = -1;
                if (kind == AtomKind.Digits && j - i <= 9)
                {
                    number = 0;
                    for (var k = i; k < j; k++) number = number * 10 + word[k] - '0';
                }
                atoms.Add(new(t, span, kind, word, i, j, number, char.IsUpper(document.Text[span.Start]), before == span.Start));
                before = span.End;
                i = j;
            }
        }
    }

    private static AtomKind KindOf(char c) => char.IsAsciiDigit(c) ? AtomKind.Digits : char.IsLetter(c) ? AtomKind.Letters : AtomKind.Mark;
}
