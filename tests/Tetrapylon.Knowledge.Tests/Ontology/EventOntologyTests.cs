using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Knowledge.Ontology;

namespace Tetrapylon.Knowledge.Tests.Ontology;

public sealed class EventOntologyTests
{
    private static readonly EventOntology Shipped = EventOntology.Load(DataFolder.Shipped());

    [Fact]
    public void All_25_sub_types_of_the_codebook_are_there()
    {
        Assert.Equal(25, Shipped.SubTypes.Length);
        Assert.Equal(6, Shipped.SubTypes.Select(t => t.Type).Distinct().Count());
        Assert.All(Shipped.SubTypes, t => Assert.NotEmpty(t.Examples));
        Assert.All(Shipped.SubTypes, t => Assert.NotEmpty(t.Not));
    }

    [Fact]
    public void A_cue_group_that_does_not_exist_is_reported_with_its_file()
    {
        var folder = Directory.CreateTempSubdirectory("ontology");
        Directory.CreateDirectory(Path.Combine(folder.FullName, "ontology/events"));
        File.WriteAllText(Path.Combine(folder.FullName, "ontology/events/raid.yaml"), """
            name: Raid
            type: Battles
            definition: A raid.
            actor: raiders
            recipient: raided
            plover: {type: ASSAULT}
            cameo: "190"
            triggers:
              - {words: [raid/n, "... raid"], strength: likely, near: [no_such_group]}
            """);
        var error = Assert.Throws<DataException>(() => EventOntology.Load(DataFolder.Shipped(folder.FullName)));
        Assert.Contains(error.Problems, p => p.Message.Contains("no_such_group", StringComparison.Ordinal) && p.File == "ontology/events/raid.yaml");
        Assert.Contains(error.Problems, p => p.Message.Contains("... raid", StringComparison.Ordinal));
        folder.Delete(true);
    }

    [Fact]
    public void A_trigger_asks_for_all_groups_of_one_alternative()
    {
        var trigger = new Trigger(Phrase.Parse("fire/v")!, TriggerStrength.Strong, [0b011, 0b100]);
        Assert.True(trigger.Holds(0b111));
        Assert.True(trigger.Holds(0b100));
        Assert.False(trigger.Holds(0b001));
    }
}
