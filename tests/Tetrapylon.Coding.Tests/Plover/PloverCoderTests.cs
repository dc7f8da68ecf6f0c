using System.Collections.Immutable;
using Tetrapylon.Coding.Plover;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Language;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Tests.Plover;

public sealed class PloverCoderTests
{
    private static readonly string Models = Path.Combine(AppContext.BaseDirectory, "models");
    private static readonly DataFolder Data = DataFolder.Shipped();
    private static readonly PloverLexicon Lexicon = PloverLexicon.Load(Data);
    private static readonly Analyzer English = Analyzer.Load(Models);
    private static readonly Coder Coder = Coder.Load(Data, Models);
    private static readonly PloverCoder Plover = PloverCoder.Load(Data, Coder);

    public static TheoryData<string> Types => [.. Lexicon.Types.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_example_is_read_as_its_type_and_no_counterexample_is(string name)
    {
        var type = Lexicon.Types[Lexicon.IndexOf(name)];
        Assert.Empty(type.Examples.Where(e => !Events(e).Any(told => told.Plover.Type == name)));
        Assert.Empty(type.Not.Where(e => Events(e).Any(told => told.Plover.Type == name)));
    }

    [Fact]
    public void What_is_demanded_is_no_event_of_its_own()
    {
        var told = Assert.Single(Events("Latvia demanded that Belarus withdraw its troops from the border."));
        Assert.Equal("REQUEST", told.Plover.Type);
        Assert.Equal(["Latvia"], told.Actors.Select(a => a.Name));
        Assert.Equal(["Belarus"], told.Recipients.Select(a => a.Name));
    }

    [Theory]
    [InlineData("Denmark will send food to Ethiopia.", "AGREE")]
    [InlineData("Denmark sent food to Ethiopia.", "AID")]
    [InlineData("Denmark will expel two Russian diplomats.", "THREATEN")]
    [InlineData("Denmark expelled two Russian diplomats.", "SANCTION")]
    [InlineData("Denmark will not send troops to Ethiopia.", null)]
    [InlineData("Denmark will not send food to Ethiopia.", "REJECT")]
    [InlineData("Denmark did not send food to Ethiopia.", null)]
    [InlineData("Denmark could send food to Ethiopia.", null)]
    [InlineData("Danish ministers failed to agree with Ethiopia on a route.", "REJECT")]
    [InlineData("Denmark must release the Russian sailors, Russia said.", "REQUEST")]
    public void What_is_announced_or_refused_is_another_event_than_what_is_done(string text, string? type) =>
        Assert.Equal(type, Events(text).Select(e => e.Plover.Type).FirstOrDefault());

    [Fact]
    public void A_claim_comes_through_by_the_crosswalk_and_once()
    {
        var (coded, events) = Code("Warplanes bombed a market in Idlib on Monday and killed 11 civilians.");
        var claim = Assert.Single(coded.Claims);
        var told = Assert.Single(events);
        Assert.Equal(claim.Id, told.Claim);
        Assert.Equal(claim.Plover, told.Plover);
    }

    [Fact]
    public void What_plover_records_besides_has_no_claim_but_days_places_and_words()
    {
        var (coded, events) = Code("Zambia expelled three Chinese diplomats from Lusaka on Tuesday.");
        Assert.Empty(coded.Claims);
        var told = Assert.Single(events);
        Assert.Null(told.Claim);
        Assert.Equal("expel", told.Plover.Mode);
        Assert.Equal("2019-05-07", told.Date?.Days.Start.ToString("uuuu-MM-dd", null));
        Assert.Contains("expelled", told.Evidence.Of("Zambia expelled three Chinese diplomats from Lusaka on Tuesday.").ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(told.Because);
    }

    [Fact]
    public void The_claims_of_a_report_are_the_same_whether_plover_is_asked_for_or_not()
    {
        const string text = "Chad accused Sudan of arming rebels. Rebels captured the town of Sarmin, the army said. It threatened to bomb the town.";
        var report = ReportOf(text);
        Assert.Equal(Coder.Code(English.Analyze(report, Coder.MayTell)).Claims.Select(c => c.Id), Code(text).Coded.Claims.Select(c => c.Id));
    }

    [Fact]
    public void Nobody_known_no_event() => Assert.Empty(Events("The storm threatened the vines, and the baker rejected the flour."));

    [Fact]
    public void Sub_types_too_wide_for_their_type_exist() => Assert.All(Lexicon.Wide, name => Assert.True(Coder.Ontology.IndexOf(name) >= 0, name));

    [Fact]
    public void Types_are_those_of_the_crosswalk() => Assert.All(Coder.Ontology.SubTypes, type => Assert.True(Lexicon.IndexOf(type.Plover.Type) >= 0, type.Name));

    private static ImmutableArray<PloverEvent> Events(string text) => Code(text).Events;

    private static (CodedReport Coded, ImmutableArray<PloverEvent> Events) Code(string text)
    {
        var report = ReportOf(text);
        var coded = Coder.Code(English.Analyze(report, Coder.MayTell));
        return (coded, Plover.Code(English.Analyze(report, Plover.MayTell), coded));
    }

    private static Report ReportOf(string text) => new() { Id = "x", Text = text, Blocks = [new(BlockKind.Body, new(0, text.Length))], PublishedOn = new(2019, 5, 8) };
}
