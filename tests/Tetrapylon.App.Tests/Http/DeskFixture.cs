using Tetrapylon.App.Commands;
using Tetrapylon.App.Http;

namespace Tetrapylon.App.Tests.Http;

/// <summary>A desk over the sample reports, and over one report that means harm, on a port of its own.</summary>
public sealed class DeskFixture : IAsyncLifetime
{
    /// <summary>A report whose every text tries to become markup.</summary>
    public const string Harm = "<script>alert(1)</script><img src=x onerror=alert(2)>";

    private RunningDesk? _running;

    internal Desk Desk => _running!.Desk;
    public HttpClient Client { get; private set; } = null!;
    public string Address => _running!.Address.AbsoluteUri;

    public async ValueTask InitializeAsync()
    {
        _running = await RunningDesk.StartAsync(before: async store =>
        {
            var harm = Path.Combine(Path.GetDirectoryName(store)!, "harm.jsonl");
            await File.WriteAllTextAsync(harm, System.Text.Json.JsonSerializer.Serialize(new
            {
                id = "harm\"><script>alert(3)</script>",
                published = "2017-02-05",
                title = Harm,
                publisher = "\"><svg onload=alert(4)>",
                url = "javascript:alert(5)",
                text = $"Gunmen {Harm} killed four soldiers in Homs on Saturday, \"></mark><script>alert(6)</script> activists said.",
            }) + "\n");
            Assert.Equal(ExitCode.Ok, (await RunResult.OfAsync("", "ingest", "--store", store, DemoCommand.Samples, harm)).ExitCode);
        });
        Client = _running.Client();
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (_running is not null) await _running.DisposeAsync();
    }

    public async Task<(HttpResponseMessage Response, string Body)> Get(string path, string accept = "text/html")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Sends a form as the page at <paramref name="page"/> would, with its token.</summary>
    public async Task<HttpResponseMessage> Post(string page, string path, params (string Name, string Value)[] fields)
    {
        var (_, body) = await Get(page);
        return await Client.PostAsync(path, new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", RunningDesk.TokenIn(body))).Select(f => new KeyValuePair<string, string>(f.Item1, f.Item2))), TestContext.Current.CancellationToken);
    }
}
