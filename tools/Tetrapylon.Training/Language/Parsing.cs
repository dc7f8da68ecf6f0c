using Tetrapylon.Language;

namespace Tetrapylon.Training.Language;

/// <summary>Reads plain text, a paragraph a line, and prints CoNLL-U: to measure what was trained.</summary>
internal static class Parsing
{
    public static int Run(string path)
    {
        using var output = new StreamWriter(Console.OpenStandardOutput());
        new ConlluWriter(Analyzer.Load("models")).Write(File.ReadLines(path), output);
        return 0;
    }
}
