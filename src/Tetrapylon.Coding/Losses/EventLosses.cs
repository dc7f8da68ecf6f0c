using System.Collections.Immutable;
using Tetrapylon.Coding.Choices;
using Tetrapylon.Coding.Events;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Losses;

/// <summary>Says how many died in a happening: one of the report's figures, several added, or none; weighed as coded events have taught. Thread-safe.</summary>
public sealed class EventLosses
{
    private const int MostPairs = 12, MostMentions = 24;

    private readonly LossReader _reader;
    private readonly ChoiceWeights _weights;

    internal EventLosses(LossReader reader, ChoiceWeights weights) => (_reader, _weights) = (reader, weights);

    /// <exception cref="FileNotFoundException">The weights are missing from the models folder.</exception>
    public static EventLosses Load(LossReader reader, string modelsFolder) => new(reader, ChoiceWeights.Read(Path.Combine(modelsFolder, "en", "event-losses.tsv")));

    /// <summary>An answer: a figure, or that none belongs to the happening; and what speaks for it.</summary>
    /// <param name="Mentions">Which of the report's figures it is made of, a bit each.</param>
    internal sealed record Answer(Model.Losses? Dead, uint Mentions, List<ulong> Features);

    /// <summary>The dead of each happening of a report; null where the report gives no figure for it. No figure is told of two.</summary>
    /// <param name="mentions">Every figure of the report.</param>
    /// <param name="happenings">The report's happenings, each with what is said of its happening at all.</param>
    public Model.Losses?[] Dead(Document document, ImmutableArray<LossMention> mentions, IReadOnlyList<(Anchor Anchor, ClaimStatus Status)> happenings)
    {
        var anchors = new int[happenings.Count];
        for (var h = 0; h < anchors.Length; h++) anchors[h] = happenings[h].Anchor.Token;
        var answers = new List<Answer>[anchors.Length];
        for (var h = 0; h < anchors.Length; h++) answers[h] = Answers(document, mentions, happenings[h].Anchor, happenings[h].Status, anchors);
        var dead = new Model.Losses?[anchors.Length];
        foreach (var (h, answer) in Chosen(answers, _weights)) dead[h] = answers[h][answer].Dead;
        return dead;
    }

    /// <summary>The best answer for each of several happenings that together use no figure twice: the surest chooses first.</summary>
    internal static List<(int Happening, int Answer)> Chosen(IReadOnlyList<List<Answer>> answers, ChoiceWeights weights)
    {
        var ranked = new List<(double Worth, int Happening, int Answer)>();
        for (var h = 0; h < answers.Count; h++)
        {
            if (answers[h].Count == 0) continue;
            var none = weights.Of(answers[h][^1].Features);
            for (var a = 0; a < answers[h].Count - 1; a++)
                if (weights.Of(answers[h][a].Features) - none is > 0 and var worth) ranked.Add((worth, h, a));
        }
        ranked.Sort((x, y) => x.Worth != y.Worth ? y.Worth.CompareTo(x.Worth) : (x.Happening, x.Answer).CompareTo((y.Happening, y.Answer)));
        var chosen = new List<(int, int)>();
        var (used, done) = (0u, new HashSet<int>());
        foreach (var (_, h, a) in ranked)
        {
            if ((answers[h][a].Mentions & used) != 0 || !done.Add(h)) continue;
            used |= answers[h][a].Mentions;
            chosen.Add((h, a));
        }
        return chosen;
    }

    /// <summary>The injured of one happening: the figures that stand nearest to its words.</summary>
    public Model.Losses? Injured(Document document, ImmutableArray<LossMention> mentions, int anchor, IReadOnlyList<int> anchors) =>
        Nearest(document, mentions, anchor, anchors, LossKind.Injured);

    /// <summary>What the nearest words alone say.</summary>
    internal Model.Losses? ByRule(Document document, ImmutableArray<LossMention> mentions, int anchor, IReadOnlyList<int> anchors) =>
        Nearest(document, mentions, anchor, anchors, LossKind.Dead);

    private Model.Losses? Nearest(Document document, ImmutableArray<LossMention> mentions, int anchor, IReadOnlyList<int> anchors, LossKind kind) =>
        _reader.Combine(document, anchors.Count == 1 ? mentions : LossReader.Belonging(document, mentions, anchor, anchors), kind);

    /// <summary>Every answer there is, that no figure is told last; none where nobody is said to have died.</summary>
    internal List<Answer> Answers(Document document, ImmutableArray<LossMention> mentions, Anchor anchor, ClaimStatus status, IReadOnlyList<int> anchors)
    {
        var answers = new List<Answer>();
        var dead = new List<LossMention>();
        foreach (var mention in mentions)
            if (mention.Kind == LossKind.Dead && dead.Count < MostMentions) dead.Add(mention);
        if (dead.Count == 0) return answers;
        var rule = ByRule(document, mentions, anchor.Token, anchors);
        var features = new LossFeatures(document, dead, anchor, status, anchors, rule);
        var own = 0u;
        for (var m = 0; m < dead.Count; m++)
        {
            answers.Add(new(new(dead[m].Low, dead[m].Best, dead[m].High, dead[m].Span), 1u << m, features.OfFigure(dead[m])));
            if (anchors.Count == 1 || LossReader.Owner(document, dead[m].Anchor, anchor.Token, anchors) == anchor.Token) own |= 1u << m;
        }
        if (rule is not null && !Has(answers, rule)) answers.Add(new(rule, own, features.OfRule()));
        var pairs = 0;
        for (var i = 0; i < dead.Count && pairs < MostPairs; i++)
            for (var j = i + 1; j < dead.Count && pairs < MostPairs; j++)
            {
                if (dead[i].Best == 0 || dead[j].Best == 0) continue;
                pairs++;
                answers.Add(new(new(Sum(dead[i].Low, dead[j].Low), Sum(dead[i].Best, dead[j].Best), Sum(dead[i].High, dead[j].High), dead[i].Span), 1u << i | 1u << j, features.OfSum(dead[i], dead[j])));
            }
        answers.Add(new(null, 0, features.OfNone()));
        return answers;
    }

    private static int Sum(int a, int b) => (int)Math.Min(int.MaxValue, (long)a + b);

    private static bool Has(List<Answer> answers, Model.Losses figure)
    {
        foreach (var answer in answers)
            if (answer.Dead is { } dead && dead.Low == figure.Low && dead.High == figure.High) return true;
        return false;
    }
}
