using Tetrapylon.Reading;

namespace Tetrapylon.Fuzz;

/// <summary>What every result of reading must be, whatever the bytes held.</summary>
public static class SoundReport
{
    /// <exception cref="InvalidOperationException">The result is not sound; the message says how.</exception>
    public static void Check(ReadResult result)
    {
        if (result.Report is not { } report)
        {
            if (result.SetAside is null) throw new InvalidOperationException("neither a report nor a reason");
            return;
        }
        var last = 0;
        foreach (var block in report.Blocks)
        {
            if (block.Span.Start < last || block.Span.End <= block.Span.Start || block.Span.End > report.Text.Length) throw new InvalidOperationException($"block {block.Span} after {last} in a text of {report.Text.Length}");
            if (!IsBlank(report.Text[last..block.Span.Start])) throw new InvalidOperationException($"text between blocks: '{report.Text[last..block.Span.Start]}'");
            if (Splits(report.Text, block.Span.Start) || Splits(report.Text, block.Span.End)) throw new InvalidOperationException("half a character");
            if (block.Credit is { } credit && (credit.Start < block.Span.Start || credit.End > block.Span.End || credit.Length <= 0)) throw new InvalidOperationException("a credit outside its caption");
            last = block.Span.End;
        }
        if (!IsBlank(report.Text[last..])) throw new InvalidOperationException($"text after the last block: '{report.Text[last..]}'");
        foreach (var name in report.PublisherSpans) _ = name.Of(report.Text);
        _ = report.ContentId;
    }

    // Marks without width are blanks too.
    private static bool IsBlank(string text) => text.All(c => char.IsWhiteSpace(c) || c is '\uFEFF' or '\u200B');

    private static bool Splits(string text, int at) => at > 0 && at < text.Length && char.IsHighSurrogate(text[at - 1]) && char.IsLowSurrogate(text[at]);
}
