using System.Text;
using Tetrapylon.Model;

namespace Tetrapylon.Reading;

/// <summary>Turns bytes into text: byte order marks, UTF-8, UTF-16 without a mark, and Windows-1252 for bytes that are none of these.</summary>
internal static class TextDecoder
{
    public static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private static readonly Encoding BigEndian32 = new UTF32Encoding(bigEndian: true, byteOrderMark: true);

    /// <summary>The text, or null when the bytes are no text.</summary>
    /// <param name="declared">The encoding a header or the document declares; UTF-8 that is valid wins over it.</param>
    public static string? Decode(string source, ReadOnlySpan<byte> bytes, List<Issue> issues, string? declared = null)
    {
        var text = Marked(bytes) ?? WideWithoutMark(bytes) ?? Utf8OrDeclared(source, bytes, issues, declared);
        if (IsBinary(text)) return null;
        return text;
    }

    /// <summary>The first characters, to see what the bytes are: wide text as such, any other byte as one character.</summary>
    public static string Peek(ReadOnlySpan<byte> bytes, int size)
    {
        bytes = bytes[..Math.Min(size, bytes.Length)];
        return (Marked(bytes) ?? WideWithoutMark(bytes) ?? Encoding.Latin1.GetString(bytes)).TrimStart('\uFEFF', '\u00EF', '\u00BB', '\u00BF', ' ', '\t', '\r', '\n');
    }

    /// <summary>The encoding of a stream that begins with these bytes, where a mark names one that is not UTF-8.</summary>
    public static Encoding? MarkedWide(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xFE, 0, 0, ..] => Encoding.UTF32,
        [0, 0, 0xFE, 0xFF, ..] => BigEndian32,
        [0xFF, 0xFE, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
        _ => null,
    };

    private static string? Marked(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8.GetString(bytes[3..]),
        [0xFF, 0xFE, 0, 0, ..] => Encoding.UTF32.GetString(bytes[4..]),
        [0, 0, 0xFE, 0xFF, ..] => BigEndian32.GetString(bytes[4..]),
        [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(bytes[2..]),
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(bytes[2..]),
        _ => null,
    };

    // Text of Latin letters has three zeros of four bytes in UTF-32, and a zero in every other byte in UTF-16.
    private static string? WideWithoutMark(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= 8 && bytes[0] == 0 && bytes[1] == 0 && bytes[4] == 0 && bytes[5] == 0) return BigEndian32.GetString(bytes);
        if (bytes.Length >= 8 && bytes[2] == 0 && bytes[3] == 0 && bytes[6] == 0 && bytes[7] == 0) return Encoding.UTF32.GetString(bytes);
        var head = bytes[..Math.Min(bytes.Length & ~1, 512)];
        int even = 0, odd = 0;
        for (var i = 0; i + 1 < head.Length; i += 2)
        {
            if (head[i] == 0) even++;
            if (head[i + 1] == 0) odd++;
        }
        var pairs = head.Length / 2;
        if (pairs < 4) return null;
        if (odd * 10 > pairs * 7 && even * 10 < pairs) return Encoding.Unicode.GetString(bytes);
        return even * 10 > pairs * 7 && odd * 10 < pairs ? Encoding.BigEndianUnicode.GetString(bytes) : null;
    }

    private static string Utf8OrDeclared(string source, ReadOnlySpan<byte> bytes, List<Issue> issues, string? declared)
    {
        var bad = FirstInvalid(bytes);
        if (bad < 0) return Encoding.UTF8.GetString(bytes);
        if (declared is not null && Named(declared) is { } encoding && encoding.CodePage != Encoding.UTF8.CodePage)
            return encoding.GetString(bytes);
        var (text, mixed) = Mixed(bytes);
        var line = bytes[..bad].Count((byte)'\n') + 1;
        issues.Add(mixed
            ? new("mixed-encodings", $"{source}: line {line} is not UTF-8 though other parts are; the odd bytes were read as Windows-1252")
            : new("not-utf8", $"{source}: not UTF-8 (line {line}); read as Windows-1252"));
        return text;
    }

    public static Encoding? Named(string name)
    {
        name = name.Trim().Trim('"', '\'').ToLowerInvariant();
        // As browsers do: pages that call themselves Latin-1 mean Windows-1252.
        if (name is "iso-8859-1" or "latin1" or "latin-1" or "us-ascii" or "ascii") return Windows1252;
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        // UTF-7 is known and refused: it lets a page say one thing to a filter and another to a reader.
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var valid = System.Text.Unicode.Utf8.IsValid(bytes);
        if (valid) return -1;
        var at = 0;
        while (at < bytes.Length && Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == System.Buffers.OperationStatus.Done) at += length;
        return at;
    }

    // What is valid UTF-8 is kept, each other byte is read as Windows-1252.
    private static (string Text, bool Mixed) Mixed(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        var wide = false;
        Span<char> one = stackalloc char[2];
        for (var at = 0; at < bytes.Length;)
        {
            if (Rune.DecodeFromUtf8(bytes[at..], out var rune, out var length) == System.Buffers.OperationStatus.Done)
            {
                wide |= length > 1;
                text.Append(one[..rune.EncodeToUtf16(one)]);
                at += length;
            }
            else
            {
                Windows1252.GetChars(bytes.Slice(at, 1), one);
                text.Append(one[0]);
                at++;
            }
        }
        return (text.ToString(), wide);
    }

    // Control characters that no text has; some stray ones are borne.
    private static bool IsBinary(string text)
    {
        int odd = 0, looked = Math.Min(text.Length, 8192);
        for (var i = 0; i < looked; i++)
            if (text[i] < ' ' && text[i] is not ('\n' or '\r' or '\t' or '\f' or '\v' or '\u001B') || text[i] is '\u007F' or '\uFFFE' or '\uFFFF') odd++;
        return odd > 4 && odd * 50 > looked;
    }
}
