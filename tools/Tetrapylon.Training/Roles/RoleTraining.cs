using Tetrapylon.Coding.Actors;
using Tetrapylon.Coding.Attribution;
using Tetrapylon.Coding.Events;
using Tetrapylon.Coding.Places;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Language;
using Tetrapylon.Model;
using Tetrapylon.Reading;
using Tetrapylon.Training.Coded;
using Tetrapylon.Training.Events;

namespace Tetrapylon.Training.Roles;

/// <summary>Trains the ranker of roles from coded events: who among those named around an anchor does the deed, and to whom. One thread, fixed order: same corpora, same bytes.</summary>
internal static class RoleTraining
{
    private const int Folds = 5;
    private const int Members = 2;
    private const int Hidden = 32;
    private const int HiddenTogether = 16;
    private const int Epochs = 8;
    private const float Rate = 0.03f;
    private const float L2 = 1e-4f;
    private static readonly int[][] NothingShared = [[], [], []];

    /// <param name="Classes">The right role of each candidate.</param>
    /// <param name="Weights">0 for a candidate that teaches nothing.</param>
    private sealed record Case(GoldReport Report, GoldEvent Gold, Anchor Anchor, int[] Rivals, List<RoleCandidate> Candidates, Role[] Classes, float[] Weights);

    public static int Run(string corpora)
    {
        var data = DataFolder.Shipped();
        var models = Path.Combine(AppContext.BaseDirectory, "models");
        var (reader, analyzer, placer, finder) = (Reader.Load(data), Analyzer.Load(models), PlaceFinder.Load(data, models), ActorFinder.Load(data));
        var train = GoldEvents.Read(corpora, "events-train", reader, analyzer, finder, placer);
        var more = CodedReports.Trained.Skip(1).SelectMany(set => GoldEvents.Read(corpora, set, reader, analyzer, finder, placer)).ToList();
        var dev = GoldEvents.Read(corpora, "events-dev", reader, analyzer, finder, placer);
        var guess = new AnchorGuess(train);
        var rules = RoleFinder.Load(data, null);
        var vectors = WordVectors.Load(models);
        List<Case> cases = [.. Cases(train, guess, rules)], others = [.. Cases(more, guess, rules)], held = [.. Cases(dev, guess, rules)];
        List<Case> all = [.. cases, .. others];
        Console.WriteLine($"{cases.Count}+{others.Count} events, {cases.Sum(c => c.Candidates.Count)} candidates; dev {held.Count} events");

        Reach(cases);
        Measure("rules, train", cases, _ => rules);
        Measure("rules, dev", held, _ => rules);
        // What is weighed together learns from chances that a model gave which had not seen the report.
        var alone = Enumerable.Range(0, Folds).Select(f => Fit(Alone(all.Where(c => FoldOf(c) != f), vectors), Hidden)).ToArray();
        Measure($"alone, {Folds}-fold train", cases, c => RoleFinder.Load(data, new(alone[FoldOf(c)], null, vectors)));
        var together = all.ToDictionary(c => c, c => Together(c, new(alone[FoldOf(c)], null, vectors), vectors));
        RoleModel FitTogether(Func<Case, bool> taught) => Fit(all.Where(taught).SelectMany(c => together[c]), HiddenTogether);
        var folds = Enumerable.Range(0, Folds).Select(f => RoleFinder.Load(data, new(alone[f], FitTogether(c => FoldOf(c) != f), vectors))).ToArray();
        Measure($"ranker, {Folds}-fold train", cases, c => folds[FoldOf(c)]);
        var (first, second) = (Fit(Alone(all, vectors), Hidden), FitTogether(_ => true));
        var full = RoleFinder.Load(data, new(first, second, vectors));
        Measure("ranker, dev", held, _ => full);
        var attribution = AttributionReader.Load(data);
        MeasureAttribution("attribution, train", cases, attribution);
        MeasureAttribution("attribution, dev", held, attribution);
        first.Save("models", "roles");
        second.Save("models", "roles-together");
        return 0;
    }

    private static int FoldOf(Case c) => (int)(RoleFold.Hash(c.Report.Id) % Folds);

    private static IEnumerable<Case> Cases(List<GoldReport> reports, AnchorGuess guess, RoleFinder finder)
    {
        foreach (var report in reports)
        {
            var anchors = report.Events.Select(gold => guess.Of(report, gold)).ToArray();
            for (var e = 0; e < anchors.Length; e++)
                if (anchors[e] is { } anchor)
                {
                    int[] rivals = [.. anchors.Where(a => a is { } other && other.Token != anchor.Token).Select(a => a!.Value.Token)];
                    yield return CaseOf(report, report.Events[e], anchor, rivals, [.. finder.Examine(report.Document, report.Mentions, report.Places, anchor, rivals)]);
                }
        }
    }

