using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Tetrapylon.App.Commands;
using Tetrapylon.App.Http;

namespace Tetrapylon.App.Tests.Http;

/// <summary>A desk over the sample reports, and over one report that means harm, on a port of its own.</summary>
public sealed class DeskFixture : IAsyncLifetime
{
    /// <summary>A report whose every text tries to become markup.</summary>
    public const string Harm = "<script>alert(1)</script><img src=x onerror=alert(2)>";

    private readonly string _folder = Directory.CreateTempSubdirectory("desk-test-").FullName;
    private WebApplication? _app;
    private Desk? _desk;

    internal Desk Desk => _desk!;
    public HttpClient Client { get; private set; } = null!;
    public string Address { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var store = Path.Combine(_folder, "record.db");
        var harm = Path.Combine(_folder, "harm.jsonl");
        await File.WriteAllTextAsync(harm, System.Text.Json.JsonSerializer.Serialize(new
        {
            id = "harm\"><script>alert(3)</script>",
            published = "2017-02-05",
            title = Harm,
            publisher = "\"><svg onload=alert(4)>",
            url = "javascript:alert(5)",
            text = $"Gunmen {Harm} killed four soldiers in Homs on Saturday, \"></mark><script>alert(6)</script> activists said.",
        }) + "\n");
        var run = await RunResult.OfAsync("", "ingest", "--store", store, DemoCommand.Samples, harm);
        Assert.Equal(ExitCode.Ok, run.ExitCode);
        _desk = new Desk(new(store, ["http://127.0.0.1:0"], "tester", [], []));
        _desk.Records.Prepare();
        _app = DeskHost.Build(_desk);
        await _app.StartAsync();
        Address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Client = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = new(Address) };
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (_app is not null) await _app.DisposeAsync();
        _desk?.Dispose();
        Directory.Delete(_folder, recursive: true);
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
        const string Mark = "name=\"__RequestVerificationToken\" value=\"";
        var at = body.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length;
        var token = body[at..body.IndexOf('"', at)];
        return await Client.PostAsync(path, new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", token)).Select(f => new KeyValuePair<string, string>(f.Item1, f.Item2))), TestContext.Current.CancellationToken);
    }
}
