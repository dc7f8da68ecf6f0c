using System.Collections.Immutable;
using System.Text;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Knowledge.Publishers;
using Tetrapylon.Model;
using Tetrapylon.Reading.Blocks;
using Tetrapylon.Reading.Dates;
using Tetrapylon.Reading.Formats;
using Tetrapylon.Reading.Html;

namespace Tetrapylon.Reading;

/// <summary>Reads raw reports of any known format. Thread-safe: all it holds is read-only.</summary>
public sealed class Reader
{
    private readonly ImmutableArray<IFormat> _formats;

    private readonly LanguageGuesser _languages;

    private Reader(ImmutableArray<IFormat> formats, HtmlFormat pages, ReadingCues cues, LanguageGuesser languages, PublisherDirectory publishers) =>
        (_formats, Pages, Cues, _languages, Publishers) = (formats, pages, cues, languages, publishers);

    internal HtmlFormat Pages { get; }

    internal ReadingCues Cues { get; }

    public PublisherDirectory Publishers { get; }

    /// <exception cref="DataException">A data file is not as it should be; all problems are listed.</exception>
    public static Reader Load(DataFolder data)
    {
        var problems = new DataProblems();
        var cues = ReadingCues.Load(data, problems);
        var elements = ElementCues.Load(data, problems);
        var names = MetadataNames.Load(data, problems);
        var languages = LanguageGuesser.Load(data, problems);
        var weights = DayWeights.Load(data, problems);
        problems.ThrowIfAny();
        var publishers = PublisherDirectory.Load(data);
        var dates = new DateScanner(cues.Months);
        var cutter = new PlainCutter(cues, new(cues, dates), new(cues), new(cues), new(publishers));

        var jsonLines = new JsonLinesFormat(cutter, dates);

        var pages = new HtmlFormat(elements, names, cues, new(cues), new(cues, dates, weights), publishers);
        var plain = new PlainTextFormat(cutter, dates, cues);
        // The first format that recognizes the bytes reads them.
        return new([
            jsonLines,
            new PdfFormat(plain),
            new DocxFormat(plain),
            new MailFormat(pages, plain),
            new FeedFormat(elements, cues, new(cues), dates, jsonLines),
            pages,
            plain,
        ], pages, cues, languages, publishers);
    }

    /// <summary>The reports in raw bytes, each read or set aside; never throws for what the bytes hold.</summary>
    public IEnumerable<ReadResult> Read(RawReport raw)
    {
        if (raw.Bytes.IsEmpty) return [ReadResult.Aside(raw.Name, "empty", "holds nothing")];
        foreach (var format in _formats)
            if (format.Recognizes(raw)) return format.Read(raw).Select(Told);
        return [ReadResult.Aside(raw.Name, "unknown-format", "is of no known format")];
    }

    // The language is told by the words themselves; what a page or a field says of it counts where they do not tell. A report that is
    // not in English is read, but its issue sets it aside for whoever codes; so are single blocks of one that is.
    private ReadResult Told(ReadResult result)
    {
        if (result.Report is not { } report) return result;
        var guess = Guess(report);
        if (guess == LanguageGuesser.Undetermined && report.Language is { } stated and not "en") guess = stated;
        if (guess is null or "en") return result with { Report = Apart(guess is null ? report : report with { Language = guess }, result.Source) };
        var issue = new Issue("not-english", $"{result.Source}: the text is in the language '{guess}'; only English is coded", SetAside: true);
        return result with { Report = report with { Language = guess, Issues = report.Issues.Add(issue) } };
    }

    // Marks the blocks of an English report that are in another language.
    private Report Apart(Report report, string source)
    {
        if (report.Blocks.Length < 2) return report;
        Report marked = report;
        for (var b = 0; b < report.Blocks.Length; b++)
        {
            if (report.Blocks[b] is not { Kind: BlockKind.Body or BlockKind.Caption } block || _languages.Guess(block.Span.Of(report.Text)) is null or "en") continue;
            marked = marked with { Blocks = marked.Blocks.SetItem(b, block with { Language = _languages.Guess(block.Span.Of(report.Text)) }) };
        }
        if (ReferenceEquals(marked, report)) return report;
        var foreign = marked.Blocks.Where(b => b.Language is not null).ToList();
        return marked with { Issues = marked.Issues.Add(new("block-not-english", $"{source}: {foreign.Count} of {marked.Blocks.Count(b => b.Kind == BlockKind.Body)} blocks are in another language ({string.Join(", ", foreign.Select(b => b.Language).Distinct())}); they are not coded")) };
    }

    private string? Guess(Report report)
    {
        const int enough = 3000;
        var bodies = report.Blocks.Where(b => b.Kind == BlockKind.Body).Select(b => b.Span).ToList();
        if (bodies.Count == 0) return null;
        if (bodies.Count == 1) return _languages.Guess(report.Text.AsSpan(bodies[0].Start, Math.Min(enough, bodies[0].Length)));
        var text = new StringBuilder(enough);
        foreach (var body in bodies)
        {
            if (text.Length >= enough) break;
            text.Append(report.Text, body.Start, Math.Min(body.Length, enough - text.Length)).Append('\n');
        }
        return _languages.Guess(text.ToString());
    }

    /// <summary>Reads all that arrives. A report whose id an earlier one had with other content is a new version of it, and says so.</summary>
    public IEnumerable<ReadResult> ReadAll(IEnumerable<Arrival> arrivals)
    {
        var seen = new Dictionary<ContentId, ContentId>();
        foreach (var arrival in arrivals)
            foreach (var result in ReadArrival(arrival))
                yield return NoteRepeat(result, seen);
    }

    /// <summary>The reports in what a source handed over.</summary>
    public IEnumerable<ReadResult> ReadArrival(Arrival arrival) =>
        arrival.Raw is { } raw ? Read(raw) : [arrival.Result ?? new() { Source = arrival.SetAside!.Message, SetAside = arrival.SetAside }];

    /// <summary>Notes on a result when its id was seen before with other content.</summary>
    /// <param name="seen">Content by id, over the whole run; kept by the caller.</param>
    public static ReadResult NoteRepeat(ReadResult result, Dictionary<ContentId, ContentId> seen)
    {
        if (result.Report is not { } report) return result;
        var id = ContentId.Of(report.Id);
        if (seen.TryAdd(id, report.ContentId) || seen[id] == report.ContentId) return result;
        var issue = new Issue("duplicate-id", $"{result.Source}: the id '{report.Id}' came before with other text; both are kept as versions");
        return result with { Report = report with { Issues = report.Issues.Add(issue) } };
    }
}
