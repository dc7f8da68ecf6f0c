using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using NodaTime;
using Tetrapylon.App.Flow;
using Tetrapylon.Model;
using Tetrapylon.Reading;
using Tetrapylon.Reading.Fetching;
using Tetrapylon.Record.Store;

namespace Tetrapylon.App.Http.Runs;

/// <summary>Codes what is given to the desk, one run after the other; requests never wait for it. Runs are written down and go on when the program begins again.</summary>
internal sealed class RunQueue(Desk desk) : IAsyncDisposable
{
    private const int Kept = 200, Batch = 50, MostWaiting = 50;

    // Whoever watches sees something come at least so often.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    // A run during which the program ended so often is not begun again by itself: it may be what ended it.
    private const int MostStarts = 2;

    private readonly Channel<Run> _waiting = Channel.CreateUnbounded<Run>();
    private readonly ConcurrentDictionary<string, Run> _runs = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly Fetcher _fetcher = new(guard: desk.Options.Reachable);
    private readonly RunStore _store = new(desk.Options.DeskStore);
    private readonly string _folder = Path.GetFullPath(desk.Options.DeskStore + ".runs");
    private Task _working = Task.CompletedTask;

    /// <summary>Takes up what was not done when the program last ended.</summary>
    public void Begin()
    {
        foreach (var run in _store.All())
        {
            _runs[run.Id] = run;
            if (run.Ended) continue;
            if (run.Progress.Starts < MostStarts) _waiting.Writer.TryWrite(run);
            else Settle(run, RunState.Interrupted);
        }
        _working = Task.Run(WorkAsync);
    }

    /// <summary>Latest first.</summary>
    public IReadOnlyList<Run> All => [.. _runs.Values.OrderByDescending(r => r.Begun).ThenByDescending(r => r.Id, StringComparer.Ordinal)];

    public Run? Find(string id) => _runs.GetValueOrDefault(id);

    /// <summary>A folder for what is given.</summary>
    public string NewFolder() => Directory.CreateDirectory(Path.Combine(_folder, Guid.NewGuid().ToString("N"))).FullName;

    /// <exception cref="ProblemException">Too much waits already.</exception>
    public Run Start(string what, string by, string? folder, Uri? address, bool isFeed = false)
    {
        if (_waiting.Reader.Count >= MostWaiting) throw new ProblemException(503, "too-many-runs", "Too much waits to be coded already. Try again later.");
        var run = new Run(Guid.NewGuid().ToString("N")[..12], what, by, SystemClock.Instance.GetCurrentInstant(), folder, address, isFeed, RunProgress.None);
        _store.Keep(run);
        _runs[run.Id] = run;
        _waiting.Writer.TryWrite(run);
        foreach (var old in All.Skip(Kept).Where(r => r.Ended))
        {
            _runs.TryRemove(old.Id, out _);
            _store.Forget(old.Id);
            Clear(old);
        }
        return run;
    }

    /// <summary>Begins a run anew that failed or was interrupted.</summary>
    public void Retry(Run run)
    {
        if (!run.MayRetry) return;
        run.Restart(0);
        _store.Keep(run);
        _waiting.Writer.TryWrite(run);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _waiting.Writer.TryComplete();
        await _working.ConfigureAwait(false);
        _fetcher.Dispose();
        _store.Dispose();
        _stop.Dispose();
    }

