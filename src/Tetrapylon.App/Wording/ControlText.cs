using System.Globalization;
using NodaTime;
using Tetrapylon.App.Terminals;
using Tetrapylon.Model;
using Tetrapylon.Record;

namespace Tetrapylon.App.Wording;

/// <summary>The history of a place for people: a line a spell, each with the words it rests on.</summary>
internal static class ControlText
{
    public static void Write(Terminal terminal, ControlHistory history, RecordView view)
    {
        var place = history.Place;
        terminal.Line(Terminal.Plain(string.Join(", ", new[] { place.Name, place.Admin1, place.Country }.Where(p => !string.IsNullOrEmpty(p)))));
        var table = new Table("from", "to", "status", "holder", "belief", "known since", "words") { Below = 1 };
        foreach (var spell in history.Spells)
            table.Add(Words.From(spell.From, spell.FromPrecision), Words.Day(spell.To) ?? "", WireName.Of(spell.Status), spell.Holder ?? (spell.Status == ControlStatus.Unknown ? "" : "?"),
                spell.Confidence.ToString("0.00", CultureInfo.InvariantCulture), Words.Day(spell.KnownSince), Quote(spell, view));
        table.Write(terminal);
        terminal.Line();
    }

    // The claim that tells of the change itself says more than one that only confirms it later.
    private static string Quote(ControlSpell spell, RecordView view)
    {
        var claims = spell.Claims.Select(view.Claim).OfType<Claim>().ToList();
        var best = claims.Where(c => c.Date is { } d && d.Days.Contains(spell.From)).OrderByDescending(c => c.Confidence).ThenBy(c => c.Id).FirstOrDefault()
            ?? claims.OrderBy(c => c.PublishedOn ?? LocalDate.MaxIsoValue).ThenBy(c => c.Id).FirstOrDefault();
        return best is null ? "" : $"{Words.Quoted(best.Quote)} ({string.Join(", ", new[] { best.Publisher ?? best.ReportId, Words.Day(best.PublishedOn) }.Where(p => p is not null))})";
    }
}
