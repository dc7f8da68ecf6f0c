namespace Tetrapylon.Record.Store;

/// <summary>The record cannot be opened or written. The file is as it was before.</summary>
/// <param name="code">Stable, kebab-case: <c>store-foreign</c>, <c>store-newer</c>, <c>store-cut</c>, <c>store-locked</c>, <c>store-full</c>, <c>store-unreadable</c>.</param>
public sealed class StoreException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Code { get; } = code;
}
