using System.Diagnostics;
using System.Globalization;
using Tetrapylon.App.Terminals;
using Tetrapylon.App.Wording;
using Tetrapylon.Model;
using Tetrapylon.Record;
using Tetrapylon.Record.Store;

namespace Tetrapylon.App.Flow;

/// <summary>Brings reports into a record: what it has already is not coded again, every batch is on the disk before the next is begun, views follow at the end.</summary>
internal sealed class IngestFlow(Terminal terminal, Stages stages, RecordRules rules, string store, bool recode = false)
{
    // Half a second of coding on two cores: little is lost to a kill, and the disk is not kept busy with tiny transactions.
    private const int BatchReports = 1000;

    /// <returns>The exit code.</returns>
    public Task<int> RunAsync(string[] inputs, CancellationToken stop) => RunAsync(new ReportFlow(terminal, stages.Reader, inputs), stop);

    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(ReportFlow flow, CancellationToken stop)
    {
        using var record = RecordStore.Open(store, rules);
        var totals = new Totals();
        // A second connection of its own lets the workers ask what is known while a batch is being written.
        using var known = RecordStore.Open(store, rules, readOnly: true);
        var batch = new List<CodedReport>(BatchReports);
        // A run that finds nothing new never needs what coding needs.
        var coding = new Lazy<Stages>(stages.Loaded);
        int code;
        try
        {
            code = await flow.RunAsync<CodedReport?>("ingest", report => Known(known, report, recode ? stages.CoderVersion : null) ? null : coding.Value.Code(report), (report, coded) =>
            {
                totals.Reports++;
                if (coded is null) totals.Known++;
                // The report as the flow hands it over, with what it noted of it.
                else batch.Add(coded with { Report = report });
                if (batch.Count >= BatchReports) Write(record, batch, totals);
            }, closing: true, stop).ConfigureAwait(false);
        }
        finally
        {
            // Also when interrupted: what is coded is kept.
            Write(record, batch, totals);
        }
        var others = record.CodedByOthers(stages.CoderVersion);
        // Another gazetteer is another version: with the same one and nothing new, what could be joined was.
        if (totals.Added > 0 || others > 0 || record.IsStale)
            foreach (var (unlisted, listed) in record.JoinPlaces(stages.Listed)) terminal.Say($"place: {unlisted.Name} ({unlisted.Id}) is now known as {listed.Id}");
        Derive(record, stop);
        terminal.Say(totals.Say(record.Counts(), record.Name));
        if (others > 0)
            terminal.Say(string.Create(CultureInfo.InvariantCulture, $"note: {others:#,0} reports of the record were coded by other rules, knowledge or weights than those of this program; `tetrapylon ingest --recode` with their files codes them anew, and keeps what reviewers judged"));
        return code;
    }

    /// <summary>Brings events, control and damage up to date.</summary>
    private void Derive(RecordStore record, CancellationToken stop)
    {
        if (!record.IsStale) return;
        using var progress = new ProgressLine(terminal, "derive", unit: null);
        var most = 0L;
        var clock = Stopwatch.StartNew();
        record.Derive(new Following(left =>
        {
            stop.ThrowIfCancellationRequested();
            most = Math.Max(most, left);
            progress.Advance(0, most == 0 ? null : 1 - ((double)left / most));
        }));
        progress.Clear();
        terminal.Say(string.Create(CultureInfo.InvariantCulture, $"derive: events, control and damage in {clock.Elapsed.TotalSeconds:0.0} s"));
    }

    private static bool Known(RecordStore known, Report report, ContentId? coder)
    {
        var content = report.ContentId;
        lock (known) return coder is { } version ? known.Has(content, version) : known.Has(content);
    }

    private void Write(RecordStore record, List<CodedReport> batch, Totals totals)
    {
        if (batch.Count == 0) return;
        var result = record.Ingest(batch, stages.CoderVersion);
        totals.Added += result.Added;
        totals.Known += result.Known;
        totals.Versions += result.Versions;
        totals.Claims += result.Claims;
        batch.Clear();
    }

    private sealed class Totals
    {
        public long Reports { get; set; }
        public long Added { get; set; }
        public long Known { get; set; }
        public long Versions { get; set; }
        public long Claims { get; set; }

        public string Say(RecordCounts counts, string store)
        {
            var added = Added == 0 ? "nothing new"
                : $"{Words.Counted(Added, "report")} added{(Versions > 0 ? $" ({Versions.ToString("#,0", CultureInfo.InvariantCulture)} of them new versions)" : "")}, {Words.Counted(Claims, "claim")}";
            var known = Known > 0 ? $", {Words.Counted(Known, "report")} known already" : "";
            return $"{store}: {added}{known}; the record holds {Words.Counted(counts.Reports, "report")}, {Words.Counted(counts.Claims, "claim")}, {Words.Counted(counts.Events, "event")}, {Words.Counted(counts.Places, "place")} with a history, {Words.Counted(counts.DamageRecords, "damage record")}";
        }
    }

    // IProgress on the spot: Progress<T> would report later, from another thread.
    private sealed class Following(Action<long> report) : IProgress<long>
    {
        public void Report(long value) => report(value);
    }
}
