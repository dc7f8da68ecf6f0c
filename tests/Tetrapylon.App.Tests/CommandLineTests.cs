namespace Tetrapylon.App.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("nonsense")]
    [InlineData("code")]
    [InlineData("code", "--no-such-option", "-")]
    [InlineData("code", "no/such/file.txt")]
    [InlineData("events", "--country", "Syria")]
    [InlineData("events", "--store", "no/such/folder/my.db")]
    [InlineData("ingest", "--store", ".", "-")]
    public async Task A_wrong_command_line_ends_with_2_and_says_so_on_stderr(params string[] args)
    {
        var run = await RunResult.OfAsync("", args);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.StartsWith("tetrapylon: ", run.Messages, StringComparison.Ordinal);
        Assert.Contains("--help", run.Messages, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Who_names_no_command_is_told_where_to_start()
    {
        Assert.Contains("tetrapylon demo", (await RunResult.OfAsync("")).Messages, StringComparison.Ordinal);
        Assert.StartsWith("tetrapylon: there is no command or option 'nonsense'\n", (await RunResult.OfAsync("", "nonsense")).Messages.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_in_another_language_is_read_but_not_coded()
    {
        const string line = """{"id":"g","published":"2016-04-05","text":"Die Armee teilte am Sonntag mit, dass sie den Hügel über der Stadt nach drei Tagen Beschuss eingenommen habe und die Straße zur Küste nicht mehr gesperrt sei."}""";
        var code = await RunResult.OfAsync(line, "code", "--json", "-");
        Assert.Equal(ExitCode.SomeSetAside, code.ExitCode);
        Assert.Empty(code.Output);
        Assert.Contains("(not-english)", code.Messages, StringComparison.Ordinal);
        Assert.Contains("\"language\":\"de\"", (await RunResult.OfAsync(line, "read", "--json", "-")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_that_is_not_known_is_told_once_a_file()
    {
        const string lines = """
            {"id":"1","text":"A bridge fell.","section":"x"}
            {"id":"2","text":"A wall fell.","section":"y"}
            """;
        var run = await RunResult.OfAsync(lines, "read", "--json", "-");
        Assert.Single(run.Messages.Split('\n'), l => l.Contains("(unknown-field)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Help_goes_to_stdout_and_ends_well()
    {
        var run = await RunResult.OfAsync("", "--help");
        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Contains("code", run.Output, StringComparison.Ordinal);
        Assert.Empty(run.Messages);
    }

    [Fact]
    public async Task Doctor_loads_both_models_of_English_and_names_the_origin_of_every_data_file()
    {
        var run = await RunResult.OfAsync("", "doctor");
        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Contains("fast model loads", run.Output, StringComparison.Ordinal);
        Assert.Contains("accurate model loads", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("origin not named", run.Output, StringComparison.Ordinal);
    }
}
