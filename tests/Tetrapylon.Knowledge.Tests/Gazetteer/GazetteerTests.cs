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
    public void A_settlement_knows_its_region() => Assert.Equal("Nineveh Province", First("Mosul", "IQ").Admin1);

    [Fact]
    public void No_name_is_found_inside_a_word() => Assert.Empty(_gazetteer.Named("ambassador"));
}
