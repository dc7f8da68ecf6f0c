using System.Collections.Immutable;
using NodaTime;
using Tetrapylon.Coding.Choices;
using Tetrapylon.Coding.Events;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Time;

/// <summary>Says when a happening was: on the days that an expression of the report gives it, on the report's own day, or at no day that can be told; weighed as coded events have taught. Thread-safe.</summary>
public sealed class EventDater
{
    private readonly DateRules _rules;
    private readonly ChoiceWeights _weights;

    internal EventDater(DateRules rules, ChoiceWeights weights) => (_rules, _weights) = (rules, weights);

    /// <exception cref="DataException">Something in the data file is wrong.</exception>
    /// <exception cref="FileNotFoundException">The weights are missing from the models folder.</exception>
    public static EventDater Load(DataFolder data, string modelsFolder) => new(DateRules.Load(data), ChoiceWeights.Read(Path.Combine(modelsFolder, "en", "event-dates.tsv")));

    /// <summary>An answer: days, or that none can be told; and what speaks for it.</summary>
    internal sealed record Answer(DateReference? Date, List<ulong> Features);

    /// <summary>The days of a happening; null where they cannot be told.</summary>
    /// <param name="times">The document's time expressions, as <see cref="TimeTagger.Tag(Document)"/> gives them.</param>
    /// <param name="today">The report's own day (<see cref="TimeTagger.ReportDay"/>).</param>
    public DateReference? Date(Document document, ImmutableArray<TimeExpression> times, Anchor anchor, ClaimStatus status, LocalDate? today) => Date(document, times, anchor, status, today, out _);

    /// <param name="noDay">Its words for a day there is not, or one that cannot be told: such a happening never has the report's day.</param>
    public DateReference? Date(Document document, ImmutableArray<TimeExpression> times, Anchor anchor, ClaimStatus status, LocalDate? today, out TimeExpression? noDay)
    {
        Answer? best = null;
        var most = double.NegativeInfinity;
        foreach (var answer in Answers(document, times, anchor, status, today, out noDay))
            if (_weights.Of(answer.Features) is var score && score > most) (best, most) = (answer, score);
        return best!.Date;
    }

    /// <summary>Every answer there is, that no day can be told last.</summary>
    internal List<Answer> Answers(Document document, ImmutableArray<TimeExpression> times, Anchor anchor, ClaimStatus status, LocalDate? today, out TimeExpression? noDay)
    {
        var features = new DateFeatures(_rules, document, times, anchor, status, today);
        noDay = features.NoDay;
        var answers = new List<Answer>();
        if (features.Earlier is { } earlier) answers.Add(new(earlier, features.OfEarlier()));
        foreach (var t in features.InReach())
            if (_rules.Resolve(document, times, times[t], anchor.Token, status, today, document.Sentences[document.SentenceOf(times[t].First)]) is { } date && features.MayBe(date))
                answers.Add(new(Told(document, times[t], date, today), features.OfExpression(t, date)));
        if (today is { } day && features.MayBeReportDay) answers.Add(new(new(DayRange.Of(day), DateBasis.ReportDay, null), features.OfReportDay()));
        answers.Add(new(null, features.OfNone()));
        return answers;
    }

    // "…, the director said on Friday" in Friday's paper dates the saying: of the happening it tells what the paper's own day does.
    private DateReference Told(Document document, TimeExpression time, DateReference date, LocalDate? today) =>
        today is { } day && date.Days == DayRange.Of(day) && document.Tokens[DateRules.HeadOf(document, time)].Head is >= 0 and var governor && _rules.Said(document, governor) ? new(date.Days, DateBasis.ReportDay, null) : date;
}
