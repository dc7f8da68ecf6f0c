namespace Tetrapylon.Language.Words;

/// <summary>The words met so far. Reading needs no lock; memory is bounded: a full lexicon starts anew.</summary>
internal sealed class Lexicon(WordTable table)
{
    private const int Slots = 1 << 18;
    private const int Most = Slots / 2;

    private readonly Lock _writing = new();
    private Word?[] _words = new Word?[Slots];
    private int _count;

    /// <summary>The word of a written form.</summary>
    public Word Of(ReadOnlySpan<char> form)
    {
        var words = Volatile.Read(ref _words);
        var start = (int)(Hashing.Of(form) >> 20) & (Slots - 1);
        for (var at = start; Volatile.Read(ref words[at]) is { } word; at = (at + 1) & (Slots - 1))
            if (form.SequenceEqual(word.Form)) return word;
        return Add(form, start);
    }

    /// <summary>What a dictionary says a form in lower case may be.</summary>
    public WordClass ClassesOf(ReadOnlySpan<char> lower) => table.Of(lower).Classes;

    public Word LoweredOf(Word word) => word.Lowered ??= word.AllLower ? word : Of(word.Lower);

    private Word Add(ReadOnlySpan<char> form, int start)
    {
        var text = form.ToString();
        // A word in lower case is its own lower form, so that equal strings are one.
        var lower = Plain(text);
        var made = new Word(text, ReferenceEquals(lower, text) ? text : Of(lower).Form, table);
        lock (_writing)
        {
            if (_count >= Most)
            {
                Volatile.Write(ref _words, new Word?[Slots]);
                _count = 0;
            }
            var at = start;
            for (; _words[at] is { } word; at = (at + 1) & (Slots - 1))
                if (form.SequenceEqual(word.Form)) return word;
            Volatile.Write(ref _words[at], made);
            _count++;
        }
        return made;
    }

    /// <summary>Lower case with typographic quotes and dashes made plain.</summary>
    public static string Plain(string form)
    {
        var plain = true;
        foreach (var c in form)
            if (PlainOf(c) != c) { plain = false; break; }
        return plain ? form : string.Create(form.Length, form, static (into, from) =>
        {
            for (var i = 0; i < from.Length; i++) into[i] = PlainOf(from[i]);
        });
    }

    private static char PlainOf(char c) => c switch
    {
        < '\u0080' => c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c,
        '‘' or '’' or '‛' or '´' or 'ʼ' or 'ʻ' => '\'',
        '“' or '”' or '„' or '«' or '»' => '"',
        '–' or '—' or '‐' or '‑' or '‒' or '―' or '−' => '-',
        _ => char.ToLowerInvariant(c),
    };
}
