using NodaTime;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Language;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Tests.Events;

public sealed class DamageTests
{
    private static readonly string Models = Path.Combine(AppContext.BaseDirectory, "models");
    private static readonly Analyzer English = Analyzer.Load(Models);
    private static readonly Coder Coder = Coder.Load(DataFolder.Shipped(), Models);

    [Fact]
    public void A_monument_is_known_by_its_id_and_by_no_word_before_its_name()
    {
        var claim = Assert.Single(Damages("Islamic State has razed the landmark Tetrapylon in Palmyra."));
        Assert.Equal(("Tetrapylon", "tetrapylon:palmyra-tetrapylon", DamageEffect.Destroyed), (claim.Damage!.Site, claim.Damage.SiteId, claim.Damage.Effect));
    }

    [Fact]
    public void Two_monuments_under_one_verb_are_two_damages_and_a_part_belongs_to_the_one_it_is_of()
    {
        var claims = Damages("Islamic State militants destroyed the Tetrapylon of Palmyra and the facade of its Roman theatre on Tuesday.");
        Assert.Equal([("tetrapylon:palmyra-tetrapylon", null), ("tetrapylon:roman-theatre-of-palmyra", "facade")], claims.Select(c => (c.Damage!.SiteId, c.Damage.Component)));
    }

    [Fact]
    public void A_building_called_by_its_kind_alone_is_the_one_named_before_and_lies_there()
    {
        var claims = Damages("Islamic State blew up the Great Mosque of al-Nuri in Mosul on Wednesday. It said that an American air strike had destroyed the mosque.");
        Assert.Equal(2, claims.Count);
        Assert.All(claims, c => Assert.Equal(("tetrapylon:great-mosque-of-al-nuri", "IQ"), (c.Damage!.SiteId, c.Place!.Country)));
    }

    [Fact]
    public void A_monument_is_told_of_by_its_name_without_a_word_for_its_kind() =>
        Assert.Equal("tetrapylon:monumental-arch-of-palmyra", Assert.Single(Damages("Militants blew up the Arch of Triumph in Palmyra on Sunday, the director of antiquities said.")).Damage!.SiteId);

    [Fact]
    public void The_world_heritage_site_is_that_of_the_town_the_report_is_about()
    {
        var claim = Assert.Single(Damages("Islamic State was driven from Palmyra. Palmyra had been held since May, when fighting at Aleppo went on. The group destroyed several monuments in the World Heritage Site."));
        Assert.Equal("geonames:163808", claim.Place!.Place!.Id);
        Assert.Equal("several", claim.Damage!.Extent);
    }

    [Fact]
    public void What_is_intact_was_not_damaged() => Assert.Empty(Damages("The museum was found intact after the bombing of Palmyra on Monday."));

    [Fact]
    public void What_is_planned_threatens()
    {
        var claim = Assert.Single(Damages("Three men were arrested for plotting to bomb the cathedral of Rasak, police said."), c => c.Damage is not null);
        Assert.Equal(DamageEffect.Threatened, claim.Damage!.Effect);
    }

    [Fact]
    public void A_mosque_bombing_hit_the_mosque() =>
        Assert.Equal("mosque", Assert.Single(Damages("Twelve people were killed and 33 were injured in a mosque bombing in Kabul on Monday.")).Damage!.Site);

    [Fact]
    public void A_name_of_a_building_is_no_word_of_looting() =>
        Assert.Equal(DamageEffect.Destroyed, Assert.Single(Damages("The Great Mosque in the Gaza Strip was destroyed by an Israeli air strike on Monday.")).Damage!.Effect);

    [Fact]
    public void What_was_destroyed_and_what_was_looted_are_two_damages() =>
        Assert.Equal([DamageEffect.Destroyed, DamageEffect.Looted], Damages("The militants destroyed the shrine of Dalemka in Syria in May, looting other treasures of the museum.").Select(c => c.Damage!.Effect).Order());

    private static List<Claim> Damages(string text) => [.. Coder.Code(English.Analyze(new()
    {
        Id = "x", Text = text, Blocks = [new(BlockKind.Body, new(0, text.Length))], PublishedOn = new LocalDate(2017, 6, 22),
    })).Claims.Where(c => c.Damage is not null)];
}
