using System.Diagnostics;
using System.Globalization;
using Tetrapylon.App;
using Tetrapylon.App.Flow;
using Tetrapylon.Export;
using Tetrapylon.Reading;
using Tetrapylon.Record.Store;

namespace Tetrapylon.Benchmarks;

/// <summary>Runs the stages one after the other over the same reports and prints reports a second, bytes allocated a report, and the memory the process came to.</summary>
/// <remarks>
/// Processor time, which tells more than the clock where other work goes on. Each stage is run several times and the quickest run after the first counts,
/// when code is compiled and caches are warm; the record is written once.
/// </remarks>
internal sealed class StageSpeeds(string file, int limit)
{
    public void Print(TextWriter output)
    {
        var stages = new Stages([]);
        var load = Stopwatch.StartNew();
        stages.Loaded();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"load            {load.ElapsedMilliseconds,9:#,0} ms"));

        var arrivals = Sources.Open([file]).Where(a => a.Raw is not null).Take(limit).ToList();
        var reports = Timed(output, "read", arrivals.Count, () => arrivals.SelectMany(a => stages.Reader.Read(a.Raw!)).Where(r => r.Report is not null).Select(r => r.Report!).ToList());
        Timed(output, "analyze", reports.Count, () => reports.Sum(r => stages.Analyzer.Analyze(r).Entities.Length));
        // Of a report to be coded only what may tell is read whole.
        Timed(output, "analyze to code", reports.Count, () => reports.Sum(r => stages.Analyzer.Analyze(r, stages.Coder.MayTell).Tokens.Length));
        var coded = Timed(output, "analyze + code", reports.Count, () => reports.ConvertAll(stages.Code));
        Timed(output, "write JSON", coded.Count, () => coded.Sum(c => (long)Bytes.Of(into => ReportJson.Write(c, into)).Length));

        var store = Path.Combine(Directory.CreateTempSubdirectory("tetrapylon-bench-").FullName, "record.db");
        using (var record = RecordStore.Open(store, Rules.Load(stages.Data)))
        {
            Timed(output, "store", coded.Count, () => coded.Chunk(1000).Sum(batch => record.Ingest(batch).Added), runs: 1);
            Timed(output, "derive", coded.Count, () => { record.Derive(); return 0; }, runs: 1);
            Timed(output, "known already", coded.Count, () => coded.Count(c => record.Has(c.Report.ContentId)));
        }
        Directory.Delete(Path.GetDirectoryName(store)!, recursive: true);
        using var process = Process.GetCurrentProcess();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{coded.Count:#,0} reports, {coded.Sum(c => c.Claims.Length):#,0} claims; peak memory {process.PeakWorkingSet64 >> 20:#,0} MB (all reports are kept in memory here; the program keeps a few batches)"));
    }

    private static T Timed<T>(TextWriter output, string stage, int items, Func<T> work, int runs = 4)
    {
        T made = default!;
        var (seconds, allocated) = (double.MaxValue, 0L);
        for (var run = 0; run < runs; run++)
        {
            GC.Collect();
            var (before, allocatedBefore) = (Environment.CpuUsage.TotalTime, GC.GetAllocatedBytesForCurrentThread());
            made = work();
            var took = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
            if (run > 0 || runs == 1) seconds = Math.Min(seconds, took);
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{stage,-15} {items / seconds,9:#,0} reports/s  {1e6 * seconds / items,8:#,0} µs each  {allocated / Math.Max(items, 1),9:#,0} B each"));
        return made;
    }
}
