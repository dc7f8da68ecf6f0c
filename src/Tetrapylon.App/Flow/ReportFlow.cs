using Tetrapylon.App.Terminals;
using Tetrapylon.App.Wording;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;
using Tetrapylon.Reading;

namespace Tetrapylon.App.Flow;

/// <summary>Brings reports from files to a command: read and worked on by all cores, handed over in the order they came, what cannot be read noted.</summary>
/// <param name="bytes">How many bytes will arrive, where that is known.</param>
internal sealed class ReportFlow(Terminal terminal, Reader reader, IEnumerable<Arrival> arrivals, long? bytes)
{
    /// <param name="inputs">Files, folders, addresses of the web, and - for standard input.</param>
    public ReportFlow(Terminal terminal, Reader reader, string[] inputs)
        : this(terminal, reader, WebInput.Open(inputs, terminal), InputSize.Of(inputs))
    {
    }

    private readonly Dictionary<ContentId, ContentId> _seen = [];

    /// <summary>Runs every report through <paramref name="work"/> and hands each result to <paramref name="take"/>, one at a time and in order.</summary>
    /// <param name="name">What the progress line calls the run.</param>
    /// <param name="work">Called on many threads.</param>
    /// <param name="alsoForeign">Whether reports in other languages, which nobody can code, are worked on too.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync<T>(string name, Func<Report, T> work, Action<Report, T> take, bool closing, CancellationToken stop, bool alsoForeign = false)
    {
        using var progress = new ProgressLine(terminal, name, "report");
        var log = new RunLog(terminal, progress);
        var (total, read) = (bytes, 0L);
        var results = OrderedFlow.Map(arrivals, arrival => Worked.Of(reader, arrival, work, alsoForeign), arrival => arrival.Raw?.Bytes.Length ?? 0, Environment.ProcessorCount, stop);
        await foreach (var worked in results.ConfigureAwait(false))
        {
            foreach (var (result, made, fault) in worked.Reports)
            {
                if (result.SetAside is { } aside) log.Add(aside);
                if (result.Report is null) continue;
                var noted = Reader.NoteRepeat(result, _seen).Report!;
                foreach (var issue in noted.Issues) log.Add(issue);
                if (fault is not null) log.Add(fault);
                else if (alsoForeign || !noted.Issues.Any(i => i.SetAside)) take(noted, made!);
                progress.Advance(1, total is > 0 ? (double)read / total : null);
            }
            read += worked.Bytes;
        }
        if (closing || log.SetAside > 0) log.Close($"{name}: {Words.Counted(progress.Done, "report")} in {progress.Speed}");
        return log.ExitCode;
    }

    /// <summary>What came of one arrival: a line, a page, a feed of many.</summary>
    private readonly record struct Worked<T>(long Bytes, List<(ReadResult Result, T? Made, Issue? Fault)> Reports);

    private static class Worked
    {
        public static Worked<T> Of<T>(Reader reader, Arrival arrival, Func<Report, T> work, bool alsoForeign)
        {
            var reports = new List<(ReadResult, T?, Issue?)>(1);
            foreach (var result in reader.ReadArrival(arrival))
            {
                if (result.Report is not { } report || !alsoForeign && report.Issues.Any(i => i.SetAside)) reports.Add((result, default, null));
                else
                {
                    // One report that trips a fault of ours must not cost the others; knowledge that cannot be loaded costs them all.
                    try { reports.Add((result, work(report), null)); }
                    catch (Exception e) when (e is not (OutOfMemoryException or DataException)) { reports.Add((result, default, new("fault", $"{result.Source}: {e.GetType().Name}: {e.Message}", SetAside: true))); }
                }
            }
            return new(arrival.Raw?.Bytes.Length ?? 0, reports);
        }
    }
}
