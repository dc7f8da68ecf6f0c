using System.Globalization;
using System.Text;
using Tetrapylon.Model;

namespace Tetrapylon.Reading.Fetching;

/// <summary>How a text compares with those seen before.</summary>
public enum Novelty
{
    /// <summary>New, or a new version of a page seen before.</summary>
    New,
    /// <summary>The same words were seen before, at this address or another.</summary>
    Same,
    /// <summary>Nearly the same words and all the same figures were seen at another address of the same host: a page with two addresses.</summary>
    NearlySame,
}

/// <summary>What a watch has seen: texts by hash and near-hash, and how fresh each feed was. Kept in one plain file beside the record, a line an entry, so that a new run goes on where the last one stopped.</summary>
/// <remarks>
/// A copy at another host is new: that a second paper tells it is evidence of its own, and the record counts copies of an agency's words as
/// one source. A changed page at its old address is new as well: revisions are what a watch is for.
/// </remarks>
public sealed class SeenList : IDisposable
{
    private const string Head = "# tetrapylon seen 1";

    private const int Blocks = NearHash.MostBits + 1, BlockBits = 64 / Blocks;

    private readonly StreamWriter _file;
    private readonly HashSet<(string Host, ContentId Words)> _texts = [];
    private readonly Dictionary<(string Host, int Block, ulong Bits), List<(NearHash Hash, string Url)>> _near = [];
    private readonly Dictionary<string, Freshness> _feeds = new(StringComparer.Ordinal);
    private readonly HashSet<ContentId> _entries = [];
    private readonly HashSet<string> _addresses = new(StringComparer.Ordinal);

    private SeenList(StreamWriter file) => _file = file;

    /// <exception cref="IOException">The file cannot be opened, is open in another run, or is no such list.</exception>
    public static SeenList Open(string path)
    {
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        var list = new SeenList(new(stream, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" });
        try
        {
            using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
            var first = reader.ReadLine();
            if (first is not null && first != Head) throw new IOException($"{path} is not a list of what was seen");
            while (reader.ReadLine() is { } line) list.Take(line.Split('\t'));
            // A line that a stop cut short is closed, so that the next stands on its own.
            if (stream.Length > 0)
            {
                stream.Seek(-1, SeekOrigin.End);
                if (stream.ReadByte() != '\n') list._file.WriteLine();
            }
            if (first is null) list._file.WriteLine(Head);
            return list;
        }
        catch
        {
            list.Dispose();
            throw;
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Whether this address was read before.</summary>
    public bool HasAddress(Uri url) => _addresses.Contains(url.AbsoluteUri);

    /// <summary>Whether an entry of a feed was seen as it is now.</summary>
    public bool HasEntry(ContentId entry) => _entries.Contains(entry);

    public void AddEntry(ContentId entry)
    {
        if (_entries.Add(entry)) Write("entry", entry.ToString());
    }

    public Freshness? FreshnessOf(Uri feed) => _feeds.GetValueOrDefault(feed.AbsoluteUri);

    public void Keep(Uri feed, Freshness freshness)
    {
        if (_feeds.TryGetValue(feed.AbsoluteUri, out var known) && known == freshness) return;
        _feeds[feed.AbsoluteUri] = freshness;
        Write("feed", feed.AbsoluteUri, freshness.ETag ?? "", freshness.LastModified ?? "");
    }

    /// <summary>Compares a text with all seen so far, without adding it.</summary>
    /// <param name="text">The words of the report alone, without the page around them.</param>
    public Novelty Compare(Uri url, string text)
    {
        var host = url.Host;
        if (_texts.Contains((host, ContentId.Of(text)))) return Novelty.Same;
        if (_addresses.Contains(url.AbsoluteUri) || NearHash.Of(text) is not { } hash) return Novelty.New;
        for (var block = 0; block < Blocks; block++)
            if (_near.TryGetValue((host, block, BitsOf(hash, block)), out var bucket) && bucket.Exists(b => b.Hash.IsNear(hash) && b.Url != url.AbsoluteUri)) return Novelty.NearlySame;
        return Novelty.New;
    }

    /// <summary>Adds a text; to be called once it is safe in the record.</summary>
    public void Add(Uri url, string text)
    {
        var (words, near) = (ContentId.Of(text), NearHash.Of(text));
        Add(url, words, near);
        Write("text", url.AbsoluteUri, words.ToString(), near is { } hash ? string.Create(CultureInfo.InvariantCulture, $"{hash.Words:x16}\t{hash.Figures:x16}") : "\t");
    }

    private void Add(Uri url, ContentId words, NearHash? near)
    {
        _addresses.Add(url.AbsoluteUri);
        _texts.Add((url.Host, words));
        if (near is not { } hash) return;
        // Of two hashes that differ in at most three bits, one of four blocks is equal.
        for (var block = 0; block < Blocks; block++)
        {
            var key = (url.Host, block, BitsOf(hash, block));
            if (!_near.TryGetValue(key, out var bucket)) _near[key] = bucket = [];
            bucket.Add((hash, url.AbsoluteUri));
        }
    }

    private static ulong BitsOf(NearHash hash, int block) => hash.Words >> (block * BlockBits) & (1ul << BlockBits) - 1;

    private void Take(string[] fields)
    {
        // Lines that are not whole are those of a run that was stopped: what they told is told again.
        if (fields is ["feed", var feed, var etag, var modified]) _feeds[feed] = new(etag.Length > 0 ? etag : null, modified.Length > 0 ? modified : null);
        else if (fields is ["entry", { Length: 32 } entry] && UInt128.TryParse(entry, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var seen)) _entries.Add(new(seen));
        else if (fields is ["text", var address, { Length: 32 } id, var words, var figures] && Uri.TryCreate(address, UriKind.Absolute, out var url) && UInt128.TryParse(id, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var content))
            Add(url, new(content), ulong.TryParse(words, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var w) && ulong.TryParse(figures, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var f) ? new(w, f) : null);
    }

    private void Write(params ReadOnlySpan<string> fields) => _file.WriteLine(string.Join('\t', fields).ReplaceLineEndings(" "));
}
