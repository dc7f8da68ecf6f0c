using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Language;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Tests.Events;

public sealed class CoderTests
{
    private static readonly string Models = Path.Combine(AppContext.BaseDirectory, "models");
    private static readonly Analyzer English = Analyzer.Load(Models);
    private static readonly Coder Coder = Coder.Load(DataFolder.Shipped(), Models);

    [Fact]
    public void A_roadside_bomb_that_kills_is_one_event_with_its_dead_and_its_place()
    {
        var claim = Assert.Single(Code("A roadside bomb exploded in Baghdad on Tuesday, killing four soldiers and wounding nine."));
        Assert.Equal("Remote explosive/landmine/IED", claim.SubType);
        Assert.Equal(ClaimStatus.Asserted, claim.Status);
        Assert.Equal(4, claim.Fatalities?.Best);
        Assert.Equal("Baghdad", claim.Place?.Mention?.Text);
        Assert.NotEmpty(claim.Because);
    }

    [Fact]
    public void Evidence_lies_within_the_text_and_is_its_words()
    {
        foreach (var claim in Code("Gunmen abducted three teachers near Kano on Friday. Police arrested five suspected militants in Lagos."))
        {
            Assert.All(claim.Evidence, e => Assert.InRange(e.End, e.Start + 1, int.MaxValue));
            Assert.False(string.IsNullOrWhiteSpace(claim.Quote));
        }
    }

    [Theory]
    [InlineData("A bomb exploded on a passenger bus in Quetta on Monday, killing six people.", "", "passenger bus")]
    [InlineData("Gunmen attacked a police station in Quetta on Monday, killing six people.", "police station", "")]
    public void What_is_hit_is_a_recipient_only_where_it_stands_for_somebody(string text, string recipient, string target)
    {
        var claim = Assert.Single(Code(text));
        Assert.Equal(recipient, string.Join(", ", claim.Recipients.Select(r => r.Name)));
        Assert.Equal(target, string.Join(", ", claim.Targets.Select(t => t.Name)));
    }

    [Theory]
    [InlineData("Car bombs exploded in Baghdad and northern Iraq on Monday, killing 30 people.", "Baghdad, northern Iraq")]
    [InlineData("Rockets hit two cities on Monday, killing two civilians in Ashkelon and one in Ashdod.", "Ashdod, Ashkelon")]
    [InlineData("Government troops captured the towns of Sabratha and Sorman in the Zawiya district on Monday.", "Sabratha, Sorman")]
    [InlineData("Air strikes hit the towns of Saraqib Binnish and Taftanaz on Monday.", "Binnish, Saraqib, Taftanaz")]
    [InlineData("Troops shot at protesters in Ibb, Ta'izz and Sana'a on Monday, killing three people.", "Ibb, Sana'a, Ta'izz")]
    [InlineData("Government warplanes bombed Idlib city as well as the towns of Sarmada and Binnish on Monday, killing ten civilians.", "Binnish, Idlib city, Sarmada")]
    [InlineData("Troops seized four towns north of Hama on Monday: Souran, Taybat al-Imam, Maardes and Halfaya.", "Halfaya, Maardes, Souran, Taybat al-Imam")]
    [InlineData("Troops recaptured 12 villages in Hama province on Monday, including Maan and Taybat al-Imam.", "Maan, Taybat al-Imam")]
    [InlineData("A car bomb exploded in Baghdad, Iraq, on Monday, killing 30 people.", "Baghdad")]
    public void Each_of_the_places_told_side_by_side_is_an_event(string text, string places) =>
        Assert.Equal(places, string.Join(", ", Code(text).Select(c => c.Place?.Mention?.Text).Distinct().Order(StringComparer.Ordinal)));

