using System.Net;
using System.Text.Json;
using NodaTime;
using Tetrapylon.App.Http.Routes;

namespace Tetrapylon.App.Tests.Http;

/// <summary>The abstract test suite of OGC API – Features, Part 1 (OGC 17-069r4, annex A): the classes Core, GeoJSON and OpenAPI 3.0.</summary>
public sealed class FeatureTests(DeskFixture desk) : IClassFixture<DeskFixture>
{
    [Fact]
    public async Task The_landing_page_leads_to_the_api_the_conformance_and_the_data()
    {
        var links = (await Json("/api.json")).GetProperty("links").EnumerateArray().ToList();
        foreach (var relation in new[] { "service-desc", "service-doc", "conformance", "data" })
        {
            var link = links.First(l => Text(l, "rel") == relation);
            var (response, _) = await desk.Get(Text(link, "href"), "application/json");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            if (relation == "service-desc") Assert.Equal(Text(link, "type"), response.Content.Headers.ContentType!.ToString().Replace(" ", "", StringComparison.Ordinal));
        }
        // The whole address, as a tool asks that knows nothing of our endings.
        Assert.Equal("application/json", (await desk.Get("/api", "application/json")).Response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task The_conformance_declaration_names_the_classes_that_are_tested_here()
    {
        var told = (await Json("/conformance")).GetProperty("conformsTo").EnumerateArray().Select(c => c.GetString()!).ToList();
        Assert.Equal(["core", "geojson", "oas30"], told.Select(c => c["http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/".Length..]));
    }

    [Theory]
    [InlineData("/openapi-3.0.json", "3.0.")]
    [InlineData("/openapi.json", "3.1.")]
    public async Task The_definition_of_the_api_names_every_address_with_its_parameters_as_the_standard_has_them(string path, string version)
    {
        var document = await Json(path);
        Assert.StartsWith(version, Text(document, "openapi"), StringComparison.Ordinal);
        var paths = document.GetProperty("paths");
        foreach (var fixedPath in new[] { "/conformance", "/collections" }) Assert.True(paths.TryGetProperty(fixedPath, out _));
        var operations = paths.EnumerateObject().SelectMany(p => p.Value.EnumerateObject()).Select(o => o.Value).ToList();
        Assert.Equal(operations.Count, operations.Select(o => Text(o, "operationId")).Distinct().Count());
        Assert.All(operations, o =>
        {
            Assert.True(o.GetProperty("responses").GetProperty("200").GetProperty("content").EnumerateObject().Any());
            Assert.True(o.GetProperty("responses").GetProperty("default").GetProperty("content").TryGetProperty("application/problem+json", out _));
        });
        foreach (var collection in (await Json("/collections")).GetProperty("collections").EnumerateArray().Select(c => Text(c, "id")))
        {
            var parameters = paths.GetProperty($"/collections/{collection}/items").GetProperty("get").GetProperty("parameters").EnumerateArray().ToDictionary(p => Text(p, "name"), StringComparer.Ordinal);
            foreach (var name in new[] { "bbox", "datetime" }) Assert.Equal(("query", false, "form", false), (Text(parameters[name], "in"), parameters[name].GetProperty("required").GetBoolean(), Text(parameters[name], "style"), parameters[name].GetProperty("explode").GetBoolean()));
            var (box, limit) = (parameters["bbox"].GetProperty("schema"), parameters["limit"].GetProperty("schema"));
            Assert.Equal(("array", 4, 6, "number"), (Text(box, "type"), box.GetProperty("minItems").GetInt32(), box.GetProperty("maxItems").GetInt32(), Text(box.GetProperty("items"), "type")));
            Assert.Equal(("integer", 1), (Text(limit, "type"), limit.GetProperty("minimum").GetInt32()));
            Assert.InRange(limit.GetProperty("default").GetInt32(), limit.GetProperty("minimum").GetInt32(), limit.GetProperty("maximum").GetInt32());
            Assert.True(paths.TryGetProperty($"/collections/{collection}/items/{{featureId}}", out _));
        }
    }

    [Fact]
    public async Task Every_parameter_of_the_definition_is_one_that_features_take()
    {
        var names = (await Json("/openapi.json")).GetProperty("paths").GetProperty("/collections/events/items").GetProperty("get").GetProperty("parameters").EnumerateArray().Select(p => Text(p, "name"));
        foreach (var name in names)
        {
            var value = name switch { "bbox" => "-10,0,60,60", "datetime" => "2016-03-01/..", "limit" => "5", "known-at" => "2017-06-01", "status" => "asserted", "review" => "unreviewed", "source-kind" => "official", "cursor" => "0_00000000000000000000000000000000", _ => "Syria" };
            Assert.Equal(HttpStatusCode.OK, (await desk.Get($"/collections/events/items?{name}={value}", "application/json")).Response.StatusCode);
        }
    }

    [Fact]
    public async Task Collections_are_told_with_their_extent_their_crs_and_the_way_to_their_features()
    {
        var all = await Json("/collections");
        Assert.Contains(all.GetProperty("links").EnumerateArray(), l => Text(l, "rel") == "self");
        foreach (var told in all.GetProperty("collections").EnumerateArray())
        {
            var one = await Json("/collections/" + Text(told, "id"));
            Assert.Equal(told.GetRawText(), one.GetRawText());
            var items = one.GetProperty("links").EnumerateArray().Single(l => Text(l, "rel") == "items");
            Assert.Equal("application/geo+json", Text(items, "type"));
            Assert.Equal(HttpStatusCode.OK, (await desk.Get(Text(items, "href"), "application/geo+json")).Response.StatusCode);
            Assert.Equal("http://www.opengis.net/def/crs/OGC/1.3/CRS84", one.GetProperty("crs")[0].GetString());
            var box = one.GetProperty("extent").GetProperty("spatial").GetProperty("bbox")[0];
            Assert.Equal(4, box.GetArrayLength());
            Assert.Equal(2, one.GetProperty("extent").GetProperty("temporal").GetProperty("interval")[0].GetArrayLength());
        }
    }

    [Theory]
    [InlineData("/collections/towns", HttpStatusCode.NotFound)]
    [InlineData("/collections/towns/items", HttpStatusCode.NotFound)]
    [InlineData("/collections/events/items/00000000000000000000000000000000", HttpStatusCode.NotFound)]
    [InlineData("/collections/places/items/geonames:0", HttpStatusCode.NotFound)]
    [InlineData("/collections/events/items/1?colour=red", HttpStatusCode.BadRequest)]
    public async Task What_is_not_there_is_answered_as_such(string path, HttpStatusCode status)
    {
        var (response, body) = await desk.Get(path, "application/json");
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal((int)status, JsonDocument.Parse(body).RootElement.GetProperty("status").GetInt32());
    }

    [Theory]
    [InlineData("events")]
    [InlineData("places")]
    [InlineData("sites")]
    public async Task Features_are_geojson_with_the_links_and_counts_of_their_page(string collection)
    {
        var (response, body) = await desk.Get($"/collections/{collection}/items?limit=2", "application/geo+json");
        Assert.Equal("application/geo+json", response.Content.Headers.ContentType!.MediaType);
        var page = JsonDocument.Parse(body).RootElement;
        var links = page.GetProperty("links").EnumerateArray().ToList();
        Assert.Equal($"/collections/{collection}/items?limit=2", Text(links.Single(l => Text(l, "rel") == "self"), "href"));
        Assert.All(links, l => Assert.False(string.IsNullOrEmpty(Text(l, "type"))));
        Assert.True(NodaTime.Text.InstantPattern.ExtendedIso.Parse(Text(page, "timeStamp")).Success);
        foreach (var feature in page.GetProperty("features").EnumerateArray())
        {
            Assert.Equal("Feature", Text(feature, "type"));
            Assert.Equal(JsonValueKind.Object, feature.GetProperty("properties").ValueKind);
            if (feature.GetProperty("geometry") is { ValueKind: JsonValueKind.Object } geometry) Assert.Equal(("Point", 2), (Text(geometry, "type"), geometry.GetProperty("coordinates").GetArrayLength()));
            else Assert.Equal(JsonValueKind.Null, feature.GetProperty("geometry").ValueKind);
        }
        var (one, single) = await desk.Get($"/collections/{collection}/items/{Uri.EscapeDataString(Text(page.GetProperty("features")[0], "id"))}", "application/geo+json");
        Assert.Equal("application/geo+json", one.Content.Headers.ContentType!.MediaType);
        Assert.Equal(["self", "collection"], JsonDocument.Parse(single).RootElement.GetProperty("links").EnumerateArray().Select(l => Text(l, "rel")));
    }

    [Fact]
    public async Task A_limit_above_the_most_is_taken_as_the_most_and_none_as_the_usual()
    {
        Assert.Equal(10, (await Json("/collections/events/items")).GetProperty("numberReturned").GetInt32());
        var page = await Json("/collections/events/items?limit=1000000");
        Assert.InRange(page.GetProperty("numberReturned").GetInt32(), 11, 1000);
    }

    [Theory]
    [InlineData("2016-03-27")]
    [InlineData("2016-03-27T12:00:00Z")]
    [InlineData("../2016-03-27")]
    [InlineData("2016-03-27/..")]
    [InlineData("2016-03-01/2016-03-31T23:59:59+02:00")]
    public async Task A_time_leaves_only_what_may_have_been_within_it(string time)
    {
        var (from, to) = FeatureRoutes.Time(time);
        var page = await Json("/collections/events/items?limit=1000&datetime=" + Uri.EscapeDataString(time));
        Assert.NotEqual(0, page.GetProperty("numberReturned").GetInt32());
        foreach (var properties in page.GetProperty("features").EnumerateArray().Select(f => f.GetProperty("properties")))
        {
            if (to is { } last) Assert.True(string.CompareOrdinal(Text(properties, "date_start"), Iso(last)) <= 0);
            if (from is { } first) Assert.True(string.CompareOrdinal(Text(properties, "date_end"), Iso(first)) >= 0);
        }
        // Nothing that fits is left out.
        var all = (await Json("/collections/events/items?limit=1000")).GetProperty("features").EnumerateArray().Select(f => f.GetProperty("properties")).Where(p => p.GetProperty("date_start").ValueKind == JsonValueKind.String);
        Assert.Equal(all.Count(p => (to is not { } l || string.CompareOrdinal(Text(p, "date_start"), Iso(l)) <= 0) && (from is not { } f || string.CompareOrdinal(Text(p, "date_end"), Iso(f)) >= 0)), page.GetProperty("numberMatched").GetInt32());
    }

    [Fact]
    public async Task A_box_across_the_antimeridian_reaches_both_sides_of_it_and_one_with_heights_is_a_box()
    {
        Assert.Equal(0, (await Json("/collections/events/items?bbox=170,-60,-170,0")).GetProperty("numberMatched").GetInt32());
        // West of its east by going round the world: all but the gap between 60 and 100.
        Assert.NotEqual(0, (await Json("/collections/events/items?bbox=100,-90,60,90")).GetProperty("numberMatched").GetInt32());
        Assert.Equal((await Json("/collections/events/items?bbox=38,34,39,35")).GetProperty("numberMatched").GetInt32(), (await Json("/collections/events/items?bbox=38,34,0,39,35,1000")).GetProperty("numberMatched").GetInt32());
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

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;

    private async Task<JsonElement> Json(string path)
    {
        var (response, body) = await desk.Get(path, "application/json");
        Assert.True(response.IsSuccessStatusCode, path + "\n" + body);
        return JsonDocument.Parse(body).RootElement;
    }
}
