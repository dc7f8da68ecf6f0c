using NodaTime;
using Tetrapylon.Knowledge.Actors;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;
using Xunit;

namespace Tetrapylon.Knowledge.Tests.Actors;

public sealed class ActorDictionaryTests
{
    private static readonly ActorDictionary Shipped = ActorDictionary.Load(DataFolder.Shipped());

    [Fact]
    public void The_shipped_dictionary_knows_at_least_fifteen_hundred_actors() => Assert.True(Shipped.Count >= 1500, $"{Shipped.Count} actors");

    [Theory]
    [InlineData("Daesh", "islamic-state")]
    [InlineData("Isis", "islamic-state")]
    [InlineData("al Shabaab", "al-shabaab")]
    [InlineData("Al-Shabab", "al-shabaab")]
    [InlineData("Lord's Resistance Army", "lra")]
    [InlineData("Recep Tayyip Erdoğan", "recep-tayyip-erdogan")]
    [InlineData("Syrian government forces", "sy-military")]
    [InlineData("troops loyal to Bashar al-Assad", "sy-military")]
    [InlineData("U.S.", "us")]
    public void An_alias_leads_to_its_actor(string name, string id) => Assert.Contains(id, Ids(Shipped, name));

    [Theory]
    [InlineData("sy-military", "2016-03-27", "SY", "sy-government")]
    [InlineData("hezbollah", "2016-03-27", "SY", "sy-government")]
    [InlineData("hezbollah", "2016-03-27", "LB", "hezbollah")]
    [InlineData("hezbollah", "2011-06-01", "SY", "hezbollah")]
    [InlineData("ru-military", "2016-03-27", "SY", "sy-government")]
    [InlineData("ru-military", "2016-03-27", "UA", "ru-government")]
    [InlineData("ru", "2015-01-01", "SY", "ru-government")]
    [InlineData("ypg", "2017-10-17", "SY", "sdf")]
    [InlineData("hts", "2024-11-30", "SY", "hts")]
    [InlineData("hts", "2024-12-31", "SY", "sy-government")]
    [InlineData("nobody-knows", "2017-01-01", "SY", "nobody-knows")]
    public void An_actor_stands_on_the_side_it_took_then_and_there(string actor, string day, string country, string side) =>
        Assert.Equal(side, Shipped.SideOf(actor, Day(day), country));

    [Fact]
    public void Every_problem_of_a_table_is_listed_with_its_line()
    {
        using var folder = new TemporaryFolder();
        folder.Write("actors/mine.tsv", "# origin: a test\nid\tname\taliases\tkind\tcountry\tparent\tsides\nred\tRed Front\t\trebel\tXX\nblue\tBlue Front\t\trebel_group\tXX\tgreen\nblue\tBlue\t\trebel_group\nwhite\tWhite\t\trebel_group\tXX\t\tblue:2012/\n");
        var problems = Assert.Throws<DataException>(() => ActorDictionary.Load(new DataFolder(folder.Path))).Problems;
        Assert.Equal([3, 4, 5, 6], problems.Select(p => p.Line).Order());
    }

    [Fact]
    public void A_researchers_own_table_joins_ours()
    {
        using var folder = new TemporaryFolder();
        folder.Write("actors/mine.tsv", "# origin: field notes\nid\tname\taliases\tkind\tcountry\tparent\tsides\nriver-guard\tRiver Guard\tGuardians of the River\tidentity_militia\tSS\n");
        var both = ActorDictionary.Load(DataFolder.Shipped(folder.Path));
        Assert.Equal(Shipped.Count + 1, both.Count);
        Assert.Contains("river-guard", Ids(both, "guardians of the river"));
        Assert.Equal(ActorKind.IdentityMilitia, both.Find("river-guard")!.Kind);
    }

    [Fact]
    public void No_side_leads_in_a_circle()
    {
        foreach (var actor in Shipped.All)
            foreach (var country in new[] { null, "SY", "LY", "YE", "IQ", "SD", "SO", "ML" })
            {
                var side = Shipped.SideOf(actor.Id, new LocalDate(2016, 6, 1), country);
                Assert.Equal(side, Shipped.SideOf(side, new LocalDate(2016, 6, 1), country));
            }
    }

    private static LocalDate Day(string iso) => NodaTime.Text.LocalDatePattern.Iso.Parse(iso).Value;

    private static List<string> Ids(ActorDictionary dictionary, string name)
    {
        var words = new List<string>();
        foreach (var word in name.ToLowerInvariant().Split(' ')) PhraseTrie.Cut(word, words);
        var node = -1;
        foreach (var word in words)
        {
            node = dictionary.Trie.Step(node, word);
            if (node < 0) return [];
        }
        var found = new List<string>();
        for (var slot = dictionary.Trie.Values(node); slot >= 0;)
        {
            var (value, next) = dictionary.Trie.Next(slot);
            found.Add(dictionary.Names[value].Actor.Id);
            slot = next;
        }
        return found;
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("tetrapylon").FullName;

        public void Write(string name, string text)
        {
            var path = System.IO.Path.Combine(Path, name);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        public void Dispose() => Directory.Delete(Path, true);
    }

    [Theory]
    [InlineData("islamic-state", "2013-12-01", "Islamic State of Iraq and the Levant")]
    [InlineData("islamic-state", "2016-01-01", "Islamic State")]
    [InlineData("nusra", "2016-12-01", "Jabhat Fatah al-Sham")]
    [InlineData("hezbollah", "2016-12-01", "Hezbollah")]
    public void An_actor_bears_the_name_it_took_last(string actor, string day, string name) =>
        Assert.Equal(name, Shipped.NameOn(actor, NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value));

    [Fact]
    public void What_became_of_an_actor_is_told_of_both()
    {
        Assert.Contains(Shipped.ChangesOf("nusra"), c => c is { Kind: ActorChangeKind.Merged, Other: "hts" });
        Assert.Contains(Shipped.ChangesOf("hts"), c => c is { Kind: ActorChangeKind.Merged, Actor: "nusra" });
        Assert.Equal(Shipped.Changes.OrderBy(c => c.Day), Shipped.Changes);
    }

    [Theory]
    [InlineData("2014-13-29\tnamed\tislamic-state\t\tName", "is not YYYY-MM-DD")]
    [InlineData("2014-06-29\tconquered\tislamic-state\t\tName", "is not one of")]
    [InlineData("2014-06-29\tmerged\tislamic-state\tno-such-actor", "no actor has the id 'no-such-actor'")]
    [InlineData("2014-06-29\tmerged\tislamic-state", "every other change the other actor")]
    public void A_change_that_is_not_as_expected_is_told_with_its_line(string line, string told)
    {
        var folder = Directory.CreateTempSubdirectory("actors-");
        try
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, "actors"));
            File.WriteAllText(Path.Combine(folder.FullName, "actors", "mine.tsv"), "# origin: test\nday\tchange\tactor\tother\tname\tnote\n" + line + "\n");
            var wrong = Assert.Throws<DataException>(() => ActorDictionary.Load(DataFolder.Shipped(folder.FullName)));
            Assert.Contains(told, wrong.Message, StringComparison.Ordinal);
            Assert.Contains("mine.tsv", wrong.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
