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
