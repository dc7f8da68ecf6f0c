using Tetrapylon.Coding.Actors;
using Tetrapylon.Coding.Choices;
using Tetrapylon.Coding.Events;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Language;
using Tetrapylon.Training.Choices;
using Tetrapylon.Training.Coded;

namespace Tetrapylon.Training.Events;

/// <summary>Trains the reading of triggers and their grouping from hand-coded reports, and says how well by cross-validation.</summary>
public static class EventTraining
{
    private const int Folds = 5;
    private const int Members = 3;
    private const int Hidden = 40;
    private const int Epochs = 18;
    private static readonly string Models = Path.Combine("models", "en");
    private static readonly RoleFinder Grammar = RoleFinder.Load(DataFolder.Shipped(), ranker: null);
    private static readonly StatusReader Statuses = StatusReader.Load(DataFolder.Shipped(), Path.Combine(AppContext.BaseDirectory, "models"));
    private static readonly float[] Doubts = [0.8f, 0.85f, HappeningGrouper.Doubt, 0.92f];
    private static readonly double[] Enoughs = [0.25, 0.3, HappeningJudge.Enough, 0.4, 0.45, 0.5];

    public static int Run(string corpus)
    {
        var ontology = EventOntology.Load(DataFolder.Shipped());
        var shipped = Path.Combine(AppContext.BaseDirectory, "models");
        var analyzer = Analyzer.Load(shipped);
        var examples = new EventExamples(ontology, WordVectors.Load(shipped));
        var sets = CodedReports.Telling.Select(set => GoldReports.Read(corpus, set).Select(g => examples.Prepare(g, analyzer.Analyze(g.Report))).ToList()).ToList();
        // Reports of the first two sets say how well; those coded for being hard, and our own, only teach.
        var measured = sets[0].Count + sets[1].Count;
        var prepared = sets.SelectMany(s => s).ToList();
        Coverage(prepared);
        var taught = Taught(ontology).Select(g => examples.Prepare(g, analyzer.Analyze(g.Report))).ToList();
        var readings = ReadByFolds(ontology, prepared, taught);
        var named = Named(prepared, MentionFinder.Load(DataFolder.Shipped(), shipped));
        CrossValidate(ontology, prepared, readings, named, measured);
        Directory.CreateDirectory(Models);
        var types = TrainTypes(ontology, [.. prepared, .. taught]);
        LinearModel.Save(Path.Combine(Models, "events.bin"), [.. ontology.SubTypes.Select(t => t.Name), "none"], types.Shared, types.Rows, 0.02f);
        types.Network.Save(Path.Combine(Models, "events.net"));
        SavePairs(TrainPairs(ontology, prepared, readings), Path.Combine(Models, "event-pairs.bin"));
        var reports = TrainReports(ontology, prepared, readings, _ => true);
        ChoiceTrainer.Write(reports, Path.Combine(Models, "event-reports.tsv"), "belief that a report tells of a happening");
        var grouper = new HappeningGrouper(ontology, new(ontology), LinearModel.Load(Path.Combine(Models, "event-pairs.bin")), new(ontology, reports), Statuses);
        ChoiceTrainer.Write(TrainJudge(ontology, prepared, readings, named, grouper, _ => true), Path.Combine(Models, "event-happenings.tsv"), "choice of a report's happenings and their types");
        return 0;
    }

    private static void Coverage(List<Prepared> prepared)
    {
        var (events, touched) = (0, 0);
        foreach (var report in prepared)
            for (var e = 0; e < report.Gold.Events.Length; e++)
            {
                events++;
                if (report.Candidates.Any(c => report.Gold.Events[e].Evidence.Contains(report.Document.Tokens[c.Token].Span))) touched++;
            }
        Console.WriteLine($"{prepared.Count} reports, {prepared.Sum(p => p.Candidates.Count)} candidates; events with a candidate in their evidence: {touched} of {events}");
    }

    /// <summary>Readings of each report by a model that has not seen it.</summary>
    private static List<TriggerReading>[] ReadByFolds(EventOntology ontology, List<Prepared> prepared, List<Prepared> taught)
    {
        var readings = new List<TriggerReading>[prepared.Count];
        Parallel.For(0, Folds, new ParallelOptions { MaxDegreeOfParallelism = 2 }, fold =>
        {
            var types = TrainTypes(ontology, [.. prepared.Where((_, i) => i % Folds != fold), .. taught]);
            for (var i = fold; i < prepared.Count; i += Folds)
            {
                readings[i] = [];
                for (var c = 0; c < prepared[i].Candidates.Count; c++)
                {
                    var there = Belief(types, prepared[i].Told[c]);
                    readings[i].Add(prepared[i].Alone.Length == 0 ? new(prepared[i].Candidates[c], there) : TriggerReading.InArticle(prepared[i].Candidates[c], there, Belief(types, prepared[i].Alone[c])));
                }
            }
        });
        return readings;
    }

    private static float[] Belief(Ensemble types, Spoken spoken)
    {
        var scores = new float[spoken.Shared.Length];
        types.Score(spoken.Features, spoken.Shared, spoken.Dense, scores);
        LinearModel.Softmax(scores);
        return scores;
    }

