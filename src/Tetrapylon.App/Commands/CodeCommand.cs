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
        var command = new Command("code", "Code reports: print every claim of a conflict happening that they make. Stores nothing.") { files, json, model, data };
        command.SetAction((parsed, stop) =>
        {
            var stages = new Stages(parsed.GetValue(data) ?? [], parsed.GetValue(model)).Loaded();
            var flow = new ReportFlow(terminal, stages.Reader, parsed.GetRequiredValue(files));
            return parsed.GetValue(json)
                ? flow.RunAsync("code", report => Bytes.Of(into => ReportJson.Write(stages.CodeWithAsides(report), into)), (_, line) => terminal.Line(line), closing: false, stop)
                : flow.RunAsync("code", stages.Code, (_, coded) => ClaimText.Write(terminal, coded), closing: false, stop);
        });
        return command;
    }
}
