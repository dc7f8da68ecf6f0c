using System.CommandLine;
using Tetrapylon.App.Flow;
using Tetrapylon.App.Terminals;
using Tetrapylon.App.Wording;
using Tetrapylon.Export;
using Tetrapylon.Model;

namespace Tetrapylon.App.Commands;

/// <summary><c>tetrapylon mentions</c>: the times, places and actors a report names, each with what it denotes.</summary>
internal static class MentionsCommand
{
    public static Command Build(Terminal terminal)
    {
        var (files, json, data) = (Flags.Files(), Flags.Json(), Flags.Data());
        var model = Flags.Model();
        var command = new Command("mentions", "Find the times, places and actors that reports name, and say what each denotes and why.") { files, json, model, data };
        command.SetAction((parsed, stop) =>
        {
            var stages = new Stages(parsed.GetValue(data) ?? [], parsed.GetValue(model)).Loaded();
            var flow = new ReportFlow(terminal, stages.Reader, parsed.GetRequiredValue(files));
            return parsed.GetValue(json)
                ? flow.RunAsync("mentions", report => Bytes.Of(into =>
                {
                    var found = stages.Mentions(report);
                    MentionsJson.Write(report, found.Times, found.Places, found.Actors, into);
                }), (_, line) => terminal.Line(line), closing: false, stop)
                : flow.RunAsync("mentions", stages.Mentions, (report, found) => Write(terminal, report, found), closing: false, stop);
        });
        return command;
    }

    private static void Write(Terminal terminal, Report report, Mentions found)
    {
        ClaimText.Head(terminal, report);
        var table = new Table("kind", "text", "denotes", "because") { Below = 1 };
        foreach (var time in found.Times) table.Add("time", time.Span.Of(report.Text).ToString(), time.Value, time.Because);
        foreach (var place in found.Places) table.Add("place", place.Text, place.Place is { } p ? string.Join(", ", new[] { p.Name, p.Admin1, p.Country }.Where(n => !string.IsNullOrEmpty(n))) : "?", place.Because);
        foreach (var actor in found.Actors) table.Add("actor", actor.Span.Of(report.Text).ToString(), actor.ActorId ?? WireName.Of(actor.Kind), actor.Because);
        table.Write(terminal);
        terminal.Line();
    }
}
