using System.Collections.Immutable;
using System.Numerics;
using NodaTime;
using Tetrapylon.Model;
using Tetrapylon.Reading.Blocks;
using Tetrapylon.Reading.Html;

namespace Tetrapylon.Reading.Dates;

/// <summary>Weighs everything on a page that may tell its day of publication.</summary>
/// <remarks>A day's score is the sum of the weights of all its traits; the scores of all days of a page are turned into shares that add up to one. See decision 0103.</remarks>
internal sealed class PublicationDay(ReadingCues cues, DateScanner dates, DayWeights weights)
{
    // The web has no older pages.
    private const int EarliestYear = 1995;

    /// <summary>The day of publication where one is likelier than none, all days considered, best first, and the day of the update.</summary>
    public (DayReading? Published, ImmutableArray<DayReading> Considered, LocalDate? Updated) Find(RawReport raw, PageMetadata metadata, IReadOnlyList<PageBlock> blocks, BlockKind[] kinds)
    {
        var (cases, updated) = Cases(raw, metadata, blocks, kinds);
        var (considered, none) = Ranked(cases);
        return (considered.IsEmpty || considered[0].Score < none ? null : considered[0], considered, updated);
    }

    /// <summary>Every day stated, earliest first.</summary>
    public (List<DayCase> Cases, LocalDate? Updated) Cases(RawReport raw, PageMetadata metadata, IReadOnlyList<PageBlock> blocks, BlockKind[] kinds)
    {
        var statements = new DayStatements(cues, dates);
        statements.Collect(raw, metadata, blocks, kinds);
        var byDay = ByDay(statements.Found, raw.RetrievedAt?.InUtc().Date.PlusDays(1));
        var cases = new List<DayCase>(byDay.Count);
        foreach (var (day, stated) in byDay)
            if (TraitsOf(day, stated, byDay) is var traits && ((traits & Story) == 0 || (traits & ~OfStory) != 0)) cases.Add(new(day, traits, stated));
        var published = cases.Exists(c => (c.Traits & Published) != 0);
        int first = cases.FindIndex(c => (c.Traits & ~RunningText) != 0), last = cases.FindLastIndex(c => (c.Traits & ~RunningText) != 0);
        for (var i = 0; i < cases.Count; i++)
        {
            var more = DayTrait.Stated;
            if (last > first && i == first) more |= DayTrait.Earliest;
            if (last > first && i == last) more |= DayTrait.Latest;
            if (published && (cases[i].Traits & Updates) != 0 && (cases[i].Traits & Published) == 0) more |= DayTrait.UpdateBesidePublished;
            if ((cases[i].Traits & Shown) != 0 && (BesideUtc(i - 1) || BesideUtc(i + 1))) more |= DayTrait.ShownBesideUtc;
            cases[i] = cases[i] with { Traits = cases[i].Traits | more };

            bool BesideUtc(int other) => other >= 0 && other < cases.Count && (cases[other].Traits & DayTrait.UtcBeside) != 0 && Datelines.Distance(cases[other].Day, cases[i].Day) == 1;
        }
        return (cases, statements.Updated);
    }

    private static SortedDictionary<LocalDate, List<DayStatement>> ByDay(IReadOnlyList<DayStatement> found, LocalDate? latest)
    {
        var byDay = new SortedDictionary<LocalDate, List<DayStatement>>();
        foreach (var statement in found)
            if (statement.Day.Year >= EarliestYear && (latest is null || statement.Day <= latest))
                (byDay.TryGetValue(statement.Day, out var same) ? same : byDay[statement.Day] = []).Add(statement);
        return byDay;
    }

    private static DayTrait TraitsOf(LocalDate day, List<DayStatement> stated, SortedDictionary<LocalDate, List<DayStatement>> byDay)
    {
        var traits = DayTrait.None;
        var kinds = 0;
        foreach (var statement in stated)
        {
            traits |= statement.Traits;
            kinds |= 1 << (int)statement.Basis;
            // Late in the evening (or early) in UTC it is the next (or previous) day to much of the world; what the page shows there tells.
            if (DayStatements.Shifted(statement.Words) is { } shift && byDay.TryGetValue(day.PlusDays(shift), out var beside) && beside.Exists(s => (s.Traits & Shown) != 0 && DayStatements.Shifted(s.Words) is null)) traits |= DayTrait.UtcBeside;
        }
        return traits | BitOperations.PopCount((uint)kinds) switch { 1 => DayTrait.None, 2 => DayTrait.TwoKinds, _ => DayTrait.ThreeKinds };
    }

    // Shares of all days, and of there being none, whose weight is nought.
    private (ImmutableArray<DayReading> Days, double None) Ranked(List<DayCase> cases)
    {
        var scores = cases.ConvertAll(c => weights.Of(c.Traits));
        var most = Math.Max(0, scores.DefaultIfEmpty(0).Max());
        var sum = Math.Exp(-most) + scores.Sum(s => Math.Exp(s - most));
        var days = cases.Select((c, i) =>
        {
            var best = c.Statements.MaxBy(s => weights.Of(s.Traits));
            return new DayReading(c.Day, best.Basis, Math.Exp(scores[i] - most) / sum, best.Words);
        });
        return ([.. days.OrderByDescending(d => d.Score).ThenBy(d => d.Day)], Math.Exp(-most) / sum);
    }

    // What pages tell programs in words that leave no choice.
    private const DayTrait Published = DayTrait.LinkedReport | DayTrait.MetaPublished | DayTrait.ItemPublished, Updates = DayTrait.LinkedUpdate | DayTrait.MetaUpdated | DayTrait.ItemUpdated;

    // Where a page shows its reader a day, as against what it tells programs.
    private const DayTrait Shown = DayTrait.TimeFirst | DayTrait.TimeSecond | DayTrait.NamedFirst | DayTrait.NamedSecond | DayTrait.Address | DayTrait.InDateline | DayTrait.AtBodyStart | DayTrait.AboveHeadline | DayTrait.BelowHeadline | DayTrait.BeforeBody;

    // A day that stands in the story alone, or in what the page's description repeats of it, is the story's and not the report's.
    private const DayTrait Story = DayTrait.InBody | DayTrait.InFirstBlock;

    private const DayTrait OfStory = Story | DayTrait.InLongBlock | DayTrait.InCaption | DayTrait.ShortYear | DayTrait.Ambiguous | DayTrait.FirstShown | DayTrait.OneOfMany | DayTrait.Description | DayTrait.TwoKinds;

    private const DayTrait RunningText = DayTrait.InBody | DayTrait.InFirstBlock | DayTrait.InLongBlock | DayTrait.FarAfterBody | DayTrait.FarBeforeBody | DayTrait.InCaption | DayTrait.InLinks | DayTrait.ShortYear | DayTrait.Ambiguous | DayTrait.TimeAside | DayTrait.NamedAside | DayTrait.Alone;
}