    private async Task WorkAsync()
    {
        try
        {
            await foreach (var run in _waiting.Reader.ReadAllAsync(_stop.Token).ConfigureAwait(false))
                try
                {
                    run.Restart(run.Progress.Starts + 1);
                    _store.Keep(run);
                    await CodeAsync(run).ConfigureAwait(false);
                    Settle(run, RunState.Done);
                    Clear(run);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    // One run that trips a fault of ours must not end the others.
                    if (e is not NothingCameException) run.Add(new Issue("fault", $"{e.GetType().Name}: {e.Message}", SetAside: true));
                    Settle(run, RunState.Failed);
                }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
    }

    private async Task CodeAsync(Run run)
    {
        if (run.IsFeed)
        {
            await FollowAsync(run, run.Address!).ConfigureAwait(false);
            return;
        }
        IEnumerable<Arrival> arrivals;
        if (run.Address is { } address)
        {
            run.To(RunState.Fetching);
            var fetched = await _fetcher.GetAsync(address, stop: _stop.Token).ConfigureAwait(false);
            if (fetched.Arrival is not { } arrival || fetched.SetAside is { })
            {
                run.Add(fetched.SetAside ?? new Issue("no-page", $"{address}: nothing came"));
                throw new NothingCameException();
            }
            arrivals = [arrival];
        }
        else if (Directory.Exists(run.Folder)) arrivals = Sources.Open([run.Folder]);
        else
        {
            run.Add(new Issue("no-file", "What was given is here no more: give it again.", SetAside: true));
            throw new NothingCameException();
        }
        var stages = desk.Stages.Loaded();
        await CodeAsync(run, stages, stages.Reader.ReadAll(arrivals)).ConfigureAwait(false);
    }

    // New entries of a feed, each with the page it links to; what is seen is remembered only once the record holds it.
    private async Task FollowAsync(Run run, Uri feed)
    {
        run.To(RunState.Fetching);
        var stages = desk.Stages.Loaded();
        using var seen = SeenList.Open(RecordStore.Beside(desk.Options.Store) + ".seen");
        using var polite = new PoliteFetcher(new Fetcher(guard: desk.Options.Reachable));
        var round = new FeedRound(stages.Reader, polite, seen, run.Add);
        var news = await round.LookAsync([feed], _stop.Token).ConfigureAwait(false);
        run.AddKnown(round.Known);
        await CodeAsync(run, stages, news.Select(n => n.Result)).ConfigureAwait(false);
        foreach (var told in news)
        {
            seen.Add(told.Address, FeedRound.Body(told.Result.Report!));
            seen.AddEntry(told.Entry);
        }
        foreach (var (address, freshness) in round.Freshness) seen.Keep(address, freshness);
        if (news.Count == 0 && run.Issues.Any(i => i.SetAside)) throw new NothingCameException();
    }

    private async Task CodeAsync(Run run, Stages stages, IEnumerable<ReadResult> results)
    {
        run.To(RunState.Coding);
        _store.Keep(run);
        var batch = new List<CodedReport>(Batch);
        var written = Stopwatch.GetTimestamp();
        foreach (var result in results)
        {
            _stop.Token.ThrowIfCancellationRequested();
            if (result.SetAside is { } aside) run.Add(aside);
            if (result.Report is not { } report) continue;
            foreach (var issue in report.Issues) run.Add(issue);
            batch.Add(stages.Code(report));
            if (batch.Count >= Batch || Stopwatch.GetElapsedTime(written) > Patience)
            {
                await Write(run, batch).ConfigureAwait(false);
                written = Stopwatch.GetTimestamp();
            }
        }
        if (batch.Count > 0) await Write(run, batch).ConfigureAwait(false);
        run.To(RunState.Deriving);
        await desk.Records.WriteAsync(store =>
        {
            if (store.IsStale) store.Derive(new UntilStopped(_stop.Token));
            return true;
        }, _stop.Token).ConfigureAwait(false);
    }

    private async Task Write(Run run, List<CodedReport> batch)
    {
        var result = await desk.Records.WriteAsync(store => store.Ingest(batch, desk.Stages.Coder.Version), _stop.Token).ConfigureAwait(false);
        run.AddKnown(result.Known);
        // Told of only now: who follows the link finds the report in the record.
        foreach (var coded in batch) run.Add(coded);
        batch.Clear();
        _store.Keep(run);
    }

    private void Settle(Run run, RunState state)
    {
        run.To(state);
        _store.Keep(run);
    }

    // Only folders of ours, whatever the file says.
    private void Clear(Run run)
    {
        if (run.Folder is { } folder && Path.GetDirectoryName(folder) == _folder && Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    /// <summary>What is to say of it stands in the run already.</summary>
    private sealed class NothingCameException : Exception;
}