    [Theory]
    [InlineData("Bombs killed 12 people in Baghdad and seven in Mosul on Tuesday, police said.", "Baghdad 12, Mosul 7")]
    [InlineData("At least 30 people were killed in bombings across Iraq on Tuesday, including 12 in Baghdad, nine in Baquba and six in Kirkuk.", "Baghdad 12, Baquba 9, Kirkuk 6")]
    [InlineData("Government forces shelled the towns of Douma and Harasta on Tuesday, killing seven people.", "Douma 7, Harasta -")]
    public void Places_told_side_by_side_have_the_dead_told_of_each(string text, string dead) =>
        Assert.Equal(dead, string.Join(", ", Code(text).Select(c => $"{c.Place?.Mention?.Text} {c.Fatalities?.Best.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-"}").Order(StringComparer.Ordinal)));

    [Theory]
    [InlineData("Government warplanes bombed the town of Saraqib on Monday. Eight civilians were killed in the air strikes on Saraqib.", 1)]
    [InlineData("Government warplanes bombed the town of Saraqib on Monday. Another air strike on Saraqib killed eight civilians.", 2)]
    [InlineData("Government warplanes bombed the town of Saraqib on Monday. Russian jets carried out an air strike on Binnish, killing eight civilians.", 2)]
    public void What_is_told_twice_is_one_claim_and_what_is_told_apart_is_two(string text, int claims) =>
        Assert.Equal(claims, Code(text).Count(c => c.SubType == "Air/drone strike"));

    [Fact]
    public void A_second_telling_adds_what_the_first_leaves_open()
    {
        var claim = Assert.Single(Code("Government warplanes bombed the town of Saraqib on Monday. Eight civilians were killed in the air strikes on Saraqib."));
        Assert.Equal(8, claim.Fatalities?.Best);
        Assert.Contains(claim.Actors, a => a.Kind == ActorKind.StateForces);
    }

    [Theory]
    [InlineData("Rebels captured three villages south of Aleppo on Friday.")]
    [InlineData("Rebels captured several villages in the countryside of Aleppo on Friday.")]
    public void Villages_beside_a_town_are_not_the_town(string text) => Assert.All(Code(text), c => Assert.True(c.Control is null or { Partly: true }));

    [Fact]
    public void A_machine_by_itself_is_a_means_and_no_actor() =>
        Assert.Empty(Assert.Single(Code("Helicopter gunships fired rockets at the town of Saraqib on Monday.")).Actors);

    [Fact]
    public void A_day_there_is_not_is_named_in_a_warning()
    {
        var claim = Assert.Single(Code("A bomb exploded in Quetta on 31 June 2016, killing six soldiers."));
        Assert.Null(claim.Date);
        Assert.Contains(claim.Because, b => b.StartsWith("warning: no day from '31 June 2016'", StringComparison.Ordinal));
    }

    [Fact]
    public void Some_of_the_victims_are_not_named_again() =>
        Assert.Equal("civilians", Assert.Single(Assert.Single(Code("Shelling by government forces killed 14 civilians, including three women and two children, in Idlib on Monday.")).Recipients).Name);

    [Fact]
    public void An_undated_note_is_believed_sooner_than_an_item_of_news()
    {
        const string text = "Farmers and herders faced off with rifles near Guma and left nine bodies on the road.";
        Assert.Empty(Code(text));
        Assert.Single(Code(text, on: null));
    }

    [Theory]
    [InlineData("Rebels have reached the orchards near Azaz but have not entered the centre of the town.", "not")]
    [InlineData("Soldiers reached the gates of Azaz but never entered the town.", "never")]
    public void Who_came_near_a_place_but_did_not_enter_it_has_not_taken_it(string text, string said)
    {
        var claim = Assert.Single(Code(text));
        Assert.Equal(ClaimStatus.Negated, claim.Status);
        Assert.NotEqual(ControlChange.Gained, claim.Control?.Change);
        Assert.Contains($"negated: '{said}'", claim.Because);
    }

    [Fact]
    public void Words_of_which_nothing_is_told_are_known()
    {
        const string text = "Soldiers emptied the store of a clinic in Kaya and burned its papers.";
        var burned = Assert.Single(Coder.Silent(Read(text, new(2019, 5, 8))), w => text[w.Words.Start..w.Words.End] == "burned");
        Assert.Equal("Looting/property destruction", burned.SubType);
        Assert.InRange(burned.Belief + burned.None, 0.2f, 1.001f);
    }

    [Fact]
    public void A_word_that_tells_of_a_claim_is_not_silent() =>
        Assert.Empty(Coder.Silent(Read("Gunmen abducted three teachers near Kano on Friday.", new(2019, 5, 8))));

    [Theory]
    [InlineData("The orchestra opened its season with a new symphony.")]
    [InlineData("A flood washed away two bridges in the valley.")]
    [InlineData("")]
    [InlineData("((((((((((((((((((((((((((((((((((((((((((((((((((((((((")]
    public void What_tells_of_no_happening_makes_no_claim(string text) => Assert.Empty(Code(text));

    [Fact]
    public void The_same_report_makes_the_same_claims()
    {
        const string text = "Rebels captured the town of Sarmin, and warplanes bombed Idlib on Monday.";
        Assert.Equal(Code(text).Select(c => c.Id), Code(text).Select(c => c.Id));
    }

    private static IEnumerable<Claim> Code(string text) => Code(text, new(2019, 5, 8));

    private static IEnumerable<Claim> Code(string text, NodaTime.LocalDate? on) => Coder.Code(Read(text, on)).Claims;

    private static Document Read(string text, NodaTime.LocalDate? on) => English.Analyze(new() { Id = "x", Text = text, Blocks = [new(BlockKind.Body, new(0, text.Length))], PublishedOn = on });
}
