using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;
using Tetrapylon.Record.Merging;
using static Tetrapylon.Record.Tests.Told;

namespace Tetrapylon.Record.Tests.Merging;

public sealed class LikenessTests
{
    private static readonly MergePolicy Policy = MergePolicy.Load(DataFolder.Shipped());

    [Theory]
    [InlineData("police questioned two men over the hotel bombing", true)]
    [InlineData("shops stay shut after last week's riots", true)]
    [InlineData("a bombing at the hotel", false)]
    [InlineData("another bombing", false)]
    [InlineData("the mayor says, bombings went on", false)]
    public void An_article_tells_a_happening_that_is_known_from_one_that_is_news(string evidence, bool known) =>
        Assert.Equal(known, new ComparedClaim(new KnownClaim(Claim("Attack") with { Quote = evidence }, null, TextSignature.Of(evidence)), Policy).ToldAsKnown);

    [Theory]
    [InlineData("Zarand Province", "Zarand Governorate", true)]
    [InlineData("Zarand Province", "Belqar Governorate", false)]
    public void A_region_is_the_same_whatever_kind_of_land_it_is_called(string one, string other, bool same)
    {
        Assert.Equal(same, new Likeness(Policy).MayBeOnePlace(In(one, 30), In(other, 31)));

        static KnownClaim In(string region, double latitude) => new(Claim("Attack", new(region, region, PlaceKind.Region, latitude, 50, "IR")), null, TextSignature.Of(region));
    }
}
