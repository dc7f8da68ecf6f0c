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

    [Fact]
    public void Places_of_a_list_with_their_kinds_are_all_taken()
    {
        var taken = Code("Government troops captured the city of Dalemka, the nearby town of Orubasso and the villages of Zaytun Kebir and Rasmi.").Where(c => c.Control is { Change: ControlChange.Gained }).Select(c => c.Place?.Mention?.Text);
        Assert.Equal(["Dalemka", "Orubasso", "Rasmi", "Zaytun Kebir"], taken.Order());
    }

    [Fact]
    public void Who_loses_a_place_to_another_does_not_gain_it()
    {
        var claim = Assert.Single(Code("The Syrian government lost control of the town of Orubasso to Islamic State on Sunday."), c => c.Control is not null);
        Assert.Equal((ControlChange.Gained, "Islamic State"), (claim.Control!.Change, claim.Control.Holder?.Name));
    }

    [Fact]
    public void What_is_seized_in_a_city_is_not_the_city()
    {
        var claims = Code("Gunmen seized a police station in Kandahar on Friday.").Where(c => c.Control is { Change: ControlChange.Gained });
        Assert.All(claims, c => Assert.True(c.Control!.Partly));
    }

    private static IEnumerable<Claim> Code(string text) => Coder.Code(English.Analyze(new()
    {
        Id = "x", Text = text, Blocks = [new(BlockKind.Body, new(0, text.Length))], PublishedOn = new(2019, 5, 8),
    })).Claims;
}
