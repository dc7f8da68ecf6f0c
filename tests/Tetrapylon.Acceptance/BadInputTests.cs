using System.Text;

namespace Tetrapylon.Acceptance;

/// <summary>What is wrong is said with its report and place, the exit code tells it, and the other reports come through unharmed.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string Good = """{"id":"good","published":"2019-05-07","text":"The army captured the town of Ramadi on Monday."}""";
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("empty.txt", "")]
    [InlineData("empty.jsonl", "")]
    [InlineData("blank.txt", "  \n\n ")]
    public async Task An_empty_file_is_set_aside(string name, string text)
    {
        var run = await ProgramRun.OfAsync("code", "--json", _scratch.File(name, text), _scratch.File("good.jsonl", Good));
        Assert.Equal(3, run.ExitCode);
        Assert.Contains(name, run.Messages, StringComparison.Ordinal);
        Assert.Equal("good", Assert.Single(run.Lines).GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_binary_file_is_set_aside()
    {
        var bytes = new byte[4096];
        new Random(7).NextBytes(bytes);
        bytes[0] = 0x7F;
        var run = await ProgramRun.OfAsync("code", "--json", _scratch.File("picture.bin", bytes), _scratch.File("good.jsonl", Good));
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("picture.bin", run.Messages, StringComparison.Ordinal);
        Assert.Equal("good", Assert.Single(run.Lines).GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_pipe_is_read_like_a_file()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/mkfifo"), "there are no named pipes here");
        var (good, pipe) = (_scratch.File("good.jsonl", Good), _scratch["pipe"]);
        using var shell = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("/bin/sh", ["-c", $"mkfifo '{pipe}'; cat '{good}' > '{pipe}' & exec dotnet exec '{ProgramRun.Assembly}' code --json '{pipe}'"]) { RedirectStandardOutput = true })!;
        var coded = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, shell.ExitCode);
        Assert.Contains("\"id\":\"good\"", coded, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("iso-8859-1")]
    public async Task Text_is_read_in_the_encoding_it_has(string encoding)
    {
        var coding = Encoding.GetEncoding(encoding);
        var bytes = coding.GetPreamble().Concat(coding.GetBytes("date 2019-05-07 Señor Ibáñez spoke in the café.\n\nNothing else happened.")).ToArray();
        var run = await ProgramRun.OfAsync("read", "--json", _scratch.File("report.txt", bytes));
        Assert.Equal(0, run.ExitCode);
        var text = string.Concat(Assert.Single(run.Lines).GetProperty("blocks").EnumerateArray().Select(b => b.GetProperty("text").GetString()));
        Assert.Contains("Señor Ibáñez spoke in the café", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_of_several_encodings_is_read_file_by_file()
    {
        foreach (var (name, coding) in new[] { ("a.txt", Encoding.UTF8), ("b.txt", Encoding.Unicode), ("c.txt", Encoding.Latin1) })
            _scratch.File("mixed/" + name, [.. coding.GetPreamble(), .. coding.GetBytes("date 2019-05-07 Señor Ibáñez spoke in the café.\n\nNothing else happened.")]);
        var run = await ProgramRun.OfAsync("read", "--json", _scratch["mixed"]);
        Assert.Equal(3, run.Lines.Count());
        Assert.All(run.Lines, l => Assert.Contains(l.GetProperty("blocks").EnumerateArray(), b => b.GetProperty("text").GetString()!.Contains("Señor Ibáñez spoke in the café", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_line_in_another_encoding_than_its_file_is_read_and_noted()
    {
        var run = await ProgramRun.OfAsync("read", "--json", _scratch.File("mixed.jsonl",
            [.. Encoding.UTF8.GetBytes(Good + "\n"), .. Encoding.Latin1.GetBytes(Good.Replace("good", "latin", StringComparison.Ordinal).Replace("Ramadi", "Mérida", StringComparison.Ordinal) + "\n"), .. Encoding.UTF8.GetBytes(Good.Replace("good", "last", StringComparison.Ordinal))]));
        Assert.Equal(["good", "latin", "last"], run.Lines.Select(l => l.GetProperty("id").GetString()));
        Assert.Contains("Mérida", run.Lines.ElementAt(1).GetProperty("blocks")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains("mixed.jsonl:2", run.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_whose_disk_is_full_says_so_and_goes_on_when_there_is_room()
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "there is no shell here");
        var filler = string.Concat(Enumerable.Repeat("The committee met again and talked about the harvest. ", 100));
        var reports = _scratch.File("many.jsonl", string.Join('\n', Enumerable.Range(0, 150).Select(i => Good.Replace("good", $"r{i}", StringComparison.Ordinal).Replace("The army captured the town of Ramadi on Monday.", $"Meeting {i}. {filler}", StringComparison.Ordinal)).Append(Good)));
        // No file may grow beyond 300 blocks of 512 bytes: to the program that is a full disk.
        using (var shell = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("/bin/sh", ["-c", $"trap '' XFSZ; ulimit -f 300; DOTNET_EnableWriteXorExecute=0 exec dotnet exec '{ProgramRun.Assembly}' ingest --store '{_scratch["full.db"]}' '{reports}' 2>&1"]) { RedirectStandardOutput = true })!)
        {
            var messages = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(1, shell.ExitCode);
            Assert.Contains("full.db", messages, StringComparison.Ordinal);
            Assert.Contains("disk", messages, StringComparison.Ordinal);
        }
        Assert.Equal(0, (await ProgramRun.OfAsync("ingest", "--store", _scratch["full.db"], reports)).ExitCode);
        Assert.Single((await ProgramRun.OfAsync("events", "--store", _scratch["full.db"], "--json", "--place", "Ramadi")).Lines);
    }

    [Fact]
    public async Task A_json_line_cut_in_half_costs_only_itself()
    {
        var run = await ProgramRun.OfAsync("code", "--json", _scratch.File("cut.jsonl", Good[..40] + "\n" + Good + "\n" + Good.Replace("good", "last", StringComparison.Ordinal)[..^9]));
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("cut.jsonl:1", run.Messages, StringComparison.Ordinal);
        Assert.Contains("cut.jsonl:3", run.Messages, StringComparison.Ordinal);
        Assert.Equal("good", Assert.Single(run.Lines).GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_line_beyond_all_measure_costs_only_itself()
    {
        var path = _scratch["long.jsonl"];
        await using (var file = File.Create(path))
        {
            file.Write(Encoding.UTF8.GetBytes(Good + "\n{\"id\":\"long\",\"text\":\""));
            var block = new byte[1 << 20];
            Array.Fill(block, (byte)'x');
            for (var i = 0; i < 200; i++) file.Write(block);
            file.Write(Encoding.UTF8.GetBytes("\"}\n" + Good.Replace("good", "after", StringComparison.Ordinal) + "\n"));
        }
        var run = await ProgramRun.OfAsync("code", "--json", path);
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("long.jsonl:2", run.Messages, StringComparison.Ordinal);
        Assert.Equal(["good", "after"], run.Lines.Select(l => l.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task An_id_that_comes_twice_with_other_text_is_noted()
    {
        var run = await ProgramRun.OfAsync("code", "--json", _scratch.File("twice.jsonl", Good + "\n" + Good.Replace("Monday", "Sunday", StringComparison.Ordinal)));
        Assert.Equal(2, run.Lines.Count());
        Assert.Contains("duplicate-id", run.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_that_does_not_exist_is_told_and_not_replaced_by_another()
    {
        var run = await ProgramRun.OfAsync("read", "--json", _scratch.File("day.jsonl", Good.Replace("2019-05-07", "2019-02-31", StringComparison.Ordinal)));
        Assert.Contains("2019-02-31", run.Messages, StringComparison.Ordinal);
        foreach (var line in run.Lines) Assert.Null(line.GetProperty("published").GetString());
    }

    [Fact]
    public async Task Fields_nobody_knows_do_no_harm()
    {
        var run = await ProgramRun.OfAsync("code", "--json", _scratch.File("more.jsonl", Good.Replace("{", "{\"mood\":{\"a\":[1,2]},", StringComparison.Ordinal)));
        Assert.Equal(0, run.ExitCode);
        Assert.Single(run.Lines);
    }

    [Fact]
    public async Task Reports_come_from_standard_input_as_well()
    {
        var run = await ProgramRun.OfAsync(Encoding.UTF8.GetBytes(Good + "\n"), ["code", "--json", "-"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("good", Assert.Single(run.Lines).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Output_follows_the_order_of_input()
    {
        var lines = string.Join('\n', Enumerable.Range(0, 500).Select(i => Good.Replace("good", $"r{i}", StringComparison.Ordinal)));
        var run = await ProgramRun.OfAsync("code", "--json", _scratch.File("many.jsonl", lines));
        Assert.Equal(Enumerable.Range(0, 500).Select(i => $"r{i}"), run.Lines.Select(l => l.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task A_full_disk_is_a_failure_with_a_reason()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "there is no /dev/full here");
        using var shell = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("sh", ["-c", $"dotnet exec '{ProgramRun.Assembly}' code --json '{_scratch.File("good.jsonl", Good)}' > /dev/full"]) { RedirectStandardError = true })!;
        var messages = await shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, shell.ExitCode);
        Assert.Contains("space", messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faulty_data_files_stop_the_run_with_file_and_line()
    {
        _scratch.File("data/publishers/mine.yaml", "origin: test\nlicence: none\npublishers:\n  - {id: x, nmae: X}\n");
        var run = await ProgramRun.OfAsync("code", "--data", _scratch["data"], _scratch.File("good.jsonl", Good));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("publishers/mine.yaml:4", run.Messages, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task A_data_folder_that_is_not_there_is_a_usage_error() =>
        Assert.Equal(2, (await ProgramRun.OfAsync("code", "--data", _scratch["nowhere"], _scratch.File("good.jsonl", Good))).ExitCode);
}
