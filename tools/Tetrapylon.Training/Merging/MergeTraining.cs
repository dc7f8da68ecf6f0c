using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Tetrapylon.Coding;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Language;
using Tetrapylon.Model;
using Tetrapylon.Reading;
using Tetrapylon.Record.Merging;

namespace Tetrapylon.Training.Merging;

/// <summary>Trains how much each trait counts for two claims telling of one happening: a logistic regression over judged pairs. One thread, fixed order: same pairs, same weights.</summary>
internal static class MergeTraining
{
    private const int Folds = 5, Steps = 4000;
    private const double Rate = 0.5, Decay = 1.0;

    private sealed record Pair(double[] Traits, bool Same, string Say);

    public static int Run(string corpora)
    {
        var pairs = Read(corpora, out var left);
        var beliefs = new double[pairs.Count];
        for (var fold = 0; fold < Folds; fold++)
        {
            var weights = new LikenessWeights(Train([.. pairs.Where((_, i) => i * Folds / pairs.Count != fold)]));
            for (var i = 0; i < pairs.Count; i++)
                if (i * Folds / pairs.Count == fold) beliefs[i] = weights.Belief(pairs[i].Traits);
        }
        var said = "";
        foreach (var limit in (ReadOnlySpan<double>)[0.3, 0.35, 0.4, 0.45, 0.5, 0.6])
        {
            int right = 0, wrong = 0, missed = 0;
            for (var i = 0; i < pairs.Count; i++)
                if (beliefs[i] >= limit && pairs[i].Same) right++;
                else if (beliefs[i] >= limit) wrong++;
                else if (pairs[i].Same) missed++;
            double p = right / Math.Max(1.0, right + wrong), r = right / Math.Max(1.0, right + missed);
            var line = string.Create(CultureInfo.InvariantCulture, $"from {limit:0.00} on P {p:0.000}, R {r:0.000}, F1 {2 * p * r / (p + r):0.000}");
            Console.WriteLine(line);
            if (limit == 0.4) said = line;
        }
        said = $"{pairs.Count} pairs of claims that may be one, {pairs.Count(p => p.Same)} of them one happening ({left} more are not: another day or place, or not coded); {Folds}-fold {said}";
        Console.WriteLine(said);
        Write(Train(pairs), said);
        return 0;
    }

    private static List<Pair> Read(string corpora, out int left)
    {
        var root = Directory.GetCurrentDirectory();
        var lines = File.ReadLines(Path.Combine(root, "tools", "Tetrapylon.Training", "Merging", "pairs.tsv")).Where(l => !l.StartsWith('#')).Skip(1).Select(l => l.Split('\t')).ToList();
        var wanted = lines.SelectMany(l => new[] { l[0], l[4] }).ToHashSet(StringComparer.Ordinal);
        var data = DataFolder.Shipped();
        var models = Path.Combine(AppContext.BaseDirectory, "models");
        var (reader, analyzer, coder) = (Reader.Load(data), Analyzer.Load(models), Coder.Load(data, models));
        var coded = new Dictionary<string, CodedReport>(StringComparer.Ordinal);
        using (var items = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(corpora, "corpora", "current-events.jsonl.gz")), CompressionMode.Decompress)))
            while (items.ReadLine() is { } line)
            {
                using var item = JsonDocument.Parse(line);
                if (!wanted.Contains(item.RootElement.GetProperty("id").GetString()!)) continue;
                foreach (var result in reader.Read(new("item.jsonl", System.Text.Encoding.UTF8.GetBytes(line))))
                    if (result.Report is { } report) coded[report.Id] = coder.Code(analyzer.Analyze(report, coder.MayTell));
            }
        var likeness = new Likeness(MergePolicy.Load(data));
        var pairs = new List<Pair>();
        left = 0;
        foreach (var line in lines)
        {
            var (a, b) = (Claim(line, 0), Claim(line, 4));
            var traits = new double[LikenessWeights.Count];
            if (a is null || b is null || !likeness.Traits(a, b, traits)) left++;
            else pairs.Add(new(traits, line[8] == "yes", $"{line[0]} {line[4]}"));
        }
        return pairs;

        KnownClaim? Claim(string[] line, int at)
        {
            if (!coded.TryGetValue(line[at], out var report)) throw new InvalidDataException($"the item {line[at]} is not in the corpus");
            var text = report.Report.Text;
            var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)))[..16];
            if (digest != line[at + 1]) throw new InvalidDataException($"the item {line[at]} has another text");
            var points = new CodePoints(text);
            int start = int.Parse(line[at + 2], CultureInfo.InvariantCulture), end = int.Parse(line[at + 3], CultureInfo.InvariantCulture);
            // The claim whose evidence covers most of what was judged: another coder cuts it a little otherwise.
            var best = report.Claims.MaxBy(c => Shared(points.Of(c.Evidence[0]), start, end));
            if (best is null || Shared(points.Of(best.Evidence[0]), start, end) < 0.4) return null;
            return new(best, report.Report.PublishedOn, TextSignature.Of(text), around: ClaimWords.Around(best, text));
        }
    }

    private static double Shared(Span span, int start, int end) => (Math.Min(span.End, end) - (double)Math.Max(span.Start, start)) / Math.Max(1, Math.Max(span.End, end) - Math.Min(span.Start, start));

    private static double[] Train(List<Pair> pairs)
    {
        var (weights, squares, slope) = (new double[LikenessWeights.Count], new double[LikenessWeights.Count], new double[LikenessWeights.Count]);
        Array.Fill(squares, 1e-8);
        for (var step = 0; step < Steps; step++)
        {
            for (var i = 0; i < slope.Length; i++) slope[i] = i == 0 ? 0 : Decay * weights[i] / pairs.Count;
            var now = new LikenessWeights(weights);
            foreach (var pair in pairs)
            {
                var error = (now.Belief(pair.Traits) - (pair.Same ? 1 : 0)) / pairs.Count;
                for (var i = 0; i < slope.Length; i++) slope[i] += error * pair.Traits[i];
            }
            for (var i = 0; i < slope.Length; i++)
            {
                squares[i] += slope[i] * slope[i];
                weights[i] -= Rate * slope[i] / Math.Sqrt(squares[i]);
            }
        }
        return weights;
    }

    private static void Write(double[] weights, string said)
    {
        using var file = new StreamWriter(Path.Combine(Directory.GetCurrentDirectory(), "data", "record", "likeness.yaml")) { NewLine = "\n" };
        file.WriteLine("# How much each trait speaks for (above 0) or against two claims telling of one happening: the weights of a logistic regression.");
        file.WriteLine("# What the traits are: src/Tetrapylon.Record/Merging/LikenessTrait.cs. Made by: tools/Tetrapylon.Training merging");
        file.WriteLine("origin: trained on pairs of claims judged for this project (tools/Tetrapylon.Training/Merging/pairs.tsv); no pair of benchmarks/merging is among them");
        file.WriteLine("licence: Apache-2.0");
        file.WriteLine($"trained: \"{said}\"");
        file.WriteLine("weights:");
        foreach (var trait in Enum.GetValues<LikenessTrait>()) file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {WireName.Of(trait)}: {Math.Round(weights[(int)trait], 3)}"));
    }
}
