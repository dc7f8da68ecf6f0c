using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Tetrapylon.App.Flow;
using Tetrapylon.App.Scoring;
using Tetrapylon.App.Terminals;
using Tetrapylon.Knowledge.Actors;

namespace Tetrapylon.App.Commands;

/// <summary><c>tetrapylon evaluate</c>: how well the program codes reports that somebody coded by hand.</summary>
internal static class EvaluateCommand
{
    public static Command Build(Terminal terminal)
    {
        var (files, json, data, model) = (Flags.Files(), Flags.Json(), Flags.Data(), Flags.Model());
        var gold = new Option<FileInfo>("--coded") { HelpName = "FILE", Required = true, Description = "What a person coded: a line of JSON a report, {\"id\",\"events\":[{\"sub_type\",\"status\",\"actors\",\"recipients\",\"place\",\"country\",\"date_start\",\"date_end\",\"fatalities\":{\"low\",\"high\"},\"attribution\",\"control\",\"damage\",\"evidence\"}]}." }.AcceptExistingOnly();
        var command = new Command("evaluate", "Code reports that you coded by hand, and say field by field how much of it is right.") { files, gold, json, model, data };
        command.SetAction(async (parsed, stop) =>
        {
            var stages = new Stages(parsed.GetValue(data) ?? [], parsed.GetValue(model)).Loaded();
            var truth = HandCodings.Read(parsed.GetRequiredValue(gold).FullName, stages.Coder.Ontology.SubTypes.ToDictionary(t => t.Name, t => t.Type, StringComparer.Ordinal));
            var card = new Scorecard(new(ActorDictionary.Load(stages.Data)));
            var (found, others) = (new HashSet<string>(StringComparer.Ordinal), 0);
            var exit = await new ReportFlow(terminal, stages.Reader, parsed.GetRequiredValue(files)).RunAsync("evaluate", stages.Code, (report, coded) =>
            {
                if (!truth.TryGetValue(report.Id, out var events)) others++;
                else if (found.Add(report.Id)) card.Add(events, [.. coded.Claims.Select(CodedEvent.Of)]);
            }, closing: false, stop).ConfigureAwait(false);
            if (found.Count == 0) throw new FailedException($"none of the {truth.Count} reports coded by hand is among those given: their ids must be the same");
            if (others > 0) terminal.Say($"{others} reports were not coded by hand and are left out");
            if (truth.Count > found.Count) terminal.Say($"{truth.Count - found.Count} reports coded by hand were not given and are left out, '{truth.Keys.First(id => !found.Contains(id))}' first");
            if (parsed.GetValue(json)) terminal.Line(Json(card));
            else Write(terminal, card);
            return exit;
        });
        return command;
    }

    private static void Write(Terminal terminal, Scorecard card)
    {
        var table = new Table("field", "P", "R", "F1", "right", "coded", "true");
        foreach (var row in card.Scores)
            table.Add(row.Field.Replace('_', '-'), Share(row.Precision), Share(row.Recall), Share(row.F1), Whole(row.Right), Whole(row.Coded), Whole(row.True));
        table.Write(terminal);
        terminal.Line($"{card.Reports} reports; {card.Empty.Events} events coded in {card.Empty.Reports} that tell of none");
    }

    private static string Json(Scorecard card) => JsonSerializer.Serialize(new
    {
        reports = card.Reports,
        empty_reports = card.Empty.Reports,
        events_in_empty_reports = card.Empty.Events,
        fields = card.Scores.Select(s => new { field = s.Field, precision = Math.Round(s.Precision, 4), recall = Math.Round(s.Recall, 4), f1 = Math.Round(s.F1, 4), right = s.Right, coded = s.Coded, @true = s.True }),
    });

    private static string Share(double share) => share.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);
}
