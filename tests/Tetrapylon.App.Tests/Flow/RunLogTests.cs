using Tetrapylon.App.Flow;
using Tetrapylon.App.Terminals;
using Tetrapylon.Model;

namespace Tetrapylon.App.Tests.Flow;

public sealed class RunLogTests
{
    [Fact]
    public void What_was_set_aside_and_what_was_only_noted_are_counted_apart()
    {
        using var said = new StringWriter();
        using var terminal = new Terminal(Stream.Null, Stream.Null, said);
        using var progress = new ProgressLine(terminal, "code", "report");
        var log = new RunLog(terminal, progress);
        log.Add(new("bad-json", "a.jsonl:1: the line is not whole JSON", SetAside: true));
        log.Add(new("no-id", "a.jsonl:2: no 'id'"));
        log.Add(new("no-id", "a.jsonl:3: no 'id'"));
        log.Close("done");
        Assert.EndsWith("done; 1 set aside (bad-json 1); noted: no-id 2", said.ToString().TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(3, log.ExitCode);
    }

    [Fact]
    public void One_code_fills_the_screen_with_ten_lines_at_most()
    {
        using var said = new StringWriter();
        using var terminal = new Terminal(Stream.Null, Stream.Null, said);
        using var progress = new ProgressLine(terminal, "code", "report");
        var log = new RunLog(terminal, progress);
        for (var i = 1; i <= 50; i++) log.Add(new("binary", $"a.jsonl:{i}: the line is not text", SetAside: true));
        Assert.Equal(11, said.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(50, log.SetAside);
    }
}
