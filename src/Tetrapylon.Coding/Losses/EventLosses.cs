using System.Collections.Immutable;
using Tetrapylon.Coding.Choices;
using Tetrapylon.Coding.Events;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Losses;

/// <summary>Says how many died in a happening: one of the report's figures, several added, or none; weighed as coded events have taught. Thread-safe.</summary>
public sealed class EventLosses
{
    private const int MostPairs = 12, MostMentions = 24;

    // The happenings of a long report are asked about part by part.
    private const int MostTogether = 40;

    private readonly LossReader _reader;
    private readonly ChoiceWeights _weights;

    internal EventLosses(LossReader reader, ChoiceWeights weights) => (_reader, _weights) = (reader, weights);

    /// <exception cref="FileNotFoundException">The weights are missing from the models folder.</exception>
    public static EventLosses Load(LossReader reader, string modelsFolder) => new(reader, ChoiceWeights.Read(Path.Combine(modelsFolder, "en", "event-losses.tsv")));

    /// <summary>An answer: a figure, or that none belongs to the happening; and what speaks for it.</summary>
    /// <param name="Mentions">Which of the report's figures it is made of, a bit each.</param>
    internal sealed record Answer(Model.Losses? Dead, uint Mentions, List<ulong> Features);

    /// <summary>The dead and the injured of each happening of a report; null where the report gives no figure for it. No figure of dead is told of two.</summary>
    /// <param name="mentions">Every figure of the report, in the order of the text.</param>
    /// <param name="happenings">The report's happenings, each with what is said of its happening at all.</param>
    public (Model.Losses? Dead, Model.Losses? Injured)[] Of(Document document, ImmutableArray<LossMention> mentions, IReadOnlyList<(Anchor Anchor, ClaimStatus Status)> happenings)
    {
        var losses = new (Model.Losses?, Model.Losses?)[happenings.Count];
        int[] order = [.. Enumerable.Range(0, losses.Length).OrderBy(h => happenings[h].Anchor.Token).ThenBy(h => h)];
        var from = 0;
        foreach (var chunk in order.Chunk(MostTogether))
        {
            // A part ends with the sentence of its last happening.
            var last = chunk[^1] == order[^1];
            var until = last ? int.MaxValue : document.Sentences[document.SentenceOf(happenings[chunk[^1]].Anchor.Token)].End;
            int[] part = [.. chunk.Order()];
            foreach (var (h, found) in part.Zip(Together(document, [.. mentions.Where(m => m.Anchor >= from && m.Anchor < until)], [.. part.Select(h => happenings[h])]))) losses[h] = found;
            from = until;
        }
        return losses;
    }

    /// <summary>The dead at each of several places told side by side ("12 people in Baghdad and seven in Mosul"); null where not each has a figure of its own, or where the figures are no parts of <paramref name="told"/>.</summary>
    /// <param name="places">First token of each place's name.</param>
    /// <param name="told">What is told of the first of them, or of all.</param>
    internal List<Model.Losses>? ByPlace(Document document, IReadOnlyList<int> places, Model.Losses told, Func<string, bool> isKind)
    {
        var found = new List<Model.Losses>(places.Count);
        foreach (var place in places)
            if (_reader.ToldAt(document, place, isKind) is { } here) found.Add(here);
            else return null;
        return told.Span.Overlaps(found[0].Span) || found.Sum(f => (long)f.Best) <= told.Best ? found : null;
    }

    private (Model.Losses?, Model.Losses?)[] Together(Document document, ImmutableArray<LossMention> mentions, (Anchor Anchor, ClaimStatus Status)[] happenings)
    {
        var anchors = Array.ConvertAll(happenings, h => h.Anchor.Token);
        var answers = Array.ConvertAll(happenings, h => Answers(document, mentions, h.Anchor, h.Status, anchors));
        var losses = Array.ConvertAll(anchors, anchor => ((Model.Losses?)null, Nearest(document, mentions, anchor, anchors, LossKind.Injured)));
        foreach (var (h, answer) in Chosen(answers, _weights)) losses[h].Item1 = answers[h][answer].Dead;
        return losses;
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
