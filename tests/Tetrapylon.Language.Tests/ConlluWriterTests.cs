namespace Tetrapylon.Language.Tests;

public sealed class ConlluWriterTests
{
    private static string[][] Rows(string paragraph)
    {
        var output = new StringWriter();
        new ConlluWriter(English.Analyzer).Write([paragraph], output);
        return [.. output.ToString().Split('\n').Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('\t'))];
    }

    [Fact]
    public void Every_row_has_ten_cells() => Assert.All(Rows("The army didn't leave. It stayed!"), row => Assert.Equal(10, row.Length));

    [Fact]
    public void A_contraction_has_a_row_for_both_its_words()
    {
        var rows = Rows("They didn't leave.");
        Assert.Equal(["1", "2-3", "2", "3", "4", "5"], rows.Select(r => r[0]));
        Assert.Equal(["They", "didn't", "did", "n't", "leave", "."], rows.Select(r => r[1]));
    }

    [Fact]
    public void A_split_name_is_no_contraction() => Assert.DoesNotContain(Rows("They took al-Rastan."), r => r[0].Contains('-', StringComparison.Ordinal));

    [Fact]
    public void Missing_spaces_are_noted() => Assert.Equal(["_", "SpaceAfter=No", "_"], Rows("They left.").Select(r => r[9]));

    [Fact]
    public void One_word_of_a_sentence_hangs_to_nothing() => Assert.Single(Rows("Troops left the town."), r => r[6] == "0" && r[7] == "root");

    [Fact]
    public void Empty_lines_are_passed_over() => Assert.Empty(Rows("  "));
}
