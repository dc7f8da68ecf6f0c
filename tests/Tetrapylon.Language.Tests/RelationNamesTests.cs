using Tetrapylon.Model;

namespace Tetrapylon.Language.Tests;

public sealed class RelationNamesTests
{
    [Fact]
    public void Every_relation_is_found_by_its_name() => Assert.All(Enum.GetValues<Relation>(), r => Assert.Equal(r, RelationNames.Parse(RelationNames.Of(r))));

    [Theory]
    [InlineData("nsubj:pass", Relation.NsubjPass)]
    [InlineData("nsubj:outer", Relation.Nsubj)]
    [InlineData("det:predet", Relation.Det)]
    [InlineData("unheard-of", Relation.Dep)]
    public void A_subtype_nobody_reads_falls_back(string label, Relation relation) => Assert.Equal(relation, RelationNames.Parse(label));
}
