using Tetrapylon.Model;
using Xunit;

namespace Tetrapylon.Coding.Tests.Places;

public sealed class PlaceFinderTests
{
    [Theory]
    [InlineData("Shells fell on Tadmur overnight.", "Tadmur", "geonames:163808")]
    [InlineData("The army entered Palmyra, east of Homs in Syria.", "Palmyra", "geonames:163808")]
    [InlineData("Fighting went on near Ayn al-Arab on the Turkish border.", "Ayn al-Arab", "geonames:172256")]
    [InlineData("Troops left Kobani in northern Syria.", "Kobani", "geonames:172256")]
    public void A_place_is_found_by_each_of_its_names(string text, string name, string id) => Assert.Equal(id, ReadPlaces.One(text, name).Place?.Id);

    [Theory]
    [InlineData("A bomb went off in Tripoli, Lebanon, on Monday.", "Tripoli", "LB")]
    [InlineData("A bomb went off in Tripoli, Libya, on Monday.", "Tripoli", "LY")]
    [InlineData("Police in Paris, Texas, arrested four men.", "Paris", "US")]
    [InlineData("Lebanese troops were shot at in Tripoli after clashes in Beirut.", "Tripoli", "LB")]
    [InlineData("Farmers marched from Atlanta through Georgia to Savannah.", "Georgia", "US")]
    [InlineData("Georgia and Russia traded shots near Tskhinvali.", "Georgia", "GE")]
    public void A_namesake_is_told_by_what_stands_beside_it(string text, string name, string country) => Assert.Equal(country, ReadPlaces.One(text, name).Country);

    [Theory]
    [InlineData("Michael Jordan and Paris Hilton met in Chicago.", "Chicago")]
    [InlineData("The ambassador spoke of Assad in March in Aleppo.", "Aleppo")]
    [InlineData("Police said that many of them left Mosul.", "Mosul")]
    [InlineData("Jack London wrote it; London never saw Oslo.", "Oslo")]
    public void A_persons_name_or_a_plain_word_is_no_place(string text, string only) => Assert.Equal([only], ReadPlaces.Of(text).Where(m => !m.Contextual).Select(m => m.Text));

    [Theory]
    [InlineData("Thousands marched through London on Saturday. They met at Trafalgar Square.", "Trafalgar", "GB")]
    [InlineData("Sierra Leone said that its police were held in Falaba District.", "Falaba District", "SL")]
    [InlineData("Sierra Leone said that Guinea held its police in Falaba District.", "Falaba District", null)]
    public void A_namesake_in_a_country_of_which_the_report_does_not_speak_is_not_meant(string text, string name, string? country) => Assert.Equal(country, ReadPlaces.One(text, name).Country);

    [Fact]
    public void A_weapon_is_no_place() => Assert.DoesNotContain(ReadPlaces.Of("An Iskander strike on Pokrovsk in Ukraine killed seven."), m => m.Text == "Iskander");

    [Fact]
    public void A_demonym_is_context()
    {
        var mention = ReadPlaces.One("Syrian planes struck the camp.", "Syrian");
        Assert.True(mention is { Demonym: true, Contextual: true, Country: "SY" });
    }

    [Fact]
    public void A_place_inside_an_organisations_name_is_context() => Assert.True(ReadPlaces.One("The Los Angeles Times reported it.", "Los Angeles").Contextual);

    [Fact]
    public void An_abbreviation_is_read_with_its_stops() => Assert.Equal("U.S.", ReadPlaces.Of("He flew to the U.S. on Friday.").Single().Text);

    [Theory]
    [InlineData("In Ivory Coast, rebels hold the city of Man. Nobody was hurt.")]
    [InlineData("Rebels in Ivory Coast marched towards Man.")]
    public void A_town_that_ends_a_sentence_is_no_short_form(string text) => Assert.Equal("CI", ReadPlaces.One(text, "Man").Country);

