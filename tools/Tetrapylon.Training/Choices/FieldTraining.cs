using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Tetrapylon.Coding;
using Tetrapylon.Coding.Actors;
using Tetrapylon.Coding.Attribution;
using Tetrapylon.Coding.Choices;
using Tetrapylon.Coding.Events;
using Tetrapylon.Coding.Losses;
using Tetrapylon.Coding.Time;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Language;
using Tetrapylon.Model;
using Tetrapylon.Reading;
using Tetrapylon.Training.Coded;
using Tetrapylon.Training.Roles;

namespace Tetrapylon.Training.Choices;

/// <summary>Trains which status a happening has, which days, how many dead and on whose word, from coded events, and says how well by cross-validation. One thread, fixed order: same corpora, same bytes.</summary>
internal static class FieldTraining
{
    private const int Folds = 5;
    private const int LeastSeen = 3;

    private sealed record Case(int Fold, bool Measured, Choice Choice, int Rule)
    {
        /// <summary>The answer that says nothing.</summary>
        public int None { get; init; } = -1;

        /// <summary>The report, and the figures each answer is made of, where happenings of a report choose together.</summary>
        public (string Report, List<EventLosses.Answer> Answers)? Together { get; init; }

        public Func<int, string> Say { get; init; } = _ => "";
    }

