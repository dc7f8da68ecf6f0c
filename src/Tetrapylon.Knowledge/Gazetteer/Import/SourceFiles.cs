using System.Buffers.Binary;
using System.IO.Compression;

namespace Tetrapylon.Knowledge.Gazetteer.Import;

/// <summary>Opens tables as they are published: plain, gzipped, or in a zip archive. What unpacks to far more than it should is refused.</summary>
internal static class SourceFiles
{
    private static readonly string[] Tables = [".txt", ".tsv", ".csv", ".json", ".geojson", ".geojsonl", ".geojsonseq"];

    /// <summary>Hands every table in a file, with a name to say to people, to <paramref name="read"/>.</summary>
    /// <exception cref="SourceFileException">An archive is damaged or has no table.</exception>
    public static void Read(string path, Action<string, Stream> read)
    {
        var name = Path.GetFileName(path);
        using var file = System.IO.File.OpenRead(path);
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".gz":
                using (var unpacked = new BoundedStream(new GZipStream(file, CompressionMode.Decompress), file.Length, ToldByGzip(file))) read(name[..^3], unpacked);
                break;
            case ".zip":
                Unzip(name, file, read);
                break;
            default:
                read(name, file);
                break;
        }
    }

    // The last four bytes tell how much was packed, modulo 2^32.
    private static long ToldByGzip(FileStream file)
    {
        if (file.Length < 18) throw new SourceFileException(1, "it is cut short: no gzip file is that small");
        Span<byte> told = stackalloc byte[4];
        file.Seek(-4, SeekOrigin.End);
        file.ReadExactly(told);
        file.Seek(0, SeekOrigin.Begin);
        return BinaryPrimitives.ReadUInt32LittleEndian(told);
    }

    private static void Unzip(string name, FileStream file, Action<string, Stream> read)
    {
        try
        {
            using var archive = new ZipArchive(file, ZipArchiveMode.Read);
            var tables = archive.Entries.Where(e => Tables.Contains(Path.GetExtension(e.Name).ToLowerInvariant()) && !e.Name.Contains("readme", StringComparison.OrdinalIgnoreCase) && !e.Name.StartsWith("iso-languagecodes", StringComparison.Ordinal)).ToList();
            if (tables.Count == 0) throw new SourceFileException(1, $"the archive has no table ({string.Join(", ", Tables)})");
            foreach (var entry in tables)
                using (var unpacked = new BoundedStream(entry.Open(), Math.Max(1, entry.CompressedLength), entry.Length)) read($"{name}/{entry.FullName}", unpacked);
        }
        catch (InvalidDataException e)
        {
            throw new SourceFileException(1, "the archive is cut short or damaged: " + e.Message);
        }
    }

    /// <summary>Ends the reading of what unpacks to more than two hundred times its size, or to more than 4 GiB, and of what unpacks to less than it tells.</summary>
    private sealed class BoundedStream(Stream inner, long packed, long told) : Stream
    {
        private const long Free = 64L << 20, Most = 4L << 30;
        private readonly long _bound = Math.Min(Most, Math.Max(Free, packed * 200));
        private long _read;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => _read; set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            _read += read;
            // Of a stream cut short the decoder says nothing.
            if (read == 0 && buffer.Length > 0 && (uint)_read != (uint)told) throw new SourceFileException(0, $"it is cut short or of several parts: {told:#,0} bytes were packed, {_read:#,0} came out");
            return _read <= _bound ? read : throw new SourceFileException(0, $"it unpacks to more than {_bound >> 20:#,0} MB: no table of places does");
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
