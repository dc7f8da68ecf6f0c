using Tetrapylon.Coding.Events;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Model;

namespace Tetrapylon.Coding;

/// <summary>Codes what a report claims: finds the happenings, and for each who, whom, where, when, with what losses, on whose word. Thread-safe; everything loaded is read-only.</summary>
public sealed class Coder
{
    /// <summary>Part of every claim's id: another version may code another claim from the same words.</summary>
    public const string Version = "1";

    private readonly EventOntology _ontology;
    private readonly EventReader _reader;
    private readonly HappeningGrouper _grouper;
    private readonly ClaimWriter _writer;
    private readonly MentionFinder _mentions;

    private Coder(EventOntology ontology, EventReader reader, HappeningGrouper grouper, ClaimWriter writer, MentionFinder mentions) =>
        (_ontology, _reader, _grouper, _writer, _mentions) = (ontology, reader, grouper, writer, mentions);

    /// <param name="modelsFolder">The folder that holds <c>en/</c>.</param>
    /// <exception cref="DataException">Data files are wrong; every problem is listed.</exception>
    public static Coder Load(DataFolder data, string modelsFolder)
    {
        var ontology = EventOntology.Load(data);
        var vectors = WordVectors.Load(modelsFolder);
        var reader = EventReader.Load(ontology, modelsFolder, vectors);
        var mentions = MentionFinder.Load(data, modelsFolder);
        var writer = new ClaimWriter(ontology, reader, ClaimFields.Load(data, modelsFolder, mentions, vectors));
        return new(ontology, reader, new(ontology, new(ontology), LinearModel.Load(Path.Combine(modelsFolder, "en", "event-pairs.bin")), ReportBelief.Load(ontology, modelsFolder)), writer, mentions);
    }

    public EventOntology Ontology => _ontology;

    /// <summary>True for a sentence that holds a word which may tell of a happening: only such need tags and heads.</summary>
    public bool MayTell(ReadOnlySpan<Token> sentence) => _reader.Finder.Holds(sentence);

    public CodedReport Code(Document document)
    {
        var readings = _reader.Read(document, out var cues);
        if (readings.Count == 0) return new(document.Report, []);
        var happenings = _grouper.Group(document, readings);
        if (happenings.Count == 0) return new(document.Report, []);
        return new(document.Report, _writer.Write(document, cues, readings, happenings, _mentions.Find(document)));
    }
}
