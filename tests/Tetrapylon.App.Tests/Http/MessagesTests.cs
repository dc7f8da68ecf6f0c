using System.Text.RegularExpressions;
using Tetrapylon.App.Http;
using Tetrapylon.App.Http.Runs;
using Tetrapylon.App.Http.Views;
using Tetrapylon.Model;
using Tetrapylon.Record;
using Tetrapylon.Record.Review;

namespace Tetrapylon.App.Tests.Http;

public sealed partial class MessagesTests
{
    private static readonly string Root = Above(AppContext.BaseDirectory);

    private static readonly IReadOnlyDictionary<string, Messages> All = Messages.Load(Path.Combine(AppContext.BaseDirectory, "desk", "messages"));

    private static readonly Messages English = All["en"];

    [Fact]
    public void Every_word_the_pages_ask_for_is_in_the_catalogue()
    {
        var asked = Directory.EnumerateFiles(Path.Combine(Root, "src/Tetrapylon.App"), "*.razor", SearchOption.AllDirectories)
            .SelectMany(f => Asked().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).Distinct();
        Assert.Empty(asked.Except(English.Keys));
    }

    public static TheoryData<string> Languages => [.. All.Keys.Where(l => l != "en").Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_language_has_every_word_and_leaves_the_same_gaps_in_it(string language)
    {
        var words = All[language];
        Assert.Empty(English.Keys.Except(words.Keys).Order(StringComparer.Ordinal));
        Assert.Empty(words.Keys.Except(English.Keys).Order(StringComparer.Ordinal));
        Assert.All(English.Keys, key =>
        {
            Assert.NotEqual("", words[key]);
            Assert.Equal(Gap().Matches(English[key]).Select(m => m.Value).Order(StringComparer.Ordinal), Gap().Matches(words[key]).Select(m => m.Value).Order(StringComparer.Ordinal));
        });
    }

    [Fact]
    public void Every_value_that_a_page_may_show_of_a_code_list_has_its_word()
    {
        var names = new[]
        {
            Of<ClaimStatus>(), Of<ReviewStatus>(), Of<ControlStatus>(), Of<ControlChange>(), Of<ActorKind>(), Of<SourceKind>(), Of<PlaceKind>(), Of<BlockKind>(), Of<DamageEffect>(), Of<DamageSeverity>(), Of<DamageCause>(), Of<AgentCertainty>(), Of<DamageBasis>(), Of<Change>(),
        }.SelectMany(n => n).Select(n => "name." + n).Concat(Of<RunState>().Select(s => "state." + s)).Concat(Of<DeliveryState>().Select(s => "delivery." + s)).Concat(Of<JudgementKind>().Select(k => "judged." + k));
        Assert.Empty(names.Except(English.Keys));

        static IEnumerable<string> Of<T>() where T : struct, Enum => Enum.GetValues<T>().Select(WireName.Of);
    }

    [Fact]
    public void Every_event_type_has_its_word()
    {
        var types = Knowledge.Ontology.EventOntology.Load(Knowledge.Loading.DataFolder.Shipped()).SubTypes;
        Assert.Empty(types.SelectMany(t => new[] { t.Type, t.Name }).Select(t => "type." + t).Except(English.Keys));
    }

    [Fact]
    public void A_date_in_a_sentence_that_runs_from_the_right_keeps_its_own_direction()
    {
        Assert.Contains("\u20682016-02-29\u2069", All["ar"].From(new(2016, 2, 29), DatePrecision.Vague), StringComparison.Ordinal);
        Assert.Equal("by 2016-02-29", English.From(new(2016, 2, 29), DatePrecision.Vague));
    }

    [GeneratedRegex("\\{\\d\\}")]
    private static partial Regex Gap();

    [GeneratedRegex("T(?:\\[|\\.Say\\()\"([a-z0-9._-]+)\"(?:\\]|,)")]
    private static partial Regex Asked();

    private static string Above(string folder) => File.Exists(Path.Combine(folder, "Tetrapylon.slnx")) ? folder : Above(Path.GetDirectoryName(folder)!);
}
