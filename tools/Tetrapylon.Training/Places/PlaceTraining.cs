using System.Globalization;
using Tetrapylon.Coding.Actors;
using Tetrapylon.Coding.Choices;
using Tetrapylon.Coding.Events;
using Tetrapylon.Coding.Places;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Language;
using Tetrapylon.Model;
using Tetrapylon.Reading;
using Tetrapylon.Training.Choices;
using Tetrapylon.Training.Coded;
using Tetrapylon.Training.Roles;

namespace Tetrapylon.Training.Places;

/// <summary>Trains which of the places named is a happening's, and which country where none is, from coded events: log-linear choices among them and none. One thread, fixed order: same corpora, same bytes.</summary>
internal static class PlaceTraining
{
    private const int Folds = 5;

    private sealed record Case(int Fold, GoldReport Report, Anchor Anchor, string? Place, string? Country, List<EventPlacer.Candidate> Candidates, List<int> Right);

    public static int Run(string corpora)
    {
        var data = DataFolder.Shipped();
        var models = Path.Combine(AppContext.BaseDirectory, "models");
        var (reader, analyzer, actors) = (Reader.Load(data), Analyzer.Load(models), ActorFinder.Load(data));
        var finder = PlaceFinder.Load(data, models);
        var blank = new EventPlacer(finder, actors.Dictionary, new([]), new([]));
        var reports = GoldEvents.Read(corpora, "events-train", reader, analyzer, actors, finder);
        var guess = new AnchorGuess(reports);
        var train = Cases(reports, guess, blank);
        var others = Cases([.. CodedReports.Trained.Skip(1).SelectMany(set => GoldEvents.Read(corpora, set, reader, analyzer, actors, finder))], guess, blank);
        var dev = Cases(GoldEvents.Read(corpora, "events-dev", reader, analyzer, actors, finder), guess, blank);
        Console.WriteLine($"{train.Count}+{others.Count} events; a right place is among those found for {train.Count(c => c.Place is null || c.Right.Count > 0) * 100.0 / train.Count:0.0} %");
        var nowhere = train.Concat(others).Where(c => c.Place is null || Open(c, blank) is not null).ToList();
        var folds = Enumerable.Range(0, Folds).Select(f => new EventPlacer(finder, actors.Dictionary, Train([.. train.Where(c => c.Fold != f), .. others]), TrainCountry(nowhere.Where(c => c.Fold != f), blank))).ToArray();
        Measure($"{Folds}-fold train", train, c => folds[c.Fold]);
        var (weights, country) = (Train([.. train, .. others]), TrainCountry(nowhere, blank));
        var full = new EventPlacer(finder, actors.Dictionary, weights, country);
        Measure("dev", dev, _ => full);
        if (Environment.GetEnvironmentVariable("SHOW_ERRORS") is not null) Show(train, c => folds[c.Fold]);
        ChoiceTrainer.Write(weights, Path.Combine("models", "gazetteer.event-place.tsv"), "choice of a happening's place");
        ChoiceTrainer.Write(country, Path.Combine("models", "gazetteer.event-country.tsv"), "choice of a happening's country where no place tells it");
        return 0;
    }

    private static List<Case> Cases(List<GoldReport> reports, AnchorGuess guess, EventPlacer placer)
    {
        var cases = new List<Case>();
        foreach (var report in reports)
        {
            for (var i = 0; i < report.Events.Length; i++)
            {
                if (guess.Of(report, report.Events[i]) is not { } anchor) continue;
                var (place, country) = (report.Events[i].Place, report.Events[i].Country);
                var candidates = placer.Candidates(report.Document, report.Places, report.Mentions, anchor);
                var right = new List<int>();
                if (place is not null)
                    for (var c = 0; c < candidates.Count; c++)
                        if (SameName.Of(place, placer.Widen(report.Document, candidates[c].Mention).Text)) right.Add(c);
                cases.Add(new(ChoiceTrainer.Fold(report.Id, Folds), report, anchor, place, country, candidates, right));
            }
        }
        return cases;
    }

    private static ChoiceWeights Train(List<Case> cases) => ChoiceTrainer.Train([.. cases.Where(c => c.Place is null || c.Right.Count > 0).Select(c =>
        new Choice([.. c.Candidates.Select(x => x.Features), PlaceFeatures.None(c.Candidates)], c.Place is null ? [c.Candidates.Count] : c.Right))], leastSeen: 2);

    // The right place, where it leaves the country open.
    private static PlaceMention? Open(Case example, EventPlacer placer) =>
        example.Right.Select(r => example.Candidates[r].Mention).FirstOrDefault(m => placer.IsOpen(example.Report.Document, m));

    private static ChoiceWeights TrainCountry(IEnumerable<Case> cases, EventPlacer placer)
    {
        var choices = new List<Choice>();
        foreach (var c in cases)
        {
            var countries = placer.Countries(c.Report.Document, c.Report.Places, c.Report.Mentions, c.Anchor, Open(c, placer), out var features);
            if (c.Country is null) choices.Add(new(features, [countries.Count]));
            else if (countries.IndexOf(c.Country) is >= 0 and var right) choices.Add(new(features, [right]));
        }
        return ChoiceTrainer.Train(choices, leastSeen: 2);
    }

    private static void Measure(string name, List<Case> cases, Func<Case, EventPlacer> placer)
    {
        int placed = 0, gold = 0, right = 0, country = 0, countries = 0, told = 0, exact = 0;
        foreach (var example in cases)
        {
            var reference = placer(example).Of(example.Report.Document, example.Report.Places, example.Report.Mentions, example.Anchor);
            if (example.Place is not null) gold++;
            if (reference?.Mention is not null) placed++;
            if (example.Place is not null && reference?.Mention is { } mention && (SameName.Of(example.Place, mention.Text) || SameName.Of(example.Place, mention.Place?.Name ?? ""))) right++;
            if ((example.Place is null) == (reference?.Mention is null) && (example.Place is null || SameName.Of(example.Place, reference!.Mention!.Text))) exact++;
            if (example.Country is not null) countries++;
            if (reference?.Country is not null) told++;
            if (example.Country is not null && reference?.Country == example.Country) country++;
        }
        Console.WriteLine($"{name}: {cases.Count} events, place P {Share(right, placed)} R {Share(right, gold)} F {Share(2 * right, placed + gold)}, accuracy with none {Share(exact, cases.Count)}; country P {Share(country, told)} R {Share(country, countries)} F {Share(2 * country, told + countries)}");
    }

    private static void Show(List<Case> cases, Func<Case, EventPlacer> placer)
    {
        foreach (var example in cases)
        {
            var reference = placer(example).Of(example.Report.Document, example.Report.Places, example.Report.Mentions, example.Anchor);
            var same = example.Place is null ? reference?.Mention is null : reference?.Mention is { } m && (SameName.Of(example.Place, m.Text) || SameName.Of(example.Place, m.Place?.Name ?? ""));
            if (same && reference?.Country == example.Country) continue;
            Console.WriteLine($"{example.Report.Id} {example.Report.Document.Tokens[example.Anchor.Token].Lower} gold {example.Place}/{example.Country} coded {reference?.Mention?.Text}/{reference?.Country} [{string.Join("; ", example.Report.Places.Select(m => (m.Contextual ? "~" : "") + m.Text + "=" + m.Place?.Id + "/" + m.Country))}] {example.Report.Document.Text.ReplaceLineEndings(" ")}");
        }
    }

    private static string Share(int part, int whole) => (whole == 0 ? 0 : 100.0 * part / whole).ToString("0.0", CultureInfo.InvariantCulture);
}
