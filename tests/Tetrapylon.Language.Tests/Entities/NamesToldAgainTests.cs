using Tetrapylon.Language.Entities;
using Tetrapylon.Language.Words;
using Tetrapylon.Model;

namespace Tetrapylon.Language.Tests.Entities;

public sealed class NamesToldAgainTests
{
    [Fact]
    public void A_name_is_of_the_kind_it_mostly_has_in_the_document() =>
        Assert.Equal(
            [("Kestrel", EntityKind.Organization), ("Kestrel", EntityKind.Organization), ("Kestrel", EntityKind.Organization)],
            Settled("Kestrel sued . Kestrel won . They left Kestrel .", ("Kestrel", 0, EntityKind.Organization), ("Kestrel", 3, EntityKind.Organization), ("Kestrel", 8, EntityKind.Location)));

    [Fact]
    public void One_clear_sentence_outweighs_two_that_leave_it_open() =>
        Assert.Equal(
            [("Kestrel", EntityKind.Organization), ("Kestrel", EntityKind.Organization), ("Kestrel", EntityKind.Organization)],
            SettledBy("Kestrel sued . Near Kestrel . They left Kestrel .",
                ("Kestrel", 0, EntityKind.Organization, new(-200, 900, 100)), ("Kestrel", 4, EntityKind.Location, new(0, 290, 300)), ("Kestrel", 8, EntityKind.Location, new(0, 250, 300))));

    [Fact]
    public void The_initials_of_an_organization_stand_for_it_without_brackets_too() =>
        Assert.Equal(
            [("Harbour Workers Union", EntityKind.Organization), ("HWU", EntityKind.Organization)],
            Settled("The Harbour Workers Union met . At HWU none spoke .", ("Harbour Workers Union", 1, EntityKind.Organization), ("HWU", 7, EntityKind.Location)));

    [Fact]
    public void Two_capitals_stand_for_too_much() =>
        Assert.Equal(
            [("Harbour Workers", EntityKind.Organization), ("HW", EntityKind.Location)],
            Settled("The Harbour Workers met . At HW none spoke .", ("Harbour Workers", 1, EntityKind.Organization), ("HW", 6, EntityKind.Location)));

    [Fact]
    public void A_short_form_in_brackets_is_what_it_stands_for_all_through_the_document() =>
        Assert.Equal(
            [("Harbour Workers Union", EntityKind.Organization), ("HWU", EntityKind.Organization), ("HWU", EntityKind.Organization), ("HWU", EntityKind.Organization)],
            Settled("The Harbour Workers Union ( HWU ) met . HWU men spoke . HWU voted .", ("Harbour Workers Union", 1, EntityKind.Organization), ("HWU", 9, EntityKind.Location)));

    [Fact]
    public void A_name_of_two_words_is_found_where_it_was_missed() =>
        Assert.Equal(
            [("Blue Heron", EntityKind.Organization), ("Blue Heron", EntityKind.Organization)],
            Settled("They play in Blue Heron . Blue Heron rested .", ("Blue Heron", 3, EntityKind.Organization)));

    [Fact]
    public void A_single_word_is_not_made_a_name_for_being_one_elsewhere() =>
        Assert.Equal([("Union", EntityKind.Organization)], Settled("The Union voted . Union is strength .", ("Union", 1, EntityKind.Organization)));

    [Fact]
    public void A_document_knows_nothing_of_the_one_before()
    {
        var agreeing = new NamesToldAgain();
        Assert.Equal([("Blue Heron", EntityKind.Organization)], Agreed(agreeing, "Blue Heron rested .", ("Blue Heron", 0, EntityKind.Organization, KindScores.Of(EntityKind.Organization, 800))));
        Assert.Equal([("Oskar Lind", EntityKind.Person)], Agreed(agreeing, "Oskar Lind saw Blue Heron .", ("Oskar Lind", 0, EntityKind.Person, KindScores.Of(EntityKind.Person, 800))));
    }

    private static IEnumerable<(string, EntityKind)> Settled(string text, params (string Name, int First, EntityKind Kind)[] found) =>
        SettledBy(text, [.. found.Select(f => (f.Name, f.First, f.Kind, KindScores.Of(f.Kind, 800)))]);

    private static IEnumerable<(string, EntityKind)> SettledBy(string text, params (string Name, int First, EntityKind Kind, KindScores Scores)[] found) => Agreed(new(), text, found);

    private static IEnumerable<(string, EntityKind)> Agreed(NamesToldAgain agreeing, string text, params (string Name, int First, EntityKind Kind, KindScores Scores)[] found)
    {
        var forms = text.Split(' ');
        var entities = found.Select(f => new Entity(f.First, f.First + f.Name.Split(' ').Length, f.Kind)).ToList();
        agreeing.Settle([.. forms.Select(f => new Word(f, f.ToLowerInvariant(), WordTable.Empty))], entities, [.. found.Select(f => f.Scores)]);
        return entities.Select(e => (string.Join(' ', forms[e.First..e.End]), e.Kind));
    }
}
