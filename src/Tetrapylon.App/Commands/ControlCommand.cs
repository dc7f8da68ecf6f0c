using System.CommandLine;
using Tetrapylon.App.Terminals;
using Tetrapylon.App.Wording;
using Tetrapylon.Export;

namespace Tetrapylon.App.Commands;

/// <summary><c>tetrapylon control</c>: who held which place from when to when.</summary>
internal static class ControlCommand
{
    public static Command Build(Terminal terminal)
    {
        var (options, place, on) = (new RecordOptions(), Flags.Place(), Flags.On());
        var command = new Command("control", "Who held which place from when to when, by which claims.") { place, on };
        options.AddTo(command);
        command.SetAction((parsed, stop) => options.Read(terminal, parsed, view =>
        {
            RecordOptions.MustKnow(view, parsed.GetValue(place));
            var any = false;
            foreach (var history in view.Control(parsed.GetValue(place), parsed.GetValue(on)))
            {
                stop.ThrowIfCancellationRequested();
                any = true;
                if (parsed.GetValue(options.Json)) terminal.Line(into => ControlJson.Write(history, into));
                else ControlText.Write(terminal, history, view);
            }
            if (!any && !parsed.GetValue(options.Json)) terminal.Say("the record does not tell who held it");
            return ExitCode.Ok;
        }));
        return command;
    }
}
