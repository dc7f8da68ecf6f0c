using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Tetrapylon.App.Terminals;
using Tetrapylon.App.Wording;
using Tetrapylon.Export;
using Tetrapylon.Knowledge.Actors;
using Tetrapylon.Record;

namespace Tetrapylon.App.Commands;

/// <summary><c>tetrapylon actors</c>: who takes part, and one actor over time.</summary>
internal static class ActorsCommand
{
    private const int Most = 300;

    public static Command Build(Terminal terminal)
    {
        var (options, on) = (new RecordOptions(), Flags.On());
        var name = new Argument<string?>("NAME") { Description = "an actor by name or id; all of the record, most told of first, when not given", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("actors", "One actor over time: its names, splits and mergers, alliances, members, what it holds, its events and places. Without a name: who takes part in the record.") { name, on };
        options.AddTo(command);
        command.SetAction((parsed, _) => options.Read(terminal, parsed, view =>
        {
            var actors = ActorDictionary.Load(new Stages(parsed.GetValue(options.Data) ?? []).Data);
            var json = parsed.GetValue(options.Json);
            if (parsed.GetValue(name) is not { } asked) return List(terminal, view, actors, json);
            var sheet = ActorSheet.Of(view, actors, asked, parsed.GetValue(on)) ?? throw new UsageException($"neither the record nor the actors' files know '{asked}'");
            if (json) terminal.Line(into => ActorJson.Write(sheet, actors, into));
            else ActorText.Write(terminal, sheet, actors);
            return ExitCode.Ok;
        }));
        return command;
    }

    private static int List(Terminal terminal, RecordView view, ActorDictionary actors, bool json)
    {
        var table = new Table("actor", "id", "claims");
        foreach (var (id, claims) in new RecordPages(view).Actors(Most))
        {
            var named = actors.Find(id)?.Name ?? id;
            if (!json) table.Add(named, actors.Find(id) is null ? null : id, claims.ToString(CultureInfo.InvariantCulture));
            else
                terminal.Line(into =>
                {
                    using var line = new Utf8JsonWriter(into);
                    line.WriteStartObject();
                    line.WriteString("id", id);
                    line.WriteString("name", named);
                    line.WriteNumber("claims", claims);
                    line.WriteEndObject();
                });
        }
        if (!json) table.Write(terminal);
        return ExitCode.Ok;
    }
}
