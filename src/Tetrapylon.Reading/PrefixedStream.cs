namespace Tetrapylon.Reading;

/// <summary>A stream whose first bytes were read already, to see what it is.</summary>
internal sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : ForwardStream
{
    private int _at;

    public ReadOnlyMemory<byte> Prefix => prefix;

    public override int Read(Span<byte> buffer)
    {
        if (_at == prefix.Length) return rest.Read(buffer);
        var part = prefix.Span[_at..];
        var size = Math.Min(part.Length, buffer.Length);
        part[..size].CopyTo(buffer);
        _at += size;
        return size;
    }
}
