using System.Text;
using Tetrapylon.Coding;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Language;
using Tetrapylon.Reading;
using Tetrapylon.Reading.Dates;
using Tetrapylon.Reading.Formats;

namespace Tetrapylon.Fuzz;

/// <summary>A reader of what strangers send, or the coder of what was read, under the name of its seeds and words.</summary>
/// <remarks>Input that breaks a target joins its seeds under a name that says what it broke; the tests read every seed.</remarks>
public sealed record Target(string Name, Func<byte[], IEnumerable<ReadResult>> Read)
{
    public static readonly IReadOnlyList<Target> All =
    [
        new("html", bytes => Reader.Read(new("a.html", bytes, "text/html", "https://example.org/2016/04/05/a"))),
        new("feed", bytes => Reader.Read(new("feed.json", bytes, null, "https://example.org/feed")).Concat(Reader.Read(new("feed.xml", bytes, "application/rss+xml")))),
        new("warc", bytes => Reader.ReadAll(WarcRecords.Of("a.warc", new MemoryStream(bytes)).Concat(ArcRecords.Of("a.arc", new MemoryStream(bytes))))),
        new("jsonlines", bytes => Reader.Read(new("a.jsonl", bytes, JsonLinesFormat.MediaType))),
        new("dateline", ReadDays),
        new("coding", Code),
    ];

    private static readonly Lazy<Reader> Loaded = new(() => Reader.Load(DataFolder.Shipped()));

    private static readonly Lazy<(Analyzer Analyzer, Coder Coder)> Coding = new(() =>
    {
        var models = Path.Combine(AppContext.BaseDirectory, "models");
        return (Analyzer.Load(models), Coder.Load(DataFolder.Shipped(), models));
    });

    private static Reader Reader => Loaded.Value;

    /// <summary>Where inputs that are read soundly lie.</summary>
    public string Seeds => Path.Combine(AppContext.BaseDirectory, "seeds", Name);

    private static IEnumerable<ReadResult> Code(byte[] bytes)
    {
        var (analyzer, coder) = Coding.Value;
        foreach (var result in Reader.Read(new("a.txt", bytes, "text/plain")))
        {
            if (result.Report is { } report) SoundClaims.Check(coder.Code(analyzer.Analyze(report, coder.MayTell), asides: true));
            yield return result;
        }
    }

    private static IEnumerable<ReadResult> ReadDays(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var dates = new DateScanner(Reader.Cues.Months);
        for (var at = 0; dates.Next(text, at) is { } date; at = date.Span.End)
        {
            if (date.Span.Start < at || date.Span.End <= date.Span.Start || date.Span.End > text.Length) throw new InvalidOperationException($"a date at {date.Span} from {at}");
            if (date.Day.Year is < DateScanner.EarliestYear or > DateScanner.LatestYear) throw new InvalidOperationException($"a date in {date.Day.Year}");
        }
        return Reader.Read(new("a.txt", bytes, "text/plain"));
    }
}
