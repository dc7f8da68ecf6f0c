using System.Net;
using System.Text;
using System.Text.Json;

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
        const string Mark = "name=\"__RequestVerificationToken\" value=\"";
        var at = page.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length;
        using var form = new MultipartFormDataContent
        {
            { new StringContent(page[at..page.IndexOf('"', at)]), "__RequestVerificationToken" },
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
}
