namespace Tetrapylon.Reading;

/// <summary>Unpacked bytes, refused where they grow beyond all measure: a small archive that unpacks to a hundred times its size is an attack.</summary>
internal sealed class BoundedInflation : ForwardStream
{
    // Text packs 3 to 20 to 1; small files may be anything.
    private const long Ratio = 100;

    /// <summary>What an archive of reports may unpack to whatever its size.</summary>
    public const long FreeOfArchives = 10L << 20;

    /// <summary>What a single page may unpack to whatever its size.</summary>
    public const long FreeOfPages = 1L << 20;

    private readonly Stream _inflated;
    private readonly CountingStream? _packed;
    private readonly long _packedLength;
    private readonly long _free;
    private long _read;

    public BoundedInflation(Stream packed, Func<Stream, Stream> inflate, long free = FreeOfArchives)
    {
        _free = free;
        _packed = new CountingStream(packed);
        _inflated = inflate(_packed);
    }

    public BoundedInflation(Stream inflated, long packedLength) => (_inflated, _packedLength, _free) = (inflated, packedLength, FreeOfArchives);

    /// <exception cref="InvalidDataException">The bytes are not packed as said, or unpack to more than a hundred times their size.</exception>
    public override int Read(Span<byte> buffer)
    {
        int size;
        try
        {
            size = _inflated.Read(buffer);
        }
        catch (InvalidOperationException e)
        {
            // The Brotli stream's word for broken bytes.
            throw new InvalidDataException(e.Message, e);
        }
        _read += size;
        if (_read > _free && _read > Ratio * (_packed?.Count ?? _packedLength))
            throw new InvalidDataException($"unpacks to more than {Ratio} times its size; not read further");
        return size;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _inflated.Dispose();
        base.Dispose(disposing);
    }

    private sealed class CountingStream(Stream inner) : ForwardStream
    {
        public long Count { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            var size = inner.Read(buffer);
            Count += size;
            return size;
        }
    }
}
