using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Tetrapylon.App.Http;
using Tetrapylon.Reading.Fetching;
using Tetrapylon.Reading.Tests.Fetching;
using static Microsoft.Playwright.Assertions;

namespace Tetrapylon.Acceptance.Desk;

/// <summary>Bringing reports in at the desk, in a real browser.</summary>
public sealed class BringingInTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task A_file_dropped_on_the_field_is_coded_while_one_watches()
    {
        if (!Browser.HasMap) Assert.Skip("the script of the pages was not built: no Node.js");
        var (page, complaints) = await browser.OpenAsync("/add");
        var dropped = await page.EvaluateHandleAsync("""
            () => { const all = new DataTransfer(); all.items.add(new File(['{"id":"dropped-1","published":"2019-06-11","title":"Convoy hit","text":"A roadside bomb hit an army convoy near Gao on Monday, killing three soldiers, the army said."}\n'], 'dropped.jsonl', { type: 'application/jsonl' })); return all; }
            """);
        await page.Locator(".dropzone").DispatchEventAsync("drop", new { dataTransfer = dropped });
        await page.WaitForURLAsync("**/run/*");
        var report = page.Locator("ul.reports a").First;
        await Expect(report).ToHaveTextAsync("Convoy hit", new() { Timeout = 120000 });
        await Expect(page.Locator("[data-say=state]")).ToHaveTextAsync("done", new() { Timeout = 60000 });
        await report.ClickAsync();
        await Expect(page.Locator(".text")).ToContainTextAsync("Gao");
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task A_feed_is_followed_and_its_entry_becomes_a_claim_with_its_words()
    {
        await using var server = LocalServer.Of(
            ("/feed", LocalServer.Ok("<rss><channel><title>Daily Test</title><item><title>Bridge at Mopti blown up</title><link>/a</link><pubDate>Tue, 05 Apr 2016 10:00:00 GMT</pubDate><description>A bridge fell.</description></item></channel></rss>", type: "application/rss+xml")),
            ("/a", LocalServer.Ok("<html><body><article><h1>Bridge at Mopti blown up</h1><p>Islamist militants blew up a bridge at Mopti on Monday and killed two soldiers who guarded it, the governor of the region said.</p></article></body></html>")));
        var folder = Directory.CreateTempSubdirectory("desk-feed-").FullName;
        try
        {
            // A desk that may fetch from this machine: only tests have one.
            using var desk = new App.Http.Desk(new(Path.Combine(folder, "record.db"), ["http://127.0.0.1:0"], "ana", [], []) { Reachable = AddressGuard.AlsoLoopback });
            desk.Records.Prepare(TestContext.Current.CancellationToken);
            await using var app = DeskHost.Build(desk);
            await app.StartAsync(TestContext.Current.CancellationToken);
            var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

            var (page, _) = await browser.OpenAsync(address + "/feeds");
            await page.GetByLabel("Address of the feed").FillAsync(server.Url("/feed").AbsoluteUri);
            await page.GetByRole(AriaRole.Button, new() { Name = "Follow", Exact = true }).ClickAsync();
            await Expect(page.Locator(".followed h2")).ToHaveTextAsync(server.Url("/feed").AbsoluteUri);
            var entry = page.GetByRole(AriaRole.Link, new() { Name = "Bridge at Mopti blown up" });
            for (var i = 0; i < 60 && await entry.CountAsync() == 0; i++)
            {
                await Task.Delay(500, TestContext.Current.CancellationToken);
                if (!Browser.HasMap) await page.ReloadAsync();
            }
            // The list is drawn anew while the feed is looked at: a click in that moment is lost.
            for (var (opened, tries) = (false, 0); !opened && tries < 5; tries++)
            {
                await entry.First.ClickAsync();
                try
                {
                    await Expect(page.Locator(".text")).ToBeVisibleAsync();
                    opened = true;
                }
                catch (PlaywrightException) when (!page.Url.Contains("/report/", StringComparison.Ordinal))
                {
                }
            }
            await Expect(page.Locator(".text")).ToContainTextAsync("Mopti");
            await Expect(page.Locator(".claim").First).ToBeVisibleAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
