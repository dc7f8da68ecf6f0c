using Tetrapylon.Reading.Fetching;

namespace Tetrapylon.Reading.Tests.Fetching;

public sealed class SeenListTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".seen");

    public void Dispose() => File.Delete(_path);

    private static readonly Uri First = new("https://example.org/a"), Other = new("https://example.org/a?from=feed"), Elsewhere = new("https://example.net/b");

    private static readonly string Story = string.Join(' ', Enumerable.Range(0, 30).Select(i => $"The mayor of quarter {Words[i % 6]} said the bridge near mill {Words[i * 7 % 6]} had fallen and that boats carry bread to the {Words[i * 5 % 6]} bank.")) + " At least 12 people were hurt.";

    private static string[] Words => ["north", "south", "upper", "lower", "old", "new"];

    [Fact]
    public void The_same_words_at_the_same_host_are_seen_and_at_another_are_news()
    {
        using var list = SeenList.Open(_path);
        Assert.Equal(Novelty.New, list.Compare(First, Story));
        list.Add(First, Story);
        Assert.True(list.HasAddress(First));
        Assert.Equal(Novelty.Same, list.Compare(First, Story));
        Assert.Equal(Novelty.Same, list.Compare(Other, Story));
        Assert.Equal(Novelty.New, list.Compare(Elsewhere, Story));
    }

    [Fact]
    public void Nearly_the_same_words_at_a_second_address_are_seen_but_other_figures_or_a_changed_page_are_news()
    {
        using var list = SeenList.Open(_path);
        list.Add(First, Story);
        Assert.Equal(Novelty.NearlySame, list.Compare(Other, Story.Replace("carry bread to the north", "bring bread to the north", StringComparison.Ordinal).Replace("were hurt", "were wounded", StringComparison.Ordinal)[..^1] + " in all."));
        Assert.Equal(Novelty.New, list.Compare(Other, Story.Replace("12", "15", StringComparison.Ordinal)));
        Assert.Equal(Novelty.New, list.Compare(First, Story.Replace("were hurt", "were wounded", StringComparison.Ordinal)));
        Assert.Equal(Novelty.New, list.Compare(Other, "Two boats sank."));
    }

    [Fact]
    public void What_was_seen_is_known_to_the_next_run_also_after_a_cut_line()
    {
        using (var list = SeenList.Open(_path))
        {
            list.Add(First, Story);
            list.Keep(First, new("\"7\"", null));
        }
        File.AppendAllText(_path, "text\thttps://example.org/cu");
        using (var list = SeenList.Open(_path))
        {
            Assert.Equal((Novelty.Same, new Freshness("\"7\"", null)), (list.Compare(Other, Story), list.FreshnessOf(First)!));
            list.Add(Elsewhere, "Two boats sank.");
        }
        using var third = SeenList.Open(_path);
        Assert.True(third.HasAddress(Elsewhere));
    }

    [Fact]
    public void Another_kind_of_file_is_not_written_over()
    {
        File.WriteAllText(_path, "diary\n");
        Assert.Throws<IOException>(() => SeenList.Open(_path));
        Assert.Equal("diary\n", File.ReadAllText(_path));
    }
}
