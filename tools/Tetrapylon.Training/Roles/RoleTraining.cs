using Tetrapylon.Coding.Actors;
using Tetrapylon.Coding.Attribution;
using Tetrapylon.Coding.Events;
using Tetrapylon.Coding.Places;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Language;
using Tetrapylon.Model;
using Tetrapylon.Reading;
using Tetrapylon.Training.Coded;
using Tetrapylon.Training.Language;

namespace Tetrapylon.Training.Roles;

/// <summary>Trains the ranker of roles from coded events: who among those named around an anchor does the deed, and to whom. One thread, fixed order: same corpora, same bytes.</summary>
internal static class RoleTraining
{
    private const int Folds = 5;
    private const int Epochs = 5;
    private const float Rate = 0.03f;
    private const float Decay = 2e-5f;

    private sealed record Example(uint[] Features, Role Role, float Weight);

    private sealed record Case(GoldReport Report, GoldEvent Gold, Anchor Anchor, List<Example> Examples);

    public static int Run(string corpora)
    {
        var data = DataFolder.Shipped();
        var models = Path.Combine(AppContext.BaseDirectory, "models");
        var (reader, analyzer, placer, finder) = (Reader.Load(data), Analyzer.Load(models), PlaceFinder.Load(data, models), ActorFinder.Load(data));
        var train = GoldEvents.Read(corpora, "events-train", reader, analyzer, finder, placer);
        var more = CodedReports.Trained.Skip(1).SelectMany(set => GoldEvents.Read(corpora, set, reader, analyzer, finder, placer)).ToList();
        var dev = GoldEvents.Read(corpora, "events-dev", reader, analyzer, finder, placer);
        var guess = new AnchorGuess(train);
        var rules = RoleFinder.Of(data, null);
        List<Case> cases = [.. Cases(train, guess, rules)], others = [.. Cases(more, guess, rules)], held = [.. Cases(dev, guess, rules)];
        Console.WriteLine($"{cases.Count}+{others.Count} events, {cases.Sum(c => c.Examples.Count)} candidates; dev {held.Count} events");

        Reach(cases, rules);
        Measure("rules, train", cases, _ => rules);
        Measure("rules, dev", held, _ => rules);
        var folds = Enumerable.Range(0, Folds).Select(f => RoleFinder.Of(data, Train([.. cases.Where((_, i) => FoldOf(cases[i]) != f), .. others]))).ToArray();
        Measure($"ranker, {Folds}-fold train", cases, c => folds[FoldOf(c)]);
        var weights = Train([.. cases, .. others]);
        var full = RoleFinder.Of(data, weights);
        Measure("ranker, dev", held, _ => full);
        var attribution = AttributionReader.Load(data);
        MeasureAttribution("attribution, train", cases, attribution);
        MeasureAttribution("attribution, dev", held, attribution);
        weights.Save(ModelFolder.File("roles.bin"));
        return 0;
    }

    private static int FoldOf(Case c) => (int)(RoleFold.Hash(c.Report.Id) % Folds);

    private static IEnumerable<Case> Cases(List<GoldReport> reports, AnchorGuess guess, RoleFinder finder)
    {
        foreach (var report in reports)
            foreach (var gold in report.Events)
                if (guess.Of(report, gold) is { } anchor)
                    yield return new(report, gold, anchor, Examples(report, gold, anchor, finder));
    }

