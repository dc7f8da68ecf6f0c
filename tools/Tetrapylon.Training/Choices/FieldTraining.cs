using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Tetrapylon.Coding.Actors;
using Tetrapylon.Coding.Choices;
using Tetrapylon.Coding.Events;
using Tetrapylon.Coding.Time;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Language;
using Tetrapylon.Model;
using Tetrapylon.Reading;
using Tetrapylon.Training.Coded;
using Tetrapylon.Training.Roles;

namespace Tetrapylon.Training.Choices;

/// <summary>Trains which status a happening has and which days, from coded events, and says how well by cross-validation. One thread, fixed order: same corpora, same bytes.</summary>
internal static class FieldTraining
{
    private const int Folds = 5;
    private const int LeastSeen = 3;

    private sealed record Case(int Fold, bool Measured, Choice Choice, int Rule) { public Func<int, string> Say { get; init; } = _ => ""; }

    public static int Run(string corpora)
    {
        var data = DataFolder.Shipped();
        var (reader, analyzer, actors) = (Reader.Load(data), Analyzer.Load(Path.Combine(AppContext.BaseDirectory, "models")), ActorFinder.Load(data));
        var (tagger, rules) = (TimeTagger.Load(data), DateRules.Load(data));
        var (statuses, dater) = (new StatusReader(StatusCues.Load(data), new([])), new EventDater(rules, new([])));
        var (status, dates) = (new List<Case>(), new List<Case>());
        AnchorGuess? guess = null;
        foreach (var set in CodedReports.Trained)
        {
            var reports = GoldEvents.Read(corpora, set, reader, analyzer, actors);
            guess ??= new(reports);
            // Reports of our own writing, and those coded for being hard, only teach.
            var measured = set.EndsWith("-train", StringComparison.Ordinal);
            foreach (var report in reports)
            {
                var (times, today, fold) = (tagger.Tag(report.Document), tagger.ReportDay(report.Document), ChoiceTrainer.Fold(report.Id, Folds));
                foreach (var gold in report.Events)
                {
                    if (guess.Of(report, gold) is not { } anchor) continue;
                    status.Add(Status(statuses, report.Document, anchor, gold) with { Fold = fold, Measured = measured });
                    if (Dates(dater, rules, report.Document, times, anchor, gold, today) is { } dated) dates.Add(dated with { Fold = fold, Measured = measured });
                }
            }
        }
        var models = Path.Combine("models", "en");
        ChoiceTrainer.Write(Trained("status", status), Path.Combine(models, "event-status.tsv"), "choice whether a happening is asserted, negated or planned");
        ChoiceTrainer.Write(Trained("dates", dates), Path.Combine(models, "event-dates.tsv"), "choice of a happening's days");
        return 0;
    }

    private static Case Status(StatusReader reader, Document document, Anchor anchor, GoldEvent gold)
    {
        var rule = reader.Read(document, new(anchor.Token, anchor.First, anchor.End, document.SentenceOf(anchor.Token), default), out _);
        var features = StatusFeatures.Of(document, anchor.Token, anchor.SubType, rule);
        return new(0, false, new([.. StatusFeatures.Answers.Select(a => StatusFeatures.For(features, a))], [Array.IndexOf(StatusFeatures.Answers, gold.Status)]), Array.IndexOf(StatusFeatures.Answers, rule));
    }

    private static Case? Dates(EventDater dater, DateRules rules, Document document, ImmutableArray<TimeExpression> times, Anchor anchor, GoldEvent gold, LocalDate? today)
    {
        var answers = dater.Answers(document, times, anchor, gold.Status, today);
        bool Is(DateReference? date) => Iso(date?.Days.Start) == gold.From && Iso(date?.Days.End) == gold.To;
        List<int> right = [.. Enumerable.Range(0, answers.Count).Where(a => Is(answers[a].Date))];
        var rule = rules.Date(document, times, anchor.Token, gold.Status, today, rules.Look(document, times, anchor.Token, gold.Status, today));
        // -2: no answer is right; the rule's answer stands for itself.
        return new(0, false, new([.. answers.Select(a => a.Features)], right), Is(rule) ? right.DefaultIfEmpty(-1).First() : -2) { Say = b => $"{(gold.From is null ? "none" : gold.From == Iso(today) && gold.To == Iso(today) ? "report" : "expr")} as {(answers[b].Date is not { } d ? "none" : d.Basis == DateBasis.ReportDay ? "report" : "expr")} reach {right.Count} | {gold.From}..{gold.To} got {Iso(answers[b].Date?.Days.Start)}..{Iso(answers[b].Date?.Days.End)} {(answers[b].Date?.Evidence is { } w ? document.TextOf(w) : "")} | {document.Tokens[anchor.Token].Lower} | {gold.Evidence} || {document.Text[..Math.Min(500, document.Text.Length)].ReplaceLineEndings(" ")}" };
    }

    private static string? Iso(LocalDate? day) => day is { } d ? LocalDatePattern.Iso.Format(d) : null;

    private static ChoiceWeights Trained(string name, List<Case> cases)
    {
        List<Case> taught = [.. cases.Where(c => c.Choice.Right.Count > 0)];
        int all = 0, reach = 0, ruled = 0, right = 0;
        for (var fold = 0; fold < Folds; fold++)
        {
            var weights = ChoiceTrainer.Train([.. taught.Where(c => !c.Measured || c.Fold != fold).Select(c => c.Choice)], LeastSeen);
            foreach (var c in cases.Where(c => c.Measured && c.Fold == fold))
            {
                var best = Enumerable.Range(0, c.Choice.Answers.Count).MaxBy(a => weights.Of(c.Choice.Answers[a]));
                all++;
                if (c.Choice.Right.Count > 0) reach++;
                if (c.Choice.Right.Contains(c.Rule)) ruled++;
                if (c.Choice.Right.Contains(best)) right++;
                else if (name == "dates" && Environment.GetEnvironmentVariable("SHOW_ERRORS") is not null) Console.WriteLine("ERR " + c.Say(best));
            }
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {cases.Count} choices; {Folds}-fold over {all} of the measured sets: right by rule {100.0 * ruled / all:0.0} %, weighed {100.0 * right / all:0.0} %, within reach {100.0 * reach / all:0.0} %"));
        return ChoiceTrainer.Train([.. taught.Select(c => c.Choice)], LeastSeen);
    }
}
