using System.CommandLine;
using Tetrapylon.App.Terminals;
using Tetrapylon.App.Wording;
using Tetrapylon.Export;

namespace Tetrapylon.App.Commands;

/// <summary><c>tetrapylon damage</c>: what was done to which heritage site, and who held it then.</summary>
internal static class DamageCommand
{
    public static Command Build(Terminal terminal)
    {
        var (options, filter) = (new RecordOptions(), new FilterOptions());
        var command = new Command("damage", "What was done to which heritage site, by whom, within which days, and who held the place then.");
        options.AddTo(command);
        filter.AddTo(command);
        command.SetAction((parsed, stop) => options.Read(terminal, parsed, view =>
        {
            var records = view.Damage(filter.Of(parsed, view));
            if (parsed.GetValue(options.Json))
                foreach (var damage in records)
                {
                    stop.ThrowIfCancellationRequested();
                    terminal.Line(into => DamageJson.Write(damage, into));
                }
            else if (!DamageText.Write(terminal, records)) terminal.Say("no damage in the record fits");
            return ExitCode.Ok;
        }));
        return command;
    }
}