    private static List<Example> Examples(GoldReport report, GoldEvent gold, Anchor anchor, RoleFinder finder)
    {
        var candidates = finder.Examine(report.Document, report.Mentions, report.Places, anchor).ToList();
        var roles = new Role[candidates.Count];
        var weights = new float[candidates.Count];
        Array.Fill(weights, 1);
        void Mark(IEnumerable<string> names, Role role)
        {
            foreach (var name in names)
            {
                // The mention in the anchor's sentence that grammar reads so, else the nearest; the others of that name teach nothing.
                var fit = Enumerable.Range(0, candidates.Count).Where(i => SameName.Of(name, candidates[i].Mention.Name))
                    .OrderBy(i => Math.Abs(candidates[i].SentencesAway)).ThenBy(i => candidates[i].Rule == role ? 0 : 1).ThenBy(i => candidates[i].Distance).ToList();
                for (var k = 0; k < fit.Count; k++)
                    if (k == 0) { roles[fit[k]] = role; weights[fit[k]] = 1; }
                    else if (roles[fit[k]] == Role.None) weights[fit[k]] = 0;
            }
        }
        Mark(gold.Actors, Role.Actor);
        Mark(gold.Recipients, Role.Recipient);
        return [.. candidates.Select((c, i) => new Example(c.Features, roles[i], weights[i]))];
    }

