using System.Diagnostics;
using System.Text;
using Tetrapylon.Model;

namespace Tetrapylon.Reading.Tests.Fuzzing;

/// <summary>Reads mutated input for a while: nothing throws, nothing takes long, and every report is what a report must be.</summary>
/// <remarks>
/// The run is the same every time but for how far it gets. Input that is read in a new way (other issues, other kinds of blocks) joins the
/// seeds. Input that breaks the reader is put among the seeds under a name that says what it broke, and is read first ever after.
/// TETRAPYLON_FUZZ_SECONDS says how long a target runs; without it, a moment.
/// </remarks>
internal sealed class Fuzzer(string target, IReadOnlyList<string> words, Func<byte[], IEnumerable<ReadResult>> read)
{
    private const int MostSeeds = 1000;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Fuzzing");

    private static double Seconds => double.TryParse(Environment.GetEnvironmentVariable("TETRAPYLON_FUZZ_SECONDS"), System.Globalization.CultureInfo.InvariantCulture, out var seconds) ? seconds : 1;

    public void Run(CancellationToken stop)
    {
        var seeds = Directory.GetFiles(Path.Combine(Folder, "seeds", target)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToList();
        Assert.NotEmpty(seeds);
        var ways = new HashSet<string>(StringComparer.Ordinal);
        foreach (var seed in seeds) ways.Add(Check(seed, "a seed"));
        var mutator = new Mutator(words);
        var clock = Stopwatch.StartNew();
        var number = 0;
        for (; clock.Elapsed.TotalSeconds < Seconds && !stop.IsCancellationRequested; number++)
        {
            var random = new Random(number);
            var input = mutator.Mutated(seeds[random.Next(seeds.Count)], seeds[random.Next(seeds.Count)], random);
            if (ways.Add(Check(input, $"input {number}")) && seeds.Count < MostSeeds) seeds.Add(input);
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{target}: {number} inputs, {ways.Count} ways of reading");
    }

    // How the input was read, in a few words.
    private string Check(byte[] input, string name)
    {
        var clock = Stopwatch.StartNew();
        var way = new StringBuilder();
        try
        {
            foreach (var result in read(input)) way.Append(Way(result)).Append('|');
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Assert.Fail($"{target}, {name}: {e}\nbase64: {Convert.ToBase64String(input)}");
        }
        if (clock.Elapsed > Longest && !Debugger.IsAttached) Assert.Fail($"{target}, {name}: took {clock.Elapsed}\nbase64: {Convert.ToBase64String(input)}");
        return way.Length < 2000 ? way.ToString() : way.ToString(0, 2000);
    }

    private static string Way(ReadResult result)
    {
        if (result.Report is not { } report) return result.SetAside?.Code ?? throw new InvalidOperationException("neither a report nor a reason");
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
        return $"{report.PublishedBasis}{string.Join(',', report.Issues.Select(i => i.Code).Distinct().Order(StringComparer.Ordinal))}{string.Join("", report.Blocks.Take(12).Select(b => b.Kind.ToString()[0]))}{(report.Title is null ? "" : "T")}{(report.Byline is null ? "" : "B")}{(report.UpdatedOn is null ? "" : "U")}{report.Language}";
    }

    // Marks without width are blanks too.
    private static bool IsBlank(string text) => text.All(c => char.IsWhiteSpace(c) || c is '\uFEFF' or '\u200B');

    private static bool Splits(string text, int at) => at > 0 && at < text.Length && char.IsHighSurrogate(text[at - 1]) && char.IsLowSurrogate(text[at]);
}