    [Fact]
    public void A_short_form_after_a_comma_is_the_state_and_decides_the_town()
    {
        var mentions = ReadPlaces.Of("Two men were held in Springfield, Mo., on Friday.");
        Assert.Equal(["Springfield", "Mo."], mentions.Select(m => m.Text));
        Assert.Equal("Missouri", mentions[0].Place?.Admin1);
    }

    [Fact]
    public void A_village_of_no_gazetteer_becomes_a_place_of_its_own_with_its_country_and_no_point()
    {
        var mention = ReadPlaces.One("Gunmen raided the village of Zorbatakhel in Helmand province, Afghanistan.", "Zorbatakhel");
        Assert.Equal("named:af:zorbatakhel", mention.Place?.Id);
        Assert.Equal(("AF", null), (mention.Country, mention.Latitude));
    }

    [Theory]
    [InlineData("Gunmen stormed Zorbamani, a farming village in Borno State, killing nine people.", "Zorbamani", "NG")]
    [InlineData("The militants captured Camp Zorbari, an army base in Faryab Province.", "Camp Zorbari", "AF")]
    [InlineData("Rebels captured the Greek Orthodox village of Zorbadan in northern Syria.", "Zorbadan", "SY")]
    [InlineData("Two soldiers were shot dead in Zorbaville, Lebanon.", "Zorbaville", "LB")]
    [InlineData("Gunmen shot nine farmers in the Zorbari local government area of Borno State.", "Zorbari", "NG")]
    [InlineData("Nine farmers were shot in Zorba Berada Zone, Ethiopia.", "Zorba Berada Zone", "ET")]
    [InlineData("Two mines went off in Kandahar and Zorbaville, Afghanistan.", "Zorbaville", "AF")]
    public void A_name_of_no_gazetteer_is_a_place_by_the_kind_told_beside_it(string text, string name, string country) => Assert.Equal(country, ReadPlaces.One(text, name).Country);

    [Fact]
    public void The_word_for_what_comes_from_Gaza_is_not_of_a_namesake_far_away() => Assert.Equal("PS", ReadPlaces.One("A man was shot near the Gazan border.", "Gazan").Country);

    [Fact]
    public void A_side_of_a_war_is_no_place_though_a_village_bears_its_name() => Assert.DoesNotContain(ReadPlaces.Of("The army seized Houthi weapons."), m => m.Text == "Houthi");

    [Fact]
    public void A_distance_and_a_direction_give_a_point_of_their_own_with_its_uncertainty()
    {
        var mention = ReadPlaces.One("The convoy was hit 50 km north of Aleppo in Syria.", "Aleppo");
        Assert.InRange(mention.Latitude!.Value, 36.6, 36.7);
        Assert.InRange(mention.UncertaintyKm!.Value, 5, 30);
    }

    [Fact]
    public void A_text_all_in_lower_case_still_names_its_countries_and_cities() =>
        Assert.Equal(["bogota", "colombia"], ReadPlaces.Of("a bomb went off near the ministry in bogota, the capital of colombia, this morning, and police said nobody was hurt.").Where(m => !m.Contextual).Select(m => m.Text));

    [Theory]
    [InlineData("Gunmen attacked Kuru in Kano.", "Kuru", "NG")]
    [InlineData("Gunmen attacked Kuru in Falaba District, Sierra Leone.", "Kuru", "SL")]
    [InlineData("Gunmen attacked Sabra and Gusau in Zamfara, Nigeria.", "Sabra", "NG")]
    public void A_namesake_abroad_is_not_what_the_report_puts_elsewhere(string text, string name, string country) => Assert.Equal(country, ReadPlaces.One(text, name).Country);

    [Fact]
    public void A_sea_is_no_province_of_its_name() => Assert.Equal(PlaceKind.Water, ReadPlaces.One("A ship was hit by a missile in the Red Sea.", "Red Sea").Place!.Kind);

    [Fact]
    public void Every_mention_says_why() => Assert.All(ReadPlaces.Of("Rebels took Idlib and Zorbata village from the Syrian army."), m => Assert.NotEmpty(m.Because));
}
