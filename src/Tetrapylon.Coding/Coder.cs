using Tetrapylon.Coding.Actors;
using Tetrapylon.Coding.Events;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Model;

namespace Tetrapylon.Coding;

/// <summary>Codes what a report claims: finds the happenings, and for each who, whom, where, when, with what losses, on whose word. Thread-safe; everything loaded is read-only.</summary>
public sealed class Coder
{
    private const float LeastOfSilent = 0.1f;
    private readonly EventOntology _ontology;
    private readonly EventReader _reader;
    private readonly HappeningGrouper _grouper;
    private readonly HappeningJudge _judge;
    private readonly ClaimWriter _writer;
    private readonly MentionFinder _mentions;
    private readonly Approaches _approaches;

    private Coder(EventOntology ontology, EventReader reader, HappeningGrouper grouper, HappeningJudge judge, ClaimWriter writer, ClaimFields fields, MentionFinder mentions, ContentId version) =>
        (_ontology, _reader, _grouper, _judge, _writer, Fields, _mentions, Version, _approaches) = (ontology, reader, grouper, judge, writer, fields, mentions, version, new(fields.Taking.Words, ontology, fields.Status));

    /// <param name="modelsFolder">The folder that holds <c>en/</c>.</param>
    /// <param name="model">Name of the language model, where another than the usual one reads reports.</param>
    /// <exception cref="DataException">Data files are wrong; every problem is listed.</exception>
    public static Coder Load(DataFolder data, string modelsFolder, string? model = null)
    {
        // Tens of megabytes are hashed while the rest loads.
        var version = Task.Run(() => CoderVersion.Of(data, modelsFolder, model));
        var ontology = EventOntology.Load(data);
        var vectors = WordVectors.Load(modelsFolder);
        var reader = EventReader.Load(ontology, modelsFolder, vectors);
        var mentions = MentionFinder.Load(data, modelsFolder);
        var fields = ClaimFields.Load(data, modelsFolder, mentions, vectors);
        var writer = new ClaimWriter(ontology, reader, fields, version.GetAwaiter().GetResult());
        var grouper = new HappeningGrouper(ontology, new(ontology), LinearModel.Load(Path.Combine(modelsFolder, "en", "event-pairs.bin")), ReportBelief.Load(ontology, modelsFolder), fields.Status);
        return new(ontology, reader, grouper, HappeningJudge.Load(ontology, grouper, data, modelsFolder), writer, fields, mentions, version.Result);
    }

    public EventOntology Ontology => _ontology;

    internal ClaimFields Fields { get; }
    internal MentionFinder Mentions => _mentions;

    /// <summary>Part of every claim's id: another version may code another claim from the same words. See <see cref="CoderVersion"/>.</summary>
    public ContentId Version { get; }

    /// <summary>True for a sentence that holds a word which may tell of a happening: only such need tags and heads.</summary>
    public bool MayTell(ReadOnlySpan<Token> sentence) => _reader.Finder.Holds(sentence);

    /// <param name="asides">Whether what an article tells again or in passing is read as well (<see cref="CodedReport.Asides"/>): few ask for it.</param>
    public CodedReport Code(Document document, bool asides = false)
    {
        if (Find(document, out var readings, out var cues) is not { } found) return new(document.Report, []);
        var (mentioned, told, aside) = found;
        var scene = new RoleScene(document, mentioned.Actors, mentioned.Places);
        return new(document.Report, _writer.Write(document, cues, readings, told, mentioned, scene)) { Asides = asides ? _writer.Asides(document, aside, mentioned, scene) : [] };
    }

    /// <summary>The words of a report that were weighed and of which no claim is told, in the order of the text. Words that hardly tell of anything are left out.</summary>
    public List<SilentWord> Silent(Document document)
    {
        var found = Find(document, out var readings, out _);
        var told = found?.Told.SelectMany(h => h.Readings).ToHashSet<TriggerReading>(ReferenceEqualityComparer.Instance) ?? [];
        return [.. readings.Where(r => r.Happening >= LeastOfSilent && !told.Contains(r))
            .Select(r => new SilentWord(document.SpanOf(r.Candidate.First, r.Candidate.End), _ontology.SubTypes[r.Best].Name, r.Belief[r.Best], r.Belief[^1]))];
    }

    /// <summary>The happenings of a report, each with what is read of it before who holds its place.</summary>
    internal (Mentioned Mentioned, List<(Happening Happening, Setting Setting)> Happenings)? Settings(Document document)
    {
        if (Find(document, out var readings, out var cues) is not { } found) return null;
        return (found.Mentioned, [.. found.Told.Zip(_writer.Settings(document, cues, readings, found.Told, found.Mentioned))]);
    }

    private (Mentioned Mentioned, List<Happening> Told, List<Happening> Aside)? Find(Document document, out List<TriggerReading> readings, out ulong[] cues)
    {
        readings = _reader.Read(document, out cues);
        if (readings.Count == 0) return null;
        var found = _grouper.Group(document, readings);
        if (found.Happenings.Count == 0) return null;
        var mentioned = _mentions.Find(document);
        var (told, aside) = _judge.Part(document, found, mentioned);
        var all = readings;
        return (mentioned, told.ConvertAll(h => _approaches.Of(document, h, all)), aside);
    }

    /// <summary>The words that a report's claims hang on, by the evidence that is cut around them.</summary>
    internal Dictionary<Span, int> Triggers(Document document)
    {
        var triggers = new Dictionary<Span, int>();
        foreach (var happening in _grouper.Group(document, _reader.Read(document, out _)).Happenings)
            foreach (var reading in happening.Readings.Prepend(happening.Main)) triggers.TryAdd(EvidenceCutter.Cut(document, reading.Candidate), reading.Candidate.Token);
        return triggers;
    }
}

/// <summary>A word that may tell of a happening and of which no claim is told: it is believed too little, or tells again or in passing what is no news.</summary>
/// <param name="Words">Where it stands in the report's text.</param>
/// <param name="SubType">What it likeliest tells of.</param>
/// <param name="Belief">How far that is believed, 0 to 1.</param>
/// <param name="None">How far it is believed to tell of no event.</param>
public sealed record SilentWord(Span Words, string SubType, float Belief, float None);
