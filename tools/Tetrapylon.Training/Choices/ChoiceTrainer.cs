using System.Globalization;
using Tetrapylon.Coding.Choices;

namespace Tetrapylon.Training.Choices;

/// <summary>One choice as coded by hand: what speaks for each answer, and which answers are right.</summary>
internal sealed record Choice(List<List<ulong>> Answers, List<int> Right);

/// <summary>Trains log-linear choices. One thread, fixed seed: same choices, same weights.</summary>
internal static class ChoiceTrainer
{
    private const int Epochs = 25;
    private const double Rate = 0.15;
    private const double Decay = 0.004;
    private const double Smallest = 0.01;

    /// <summary>Share of an answer's features that is shown unless one says otherwise.</summary>
    public const double Half = 0.5;

    /// <param name="leastSeen">Features of fewer choices than this are left out.</param>
    /// <param name="shown">Share of an answer's features shown each time it is seen, so that no one feature decides alone; below 1 the cases are shuffled as well, and the weights are the mean of the later half of the rounds.</param>
    public static ChoiceWeights Train(List<Choice> choices, int leastSeen, double shown = Half)
    {
        var seen = new Dictionary<ulong, int>();
        foreach (var choice in choices)
            foreach (var feature in choice.Answers.SelectMany(a => a).Distinct()) seen[feature] = seen.GetValueOrDefault(feature) + 1;
        // Features by place in the tables.
        var places = seen.Where(s => s.Value >= leastSeen).Select((s, place) => (s.Key, place)).ToDictionary(s => s.Key, s => s.place);
        List<(int[][] Answers, List<int> Right)> kept = [.. choices.Select(c => (c.Answers.Select(a => a.Where(places.ContainsKey).Select(f => places[f]).ToArray()).ToArray(), c.Right))];
        var (weights, squares, sums) = (new double[places.Count], new double[places.Count], new double[places.Count]);
        var order = Enumerable.Range(0, kept.Count).ToArray();
        var random = new Random(7);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            if (shown < 1) random.Shuffle(order);
            foreach (var i in order)
            {
                var (answers, right) = kept[i];
                var rows = shown < 1 ? Array.ConvertAll(answers, a => Array.FindAll(a, _ => random.NextDouble() < shown)) : answers;
                var scores = Array.ConvertAll(rows, r => Math.Exp(Math.Clamp(Sum(r, weights), -30, 30)));
                var (all, good) = (scores.Sum(), right.Sum(r => scores[r]));
                for (var r = 0; r < rows.Length; r++)
                {
                    var push = (right.Contains(r) ? scores[r] / good : 0) - scores[r] / all;
                    if (Math.Abs(push) < 1e-4) continue;
                    foreach (var feature in rows[r])
                    {
                        var gradient = push - Decay * weights[feature];
                        squares[feature] += gradient * gradient;
                        weights[feature] += Rate * gradient / (Math.Sqrt(squares[feature]) + 0.1);
                    }
                }
            }
            if (shown == 1 || epoch < Epochs / 2) continue;
            for (var f = 0; f < sums.Length; f++) sums[f] += weights[f];
        }
        // As they count when all features are shown.
        return new(places.ToDictionary(p => p.Key, p => shown == 1 ? weights[p.Value] : sums[p.Value] * shown / (Epochs - Epochs / 2)));
    }

    private static double Sum(int[] row, double[] weights)
    {
        var sum = 0.0;
        foreach (var feature in row) sum += weights[feature];
        return sum;
    }

    /// <summary>The part of a cross-validation a report belongs to.</summary>
    public static int Fold(string id, int folds)
    {
        var hash = 2166136261;
        foreach (var c in id) hash = (hash ^ c) * 16777619;
        return (int)(hash % folds);
    }

    /// <param name="what">What is chosen, for the file's head.</param>
    public static void Write(ChoiceWeights weights, string path, string what)
    {
        using var writer = new StreamWriter(path);
        writer.Write($"# Weights of the {what}: the number of a feature (its name's hash) and how much it speaks for an answer.\n");
        writer.Write("# origin: trained by tools/Tetrapylon.Training on events coded by us from Wikipedia current events (CC BY-SA 4.0) and news on the Syria war (FA-KES, CC BY 4.0), and on reports of our own; no text of them is in it\n");
        foreach (var (feature, weight) in weights.All.OrderBy(w => w.Feature))
            if (Math.Abs(weight) >= Smallest) writer.Write($"{feature:x16}\t{weight.ToString("0.000", CultureInfo.InvariantCulture)}\n");
    }
}
