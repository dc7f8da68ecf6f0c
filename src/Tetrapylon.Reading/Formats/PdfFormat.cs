using System.Diagnostics;
using System.Text;
using Tetrapylon.Model;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;

namespace Tetrapylon.Reading.Formats;

/// <summary>The text of a PDF in the order of its content, read as plain text. Pages that are pictures hold none.</summary>
internal sealed class PdfFormat(PlainTextFormat plain) : IFormat
{
    private const int MostPages = 500, LongestText = 4 << 20;

    // A page is read whole or not at all; between pages the time is looked at.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    public bool Recognizes(RawReport raw) => raw.Bytes.Span.StartsWith("%PDF-"u8);

    public IEnumerable<ReadResult> Read(RawReport raw)
    {
        var issues = new List<Issue>();
        var text = new StringBuilder();
        try
        {
            using var document = PdfDocument.Open(raw.Bytes.ToArray(), new ParsingOptions { UseLenientParsing = true });
            var clock = Stopwatch.StartNew();
            var pages = 0;
            foreach (var page in document.GetPages())
            {
                if (pages++ == MostPages || text.Length > LongestText || clock.Elapsed > Longest)
                {
                    issues.Add(new("cut-short", $"{raw.Name}: only the first {pages - 1} pages were read"));
                    break;
                }
                AppendJoined(text, ContentOrderTextExtractor.GetText(page, addDoubleNewline: true));
            }
        }
        // The parser meets hostile files with exceptions of every kind.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            if (text.Length == 0) return [ReadResult.Aside(raw.Name, "broken-document", $"cannot be read: {e.Message}")];
            issues.Add(new("broken-document", $"{raw.Name}: only a part could be read: {e.Message}"));
        }
        return string.IsNullOrWhiteSpace(text.ToString()) ? [ReadResult.Aside(raw.Name, "no-text", "holds no text; it may be a scan")] : [plain.Read(raw, text.ToString(), issues)];
    }

    // Lines of a paragraph are joined, and words that a line's end divides; an empty line begins a paragraph.
    private static void AppendJoined(StringBuilder text, string page)
    {
        foreach (var raw in page.AsSpan().EnumerateLines())
        {
            var line = raw.Trim();
            if (line.IsEmpty)
            {
                if (text.Length > 0 && text[^1] != '\n') text.Append("\n\n");
                continue;
            }
            if (text.Length > 1 && text[^1] == '-' && char.IsLetter(text[^2]) && char.IsLower(line[0])) text.Length--;
            else if (text.Length > 0 && text[^1] != '\n') text.Append(' ');
            text.Append(line);
        }
        if (text.Length > 0 && text[^1] != '\n') text.Append("\n\n");
    }
}
