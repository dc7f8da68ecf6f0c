using Tetrapylon.Model;

namespace Tetrapylon.Language.Tests;

/// <summary>The shipped English analyzer, loaded once, and short ways to ask it.</summary>
internal static class English
{
    public static Analyzer Analyzer { get; } = Analyzer.Load(Path.Combine(AppContext.BaseDirectory, "models"));

    public static Report Report(params string[] blocks) => new()
    {
        Id = "test",
        Text = string.Join("\n\n", blocks),
        Blocks = [.. blocks.Select((block, i) => new Block(BlockKind.Body, new(blocks.Take(i).Sum(b => b.Length + 2), blocks.Take(i).Sum(b => b.Length + 2) + block.Length)))],
    };

    public static Document Read(params string[] blocks) => Analyzer.Analyze(Report(blocks));

    /// <summary>The words of a text, separated by spaces, sentences by " | ".</summary>
    public static string Words(params string[] blocks)
    {
        var document = Read(blocks);
        return string.Join(" | ", document.Sentences.Select(s => string.Join(' ', document.Tokens.AsSpan(s.First, s.Length).ToArray().Select(t => document.TextOf(t.Span)))));
    }

    /// <summary>The first token that is written so.</summary>
    public static Token Token(this Document document, string word) => document.Tokens.First(t => document.TextOf(t.Span) == word);

    public static int IndexOf(this Document document, string word) => document.Tokens.IndexOf(document.Token(word));
}
