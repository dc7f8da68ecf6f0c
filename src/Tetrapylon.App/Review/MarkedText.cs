using Tetrapylon.App.Http;
using Tetrapylon.Model;
using Tetrapylon.Record.Review;

namespace Tetrapylon.App.Review;

/// <summary>One field of one claim over a stretch of text.</summary>
public readonly record struct Mark(int Claim, string Field);

/// <summary>A stretch of text under the same marks.</summary>
public sealed record MarkedPart(string Text, Mark[] Marks)
{
    // The style sheet tells apart forty claims of a report; more share their looks, not their words.
    private const int ClaimLooks = 40;

    public string Classes => string.Join(' ', Marks.Select(m => $"f-{m.Field}").Concat(Marks.Select(m => $"c{m.Claim % ClaimLooks}")).Distinct());

    public string Title(Messages words) => string.Join(", ", Marks.Select(m => words.Name(m.Field)).Distinct());
}

/// <summary>A block of a report with its marks.</summary>
/// <param name="Start">Where it begins in the report's text.</param>
public sealed record MarkedBlock(BlockKind Kind, int Start, string Text, IReadOnlyList<MarkedPart> Parts);

/// <summary>Cuts the text of a report where marks begin and end, so that marks that overlap become parts that nest nowhere.</summary>
public static class MarkedText
{
    public static IReadOnlyList<MarkedBlock> Of(Report report, IReadOnlyList<ReviewedClaim> claims)
    {
        var marks = new List<(Span Span, Mark Mark)>();
        for (var i = 0; i < claims.Count; i++)
            foreach (var (span, field) in Fields(claims[i].Claim))
                if (span.Length > 0 && span.Start >= 0 && span.End <= report.Text.Length) marks.Add((span, new(i, field)));
        return [.. report.Blocks.Select(b => new MarkedBlock(b.Kind, b.Span.Start, b.Span.Of(report.Text).ToString(), b.Kind == BlockKind.Furniture ? [] : Cut(report.Text, b.Span, marks)))];
    }

    /// <summary>Every span a claim rests on, by the field it stands for.</summary>
    public static IEnumerable<(Span Span, string Field)> Fields(Claim claim)
    {
        foreach (var span in claim.Evidence) yield return (span, "evidence");
        foreach (var actor in claim.Actors) yield return (actor.Span, "actors");
        foreach (var recipient in claim.Recipients) yield return (recipient.Span, "recipients");
        if (claim.Place?.Mention is { } place) yield return (place.Span, "place");
        if (claim.Date?.Evidence is { } date) yield return (date, "date");
        if (claim.Fatalities is { } dead) yield return (dead.Span, "fatalities");
        if (claim.Injured is { } injured) yield return (injured.Span, "injured");
        foreach (var weapon in claim.Weapons) yield return (weapon.Span, "weapons");
        foreach (var link in claim.Attribution) yield return (link.Span, "attribution");
        if (claim.Control?.Holder is { } holder) yield return (holder.Span, "control");
        if (claim.Damage is { } damage) yield return (damage.Span, "damage");
    }

    private static List<MarkedPart> Cut(string text, Span block, List<(Span Span, Mark Mark)> marks)
    {
        var within = marks.Where(m => m.Span.Overlaps(block)).ToList();
        var cuts = new SortedSet<int> { block.Start, block.End };
        foreach (var (span, _) in within)
        {
            cuts.Add(Math.Max(block.Start, span.Start));
            cuts.Add(Math.Min(block.End, span.End));
        }
        var parts = new List<MarkedPart>(cuts.Count);
        var from = block.Start;
        foreach (var to in cuts.Skip(1))
        {
            var over = within.Where(m => m.Span.Start <= from && to <= m.Span.End).Select(m => m.Mark).Distinct().OrderBy(m => m.Claim).ThenBy(m => m.Field, StringComparer.Ordinal).ToArray();
            parts.Add(new(text[from..to], over));
            from = to;
        }
        return parts;
    }
}
