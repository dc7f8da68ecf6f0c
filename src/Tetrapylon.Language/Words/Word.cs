namespace Tetrapylon.Language.Words;

/// <summary>A written form and all that is known of it before its sentence is read. Shared by every occurrence.</summary>
internal sealed class Word
{
    private Lemma? _lemmas;

    public Word(string form, string lower, WordTable table)
    {
        (Form, Lower) = (form, lower);
        (Coarse, Fine, Classes) = table.Of(lower);

        Span<char> folded = stackalloc char[40];
        var length = Math.Min(lower.Length, folded.Length);
        var digits = false;
        for (var i = 0; i < length; i++)
        {
            digits |= char.IsAsciiDigit(lower[i]);
            folded[i] = char.IsAsciiDigit(lower[i]) ? '0' : lower[i];
        }
        folded = folded[..length];
        LowerHash = Hashing.Of(folded);
        FormHash = digits ? LowerHash : Hashing.Of(form.AsSpan(0, Math.Min(form.Length, 40)));
        for (var n = 1; n <= 4; n++)
        {
            _suffixes[n - 1] = Hashing.Of(folded[^Math.Min(n, length)..]);
            _prefixes[n - 1] = Hashing.Of(folded[..Math.Min(n, length)]);
        }
        Shape = ShapeOf(form);
        Capitalized = form.Length > 0 && char.IsUpper(form[0]);
        HasLetter = lower.AsSpan().ContainsAnyInRange('a', 'z') || ContainsLetter(lower);
        AllCapitals = HasLetter && !ContainsLower(form);
        AllLower = !ContainsUpper(form);
    }

    /// <summary>Stands for what is before the first and after the last word of a sentence.</summary>
    public static Word Outside { get; } = new("", "", WordTable.Empty);

    private readonly ulong[] _suffixes = new ulong[4];
    private readonly ulong[] _prefixes = new ulong[4];

    public string Form { get; }
    public string Lower { get; }
    public ulong FormHash { get; }
    public ulong LowerHash { get; }
    public ulong Shape { get; }

    /// <summary>Number of the word's cluster among the few wide ones; 0 when it has none.</summary>
    public byte Coarse { get; }

    /// <summary>Number of the word's cluster among the many narrow ones; 0 when it has none.</summary>
    public ushort Fine { get; }

    /// <summary>What a dictionary says the word may be.</summary>
    public WordClass Classes { get; }

    public bool Capitalized { get; }
    public bool HasLetter { get; }
    public bool AllCapitals { get; }
    public bool AllLower { get; }

    /// <summary>The same word in lower case, once it was asked for.</summary>
    public Word? Lowered { get; set; }

    /// <summary>The lemma guessed without a tag, once it was asked for.</summary>
    public string? Guess { get; set; }

    public ulong Suffix(int length) => _suffixes[length - 1];

    public ulong Prefix(int length) => _prefixes[length - 1];

    /// <summary>The lemma noted for a tag; null when it was not asked for before.</summary>
    public string? LemmaAs(int tag)
    {
        for (var lemma = _lemmas; lemma is not null; lemma = lemma.Next)
            if (lemma.Tag == tag) return lemma.Text;
        return null;
    }

    // Two threads may note at once and one note be lost; it is then made again, with the same outcome.
    public void NoteLemma(int tag, string text) => _lemmas = new(tag, text, _lemmas);

    private static ulong ShapeOf(string form)
    {
        var shape = 7UL;
        var last = '\0';
        for (var i = 0; i < form.Length && i < 40; i++)
        {
            var c = form[i];
            c = char.IsUpper(c) ? 'X' : char.IsLower(c) ? 'x' : char.IsDigit(c) ? 'd' : c;
            if (c != last) shape = Hashing.Pair(shape, c);
            last = c;
        }
        return shape;
    }

    private static bool ContainsLetter(string text)
    {
        foreach (var c in text)
            if (char.IsLetter(c)) return true;
        return false;
    }

    private static bool ContainsLower(string text)
    {
        foreach (var c in text)
            if (char.IsLower(c)) return true;
        return false;
    }

    private static bool ContainsUpper(string text)
    {
        foreach (var c in text)
            if (char.IsUpper(c)) return true;
        return false;
    }

    private sealed record Lemma(int Tag, string Text, Lemma? Next);
}
