using System.IO.Compression;
using Tetrapylon.Reading.Formats;

namespace Tetrapylon.Reading;

/// <summary>Opens files, folders and standard input one report at a time, unpacking as it goes; memory stays bounded whatever their size.</summary>
public static class Sources
{
    /// <summary>Standard input among the paths.</summary>
    public const string StandardInput = "-";

    /// <summary>Longest line of JSON read as a report.</summary>
    public const int LongestLine = 16 << 20;

    /// <summary>Largest single page, text or feed.</summary>
    public const int LargestFile = 64 << 20;

    // .gz in .zip in .gz is nobody's archive.
    private const int DeepestNesting = 3;

    private const int HeadSize = 4096;

    /// <summary>Everything in files, folders (in order of their paths) and, for <see cref="StandardInput"/>, standard input.</summary>
    public static IEnumerable<Arrival> Open(IEnumerable<string> paths, Stream? standardInput = null)
    {
        foreach (var path in paths)
        {
            if (path == StandardInput)
                foreach (var arrival in Guarded("stdin", () => Streamed("stdin", null, standardInput ?? Console.OpenStandardInput(), 0))) yield return arrival;
            else if (Directory.Exists(path))
                foreach (var file in FilesBelow(path))
                    foreach (var arrival in OpenFile(file, Path.GetRelativePath(path, file))) yield return arrival;
            else if (File.Exists(path))
                foreach (var arrival in OpenFile(path, Path.GetFileName(path))) yield return arrival;
            else yield return Arrival.Aside(path, "no-such-file", "there is no such file or folder");
        }
    }

    private static IEnumerable<Arrival> OpenFile(string path, string relative) => Guarded(path, () => FileStreamed(path, IdOf(relative)));

