using Tetrapylon.Coding.Actors;
using Tetrapylon.Coding.Attribution;
using Tetrapylon.Coding.Tests.Actors;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;
using Xunit;

namespace Tetrapylon.Coding.Tests.Attribution;

public sealed class AttributionReaderTests
{
    private static readonly ActorFinder Finder = ActorFinder.Load(DataFolder.Shipped());
    private static readonly AttributionReader Reader = AttributionReader.Load(DataFolder.Shipped());

    [Fact]
    public void Who_says_that_something_happened_is_its_source()
    {
        var link = Assert.Single(Read("Police police NOUN Nsubj 2\nsay say VERB Root 0\ngunmen gunman NOUN Nsubj 4\nkilled kill VERB Ccomp 2\nteachers teacher NOUN Obj 4", 3));
        Assert.Equal(("Police", SourceKind.Police), (link.Name, link.Kind));
    }

    [Fact]
    public void A_saying_at_the_end_counts_too() =>
        Assert.Equal("officials", Assert.Single(Read("Gunmen gunman NOUN Nsubj 2\nkilled kill VERB Root 0\nteachers teacher NOUN Obj 2\n, , PUNCT Punct 2\nofficials official NOUN Nsubj 6\nsaid say VERB Parataxis 2", 1)).Name);

    [Fact]
    public void According_to_names_a_source() =>
        Assert.Equal("residents", Assert.Single(Read("Gunmen gunman NOUN Nsubj 2\nfired fire VERB Root 0\naccording accord VERB Case 5\nto to ADP Fixed 3\nresidents resident NOUN Obl 2", 1)).Name);

    [Fact]
    public void A_chain_has_its_outermost_source_first() =>
        Assert.Equal(["newspaper", "officials"], Read("A a DET Det 2\nnewspaper newspaper NOUN Nsubj 3\nreports report VERB Root 0\nofficials official NOUN Nsubj 5\nsaid say VERB Ccomp 3\ngunmen gunman NOUN Nsubj 7\nfired fire VERB Ccomp 5", 6).Select(l => l.Name));

    [Fact]
    public void What_is_told_in_a_relative_clause_the_report_says_itself() =>
        Assert.Empty(Read("Officials official NOUN Nsubj 2\nvisited visit VERB Root 0\nthe the DET Det 4\nvillage village NOUN Obj 2\nwhich which PRON Obj 7\nrebels rebel NOUN Nsubj 7\nseized seize VERB AclRelcl 4", 6));

    [Fact]
    public void Pictures_tell_by_what_they_show()
    {
        var link = Assert.Single(Read("Footage footage NOUN Nsubj 2\nshowed show VERB Root 0\nplanes plane NOUN Obj 2\nbombing bomb VERB Acl 3\nhomes home NOUN Obj 4", 3));
        Assert.Equal(("Footage", SourceKind.Footage), (link.Name, link.Kind));
    }

    [Fact]
    public void A_person_who_shows_is_no_source() =>
        Assert.Empty(Read("Rebels rebel NOUN Nsubj 2\nshowed show VERB Root 0\nsoldiers soldier NOUN Obj 2\nfiring fire VERB Acl 3", 3));

    [Fact]
    public void Claiming_responsibility_is_no_report() =>
        Assert.Empty(Read("Rebels rebel NOUN Nsubj 2\nclaimed claim VERB Root 0\nresponsibility responsibility NOUN Obj 2\nfor for ADP Case 6\nthe the DET Det 6\nbombing bombing NOUN Obl 2", 5));

    private static System.Collections.Immutable.ImmutableArray<AttributionLink> Read(string lines, int anchor)
    {
        var document = Parsed.Of(lines);
        return Reader.Of(document, Finder.Find(document, []), anchor);
    }
}
