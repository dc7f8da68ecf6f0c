using Tetrapylon.Model;
using Tetrapylon.Record.Control;
using static Tetrapylon.Record.Tests.Told;

namespace Tetrapylon.Record.Tests.Control;

public sealed class ControlReckonerTests
{
    [Fact]
    public void A_taking_ends_the_losers_spell_and_opens_the_winners()
    {
        var spells = Spells(Marja, Report("a", "2019-04-03", "The Taliban seized Marja from the army.", Taken(Marja, Taliban, Army, On("2019-04-02"))));
        Assert.Collection(spells,
            s => Assert.Equal((ControlStatus.Held, "Afghan government", Day("2019-04-02")), (s.Status, s.Holder, s.To)),
            s => Assert.Equal((ControlStatus.Held, "Taliban", Day("2019-04-02"), DatePrecision.Day), (s.Status, s.Holder, s.From, s.FromPrecision)));
        Assert.Equal(DatePrecision.Vague, spells[0].FromPrecision);
        Assert.NotEmpty(spells[1].Claims);
    }

    [Fact]
    public void A_place_taken_three_times_has_each_holder_in_turn_with_the_precision_told()
    {
        var spells = Spells(Marja, Report("a", "2019-09-02", "One report on three years.",
            Taken(Marja, Taliban, null, On("2017-05-01", "2017-05-31", DatePrecision.Month)),
            Taken(Marja, Army, Taliban, On("2018-03-01", "2018-03-31", DatePrecision.Month)),
            Taken(Marja, Taliban, Army, On("2018-12-01", "2018-12-31", DatePrecision.Month)),
            Contested(Marja, On("2019-09-02"), Army, Taliban)));
        Assert.Equal([("Taliban", Day("2017-05-01")), ("Afghan government", Day("2018-03-01")), ("Taliban", Day("2018-12-01"))],
            spells.Where(s => s.Status == ControlStatus.Held && s.Claims.Length > 0 && s.FromPrecision == DatePrecision.Month).Select(s => (s.Holder!, s.From)));
        var last = spells.First(s => s.Covers(Day("2019-09-02")));
        Assert.Equal((ControlStatus.Contested, "Taliban"), (last.Status, last.Holder));
    }

    [Fact]
    public void Who_has_reached_a_place_but_not_entered_it_contests_it()
    {
        var spells = Spells(Marja,
            Report("a", "2018-12-20", "Taken.", Taken(Marja, Taliban, Army, On("2018-12-20"))),
            Report("b", "2019-09-02", "The army has reached Marja but has not entered it.", Taken(Marja, Army, null, On("2019-09-02")) with { Status = ClaimStatus.Negated, Control = new(null, ControlChange.Contested) }));
        var last = spells.First(s => s.Covers(Day("2019-09-02")));
        Assert.Equal((ControlStatus.Contested, "Taliban"), (last.Status, last.Holder));
        Assert.DoesNotContain(spells, s => s.From > Day("2019-01-01") && s.Holder == "Afghan government");
    }

    [Fact]
    public void What_was_not_yet_entered_is_taken_by_a_later_report_of_that_day()
    {
        var spells = Spells(Marja,
            Report("a", "2018-12-20", "Taken.", Taken(Marja, Taliban, Army, On("2018-12-20"))),
            Report("b", "2019-09-02", "The army has reached Marja but has not entered it.", Taken(Marja, Army, null, On("2019-09-02")) with { Status = ClaimStatus.Negated, Control = new(null, ControlChange.Contested) }),
            Report("c", "2019-09-03", "The army took Marja.", Taken(Marja, Army, Taliban, On("2019-09-02"))));
        var last = spells.First(s => s.Covers(Day("2019-09-02")));
        Assert.Equal((ControlStatus.Held, "Afghan government"), (last.Status, last.Holder));
    }

    [Fact]
    public void A_fight_nobody_tells_of_any_more_falls_back_to_the_side_inside()
    {
        var spells = Spells(Marja,
            Report("a", "2019-01-01", "Taken.", Taken(Marja, Taliban, Army, On("2019-01-01"))),
            Report("b", "2019-03-01", "Clashes in Marja.", Contested(Marja, On("2019-03-01"), Army, Taliban)));
        Assert.Equal(ControlStatus.Contested, spells.Single(s => s.Covers(Day("2019-03-05"))).Status);
        var later = spells.Single(s => s.Covers(Day("2020-03-01")));
        Assert.Equal((ControlStatus.Held, "Taliban", DatePrecision.Vague), (later.Status, later.Holder, later.FromPrecision));
    }