    private static IEnumerable<Arrival> FileStreamed(string path, string id)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        foreach (var arrival in Streamed(path, id, file, 0)) yield return arrival;
    }

    // Folders that are links are not followed: they may lead round in a ring.
    private static IEnumerable<string> FilesBelow(string folder)
    {
        var open = new Stack<string>([folder]);
        while (open.TryPop(out var next))
        {
            string[] folders, files;
            try
            {
                files = Directory.GetFiles(next);
                folders = Directory.GetDirectories(next);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                continue;
            }
            Array.Sort(files, StringComparer.Ordinal);
            Array.Sort(folders, StringComparer.Ordinal);
            foreach (var file in files)
                if (!Path.GetFileName(file).StartsWith('.')) yield return file;
            for (var i = folders.Length - 1; i >= 0; i--)
                if (!Path.GetFileName(folders[i]).StartsWith('.') && new DirectoryInfo(folders[i]).LinkTarget is null) open.Push(folders[i]);
        }
    }

    private static IEnumerable<Arrival> Streamed(string name, string? id, Stream stream, int depth)
    {
        var head = new byte[HeadSize];
        var size = stream.ReadAtLeast(head, HeadSize, throwOnEndOfStream: false);
        var whole = new PrefixedStream(head.AsMemory(0, size), stream);
        var start = head.AsSpan(0, size);
        if (size == 0) return [Arrival.Aside(name, "empty", "holds nothing")];
        if (start is [0x1F, 0x8B, ..])
            return depth < DeepestNesting ? Streamed(Without(name, ".gz"), id, new BoundedInflation(whole, s => new GZipStream(s, CompressionMode.Decompress)), depth + 1) : [TooDeep(name)];
        if (start is [0x28, 0xB5, 0x2F, 0xFD, ..])
            return depth < DeepestNesting ? Streamed(Without(name, ".zst"), id, new BoundedInflation(whole, s => new ZstdSharp.DecompressionStream(s)), depth + 1) : [TooDeep(name)];
        if (start is [(byte)'P', (byte)'K', 3, 4, ..])
            return depth < DeepestNesting ? Zipped(name, id, whole, stream, depth + 1) : [TooDeep(name)];
        if (start.StartsWith("filedesc://"u8)) return ArcRecords.Of(name, whole);
        if (start.StartsWith("WARC/"u8) || start.StartsWith("warc/"u8) || name.EndsWith(".warc", StringComparison.OrdinalIgnoreCase)) return WarcRecords.Of(name, whole);
        if (start.StartsWith("From "u8) && start.IndexOf((byte)'\n') is var first and > 0 && MailFormat.IsMail(start[(first + 1)..])) return Mailbox.Of(name, whole);
        return IsJsonLines(name, start) ? JsonLines(name, whole) : Whole(name, id, whole);
    }

    private static Arrival TooDeep(string name) => Arrival.Aside(name, "too-deep", "an archive within an archive within an archive");

    private static IEnumerable<Arrival> Zipped(string name, string? id, Stream whole, Stream file, int depth)
    {
        // A zip file is read from its end: only a file on disk can be left where it is.
        if (!file.CanSeek) whole = file = Buffered(whole);
        using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        // A document of a word processor is an archive too.
        if (archive.GetEntry(DocxFormat.TextPart) is not null)
        {
            if (file.CanSeek) file.Position = 0;
            foreach (var arrival in Whole(name, id, file.CanSeek ? file : whole))
                yield return arrival.Raw is { } raw ? Arrival.Of(raw with { MediaType = DocxFormat.MediaType }) : arrival;
            yield break;
        }
        foreach (var entry in archive.Entries)
        {
            if (entry.FullName.EndsWith('/') || entry.Length == 0) continue;
            var part = $"{name}/{entry.FullName}";
            foreach (var arrival in Guarded(part, () => Entry(part, entry, depth))) yield return arrival;
        }
    }

    private static IEnumerable<Arrival> Entry(string name, ZipArchiveEntry entry, int depth)
    {
        using var stream = entry.Open();
        foreach (var arrival in Streamed(name, IdOf(entry.FullName), new BoundedInflation(stream, entry.CompressedLength), depth)) yield return arrival;
    }

    private static MemoryStream Buffered(Stream stream)
    {
        var buffer = new MemoryStream();
        var part = new byte[1 << 16];
        for (int read; (read = stream.Read(part)) > 0;)
        {
            buffer.Write(part, 0, read);
            if (buffer.Length > LargestFile) throw new InvalidDataException("the archive is too large to read from a stream; give it as a file");
        }
        buffer.Position = 0;
        return buffer;
    }

    private static IEnumerable<Arrival> JsonLines(string name, PrefixedStream stream)
    {
        Stream utf8 = TextDecoder.MarkedWide(stream.Prefix.Span) is { } wide ? System.Text.Encoding.CreateTranscodingStream(stream, wide, System.Text.Encoding.UTF8) : stream;
        var any = false;
        foreach (var (number, bytes) in ByteLines.Of(utf8, LongestLine))
        {
            var line = $"{name}:{number}";
            if (bytes is null) yield return Arrival.Aside(line, "line-too-long", $"the line is longer than {LongestLine >> 20} MB, more than any one report; the lines after it are read");
            else if (bytes.AsSpan().Trim(" \t\r"u8).IsEmpty) continue;
            else yield return Arrival.Of(new(line, bytes, JsonLinesFormat.MediaType));
            any = true;
        }
        if (!any) yield return Arrival.Aside(name, "empty", "holds no line");
    }

    private static IEnumerable<Arrival> Whole(string name, string? id, Stream stream)
    {
        var bytes = new MemoryStream();
        var part = new byte[1 << 16];
        for (int read; (read = stream.Read(part)) > 0;)
        {
            bytes.Write(part, 0, read);
            if (bytes.Length > LargestFile) return [Arrival.Aside(name, "too-large", $"a single report of more than {LargestFile >> 20} MB; give many reports as JSON Lines, one a line")];
        }
        return [Arrival.Of(new(name, bytes.GetBuffer().AsMemory(0, (int)bytes.Length), Id: id))];
    }

    // By name, or by a first line that begins an object and does not end a document.
    private static bool IsJsonLines(string name, ReadOnlySpan<byte> head)
    {
        if (name.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase)) return true;
        if (TextDecoder.MarkedWide(head) is not null) return false;
        head = head.TrimStart("\uFEFF"u8).TrimStart(" \t\r\n"u8);
        if (head.IsEmpty || head[0] != '{') return false;
        var end = head.IndexOf((byte)'\n');
        var line = (end < 0 ? head : head[..end]).TrimEnd(" \t\r"u8);
        if (line.Length < 3 || line.IndexOf("jsonfeed.org/version"u8) >= 0) return false;
        var next = end < 0 ? default : head[(end + 1)..].TrimStart(" \t\r\n"u8);
        // One object in a file of JSON may be an export or a feed.
        return next.IsEmpty ? !name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) : next[0] == '{';
    }

    // Errors of a source are that source's: they end it and nothing else.
    private static IEnumerable<Arrival> Guarded(string name, Func<IEnumerable<Arrival>> open)
    {
        IEnumerator<Arrival>? arrivals = null;
        try
        {
            while (true)
            {
                Arrival next;
                try
                {
                    arrivals ??= open().GetEnumerator();
                    if (!arrivals.MoveNext()) break;
                    next = arrivals.Current;
                }
                catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or NotSupportedException or ZstdSharp.ZstdException)
                {
                    next = Arrival.Aside(name, e is InvalidDataException or ZstdSharp.ZstdException ? "broken-archive" : "cannot-open", e.Message);
                    arrivals?.Dispose();
                    arrivals = null;
                    open = () => [];
                }
                yield return next;
            }
        }
        finally
        {
            arrivals?.Dispose();
        }
    }

    // A report is called by its file's name without the ending that only tells the format.
    private static string IdOf(string relative)
    {
        var id = relative.Replace('\\', '/');
        foreach (var packing in (string[])[".gz", ".zst"])
            if (id.EndsWith(packing, StringComparison.OrdinalIgnoreCase)) id = id[..^packing.Length];
        var ending = Path.GetExtension(id).ToLowerInvariant();
        return ending is ".txt" or ".text" or ".html" or ".htm" or ".xhtml" or ".xml" or ".rss" or ".atom" or ".json" or ".md" or ".pdf" or ".docx" or ".eml" && id.Length > ending.Length ? id[..^ending.Length] : id;
    }

    private static string Without(string name, string ending) => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? name[..^ending.Length] : name;
}
