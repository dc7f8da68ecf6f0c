using Tetrapylon.Coding.Actors;
using Tetrapylon.Coding.Events;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;
using Xunit;

namespace Tetrapylon.Coding.Tests.Actors;

public sealed class RoleFinderTests
{
    private static readonly ActorFinder Finder = ActorFinder.Load(DataFolder.Shipped());
    private static readonly string Models = Path.Combine(AppContext.BaseDirectory, "models");
    private static readonly RoleFinder Grammar = RoleFinder.Load(DataFolder.Shipped(), null);
    private static readonly RoleFinder Shipped = RoleFinder.Load(DataFolder.Shipped(), RoleRanker.Load(Models, WordVectors.Load(Models)));

    private const string Active = "Gunmen gunman NOUN Nsubj 2\nkidnapped kidnap VERB Root 0\nfour four NUM Nummod 4\nteachers teacher NOUN Obj 2";
    private const string Passive = "Four four NUM Nummod 2\nteachers teacher NOUN NsubjPass 4\nwere be AUX AuxPass 4\nkidnapped kidnap VERB Root 0\nby by ADP Case 6\ngunmen gunman NOUN OblAgent 4";
    private const string LightVerb = "Gunmen gunman NOUN Nsubj 2\ncarried carry VERB Root 0\nout out ADP CompoundPrt 2\nan a DET Det 5\nattack attack NOUN Obj 2\non on ADP Case 7\nteachers teacher NOUN Nmod 5";
    private const string Between = "Clashes clash NOUN Nsubj 6\nbetween between ADP Case 3\ngunmen gunman NOUN Nmod 1\nand and CCONJ Cc 5\nvillagers villager NOUN Conj 3\ncontinue continue VERB Root 0";
    private const string Participle = "Teachers teacher NOUN Nsubj 5\nkilled kill VERB Acl 1\nby by ADP Case 4\ngunmen gunman NOUN OblAgent 2\nrest rest VERB Root 0";

    [Theory]
    [InlineData(Active, 1, "Attack", "teachers")]
    [InlineData(Passive, 3, "Attack", "teachers")]
    [InlineData(LightVerb, 4, "Attack", "teachers")]
    [InlineData(Between, 0, "Armed clash", "villagers")]
    public void Grammar_alone_tells_who_did_it_to_whom(string lines, int anchor, string subType, string recipient)
    {
        var roles = Read(Grammar, lines, anchor, subType);
        Assert.Equal("gunmen", Assert.Single(roles.Actors).Name, ignoreCase: true);
        Assert.Equal(recipient, Assert.Single(roles.Recipients).Name, ignoreCase: true);
    }

    [Theory]
    [InlineData("Thousands thousand NOUN Nsubj 4\nof of ADP Case 3\npeople people NOUN Nmod 1\nmarch march VERB Root 0", 3)]
    [InlineData("people people NOUN Nsubj 2\nmarch march VERB Root 0", 1)]
    public void People_are_recorded_where_they_are_all_that_gathers(string lines, int anchor)
    {
        Assert.Equal("people", Assert.Single(Read(Shipped, lines, anchor, "Peaceful protest").Actors).Name);
        Assert.Empty(Read(Shipped, lines, anchor, "Arrests").Actors);
    }

    [Theory]
    [InlineData(Active, 1, "Abduction/forced disappearance")]
    [InlineData(Passive, 3, "Abduction/forced disappearance")]
    [InlineData(LightVerb, 4, "Attack")]
    [InlineData(Participle, 1, "Attack")]
    public void The_shipped_ranker_agrees_where_grammar_is_plain(string lines, int anchor, string subType)
    {
        var roles = Read(Shipped, lines, anchor, subType);
        Assert.Equal("gunmen", Assert.Single(roles.Actors).Name, ignoreCase: true);
        Assert.Equal("teachers", Assert.Single(roles.Recipients).Name, ignoreCase: true);
        Assert.Equal(2, roles.Because.Length);
    }

    [Fact]
    public void People_alone_are_recorded_as_nobody() =>
        Assert.Empty(Read(Shipped, Active.Replace("teachers teacher", "people people"), 1, "Attack").Recipients);

    [Fact]
    public void A_deed_without_a_doer_has_none() =>
        Assert.Empty(Read(Shipped, "A a DET Det 2\nmarket market NOUN NsubjPass 4\nwas be AUX AuxPass 4\nbombed bomb VERB Root 0", 3, "Remote explosive/landmine/IED").Actors);

    private static Roles Read(RoleFinder finder, string lines, int anchor, string subType)
    {
        var document = Parsed.Of(lines);
        return finder.Find(document, Finder.Find(document, []), [], new(anchor, anchor, anchor + 1, subType));
    }
}
