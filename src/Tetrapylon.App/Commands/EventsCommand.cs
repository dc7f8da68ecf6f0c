using System.CommandLine;
using Tetrapylon.App.Terminals;
using Tetrapylon.App.Wording;
using Tetrapylon.Export;
using Tetrapylon.Model;

namespace Tetrapylon.App.Commands;

/// <summary><c>tetrapylon events</c>: what happened, by the record.</summary>
internal static class EventsCommand
{
    public static Command Build(Terminal terminal)
    {
        var (options, filter) = (new RecordOptions(), new FilterOptions());
        var command = new Command("events", "What happened: events, each merged from the claims that tell of it.");
        options.AddTo(command);
        filter.AddTo(command);
        command.SetAction((parsed, stop) => options.Read(terminal, parsed, view =>
        {
            var table = new Table("when", "what", "where", "who", "to whom", "dead", "sources", "words") { Below = 2 };
            foreach (var happening in view.Events(filter.Of(parsed, view)))
            {
                stop.ThrowIfCancellationRequested();
                if (parsed.GetValue(options.Json)) terminal.Line(into => EventJson.Write(happening, into));
                else Add(table, happening);
            }
            if (table.Count > 0) table.Write(terminal);
            else if (!parsed.GetValue(options.Json)) terminal.Say("no event in the record fits");
            return ExitCode.Ok;
        }));
        return command;
    }

    private static void Add(Table table, Event happening) => table.Add(
        happening.Days is { } days ? Words.When(days) : "?",
        happening.SubType + (happening.Status == ClaimStatus.Asserted ? "" : $" ({WireName.Of(happening.Status)})"),
        happening.Place?.Place?.Name ?? happening.Place?.Text ?? happening.Place?.Country ?? "?",
        string.Join(", ", happening.Actors.Select(a => a.Name)),
        string.Join(", ", happening.Recipients.Select(a => a.Name)),
        Words.Toll(happening.Fatalities),
        string.Join(", ", happening.Sources.Select(s => s.Name + (s.Party ? " (a party)" : ""))),
        Words.Quoted(happening.Quote));
}
