using System.Net;
using System.Text.Json;
using NodaTime;
using Tetrapylon.App.Http.Routes;

namespace Tetrapylon.App.Tests.Http;

/// <summary>The abstract tests of OGC API – Features, Part 1: Core, as far as they concern what is served here.</summary>
public sealed class FeatureTests(DeskFixture desk) : IClassFixture<DeskFixture>
{
    [Fact]
    public async Task The_landing_page_leads_to_the_api_the_conformance_and_the_data()
    {
        var relations = (await Json("/api.json")).GetProperty("links").EnumerateArray().ToDictionary(l => l.GetProperty("rel").GetString()!, l => l.GetProperty("href").GetString()!, StringComparer.Ordinal);
        foreach (var relation in new[] { "service-desc", "conformance", "data" }) Assert.Equal(HttpStatusCode.OK, (await desk.Get(relations[relation], "application/json")).Response.StatusCode);
        Assert.Contains("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core", (await Json("/conformance")).GetProperty("conformsTo").EnumerateArray().Select(c => c.GetString()));
        Assert.StartsWith("3.1", (await Json("/openapi.json")).GetProperty("openapi").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("events")]
    [InlineData("places")]
    [InlineData("sites")]
    public async Task Every_collection_gives_its_features_page_by_page_and_each_by_its_id(string collection)
    {
        Assert.Equal(collection, (await Json("/collections/" + collection)).GetProperty("id").GetString());
        var seen = new List<string>();
        var matched = 0;
        for (string? path = $"/collections/{collection}/items?limit=3"; path is not null;)
        {
            var page = await Json(path);
            Assert.Equal("FeatureCollection", page.GetProperty("type").GetString());
            matched = page.GetProperty("numberMatched").GetInt32();
            Assert.Equal(page.GetProperty("numberReturned").GetInt32(), page.GetProperty("features").GetArrayLength());
            Assert.InRange(page.GetProperty("features").GetArrayLength(), 0, 3);
            seen.AddRange(page.GetProperty("features").EnumerateArray().Select(f => f.GetProperty("id").GetString()!));
            path = page.GetProperty("links").EnumerateArray().Where(l => l.GetProperty("rel").GetString() == "next").Select(l => l.GetProperty("href").GetString()).FirstOrDefault();
        }
        Assert.Equal(matched, seen.Count);
        Assert.Equal(seen.Distinct(), seen);
        var one = await Json($"/collections/{collection}/items/{Uri.EscapeDataString(seen[0])}");
        Assert.Equal(("Feature", seen[0]), (one.GetProperty("type").GetString(), one.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task A_box_and_a_time_leave_only_what_lies_within()
    {
        var page = await Json("/collections/events/items?bbox=38,34,39,35&datetime=2016-01-01/2016-12-31&limit=100");
        Assert.NotEqual(0, page.GetProperty("numberReturned").GetInt32());
        foreach (var feature in page.GetProperty("features").EnumerateArray())
        {
            var point = feature.GetProperty("geometry").GetProperty("coordinates").EnumerateArray().Select(c => c.GetDouble()).ToList();
            Assert.InRange(point[0], 38, 39);
            Assert.InRange(point[1], 34, 35);
            Assert.StartsWith("2016", feature.GetProperty("properties").GetProperty("date_start").GetString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("bbox=1,2,3")]
    [InlineData("bbox=a,b,c,d")]
    [InlineData("datetime=yesterday")]
    [InlineData("datetime=2017-05-01/2017-04-01")]
    [InlineData("limit=0")]
    [InlineData("limit=many")]
    [InlineData("colour=red")]
    public async Task A_parameter_that_is_wrong_or_unknown_is_refused(string query) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await desk.Get("/collections/events/items?" + query, "application/json")).Response.StatusCode);

    [Theory]
    [InlineData("2017-03-02", "2017-03-02", "2017-03-02")]
    [InlineData("2017-03-02T10:00:00Z", "2017-03-02", "2017-03-02")]
    [InlineData("2017-03-02/..", "2017-03-02", null)]
    [InlineData("../2017-03-02T10:00:00Z", null, "2017-03-02")]
    [InlineData("/2017-03-02", null, "2017-03-02")]
    public void A_time_is_a_day_or_two_and_may_be_open(string text, string? from, string? to) =>
        Assert.Equal((from, to), (FeatureRoutes.Time(text).From is { } a ? Iso(a) : null, FeatureRoutes.Time(text).To is { } b ? Iso(b) : null));

    private static string Iso(LocalDate day) => day.ToString("uuuu-MM-dd", null);

    private async Task<JsonElement> Json(string path)
    {
        var (response, body) = await desk.Get(path, "application/json");
        Assert.True(response.IsSuccessStatusCode, path + "\n" + body);
        return JsonDocument.Parse(body).RootElement;
    }
}
