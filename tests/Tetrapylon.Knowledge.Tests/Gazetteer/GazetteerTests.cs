using Tetrapylon.Knowledge.Gazetteer;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;
using Xunit;

namespace Tetrapylon.Knowledge.Tests.Gazetteer;

/// <summary>The gazetteer as shipped.</summary>
public sealed class ShippedGazetteer : IDisposable
{
    public Knowledge.Gazetteer.Gazetteer Gazetteer { get; } = Knowledge.Gazetteer.Gazetteer.Load(DataFolder.Shipped(), Path.Combine(AppContext.BaseDirectory, "models"));

    public void Dispose() => Gazetteer.Dispose();
}

public sealed class GazetteerTests(ShippedGazetteer shipped) : IClassFixture<ShippedGazetteer>
{
    private readonly Knowledge.Gazetteer.Gazetteer _gazetteer = shipped.Gazetteer;

    private Place First(string name, string country) => _gazetteer.Named(name).Select(_gazetteer.Place).First(p => p.Country == country);

    [Theory]
    [InlineData("Palmyra", "Tadmur", "SY")]
    [InlineData("Kobani", "Ayn al-Arab", "SY")]
    [InlineData("Raqqa", "Ar-Raqqah", "SY")]
    [InlineData("Kyiv", "Kiev", "UA")]
    public void Two_names_of_one_place_are_one_place(string one, string other, string country) => Assert.Equal(First(one, country).Id, First(other, country).Id);

    [Theory]
    [InlineData("Tadmur", "SY", "Palmyra")]
    [InlineData("Halab", "SY", "Aleppo")]
    [InlineData("Al Bāb", "SY", "al-Bab")]
    [InlineData("Kiev", "UA", "Kyiv")]
    [InlineData("Al Hudaydah", "YE", "Hodeidah")]
    [InlineData("Köln", "DE", "Cologne")]
    [InlineData("Ryazan", "RU", "Ryazan")]
    [InlineData("Hyderābād", "IN", "Hyderabad")]
    [InlineData("Łódź", "PL", "Łódź")]
    public void A_place_is_shown_by_the_name_English_readers_know(string name, string country, string shown) =>
        Assert.Equal(shown, _gazetteer.Named(name).Where(e => _gazetteer.Country(e) == country && _gazetteer.Kind(e) == PlaceKind.Settlement).Select(_gazetteer.Name).First());

    [Fact]
    public void Every_name_shown_is_found_and_leads_to_its_place()
    {
        var lost = new List<string>();
        var names = Path.Combine(AppContext.BaseDirectory, "data", "gazetteer", "names.tsv");
        foreach (var line in File.ReadLines(names).Where(l => l.StartsWith("geonames:", StringComparison.Ordinal)))
        {
            var cells = line.Split('\t');
            var entry = _gazetteer.ById(cells[0]);
            Assert.True(entry >= 0, $"{cells[0]} ({cells[1]}) is in no gazetteer");
            if (!_gazetteer.Named(cells[1]).Contains(entry)) lost.Add(cells[0] + " " + cells[1]);
        }
        Assert.True(lost.Count == 0, string.Join("; ", lost));
    }

    [Fact]
    public void A_name_that_is_not_shown_still_belongs_to_the_place() => Assert.Contains("Ath Thawrah", First("Tabqa", "SY").Names);

    [Theory]
    [InlineData("Hassakeh", "SY")]
    [InlineData("Qamishlo", "SY")]
    [InlineData("Suleimaniya", "IQ")]
    public void A_name_spelt_another_way_is_found_by_its_sound(string name, string country)
    {
        var found = new List<NamedPlace>();
        _gazetteer.Sounding(name, found);
        Assert.Contains(found, f => _gazetteer.Country(f.Entry) == country);
    }

    [Theory]
    [InlineData("United States", "US")]
    [InlineData("U.S.", "US")]
    [InlineData("Syrian Arab Republic", "SY")]
    [InlineData("DRC", "CD")]
    [InlineData("Ivory Coast", "CI")]
    public void A_country_has_its_other_names(string name, string code) => Assert.Contains(_gazetteer.Named(name), e => _gazetteer.Kind(e) == PlaceKind.Country && _gazetteer.Country(e) == code);

    [Fact]
    public void A_settlement_knows_its_region() => Assert.Equal("Nineveh Governorate", First("Mosul", "IQ").Admin1);

    [Fact]
    public void No_name_is_found_inside_a_word() => Assert.Empty(_gazetteer.Named("ambassador"));
}
