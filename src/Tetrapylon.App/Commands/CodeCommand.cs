using System.CommandLine;
using Tetrapylon.App.Flow;
using Tetrapylon.App.Terminals;
using Tetrapylon.App.Wording;
using Tetrapylon.Export;

namespace Tetrapylon.App.Commands;

/// <summary><c>tetrapylon code</c>: reports in, claims out; nothing is stored.</summary>
internal static class CodeCommand
{
    public static Command Build(Terminal terminal)
    {
        var (files, json, data) = (Flags.Files(), Flags.Json(), Flags.Data());
        var model = Flags.Model();
        var plover = new Option<bool>("--plover") { Description = "Also the events that PLOVER records: the claims by its types, and what it has besides them, such as demands, promises, visits and sanctions." };
        var command = new Command("code", "Code reports: print every claim of a conflict happening that they make. Stores nothing.") { files, json, plover, model, data };
        command.SetAction((parsed, stop) =>
        {
            var stages = new Stages(parsed.GetValue(data) ?? [], parsed.GetValue(model)).Loaded();
            var flow = new ReportFlow(terminal, stages.Reader, parsed.GetRequiredValue(files));
            if (parsed.GetValue(plover))
                return parsed.GetValue(json)
                    ? flow.RunAsync("code", report => Bytes.Of(into => { var (coded, events) = stages.CodeWithPlover(report); ReportJson.Write(coded, into, events); }), (_, line) => terminal.Line(line), closing: false, stop)
                    : flow.RunAsync("code", stages.CodeWithPlover, (_, made) => ClaimText.Write(terminal, made.Coded, made.Events), closing: false, stop);
            return parsed.GetValue(json)
                ? flow.RunAsync("code", report => Bytes.Of(into => ReportJson.Write(stages.CodeWithAsides(report), into)), (_, line) => terminal.Line(line), closing: false, stop)
                : flow.RunAsync("code", stages.Code, (_, coded) => ClaimText.Write(terminal, coded), closing: false, stop);
        });
        return command;
    }
}
