using Tetrapylon.Coding.Attribution;
using Tetrapylon.Coding.Actors;
using Tetrapylon.Coding.Events;
using Tetrapylon.Coding.Tests.Time;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Tests.Attribution;

public sealed class EventAttributionTests
{
    private static readonly ActorFinder Actors = ActorFinder.Load(DataFolder.Shipped());
    private static readonly EventAttribution Shipped = EventAttribution.Load(DataFolder.Shipped(), Path.Combine(AppContext.BaseDirectory, "models"));

    private static string Says(string text, string word, string subType)
    {
        var document = Reports.Read(text, "2017-03-02");
        var token = Enumerable.Range(0, document.Tokens.Length).First(t => document.Tokens[t].Lower == word);
        var actors = Actors.Find(document, []);
        var chain = Shipped.Of(document, actors, new Anchor(token, token, token + 1, subType), ClaimStatus.Asserted);
        return chain.IsEmpty ? "the report" : chain[^1].Name;
    }

    [Theory]
    [InlineData("Warplanes bombed a market in Dahra on Monday, the Syrian Observatory for Human Rights said.", "bombed", "Air/drone strike", "Syrian Observatory for Human Rights")]
    [InlineData("Warplanes bombed a market in Dahra on Monday, a monitoring group said. The Syrian Observatory for Human Rights said six people died.", "bombed", "Air/drone strike", "Syrian Observatory for Human Rights")]
    [InlineData("Warplanes bombed a market in Dahra on Monday, a monitoring group said.", "bombed", "Air/drone strike", "monitoring group")]
    [InlineData("According to activists, government jets bombed Dahra.", "bombed", "Air/drone strike", "activists")]
    [InlineData("Police say that gunmen killed two guards in Dahra.", "killed", "Attack", "Police")]
    [InlineData("Gunmen killed two guards in Dahra on Monday.", "killed", "Attack", "the report")]
    [InlineData("Footage showed helicopters bombing the village of Dahra on Monday.", "bombing", "Air/drone strike", "Footage")]
    public void Who_says_so_is_told_as_the_report_does(string text, string word, string subType, string says) => Assert.Equal(says, Says(text, word, subType));

    [Fact]
    public void Who_speaks_of_something_else_is_no_source() =>
        Assert.Equal("the report", Says("Rebels captured Dahra on Monday. The mayor of Rasak said that bread was dear.", "captured", "Non-state actor overtakes territory"));
}
