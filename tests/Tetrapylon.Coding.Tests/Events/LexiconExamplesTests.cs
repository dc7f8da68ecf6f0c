using Tetrapylon.Coding.Events;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Language;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Tests.Events;

public sealed class LexiconExamplesTests
{
    private static readonly EventOntology Ontology = EventOntology.Load(DataFolder.Shipped());
    private static readonly Analyzer English = Analyzer.Load(Path.Combine(AppContext.BaseDirectory, "models"));

    public static TheoryData<string> Names => [.. Ontology.SubTypes.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_example_holds_words_of_its_type(string name)
    {
        var type = Ontology.IndexOf(name);
        Assert.Empty(Ontology[name].Examples.Where(e => !new TriggerFinder(Ontology).Find(Read(e), out _).Any(c => c.Lexicon.Of(type) > TriggerStrength.None)));
    }

    [Fact]
    public void A_sentence_left_unparsed_tells_of_nothing()
    {
        var document = English.Analyze(ReportOf("Militants shelled the old bridge."), _ => false);
        Assert.Empty(new TriggerFinder(Ontology).Find(document, out _));
    }

    private static Document Read(string text) => English.Analyze(ReportOf(text));

    private static Report ReportOf(string text) => new() { Id = "x", Text = text, Blocks = [new(BlockKind.Body, new(0, text.Length))] };
}
