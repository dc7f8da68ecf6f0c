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
    public void Whose_the_forces_are_is_told_by_their_own_sentence() =>
        Assert.Contains(Code("Rebels mined the roads during their retreat. Regime forces captured the town of Oruba Zayt in Idlib Governorate."), c => c.Control?.Holder?.Name == "Regime forces");

    [Fact]
    public void Who_was_driven_out_after_a_fight_has_lost_the_place()
    {
        var claims = Code("The army is fighting for Mayadin. Islamic State captured the town in June 2015 but was driven out in April the following year after an offensive by the Syrian government and Russian forces.");
        Assert.Contains(claims, c => c.Date?.Days.Start.Year == 2016 && c.Control is { Change: ControlChange.Lost });
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

    [Theory]
    [InlineData("The rebels have lost the town of Qusayr.", "Government regains territory", "rebels")]
    [InlineData("The army has lost the town of Qusayr.", "Non-state actor overtakes territory", "army")]
    public void Who_loses_a_place_says_who_takes_it_where_nobody_is_told_to(string text, string subType, string loser)
    {
        var claim = Assert.Single(Code(text), c => c.Control is not null);
        Assert.Equal((subType, ControlChange.Lost), (claim.SubType, claim.Control!.Change));
        Assert.Empty(claim.Actors);
        Assert.Equal(loser, Assert.Single(claim.Recipients).Name);
    }

    [Fact]
    public void Who_takes_it_by_the_grammar_stands_against_out_of_whose_hands_it_goes()
    {
        var claim = Assert.Single(Code("Syrian government forces rest by the road as they take control of the city of Mayadin from the hands of Islamic State."), c => c.Control is { Change: ControlChange.Gained });
        Assert.Equal(("Government regains territory", "sy-military"), (claim.SubType, Assert.Single(claim.Actors).ActorId));
    }

    [Fact]
    public void Jihadis_are_those_of_the_one_group_that_is_named()
    {
        var parties = Code("Islamic State captured the town of Rawa in June. Government forces clashed with jihadis in the town of Mayadin on Monday.").SelectMany(c => c.Recipients);
        Assert.Contains(parties, p => (p.Name, p.ActorId) == ("jihadis", "islamic-state"));
    }

    [Fact]
    public void The_city_is_the_town_of_the_monument_named_nearer()
    {
        var claim = Assert.Single(Code("Islamic State has destroyed the Tetrapylon of Palmyra. Islamic State retook the ancient city from the Syrian Army in December. On Thursday it executed twelve captives in Palmyra."), c => c.Control is { Change: ControlChange.Gained });
        Assert.Equal("Palmyra", claim.Place?.Mention?.Text);
    }

    [Fact]
    public void What_is_seized_in_a_city_is_not_the_city()
    {
        var claims = Code("Gunmen seized a police station in Kandahar on Friday.").Where(c => c.Control is { Change: ControlChange.Gained });
        Assert.All(claims, c => Assert.True(c.Control!.Partly));
    }

    [Fact]
    public void What_is_tried_is_fought_over_and_not_taken()
    {
        var claims = Code("Fighters of Islamic State are attempting to capture the city of Ramadi from the Iraqi Army.").ToList();
        Assert.DoesNotContain(claims, c => c.Control is { Change: ControlChange.Gained });
        Assert.Contains(claims, c => c.Control is { Change: ControlChange.Contested });
    }

    [Fact]
    public void Villages_taken_near_a_town_are_not_the_town()
    {
        Assert.DoesNotContain(Code("Islamic State captured forty villages near the town of Makhmur on Monday."), c => c.Control is { Change: ControlChange.Gained, Partly: false });
    }

    [Fact]
    public void Places_named_as_some_of_those_taken_are_taken()
    {
        var taken = Code("The Syrian Army captured most of the Homs countryside, including the towns of Dalemka and Orubasso.").Where(c => c.Control is { Change: ControlChange.Gained }).Select(c => c.Place?.Mention?.Text);
        Assert.Superset(new HashSet<string?> { "Dalemka", "Orubasso" }, taken.ToHashSet());
    }

    [Fact]
    public void Two_verbs_of_taking_take_a_place_each()
    {
        var taken = Code("Syrian Army units captured the town of Dalemka while rebels captured the town of Orubasso.").Where(c => c.Control is { Change: ControlChange.Gained }).Select(c => (c.Place?.Mention?.Text, c.Control?.Holder?.Name));
        Assert.Contains(("Orubasso", "rebels"), taken);
        Assert.Contains(taken, t => t.Text == "Dalemka" && t.Name != "rebels");
    }

    [Fact]
    public void A_place_fired_at_is_held_by_whom_its_name_is_told_with()
    {
        var claim = Assert.Single(Code("Syrian Air Force jets bombed the rebel-held town of Maskanah on Tuesday, killing nine people."), c => c.Control is not null);
        Assert.Equal((ControlChange.Holds, "rebel"), (claim.Control!.Change, claim.Control.Holder?.Name));
    }

    [Fact]
    public void Reaching_a_town_that_had_been_besieged_lifts_the_siege()
    {
        Assert.Contains(Code("Iraqi soldiers fought their way to the town of Dalemka and ended the siege of the town by Islamic State."), c => c.Control is { Change: ControlChange.SiegeLifted });
    }

    [Theory]
    [InlineData("Fighters of Boko Haram captured the town of Dalemka in Nigeria on Monday.", "Boko Haram")]
    [InlineData("Hundreds of Israeli soldiers captured the town of Dalemka on Monday.", "Israeli soldiers")]
    [InlineData("Kenyan troops drove Al-Shabaab fighters from the port of Orubasso.", "Kenyan troops")]
    public void Who_takes_a_place_is_the_side_with_a_name(string text, string holder) =>
        Assert.Contains(Code(text), c => c.Control is { Change: ControlChange.Gained } control && control.Holder?.Name == holder);

    [Fact]
    public void The_country_a_place_borders_is_not_its_country()
    {
        var claim = Assert.Single(Code("Azerbaijani forces seized the Arpali Dam on the border with Iran. Azerbaijan raised its flag there."), c => c.Control is { Change: ControlChange.Gained });
        Assert.Equal("AZ", claim.Place?.Country);
    }

    private static IEnumerable<Claim> Code(string text) => Coder.Code(English.Analyze(new()
    {
        Id = "x", Text = text, Blocks = [new(BlockKind.Body, new(0, text.Length))], PublishedOn = new(2019, 5, 8),
    })).Claims;
}
