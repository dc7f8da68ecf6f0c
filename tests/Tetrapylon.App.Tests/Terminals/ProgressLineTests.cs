using Tetrapylon.App.Terminals;

namespace Tetrapylon.App.Tests.Terminals;

public sealed class ProgressLineTests
{
    [Fact]
    public async Task Work_without_items_shows_its_share_alone()
    {
        var drawn = await DrawnAsync(null, 0, 0.5);
        Assert.Contains("50%", drawn, StringComparison.Ordinal);
        Assert.DoesNotContain("0/s", drawn, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_report_is_not_called_reports()
    {
        Assert.Contains(" 1 report ", await DrawnAsync("report", 1, 0.5), StringComparison.Ordinal);
        Assert.Contains(" 2 reports ", await DrawnAsync("report", 2, 0.5), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_done_has_no_time_left() => Assert.DoesNotContain("left", await DrawnAsync("report", 3, 1), StringComparison.Ordinal);

    private static async Task<string> DrawnAsync(string? unit, long items, double share)
    {
        using var said = new StringWriter();
        using var terminal = new Terminal(Stream.Null, Stream.Null, said, messagesAreTerminal: true);
        using (var progress = new ProgressLine(terminal, "derive", unit))
        {
            // It draws no more often than eyes can follow.
            await Task.Delay(200, TestContext.Current.CancellationToken);
            progress.Advance(items, share);
        }
        return said.ToString();
    }
}
