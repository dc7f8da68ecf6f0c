using Tetrapylon.Model;
using Tetrapylon.Reading;
using Tetrapylon.Reading.Fetching;

namespace Tetrapylon.App.Flow;

/// <summary>One look at all feeds: what is new in them, each entry with the page it links to.</summary>
internal sealed class FeedRound(Reader reader, PoliteFetcher fetcher, SeenList seen, Action<Issue> note)
{
    // A feed holds some tens of entries; what is beyond this is an archive, not news.
    private const int MostEntries = 200;

    // Hosts are asked one page at a time; so many of them side by side.
    private const int Hosts = 8;

    /// <summary>A report that is new, to be remembered once the record holds it.</summary>
    /// <param name="Entry">What the feed said of it.</param>
    public sealed record News(Uri Address, ReadResult Result, ContentId Entry);

    /// <summary>How many entries were seen before, or are copies of what was.</summary>
    public int Known { get; private set; }

    /// <summary>How fresh each feed is, to be remembered with its news; left out where an entry could not be had and must be asked for again.</summary>
    public Dictionary<Uri, Freshness> Freshness { get; } = [];

    /// <summary>Everything new, in the order of the feeds.</summary>
    public async Task<List<News>> LookAsync(IReadOnlyList<Uri> feeds, CancellationToken stop)
    {
        var entries = new List<(Uri Feed, Uri Address, ReadResult Entry, ContentId Id)>();
        foreach (var feed in feeds)
        {
            var fetched = await fetcher.GetAsync(feed, seen.FreshnessOf(feed), stop).ConfigureAwait(false);
            if (fetched.SetAside is { } issue) note(issue);
            if (fetched.Page is not { } page) continue;
            // Servers call feeds anything; the bytes tell.
            entries.AddRange(Entries(feed, reader.Read(page with { MediaType = null, Id = null })));
            if (fetched.Freshness is { } freshness) Freshness[feed] = freshness;
        }
        var read = new ReadResult?[entries.Count];
        await Parallel.ForAsync(0, entries.Count, new ParallelOptions { MaxDegreeOfParallelism = Hosts, CancellationToken = stop }, async (i, token) =>
            read[i] = await ReadAsync(entries[i].Address, entries[i].Entry, token).ConfigureAwait(false)).ConfigureAwait(false);
        return Fresh(entries, read);
    }

    private IEnumerable<(Uri, Uri, ReadResult, ContentId)> Entries(Uri feed, IEnumerable<ReadResult> results)
    {
        foreach (var result in results.Take(MostEntries))
        {
            if (result.SetAside is { } aside) note(aside);
            if (result.Report is not { } entry) continue;
            if (!Uri.TryCreate(feed, entry.Url ?? "", out var address) || entry.Url is null) address = new(feed, "#" + Uri.EscapeDataString(entry.Id));
            var id = ContentId.Of(address.AbsoluteUri, entry.Text, entry.UpdatedOn?.ToString("uuuu-MM-dd", null));
            if (seen.HasEntry(id)) Known++;
            else yield return (feed, address, result, id);
        }
    }

    // The page says more than the feed; where it cannot be had, or says less, what the feed says is the report.
    private async Task<ReadResult?> ReadAsync(Uri address, ReadResult entry, CancellationToken stop)
    {
        var told = entry.Report!;
        var own = entry with { Report = told with { Id = address.AbsoluteUri, Url = address.AbsoluteUri } };
        if (told.Url is null) return own;
        var fetched = await fetcher.GetAsync(address, stop: stop).ConfigureAwait(false);
        var page = fetched.Page is { } raw ? reader.Read(raw with { Id = address.AbsoluteUri }).FirstOrDefault() : null;
        var issue = fetched.SetAside ?? page?.SetAside;
        if (issue is not null)
            lock (note) note(issue);
        if (page?.Report is not { } report || Body(report).Length < Body(told).Length) return Body(told).Length > 0 ? own : null;
        return page with
        {
            Report = report with
            {
                PublishedOn = told.PublishedOn ?? report.PublishedOn,
                PublishedBasis = told.PublishedOn is null ? report.PublishedBasis : told.PublishedBasis,
                Publisher = report.Publisher ?? told.Publisher,
                Title = report.Title ?? told.Title,
                Byline = report.Byline ?? told.Byline,
                Context = told.Context,
            },
        };
    }

    private List<News> Fresh(List<(Uri Feed, Uri Address, ReadResult Entry, ContentId Id)> entries, ReadResult?[] read)
    {
        var news = new List<News>();
        var now = new HashSet<(string, string)>();
        for (var i = 0; i < entries.Count; i++)
        {
            if (read[i] is not { } result)
            {
                Freshness.Remove(entries[i].Feed);
                continue;
            }
            var text = Body(result.Report!);
            if (seen.Compare(entries[i].Address, text) != Novelty.New || !now.Add((entries[i].Address.Host, text)))
            {
                Known++;
                seen.AddEntry(entries[i].Id);
            }
            else news.Add(new(entries[i].Address, result, entries[i].Id));
        }
        return news;
    }

    /// <summary>The words of a report without the page around them.</summary>
    public static string Body(Report report) =>
        string.Join('\n', report.Blocks.Where(b => b.Kind == BlockKind.Body).Select(b => b.Span.Of(report.Text).ToString()));
}
