using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Knowledge.Ontology;

namespace Tetrapylon.Knowledge.Tests.Ontology;

public sealed class PloverLexiconTests
{
    [Fact]
    public void All_16_types_are_there_with_examples_and_counterexamples()
    {
        var shipped = PloverLexicon.Load(DataFolder.Shipped());
        Assert.Equal(
            ["ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "REJECT", "REQUEST", "RETREAT", "SANCTION", "SUPPORT", "THREATEN"],
            shipped.Types.Select(t => t.Name).Order(StringComparer.Ordinal));
        Assert.All(shipped.Types, t => Assert.NotEmpty(t.Examples));
        Assert.All(shipped.Types, t => Assert.NotEmpty(t.Not));
    }

    [Fact]
    public void What_is_wrong_is_told_with_its_file()
    {
        var folder = Directory.CreateTempSubdirectory("plover");
        Directory.CreateDirectory(Path.Combine(folder.FullName, "ontology/plover/types"));
        File.WriteAllText(Path.Combine(folder.FullName, "ontology/plover/types/aid.yaml"), """
            type: AID
            definition: Gives.
            planned: AGREE
            patterns:
              - words: [give/v, hand]
                objects: [$no_such_group]
                colour: blue
            """);
        var error = Assert.Throws<DataException>(() => PloverLexicon.Load(DataFolder.Shipped(folder.FullName)));
        Assert.All(error.Problems, p => Assert.Equal("ontology/plover/types/aid.yaml", p.File));
        Assert.Contains(error.Problems, p => p.Message.Contains("no_such_group", StringComparison.Ordinal));
        Assert.Contains(error.Problems, p => p.Message.Contains("'hand'", StringComparison.Ordinal));
        Assert.Contains(error.Problems, p => p.Message.Contains("colour", StringComparison.Ordinal));
        folder.Delete(recursive: true);
    }

    [Fact]
    public void A_type_that_becomes_no_type_is_told()
    {
        var folder = Directory.CreateTempSubdirectory("plover");
        Directory.CreateDirectory(Path.Combine(folder.FullName, "ontology/plover/types"));
        File.WriteAllText(Path.Combine(folder.FullName, "ontology/plover/types/aid.yaml"), "type: AID\ndefinition: Gives.\nplanned: PROMISE\n");
        var error = Assert.Throws<DataException>(() => PloverLexicon.Load(DataFolder.Shipped(folder.FullName)));
        Assert.Contains(error.Problems, p => p.Message.Contains("PROMISE", StringComparison.Ordinal));
        folder.Delete(recursive: true);
    }
}
