using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tetrapylon.App.Http;

namespace Tetrapylon.App.Tests.Http;

/// <summary>A desk that serves on a port of its own, over a record in a folder that is gone after it.</summary>
internal sealed class RunningDesk : IAsyncDisposable
{
    private readonly string _folder;
    private readonly WebApplication _app;

    private RunningDesk(string folder, Desk desk, WebApplication app) => (_folder, Desk, _app) = (folder, desk, app);

    public Desk Desk { get; }
    public IServiceProvider Services => _app.Services;
    public Uri Address => AddressOf(_app);

    /// <param name="options">What it is started with beside its record and port.</param>
    /// <param name="before">What is done with the place of the record before anything serves it.</param>
    public static async Task<RunningDesk> StartAsync(Func<DeskOptions, DeskOptions>? options = null, Func<string, Task>? before = null)
    {
        var folder = Directory.CreateTempSubdirectory("desk-test-").FullName;
        var store = Path.Combine(folder, "record.db");
        if (before is not null) await before(store);
        var asked = new DeskOptions(store, ["http://127.0.0.1:0"], "tester", [], []);
        var desk = new Desk(options?.Invoke(asked) ?? asked);
        desk.Records.Prepare();
        var app = DeskHost.Build(desk);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(folder, desk, app);
    }

    /// <summary>A browser's worth of client: it keeps cookies.</summary>
    public HttpClient Client(bool follows = false) => new(new SocketsHttpHandler { AllowAutoRedirect = follows, CookieContainer = new CookieContainer() }) { BaseAddress = Address };

    /// <summary>Another program on a port of its own: an issuer, a collector, a receiver.</summary>
    public static async Task<WebApplication> OtherAsync(Action<WebApplication> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        map(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    public static Uri AddressOf(WebApplication app) => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>The token that forms of a page carry.</summary>
    public static string TokenIn(string page) => FieldIn(page, "__RequestVerificationToken");

    /// <summary>Value of a hidden field of a page.</summary>
    public static string FieldIn(string page, string name)
    {
        var mark = $"name=\"{name}\" value=\"";
        var at = page.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        return page[at..page.IndexOf('"', at)];
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Desk.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
