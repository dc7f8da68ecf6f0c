using Tetrapylon.Coding.Events;
using Tetrapylon.Coding.Time;

namespace Tetrapylon.Training.Events;

/// <summary>Trains which time, and which place, of a report belongs to a happening.</summary>
public static class LinkTraining
{
    private const int Folds = 5;

    public static void Times(List<Prepared> prepared, TimeTagger tagger, string path)
    {
        var examples = new List<(int Report, List<(Example Example, bool Right)> Links, bool Default)>();
        var buffer = new FeatureBuffer();
        for (var r = 0; r < prepared.Count; r++)
        {
            var document = prepared[r].Document;
            var dated = tagger.Tag(document).Where(t => t.Days is not null).ToList();
            var links = dated.Select(t => new Linkable(t.First, t.End, t.Kind.ToString(), document.Tokens[t.First].Lower)).ToList();
            foreach (var (e, anchor) in Anchors(prepared[r]))
            {
                var gold = prepared[r].Gold.Events[e];
                var of = new List<(Example, bool)>();
                for (var i = 0; i < links.Count; i++)
                {
                    LinkFeatures.Fill(document, links, i, anchor, gold.SubType, buffer);
                    var right = gold.DateStart is not null && Iso(dated[i].Days!.Value.Start) == gold.DateStart && Iso(dated[i].Days!.Value.End) == gold.DateEnd;
                    of.Add((new(buffer.Hashes.ToArray(), [[], []], [], right ? 1 : 0), right));
                }
                if (of.Count > 0) examples.Add((r, of, gold.DateStart is not null && prepared[r].Gold.Report.PublishedOn is { } day && Iso(day) == gold.DateStart && gold.DateStart == gold.DateEnd));
            }
        }
        Fit("times", examples, path);
    }

    /// <summary>A gold event's main candidate: the first that tells of it.</summary>
    private static IEnumerable<(int Event, int Token)> Anchors(Prepared report)
    {
        for (var e = 0; e < report.Gold.Events.Length; e++)
        {
            var at = Array.IndexOf(report.Event, e);
            if (at >= 0) yield return (e, report.Candidates[at].Token);
        }
    }

    private static void Fit(string what, List<(int Report, List<(Example Example, bool Right)> Links, bool Default)> examples, string path)
    {
        var (right, all) = (0, 0);
        var scores = new float[2];
        for (var fold = 0; fold < Folds; fold++)
        {
            var trainer = Train(examples.Where(e => e.Report % Folds != fold).SelectMany(e => e.Links.Select(l => l.Example)));
            foreach (var (_, links, byDefault) in examples.Where(e => e.Report % Folds == fold))
            {
                var (best, chance) = (-1, 0.5f);
                for (var i = 0; i < links.Count; i++)
                {
                    trainer.Score(links[i].Example.Features, links[i].Example.Shared, [], scores);
                    LinearModel.Softmax(scores);
                    if (scores[1] > chance) (best, chance) = (i, scores[1]);
                }
                all++;
                if (best < 0 ? byDefault : links[best].Right) right++;
            }
        }
        Console.WriteLine($"{what}: {right} of {all} right where there is a choice ({(double)right / all:0.000}); reachable {examples.Count(e => e.Default || e.Links.Any(l => l.Right))}");
        var final = Train(examples.SelectMany(e => e.Links.Select(l => l.Example)));
        LinearModel.Save(path, ["no", "yes"], final.Shared, final.Rows, 0.01f);
    }

    private static JointTrainer Train(IEnumerable<Example> examples)
    {
        var trainer = new JointTrainer(2, 0, 0, 0, 0.05f, 1e-3f);
        trainer.Fit([.. examples], 12);
        return trainer;
    }

    private static string Iso(NodaTime.LocalDate day) => day.ToString("uuuu-MM-dd", null);
}
