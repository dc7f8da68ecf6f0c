using Tetrapylon.Coding.Losses;
using Tetrapylon.Coding.Tests.Time;
using Tetrapylon.Knowledge.Loading;

namespace Tetrapylon.Coding.Tests.Losses;

public sealed class LossReaderTests
{
    private static readonly LossReader Reader = LossReader.Load(DataFolder.Shipped());

    private static string Dead(string text) => Told(text, LossKind.Dead);

    private static string Told(string text, LossKind kind)
    {
        var document = Reports.Read(text, "2017-03-02");
        return Reader.Combine(document, Reader.Find(document), kind) is { } losses ? losses.Low == losses.High ? $"{losses.Low}" : $"{losses.Low}-{losses.High}" : "none";
    }

    [Theory]
    [InlineData("A car bomb in Dahra killed at least 14 people.", "14")]
    [InlineData("Gunmen attacked a bus, killing seven passengers and wounding nine.", "7")]
    [InlineData("Twenty-two soldiers were killed and 30 wounded in the ambush.", "22")]
    [InlineData("The blast left 12 people dead.", "12")]
    [InlineData("Dozens of fighters were killed in the battle.", "24")]
    [InlineData("Several guards died in the fire fight.", "3")]
    [InlineData("Hundreds of villagers were massacred by the militia.", "200")]
    [InlineData("A sniper killed a man near the bridge.", "1")]
    [InlineData("Clashes near Dahra continued for a third day with 45 dead.", "45")]
    [InlineData("Between 10 and 15 militants were killed in the raid.", "10-15")]
    [InlineData("The raid killed three people and a policeman.", "4")]
    [InlineData("Two guards, a driver and at least five police officers were killed in the ambush.", "8")]
    [InlineData("A bomber blew himself up, killing himself and 3 others.", "4")]
    [InlineData("Shells hit the market; no casualties were reported.", "0")]
    [InlineData("The attack claimed 19 lives.", "19")]
    [InlineData("The bodies of 11 villagers were found in a ditch.", "11")]
    [InlineData("The strike caused 16 deaths.", "16")]
    [InlineData("More than 1,200 civilians were killed in the assault.", "1200")]
    [InlineData("Troops shot dead four protesters.", "4")]
    [InlineData("Ten villagers are reported killed in Dahra.", "10")]
    [InlineData("Newspapers report the death of 9 members of the council during elections.", "9")]
    [InlineData("The raid ended with the deaths of 13 people and the capture of two leaders.", "13")]
    [InlineData("The fighting claimed the lives of 129 loyalists and 116 rebels.", "245")]
    [InlineData("The ambush left four guards and a foreign contractor dead.", "5")]
    [InlineData("Seven soldiers and a civilian were executed.", "8")]
    [InlineData("A strike kills Omar Haddad, the leader of the militia, and five others.", "6")]
    [InlineData("Gunmen raid a village, killing and maiming 16 women and children.", "16")]
    [InlineData("A lawyer was fatally shot by two men.", "1")]
    [InlineData("Eight people, including five rangers and a soldier, are killed by land mines.", "8")]
    [InlineData("The remains of 17 men were found at a farm.", "17")]
    [InlineData("A man was killed in a raid, while another was killed in Dahra.", "2")]
    [InlineData("Former lawmaker Rana Haddad and one of her guards are shot and killed in Dahra.", "2")]
    [InlineData("A teacher was executed along with her driver and eight villagers by militants.", "10")]
    [InlineData("The governor was killed together with two guards.", "3")]
    [InlineData("Gunmen shot dead the mayor of Dahra, Omar Haddad, and two of his guards on Monday.", "3")]
    [InlineData("Settlers fired on farmers, shooting dead 24-year-old Omar Haddad and wounding another.", "1")]
    [InlineData("The army clashes with bandits, killing 42 of them and seizing weapons.", "42")]
    [InlineData("The governor was killed in Dahra alongside a driver, police said.", "2")]
    [InlineData("Gunmen shot dead the mayor of Dahra.", "1")]
    [InlineData("Militants killed Omar Haddad and Ali Nasser in Dahra.", "2")]
    [InlineData("Journalist Omar Haddad was shot dead near his home in Dahra.", "1")]
    [InlineData("Militants overran the district, resulting in the deaths of over 50 soldiers.", "50")]
    public void The_dead_are_counted_as_told(string text, string dead) => Assert.Equal(dead, Dead(text));

    [Theory]
    [InlineData("Many civilians were killed in the raid.")]
    [InlineData("The army killed militants in the hills.")]
    [InlineData("The group threatened to kill 12 hostages.")]
    [InlineData("The 2011 uprising was remembered on May 28.")]
    [InlineData("They fought near the dead sea for 12 days.")]
    public void Without_a_figure_of_dead_there_are_no_losses(string text) => Assert.Equal("none", Dead(text));

    [Fact]
    public void A_part_of_a_figure_is_not_added() =>
        Assert.Equal("20", Dead("The bomb killed 20 people, including two women, officials said."));

    [Fact]
    public void A_toll_that_rises_takes_the_place_of_the_figure_before() =>
        Assert.Equal("34", Dead("A bomb killed 28 people in Dahra. The death toll later rises to 34."));

    [Fact]
    public void Another_group_of_victims_is_added() =>
        Assert.Equal("9", Dead("The attack killed seven soldiers. Two attackers were also killed."));

    [Fact]
    public void A_toll_over_a_war_is_no_loss_of_one_event() =>
        Assert.Equal("2", Dead("Two soldiers were killed in Dahra. At least 700 people have been killed since the war began."));

    [Fact]
    public void The_injured_are_counted_apart()
    {
        const string text = "At least 13 people were killed and 60 injured in the bombing.";
        Assert.Equal(("13", "60"), (Dead(text), Told(text, LossKind.Injured)));
    }

    [Fact]
    public void Figures_go_to_the_happening_they_hang_on()
    {
        var document = Reports.Read("The army killed 40 rebels after the rebels killed nine villagers.", "2017-03-02");
        var killed = Enumerable.Range(0, document.Tokens.Length).Where(t => document.Tokens[t].Lower == "killed").ToArray();
        var all = Reader.Find(document);
        Assert.Equal(40, Assert.Single(LossReader.Belonging(document, all, killed[0], [killed[1]])).Best);
        Assert.Equal(9, Assert.Single(LossReader.Belonging(document, all, killed[1], [killed[0]])).Best);
    }

    [Fact]
    public void A_list_of_absurd_counts_never_turns_negative()
    {
        var document = Reports.Read("killing " + string.Concat(Enumerable.Repeat("49,000,000 people and ", 120)) + "one man.", "2017-03-02");
        Assert.All(Reader.Find(document), m => Assert.True(m.Low >= 0 && m.Low <= m.High));
    }

    [Fact]
    public void Masses_of_numbers_end_in_time_and_stay_within_bounds()
    {
        var text = string.Concat(Enumerable.Repeat("killing 999,999,999 and 12 and a man and 5, 6, 7 ", 300));
        var document = Reports.Read(text, "2017-03-02");
        Assert.All(Reader.Find(document), m => Assert.True(m.Low <= m.Best && m.Best <= m.High && m.First < m.End));
    }
}
