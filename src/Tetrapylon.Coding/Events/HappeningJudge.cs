using Tetrapylon.Coding.Actors;
using Tetrapylon.Coding.Choices;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>Weighs each happening once more when the others of its report, who is named and where it stands are known: of which types it is told, one or several, or that it is none of its own (told already, or no news).</summary>
public sealed class HappeningJudge
{
    /// <summary>The least belief that a happening of an article is told as one of its types.</summary>
    public const double EnoughOfArticle = 0.35;

    /// <summary>The same for a place taken, where a word of the happening's own says so: histories of places rest on what articles tell in passing.</summary>
    public const double EnoughOfTaking = 0.15;

    /// <summary>The same for a shorter report.</summary>
    public const double Enough = 0.45;

    /// <summary>The same for a note, of which something is expected to be told (<see cref="HappeningGrouper.IsNote"/>).</summary>
    public const double EnoughOfNote = 0.3;

    /// <summary>A happening of which no one type is believed enough is told as the likeliest if all together are believed this much: something happened, and readers wish to know of it.</summary>
    public const double EnoughTogether = 0.6;

    // In an article a taking that its word is believed less to tell of is none: "a seized tank".
    private const float LeastOfTaking = 0.25f;

    // Where nobody is told to take it, a place taken is believed partly of the one type, partly of the other: who takes or loses it decides (codebook, rule 3).
    private const float LeastTaken = 0.5f;

    // Words that leave hardly a doubt are asked for less.
    private const float SurelyTaken = 0.75f;
    private const double EnoughOfSureTaking = 0.1;

    // A type that no word of the happening believes in as much is no answer.
    private const float Least = 0.12f;
    private const int MostTypes = 4;

    private readonly EventOntology _ontology;
    private readonly JudgeFeatures _features;
    private readonly ChoiceWeights _weights;

    internal HappeningJudge(EventOntology ontology, HappeningGrouper grouper, RoleFinder byGrammar, StatusReader statuses, ChoiceWeights weights) =>
        (_ontology, _features, _weights) = (ontology, new(ontology, grouper, byGrammar, statuses), weights);

    /// <param name="modelsFolder">The folder that holds <c>en/</c>.</param>
    /// <exception cref="FileNotFoundException">The weights are missing.</exception>
    public static HappeningJudge Load(EventOntology ontology, HappeningGrouper grouper, DataFolder data, string modelsFolder) =>
        new(ontology, grouper, RoleFinder.Load(data, ranker: null), StatusReader.Load(data, modelsFolder), ChoiceWeights.Read(Path.Combine(modelsFolder, "en", "event-happenings.tsv")));

    /// <summary>Parts the happenings found in a report into those that are told, each of one type it is now believed to be of, and those told again or in passing. Both in the order of the text.</summary>
    /// <param name="enough">In place of <see cref="Enough"/>, to measure others.</param>
    public (List<Happening> Told, List<Happening> Aside) Part(Document document, Found found, Mentioned mentioned, double enough = Enough)
    {
        if (found.Happenings.Count == 0) return ([], []);
        var told = new List<Happening>[found.Happenings.Count];
        var article = HappeningGrouper.IsArticle(document);
        if (HappeningGrouper.IsNote(document)) enough = Math.Min(enough, EnoughOfNote);
        Ask(document, found, mentioned, (h, tellings) =>
        {
            var asked = tellings.Where(t => !article || Stays(found.Happenings[h], t.Telling)).Select(t => (t.Telling, Belief: (float)(1 / (1 + Math.Exp(-_weights.Of(t.Features)))))).ToList();
            var believed = asked.FindAll(t => t.Belief >= (!article ? enough : _ontology.SubTypes[t.Telling.SubType].Control is null ? EnoughOfArticle : EnoughOfTaking));
            if (believed.Count == 0 && (asked.Sum(t => t.Belief) >= EnoughTogether || article && IsTaken(asked))) believed.Add(asked.MaxBy(t => t.Belief));
            // A place is taken by a state or by another, not by both.
            if (believed.FindAll(t => IsTaking(t.Telling.SubType)) is [_, _, ..] takings) believed.RemoveAll(t => IsTaking(t.Telling.SubType) && t.Telling.SubType != takings.MaxBy(o => o.Belief).Telling.SubType);
            told[h] = Parted(found.Happenings[h], believed);
            return believed.Aggregate(0u, (types, t) => types | 1u << t.Telling.SubType);
        });
        return ([.. told.SelectMany(t => t).OrderBy(t => t.Readings[0].Candidate.Token)], [.. found.Happenings.Where((_, h) => told[h].Count == 0)]);
    }

