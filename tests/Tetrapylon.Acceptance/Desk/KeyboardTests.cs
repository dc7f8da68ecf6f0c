using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Tetrapylon.Acceptance.Desk;

/// <summary>Every page by keyboard alone: Tab leads through all of it and out again, and one sees where one is.</summary>
public sealed class KeyboardTests(Browser browser) : IClassFixture<Browser>
{
    private const int Most = 3000;

    // What of a page Tab should reach: what is shown and not switched off. Of a group of radio buttons one is enough.
    private const string Reachable = """
        () => {
            document.querySelectorAll('[data-stop]').forEach(e => delete e.dataset.stop);
            return [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
                .filter(e => !e.disabled && e.type !== 'hidden' && e.tabIndex >= 0 && e.checkVisibility({ visibilityProperty: true })).map((e, i) => { e.dataset.stop = i; return `${i} ${e.tagName} ${e.className} ${(e.getAttribute('aria-label') ?? e.textContent).trim().slice(0, 40)}`; });
        }
        """;

    // Where the focus is: the number of its stop (-1 outside the page), whether it is drawn, and whether it can be seen.
    private const string Here = """
        () => {
            const at = document.activeElement;
            if (!at || at === document.body || at === document.documentElement) return { stop: -1, drawn: true, seen: true, date: false };
            const look = getComputedStyle(at), box = at.getBoundingClientRect();
            const drawn = look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 1 || look.boxShadow !== 'none';
            const seen = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
            return { stop: Number(at.dataset.stop ?? -2), drawn, seen, date: at.type === 'date' };
        }
        """;

    // What a script still draws takes the place of stops: they count when half a second has kept them all.
    private static async Task<string[]> StopsAsync(IPage page)
    {
        for (var tries = 0; ; tries++)
        {
            var stops = await page.EvaluateAsync<string[]>(Reachable);
            await page.WaitForTimeoutAsync(500);
            if (await page.EvaluateAsync<int>("() => document.querySelectorAll('[data-stop]').length") == stops.Length) return stops;
            Assert.True(tries < 20, "the page never comes to rest");
        }
    }

    [Theory]
    [MemberData(nameof(DeskTests.Paths), MemberType = typeof(DeskTests))]
    public async Task Tab_leads_through_the_whole_page_and_out_of_it(string path)
    {
        // From the top of the page: an address of a part of it begins there.
        path = (await DeskTests.Found(browser, path)).Split('#')[0];
        foreach (var width in new[] { 1280, 390 })
            // A machine that does other work besides may draw late, or let a key fall: what is wrong with the page is wrong twice.
            if (await WalkAsync(path, width) is not null) Assert.Null(await WalkAsync(path, width));
    }

    // Tab from the top of the page to its end and out, and one step back; what went wrong, or nothing.
    private async Task<string?> WalkAsync(string path, int width)
    {
        var (page, _) = await browser.OpenAsync(path, width, 844);
        await using var context = page.Context;
        await DeskTests.Settled(page);
        // Without it the page glides to where the focus is.
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        var stops = await StopsAsync(page);
        var (met, last, again) = (new List<int>(), -1, 0);
        for (var presses = 0; ; presses++)
        {
            if (presses == Most) return $"{path} at {width}: no way out after {Most} presses";
            await page.Keyboard.PressAsync("Tab");
            var at = await page.EvaluateAsync<Stop>(Here);
            if (at.stop == -1) break;
            if (at.stop < 0) return $"{path} at {width}: the focus is on something that is no stop";
            if (!at.drawn) return $"{path} at {width}: nothing shows the focus on {stops[at.stop]}";
            if (!at.seen) return $"{path} at {width}: out of sight with the focus on it: {stops[at.stop]}";
            // A field for a day has parts that are stops of their own.
            again = at.stop == last ? again + 1 : 0;
            if (again >= (at.date ? 5 : 1)) return $"{path} at {width}: held fast at {stops[at.stop]}";
            if (at.stop != last)
            {
                if (met.Contains(at.stop)) return $"{path} at {width}: met twice: {stops[at.stop]}";
                met.Add(at.stop);
            }
            last = at.stop;
        }
        if (met.Count < stops.Length) return $"{path} at {width}: never reached: {string.Join("; ", stops.Where((_, i) => !met.Contains(i)))}";
        // And back again.
        await page.Keyboard.PressAsync("Shift+Tab");
        var back = (await page.EvaluateAsync<Stop>(Here)).stop;
        if (back != met[^1]) return $"{path} at {width}: the way back in leads to stop {back} and not to {stops[met[^1]]}";
        return null;
    }

    [Fact]
    public async Task The_first_stop_leads_past_the_head_of_the_page()
    {
        var (page, _) = await browser.OpenAsync("/events");
        await page.Keyboard.PressAsync("Tab");
        var skip = page.Locator("a.skip");
        await Expect(skip).ToBeFocusedAsync();
        await Expect(skip).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#main")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        Assert.True(await page.EvaluateAsync<bool>("() => document.getElementById('main').contains(document.activeElement)"));
    }

    [Fact]
    public async Task What_is_picked_by_keyboard_is_shown_on_the_map_and_stands_in_the_address()
    {
        if (!Browser.HasMap) Assert.Skip("the map was not built: no Node.js");
        var (page, complaints) = await browser.OpenAsync($"/?on=2018-03-20&from=2018-03-01&place={Browser.Town}");
        await DeskTests.Settled(page);
        var row = page.Locator($"#held tr:has(th a:text-is(\"{Browser.Town}\"))").First;
        var id = await row.GetAttributeAsync("data-place");
        await row.Locator("button.pick").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".mapcard a")).ToHaveTextAsync(Browser.Town);
        await Expect(row).ToHaveClassAsync(new Regex("now"));
        await Expect(row.Locator("button.pick")).ToBeFocusedAsync();
        await page.WaitForURLAsync(url => url.Contains("selected=" + Uri.EscapeDataString(id!), StringComparison.Ordinal));

        // Whoever is sent the address sees the same, with a script and without.
        await page.ReloadAsync();
        await Expect(page.Locator(".mapcard a")).ToHaveTextAsync(Browser.Town);
        var (plain, _) = await browser.OpenAsync(new Uri(page.Url).PathAndQuery, script: false);
        await Expect(plain.Locator("#held tr.now")).ToContainTextAsync(Browser.Town);

        // An event of the list takes its place.
        var happening = page.Locator("#lately li[data-id]:has(button.pick)").First;
        await happening.Locator("button.pick").PressAsync("Enter");
        await Expect(page.Locator(".mapcard a")).ToHaveAttributeAsync("href", new Regex("/event/" + await happening.GetAttributeAsync("data-id")));
        await Expect(happening).ToHaveClassAsync(new Regex("now"));
        await page.ReloadAsync();
        await Expect(page.Locator(".mapcard a")).ToHaveAttributeAsync("href", new Regex("/event/"));

        // Put away, it is in the address no more.
        await page.Locator(".mapcard button").PressAsync("Enter");
        await Expect(page.Locator(".mapcard")).ToBeHiddenAsync();
        Assert.DoesNotContain("selected=", page.Url, StringComparison.Ordinal);
        Assert.Empty(complaints);
    }

    private sealed class Stop
    {
#pragma warning disable IDE1006 // Named as the script names them.
        public int stop { get; set; }
        public bool drawn { get; set; }
        public bool seen { get; set; }
        public bool date { get; set; }
#pragma warning restore IDE1006
    }
}
