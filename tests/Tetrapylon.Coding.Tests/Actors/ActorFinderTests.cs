using Tetrapylon.Coding.Actors;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;
using Xunit;

namespace Tetrapylon.Coding.Tests.Actors;

public sealed class ActorFinderTests
{
    private static readonly ActorFinder Finder = ActorFinder.Load(DataFolder.Shipped());

    [Fact]
    public void An_adjective_of_a_country_makes_troops_that_countrys_military()
    {
        var mention = Only("At at ADP Case 4\nleast least ADJ Nmod 3\nforty forty NUM Nummod 4\ntroops troops NOUN Root 0".Replace("forty forty NUM Nummod 4", "Turkish turkish ADJ Amod 4"));
        Assert.Equal(("Turkish troops", ActorKind.StateForces, "tr-military"), (mention.Name, mention.Kind, mention.ActorId));
    }

    [Fact]
    public void Numbers_and_articles_are_no_part_of_a_name()
    {
        var mention = Only("The the DET Det 4\ntwelve twelve NUM Nummod 4\narmed armed ADJ Amod 4\ngunmen gunman NOUN Nsubj 5\nfled flee VERB Root 0");
        Assert.Equal(("armed gunmen", ActorKind.Unidentified), (mention.Name, mention.Kind));
    }

    [Fact]
    public void Fighters_of_a_group_are_the_group()
    {
        var mention = Only("Hamas hamas PROPN Compound 2\nfighters fighter NOUN Nsubj 3\nwithdrew withdraw VERB Root 0");
        Assert.Equal(("Hamas", "hamas", ActorKind.RebelGroup), (mention.Name, mention.ActorId, mention.Kind));
    }

    [Fact]
    public void A_group_with_a_hyphen_in_its_name_is_found_however_it_is_cut()
    {
        var mention = Only("Al al PROPN Compound 3\n- - PUNCT Punct 3\nShabaab shabaab PROPN Nsubj 4\nattacked attack VERB Root 0");
        Assert.Equal("al-shabaab", mention.ActorId);
    }

    [Fact]
    public void An_acronym_in_small_letters_is_a_word() =>
        Assert.DoesNotContain(Find("He he PRON Nsubj 2\nis be AUX Cop 3\nhere here ADV Root 0"), m => m.ActorId == "islamic-state");

    [Fact]
    public void The_group_stands_for_the_one_named_before()
    {
        var mentions = Find("Hezbollah hezbollah PROPN Nsubj 2\nfired fire VERB Root 0\n\nThe the DET Det 2\ngroup group NOUN Nsubj 3\nleft leave VERB Root 0");
        Assert.Equal(["Hezbollah", "Hezbollah"], mentions.Select(m => m.Name));
    }

    [Fact]
    public void A_noun_takes_the_name_in_apposition()
    {
        var mentions = Find("A a DET Det 3\nrebel rebel ADJ Amod 3\ngroup group NOUN Nsubj 8\n, , PUNCT Punct 7\nthe the DET Det 7\nRiver river PROPN Compound 7\nFront front PROPN Appos 3\nattacked attack VERB Root 0");
        Assert.Equal(["River Front", "River Front"], mentions.Select(m => m.Name));
        Assert.Equal(ActorKind.RebelGroup, mentions[0].Kind);
    }

    [Fact]
    public void An_embassy_is_a_structure() =>
        Assert.Equal(ActorKind.Structure, Only("the the DET Det 3\nIndian indian ADJ Amod 3\nembassy embassy NOUN Root 0").Kind);

    private static System.Collections.Immutable.ImmutableArray<ActorMention> Find(string lines) => Finder.Find(Parsed.Of(lines), []);

    private static ActorMention Only(string lines) => Assert.Single(Find(lines));
}
