using System.CommandLine;
using System.Globalization;
using System.Text;
using Tetrapylon.App.Flow;
using Tetrapylon.App.Terminals;
using Tetrapylon.App.Wording;
using Tetrapylon.Export.Comparing;
using Tetrapylon.Knowledge.Actors;
using Tetrapylon.Record.Merging;

namespace Tetrapylon.App.Commands;

/// <summary><c>tetrapylon compare</c>: the record beside another data set: what both have, what only we have, what only they have.</summary>
internal static class CompareCommand
{
    // A table for people ends somewhere; --json has everything.
    private const int Shown = 20;

    public static Command Build(Terminal terminal)
    {
        var (options, filter) = (new RecordOptions(), new FilterOptions());
        Option<FileInfo> File(string name, string description) => new Option<FileInfo>(name) { HelpName = "FILE", Description = description }.AcceptExistingOnly();
        var acled = File("--acled", "A CSV export of ACLED, of any generation.");
        var ged = File("--ged", "A CSV of the UCDP Georeferenced Event Dataset, of any version.");
        var command = new Command("compare", "Match the record's events with those of another data set: what both have, what only we have, what only they have.") { acled, ged };
        options.AddTo(command);
        filter.AddTo(command);
        command.SetAction((parsed, stop) => options.Read(terminal, parsed, view =>
        {
            var (file, name) = (parsed.GetValue(acled), parsed.GetValue(ged)) switch
            {
                ({ } one, null) => (one, "acled"),
                (null, { } one) => (one, "ged"),
                _ => throw new UsageException("name one file to compare with: --acled FILE or --ged FILE"),
            };
            var data = new Stages(parsed.GetValue(options.Data) ?? []).Data;
            var asked = filter.Of(parsed, view);
            using var progress = new ProgressLine(terminal, "compare", "row");
            var log = new RunLog(terminal, progress);
            var countries = ForeignReader.CountryNames(ActorDictionary.Load(data).Countries.Select(c => (c.Code, (IEnumerable<string>)c.Names)));
            var theirs = Read(new(ExchangeFormat.Load(data, name), countries), file, log);
            theirs.RemoveAll(e => asked.From > e.End || asked.To < e.Start || asked.Country is { } country && !string.Equals(country, e.Country, StringComparison.OrdinalIgnoreCase));
            var comparison = Comparison.Of(view.Events(asked), theirs, CompareRules.Load(data), MergePolicy.Load(data));
            if (parsed.GetValue(options.Json)) ComparisonJson.Write(comparison, terminal.Line);
            else Write(terminal, comparison);
            log.Close(string.Create(CultureInfo.InvariantCulture,
                $"{comparison.Both.Length} in both, {comparison.OursOnly.Length} only ours, {comparison.TheirsOnly.Length} only theirs{(comparison.From is { } from && comparison.To is { } to ? $", from {Words.Day(from)} to {Words.Day(to)}" : "")}"));
            return log.ExitCode;
        }));
        return command;
    }

    private static List<ForeignEvent> Read(ForeignReader reader, FileInfo file, RunLog log)
    {
        try
        {
            return reader.Read(() => new StreamReader(file.FullName, new UTF8Encoding(false)), log.Add);
        }
        catch (FormatException e)
        {
            throw new FailedException($"'{file.Name}' cannot be compared: {e.Message}");
        }
    }

    private static void Write(Terminal terminal, Comparison comparison)
    {
        Part(terminal, "in both", comparison.Both);
        Part(terminal, "only ours", comparison.OursOnly);
        Part(terminal, "only theirs", comparison.TheirsOnly);
    }

    private static void Part(Terminal terminal, string title, IReadOnlyCollection<ComparedEvent> events)
    {
        terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{title}: {events.Count}"));
        if (events.Count == 0) return;
        var table = new Table("when", "what", "where", "dead", "theirs", "likeness", "because") { Below = 1 };
        foreach (var (ours, theirs, likeness, because) in events.Take(Shown))
            table.Add(
                ours?.Days is { } days ? Words.When(days) : theirs is not null ? Words.Day(theirs.Start) : "?",
                ours?.SubType ?? theirs?.SubType ?? theirs?.Types.FirstOrDefault(),
                ours is null ? theirs?.Place ?? theirs?.Region : ours.Place?.Place?.Name ?? ours.Place?.Text ?? ours.Place?.Country,
                ours is null ? theirs?.Dead?.ToString(CultureInfo.InvariantCulture) : Words.Toll(ours.Fatalities),
                theirs is null ? "" : $"line {theirs.Line}{(theirs.Id is { } id ? $", {id}" : "")}",
                likeness?.ToString("0.00", CultureInfo.InvariantCulture),
                string.Join(", ", because));
        table.Write(terminal);
        if (events.Count > Shown) terminal.Line($"… and {events.Count - Shown} more: --json has all");
        terminal.Line();
    }
}