    private static void CrossValidate(EventOntology ontology, List<Prepared> prepared, List<TriggerReading>[] readings, Mentioned[] named, int measured)
    {
        var articles = new Tally();
        var tallies = (from doubt in Doubts from enough in Enoughs select (Doubt: doubt, Enough: enough, Tally: new Tally())).ToList();
        Parallel.For(0, Folds, new ParallelOptions { MaxDegreeOfParallelism = 2 }, fold =>
        {
            var path = Path.GetTempFileName();
            SavePairs(TrainPairs(ontology, [.. prepared.Where((_, i) => i % Folds != fold)], [.. readings.Where((_, i) => i % Folds != fold)]), path);
            var grouper = new HappeningGrouper(ontology, new(ontology), LinearModel.Load(path), new(ontology, TrainReports(ontology, prepared, readings, i => i % Folds != fold)), Statuses);
            File.Delete(path);
            var judge = new HappeningJudge(ontology, grouper, Grammar, Statuses, TrainJudge(ontology, prepared, readings, named, grouper, i => i % Folds != fold));
            foreach (var (doubt, enough, tally) in tallies)
                for (var i = fold; i < measured; i += Folds)
                {
                    var told = judge.Part(prepared[i].Document, grouper.Group(prepared[i].Document, readings[i], doubt), named[i], enough).Told;
                    if (doubt == HappeningGrouper.Doubt && enough == HappeningJudge.Enough && prepared[i].Alone.Length > 0) lock (articles) articles.Add(ontology, prepared[i], told);
                    lock (tally) tally.Add(ontology, prepared[i], told, doubt == HappeningGrouper.Doubt && enough == HappeningJudge.Enough);
                }
        });
        foreach (var (doubt, enough, tally) in tallies) Console.WriteLine($"doubt {doubt:0.00} enough {enough:0.00}  {tally}");
        Console.WriteLine($"articles alone  {articles}");
    }

    private static Mentioned[] Named(List<Prepared> prepared, MentionFinder finder)
    {
        var named = new Mentioned[prepared.Count];
        Parallel.For(0, named.Length, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i => named[i] = finder.Find(prepared[i].Document));
        return named;
    }

    private static ChoiceWeights TrainJudge(EventOntology ontology, List<Prepared> prepared, List<TriggerReading>[] readings, Mentioned[] named, HappeningGrouper grouper, Func<int, bool> taught)
    {
        var judge = new HappeningJudge(ontology, grouper, Grammar, Statuses, new([]));
        var lessons = new List<Choice>();
        for (var i = 0; i < prepared.Count; i++)
            if (taught(i)) lessons.AddRange(JudgeExamples.Of(ontology, judge, grouper, prepared[i], readings[i], named[i]));
        return ChoiceTrainer.Train(lessons, leastSeen: 3);
    }

    // A report's belief is learnt from readings by models that had not seen the report.
    private static ChoiceWeights TrainReports(EventOntology ontology, List<Prepared> prepared, List<TriggerReading>[] readings, Func<int, bool> taught)
    {
        var belief = new ReportBelief(ontology, new([]));
        return ChoiceTrainer.Train([.. Enumerable.Range(0, prepared.Count).Where(taught).Select(i =>
            new Choice([belief.Features(prepared[i].Document, readings[i]), []], [prepared[i].Gold.Events.IsEmpty ? 1 : 0]))], leastSeen: 3, shown: 1);
    }

    private static void SavePairs(JointTrainer pairs, string path) => LinearModel.Save(path, ["two", "one"], pairs.Shared, pairs.Rows, 0.01f);

    /// <summary>The example sentences of the ontology, as reports of one sentence.</summary>
    private static IEnumerable<GoldReport> Taught(EventOntology ontology)
    {
        foreach (var type in ontology.SubTypes)
        {
            foreach (var example in type.Examples) yield return Sentence(example, [new(type.Name, default, null, null, null, new(0, example.Length), null)]);
            foreach (var not in type.Not) yield return Sentence(not, []);
        }
    }

    private static GoldReport Sentence(string text, System.Collections.Immutable.ImmutableArray<GoldEvent> events) =>
        new(new() { Id = text, Text = text, Blocks = [new(Model.BlockKind.Body, new(0, text.Length))] }, events);

    private static Ensemble TrainTypes(EventOntology ontology, List<Prepared> prepared)
    {
        var none = ontology.SubTypes.Length;
        var examples = new List<Example>();
        foreach (var report in prepared)
            for (var i = 0; i < report.Candidates.Count; i++)
                if (report.Event[i] != -2)
                    examples.Add(new(report.Told[i].Features, report.Told[i].Shared, report.Told[i].Dense, report.Event[i] < 0 ? none : ontology.IndexOf(report.Gold.Events[report.Event[i]].SubType)));
        var inputs = prepared.First(p => p.Told.Length > 0).Told[0].Dense.Length;
        var members = new List<JointTrainer>();
        for (var seed = 1; seed <= Members; seed++)
        {
            var member = new JointTrainer(none + 1, SharedFeatures.Count, inputs, Hidden, 0.03f, 1e-3f, 1e-3f, seed);
            member.Fit(examples, Epochs, 2, seed);
            members.Add(member);
        }
        return new(members);
    }

    private static JointTrainer TrainPairs(EventOntology ontology, List<Prepared> prepared, List<TriggerReading>[] readings)
    {
        var features = new PairFeatures(ontology);
        var buffer = new FeatureBuffer();
        var examples = new List<Example>();
        for (var r = 0; r < prepared.Count; r++)
        {
            var told = Enumerable.Range(0, prepared[r].Candidates.Count).Where(i => prepared[r].Event[i] >= 0).Take(30).ToArray();
            for (var x = 0; x < told.Length; x++)
                for (var y = x + 1; y < told.Length; y++)
                {
                    features.Fill(prepared[r].Document, readings[r][told[x]], readings[r][told[y]], buffer);
                    examples.Add(new(buffer.Hashes.ToArray(), [[], []], [], prepared[r].Event[told[x]] == prepared[r].Event[told[y]] ? 1 : 0));
                }
        }
        var pairs = new JointTrainer(2, 0, 0, 0, 0.05f, 1e-3f);
        pairs.Fit(examples, 12);
        return pairs;
    }
}