    // In an article nothing becomes the taking of a place that has no word of its own for it, or hardly one.
    private bool Stays(Happening happening, Telling telling) =>
        _ontology.SubTypes[telling.SubType].Control is not null ? (telling.Standing != Standing.Rival || IsTaking(telling.SubType) && IsTaking(happening.SubType)) && (telling.Main.Belief[telling.SubType] >= LeastOfTaking || BelievedTaken(telling) >= LeastTaken)
        : telling.Standing != Standing.Rival || _ontology.SubTypes[happening.SubType].Control is null;

    private float BelievedTaken(Telling telling)
    {
        var sum = 0f;
        for (var t = 0; t < _ontology.SubTypes.Length; t++)
            if (IsTaking(t)) sum += telling.Main.Belief[t];
        return IsTaking(telling.SubType) ? sum : 0;
    }

    private bool IsTaken(List<(Telling Telling, float Belief)> asked)
    {
        var sum = asked.Sum(t => IsTaking(t.Telling.SubType) ? t.Belief : 0);
        return sum >= EnoughOfTaking || sum >= EnoughOfSureTaking && asked.Exists(t => BelievedTaken(t.Telling) >= SurelyTaken);
    }

    private bool IsTaking(int subType) => _ontology.SubTypes[subType].Control == HoldingRole.Actor;

    /// <summary>Asks of each happening, the surest first, as which of its types it is told: what was told already is part of the question.</summary>
    /// <param name="decide">Says as which types, a bit each, a happening is told.</param>
    internal void Ask(Document document, Found found, Mentioned mentioned, Func<int, List<(Telling Telling, List<ulong> Features)>, uint> decide)
    {
        var (known, buffer) = (new HappeningsKnown(document, found, mentioned), new FeatureBuffer());
        // A headline says least.
        foreach (var h in Enumerable.Range(0, found.Happenings.Count).OrderBy(h => document.BlockKindOf(found.Happenings[h].Main.Candidate.Token) == BlockKind.Headline).ThenByDescending(h => known.Surest[h]).ThenBy(h => h))
            known.Told[h] = decide(h, Tellings(found.Happenings[h]).ConvertAll(t => (t, _features.Of(known, h, t, buffer))));
    }

    private static List<Telling> Tellings(Happening happening)
    {
        var (votes, sum) = (happening.Votes(), 0f);
        foreach (var vote in votes) sum += vote;
        var tellings = new List<Telling>(MostTypes);
        for (var rank = 0; rank < MostTypes; rank++)
        {
            var best = -1;
            for (var t = 0; t < votes.Length; t++)
                if (votes[t] > 0 && (best < 0 || votes[t] > votes[best])) best = t;
            if (best < 0) break;
            var main = happening.Readings.MaxBy(r => r.Belief[best])!;
            if (main.Belief[best] >= Least) tellings.Add(new(best, rank, votes[best] / sum, main, rank == 0 ? Standing.Own : main.Best == best ? Standing.Beside : Standing.Rival));
            votes[best] = 0;
        }
        return tellings;
    }

    // Each word tells of the type that it believes in most, of those that are told.
    private static List<Happening> Parted(Happening happening, List<(Telling Telling, float Belief)> believed)
    {
        if (believed.Count == 0) return [];
        if (believed is [var (telling, belief)]) return [Happening.Of(happening.Readings, telling.SubType, belief)];
        var parts = believed.ConvertAll(_ => new List<TriggerReading>());
        foreach (var reading in happening.Readings)
        {
            var best = 0;
            for (var p = 1; p < believed.Count; p++)
                if (reading.Belief[believed[p].Telling.SubType] > reading.Belief[believed[best].Telling.SubType]) best = p;
            parts[best].Add(reading);
        }
        return [.. believed.Select((b, p) => Happening.Of(parts[p].Count > 0 ? parts[p] : [b.Telling.Main], b.Telling.SubType, b.Belief))];
    }
}

/// <summary>Where a type stands among those of a happening.</summary>
internal enum Standing
{
    /// <summary>The happening's words together believe in it most.</summary>
    Own,

    /// <summary>One of its words believes in it most.</summary>
    Beside,

    /// <summary>No word of it does.</summary>
    Rival,
}

/// <summary>A type that a happening may be told as.</summary>
/// <param name="Share">Its share of what the happening's words believe.</param>
/// <param name="Main">The word that believes in it most.</param>
internal readonly record struct Telling(int SubType, int Rank, float Share, TriggerReading Main, Standing Standing);
