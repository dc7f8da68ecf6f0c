using System.Diagnostics;
using Tetrapylon.Coding.Events;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Language;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Tests.Events;

public sealed class HappeningJudgeTests
{
    private const string Article = """
        Suicide bomber kills nine in Kirkuk

        A suicide bomber blew himself up at a police recruitment centre in Kirkuk on Tuesday, killing nine people.
        The bomber walked up to the gate in the morning. The attack wounded thirty others, the provincial health office said.
        No group said it was behind the bombing. Recruits had been waiting since dawn. Shops in the street stayed closed.
        In Hawija, gunmen kidnapped two teachers on Monday. Their families have heard nothing.
        """;

    private static readonly string Models = Path.Combine(AppContext.BaseDirectory, "models");
    private static readonly DataFolder Data = DataFolder.Shipped();
    private static readonly EventOntology Ontology = EventOntology.Load(Data);
    private static readonly EventReader Reader = EventReader.Load(Ontology, Models, WordVectors.Load(Models));
    private static readonly MentionFinder Mentions = MentionFinder.Load(Data, Models);
    private static readonly HappeningGrouper Grouper = new(Ontology, new(Ontology), LinearModel.Load(Path.Combine(Models, "en", "event-pairs.bin")), ReportBelief.Load(Ontology, Models), StatusReader.Load(Data, Models));
    private static readonly Analyzer English = Analyzer.Load(Models);

    [Fact]
    public void What_an_article_tells_again_is_told_once()
    {
        var coded = Coder.Load(Data, Models).Code(Read(Article));
        Assert.Single(coded.Claims, c => c.SubType == "Suicide bomb");
        Assert.Single(coded.Claims, c => c.SubType == "Abduction/forced disappearance");
        Assert.Equal(2, coded.Claims.Length);
    }

    [Theory]
    [InlineData("Police in Kano arrested three men who were planning a suicide bombing at a market.", "Arrests", "Suicide bomb")]
    [InlineData("Rebels shelled the army base near Kidal and kidnapped a village mayor.", "Abduction/forced disappearance", "Shelling/artillery/missile attack")]
    public void One_sentence_that_tells_of_two_happenings_makes_two_claims(string text, string one, string other)
    {
        var coded = Coder.Load(Data, Models).Code(Read(text));
        Assert.Equal([one, other], coded.Claims.Select(c => c.SubType).Order());
    }

    [Fact]
    public void A_word_of_an_article_is_also_read_as_if_its_sentence_stood_alone()
    {
        var alone = Kidnapped("In Hawija, gunmen kidnapped two teachers on Monday.");
        var there = Kidnapped(Article);
        Assert.Null(alone.Alone);
        Assert.Equal(alone.Happening, 1 - there.Alone![^1], 0.05f);
        Assert.True(there.Happening < alone.Happening);
    }

    [Fact]
    public void A_text_of_thousands_of_happenings_is_parted_in_bounded_time()
    {
        var document = Read(string.Concat(Enumerable.Range(0, 3000).Select(n => $"Gunmen killed {n + 2} farmers in the hills. ")));
        var found = Grouper.Group(document, Reader.Read(document, out _));
        var watch = Stopwatch.StartNew();
        HappeningJudge.Load(Ontology, Grouper, Data, Models).Part(document, found, Mentions.Find(document));
        Assert.InRange(found.Happenings.Count, 100, int.MaxValue);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 60);
    }

    private static TriggerReading Kidnapped(string text)
    {
        var document = Read(text);
        return Assert.Single(Reader.Read(document, out _), r => document.Tokens[r.Candidate.Token].Lower == "kidnapped");
    }

    private static Document Read(string text)
    {
        var body = Math.Max(0, text.IndexOf("\n\n", StringComparison.Ordinal));
        return English.Analyze(new() { Id = "x", Text = text, Blocks = [new(BlockKind.Headline, new(0, body)), new(BlockKind.Body, new(body, text.Length))], PublishedOn = new(2019, 5, 8) });
    }
}
