namespace Tetrapylon.App.Flow;

/// <summary>Lets long work that tells of its progress end as soon as it is asked to.</summary>
internal sealed class UntilStopped(CancellationToken stop) : IProgress<long>
{
    public void Report(long value) => stop.ThrowIfCancellationRequested();
}
