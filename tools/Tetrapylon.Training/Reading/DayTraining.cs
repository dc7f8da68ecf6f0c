using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;
using Tetrapylon.Reading;
using Tetrapylon.Reading.Dates;

namespace Tetrapylon.Training.Reading;

/// <summary>Trains what speaks for a day being that of publication, from pages whose day is known: a log-linear choice among all days of a page and none. One thread, fixed order: same pages, same weights.</summary>
internal static class DayTraining
{
    private const int Folds = 10, Steps = 600, Traits = 64;

    // The pages trained on know updates better than readers want: this one weight keeps what is meant.
    private const double Rate = 0.5, Decay = 1, Firm = 1000;

    // What the vocabularies say of themselves; weights are drawn to this, so that a page with nothing but one statement is read as that says.
    private static readonly Dictionary<DayTrait, double> Meant = new()
    {
        [DayTrait.LinkedReport] = 1.5,
        [DayTrait.MetaPublished] = 1.5,
        [DayTrait.ItemPublished] = 1,
        [DayTrait.ScriptPublished] = 0.5,
        [DayTrait.LinkedUpdate] = -1,
        [DayTrait.MetaUpdated] = -1,
        [DayTrait.ItemUpdated] = -1,
        [DayTrait.ElementUpdated] = -0.5,
        [DayTrait.ShownUpdated] = -0.5,
        [DayTrait.UpdateBesidePublished] = -1.5,
    };

    /// <param name="Right">Index of the true day; -1 when the page does not state it.</param>
    private sealed record Page(List<DayCase> Cases, int Right);

    public static int Run(string corpora)
    {
        var folder = Path.Combine(corpora, "gold", "reading");
        var pages = Read(folder);
        var right = 0;
        var wrong = 0;
        for (var fold = 0; fold < Folds; fold++)
        {
            var weights = Train([.. pages.Where((_, i) => i % Folds != fold)]);
            foreach (var page in pages.Where((_, i) => i % Folds == fold))
            {
                var best = Best(page, weights);
                if (best == page.Right && best >= 0) right++;
                else if (best >= 0) wrong++;
            }
        }
        var said = string.Create(CultureInfo.InvariantCulture, $"{Folds}-fold over {pages.Count} pages: right {right} ({(double)right / pages.Count:0.000}), wrong {wrong}, none {pages.Count - right - wrong}");
        Console.WriteLine(said);
        Write(Train(pages), said);
        return 0;
    }

    private static List<Page> Read(string folder)
    {
        // The file has a few days that are not numbers of JSON (NaN) where a page has none.
        using var gold = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "dates.gold.json")).Replace(": NaN", ": null", StringComparison.Ordinal));
        var reader = Reader.Load(DataFolder.Shipped());
        var pages = new List<Page>();
        foreach (var arrival in Sources.Open([Path.Combine(folder, "dates")]))
        {
            if (arrival.Raw is not { } raw || gold.RootElement.GetProperty(raw.Id!).GetProperty("date").GetString() is not { } day) continue;
            var cases = reader.Pages.DaysOf(raw);
            pages.Add(new(cases, cases.FindIndex(c => c.Day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture) == day)));
        }
        return pages;
    }

    // Ascent with a step for each weight (AdaGrad); weights are drawn to what is meant.
    private static double[] Train(List<Page> pages)
    {
        var meant = new double[Traits];
        foreach (var (trait, weight) in Meant) meant[BitOperations.TrailingZeroCount((ulong)trait)] = weight;
        var weights = (double[])meant.Clone();
        var steps = new double[Traits];
        for (var step = 0; step < Steps; step++)
        {
            var slope = new double[Traits];
            foreach (var page in pages)
            {
                var scores = page.Cases.ConvertAll(c => Score(c.Traits, weights));
                var most = Math.Max(0, scores.DefaultIfEmpty(0).Max());
                var sum = Math.Exp(-most) + scores.Sum(s => Math.Exp(s - most));
                for (var i = 0; i < scores.Count; i++)
                {
                    var missing = (i == page.Right ? 1 : 0) - Math.Exp(scores[i] - most) / sum;
                    for (var left = (ulong)page.Cases[i].Traits; left != 0; left &= left - 1) slope[BitOperations.TrailingZeroCount(left)] += missing;
                }
            }
            for (var t = 0; t < Traits; t++)
            {
                var g = slope[t] - (1ul << t == (ulong)DayTrait.UpdateBesidePublished ? Firm : Decay) * (weights[t] - meant[t]);
                steps[t] += g * g;
                if (g != 0) weights[t] += Rate * g / Math.Sqrt(steps[t]);
            }
        }
        return weights;
    }

    private static double Score(DayTrait traits, double[] weights)
    {
        var sum = 0.0;
        for (var left = (ulong)traits; left != 0; left &= left - 1) sum += weights[BitOperations.TrailingZeroCount(left)];
        return sum;
    }

    private static int Best(Page page, double[] weights)
    {
        var (best, most) = (-1, 0.0);
        for (var i = 0; i < page.Cases.Count; i++)
            if (Score(page.Cases[i].Traits, weights) is var score && score > most) (best, most) = (i, score);
        return best;
    }

    private static void Write(double[] weights, string said)
    {
        using var file = new StreamWriter(Path.Combine("data", DayWeights.File)) { NewLine = "\n" };
        file.WriteLine("# What speaks for a day of a page being that of its publication, in log-odds. A day's weights add up; against them stands 0 for no day at all.");
        file.WriteLine("# origin: trained on the days of pages of htmldate's evaluation (github.com/adbar/htmldate, Apache-2.0; of the pages nothing is kept); may be edited by hand");
        file.WriteLine("# licence: Apache-2.0");
        file.WriteLine("# made by: dotnet run -c Release --project tools/Tetrapylon.Training -- days");
        file.WriteLine($"# {said}");
        foreach (var trait in Enum.GetValues<DayTrait>().Where(t => t != DayTrait.None).OrderBy(t => WireName.Of(t), StringComparer.Ordinal))
            file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{WireName.Of(trait)}\t{weights[BitOperations.TrailingZeroCount((ulong)trait)]:0.000}"));
    }
}
