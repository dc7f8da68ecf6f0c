using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Language;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Tests.Events;

public sealed class ControlReaderTests
{
    private static readonly string Models = Path.Combine(AppContext.BaseDirectory, "models");
    private static readonly Analyzer English = Analyzer.Load(Models);
    private static readonly Coder Coder = Coder.Load(DataFolder.Shipped(), Models);

    [Theory]
    [InlineData("The Syrian Army captured the town of Oruba Zayt in Idlib Governorate from rebels.", "Oruba Zayt", "Syrian Army")]
    [InlineData("Rebels have seized control of Dalemka in Homs Governorate.", "Dalemka", "Rebels")]
    [InlineData("Russian forces announced that they had captured the city of Kramatorsk.", "Kramatorsk", "Russian forces")]
    public void What_is_taken_is_the_place_and_who_takes_it_the_holder(string text, string place, string holder)
    {
        var claim = Assert.Single(Code(text), c => c.Control is not null);
        Assert.Equal(ClaimStatus.Asserted, claim.Status);
        Assert.Equal(place, claim.Place?.Mention?.Text);
        Assert.Equal(ControlChange.Gained, claim.Control?.Change);
        Assert.Equal(holder, claim.Control?.Holder?.Name);
    }

    [Fact]
    public void Each_place_of_a_list_is_taken()
    {
        var taken = Code("Rebel forces captured the towns of Dalemka and Orubasso on Monday.").Where(c => c.Control is { Change: ControlChange.Gained }).Select(c => c.Place?.Mention?.Text);
        Assert.Equal(["Dalemka", "Orubasso"], taken.Order());
    }

    private static IEnumerable<Claim> Code(string text) => Coder.Code(English.Analyze(new()
    {
        Id = "x", Text = text, Blocks = [new(BlockKind.Body, new(0, text.Length))], PublishedOn = new(2019, 5, 8),
    })).Claims;
}
