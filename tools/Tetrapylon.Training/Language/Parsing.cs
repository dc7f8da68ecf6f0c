using System.Diagnostics;
using Tetrapylon.Language;
using Tetrapylon.Model;

namespace Tetrapylon.Training.Language;

/// <summary>Reads plain text, a paragraph a line, and prints CoNLL-U: to measure what was trained; says on standard error how fast it was.</summary>
internal static class Parsing
{
    private const int Rounds = 3;

    public static int Run(string path)
    {
        var watch = Stopwatch.StartNew();
        var analyzer = Analyzer.Load("models");
        Console.Error.WriteLine($"loaded in {watch.ElapsedMilliseconds} ms");
        using var output = new StreamWriter(Console.OpenStandardOutput());
        new ConlluWriter(analyzer).Write(File.ReadLines(path), output);

        var reports = File.ReadLines(path).Where(l => l.Length > 0).Select(l => new Report { Id = "", Text = l, Blocks = [new(BlockKind.Body, new(0, l.Length))] }).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            var before = Environment.CpuUsage.TotalTime;
            var (bytes, words) = (GC.GetAllocatedBytesForCurrentThread(), 0);
            foreach (var report in reports) words += analyzer.Analyze(report).Tokens.Length;
            Console.Error.WriteLine($"{words / (Environment.CpuUsage.TotalTime - before).TotalSeconds:0} words a second of processor time, {(GC.GetAllocatedBytesForCurrentThread() - bytes) / Math.Max(1, words)} bytes allocated a word");
        }
        return 0;
    }
}
