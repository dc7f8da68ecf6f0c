using Tetrapylon.App.Scoring;
using Tetrapylon.Knowledge.Actors;
using Tetrapylon.Knowledge.Loading;

namespace Tetrapylon.App.Tests.Scoring;

public sealed class ScorecardTests
{
    private static readonly NameLikeness Names = new(ActorDictionary.Load(DataFolder.Shipped()));

    private static readonly CodedEvent Strike = new(
        "Air/drone strike", "Explosions/Remote violence", "asserted", ["Syrian Army"], ["civilians"], ["Idlib"], "SY", "2019-05-06", "2019-05-06", (11, 11), "activists", null, null, "Warplanes bombed a market in Idlib");

    private static FieldScore Score(string field, CodedEvent[] truth, CodedEvent[] coded)
    {
        var card = new Scorecard(Names);
        card.Add(truth, coded);
        return card.Scores.Single(s => s.Field == field);
    }

    [Fact]
    public void What_is_coded_as_a_person_did_is_right_in_every_field_the_person_filled()
    {
        var card = new Scorecard(Names);
        card.Add([Strike], [Strike]);
        Assert.All(card.Scores, s => Assert.Equal(s.Field is "control" or "damage" ? 0 : 1, s.F1));
    }

    [Theory]
    [InlineData("Syria's army", 1)]
    [InlineData("Russian Air Force", 0)]
    public void A_name_is_right_in_other_words_for_the_same(string name, int right) => Assert.Equal(right, Score("actors", [Strike], [Strike with { Actors = [name] }]).Right);

    [Fact]
    public void Names_of_one_actor_are_the_same() => Assert.True(Names.Same("ISIL", "Islamic State"));

    [Fact]
    public void An_event_of_another_kind_elsewhere_is_no_pair()
    {
        var other = Strike with { SubType = "Arrests", Type = "Strategic developments", Evidence = "Police held two men in Rasak" };
        Assert.Equal((0, 1, 1), (Score("sub_type", [Strike], [other]).Right, Score("sub_type", [Strike], [other]).Coded, Score("sub_type", [Strike], [other]).True));
    }

    [Fact]
    public void The_whole_is_wrong_where_the_days_are()
    {
        var late = Strike with { From = "2019-05-07", To = "2019-05-07" };
        Assert.Equal((1, 0), (Score("sub_type", [Strike], [late]).Right, Score("whole", [Strike], [late]).Right));
    }

    [Fact]
    public void What_is_coded_where_there_is_nothing_is_counted_apart()
    {
        var card = new Scorecard(Names);
        card.Add([], [Strike]);
        Assert.Equal((1, 1), card.Empty);
    }
}