    [Fact]
    public void A_fight_told_only_by_the_month_of_the_taking_does_not_begin_on_its_first_day()
    {
        var spells = Spells(Marja,
            Report("a", "2019-03-27", "Taken.", Taken(Marja, Army, Taliban, On("2019-03-27"))),
            Report("b", "2020-03-02", "The campaign to retake Marja in March last year.", Contested(Marja, On("2019-03-01", "2019-03-31", DatePrecision.Month), Army, Taliban)));
        Assert.DoesNotContain(spells, s => s.Status == ControlStatus.Contested);
        Assert.Equal("Taliban", spells.Single(s => s.Covers(Day("2019-03-10"))).Holder);
    }

    [Fact]
    public void A_loss_without_a_winner_leaves_the_holder_unknown()
    {
        var spells = Spells(Marja, Report("a", "2019-06-10", "The Taliban were driven from Marja.", Claim("Non-state actor overtakes territory", Marja, On("2019-06-09")) with
        {
            Recipients = [Taliban],
            Control = new(null, ControlChange.Lost),
        }));
        Assert.Equal("Taliban", spells.Single(s => s.Covers(Day("2019-06-01"))).Holder);
        var after = spells.Single(s => s.Covers(Day("2019-06-12")));
        Assert.Equal((ControlStatus.Unknown, default(string)), (after.Status, after.Holder));
    }

    [Fact]
    public void A_loss_told_as_a_loss_says_who_had_it_and_not_who_has_it()
    {
        var spells = Spells(Marja, Report("a", "2019-06-10", "Its retreat follows losses elsewhere, including the town of Marja.", Claim("Government regains territory", Marja, On("2019-06-10", basis: DateBasis.ReportDay)) with
        {
            Recipients = [Taliban],
            Control = new(null, ControlChange.Lost),
            Confidence = 0.3,
        }));
        Assert.Equal("Taliban", spells.Single(s => s.Covers(Day("2019-06-01"))).Holder);
        Assert.Equal(ControlStatus.Unknown, spells.Single(s => s.Covers(Day("2019-06-12"))).Status);
    }

    [Fact]
    public void A_loss_without_a_winner_that_is_told_as_the_states_taking_goes_to_the_state()
    {
        var spells = Spells(Marja, Report("a", "2019-06-10", "Marja was recaptured from the Taliban.", Claim("Government regains territory", Marja, On("2019-06-09")) with
        {
            Recipients = [Taliban],
            Control = new(null, ControlChange.Lost),
        }));
        Assert.Equal("Afghan government", spells.Single(s => s.Covers(Day("2019-06-12"))).Holder);
    }

    [Fact]
    public void What_its_taker_loses_again_goes_back_to_the_state()
    {
        var spells = Spells(Marja,
            Report("a", "2019-04-03", "The Taliban took Marja.", Taken(Marja, Taliban, null, On("2019-04-02"))),
            Report("b", "2019-06-10", "The Taliban were driven from Marja.", Claim("Non-state actor overtakes territory", Marja, On("2019-06-09")) with { Recipients = [Taliban], Control = new(null, ControlChange.Lost) }));
        Assert.Equal("Afghan government", spells.Single(s => s.Covers(Day("2019-06-12"))).Holder);
    }

    [Fact]
    public void Who_takes_a_place_together_with_another_did_not_lose_it_to_him()
    {
        var warlord = Someone("Hafiz Brigade", ActorKind.PoliticalMilitia);
        var spells = Spells(Marja, Report("a", "2019-04-03", "The Taliban and the Hafiz Brigade took Marja.", Taken(Marja, Taliban, null, On("2019-04-02")) with { Actors = [Taliban, warlord] }));
        Assert.DoesNotContain(spells, s => s.Holder == "Hafiz Brigade");
    }

    [Fact]
    public void A_report_of_a_fight_and_its_outcome_tells_of_the_outcome()
    {
        var spells = Spells(Marja, Report("a", "2019-04-03", "After heavy fighting the Taliban took Marja.",
            Contested(Marja, On("2019-04-02"), Taliban, Army), Taken(Marja, Taliban, Army, On("2019-04-02"))));
        Assert.Equal((ControlStatus.Held, "Taliban"), (spells.Single(s => s.Covers(Day("2019-04-02"))).Status, spells.Single(s => s.Covers(Day("2019-04-02"))).Holder));
        Assert.DoesNotContain(spells, s => s.Status == ControlStatus.Contested);
    }

