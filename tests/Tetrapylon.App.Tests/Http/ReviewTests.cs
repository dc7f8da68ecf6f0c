using System.Net;
using System.Text.Json;

namespace Tetrapylon.App.Tests.Http;

public sealed class ReviewTests(DeskFixture desk) : IClassFixture<DeskFixture>
{
    [Fact]
    public async Task A_rejected_claim_leaves_the_record_and_its_undoing_brings_it_back()
    {
        var claim = (await Queue())[0].GetProperty("claim").GetString()!;
        Assert.Equal(HttpStatusCode.BadRequest, (await desk.Post("/review", $"/review/claim/{claim}", ("do", "reject"))).StatusCode);
        var done = await desk.Post("/review", $"/review/claim/{claim}", ("do", "reject"), ("reason", "a plan"), ("back", "/review?q=x"));
        Assert.Equal("/review?q=x", done.Headers.Location!.ToString());
        var entry = JsonDocument.Parse((await desk.Get("/audit.json")).Body).RootElement.GetProperty("items")[0];
        Assert.Equal((claim, "reject", "tester", "a plan"), (entry.GetProperty("claim").GetString(), entry.GetProperty("kind").GetString(), entry.GetProperty("by").GetString(), entry.GetProperty("reason").GetString()));
        Assert.DoesNotContain(await Queue(), q => q.GetProperty("claim").GetString() == claim);
        Assert.Equal(HttpStatusCode.Redirect, (await desk.Post("/review", $"/review/undo/{entry.GetProperty("number").GetInt64()}")).StatusCode);
        Assert.Contains(await Queue(), q => q.GetProperty("claim").GetString() == claim);
    }

