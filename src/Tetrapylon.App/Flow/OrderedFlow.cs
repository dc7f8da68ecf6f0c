using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Tetrapylon.App.Flow;

/// <summary>Works on many items at once and hands the results out in the order the items came in, with a bounded number in hand.</summary>
internal static class OrderedFlow
{
    // Coding one short report takes some 300 µs: a batch makes the cost of handing it over disappear, and is still small.
    private const int BatchItems = 32;
    private const long BatchWeight = 1 << 20;

    /// <param name="source">Read on one thread, lazily.</param>
    /// <param name="work">Called on many threads; must not touch what is not its own.</param>
    /// <param name="weight">Bytes an item holds on to, so that large items travel alone.</param>
    /// <param name="workers">How many items are worked on at once.</param>
    public static async IAsyncEnumerable<TOut> Map<TIn, TOut>(IEnumerable<TIn> source, Func<TIn, TOut> work, Func<TIn, long> weight, int workers, [EnumeratorCancellation] CancellationToken stop = default)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var batches = Channel.CreateBounded<Task<List<TOut>>>(new BoundedChannelOptions(workers * 2) { SingleReader = true, SingleWriter = true });
        var reading = Task.Run(() => Read(source, work, weight, batches.Writer, ended.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(stop).ConfigureAwait(false))
                foreach (var result in await batch.ConfigureAwait(false))
                    yield return result;
        }
        finally
        {
            // The reader of results may leave early: nothing is left running behind its back.
            await ended.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(false);
        }
    }

    private static async Task Read<TIn, TOut>(IEnumerable<TIn> source, Func<TIn, TOut> work, Func<TIn, long> weight, ChannelWriter<Task<List<TOut>>> into, CancellationToken stop)
    {
        Exception? failure = null;
        try
        {
            var batch = new List<TIn>(BatchItems);
            var weighs = 0L;
            using var items = source.GetEnumerator();
            while (Next(items, ref failure))
            {
                batch.Add(items.Current);
                weighs += weight(items.Current);
                if (batch.Count < BatchItems && weighs < BatchWeight) continue;
                await Send(batch).ConfigureAwait(false);
                (batch, weighs) = (new(BatchItems), 0);
            }
            if (batch.Count > 0) await Send(batch).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
        into.Complete(failure);

        ValueTask Send(List<TIn> batch) => into.WriteAsync(Task.Run(() => batch.ConvertAll(item => work(item)), stop), stop);
    }

    // What was read before a source fails is still handed out; only then do the results end with the failure.
    private static bool Next<T>(IEnumerator<T> items, ref Exception? failure)
    {
        try
        {
            return items.MoveNext();
        }
        catch (Exception e)
        {
            failure = e;
            return false;
        }
    }
}
