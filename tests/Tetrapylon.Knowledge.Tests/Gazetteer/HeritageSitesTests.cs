using Tetrapylon.Knowledge.Gazetteer;
using Tetrapylon.Model;
using Xunit;

namespace Tetrapylon.Knowledge.Tests.Gazetteer;

public sealed class HeritageSitesTests(ShippedGazetteer shipped) : IClassFixture<ShippedGazetteer>
{
    private readonly Knowledge.Gazetteer.Gazetteer _gazetteer = shipped.Gazetteer;

    private HeritageSite? First(string name, Place? near = null) => _gazetteer.Heritage.Find(name, near).FirstOrDefault();

    [Theory]
    [InlineData("Tetrapylon")]
    [InlineData("Temple of Bel")]
    [InlineData("Baalshamin Temple")]
    [InlineData("Tower of Elahbel")]
    [InlineData("Lion of al-Lat")]
    public void A_monument_of_Palmyra_belongs_to_the_site(string name) => Assert.Equal(("whc:23", "23", "SY"), (First(name)?.Parent, First(name)?.WorldHeritage, First(name)?.Country));

    [Fact]
    public void A_monument_is_found_by_each_of_its_names() => Assert.Equal(First("Aleppo Citadel")!.Id, First("Citadel of Aleppo")!.Id);

    [Fact]
    public void A_site_in_danger_says_so() => Assert.True(_gazetteer.Heritage.ById("whc:23")!.InDanger);

    [Fact]
    public void An_unknown_name_finds_nothing() => Assert.Empty(_gazetteer.Heritage.Find("Temple of Nowhere"));

    [Fact]
    public void The_one_of_the_country_asked_for_comes_first()
    {
        var libya = new Place("geonames:0", "Sabratha", PlaceKind.Settlement, 32.8, 12.5, "LY");
        Assert.Equal("LY", First("Red Castle", libya)?.Country);
    }

    [Fact]
    public void Every_site_has_a_point_and_a_parent_that_exists() =>
        Assert.All(_gazetteer.Heritage.All, site =>
        {
            Assert.NotNull(site.Latitude);
            if (site.Parent is { } parent) Assert.True(_gazetteer.ById(parent) >= 0, $"{site.Id}: no place has the id {parent}");
        });
}