    [Fact]
    public async Task An_edit_moves_the_claim_and_who_saw_an_older_state_is_told()
    {
        var (_, page) = await desk.Get("/events.json?q=Raqqa&limit=1");
        var claim = JsonDocument.Parse(page).RootElement.GetProperty("items")[0].GetProperty("claims")[0].GetString()!;
        // Other tests may have judged this claim already: the form's own version is the one to send.
        var (_, sheet) = await desk.Get($"/review/claim/{claim}");
        var version = RunningDesk.FieldIn(sheet, "version");
        var form = new[] { ("do", "edit"), ("version", version), ("reason", "another town"), ("sub_type", "Armed clash"), ("status", "asserted"), ("place", "Deir ez-Zor"), ("country", "SY"), ("date_start", "2017-09-05"), ("date_end", "2017-09-05"), ("dead", "4-9") };
        Assert.Equal(HttpStatusCode.Redirect, (await desk.Post("/review", $"/review/claim/{claim}", form)).StatusCode);
        var told = JsonDocument.Parse((await desk.Get($"/claim/{claim}.json")).Body).RootElement;
        Assert.Equal(("Armed clash", 4, 9), (told.GetProperty("sub_type").GetString(), told.GetProperty("fatalities").GetProperty("low").GetInt32(), told.GetProperty("fatalities").GetProperty("high").GetInt32()));
        Assert.Equal("2017-09-05", told.GetProperty("date").GetProperty("start").GetString());
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await desk.Post("/review", $"/review/claim/{claim}", form)).StatusCode);
    }

    [Fact]
    public async Task An_event_is_joined_with_one_that_is_near_or_is_named_by_the_address_of_its_page()
    {
        var ids = JsonDocument.Parse((await desk.Get("/events.json?place=Palmyra&limit=50")).Body).RootElement.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("id").GetString()!).ToList();
        // The page offers the events near it, each by what it was rather than by its id.
        var (id, page) = (ids[0], "");
        foreach (var each in ids)
            if ((page = (await desk.Get("/event/" + (id = each))).Body).Contains("<select name=\"other\">", StringComparison.Ordinal)) break;
        Assert.Contains("<select name=\"other\">", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<code", page, StringComparison.Ordinal);
        var near = page[(page.IndexOf("<option value=\"", page.IndexOf("<select name=\"other\">", StringComparison.Ordinal) + 40, StringComparison.Ordinal) + 15)..][..32];
        Assert.Equal(HttpStatusCode.BadRequest, (await desk.Post("/event/" + id, "/review/event/" + id, ("do", "together"), ("reason", "the same battle"), ("other", ""), ("address", "https://example.org/"))).StatusCode);
        var done = await desk.Post("/event/" + id, "/review/event/" + id, ("do", "together"), ("reason", "the same battle"), ("other", ""), ("address", $"http://127.0.0.1:7117/event/{near}?lang=en#claims"));
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        var entry = JsonDocument.Parse((await desk.Get("/audit.json?limit=1")).Body).RootElement.GetProperty("items")[0];
        Assert.Equal("together", entry.GetProperty("kind").GetString());
        await desk.Post("/review", $"/review/undo/{entry.GetProperty("number").GetInt64()}");
    }

    [Fact]
    public async Task Weapons_and_damage_are_edited_too_and_reach_the_heritage_register()
    {
        var claim = (await Queue())[^2].GetProperty("claim").GetString()!;
        var fields = new[] { ("do", "edit"), ("reason", "read again"), ("sub_type", "Shelling/artillery/missile attack"), ("status", "asserted"), ("place", "Aleppo"), ("country", "SY"), ("weapons", "mortar shells; harpoon"), ("site", "Citadel of Aleppo"), ("effect", "damaged"), ("severity", "moderate"), ("component", "gate tower") };
        Assert.Equal(HttpStatusCode.Redirect, (await desk.Post("/review", $"/review/claim/{claim}", fields)).StatusCode);
        var told = JsonDocument.Parse((await desk.Get($"/claim/{claim}.json")).Body).RootElement;
        Assert.Equal(new[] { ("mortar shells", "mortar"), ("harpoon", "other") }, told.GetProperty("weapons").EnumerateArray().Select(w => (w.GetProperty("name").GetString()!, w.GetProperty("kind").GetString()!)));
        var damage = told.GetProperty("damage");
        Assert.Equal(("damaged", "moderate", "gate tower"), (damage.GetProperty("effect").GetString(), damage.GetProperty("severity").GetString(), damage.GetProperty("component").GetString()));
        Assert.Contains("gate tower", (await desk.Get("/heritage.json?limit=1000")).Body, StringComparison.Ordinal);

        // What the form shows, sent back as it is, changes nothing of it.
        var (_, form) = await desk.Get($"/review/claim/{claim}");
        Assert.Contains("value=\"mortar shells; harpoon\"", form, StringComparison.Ordinal);
        Assert.Contains("<option value=\"moderate\" selected", form, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await desk.Post("/review", $"/review/claim/{claim}", [.. fields.Where(f => f.Item1 != "site")])).StatusCode);
    }

    [Theory]
    [InlineData("place", "")]
    [InlineData("date_start", "2017-13-40")]
    [InlineData("dead", "many")]
    [InlineData("sub_type", "Dance")]
    [InlineData("country", "QQ")]
    public async Task A_form_that_makes_no_claim_is_refused_with_the_reason(string field, string value)
    {
        var claim = (await Queue())[^1].GetProperty("claim").GetString()!;
        var fields = new Dictionary<string, string> { ["do"] = "edit", ["reason"] = "test", ["sub_type"] = "Armed clash", ["status"] = "asserted", ["country"] = "SY", [field] = value };
        var response = await desk.Post("/review", $"/review/claim/{claim}", [.. fields.Select(f => (f.Key, f.Value))]);
        Assert.Equal(value.Length == 0 ? HttpStatusCode.Redirect : HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_claim_of_ones_own_rests_on_words_of_the_report()
    {
        var (_, json) = await desk.Get("/search.json?q=Mosul");
        var id = JsonDocument.Parse(json).RootElement.GetProperty("items")[0].GetProperty("id").GetString()!;
        var (_, page) = await desk.Get("/report/" + id);
        const string Mark = "name=\"report\" value=\"";
        var at = page.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length;
        var fields = new[] { ("report", page[at..(at + 32)]), ("reason", "overlooked"), ("sub_type", "Attack"), ("status", "asserted"), ("place", "Mosul"), ("country", "IQ") };
        Assert.Equal(HttpStatusCode.BadRequest, (await desk.Post("/report/" + id, "/review/own", [.. fields, ("words", "words that stand nowhere")])).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await desk.Post("/report/" + id, "/review/own", [.. fields, ("words", "Mosul")])).StatusCode);
        Assert.Contains("name=\"claim\"", (await desk.Get($"/events.json?q=Mosul&review=added")).Body is var added && added.Contains("Attack", StringComparison.Ordinal) ? "name=\"claim\"" : added, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_are_judged_at_once_over_a_filter_only_each_with_its_entry_and_undone_at_once()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await desk.Post("/review", "/review/bulk", ("do", "accept"), ("reason", "read"))).StatusCode);
        var before = (await Queue("?q=Aleppo")).Count;
        Assert.True(before > 1);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await desk.Post("/review", "/review/bulk?q=Aleppo", ("do", "accept"), ("reason", "read"), ("count", "9999"))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await desk.Post("/review", "/review/bulk?q=Aleppo", ("do", "accept"), ("reason", "read"))).StatusCode);
        Assert.Empty(await Queue("?q=Aleppo"));
        var entries = JsonDocument.Parse((await desk.Get("/audit.json")).Body).RootElement.GetProperty("items").EnumerateArray().Take(before).ToList();
        Assert.Single(entries.Select(e => e.GetProperty("batch").GetString()).Distinct());
        await desk.Post("/review", $"/review/undo/{entries[0].GetProperty("number").GetInt64()}");
        Assert.Equal(before, (await Queue("?q=Aleppo")).Count);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    public async Task A_form_sends_nobody_away(string back)
    {
        var claim = (await Queue())[^1].GetProperty("claim").GetString()!;
        Assert.Equal("/review", (await desk.Post("/review", $"/review/claim/{claim}", ("do", "accept"), ("back", back))).Headers.Location!.ToString());
    }

    [Fact]
    public async Task A_form_that_is_not_ours_judges_nothing()
    {
        var claim = (await Queue())[^1].GetProperty("claim").GetString()!;
        var response = await desk.Client.PostAsync($"/review/claim/{claim}", new FormUrlEncodedContent([new("do", "accept")]), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(await Queue(), q => q.GetProperty("claim").GetString() == claim);
    }

    private async Task<List<JsonElement>> Queue(string query = "") => [.. JsonDocument.Parse((await desk.Get("/review.json" + query)).Body).RootElement.GetProperty("items").EnumerateArray()];
}
