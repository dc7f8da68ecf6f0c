using Tetrapylon.Model;

namespace Tetrapylon.Language.Tests.Entities;

public sealed class EntityFinderTests
{
    [Theory]
    [InlineData("The governor, Ahmed Karimi, fled to Turkey.", "Ahmed Karimi", EntityKind.Person)]
    [InlineData("The governor, Ahmed Karimi, fled to Turkey.", "Turkey", EntityKind.Location)]
    [InlineData("The Free Syrian Army took the town of Azaz.", "Free Syrian Army", EntityKind.Organization)]
    [InlineData("Troops reached Kobani in the night.", "Kobani", EntityKind.Location)]
    [InlineData("Shells hit Damascus International Airport.", "Damascus International Airport", EntityKind.Facility)]
    [InlineData("They killed 1,200 sheep.", "1,200", EntityKind.Number)]
    public void A_name_has_its_kind(string text, string name, EntityKind kind)
    {
        var document = English.Read(text);
        Assert.Contains((name, kind), document.Entities.Select(e => (document.TextOf(document.SpanOf(e.First, e.End)), e.Kind)));
    }

    [Theory]
    [InlineData("The rowing club asked the yacht club of Aden for a loan.")]
    [InlineData("Then the mighty corporation left its old harbour near Basra.")]
    public void Words_without_a_capital_are_no_names_where_names_have_capitals(string text)
    {
        var document = English.Read(text);
        Assert.DoesNotContain(document.Entities, e => e.Kind is EntityKind.Person or EntityKind.Organization or EntityKind.Location && char.IsLower(document.TextOf(document.SpanOf(e.First, e.End))[0]));
    }

    [Fact]
    public void An_address_is_no_part_of_a_name()
    {
        var document = English.Read("Marta Oliveira m.oliveira@coimbra.example University of Coimbra");
        Assert.Contains("Marta Oliveira", document.Entities.Select(e => document.TextOf(document.SpanOf(e.First, e.End))));
        Assert.DoesNotContain(document.Entities, e => document.TextOf(document.SpanOf(e.First, e.End)).Contains('@'));
    }

    [Fact]
    public void Entities_do_not_overlap()
    {
        var document = English.Read("President Omar Siddiqui of Pakistan met Maria Lopez, of the United Nations, in New York on 3 May 2012. Two of them left.");
        for (var i = 1; i < document.Entities.Length; i++)
            Assert.True(document.Entities[i].First >= document.Entities[i - 1].End);
    }

    [Fact]
    public void A_sentence_left_unparsed_has_its_names_too()
    {
        var document = English.Analyzer.Analyze(English.Report("The talks in Geneva failed."), _ => false);
        Assert.Contains(document.Entities, e => e.Kind == EntityKind.Location);
    }
}
