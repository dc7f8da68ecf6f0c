using Tetrapylon.Coding.Actors;
using Tetrapylon.Coding.Events;
using Tetrapylon.Coding.Places;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;
using Xunit;

namespace Tetrapylon.Coding.Tests.Places;

public sealed class EventPlacerTests
{
    private static readonly ActorFinder Actors = ActorFinder.Load(DataFolder.Shipped());
    private static readonly EventPlacer Placer = EventPlacer.Load(ReadPlaces.Finder, Actors.Dictionary, Path.Combine(AppContext.BaseDirectory, "models"));

    private static PlaceReference? Of(string text, string word, string subType = "Attack", params string[] context)
    {
        var document = ReadPlaces.Analyze(text, context);
        var token = Enumerable.Range(0, document.Tokens.Length).First(t => document.Tokens[t].Lower == word);
        var places = ReadPlaces.Finder.Find(document);
        return Placer.Of(document, places, Actors.Find(document, places), new Anchor(token, token, token + 1, subType));
    }

    [Theory]
    [InlineData("Gunmen kill nine villagers in Kunduz Province, Afghanistan.", "kill", "Kunduz Province", "AF")]
    [InlineData("A car bomb explodes in Sadr City, Baghdad, killing seven.", "explodes", "Sadr City", "IQ")]
    [InlineData("Iraqi forces recapture Mosul from militants.", "recapture", "Mosul", "IQ")]
    [InlineData("Officials in Ankara said that a bomb exploded in Diyarbakir.", "exploded", "Diyarbakir", "TR")]
    [InlineData("Syrian warplanes bombed eastern Aleppo on Friday.", "bombed", "eastern Aleppo", "SY")]
    public void The_most_specific_place_that_belongs_to_the_happening_is_taken(string text, string word, string place, string country)
    {
        var reference = Of(text, word);
        Assert.Equal((place, country), (reference?.Mention?.Text, reference?.Country));
    }

    [Theory]
    [InlineData("A suicide bomber attacked the Zohra Hotel in Kabul on Monday.", "attacked", "Zohra Hotel")]
    [InlineData("Gunmen stormed Imam Ridwan's mosque in Basra and killed six worshippers.", "stormed", "Imam Ridwan's mosque")]
    [InlineData("Students protest at the University of Benghazi against the vote.", "protest", "University of Benghazi")]
    [InlineData("Gunmen attacked a church in Kaduna.", "attacked", "Kaduna")]
    [InlineData("Protesters broke into the Danish embassy in Belgrade.", "broke", "Danish embassy")]
    public void A_building_with_a_name_of_its_own_is_more_specific_than_its_town(string text, string word, string place) =>
        Assert.Equal(place, Of(text, word)?.Mention?.Text);

    [Theory]
    [InlineData("Two Tunisian soldiers were killed by a roadside bomb near the Algerian border.", "killed", "TN")]
    [InlineData("Three policemen were killed in a bomb attack near the Afghan border, Pakistani officials said.", "killed", "PK")]
    [InlineData("Boko Haram militants killed 48 fish traders near the border with Chad.", "killed", "NG")]
    [InlineData("Turkish troops crossed the Syrian border at dawn.", "crossed", "SY")]
    [InlineData("Gunmen attacked a convoy in the Syrian border town of Ras al-Ayn.", "attacked", "SY")]
    public void Beyond_a_border_lies_the_country_that_names_it(string text, string word, string country) => Assert.Equal(country, Of(text, word)?.Country);

    [Theory]
    [InlineData("M23 fighters captured two villages on Thursday, witnesses said.", "captured", "CD")]
    [InlineData("Hamas fighters kidnapped a shopkeeper on Thursday.", "kidnapped", "PS")]
    public void Where_no_place_is_named_a_groups_home_tells_the_country(string text, string word, string country) => Assert.Equal(country, Of(text, word)?.Country);

    [Theory]
    [InlineData("Ukraine said that a Russian drone violated its airspace and struck a depot.", "struck", "UA")]
    [InlineData("Russia said that Ukrainian forces shelled its territory on Sunday.", "shelled", "RU")]
    public void Its_territory_is_that_of_the_country_that_speaks(string text, string word, string country) => Assert.Equal(country, Of(text, word)?.Country);

    [Fact]
    public void Who_is_attacked_at_sea_is_attacked_in_no_country()
    {
        var reference = Of("Pirates hijacked a British tanker in the Persian Gulf on Friday.", "hijacked");
        Assert.Equal(("Persian Gulf", null), (reference?.Mention?.Text, reference?.Country));
    }

    [Fact]
    public void A_group_is_not_where_its_name_says() => Assert.NotEqual("Iraq", Of("Al-Qaeda in Iraq claimed the rocket attack on northern Israeli towns.", "attack")?.Mention?.Text);

    [Fact]
    public void A_monument_told_with_its_kind_is_the_monument() => Assert.Equal(("Prasat Preah Vihear temple", "whc:1224"), Of("Soldiers exchanged fire near the Prasat Preah Vihear temple on Sunday.", "fire") is { Mention: { } at } ? (at.Text, at.Place?.Id) : default);

    [Fact]
    public void A_building_has_the_point_of_its_town_as_near_and_none_of_its_own()
    {
        var hotel = Of("A suicide bomber attacked the Zohra Hotel in Kabul on Monday.", "attacked")!.Mention!;
        Assert.Equal(("AF", GeoPrecision.Near, PlaceKind.Facility), (hotel.Country, hotel.Precision, hotel.Place!.Kind));
        Assert.NotNull(hotel.Latitude);
        Assert.Null(hotel.Place.Latitude);
    }

    [Fact]
    public void A_base_known_by_whose_it_is_has_no_name_of_its_own() => Assert.Equal("Logar Province", Of("Four labourers were killed by gunmen near a U.S. military base in Logar Province.", "killed")?.Mention?.Text);

    [Fact]
    public void Each_happening_of_a_sentence_has_its_own_place()
    {
        const string text = "A suicide bomber attacked a market in Peshawar, and a mine exploded near Kandahar.";
        Assert.Equal("Peshawar", Of(text, "attacked")?.Mention?.Text);
        Assert.Equal("Kandahar", Of(text, "exploded")?.Mention?.Text);
    }

    [Fact]
    public void A_happening_without_a_place_of_its_own_has_the_one_told_before() =>
        Assert.Equal("Taiz", Of("Fighting went on in Taiz. Two shells hit a hospital and wounded five nurses.", "hit")?.Mention?.Text);

    [Fact]
    public void Where_only_a_people_is_named_the_country_alone_is_told()
    {
        var reference = Of("Nigerian soldiers kill five gunmen.", "kill");
        Assert.Equal((null, "NG"), (reference?.Mention, reference?.Country));
    }

    [Fact]
    public void Where_nothing_is_named_nothing_is_told() => Assert.Null(Of("Gunmen kill five people.", "kill"));

    [Fact]
    public void The_choice_says_why() => Assert.Contains("Taiz", Of("A drone struck a convoy in Taiz.", "struck")!.Because, StringComparison.Ordinal);
}
