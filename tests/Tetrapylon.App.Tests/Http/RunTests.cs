using System.Net;
using System.Text;
using System.Text.Json;
using Tetrapylon.App.Http;
using Tetrapylon.App.Http.Runs;

namespace Tetrapylon.App.Tests.Http;

public sealed class RunTests(DeskFixture desk) : IClassFixture<DeskFixture>
{
    [Fact]
    public async Task A_pasted_report_is_coded_while_one_watches_and_stays_in_the_record()
    {
        var started = await desk.Post("/add", "/add", ("text", "Taliban fighters attacked a police post in Kunduz on Monday, killing seven officers, police said."), ("published", "2019-05-07"), ("title", "Post attacked"));
        var run = started.Headers.Location!.ToString();
        var told = await desk.Client.GetStringAsync(run.Replace("/run/", "/runs/", StringComparison.Ordinal) + "/events", TestContext.Current.CancellationToken);
        Assert.Contains("\"done\":true", told, StringComparison.Ordinal);
        var came = JsonDocument.Parse((await desk.Get(run + ".json")).Body).RootElement;
        Assert.Equal(("done", 1), (came.GetProperty("state").GetString(), came.GetProperty("reports").GetInt32()));
        Assert.Contains("Kunduz", (await desk.Get("/events.json?place=Kunduz")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dropped_file_with_a_name_that_climbs_stays_where_it_belongs()
    {
        var (_, page) = await desk.Get("/add");
        using var form = new MultipartFormDataContent
        {
            { new StringContent(RunningDesk.TokenIn(page)), "__RequestVerificationToken" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes("Rebels shelled Taiz on Sunday, killing two people.\n")), "files", "../../../tmp/climber.txt" },
        };
        var response = await desk.Client.PostAsync("/add", form, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        await desk.Client.GetStringAsync(response.Headers.Location!.ToString().Replace("/run/", "/runs/", StringComparison.Ordinal) + "/events", TestContext.Current.CancellationToken);
        Assert.False(File.Exists("/tmp/climber.txt"));
    }

    [Theory]
    [InlineData("http://127.0.0.1:22/")]
    [InlineData("http://localhost/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://10.0.0.1/")]
    public async Task An_address_inside_our_own_network_is_not_fetched(string address)
    {
        var started = await desk.Post("/add", "/add", ("url", address));
        var run = started.Headers.Location!.ToString();
        await desk.Client.GetStringAsync(run.Replace("/run/", "/runs/", StringComparison.Ordinal) + "/events", TestContext.Current.CancellationToken);
        var came = JsonDocument.Parse((await desk.Get(run + ".json")).Body).RootElement;
        Assert.Equal("failed", came.GetProperty("state").GetString());
        Assert.Equal("refused-address", came.GetProperty("issues")[0].GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://example.org/")]
    public async Task Only_the_web_is_fetched(string address) => Assert.Equal(HttpStatusCode.BadRequest, (await desk.Post("/add", "/add", ("url", address))).StatusCode);

    [Fact]
    public async Task A_run_that_the_end_of_the_program_cut_off_goes_on_when_it_begins_again_and_is_not_begun_for_ever()
    {
        var folder = Directory.CreateTempSubdirectory("run-test-").FullName;
        try
        {
            var options = new DeskOptions(Path.Combine(folder, "record.db"), ["http://127.0.0.1:0"], "tester", [], []);
            var given = Directory.CreateDirectory(Path.Combine(options.DeskStore + ".runs", "given")).FullName;
            await File.WriteAllTextAsync(Path.Combine(given, "report.jsonl"), JsonSerializer.Serialize(new { id = "cut", published = "2019-05-07", text = "Rebels shelled Taiz on Sunday, killing two people, medics said." }) + "\n", TestContext.Current.CancellationToken);
            using (var store = new RunStore(options.DeskStore))
            {
                Run Cut(string id, int starts) => new(id, id, "ana", NodaTime.Instant.FromUtc(2024, 5, 1, 0, 0), given, null, false, RunProgress.None with { State = RunState.Coding, Starts = starts });
                store.Keep(Cut("once", 1));
                store.Keep(Cut("twice", 2));
            }
            using var desk = new Desk(options);
            desk.Records.Prepare(TestContext.Current.CancellationToken);
            await using var app = DeskHost.Build(desk);
            Assert.Equal(RunState.Interrupted, desk.Runs.Find("twice")!.State);
            var once = desk.Runs.Find("once")!;
            for (var i = 0; i < 1200 && !once.Ended; i++) await Task.Delay(100, TestContext.Current.CancellationToken);
            Assert.Equal((RunState.Done, 1), (once.State, once.Reports));
            // What was given is cleared away after the run has ended.
            for (var i = 0; i < 600 && Directory.Exists(given); i++) await Task.Delay(100, TestContext.Current.CancellationToken);
            Assert.False(Directory.Exists(given));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
