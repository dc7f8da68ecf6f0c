using System.Text;
using Tetrapylon.App.Terminals;

namespace Tetrapylon.App.Tests.Terminals;

public sealed class TableTests
{
    private static readonly string[] Headers = ["from", "status", "holder"];

    [Fact]
    public void Columns_that_fit_are_as_wide_as_what_they_hold() =>
        Assert.Equal([10, 9, 19], Table.Widths(Headers, [["2016-03-24", "contested", "Government of Syria"]], 80).Widths);

    [Fact]
    public void The_widest_column_is_narrowed_first_and_no_word_is_cut()
    {
        var (widths, gap) = Table.Widths(Headers, [["2016-03-24", "contested", "Government of Syria"]], 33);
        Assert.Equal([10, 9, 10], widths);
        Assert.Equal(2, gap);
    }

    [Fact]
    public void Columns_stand_closer_before_a_word_is_cut()
    {
        var (widths, gap) = Table.Widths(Headers, [["2016-03-24", "contested", "Government of Syria"]], 31);
        Assert.Equal([10, 9, 10], widths);
        Assert.Equal(1, gap);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(8)]
    public void Columns_fit_however_narrow_the_line_is(int line)
    {
        var (widths, gap) = Table.Widths(Headers, [["2016-03-24", "contested", "Government of Syria"]], line);
        Assert.True(widths.Sum() + (2 * gap) <= line);
        Assert.All(widths, w => Assert.True(w >= 1));
    }

    [Fact]
    public void Words_of_a_report_stand_below_their_row_on_a_terminal_and_are_broken_between_words()
    {
        var words = "“" + string.Join(' ', Enumerable.Repeat("government troops", 20)) + "”";
        var lines = Shown(new Table("from", "holder", "sources", "words") { Below = 2 }, ["2016-03-24", "Syrian Army", "a monitor", words]);
        Assert.Equal("2016-03-24  Syrian Army", lines[2]);
        Assert.All(lines.Skip(3), l => Assert.StartsWith("    ", l, StringComparison.Ordinal));
        Assert.All(lines, l => Assert.True(l.Length <= 200));
        Assert.Equal(words + " — a monitor", string.Join(' ', lines.Skip(3).Select(l => l.Trim())));
    }

    private static string[] Shown(Table table, params string[] row)
    {
        using var output = new MemoryStream();
        using (var terminal = new Terminal(Stream.Null, output, TextWriter.Null, outputIsTerminal: true))
        {
            table.Add(row);
            table.Write(terminal);
        }
        return [.. Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd())];
    }
}
