using System.Collections.Concurrent;
using Tetrapylon.App.Flow;
using Tetrapylon.Record;
using Tetrapylon.Record.Store;

namespace Tetrapylon.App.Http;

/// <summary>Connections to the record: many that read, each used by one request at a time, and one that writes.</summary>
internal sealed class RecordPool(string path, RecordRules rules) : IDisposable
{
    private readonly ConcurrentBag<RecordStore> _idle = [];
    private readonly SemaphoreSlim _readers = new(Math.Max(4, Environment.ProcessorCount * 2));
    private readonly SemaphoreSlim _writer = new(1);
    private RecordStore? _writing;

    /// <summary>Makes the record where there is none, brings an earlier one up to date, and takes up what an interrupted run left undone.</summary>
    public void Prepare(CancellationToken stop = default)
    {
        _writing = RecordStore.Open(path, rules);
        if (_writing.IsStale) _writing.Derive(new UntilStopped(stop));
    }

    public async ValueTask<Lease> RentAsync(CancellationToken stop)
    {
        await _readers.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            return new(this, _idle.TryTake(out var store) ? store : RecordStore.Open(path, rules, readOnly: true));
        }
        catch
        {
            _readers.Release();
            throw;
        }
    }

    /// <summary>Changes the record; one change at a time.</summary>
    public async Task<T> WriteAsync<T>(Func<RecordStore, T> change, CancellationToken stop)
    {
        await _writer.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            return change(_writing ??= RecordStore.Open(path, rules));
        }
        finally
        {
            _writer.Release();
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var store)) store.Dispose();
        _writing?.Dispose();
        _readers.Dispose();
        _writer.Dispose();
    }

    /// <summary>A connection for one request.</summary>
    internal sealed class Lease(RecordPool pool, RecordStore store) : IDisposable
    {
        private int _returned;

        public RecordStore Store { get; } = store;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _returned, 1) != 0) return;
            pool._idle.Add(Store);
            pool._readers.Release();
        }
    }
}
