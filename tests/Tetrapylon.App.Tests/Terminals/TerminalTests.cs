using System.Text;
using Tetrapylon.App.Terminals;

namespace Tetrapylon.App.Tests.Terminals;

public sealed class TerminalTests
{
    [Theory]
    [InlineData("a\u001b[31mred", "a [31mred")]
    [InlineData("two\nlines", "two lines")]
    [InlineData("turned\u202eround", "turned round")]
    [InlineData("تدمر stays", "تدمر stays")]
    public void Nothing_in_a_report_can_steer_the_terminal(string text, string shown) => Assert.Equal(shown, Terminal.Plain(text));

    [Fact]
    public void A_table_that_is_redirected_is_aligned_and_without_rules()
    {
        using var output = new MemoryStream();
        using (var terminal = new Terminal(Stream.Null, output, TextWriter.Null))
        {
            var table = new Table("place", "holder");
            table.Add("Palmyra", "Syrian Army");
            table.Add("Hit", null);
            table.Write(terminal);
        }
        Assert.Equal("place    holder\nPalmyra  Syrian Army\nHit\n", Encoding.UTF8.GetString(output.ToArray()));
    }

    [Fact]
    public void A_bytes_line_follows_the_text_written_before_it()
    {
        using var output = new MemoryStream();
        using (var terminal = new Terminal(Stream.Null, output, TextWriter.Null))
        {
            terminal.Line("first");
            terminal.Line("second"u8);
            terminal.Line("third");
        }
        Assert.Equal("first\nsecond\nthird\n", Encoding.UTF8.GetString(output.ToArray()));
    }
}
