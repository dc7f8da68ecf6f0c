using System.Collections.Immutable;

namespace Tetrapylon.App.Scoring;

/// <summary>How much of one field is right: what was coded and is so, all that was coded, all that there is.</summary>
internal readonly record struct FieldScore(string Field, int Right, int Coded, int True)
{
    public double Precision => Coded == 0 ? 0 : (double)Right / Coded;
    public double Recall => True == 0 ? 0 : (double)Right / True;
    public double F1 => Right == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);
}

/// <summary>Counts field by field how far the program's coding of reports is a person's.</summary>
/// <remarks>
/// The events of a report are paired one to one, the most alike first (same sub-type, same type, shared words of evidence, same place, same first actor, same days); only events of one type,
/// or whose evidence shares half its words, can be a pair. A field counts where the person filled it. "Whole" is right where sub-type, status, place, days and first actor all are.
/// </remarks>
internal sealed class Scorecard(NameLikeness names)
{
    private static readonly ImmutableArray<string> Fields =
        ["type", "sub_type", "whole", "status", "actors", "recipients", "place", "country", "date", "fatalities", "attribution", "control", "damage"];

    private readonly int[] _right = new int[Fields.Length], _coded = new int[Fields.Length], _true = new int[Fields.Length];

    public int Reports { get; private set; }

    /// <summary>Reports of which the person coded nothing, and what the program coded in them.</summary>
    public (int Reports, int Events) Empty { get; private set; }

    public ImmutableArray<FieldScore> Scores => [.. Fields.Select((f, i) => new FieldScore(f, _right[i], _coded[i], _true[i]))];

    /// <summary>Adds one report.</summary>
    public void Add(IReadOnlyList<CodedEvent> truth, IReadOnlyList<CodedEvent> coded)
    {
        Reports++;
        if (truth.Count == 0) Empty = (Empty.Reports + 1, Empty.Events + coded.Count);
        foreach (var e in truth) Tally(_true, e);
        foreach (var e in coded) Tally(_coded, e);
        foreach (var (t, c) in Pairs(truth, coded))
            if (t.Type == c.Type) Right(t, c);
    }

    private static void Tally(int[] counts, CodedEvent e)
    {
        int[] filled = [1, 1, 1, 1, e.Actors.Length, e.Recipients.Length, e.Places.Length > 0 ? 1 : 0, Is(e.Country), Is(e.From), e.Dead is null ? 0 : 1, Is(e.Source), e.Control is null ? 0 : 1, e.Damage is null ? 0 : 1];
        for (var f = 0; f < filled.Length; f++) counts[f] += filled[f];
    }

    private static int Is(string? text) => text is null ? 0 : 1;

    private void Right(CodedEvent t, CodedEvent c)
    {
        var (sub, status, place, days) = (t.SubType == c.SubType, t.Status == c.Status, SamePlace(t, c), t.From == c.From && t.To == c.To);
        var first = t.Actors.Length > 0 && c.Actors.Length > 0 ? names.Same(t.Actors[0], c.Actors[0]) : t.Actors.Length == c.Actors.Length;
        bool[] right =
        [
            true, sub, sub && status && place && days && first, status, false, false, place && t.Places.Length > 0, t.Country is not null && t.Country == c.Country, days && t.From is not null,
            t.Dead is not null && t.Dead == c.Dead, names.Same(t.Source, c.Source),
            t.Control is { } had && c.Control is { } has && had.Change == has.Change && (had.Holder is null ? has.Holder is null : names.Same(had.Holder, has.Holder)) && place,
            t.Damage is { } hit && c.Damage is { } said && hit.Effect == said.Effect && names.Same(hit.Site, said.Site),
        ];
        for (var f = 0; f < right.Length; f++)
            if (right[f]) _right[f]++;
        _right[4] += Shared(t.Actors, c.Actors);
        _right[5] += Shared(t.Recipients, c.Recipients);
    }

    private int Shared(ImmutableArray<string> truth, ImmutableArray<string> coded)
    {
        var left = coded.ToList();
        return truth.Count(name => left.FindIndex(other => names.Same(name, other)) is >= 0 and var at && Take(left, at));
    }

    private static bool Take(List<string> left, int at)
    {
        left.RemoveAt(at);
        return true;
    }

    private bool SamePlace(CodedEvent t, CodedEvent c) => t.Places.Length == 0 ? c.Places.Length == 0 : t.Places.Any(a => c.Places.Any(b => names.Same(a, b)));

    private IEnumerable<(CodedEvent Truth, CodedEvent Coded)> Pairs(IReadOnlyList<CodedEvent> truth, IReadOnlyList<CodedEvent> coded)
    {
        var all = new List<(double Likeness, int T, int C)>();
        for (var t = 0; t < truth.Count; t++)
            for (var c = 0; c < coded.Count; c++)
                if (Likeness(truth[t], coded[c]) is > 0 and var likeness) all.Add((likeness, t, c));
        var (truths, codings) = (new HashSet<int>(), new HashSet<int>());
        foreach (var (_, t, c) in all.OrderByDescending(p => p.Likeness).ThenBy(p => p.T).ThenBy(p => p.C))
            if (!truths.Contains(t) && codings.Add(c) && truths.Add(t)) yield return (truth[t], coded[c]);
    }

    private double Likeness(CodedEvent t, CodedEvent c)
    {
        var overlap = NameLikeness.Overlap(t.Evidence, c.Evidence);
        if (t.Type != c.Type && overlap < 0.5) return 0;
        return overlap + (t.SubType == c.SubType ? 2 : 0) + (t.Type == c.Type ? 1 : 0) + (t.Places.Length > 0 && SamePlace(t, c) ? 1 : 0)
            + (Shared(t.Actors, c.Actors) > 0 ? 0.5 : 0) + (t.From == c.From && t.To == c.To ? 0.5 : 0);
    }
}
