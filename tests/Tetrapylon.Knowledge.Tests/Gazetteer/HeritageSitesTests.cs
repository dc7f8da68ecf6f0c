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

    [Fact]
    public void The_World_Heritage_List_is_here_but_for_two_sites() =>
        Assert.Equal(1246, _gazetteer.Heritage.All.Where(s => s.Id == "whc:" + s.WorldHeritage).Select(s => s.WorldHeritage).Distinct().Count());

    [Fact]
    public void A_monument_has_the_number_of_the_site_it_belongs_to() =>
        Assert.All(_gazetteer.Heritage.All, site =>
        {
            if (site.Parent?.StartsWith("whc:", StringComparison.Ordinal) == true) Assert.Equal(site.Parent, "whc:" + site.WorldHeritage);
        });

    [Theory]
    [InlineData("Great Colonnade at Apamea", "tetrapylon:apamea")]
    [InlineData("Dura-Europos synagogue", "tetrapylon:dura-europos")]
    [InlineData("Palace of Zimri-Lim", "tetrapylon:tell-hariri")]
    [InlineData("Walls of Nineveh", "tetrapylon:nineveh")]
    [InlineData("Northwest Palace of Nimrud", "tetrapylon:nimrud")]
    [InlineData("Great Temple of Hatra", "whc:277")]
    [InlineData("Bab al-Yaman", "whc:385")]
    [InlineData("Friday Mosque of Shibam", "whc:192")]
    [InlineData("Temple of Bar'an", "whc:1700")]
    [InlineData("Sanctuary of Apollo at Cyrene", "whc:190")]
    [InlineData("Eastern Buddha of Bamiyan", "whc:208")]
    [InlineData("Odesa Opera House", "whc:1703")]
    [InlineData("Temple of Bacchus", "whc:294")]
    [InlineData("Obelisk of Axum", "whc:15")]
    [InlineData("Pyramids of Meroe", "whc:1336")]
    [InlineData("Walls of Dubrovnik", "whc:95")]
    [InlineData("Karađoz Bey Mosque", "whc:946")]
    public void Monuments_of_sites_hit_in_wars_stand_under_their_site(string name, string site) => Assert.Equal(site, First(name)?.Parent);
}
