using System.CommandLine;
using System.Globalization;
using Tetrapylon.App.Flow;
using Tetrapylon.App.Terminals;
using Tetrapylon.Reading;
using Tetrapylon.Reading.Fetching;
using Tetrapylon.Record.Store;

namespace Tetrapylon.App.Commands;

/// <summary><c>tetrapylon watch</c>: feeds into the record, again and again.</summary>
internal static class WatchCommand
{
    private const double FewestMinutes = 1, MostMinutes = 7 * 24 * 60;

    public static Command Build(Terminal terminal)
    {
        var (feeds, store, data) = (Flags.Feeds(), Flags.Store(), Flags.Data());
        var every = new Option<double>("--every")
        {
            HelpName = "MINUTES",
            Description = "How long to wait between two looks at the feeds.",
            DefaultValueFactory = _ => 15,
        };
        every.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= FewestMinutes and <= MostMinutes)) result.AddError("--every is from one minute to a week.");
        });
        var model = Flags.Model();
        var once = new Option<bool>("--once") { Description = "Look once and end." };
        var command = new Command("watch", "Watch feeds: bring what is new in them, and the pages they link to, into the record. What was seen is kept beside the record.") { feeds, store, every, once, model, data };
        command.SetAction(async (parsed, stop) =>
        {
            var stages = new Stages(parsed.GetValue(data) ?? [], parsed.GetValue(model));
            var rules = Rules.Load(stages.Data);
            var path = parsed.GetRequiredValue(store);
            using var seen = SeenList.Open(RecordStore.Beside(path) + ".seen");
            using var fetcher = WebInput.Fetcher(terminal);
            stages.Loaded();
            while (true)
            {
                var code = await LookAsync(terminal, stages, new(terminal, stages, rules, path), fetcher, seen, parsed.GetRequiredValue(feeds), stop).ConfigureAwait(false);
                if (parsed.GetValue(once)) return code;
                await Task.Delay(TimeSpan.FromMinutes(parsed.GetValue(every)), stop).ConfigureAwait(false);
            }
        });
        return command;
    }

    private static async Task<int> LookAsync(Terminal terminal, Stages stages, IngestFlow ingest, PoliteFetcher fetcher, SeenList seen, Uri[] feeds, CancellationToken stop)
    {
        var failed = 0;
        var round = new FeedRound(stages.Reader, fetcher, seen, issue =>
        {
            failed++;
            terminal.Say($"set aside ({issue.Code}): {issue.Message}");
        });
        var news = await round.LookAsync(feeds, stop).ConfigureAwait(false);
        terminal.Say(string.Create(CultureInfo.InvariantCulture, $"watch: {news.Count} new, {round.Known} seen before in {feeds.Length} feeds"));
        var code = news.Count == 0 ? ExitCode.Ok : await ingest.RunAsync(new ReportFlow(terminal, stages.Reader, news.Select(n => Arrival.Read(n.Result)), null), stop).ConfigureAwait(false);
        // Only now: a run that is stopped before this reads them again, and adds nothing twice.
        foreach (var told in news)
        {
            seen.Add(told.Address, FeedRound.Body(told.Result.Report!));
            seen.AddEntry(told.Entry);
        }
        foreach (var (feed, freshness) in round.Freshness) seen.Keep(feed, freshness);
        return failed > 0 && code == ExitCode.Ok ? ExitCode.SomeSetAside : code;
    }
}