    private static Case CaseOf(GoldReport report, GoldEvent gold, Anchor anchor, int[] rivals, List<RoleCandidate> candidates)
    {
        var roles = new Role[candidates.Count];
        var weights = new float[candidates.Count];
        Array.Fill(weights, 1);
        void Mark(IEnumerable<string> names, Role role)
        {
            foreach (var name in names)
            {
                // The mention in the anchor's sentence that grammar reads so, else the nearest; the others of that name teach nothing.
                var fit = Enumerable.Range(0, candidates.Count).Where(i => SameName.Of(name, candidates[i].Mention.Name))
                    .OrderBy(i => Math.Abs(candidates[i].SentencesAway)).ThenBy(i => candidates[i].Rule == role ? 0 : 1).ThenBy(i => Math.Abs(candidates[i].Mention.Head - anchor.Token)).ToList();
                for (var k = 0; k < fit.Count; k++)
                    if (k == 0) { roles[fit[k]] = role; weights[fit[k]] = 1; }
                    else if (roles[fit[k]] == Role.None) weights[fit[k]] = 0;
            }
        }
        Mark(gold.Actors, Role.Actor);
        Mark(gold.Recipients, Role.Recipient);
        return new(report, gold, anchor, rivals, candidates, roles, weights);
    }

    private static IEnumerable<Example> Alone(IEnumerable<Case> cases, WordVectors vectors)
    {
        var (features, surroundings) = (new uint[RoleFeatures.Most], new RoleSurroundings(vectors));
        foreach (var (c, scene) in cases.Select(c => (c, SceneOf(c))))
            for (var i = 0; i < c.Candidates.Count; i++)
            {
                var dense = new float[surroundings.Size];
                surroundings.Fill(scene, c.Anchor, c.Candidates[i], dense);
                yield return ExampleOf(c, i, features.AsSpan(0, RoleFeatures.Fill(c.Report.Document, c.Anchor, c.Candidates[i], features)), dense);
            }
    }

    private static List<Example> Together(Case c, RoleRanker alone, WordVectors vectors)
    {
        var (features, company, scene) = (new uint[RoleCompany.Most], new RoleCompany(vectors), SceneOf(c));
        var chances = alone.Chances(scene, c.Anchor, c.Candidates);
        return [.. c.Candidates.Select((_, i) =>
        {
            var dense = new float[company.Size];
            var count = company.Fill(scene, c.Anchor, c.Candidates, chances, i, features, dense);
            return ExampleOf(c, i, features.AsSpan(0, count), dense);
        })];
    }

    private static RoleScene SceneOf(Case c) => new(c.Report.Document, c.Report.Mentions, c.Report.Places);

    private static Example ExampleOf(Case c, int candidate, ReadOnlySpan<uint> features, float[] dense)
    {
        var rows = features.ToArray();
        for (var f = 0; f < rows.Length; f++) rows[f] &= RoleWeights.Rows - 1;
        return new(rows, NothingShared, dense, (int)c.Classes[candidate], c.Weights[candidate]);
    }

    private static RoleModel Fit(IEnumerable<Example> all, int hidden)
    {
        var examples = all.Where(e => e.Weight > 0).ToList();
        var members = Enumerable.Range(1, Members).Select(seed =>
        {
            var member = new JointTrainer(RoleRanker.Outputs, 0, examples[0].Dense.Length, hidden, Rate, L2, seed: seed);
            member.Fit(examples, Epochs, 2, seed);
            return member;
        }).ToList();
        var ensemble = new Ensemble(members);
        var weights = new float[RoleWeights.Rows * 2];
        foreach (var (row, w) in ensemble.Rows) (weights[row * 2], weights[row * 2 + 1]) = (w[1] - w[0], w[2] - w[0]);
        return new(new(weights), ensemble.Network);
    }

    private static void Measure(string what, List<Case> cases, Func<Case, RoleFinder> finderOf)
    {
        var (ah, ap, ag, rh, rp, rg, first) = (0, 0, 0, 0, 0, 0, 0);
        foreach (var c in cases)
        {
            var roles = finderOf(c).Find(c.Report.Document, c.Report.Mentions, c.Report.Places, c.Anchor, c.Rivals);
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
    private static void Reach(List<Case> cases)
    {
        var (a, ag, r, rg) = (0, 0, 0, 0);
        foreach (var c in cases)
        {
            var names = c.Candidates.Select(x => x.Mention.Name).ToList();
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
