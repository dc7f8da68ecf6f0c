using Tetrapylon.Knowledge.Gazetteer;
using Tetrapylon.Knowledge.Loading;
using Xunit;

namespace Tetrapylon.Knowledge.Tests.Gazetteer;

public sealed class NameWordsTests
{
    private static readonly Spelling Rules = Load();

    private static Spelling Load()
    {
        var problems = new DataProblems();
        var spelling = Spelling.Load(DataFolder.Shipped(), problems);
        problems.ThrowIfAny();
        return spelling;
    }

    private static List<NameWord> Read(string text)
    {
        var words = new List<NameWord>();
        NameWords.Read(text, 0, text.Length, Rules, words);
        return words;
    }

    private static ulong[] Hashes(string text) => [.. Read(text).Select(w => w.Hash)];

    [Theory]
    [InlineData("Deir ez-Zor", "Dayr al-Zor")]
    [InlineData("Ḩamāh", "hamah")]
    [InlineData("St. Louis", "Saint Louis")]
    [InlineData("Ash-Shaddadi", "al shaddadi")]
    [InlineData("Tell Abyad", "Tal Abyad")]
    [InlineData("Sana’a", "Sanaa")]
    [InlineData("Łódź", "Lodz")]
    public void Spellings_of_one_name_have_the_same_words(string one, string other) => Assert.Equal(Hashes(one), Hashes(other));

    [Theory]
    [InlineData("Hasakah", "al-Hassakeh")]
    [InlineData("Qamishli", "Kamishly")]
    [InlineData("Deir ez-Zor", "Dayr az-Zawr")]
    [InlineData("Kobani", "Kobane")]
    public void Names_that_sound_alike_have_one_loose_key(string one, string other) => Assert.Equal(NameWords.LooseKey(one, Rules), NameWords.LooseKey(other, Rules));

    [Theory]
    [InlineData("Idlib", "Irbil")]
    [InlineData("Mosul", "Masyaf")]
    [InlineData("Tartus", "Tripoli")]
    public void Names_that_sound_apart_have_different_loose_keys(string one, string other) => Assert.NotEqual(NameWords.LooseKey(one, Rules), NameWords.LooseKey(other, Rules));

    [Fact]
    public void A_name_too_short_to_tell_apart_has_no_loose_key() => Assert.Equal(0UL, NameWords.LooseKey("al-Bab", Rules));

    [Fact]
    public void A_possessive_is_left_out_of_the_word_and_kept_beside_it()
    {
        var word = Read("Syria's north")[0];
        Assert.Equal((0, 5), (word.Start, word.End));
        Assert.Equal(Hashes("Syria")[0], word.Hash);
        Assert.NotEqual(0UL, word.Possessive);
    }

    [Fact]
    public void Words_do_not_join_over_a_comma_or_a_dash()
    {
        var words = Read("Idlib, Aleppo – Homs ez-Zor");
        Assert.Equal([WordGap.Break, WordGap.Break, WordGap.Space, WordGap.Hyphen, WordGap.End], words.Select(w => w.Gap));
    }

    [Fact]
    public void Folding_writes_a_name_plain() => Assert.Equal("deir ez zor", NameWords.Fold("Deir ez-Zōr"));
}
