using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Tetrapylon.Acceptance;

/// <summary>The record on the disk: refused when it is not ours, whole after any end of the program, the same however it was made.</summary>
public sealed class RecordTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_file_that_is_no_record_is_refused_and_left_alone()
    {
        var path = _scratch.File("notes.db", "my notes");
        var run = await ProgramRun.OfAsync("ingest", "--store", path, ProgramRun.Samples);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("not a record", run.Messages, StringComparison.Ordinal);
        Assert.Equal("my notes", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_database_of_another_program_is_refused()
    {
        var path = _scratch["other.db"];
        await using (var other = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            other.Open();
            using var make = other.CreateCommand();
            make.CommandText = "CREATE TABLE mine (x)";
            make.ExecuteNonQuery();
        }
        var before = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(1, (await ProgramRun.OfAsync("ingest", "--store", path, ProgramRun.Samples)).ExitCode);
        Assert.Equal(1, (await ProgramRun.OfAsync("events", "--store", path)).ExitCode);
        Assert.Equal(before, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_locked_record_is_told_not_waited_for_forever()
    {
        var path = _scratch["record.db"];
        Assert.Equal(0, (await ProgramRun.OfAsync("ingest", "--store", path, Path.Combine(ProgramRun.Samples, "palmyra-2015.jsonl"))).ExitCode);
        await using var holder = new SqliteConnection($"Data Source={path};Pooling=False");
        holder.Open();
        using var begin = holder.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        begin.ExecuteNonQuery();
        var run = await ProgramRun.OfAsync("ingest", "--store", path, Path.Combine(ProgramRun.Samples, "mosul-raqqa-aleppo.jsonl"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Another process", run.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_is_not_there_is_not_made_by_asking()
    {
        var run = await ProgramRun.OfAsync("control", "--store", _scratch["none.db"]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("ingest", run.Messages, StringComparison.Ordinal);
        Assert.False(File.Exists(_scratch["none.db"]));
    }

    [Fact]
    public async Task The_same_reports_again_or_in_another_order_change_nothing()
    {
        var files = Directory.GetFiles(ProgramRun.Samples);
        var (one, two) = (_scratch["one.db"], _scratch["two.db"]);
        await ProgramRun.OfAsync(["ingest", "--store", one, .. files]);
        await ProgramRun.OfAsync(["ingest", "--store", two, .. files.Reverse()]);
        var first = await ExportedAsync(one);
        Assert.Equal(first, await ExportedAsync(two));
        await ProgramRun.OfAsync(["ingest", "--store", one, .. files]);
        Assert.Equal(first, await ExportedAsync(one));
    }

    [Fact]
    public async Task A_run_killed_at_any_moment_resumes_to_the_same_record()
    {
        var reports = Many(4000);
        var (whole, killed) = (_scratch["whole.db"], _scratch["killed.db"]);
        Assert.Equal(0, (await ProgramRun.OfAsync("ingest", "--store", whole, reports)).ExitCode);
        foreach (var moment in new[] { 500, 900, 1500 })
        {
            using var process = ProgramRun.Start("ingest", "--store", killed, reports);
            await Task.Delay(moment, TestContext.Current.CancellationToken);
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        Assert.Equal(0, (await ProgramRun.OfAsync("ingest", "--store", killed, reports)).ExitCode);
        Assert.Equal(await ExportedAsync(whole), await ExportedAsync(killed));
    }

    [Fact]
    public async Task A_file_that_may_grow_no_further_is_told_and_what_was_acknowledged_is_kept()
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "no bash to set a limit with");
        using var scratch = new Scratch();
        var reports = Many(3000);
        // Three megabytes a file, less than these reports need. The runtime's own doubly mapped code would count as a file as well.
        using var limited = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", "trap '' XFSZ; export DOTNET_EnableWriteXorExecute=0; ulimit -f 3000; exec dotnet exec \"$@\"", "limited", ProgramRun.Assembly, "ingest", "--store", scratch["r.db"], reports])
        { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var output = limited.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var told = await limited.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await limited.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(limited.ExitCode == 1, told);
        Assert.Contains("What was acknowledged before is kept", told, StringComparison.Ordinal);
        Assert.Equal("", await output);

        var resumed = await ProgramRun.OfAsync("ingest", "--store", scratch["r.db"], reports);
        Assert.True(resumed.ExitCode == 0, resumed.Messages);
        var whole = await ProgramRun.OfAsync("ingest", "--store", scratch["whole.db"], reports);
        Assert.True(whole.ExitCode == 0, whole.Messages);
        Assert.Equal((await ProgramRun.OfAsync("events", "--json", "--store", scratch["whole.db"])).Output, (await ProgramRun.OfAsync("events", "--json", "--store", scratch["r.db"])).Output);
    }

    [Fact]
    public async Task Two_runs_on_one_record_take_turns_or_one_is_told()
    {
        using var scratch = new Scratch();
        var (all, first, second) = (Many(2000, "all.jsonl"), Many(1000, "first.jsonl"), Many(2000, "second.jsonl"));
        var runs = await Task.WhenAll(ProgramRun.OfAsync("ingest", "--store", scratch["r.db"], first), ProgramRun.OfAsync("ingest", "--store", scratch["r.db"], second));
        foreach (var run in runs)
            if (run.ExitCode != 0) Assert.Contains("Another process is writing", run.Messages, StringComparison.Ordinal);
        var again = await ProgramRun.OfAsync("ingest", "--store", scratch["r.db"], all);
        Assert.True(again.ExitCode == 0, again.Messages);
        await ProgramRun.OfAsync("ingest", "--store", scratch["whole.db"], all);
        Assert.Equal((await ProgramRun.OfAsync("events", "--json", "--store", scratch["whole.db"])).Output, (await ProgramRun.OfAsync("events", "--json", "--store", scratch["r.db"])).Output);
    }

    [Fact]
    public async Task An_actor_is_shown_over_time()
    {
        using var scratch = new Scratch();
        await ProgramRun.OfAsync("ingest", "--store", scratch["r.db"], Many(40));
        var one = Assert.Single((await ProgramRun.OfAsync("actors", "Nusra Front", "--store", scratch["r.db"], "--json", "--on", "2016-09-01")).Lines);
        Assert.Equal("Jabhat Fatah al-Sham", one.GetProperty("name").GetString());
        Assert.NotEmpty((await ProgramRun.OfAsync("actors", "--store", scratch["r.db"], "--json")).Lines);
        Assert.Equal(2, (await ProgramRun.OfAsync("actors", "no such actor", "--store", scratch["r.db"])).ExitCode);
    }

    [Fact]
    public async Task Ctrl_C_ends_with_130_and_keeps_what_was_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are Unix's");
        var store = _scratch["record.db"];
        using var process = ProgramRun.Start("ingest", "--store", store, "-");
        var line = Encoding.UTF8.GetBytes(Report(1) + "\n");
        // Input that never ends keeps it busy until the signal comes.
        var feeding = Task.Run(async () =>
        {
            try
            {
                for (var i = 0; ; i++)
                {
                    await process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(Report(i) + "\n"), TestContext.Current.CancellationToken);
                    // Some hundred a second: a slow machine would else be given more of one day and town than it can join before it listens.
                    if (i % 10 == 0) await Task.Delay(20, TestContext.Current.CancellationToken);
                }
            }
            catch (IOException)
            {
                // It stopped reading.
            }
        }, TestContext.Current.CancellationToken);
        // A slow machine may not listen for signals yet: the signal is given again until it does.
        for (var tries = 0; tries < 12 && !process.HasExited; tries++)
        {
            await Task.Delay(tries == 0 ? 3000 : 10_000, TestContext.Current.CancellationToken);
            if (process.HasExited) break;
            using var kill = Process.Start("kill", [SignalHeard, process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
            await Task.WhenAny(process.WaitForExitAsync(TestContext.Current.CancellationToken), Task.Delay(2000, TestContext.Current.CancellationToken));
        }
        if (!process.HasExited) process.Kill();
        var output = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await feeding;
        Assert.Equal(130, process.ExitCode);
        Assert.Contains("interrupted", await output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_the_record_does_not_know_is_a_usage_error()
    {
        var store = _scratch["record.db"];
        await ProgramRun.OfAsync("ingest", "--store", store, ProgramRun.Samples);
        foreach (var command in new[] { "control", "events", "damage", "claims" })
        {
            var run = await ProgramRun.OfAsync(command, "--store", store, "--place", "Atlantis");
            Assert.Equal(2, run.ExitCode);
            Assert.Contains("Atlantis", run.Messages, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("2017-02-30")]
    [InlineData("yesterday")]
    public async Task A_day_that_does_not_exist_is_a_usage_error(string day) =>
        Assert.Equal(2, (await ProgramRun.OfAsync("control", "--store", _scratch["any.db"], "--on", day)).ExitCode);

    [Fact]
    public async Task A_record_is_asked_by_who_says_so_by_publisher_and_by_a_box_on_the_map()
    {
        var store = _scratch["record.db"];
        await ProgramRun.OfAsync("ingest", "--store", store, ProgramRun.Samples);
        async Task<string[]> Lines(params string[] args) => (await ProgramRun.OfAsync([.. args, "--store", store, "--json"])).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var what in (string[])["events", "claims", "damage"])
        {
            var all = await Lines(what);
            foreach (var narrow in (string[][])[["--publisher", "Desert Wire"], ["--source", "monitor"], ["--box", "38,34,39,35"]])
            {
                var some = await Lines([what, .. narrow]);
                Assert.InRange(some.Length, what == "damage" ? 0 : 1, all.Length - 1);
                Assert.Subset(all.ToHashSet(), some.ToHashSet());
            }
        }
        Assert.All(await Lines("events", "--box", "38,34,39,35"), e => Assert.Contains("\"lat\":34.", e, StringComparison.Ordinal));
        Assert.Equal(2, (await ProgramRun.OfAsync("events", "--store", store, "--box", "38,34,39")).ExitCode);
    }

    [Fact]
    public async Task An_export_appears_whole_or_not_at_all()
    {
        var store = _scratch["record.db"];
        await ProgramRun.OfAsync("ingest", "--store", store, ProgramRun.Samples);
        Assert.Equal(0, (await ProgramRun.OfAsync("export", "--store", store, "--format", "acled", "--out", _scratch["events.csv"])).ExitCode);
        Assert.True(File.Exists(_scratch["events.csv"]));
        var nowhere = await ProgramRun.OfAsync("export", "--store", store, "--format", "acled", "--out", _scratch["no/such/folder.csv"]);
        Assert.Equal(1, nowhere.ExitCode);
        Assert.Contains($"there is no folder '{_scratch["no/such"]}'", nowhere.Messages, StringComparison.Ordinal);
        Assert.DoesNotContain(".part", nowhere.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_and_a_server_export_the_same_bytes()
    {
        var server = Environment.GetEnvironmentVariable("TETRAPYLON_POSTGRES");
        Assert.SkipWhen(string.IsNullOrEmpty(server), "no PostgreSQL server: TETRAPYLON_POSTGRES is not set (see .ci/postgres)");
        var (file, remote) = (_scratch["record.db"], $"{server};Search Path=acceptance_{Environment.ProcessId}");
        Assert.Equal(0, (await ProgramRun.OfAsync("ingest", "--store", file, ProgramRun.Samples)).ExitCode);
        var ingest = await ProgramRun.OfAsync("ingest", "--store", remote, ProgramRun.Samples);
        Assert.Equal(0, ingest.ExitCode);
        Assert.DoesNotContain("Username", ingest.Messages, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(await ExportedAsync(file), await ExportedAsync(remote));
        foreach (var format in new[] { "acled", "ucdp", "geojson", "geojson-control", "hxl", "plover", "ftm" })
            Assert.Equal((await ProgramRun.OfAsync("export", "--store", file, "--format", format)).Output, (await ProgramRun.OfAsync("export", "--store", remote, "--format", format)).Output);
        var narrow = new[] { "events", "--json", "--place", "Palmyra", "--words", "citadel", "--known-at", "2017-01-25" };
        var found = (await ProgramRun.OfAsync([.. narrow, "--store", file])).Output;
        Assert.NotEmpty(found);
        Assert.Equal(found, (await ProgramRun.OfAsync([.. narrow, "--store", remote])).Output);
    }

    private static async Task<string> ExportedAsync(string store)
    {
        var text = new StringBuilder();
        foreach (var args in (string[][])[["events", "--json"], ["control", "--json"], ["damage", "--json"], ["claims", "--json"]])
            text.Append((await ProgramRun.OfAsync([args[0], "--store", store, .. args[1..]])).Output);
        return text.ToString();
    }

    private string Many(int count, string name = "many.jsonl") => _scratch.File(name, string.Join('\n', Enumerable.Range(0, count).Select(Report)));

    // What is started in the background of a script without job control is made deaf to Ctrl-C, and so is all it starts: there the other signal to end is sent.
    private static string SignalHeard => File.Exists("/proc/self/status") && File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } ignored
        && (ulong.Parse(ignored.AsSpan(7).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & 2) != 0 ? "-TERM" : "-INT";

    private static string Report(int i) =>
        $$"""{"id":"m{{i}}","published":"2019-{{(i % 12) + 1:00}}-{{(i % 28) + 1:00}}","text":"Rebels captured the town of {{Towns[i % Towns.Length]}} from the army on Monday and {{(i % 9) + 2}} soldiers were killed in clashes, a monitor said."}""";

    private static readonly string[] Towns = ["Ramadi", "Tikrit", "Fallujah", "Kirkuk", "Homs", "Hama", "Idlib", "Deir ez-Zor", "Sirte", "Misrata", "Donetsk", "Aden"];
}