    [Fact]
    public void A_loss_without_a_winner_goes_to_the_one_side_that_fought_for_the_place()
    {
        var spells = Spells(Marja,
            Report("a", "2019-05-20", "The army fights its way into Marja.", Contested(Marja, On("2019-05-20"), Army, Taliban)),
            Report("b", "2019-06-10", "The Taliban were driven from Marja.", Claim("Government regains territory", Marja, On("2019-06-09")) with { Recipients = [Taliban], Control = new(null, ControlChange.Lost) }));
        Assert.Equal("Afghan government", spells.Single(s => s.Covers(Day("2019-06-12"))).Holder);
    }

    [Fact]
    public void A_loss_told_without_a_day_is_so_by_the_day_of_the_report()
    {
        var spells = Spells(Marja, Report("a", "2019-06-10", "Losses of the Taliban include Marja.", Claim("Non-state actor overtakes territory", Marja) with
        {
            Recipients = [Taliban],
            Control = new(null, ControlChange.Lost),
        }));
        var after = spells.Single(s => s.Covers(Day("2019-06-10")));
        Assert.Equal((ControlStatus.Unknown, DatePrecision.Vague), (after.Status, after.FromPrecision));
        Assert.Equal("Taliban", spells.Single(s => s.Covers(Day("2019-06-01"))).Holder);
    }

    [Fact]
    public void What_leaves_without_a_taker_leaves_the_place_to_the_state()
    {
        var spells = Spells(Marja,
            Report("a", "2019-01-01", "Taken.", Taken(Marja, Taliban, Army, On("2019-01-01"))),
            Report("b", "2019-06-10", "The Taliban pulled out of Marja.", Claim("Non-violent transfer of territory", Marja, On("2019-06-09")) with
            {
                Actors = [Taliban],
                Control = new(null, ControlChange.Lost),
            }));
        Assert.Equal("Afghan government", spells.Single(s => s.Covers(Day("2019-06-12"))).Holder);
    }

    [Fact]
    public void A_siege_is_of_the_side_inside_and_ends_when_lifted()
    {
        Claim Siege(ControlChange change, string day) => Claim("Other", Marja, On(day)) with { Actors = [Taliban], Recipients = [Army], Control = new(null, change) };
        var spells = Spells(Marja, Report("a", "2019-02-01", "Siege.", Siege(ControlChange.Besieged, "2019-02-01")), Report("b", "2019-04-01", "Lifted.", Siege(ControlChange.SiegeLifted, "2019-04-01")));
        var during = spells.Single(s => s.Covers(Day("2019-02-20")));
        Assert.Equal((ControlStatus.Besieged, "Afghan government"), (during.Status, during.Holder));
        Assert.Equal(ControlStatus.Held, spells.Single(s => s.Covers(Day("2019-04-03"))).Status);
    }

    [Fact]
    public void Planned_takings_say_nothing() =>
        Assert.Empty(Spells(Marja, Report("a", "2019-06-10", "A plan.", Taken(Marja, Taliban, Army, On("2019-07-01")) with { Status = ClaimStatus.Planned })));

    [Fact]
    public void Rebels_are_the_named_group_that_fights_for_the_place()
    {
        var spells = Spells(Marja,
            Report("a", "2019-01-01", "Taken.", Taken(Marja, Taliban, Army, On("2019-01-01"))),
            Report("b", "2019-02-01", "The army drove militants out of Marja.", Taken(Marja, Army, Someone("militants", ActorKind.RebelGroup), On("2019-02-01"))));
        Assert.DoesNotContain(spells, s => s.Holder == "militants");
    }

    [Fact]
    public void Allies_of_the_state_hold_for_the_state()
    {
        var spells = Spells(Marja, Report("a", "2010-02-14", "US marines took Marja from the Taliban.",
            Taken(Marja, new("US Marines", ActorKind.StateForces, "us-military", new(0, 2)), Taliban, On("2010-02-13"))));
        Assert.Equal(["Taliban", "Afghan government"], spells.Select(s => s.Holder!));
    }

    [Fact]
    public void Taking_a_quarter_is_fighting_in_the_city()
    {
        var quarter = new Place("test:quarter", "Old bazaar", PlaceKind.Quarter, null, null, "AF", "Helmand", "test:marja");
        var spells = Spells(Marja,
            Report("a", "2019-01-01", "Held.", Claim("Armed clash", Marja, On("2019-01-01")) with { Actors = [Army], Control = new(Army, ControlChange.Holds) }),
            Report("b", "2019-02-01", "The Taliban took the old bazaar.", Taken(quarter, Taliban, Army, On("2019-02-01"))),
            Report("c", "2019-02-03", "The Taliban took the mill.", Taken(quarter, Taliban, Army, On("2019-02-03"))));
        Assert.Equal((ControlStatus.Contested, "Afghan government"), spells.Where(s => s.Covers(Day("2019-02-04"))).Select(s => (s.Status, s.Holder!)).Single());
    }

