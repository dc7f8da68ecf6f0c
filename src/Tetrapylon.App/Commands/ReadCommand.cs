using System.CommandLine;
using Tetrapylon.App.Flow;
using Tetrapylon.App.Terminals;
using Tetrapylon.App.Wording;
using Tetrapylon.Export;
using Tetrapylon.Model;

namespace Tetrapylon.App.Commands;

/// <summary><c>tetrapylon read</c>: what a report says, on which day, and what on its page is not the report.</summary>
internal static class ReadCommand
{
    public static Command Build(Terminal terminal)
    {
        var (files, json, data) = (Flags.Files(), Flags.Json(), Flags.Data());
        var command = new Command("read", "Read reports without coding them: day, publisher, and each block of text with its kind.") { files, json, data };
        command.SetAction((parsed, stop) =>
        {
            var flow = new ReportFlow(terminal, new Stages(parsed.GetValue(data) ?? []).Reader, parsed.GetRequiredValue(files));
            return flow.RunAsync("read", report => report, (report, _) =>
            {
                if (parsed.GetValue(json)) terminal.Line(into => ReadJson.Write(report, into));
                else Write(terminal, report);
            }, closing: false, stop, alsoForeign: true);
        });
        return command;
    }

    private static void Write(Terminal terminal, Report report)
    {
        ClaimText.Head(terminal, report);
        foreach (var block in report.Blocks)
            terminal.Line($"  {WireName.Of(block.Kind),-9} ", Terminal.Plain(block.Span.Of(report.Text).ToString()));
        terminal.Line();
    }
}
