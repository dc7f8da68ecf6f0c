using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tetrapylon.App.Tests.Http;

public sealed partial class PagesTests(DeskFixture desk) : IClassFixture<DeskFixture>
{
    public static TheoryData<string> Lists => ["/", "/events", "/claims", "/reports", "/places", "/heritage", "/actors", "/sources", "/search?q=Palmyra", "/review", "/audit", "/runs", "/views"];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Every_list_is_a_page_and_the_same_address_with_json_is_its_data(string path)
    {
        var (response, body) = await desk.Get(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.StartsWith("<!DOCTYPE html>", body, StringComparison.Ordinal);
        var query = path.IndexOf('?', StringComparison.Ordinal);
        var data = path == "/" ? "/index.json" : query < 0 ? path + ".json" : path[..query] + ".json" + path[query..];
        var (json, text) = await desk.Get(data);
        Assert.Equal("application/json", json.Content.Headers.ContentType!.MediaType);
        Assert.Equal(JsonValueKind.Array, JsonDocument.Parse(text).RootElement.GetProperty("items").ValueKind);
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task No_page_has_script_or_style_of_its_own_and_none_may_load_anothers(string path)
    {
        var (response, body) = await desk.Get(path);
        Assert.Contains("default-src 'self'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.DoesNotMatch(InlineCode(), Values().Replace(body, "\"\""));
        Assert.DoesNotContain("https://", Outside().Replace(body, ""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_leads_from_its_holders_to_the_words_of_a_report()
    {
        var (moved, _) = await desk.Get("/place/Palmyra");
        Assert.Equal(HttpStatusCode.Redirect, moved.StatusCode);
        var (_, body) = await desk.Get(moved.Headers.Location!.ToString());
        Assert.Contains("<svg", body, StringComparison.Ordinal);
        Assert.Contains("Islamic State recaptured Palmyra", body, StringComparison.Ordinal);
        var link = ReportLink().Match(body).Groups[1].Value;
        var (report, text) = await desk.Get(WebUtility.HtmlDecode(link));
        Assert.Equal(HttpStatusCode.OK, report.StatusCode);
        Assert.Matches("<mark class=\"[^\"]*f-place", text);
    }

    [Fact]
    public async Task What_was_known_earlier_is_shown_without_what_was_learnt_later()
    {
        var (moved, _) = await desk.Get("/place/Palmyra?known-at=2017-01-15");
        var (_, body) = await desk.Get(moved.Headers.Location!.ToString());
        Assert.Contains("You see what was known at the end of 2017-01-15", body, StringComparison.Ordinal);
        Assert.DoesNotContain("2017-03-0", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/event/00000000000000000000000000000000", 404)]
    [InlineData("/place/Atlantis", 404)]
    [InlineData("/report/none", 404)]
    [InlineData("/nothing", 404)]
    [InlineData("/events?from=2017-02-30", 400)]
    [InlineData("/events?status=perhaps", 400)]
    [InlineData("/events?bbox=1,2,3", 400)]
    [InlineData("/events?cursor=%27;DROP", 400)]
    public async Task What_cannot_be_answered_is_said_to_people_and_to_programs(string path, int status)
    {
        var (page, body) = await desk.Get(path);
        Assert.Equal(status, (int)page.StatusCode);
        Assert.Contains("<main", body, StringComparison.Ordinal);
        var (problem, json) = await desk.Get(path, "application/json");
        Assert.Equal("application/problem+json", problem.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("urn:tetrapylon:problem:", JsonDocument.Parse(json).RootElement.GetProperty("type").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_a_page_already_is_told_so()
    {
        var (first, _) = await desk.Get("/map/places.json");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/map/places.json");
        again.Headers.TryAddWithoutValidation("Accept", "text/html");
        again.Headers.TryAddWithoutValidation("If-None-Match", first.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.NotModified, (await desk.Client.SendAsync(again, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Following_next_meets_every_event_once()
    {
        var seen = new List<string>();
        for (var path = "/events.json?limit=7"; path is not null;)
        {
            var root = JsonDocument.Parse((await desk.Get(path)).Body).RootElement;
            seen.AddRange(root.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("id").GetString()!));
            path = root.GetProperty("next").GetString() is { } next ? "/events.json" + next : null;
        }
        Assert.Equal(seen.Distinct(), seen);
        Assert.Equal(JsonDocument.Parse((await desk.Get("/events.json?limit=1")).Body).RootElement.GetProperty("total").GetInt32(), seen.Count);
    }

    [Theory]
    [InlineData("acled", "event_id_cnty,")]
    [InlineData("ucdp", "id,relid,")]
    [InlineData("hxl", "")]
    public async Task A_table_of_events_holds_what_the_filter_leaves_and_is_sent_while_it_is_written(string columns, string head)
    {
        const string Filter = "place=Palmyra&from=2016-01-01&to=2016-12-31&known-at=2017-01-31&status=asserted";
        using var response = await desk.Client.GetAsync("/events.csv?" + Filter + "&columns=" + columns, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.True(response.Headers.TransferEncodingChunked);
        var lines = (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).TrimEnd('\n').Split('\n');
        Assert.StartsWith(head, lines[0], StringComparison.Ordinal);
        var told = JsonDocument.Parse((await desk.Get("/events.json?limit=1000&" + Filter)).Body).RootElement.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("id").GetString()!).ToList();
        Assert.NotEmpty(told);
        if (columns == "acled") Assert.Equal(told.Order(), lines.Skip(1).Select(l => l[..32]).Order());
        Assert.All(lines.Skip(columns == "hxl" ? 2 : 1).Where(l => l.Length > 32 && l[..32].All(char.IsAsciiHexDigitLower)), l => Assert.Contains(l[..32], told));
    }

    [Fact]
    public async Task Columns_that_nobody_knows_are_refused() => Assert.Equal(HttpStatusCode.BadRequest, (await desk.Get("/events.csv?columns=xlsx", "application/json")).Response.StatusCode);

    [Fact]
    public async Task The_page_without_a_script_shows_the_window_that_the_address_names()
    {
        var (_, body) = await desk.Get("/?from=2016-03-01&on=2016-03-31&place=Palmyra");
        Assert.Contains("data-day=\"2016-03-31\" data-from=\"2016-03-01\"", body, StringComparison.Ordinal);
        Assert.Matches("<time>2016-03-2[0-9]", body);
        Assert.DoesNotMatch("<time>2016-0[24]", body);
    }

    [Theory]
    [InlineData("/report/harm%22%3E%3Cscript%3Ealert(3)%3C%2Fscript%3E")]
    [InlineData("/search?q=%3Cscript%3Ealert(1)%3C/script%3E%20soldiers")]
    [InlineData("/events?q=soldiers&actor=%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E")]
    [InlineData("/sources")]
    [InlineData("/events")]
    [InlineData("/place/%3Cscript%3Ealert(1)%3C%2Fscript%3E")]
    public async Task Text_of_reports_and_addresses_never_becomes_markup(string path)
    {
        var (_, body) = await desk.Get(path);
        Assert.DoesNotContain("<script>alert", body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<svg onload", body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("href=\"javascript:", body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(InlineCode(), Values().Replace(body, "\"\""));
    }

    [Fact]
    public async Task What_people_write_into_forms_never_becomes_markup()
    {
        var view = (await desk.Post("/events", "/views", ("name", DeskFixture.Harm), ("query", "?place=%3Cscript%3Ealert(1)%3C/script%3E"))).Headers.Location!.ToString();
        var claim = JsonDocument.Parse((await desk.Get("/review.json")).Body).RootElement.GetProperty("items")[0].GetProperty("claim").GetString();
        await desk.Post("/review", $"/review/claim/{claim}", ("do", "reject"), ("reason", DeskFixture.Harm));
        await desk.Post("/add", "/add", ("text", "Nothing was told."), ("title", DeskFixture.Harm), ("publisher", DeskFixture.Harm));
        foreach (var path in new[] { "/views", view, view + ".atom", "/audit", "/review", "/runs", "/feeds", "/reports", "/claims?q=soldiers" })
        {
            var (_, body) = await desk.Get(path);
            Assert.DoesNotContain("<script>alert", body, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img", body, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task A_name_of_another_site_that_leads_here_is_not_answered()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Host = "evil.example";
        Assert.Equal(HttpStatusCode.BadRequest, (await desk.Client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Another_machine_may_reach_the_desk_only_where_people_sign_in()
    {
        var run = await RunResult.OfAsync("", "serve", "--store", Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".db"), "--urls", "http://0.0.0.0:0");
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("account", run.Messages, StringComparison.Ordinal);
    }

    [GeneratedRegex("<style|\\sstyle=|<script(?![^>]*\\ssrc=)|<[^>]*\\son[a-z]+=", RegexOptions.IgnoreCase)]
    private static partial Regex InlineCode();

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Values();

    // Links that lead out are links only.
    [GeneratedRegex("<a [^>]*>")]
    private static partial Regex Outside();

    [GeneratedRegex("class=\"quote\" href=\"([^\"#]+)")]
    private static partial Regex ReportLink();
}