    private static RoleWeights Train(List<Case> cases)
    {
        var weights = new float[RoleWeights.Rows * 2];
        var squares = new float[RoleWeights.Rows * 2];
        var sum = new double[RoleWeights.Rows * 2];
        var random = new Random(7);
        var order = Enumerable.Range(0, cases.Count).ToArray();
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (var c in order)
                foreach (var example in cases[c].Examples)
                {
                    if (example.Weight == 0) continue;
                    double a = 0, r = 0;
                    foreach (var f in example.Features) { var row = (int)(f & (RoleWeights.Rows - 1)) * 2; a += weights[row]; r += weights[row + 1]; }
                    var top = Math.Max(0, Math.Max(a, r));
                    var (en, ea, er) = (Math.Exp(-top), Math.Exp(a - top), Math.Exp(r - top));
                    var ga = (float)(ea / (en + ea + er) - (example.Role == Role.Actor ? 1 : 0));
                    var gr = (float)(er / (en + ea + er) - (example.Role == Role.Recipient ? 1 : 0));
                    foreach (var f in example.Features)
                    {
                        var row = (int)(f & (RoleWeights.Rows - 1)) * 2;
                        Step(weights, squares, row, ga);
                        Step(weights, squares, row + 1, gr);
                    }
                }
            if (epoch >= Epochs / 2)
                for (var i = 0; i < weights.Length; i++) sum[i] += weights[i];
        }
        return new([.. sum.Select(s => (float)(s / (Epochs - Epochs / 2)))]);
    }

    private static void Step(float[] weights, float[] squares, int row, float gradient)
    {
        gradient += Decay * weights[row];
        squares[row] += gradient * gradient;
        weights[row] -= Rate * gradient / (MathF.Sqrt(squares[row]) + 1e-4f);
    }

    private static void Measure(string what, List<Case> cases, Func<Case, RoleFinder> finderOf)
    {
        var (ah, ap, ag, rh, rp, rg, first) = (0, 0, 0, 0, 0, 0, 0);
        foreach (var c in cases)
        {
            var roles = finderOf(c).Find(c.Report.Document, c.Report.Mentions, c.Report.Places, c.Anchor);
            ah += Hits(c.Gold.Actors, roles.Actors);
            rh += Hits(c.Gold.Recipients, roles.Recipients);
            (ap, ag) = (ap + roles.Actors.Length, ag + c.Gold.Actors.Length);
            (rp, rg) = (rp + roles.Recipients.Length, rg + c.Gold.Recipients.Length);
            first += c.Gold.Actors.Length == 0 ? roles.Actors.Length == 0 ? 1 : 0 : roles.Actors.Length > 0 && SameName.Of(c.Gold.Actors[0], roles.Actors[0].Name) ? 1 : 0;
            if (Environment.GetEnvironmentVariable("ROLES_ERRORS") == what)
                Console.WriteLine($"## {c.Report.Id} {c.Gold.SubType} anchor={c.Report.Document.Tokens[c.Anchor.Token].Lower} | gold A[{string.Join("; ", c.Gold.Actors)}] R[{string.Join("; ", c.Gold.Recipients)}] | got A[{string.Join("; ", roles.Actors.Select(a => a.Name))}] R[{string.Join("; ", roles.Recipients.Select(a => a.Name))}]\n   {c.Gold.Evidence}");
        }
        Console.WriteLine($"{what,-22} actors {Score(ah, ap, ag)}  recipients {Score(rh, rp, rg)}  first actor {100.0 * first / cases.Count:0.0} %");
    }

    /// <summary>How many gold names stand among the candidates at all.</summary>
    private static void Reach(List<Case> cases, RoleFinder finder)
    {
        var (a, ag, r, rg) = (0, 0, 0, 0);
        foreach (var c in cases)
        {
            var names = finder.Examine(c.Report.Document, c.Report.Mentions, c.Report.Places, c.Anchor).Select(x => x.Mention.Name).ToList();
            foreach (var name in c.Gold.Actors) { ag++; if (names.Exists(n => SameName.Of(name, n))) a++; else Miss("A", c, name, names); }
            foreach (var name in c.Gold.Recipients) { rg++; if (names.Exists(n => SameName.Of(name, n))) r++; else Miss("R", c, name, names); }
        }
        Console.WriteLine(FormattableString.Invariant($"among the candidates: actors {(double)a / ag:0.000}, recipients {(double)r / rg:0.000}"));
    }

    private static void Miss(string role, Case c, string name, List<string> names)
    {
        if (Environment.GetEnvironmentVariable("ROLES_ERRORS") == "reach")
            Console.WriteLine($"{role} {c.Report.Id} '{name}' not in [{string.Join("; ", names)}] anchor={c.Report.Document.Tokens[c.Anchor.Token].Lower}\n   {c.Gold.Evidence}");
    }

    private static void MeasureAttribution(string what, List<Case> cases, AttributionReader reader)
    {
        var (hits, coded, gold) = (0, 0, 0);
        foreach (var c in cases)
        {
            var links = reader.Of(c.Report.Document, c.Report.Mentions, c.Anchor.Token);
            var name = links.Length == 0 ? null : links[^1].Name;
            if (name is not null) coded++;
            if (c.Gold.Attribution is not null) gold++;
            var hit = name is not null && c.Gold.Attribution is not null && SameName.Of(c.Gold.Attribution, name);
            if (hit) hits++;
            else if (Environment.GetEnvironmentVariable("ROLES_ERRORS") == what && (name is not null || c.Gold.Attribution is not null))
                Console.WriteLine($"## {c.Report.Id} gold {c.Gold.Attribution ?? "-"} | got {string.Join(" <- ", links.Select(l => l.Name))} anchor={c.Report.Document.Tokens[c.Anchor.Token].Lower}\n   {c.Gold.Evidence}\n   {c.Report.Document.Text}");
        }
        Console.WriteLine($"{what,-22} {Score(hits, coded, gold)}");
    }

    private static int Hits(IEnumerable<string> gold, IEnumerable<Participant> coded)
    {
        var left = coded.Select(p => p.Name).ToList();
        return gold.Count(name => left.FindIndex(n => SameName.Of(name, n)) is >= 0 and var at && RemoveAt(left, at));
    }

    private static bool RemoveAt(List<string> list, int at) { list.RemoveAt(at); return true; }

    private static string Score(int hits, int coded, int gold)
    {
        var (p, r) = (coded == 0 ? 0 : (double)hits / coded, gold == 0 ? 0 : (double)hits / gold);
        return FormattableString.Invariant($"P {p:0.000} R {r:0.000} F {(p + r == 0 ? 0 : 2 * p * r / (p + r)):0.000}");
    }
}

/// <summary>Assigns reports to folds by their id.</summary>
internal static class RoleFold
{
    public static uint Hash(string id)
    {
        var hash = 2166136261u;
        foreach (var c in id) hash = (hash ^ c) * 16777619u;
        return hash ^ (hash >> 15);
    }
}