    [Theory]
    [InlineData("The Taliban took control of Helmand province.", "Afghan government")]
    [InlineData("The Taliban took full control of Helmand province.", "Taliban")]
    public void Only_the_fall_of_a_whole_region_is_the_fall_of_its_towns(string words, string holder)
    {
        var spells = Spells(Marja,
            Report("a", "2019-01-01", "The army holds Marja.", Claim("Armed clash", Marja, On("2019-01-01")) with { Actors = [Army], Control = new(Army, ControlChange.Holds) }),
            Report("b", "2021-08-13", words, Taken(Helmand, Taliban, Army, On("2021-08-13"))));
        Assert.Equal(holder, spells.Single(s => s.Covers(Day("2021-09-01"))).Holder);
    }

    [Fact]
    public void What_the_state_takes_from_nobody_named_was_held_by_whom_it_fights_in_the_country()
    {
        Encounter[] told = [new(Day("2019-03-28"), Told.Sides.Of(Army, "AF", Day("2019-03-28")), Told.Sides.Of(Taliban, "AF", Day("2019-03-28")), Sangin)];
        var taking = Report("a", "2019-04-03", "The army retook Marja.", Taken(Marja, Army, null, On("2019-04-02")));
        var spells = new Reconciler(Rules).Control(Marja, [Known(taking)], (_, _) => told).Spells;
        Assert.Equal(["Taliban", "Afghan government"], spells.Select(s => s.Holder!));
        Assert.Empty(spells[0].Claims);
        Assert.Equal(DatePrecision.Vague, spells[0].FromPrecision);
    }

    [Fact]
    public void A_named_loser_held_the_place_until_the_state_took_it()
    {
        var spells = Spells(Marja, Report("a", "2019-04-03", "The army retook Marja from the Taliban.", Taken(Marja, Army, Taliban, On("2019-04-02"))));
        Assert.Equal("Taliban", spells.Single(s => s.Covers(Day("2019-03-28"))).Holder);
    }

    [Fact]
    public void Between_two_fights_told_years_apart_the_place_is_held()
    {
        var spells = Spells(Marja,
            Report("a", "2009-05-01", "Clashes.", Contested(Marja, On("2009-05-01"), Taliban, Army)),
            Report("b", "2019-05-01", "Clashes.", Contested(Marja, On("2019-05-01"), Taliban, Army)));
        Assert.Equal(ControlStatus.Held, spells.Single(s => s.Covers(Day("2015-01-01"))).Status);
        Assert.Equal(ControlStatus.Held, spells.Single(s => s.Covers(Day("2019-04-20"))).Status);
    }

    [Fact]
    public void Taking_something_in_a_place_does_not_take_the_place()
    {
        var spells = Spells(Marja, Report("a", "2019-04-03", "The Taliban seized a police station in Marja.", Taken(Marja, Taliban, Army, On("2019-04-02")) with
        {
            Control = new(Taliban, ControlChange.Gained) { Partly = true },
        }));
        Assert.DoesNotContain(spells, s => s.Holder == "Taliban");
    }

    [Fact]
    public void Common_words_at_the_head_of_a_sentence_name_no_side()
    {
        var spells = Spells(Marja, Report("a", "2019-04-03", "Federal troops took Marja.", Taken(Marja, Someone("Federal troops", ActorKind.StateForces), Taliban, On("2019-04-02"))));
        Assert.Equal("Afghan government", spells[^1].Holder);
    }

    [Fact]
    public void Places_without_a_point_have_histories()
    {
        var named = new Place("named:af:qala-x", "Qala-x", PlaceKind.Settlement, null, null, "AF");
        Assert.Equal(2, Spells(named, Report("a", "2019-01-01", "Taken.", Taken(named, Taliban, Army, On("2019-01-01")))).Length);
    }

    [Fact]
    public void Beliefs_of_a_day_add_up_to_one()
    {
        var report = Report("a", "2019-04-03", "The Taliban seized Marja from the army.", Taken(Marja, Taliban, Army, On("2019-04-02")));
        var history = new Reconciler(Rules).Control(Marja, [Known(report)]);
        foreach (var day in history.Beliefs.GroupBy(b => b.Day)) Assert.InRange(day.Sum(b => b.Probability), 0.9, 1.01);
    }
}
