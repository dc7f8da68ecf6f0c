using System.Net;
using Tetrapylon.App.Http;

namespace Tetrapylon.App.Tests.Http;

public sealed class KeptAnswersTests
{
    [Fact]
    public async Task A_page_made_for_one_person_serves_another_with_that_ones_own_token()
    {
        await using var running = await RunningDesk.StartAsync(before: WithSamples);
        using var one = running.Client();
        using var other = running.Client();
        var first = await one.GetStringAsync("/review", TestContext.Current.CancellationToken);
        var second = await other.GetStringAsync("/review", TestContext.Current.CancellationToken);
        var token = RunningDesk.TokenIn(second);
        Assert.NotEqual(RunningDesk.TokenIn(first), token);
        Assert.DoesNotContain(KeptAnswer.Gap, first + second, StringComparison.Ordinal);
        Assert.Equal(first.Replace(RunningDesk.TokenIn(first), token, StringComparison.Ordinal), second);
        // The other's token is worth something to the other alone.
        Assert.Equal(HttpStatusCode.BadRequest, (await Reject(one, first, token)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await Reject(other, second, token)).StatusCode);
        // What was judged is on nobody's page any more.
        Assert.NotEqual(Claim(first), Claim(await one.GetStringAsync("/review", TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task People_and_programs_are_not_given_each_others_answer()
    {
        await using var running = await RunningDesk.StartAsync();
        using var client = running.Client();
        foreach (var (accept, type) in new[] { ("text/html", "text/html"), ("application/json", "application/json"), ("text/html", "text/html") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api");
            request.Headers.TryAddWithoutValidation("Accept", accept);
            using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
        }
    }

    [Fact]
    public void What_was_not_asked_for_longest_goes_first_and_what_is_very_large_is_not_kept()
    {
        var kept = new KeptAnswers();
        static KeptAnswer Of(int megabytes) => new("text/plain", new byte[megabytes << 20]);
        kept.Keep("huge", Of(5));
        Assert.Null(kept.Find("huge"));
        for (var i = 0; i < 24; i++)
        {
            kept.Keep("t" + i, Of(4));
            Assert.NotNull(kept.Find("t0"));
        }
        kept.Keep("one more", Of(4));
        Assert.NotNull(kept.Find("t0"));
        Assert.Null(kept.Find("t1"));
        Assert.NotNull(kept.Find("one more"));
    }

    private static async Task WithSamples(string store) => Assert.Equal(ExitCode.Ok, (await RunResult.OfAsync("", "ingest", "--store", store, App.Commands.DemoCommand.Samples)).ExitCode);

    private static string Claim(string page) => page[(page.IndexOf("data-claim=\"", StringComparison.Ordinal) + 12)..][..32];

    private static Task<HttpResponseMessage> Reject(HttpClient client, string page, string token) => client.PostAsync("/review/claim/" + Claim(page),
        new FormUrlEncodedContent(new Dictionary<string, string> { ["do"] = "reject", ["reason"] = "of another town", [Forms.TokenField] = token }), TestContext.Current.CancellationToken);
}
