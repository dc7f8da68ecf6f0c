using System.Diagnostics;
using Microsoft.Playwright;

namespace Tetrapylon.Acceptance.Desk;

/// <summary>The program serving the sample reports as a process of its own, and a browser that looks at it. Skips where no browser is installed.</summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>A town that one report beside the samples tells of.</summary>
    public const string Town = "Hajjah";

    internal static readonly string Chromium = Environment.GetEnvironmentVariable("TETRAPYLON_CHROMIUM") is { Length: > 0 } path ? path : "/usr/bin/chromium";

    private readonly Scratch _scratch = new();
    private Process? _server;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public string Address { get; private set; } = "";

    /// <summary>True where the map was built.</summary>
    public static bool HasMap => File.Exists(Path.Combine(AppContext.BaseDirectory, "desk", "desk.js"));

    /// <summary>The accessibility checker, from the packages of the map.</summary>
    public static string? Axe { get; } = Above(AppContext.BaseDirectory) is { } root && Path.Combine(root, "web/node_modules/axe-core/axe.min.js") is var file && File.Exists(file) ? file : null;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium)) return;
        var store = _scratch["record.db"];
        var town = _scratch.File("town.jsonl", $"{{\"id\":\"town\",\"published\":\"2018-03-06\",\"text\":\"Houthi fighters captured {Town} from government forces on Monday, officials said.\"}}\n");
        Assert.Equal(0, (await ProgramRun.OfAsync("ingest", "--store", store, ProgramRun.Samples, town)).ExitCode);
        _server = ProgramRun.Start("serve", "--store", store, "--urls", "http://127.0.0.1:0", "--reviewer", "ana");
        Address = await AddressOf(_server);
        // A machine that does other work besides is slow, not wrong.
        Assertions.SetDefaultExpectTimeout(60000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox", "--disable-gpu"] });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_server is { HasExited: false })
        {
            _server.Kill();
            await _server.WaitForExitAsync();
        }
        _server?.Dispose();
        _scratch.Dispose();
    }

    /// <summary>A fresh window; anything the browser complains of is gathered.</summary>
    public async Task<(IPage Page, List<string> Complaints)> OpenAsync(string path, int width = 1280, int height = 900, ColorScheme scheme = ColorScheme.Light, bool script = true)
    {
        if (_browser is null) Assert.Skip($"no browser at {Chromium}: apt-get install chromium");
        var context = await _browser!.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme, JavaScriptEnabled = script, BaseURL = Address, BypassCSP = false });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(60000);
        var complaints = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error") complaints.Add(message.Text); };
        page.PageError += (_, error) => complaints.Add(error);
        await page.GotoAsync(path);
        return (page, complaints);
    }

    /// <summary>Where a desk that was just begun answers.</summary>
    internal static async Task<string> AddressOf(Process server)
    {
        while (await server.StandardError.ReadLineAsync() is { } line)
            if (line.IndexOf("http://", StringComparison.Ordinal) is >= 0 and var at)
            {
                _ = server.StandardError.ReadToEndAsync();
                return line[at..line.IndexOf(' ', at)];
            }
        throw new InvalidOperationException("the desk did not begin to serve");
    }

    private static string? Above(string? folder) => folder is null ? null : File.Exists(Path.Combine(folder, "Tetrapylon.slnx")) ? folder : Above(Path.GetDirectoryName(folder));
}