    public static int Run(string corpora)
    {
        var data = DataFolder.Shipped();
        var (reader, analyzer, actors) = (Reader.Load(data), Analyzer.Load(Path.Combine(AppContext.BaseDirectory, "models")), ActorFinder.Load(data));
        var (tagger, rules) = (TimeTagger.Load(data), DateRules.Load(data));
        var (statuses, dater) = (new StatusReader(StatusCues.Load(data), new([])), new EventDater(rules, new([])));
        var (status, dates, dead, sources) = (new List<Case>(), new List<Case>(), new List<Case>(), new List<Case>());
        var losses = LossReader.Load(data);
        var (counting, saying) = (new EventLosses(losses, new([])), new EventAttribution(AttributionCues.Load(data), new([])));
        var (coder, held) = (Coder.Load(data, Path.Combine(AppContext.BaseDirectory, "models")), new List<Case>());
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
                var mentions = losses.Find(report.Document);
                var said = saying.Sources(report.Document, report.Mentions);
                held.AddRange(Control(coder, report).Select(c => c with { Fold = fold, Measured = measured }));
                List<int> anchors = [.. report.Events.Select(e => guess.Of(report, e)).OfType<Anchor>().Select(a => a.Token).Distinct().Order()];
                foreach (var gold in report.Events)
                {
                    if (guess.Of(report, gold) is not { } anchor) continue;
                    // The other places of a list have no dead of their own.
                    if (gold.Dead is not null || !report.Events.Any(e => e != gold && e.Dead is not null && guess.Of(report, e)?.Token == anchor.Token))
                    if (Dead(counting, report, mentions, anchor, anchors, gold) is { } counted) dead.Add(counted with { Fold = fold, Measured = measured });
                    sources.Add(Source(saying, report, said, anchor, gold) with { Fold = fold, Measured = measured });
                    status.Add(Status(statuses, report.Document, anchor, gold) with { Fold = fold, Measured = measured });
                    if (Dates(dater, rules, report.Document, times, anchor, gold, today) is { } dated) dates.Add(dated with { Fold = fold, Measured = measured });
                }
            }
        }
        var models = Path.Combine("models", "en");
        ChoiceTrainer.Write(Trained("status", status), Path.Combine(models, "event-status.tsv"), "choice whether a happening is asserted, negated or planned");
        ChoiceTrainer.Write(Trained("dates", dates), Path.Combine(models, "event-dates.tsv"), "choice of a happening's days");
        ChoiceTrainer.Write(Trained("losses", dead, shown: 1), Path.Combine(models, "event-losses.tsv"), "choice of how many died in a happening");
        ChoiceTrainer.Write(Trained("sources", sources), Path.Combine(models, "event-sources.tsv"), "choice of who says that a happening happened");
        ChoiceTrainer.Write(Trained("control", held, leastSeen: 8, times: 3, sooner: EventControl.Sooner), Path.Combine(models, "event-control.tsv"), "choice of who holds the place of a happening");
        return 0;
    }

    // As the program itself reads the happenings of a report: whom it names for them and where are part of what speaks.
    private static IEnumerable<Case> Control(Coder coder, GoldReport report)
    {
        if (coder.Settings(report.Document) is not { } found) yield break;
        foreach (var ((happening, setting), gold) in Beside(coder, report, found.Happenings))
        {
            var rule = coder.Fields.Control.ByRule(report.Document, happening, setting, found.Mentioned.Actors);
            if (coder.Fields.Control.IsSettled(setting, rule)) continue;
            var answers = coder.Fields.Control.Answers(report.Document, happening, setting, found.Mentioned.Actors, rule);
            bool Is(ControlClaim? control) => control?.Change == gold.Control?.Change && (gold.Control?.Holder is { } name ? control?.Holder is { } holder && SameName.Of(name, holder.Name) : control?.Holder is null);
            List<int> right = [.. Enumerable.Range(0, answers.Count).Where(a => Is(answers[a].Control))];
            yield return new(0, false, new([.. answers.Select(a => a.Features)], right), Is(rule) ? right.DefaultIfEmpty(-1).First() : rule is null ? answers.Count - 1 : -2)
                { None = answers.Count - 1, Say = b => $"control {gold.Control} got {answers[b].Control?.Change} {answers[b].Control?.Holder?.Name} rule {rule?.Change} {rule?.Holder?.Name} | {gold.SubType} | {gold.Evidence} || {Short(report)}" };
        }
    }

    // The happenings found that are coded: of their type, with their words among those marked, or the only one of it.
    private static IEnumerable<((Happening Happening, Setting Setting) Found, GoldEvent Gold)> Beside(Coder coder, GoldReport report, List<(Happening Happening, Setting Setting)> told)
    {
        var pairs = new List<(double Worth, int Happening, GoldEvent Gold)>();
        foreach (var gold in report.Events)
        {
            var (type, (first, end)) = (coder.Ontology.SubTypes[coder.Ontology.IndexOf(gold.SubType)], GoldEvents.Evidence(report.Document, gold.Evidence));
            for (var h = 0; h < told.Count; h++)
            {
                var found = coder.Ontology.SubTypes[told[h].Happening.SubType];
                if (found != type && (found.Control is null || type.Control is null)) continue;
                var marked = told[h].Happening.Readings.Count(r => r.Candidate.Token >= first && r.Candidate.Token < end) / (double)told[h].Happening.Readings.Count;
                if (marked > 0 || told.Count == 1 && report.Events.Length == 1) pairs.Add((marked + (found == type ? 1 : 0), h, gold));
            }
        }
        var (used, done) = (new HashSet<int>(), new HashSet<GoldEvent>(ReferenceEqualityComparer.Instance));
        foreach (var (_, h, gold) in pairs.OrderByDescending(p => p.Worth))
        {
            if (used.Contains(h) || done.Contains(gold)) continue;
            used.Add(h);
            done.Add(gold);
            yield return (told[h], gold);
        }
    }

    private static Case Status(StatusReader reader, Document document, Anchor anchor, GoldEvent gold)
    {
        var rule = reader.Read(document, new(anchor.Token, anchor.First, anchor.End, document.SentenceOf(anchor.Token), default), out _);
        var features = StatusFeatures.Of(document, anchor.Token, anchor.SubType, rule);
        return new(0, false, new([.. StatusFeatures.Answers.Select(a => StatusFeatures.For(features, a))], [Array.IndexOf(StatusFeatures.Answers, gold.Status)]), Array.IndexOf(StatusFeatures.Answers, rule));
    }

    private static Case? Dates(EventDater dater, DateRules rules, Document document, ImmutableArray<TimeExpression> times, Anchor anchor, GoldEvent gold, LocalDate? today)
    {
        var answers = dater.Answers(document, times, anchor, gold.Status, today, out _);
        bool Is(DateReference? date) => Iso(date?.Days.Start) == gold.From && Iso(date?.Days.End) == gold.To;
        List<int> right = [.. Enumerable.Range(0, answers.Count).Where(a => Is(answers[a].Date))];
        var rule = rules.Date(document, times, anchor.Token, gold.Status, today, rules.Look(document, times, anchor.Token, gold.Status, today));
        // -2: no answer is right; the rule's answer stands for itself.
        return new(0, false, new([.. answers.Select(a => a.Features)], right), Is(rule) ? right.DefaultIfEmpty(-1).First() : -2) { Say = b => $"{(gold.From is null ? "none" : gold.From == Iso(today) && gold.To == Iso(today) ? "report" : "expr")} as {(answers[b].Date is not { } d ? "none" : d.Basis == DateBasis.ReportDay ? "report" : "expr")} reach {right.Count} | {gold.From}..{gold.To} got {Iso(answers[b].Date?.Days.Start)}..{Iso(answers[b].Date?.Days.End)} {(answers[b].Date?.Evidence is { } w ? document.TextOf(w) : "")} | {document.Tokens[anchor.Token].Lower} | {gold.Evidence} || {document.Text[..Math.Min(500, document.Text.Length)].ReplaceLineEndings(" ")}" };
    }

    private static Case? Dead(EventLosses reader, GoldReport report, ImmutableArray<LossMention> mentions, Anchor anchor, List<int> anchors, GoldEvent gold)
    {
        var answers = reader.Answers(report.Document, mentions, anchor, gold.Status, anchors);
        if (answers.Count == 0) { if (gold.Dead is not null) Missed("dead", report, gold, $"{gold.Dead}"); return null; }
        bool Is(Model.Losses? dead) => dead?.Low == gold.Dead?.Low && dead?.High == gold.Dead?.High;
        List<int> right = [.. Enumerable.Range(0, answers.Count).Where(a => Is(answers[a].Dead))];
        if (right.Count == 0) Missed("dead", report, gold, $"{gold.Dead} of {string.Join(", ", answers.Select(a => a.Dead is { } d ? $"{d.Low}-{d.High} '{report.Document.TextOf(d.Span)}'" : "none"))}");
        var rule = reader.ByRule(report.Document, mentions, anchor.Token, anchors);
        return new(0, false, new([.. answers.Select(a => a.Features)], right), Is(rule) ? right.DefaultIfEmpty(-1).First() : rule is null ? answers.Count - 1 : -2)
            { None = answers.Count - 1, Together = (report.Id, answers), Say = b => $"dead {gold.Dead} got {answers[b].Dead} | {report.Document.Tokens[anchor.Token].Lower} | {gold.Evidence} || {Short(report)}" };
    }

    private static Case Source(EventAttribution reader, GoldReport report, Sayings sources, Anchor anchor, GoldEvent gold)
    {
        var rule = reader.ByRule(report.Document, report.Mentions, anchor.Token);
        var answers = reader.Answers(report.Document, sources, anchor, rule, gold.Status);
        bool Is(ImmutableArray<AttributionLink> chain) => gold.Attribution is { } told ? !chain.IsEmpty && SameName.Of(told, chain[^1].Name) : chain.IsEmpty;
        List<int> right = [.. Enumerable.Range(0, answers.Count).Where(a => Is(answers[a].Chain))];
        if (right.Count == 0) Missed("source", report, gold, $"{gold.Attribution} of {string.Join(", ", answers.Select(a => a.Chain.IsEmpty ? "none" : a.Chain[^1].Name))}");
        return new(0, false, new([.. answers.Select(a => a.Features)], right), Is(rule) ? right.DefaultIfEmpty(-1).First() : rule.IsEmpty ? answers.Count - 1 : -2)
            { None = answers.Count - 1, Say = b => $"source {gold.Attribution} got {string.Join(" < ", answers[b].Chain.Select(c => c.Name))} | {report.Document.Tokens[anchor.Token].Lower} | {gold.Evidence} || {Short(report)}" };
    }

    private static void Missed(string what, GoldReport report, GoldEvent gold, string? told)
    {
        if (Environment.GetEnvironmentVariable("SHOW_ERRORS") is not null) Console.WriteLine($"MISS {what} {told} | {gold.SubType} | {gold.Evidence} || {Short(report)}");
    }

    private static string Short(GoldReport report) => report.Document.Text[..Math.Min(700, report.Document.Text.Length)].ReplaceLineEndings(" ");

    private static string? Iso(LocalDate? day) => day is { } d ? LocalDatePattern.Iso.Format(d) : null;

    /// <param name="times">How often a case of the measured sets is shown for once that one of the others is.</param>
    /// <param name="sooner">How much any other answer has before the one that says nothing.</param>
    private static ChoiceWeights Trained(string name, List<Case> cases, double shown = ChoiceTrainer.Half, int leastSeen = LeastSeen, int times = 1, double sooner = 0)
    {
        List<Case> taught = [.. cases.Where(c => c.Choice.Right.Count > 0).SelectMany(c => Enumerable.Repeat(c, c.Measured ? times : 1))];
        int all = 0, reach = 0, ruled = 0, right = 0;
        int told = 0, said = 0, hit = 0, ruleSaid = 0, ruleHit = 0;
        for (var fold = 0; fold < Folds; fold++)
        {
            var weights = ChoiceTrainer.Train([.. taught.Where(c => !c.Measured || c.Fold != fold).Select(c => c.Choice)], leastSeen, shown);
            List<Case> held = [.. cases.Where(c => c.Measured && c.Fold == fold)];
            var joint = new Dictionary<Case, int>(ReferenceEqualityComparer.Instance);
            foreach (var group in held.Where(c => c.Together is not null).GroupBy(c => c.Together!.Value.Report))
            {
                List<Case> together = [.. group];
                foreach (var (h, a) in EventLosses.Chosen([.. together.Select(c => c.Together!.Value.Answers)], weights)) joint[together[h]] = a;
            }
            foreach (var c in held)
            {
                var best = c.Together is not null ? joint.GetValueOrDefault(c, c.None) : Enumerable.Range(0, c.Choice.Answers.Count).MaxBy(a => weights.Of(c.Choice.Answers[a]) + (a == c.None ? 0 : sooner));
                all++;
                if (c.None >= 0)
                {
                    if (!c.Choice.Right.Contains(c.None)) told++;
                    if (best != c.None) { said++; if (c.Choice.Right.Contains(best)) hit++; }
                    if (c.Rule != c.None) { ruleSaid++; if (c.Choice.Right.Contains(c.Rule)) ruleHit++; }
                }
                if (c.Choice.Right.Count > 0) reach++;
                if (c.Choice.Right.Contains(c.Rule)) ruled++;
                if (c.Choice.Right.Contains(best)) right++;
                else if (Environment.GetEnvironmentVariable("SHOW_ERRORS") is not null) Console.WriteLine($"ERR {name} " + c.Say(best));
            }
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {cases.Count} choices; {Folds}-fold over {all} of the measured sets: right by rule {100.0 * ruled / all:0.0} %, weighed {100.0 * right / all:0.0} %, within reach {100.0 * reach / all:0.0} %"));
        if (told > 0) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  of those told: F1 by rule {2.0 * ruleHit / (ruleSaid + told):0.000} ({ruleHit}/{ruleSaid}/{told}), weighed {2.0 * hit / (said + told):0.000} ({hit}/{said}/{told})"));
        return ChoiceTrainer.Train([.. taught.Select(c => c.Choice)], leastSeen, shown);
    }
}
