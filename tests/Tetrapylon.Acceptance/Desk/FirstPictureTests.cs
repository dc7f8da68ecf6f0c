using System.Globalization;
using Microsoft.Playwright;

namespace Tetrapylon.Acceptance.Desk;

/// <summary>How long a browser that knows nothing of the desk waits for the map. Over a record of one's own: <c>TETRAPYLON_RECORD=my.db dotnet test … --filter FirstPicture</c>.</summary>
public sealed class FirstPictureTests
{
    private const int Times = 5;

    [Fact]
    public async Task The_map_is_there_soon_after_a_browser_asks_for_it_the_first_time()
    {
        if (!File.Exists(Browser.Chromium)) Assert.Skip($"no browser at {Browser.Chromium}: apt-get install chromium");
        if (!Browser.HasMap) Assert.Skip("the map was not built: no Node.js");
        using var scratch = new Scratch();
        if (Environment.GetEnvironmentVariable("TETRAPYLON_RECORD") is not { Length: > 0 } store)
            Assert.Equal(0, (await ProgramRun.OfAsync("ingest", "--store", store = scratch["record.db"], ProgramRun.Samples)).ExitCode);
        using var server = ProgramRun.Start("serve", "--store", store, "--urls", "http://127.0.0.1:0");
        try
        {
            var address = await Browser.AddressOf(server);
            var took = new List<(double First, double Places, double Events)>();
            for (var i = 0; i < Times; i++) took.Add(await OnceAsync(address));
            foreach (var (name, each) in new (string, Func<(double First, double Places, double Events), double>)[] { ("first words", t => t.First), ("map with its places", t => t.Places), ("with its events", t => t.Events) })
            {
                var sorted = took.Select(each).Order().ToList();
                TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {each(took[0]):0} ms from a server just begun, then {sorted[Times / 2]:0} ms (median of {Times}), at most {sorted[^1]:0} ms"));
            }
            // What is promised is less: two seconds on two processors that do nothing else. A machine that does more is slow, not wrong.
            Assert.InRange(took.Select(t => t.Places).Order().ElementAt(Times / 2), 0, 15_000);
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    // A browser process of its own each time: no cache, no compiled script. Times count from when the address was asked for.
    private static async Task<(double First, double Places, double Events)> OnceAsync(string address)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Browser.Chromium, Args = ["--no-sandbox", "--disable-gpu"] });
        var page = await chromium.NewPageAsync(new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        page.SetDefaultTimeout(60000);
        await page.GotoAsync(address);
        await page.WaitForFunctionAsync("() => performance.getEntriesByName('events').length > 0 && performance.getEntriesByName('redraw').length > 0");
        var told = await page.EvaluateAsync<double[]>("() => [performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0, ...[performance.getEntriesByName('redraw')[0]].map(e => e.startTime + e.duration), performance.getEntriesByName('events')[0].startTime]");
        return (told[0], told[1], told[2]);
    }
}
