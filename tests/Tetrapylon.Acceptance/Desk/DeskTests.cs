using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Tetrapylon.Acceptance.Desk;

/// <summary>What a person does at the desk, in a real browser.</summary>
public sealed class DeskTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Palmyra_changes_hands_as_time_is_moved_and_what_was_learnt_later_vanishes_with_knowledge()
    {
        if (!Browser.HasMap) Assert.Skip("the map was not built: no Node.js");
        var (page, complaints) = await browser.OpenAsync("/?place=Palmyra&on=2015-02-01");
        var holders = new List<string>();
        foreach (var day in new[] { "2015-02-01", "2015-09-01", "2016-06-01", "2016-12-11", "2017-03-20" })
        {
            await Move(page, day);
            holders.Add(await Holder(page));
        }
        // Three times and more it changes hands; which hands is the record's to say.
        Assert.InRange(holders.Zip(holders.Skip(1)).Count(pair => pair.First != pair.Second), 3, 4);
        Assert.Equal(await Told(page, "on=2017-03-20"), holders[^1]);

        await page.Locator("#known").FillAsync("2016-11-30");
        await page.Locator("#known").DispatchEventAsync("change");
        await Expect(page.Locator("#map")).ToHaveAttributeAsync("data-shown", "2017-03-20@2016-11-30");
        var known = await Told(page, "on=2017-03-20&known-at=2016-11-30");
        Assert.Equal(known, await Holder(page));
        Assert.DoesNotContain("2016-12", await page.Locator("#held").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("known-at=2016-11-30", page.Url, StringComparison.Ordinal);

        // All of the state is in the address: a reload shows the same.
        await page.ReloadAsync();
        await Expect(page.Locator("#map")).ToHaveAttributeAsync("data-shown", "2017-03-20@2016-11-30");
        Assert.Equal(known, await Holder(page));
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task The_window_has_two_ends_and_moves_as_a_whole_and_stands_in_the_address()
    {
        if (!Browser.HasMap) Assert.Skip("the map was not built: no Node.js");
        var (page, complaints) = await browser.OpenAsync("/?from=2016-03-01&on=2016-03-31");
        await Expect(page.Locator("#map")).ToHaveAttributeAsync("data-window", "2016-03-01/2016-03-31");
        await Expect(page.Locator("#map")).ToHaveAttributeAsync("data-marks", new System.Text.RegularExpressions.Regex("^[1-9]"));
        // By keyboard: a month on for the first day, which takes the last one along when it would pass it.
        await page.Locator("#time").PressAsync("PageUp");
        await Expect(page.Locator("#map")).ToHaveAttributeAsync("data-window", "2016-03-01/2016-04-01");
        await page.GetByRole(AriaRole.Button, new() { Name = "One month on" }).ClickAsync();
        await Expect(page.Locator("#map")).ToHaveAttributeAsync("data-window", "2016-04-01/2016-05-01");
        await page.Locator(".timeline select").SelectOptionAsync("week");
        await page.GetByLabel("Snap to it").CheckAsync();
        await Move(page, "2016-06-08", shown: "2016-06-06");
        Assert.Contains("from=2016-04-01", page.Url, StringComparison.Ordinal);
        Assert.Contains("step=week&snap=1", page.Url, StringComparison.Ordinal);
        await page.ReloadAsync();
        await Expect(page.Locator("#map")).ToHaveAttributeAsync("data-window", "2016-04-01/2016-06-06");
        await page.GetByRole(AriaRole.Button, new() { Name = "Play" }).ClickAsync();
        await Expect(page.Locator("#map")).Not.ToHaveAttributeAsync("data-window", "2016-04-01/2016-06-06");
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        Assert.Empty(complaints);
    }

    [Theory]
    [InlineData(20000, "")]
    [InlineData(20001, "cells")]
    public async Task Twenty_thousand_events_are_drawn_one_by_one_and_more_are_gathered(int count, string gathered)
    {
        if (!Browser.HasMap) Assert.Skip("the map was not built: no Node.js");
        var (page, complaints) = await browser.OpenAsync("/add");
        await page.RouteAsync("**/map/events.json*", async route => await route.FulfillAsync(new() { ContentType = "application/json", Body = Many(count) }));
        await page.GotoAsync("/?from=2012-01-01&on=2017-12-31&at=40,34,6");
        await Expect(page.Locator("#map")).ToHaveAttributeAsync("data-gathered", gathered);
        await Expect(page.Locator("#map")).ToHaveAttributeAsync("data-marks", gathered.Length == 0 ? "20000" : "1");
        // What is drawn is there: the canvas is not empty.
        await page.WaitForFunctionAsync("() => { const c = document.querySelector('canvas.happenings'); return c && c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(v => v > 0); }");
        Assert.True(await page.EvaluateAsync<bool>("() => { const [a, b] = ['canvas.happenings', '#map .canvas'].map(s => document.querySelector(s).getBoundingClientRect()); return Math.abs(a.x - b.x) < 2 && Math.abs(a.y - b.y) < 2 && Math.abs(a.width - b.width) < 2; }"));
        // Moving the window by a month redraws the map, the list and the time line; docs/desk.md says what it takes on a machine that does nothing else.
        await page.EvaluateAsync("performance.clearMeasures()");
        for (var i = 0; i < 20; i++)
        {
            await page.Locator("#time").PressAsync(i % 2 == 0 ? "PageDown" : "PageUp");
            await page.WaitForFunctionAsync("n => performance.getEntriesByName('redraw').length > n", i);
        }
        var took = await page.EvaluateAsync<double[]>("performance.getEntriesByName('redraw').map(e => e.duration).sort((a, b) => a - b)");
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count} events: a redraw takes {took[took.Length / 2]:0} ms (median of {took.Length}), at most {took[^1]:0} ms"));
        Assert.InRange(took[took.Length / 2], 0, 2000);
        Assert.Empty(complaints);
    }

    // What the server would say of so many events between the rivers.
    private static string Many(int count) => count > 20000 ? $"{{\"total\":{count},\"cells\":[[40,34,{count}]]}}"
        : $"{{\"total\":{count},\"types\":[[\"Armed clash\",0]],\"events\":[{string.Join(',', Enumerable.Range(0, count).Select(n => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"[\"{n:x32}\",0,{38 + n % 200 * 0.02},{32 + n / 200 * 0.04},{15340 + n % 2000},{15340 + n % 2000},0,1,\"p\",3]")))}]}}";

    [Fact]
    public async Task From_a_place_to_the_sentence_behind_it_without_a_script()
    {
        var (page, _) = await browser.OpenAsync("/place/Palmyra", script: false);
        await page.Locator("table.spells a.quote").Last.ClickAsync();
        Assert.Contains("/report/", page.Url, StringComparison.Ordinal);
        var claim = page.Locator(".claim:target");
        await Expect(claim).ToHaveCountAsync(1);
        await Expect(page.Locator("mark.f-place").First).ToBeVisibleAsync();
        // The words of the claim under the pointer are underlined by the style sheet alone.
        await claim.HoverAsync();
        var look = (await claim.GetAttributeAsync("class"))!.Split(' ')[1];
        Assert.Equal("underline", await page.Locator($"mark.{look}").First.EvaluateAsync<string>("m => getComputedStyle(m).textDecorationLine"));
    }

    [Fact]
    public async Task A_claim_is_rejected_by_keyboard_alone_and_undone_by_keyboard_alone()
    {
        if (!Browser.HasMap) Assert.Skip("the keys were not built: no Node.js");
        var (page, _) = await browser.OpenAsync("/review?q=Raqqa");
        var first = await page.Locator(".current .claim").GetAttributeAsync("data-claim");
        // Looking judges nothing.
        await page.ReloadAsync();
        Assert.Equal(first, await page.Locator(".current .claim").GetAttributeAsync("data-claim"));
        await page.Keyboard.PressAsync("r");
        await page.Keyboard.TypeAsync("told of another town");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".deskhead .undo")).ToContainTextAsync("ana rejected");
        Assert.NotEqual(first, await page.Locator(".current .claim").GetAttributeAsync("data-claim"));
        await page.Keyboard.PressAsync("u");
        await Expect(page.Locator(".current .claim")).ToHaveAttributeAsync("data-claim", first!);
    }

    [Fact]
    public async Task A_claim_is_corrected_by_keyboard_alone_and_the_map_shows_another_holder()
    {
        if (!Browser.HasMap) Assert.Skip("the keys were not built: no Node.js");
        var (page, _) = await browser.OpenAsync($"/?place={Browser.Town}&on=2018-03-20");
        await Expect(page.Locator("#map")).ToHaveAttributeAsync("data-shown", "2018-03-20");
        var row = page.Locator($"#held tr:has(th a:text-is(\"{Browser.Town}\")) td").First;
        await Expect(row).ToContainTextAsync("Houthi");

        await page.GotoAsync("/review?place=" + Browser.Town);
        await page.Keyboard.PressAsync("e");
        await page.WaitForURLAsync("**/review/claim/*");
        await To(page, "holder");
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("Islamic State");
        await To(page, "reason");
        await page.Keyboard.TypeAsync("the paper corrected itself");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/review?*");

        await page.GotoAsync($"/?place={Browser.Town}&on=2018-03-20");
        await Expect(page.Locator("#map")).ToHaveAttributeAsync("data-shown", "2018-03-20");
        await Expect(row).ToContainTextAsync("Islamic State");

        static async Task To(IPage page, string field)
        {
            for (var i = 0; i < 120 && await page.EvaluateAsync<string?>("() => document.activeElement?.getAttribute('name')") != field; i++) await page.Keyboard.PressAsync("Tab");
        }
    }

    [Fact]
    public async Task A_pasted_report_is_in_the_record_after_its_run()
    {
        var (page, _) = await browser.OpenAsync("/add");
        await page.Locator("textarea[name=text]").FillAsync("Taliban fighters captured the town of Marja from the Afghan army on Tuesday, officials said.");
        await page.Locator("input[name=published]").FillAsync("2019-04-03");
        await page.Locator("form:has(textarea) button").ClickAsync();
        await Expect(page.Locator("[data-run]")).ToHaveCountAsync(0, new() { Timeout = 90000 }).ContinueWith(_ => { }, TestContext.Current.CancellationToken);
        await page.WaitForURLAsync("**/run/*");
        for (var i = 0; i < 60 && await page.Locator("ul.reports a").CountAsync() == 0; i++)
        {
            await Task.Delay(500, TestContext.Current.CancellationToken);
            await page.ReloadAsync();
        }
        await page.Locator("ul.reports a").First.ClickAsync();
        await Expect(page.Locator(".text")).ToContainTextAsync("Marja");
    }

    [Fact]
    public void Script_and_style_weigh_less_than_180_kilobytes_packed()
    {
        if (!Browser.HasMap) Assert.Skip("the map was not built: no Node.js");
        var packed = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "desk")).Where(f => Path.GetExtension(f) is ".js" or ".css").Sum(file =>
        {
            using var into = new MemoryStream();
            using (var gzip = new System.IO.Compression.GZipStream(into, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(File.ReadAllBytes(file));
            return into.Length;
        });
        Assert.InRange(packed, 1, 180_000);
    }

    public static TheoryData<string> Paths => ["/", "/events", "/claims", "/reports", "/places", "/place/Palmyra?compare=2016-12-01", "/heritage", "/actors", "/actor/islamic-state", "/sources", "/search?q=Palmyra", "/review", "/audit", "/add", "/runs", "/feeds", "/views", "/?lang=ar", "/place/Palmyra?lang=ar", "/review?lang=fr", "/api", "/sign-in", "/nothing",
        // The first of each list, and what a form makes.
        "/events a[href^='/event/']", "/claims a[href^='/report/']", "/heritage a[href^='/site/']", "/review a[data-key=e]", "/events form.save"];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task No_page_shuts_anybody_out(string path)
    {
        if (Browser.Axe is not { } axe) { Assert.Skip("axe-core is not installed: npm ci in web/"); return; }
        var code = await File.ReadAllTextAsync(axe, TestContext.Current.CancellationToken);
        path = await Found(browser, path);
        foreach (var (width, scheme) in new[] { (1280, ColorScheme.Light), (1280, ColorScheme.Dark), (390, ColorScheme.Light), (390, ColorScheme.Dark) })
        {
            var (page, _) = await browser.OpenAsync(path, width, 844, scheme);
            await Settled(page);
            await page.EvaluateAsync(code);
            var violations = await page.EvaluateAsync<string[]>("async () => (await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })).violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' ' + n.failureSummary).join(' | '))");
            Assert.True(violations.Length == 0, $"{width} {scheme}\n{string.Join('\n', violations)}");
            var wider = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(wider <= 0, $"{path} at {width} is {wider} px wider than its window");
            await page.Context.CloseAsync();
        }
    }

    // A page with a map is whole when its events are drawn.
    internal static async Task Settled(IPage page)
    {
        if (Browser.HasMap && await page.Locator("#map").CountAsync() > 0) await Expect(page.Locator("#map")).ToHaveAttributeAsync("data-marks", new System.Text.RegularExpressions.Regex("^[0-9]"));
    }

    // Address of what a link of a page leads to, or of what sending its form makes.
    internal static async Task<string> Found(Browser browser, string path)
    {
        if (path.Split(' ', 2) is not [var list, var what]) return path;
        var (page, _) = await browser.OpenAsync(list);
        var at = page.Locator(what).First;
        if (!what.StartsWith("form", StringComparison.Ordinal)) return (await at.GetAttributeAsync("href"))!;
        await at.Locator("input[name=name]").FillAsync("kept");
        await at.Locator("button").ClickAsync();
        await page.WaitForURLAsync("**/view/*");
        return new Uri(page.Url).AbsolutePath;
    }

    private static async Task Move(IPage page, string day, string? shown = null)
    {
        await Expect(page.Locator("#map")).ToHaveAttributeAsync("data-shown", new System.Text.RegularExpressions.Regex("^20"));
        await page.Locator("#time").EvaluateAsync("(range, day) => { range.value = Math.round(Date.parse(day + 'T00:00:00Z') / 86400000); range.dispatchEvent(new Event('input', { bubbles: true })); }", day);
        await Expect(page.Locator("#map")).ToHaveAttributeAsync("data-shown", new System.Text.RegularExpressions.Regex("^" + (shown ?? day)));
    }

    // What the server says to programs.
    private static async Task<string> Told(IPage page, string query)
    {
        var answer = await (await page.APIRequest.GetAsync(new Uri(new Uri(page.Url), "/index.json?place=Palmyra&" + query).AbsoluteUri)).JsonAsync();
        return answer!.Value.GetProperty("items").EnumerateArray().First(p => p.GetProperty("place").GetString() is "Tadmur" or "Palmyra").GetProperty("spells")[0].GetProperty("holder").GetString()!;
    }

    // The town itself among the places that the name leads to.
    private static async Task<string> Holder(IPage page) => (await page.Locator("#held tr:has(th a:text-is(\"Tadmur\"), th a:text-is(\"Palmyra\")) td").First.InnerTextAsync()).Replace("contested", "", StringComparison.Ordinal).Trim();
}
