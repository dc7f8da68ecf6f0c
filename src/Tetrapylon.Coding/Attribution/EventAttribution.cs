using System.Collections.Immutable;
using Tetrapylon.Coding.Choices;
using Tetrapylon.Coding.Events;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Attribution;

/// <summary>Says who inside the text says that a happening happened: one of those who say something in the report, or the report itself; weighed as coded events have taught. Thread-safe.</summary>
public sealed class EventAttribution
{
    private readonly AttributionCues _cues;
    private readonly AttributionReader _reader;
    private readonly SourceFinder _finder;
    private readonly ChoiceWeights _weights;

    internal EventAttribution(AttributionCues cues, ChoiceWeights weights) => (_cues, _reader, _finder, _weights) = (cues, new(cues), new(cues), weights);

    /// <exception cref="DataException">Something in the cues is wrong.</exception>
    /// <exception cref="FileNotFoundException">The weights are missing from the models folder.</exception>
    public static EventAttribution Load(DataFolder data, string modelsFolder) => new(AttributionCues.Load(data), ChoiceWeights.Read(Path.Combine(modelsFolder, "en", "event-sources.tsv")));

    /// <summary>An answer: a chain of sources, outermost first, empty for the report itself; and what speaks for it.</summary>
    internal sealed record Answer(ImmutableArray<AttributionLink> Chain, List<ulong> Features);

    /// <summary>Everybody who says something in the report; found once for all its happenings.</summary>
    internal Sayings Sources(Document document, ImmutableArray<ActorMention> actors) => new(document, _finder.Find(document, actors), new(() => Monitor(actors)));

    private ActorMention? Monitor(ImmutableArray<ActorMention> actors)
    {
        ActorMention? only = null;
        foreach (var mention in actors)
        {
            if (!mention.Proper || _cues.KindOf(mention.Name) != SourceKind.Monitor) continue;
            // "The Observatory" is the one whose whole name has the word.
            if (only is null || mention.Name.Length > only.Name.Length && mention.Name.Contains(only.Name, StringComparison.OrdinalIgnoreCase)) only = mention;
            else if (!only.Name.Contains(mention.Name, StringComparison.OrdinalIgnoreCase) && (only.ActorId is null || only.ActorId != mention.ActorId)) return null;
        }
        return only;
    }

    // "A monitoring group said", "the Britain-based monitor": the one that is named elsewhere.
    private ImmutableArray<AttributionLink> Named(ImmutableArray<AttributionLink> chain, Sayings sayings) =>
        chain is [.., { Kind: SourceKind.Monitor, ActorId: null } last] && IsNameless(last.Name) && sayings.Monitor is { } monitor ? chain.SetItem(chain.Length - 1, last with { Name = monitor.Name, ActorId = monitor.ActorId }) : chain;

    private bool IsNameless(string name)
    {
        var words = name.Split(' ').SkipWhile(w => w.EndsWith("-based", StringComparison.Ordinal)).ToList();
        return _cues.NamelessMonitors.Contains(string.Join(' ', words).ToLowerInvariant()) || words.TrueForAll(w => char.IsLower(w[0])) && _cues.NamelessMonitors.Any(n => name.EndsWith(" " + n, StringComparison.Ordinal));
    }

    /// <summary>The chain of sources of one happening, outermost first; empty when the report says it itself.</summary>
    public ImmutableArray<AttributionLink> Of(Document document, ImmutableArray<ActorMention> actors, Anchor anchor, ClaimStatus status) => Of(document, actors, Sources(document, actors), anchor, [], status);

    /// <summary>The same, with everybody who says something found before.</summary>
    /// <param name="sources">As <see cref="Sources"/> finds them.</param>
    /// <param name="words">Other words that tell of the same happening.</param>
    internal ImmutableArray<AttributionLink> Of(Document document, ImmutableArray<ActorMention> actors, Sayings sources, Anchor anchor, IReadOnlyList<int> words, ClaimStatus status)
    {
        // What pictures show they show: grammar says so, and few coded events do.
        var rule = ByRule(document, actors, anchor.Token);
        if (rule is [.., { Kind: SourceKind.Footage }]) return rule;
        foreach (var word in words)
            if (rule.IsEmpty) rule = ByRule(document, actors, word);
        Answer? best = null;
        var most = double.NegativeInfinity;
        foreach (var answer in Answers(document, sources, anchor, rule, status))
            if (_weights.Of(answer.Features) is var score && score > most) (best, most) = (answer, score);
        return Named(best!.Chain, sources);
    }

    /// <summary>What grammar alone says.</summary>
    internal ImmutableArray<AttributionLink> ByRule(Document document, ImmutableArray<ActorMention> actors, int anchor) => _reader.Of(document, actors, anchor);

    /// <summary>Every answer there is, that the report says it itself last.</summary>
    /// <param name="chain">What grammar alone says.</param>
    internal List<Answer> Answers(Document document, Sayings sayings, Anchor anchor, ImmutableArray<AttributionLink> chain, ClaimStatus status)
    {
        var (sources, before) = sayings.About(anchor.Token);
        var all = sources;
        // Whom the rules alone name speaks by no word of the list.
        if (!chain.IsEmpty && !sources.Exists(s => s.Link.Span == chain[^1].Span))
        {
            var head = HeadOf(document, chain[^1].Span);
            all = [.. sources, new(chain[^1], SourceCue.Owner, head, head)];
        }
        var features = new AttributionFeatures(_cues, document, sayings, all, before, anchor, status, chain.IsEmpty ? null : chain[^1]);
        var answers = new List<Answer>(all.Count + 1);
        foreach (var source in all) answers.Add(new(!chain.IsEmpty && chain[^1].Span == source.Link.Span ? chain : [source.Link], features.OfSource(source)));
        answers.Add(new([], features.OfNone()));
        return answers;
    }

    private static int HeadOf(Document document, Span span) => Math.Max(0, InTextOrder.FirstFrom(document.Tokens, span.End, static t => t.Span.Start) - 1);
}
