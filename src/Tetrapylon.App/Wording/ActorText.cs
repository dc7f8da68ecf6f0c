using System.Globalization;
using Tetrapylon.App.Terminals;
using Tetrapylon.Knowledge.Actors;
using Tetrapylon.Model;
using Tetrapylon.Record;

namespace Tetrapylon.App.Wording;

/// <summary>One actor over time, for people.</summary>
internal static class ActorText
{
    private const int MostPlaces = 12, MostEvents = 12;

    public static void Write(Terminal terminal, ActorSheet sheet, ActorDictionary actors)
    {
        string Name(string id) => actors.Find(id)?.Name ?? id;
        terminal.Line($"{sheet.Name} ({sheet.Id}), on {Words.Day(sheet.On)}");
        if (sheet.Known is { } known)
        {
            terminal.Line($"  {WireName.Of(known.Kind).Replace('_', ' ')}{(known.Countries.IsEmpty ? "" : ", " + string.Join(", ", known.Countries))}{(known.Parent is { } parent ? ", part of " + Name(parent) : "")}");
            if (sheet.Side is { } side && side != sheet.Id) terminal.Line($"  on the side of {Name(side)}");
            List("also", known.Aliases.Select(a => a.TrimStart('=')));
        }
        List("called in reports", sheet.CalledInReports);
        List("members", sheet.Members.Select(m => m.Name));
        var turns = new Table("day", "what became of it");
        foreach (var change in sheet.Changes) turns.Add(Words.Day(change.Day), Say(change));
        if (turns.Count > 0) turns.Write(terminal);
        if (sheet.Known is { Sides.Length: > 0 } sided)
        {
            var sides = new Table("stood with", "in", "from", "to");
            foreach (var with in sided.Sides) sides.Add(Name(with.With), with.In ?? "anywhere", Words.Day(with.From), Words.Day(with.To));
            sides.Write(terminal);
        }
        List("holds", sheet.Holds.Select(h => h.Spells[0].Status == ControlStatus.Held ? h.Place.Name : $"{h.Place.Name} ({WireName.Of(h.Spells[0].Status)})"));
        List("told of at", sheet.Places.Take(MostPlaces).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Place.Name} {p.Events}")));
        var events = new Table("when", "what", "where", "words") { Below = 1 };
        foreach (var told in sheet.Events.Where(e => e.Days is null || e.Days.Value.Start <= sheet.On).TakeLast(MostEvents))
            events.Add(told.Days is { } days ? Words.When(days) : "?", told.SubType, told.Place?.Place?.Name ?? told.Place?.Country, Words.Quoted(told.Quote));
        terminal.Line(string.Create(CultureInfo.InvariantCulture, $"  {Words.Counted(sheet.Events.Length, "event")}"));
        if (events.Count > 0) events.Write(terminal);

        void List(string what, IEnumerable<string> names)
        {
            var all = string.Join(", ", names.Distinct(StringComparer.Ordinal));
            if (all.Length > 0) terminal.Line($"  {what}: ", all);
        }

        string Say(ActorChange change) => (change.Kind switch
        {
            ActorChangeKind.Named => $"{Name(change.Actor)} takes the name {change.Name}",
            ActorChangeKind.Became => $"{Name(change.Actor)} becomes {Name(change.Other!)}",
            ActorChangeKind.Merged => $"{Name(change.Actor)} merges into {Name(change.Other!)}",
            ActorChangeKind.Joined => $"{Name(change.Actor)} joins {Name(change.Other!)}",
            ActorChangeKind.Left => $"{Name(change.Actor)} leaves {Name(change.Other!)}",
            ActorChangeKind.Split => $"{Name(change.Actor)} parts from {Name(change.Other!)}",
            _ => $"{Name(change.Actor)} ends",
        }) + (change.Note is { } note ? $" ({note})" : "");
    }
}
