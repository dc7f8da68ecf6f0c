using System.Collections.Immutable;
using System.Globalization;
using Tetrapylon.App.Terminals;
using Tetrapylon.Model;

namespace Tetrapylon.App.Wording;

/// <summary>Claims for people: what, who, where, when, on whose word, and the words themselves.</summary>
internal static class ClaimText
{
    /// <summary>A report's head line and its claims below it.</summary>
    public static void Write(Terminal terminal, CodedReport coded)
    {
        Head(terminal, coded.Report);
        if (coded.Claims.IsEmpty) terminal.Line("  nothing to record");
        foreach (var claim in coded.Claims) Write(terminal, claim, "  ");
        terminal.Line();
    }

    /// <summary>The same with the events of PLOVER below the claims: those that are claims by their type alone, the others in full.</summary>
    public static void Write(Terminal terminal, CodedReport coded, ImmutableArray<PloverEvent> events)
    {
        Head(terminal, coded.Report);
        if (coded.Claims.IsEmpty && events.IsEmpty) terminal.Line("  nothing to record");
        foreach (var claim in coded.Claims) Write(terminal, claim, "  ");
        foreach (var told in events)
        {
            var claimed = coded.Claims.FirstOrDefault(c => c.Id == told.Claim);
            var kind = Joined(" · ", [told.Plover.Type, told.Plover.Mode, told.Plover.Context]);
            terminal.Line(string.Create(CultureInfo.InvariantCulture, $"  PLOVER {kind} · {told.Confidence:0.00}"));
            if (claimed is not null)
            {
                Field(terminal, "  ", "is", claimed.SubType);
                continue;
            }
            Field(terminal, "  ", "who", Sides(told.Actors, told.Recipients));
            Field(terminal, "  ", "where", Words.Where(told.Place));
            Field(terminal, "  ", "when", told.Date is { } date ? Words.When(date.Days) : null);
            Field(terminal, "  ", "words", $"“{told.Evidence.Of(coded.Report.Text)}”");
        }
        terminal.Line();
    }

    public static void Head(Terminal terminal, Report report) =>
        terminal.Line(Terminal.Plain(Joined("  ", [report.Id, Words.Day(report.PublishedOn) ?? "day unknown", report.Publisher, report.Title])));

    /// <summary>One claim, a line for each thing it says.</summary>
    public static void Write(Terminal terminal, Claim claim, string indent)
    {
        var caption = claim.Block == BlockKind.Caption ? " · from a caption" : claim.Block == BlockKind.Headline ? " · from the headline" : "";
        var status = claim.Status == ClaimStatus.Asserted ? "" : $" · {WireName.Of(claim.Status)}";
        terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{indent}{claim.SubType}{status}{caption} · {claim.Confidence:0.00}"));
        Field(terminal, indent, "who", Sides(claim.Actors, claim.Recipients));
        Field(terminal, indent, "hit", Joined(", ", claim.Targets.Select(t => t.Name)));
        Field(terminal, indent, "where", Words.Where(claim.Place));
        Field(terminal, indent, "when", claim.Date is { } date ? Words.When(date.Days) + (date.Basis == DateBasis.ReportDay ? " (day of the report)" : "") : null);
        Field(terminal, indent, "dead", Words.Toll(claim.Fatalities));
        Field(terminal, indent, "injured", Words.Toll(claim.Injured));
        Field(terminal, indent, "with", Joined(", ", claim.Weapons.Select(w => w.Name)));
        Field(terminal, indent, "control", Words.Control(claim.Control));
        Field(terminal, indent, "damage", Words.Damage(claim.Damage));
        Field(terminal, indent, "says", Joined(" ← ", claim.Attribution.Select(a => a.Name)));
        Field(terminal, indent, "words", $"“{claim.Quote}”");
    }

    private static void Field(Terminal terminal, string indent, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value)) terminal.Line($"{indent}  {name,-8} ", Terminal.Plain(value));
    }

    private static string Sides(ImmutableArray<Participant> actors, ImmutableArray<Participant> recipients)
    {
        var (one, two) = (Joined(", ", actors.Select(a => a.Name)), Joined(", ", recipients.Select(a => a.Name)));
        return two.Length == 0 ? one : one.Length == 0 ? $"→ {two}" : $"{one} → {two}";
    }

    private static string Joined(string by, IEnumerable<string?> parts) => string.Join(by, parts.Where(p => !string.IsNullOrEmpty(p)));
}
