using Tetrapylon.Coding.Tests.Actors;
using Tetrapylon.Coding.Weapons;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;
using Xunit;

namespace Tetrapylon.Coding.Tests.Weapons;

public sealed class WeaponFinderTests
{
    private static readonly WeaponFinder Finder = WeaponFinder.Load(DataFolder.Shipped());

    [Fact]
    public void The_longest_name_wins_without_article()
    {
        var weapon = Assert.Single(Find("A a DET Det 3\ncar car NOUN Compound 3\nbomb bomb NOUN Nsubj 4\nexploded explode VERB Root 0", 3));
        Assert.Equal(("car bomb", WeaponKind.VehicleBomb), (weapon.Name, weapon.Kind));
    }

    [Fact]
    public void Plurals_count_and_numbers_do_not() =>
        Assert.Equal("rockets", Assert.Single(Find("They they PRON Nsubj 2\nfired fire VERB Root 0\nsix six NUM Nummod 4\nrockets rocket NOUN Obj 2", 1)).Name);

    [Theory]
    [InlineData("disposal")]
    [InlineData("threat")]
    public void A_weapon_that_only_qualifies_another_noun_is_none(string noun) =>
        Assert.Empty(Find($"The the DET Det 3\nbomb bomb NOUN Compound 3\n{noun} {noun} NOUN Nsubj 4\nended end VERB Root 0", 3));

    [Fact]
    public void A_verb_is_no_weapon() => Assert.Empty(Find("They they PRON Nsubj 2\nshell shell VERB Root 0\ntowns town NOUN Obj 2", 1));

    private static System.Collections.Immutable.ImmutableArray<Weapon> Find(string lines, int anchor) => Finder.Of(Parsed.Of(lines), new(anchor, anchor, anchor + 1, "Attack"));
}
