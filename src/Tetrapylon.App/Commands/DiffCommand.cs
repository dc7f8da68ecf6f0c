using System.CommandLine;
using Tetrapylon.App.Terminals;
using Tetrapylon.App.Wording;
using Tetrapylon.Export;
using Tetrapylon.Model;
using Tetrapylon.Record;

namespace Tetrapylon.App.Commands;

/// <summary><c>tetrapylon diff</c>: what was learnt, revised or withdrawn between two days of knowledge.</summary>
internal static class DiffCommand
{
    public static Command Build(Terminal terminal)
    {
        var (options, to) = (new RecordOptions(), Flags.Day("--to", "The later day of knowledge; all that is known when left out."));
        var command = new Command("diff", "What was learnt, revised or withdrawn between two days: --known-at A --to B.") { to };
        options.AddTo(command);
        options.KnownAt.Required = true;
        command.SetAction((parsed, stop) =>
        {
            using var store = options.Open(terminal, parsed);
            var (a, b) = (parsed.GetValue(options.KnownAt), parsed.GetValue(to));
            if (b < a) throw new UsageException($"--to {Words.Day(b)} lies before --known-at {Words.Day(a)}");
            var diff = RecordDiff.Between(store.View(a), store.View(b));
            if (parsed.GetValue(options.Json)) DiffJson.Write(diff, write => terminal.Line(write));
            else Write(terminal, diff);
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }

    private static void Write(Terminal terminal, RecordDiff diff)
    {
        var table = new Table("change", "what", "where", "told", "words") { Below = 1 };
        foreach (var place in diff.Control)
            foreach (var entry in place.Spells)
                table.Add(WireName.Of(entry.Change), "control", place.Place.Name, Change(entry.Fields) ?? Say((entry.After ?? entry.Before)!), (entry.After ?? entry.Before)!.Because);
        foreach (var entry in diff.Events)
        {
            var told = (entry.After ?? entry.Before)!;
            table.Add(WireName.Of(entry.Change), told.SubType, told.Place?.Place?.Name ?? told.Place?.Text ?? told.Place?.Country, Change(entry.Fields) ?? (told.Days is { } days ? Words.When(days) : ""), Words.Quoted(told.Quote));
        }
        foreach (var entry in diff.Damage)
        {
            var told = (entry.After ?? entry.Before)!;
            table.Add(WireName.Of(entry.Change), WireName.Of(told.Effect), told.Site, Change(entry.Fields) ?? "", Words.Quoted(told.Quote));
        }
        if (table.Count > 0) table.Write(terminal);
        else terminal.Say("nothing differs");
    }

    private static string Say(ControlSpell spell) => $"{WireName.Of(spell.Status)} {spell.Holder} {(spell.FromPrecision == DatePrecision.Vague ? "" : "from ")}{Words.From(spell.From, spell.FromPrecision)}{(spell.To is { } to ? $" to {Words.Day(to)}" : "")}";

    private static string? Change(IEnumerable<FieldChange> fields)
    {
        var said = string.Join("; ", fields.Select(f => $"{f.Field}: {f.Before ?? "not told"} → {f.After ?? "not told"}"));
        return said.Length > 0 ? said : null;
    }
}
