using System.Collections.Concurrent;
using System.Threading.Channels;
using NodaTime;
using Tetrapylon.Model;
using Tetrapylon.Reading;
using Tetrapylon.Reading.Fetching;

namespace Tetrapylon.App.Http.Runs;

/// <summary>Codes what is given to the desk, one run after the other; requests never wait for it.</summary>
internal sealed class RunQueue : IAsyncDisposable
{
    private const int Kept = 200, Batch = 50, MostWaiting = 50;

    private readonly Desk _desk;
    private readonly Channel<Run> _waiting = Channel.CreateBounded<Run>(MostWaiting);
    private readonly ConcurrentDictionary<string, Run> _runs = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly Fetcher _fetcher = new();
    private readonly Task _working;
    private readonly string _folder = Directory.CreateTempSubdirectory("tetrapylon-runs-").FullName;

    public RunQueue(Desk desk)
    {
        _desk = desk;
        _working = Task.Run(WorkAsync);
    }

    /// <summary>Latest first. They are kept as long as the program runs; what they brought stays in the record.</summary>
    public IReadOnlyList<Run> All => [.. _runs.Values.OrderByDescending(r => r.Begun).ThenByDescending(r => r.Id, StringComparer.Ordinal)];

    public Run? Find(string id) => _runs.GetValueOrDefault(id);

    /// <summary>A folder for what is given.</summary>
    public string NewFolder() => Directory.CreateDirectory(Path.Combine(_folder, Guid.NewGuid().ToString("N"))).FullName;

    /// <exception cref="ProblemException">Too much waits already.</exception>
    public Run Start(string what, string by, string? folder, Uri? address)
    {
        var run = new Run(Guid.NewGuid().ToString("N")[..12], what, by, SystemClock.Instance.GetCurrentInstant(), folder, address);
        if (!_waiting.Writer.TryWrite(run)) throw new ProblemException(503, "too-many-runs", "Too much waits to be coded already. Try again later.");
        _runs[run.Id] = run;
        foreach (var old in All.Skip(Kept).Where(r => r.Ended)) _runs.TryRemove(old.Id, out _);
        return run;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _waiting.Writer.TryComplete();
        await _working.ConfigureAwait(false);
        _fetcher.Dispose();
        _stop.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task WorkAsync()
    {
        try
        {
            await foreach (var run in _waiting.Reader.ReadAllAsync(_stop.Token).ConfigureAwait(false))
                try
                {
                    await CodeAsync(run).ConfigureAwait(false);
                    run.State = RunState.Done;
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    // One run that trips a fault of ours must not end the others.
                    run.Add(new Issue("fault", $"{e.GetType().Name}: {e.Message}", SetAside: true));
                    run.State = RunState.Failed;
                }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
    }

    private async Task CodeAsync(Run run)
    {
        IEnumerable<Arrival> arrivals;
        if (run.Address is { } address)
        {
            run.State = RunState.Fetching;
            var fetched = await _fetcher.GetAsync(address, stop: _stop.Token).ConfigureAwait(false);
            if (fetched.Arrival is not { } arrival || fetched.SetAside is { })
            {
                run.Add(fetched.SetAside ?? new Issue("no-page", $"{address}: nothing came"));
                throw new InvalidDataException("the page could not be had");
            }
            arrivals = [arrival];
        }
        else arrivals = Sources.Open([run.Folder!]);
        run.State = RunState.Coding;
        var stages = _desk.Stages.Loaded();
        var batch = new List<CodedReport>(Batch);
        foreach (var result in stages.Reader.ReadAll(arrivals))
        {
            _stop.Token.ThrowIfCancellationRequested();
            if (result.SetAside is { } aside) run.Add(aside);
            if (result.Report is not { } report) continue;
            foreach (var issue in report.Issues) run.Add(issue);
            var coded = stages.Code(report);
            run.Add(coded);
            batch.Add(coded);
            if (batch.Count >= Batch) await Write(run, batch).ConfigureAwait(false);
        }
        if (batch.Count > 0) await Write(run, batch).ConfigureAwait(false);
        run.State = RunState.Deriving;
        await _desk.Records.WriteAsync(store =>
        {
            if (store.IsStale) store.Derive();
            return true;
        }, _stop.Token).ConfigureAwait(false);
    }

    private async Task Write(Run run, List<CodedReport> batch)
    {
        var result = await _desk.Records.WriteAsync(store => store.Ingest(batch), _stop.Token).ConfigureAwait(false);
        run.Known += result.Known;
        batch.Clear();
    }
}
