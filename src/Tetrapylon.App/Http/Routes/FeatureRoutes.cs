using System.Buffers;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using NodaTime.Text;
using Tetrapylon.App.Http.Pages;
using Tetrapylon.Export;
using Tetrapylon.Model;
using Tetrapylon.Record;

namespace Tetrapylon.App.Http.Routes;

/// <summary>The record after OGC API – Features, Part 1: Core (OGC 17-069r4), for maps and tools that speak it.</summary>
internal static class FeatureRoutes
{
    private const string Definition = "/openapi.json", DefinitionAsNamed = "/openapi-3.0.json", OpenApiType = "application/vnd.oai.openapi+json;version=";

    private const int MostFeatures = 1000, UsualFeatures = 10;

    private static readonly string[] Conformance =
    [
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core", "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson", "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    ];

    private static readonly (string Id, string Title, string Description)[] Collections =
    [
        ("events", "Events", "What happened: one feature an event, merged from all claims that tell of it."),
        ("places", "Places by holder", "Who holds each place on a day: give 'datetime' as one day; the last day told of when left out."),
        ("sites", "Heritage sites", "What was done to monuments, museums, places of worship, libraries and archives."),
    ];

    // Asked for anything else, the standard wants the request refused (requirement /req/core/query-param-unknown).
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal) { "bbox", "datetime", "limit", "cursor", "known-at", "f", "lang", "place", "country", "actor", "type", "status", "q", "review", "source-kind", "publisher" };

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api", Landing);
        routes.MapGet("/conformance", (Visit visit) => Json(new JsonObject { ["conformsTo"] = new JsonArray([.. Conformance.Select(c => JsonValue.Create(c))]) }));
        routes.MapGet("/collections", (Visit visit) => Json(new JsonObject { ["links"] = new JsonArray(Link("/collections", "self", "application/json")), ["collections"] = new JsonArray([.. Collections.Select(c => Collection(visit, c))]) }));
        routes.MapGet("/collections/{id}", (Visit visit, string id) => Json(Collection(visit, Of(id))));
        routes.MapGet("/collections/{id}/items", Items);
        routes.MapGet("/collections/{id}/items/{*item}", Item);
        // The standard names version 3.0 of OpenAPI; its tools read that, everybody else the newer.
        foreach (var (path, version) in new[] { (Definition, "3.1.0"), (DefinitionAsNamed, "3.0.3") })
            routes.MapGet(path, () => Results.Text(OpenApi.Document(Collections.Select(c => c.Id), version).ToJsonString(), OpenApiType + version[..3]));
    }

    private static IResult Landing(Visit visit)
    {
        if (visit.Form != Http.Form.Json && visit.Question["f"] != "json" && visit.WantsPage) return Reply.Page<ApiPage>(visit, (nameof(ApiPage.Collections), Collections));
        return Json(new JsonObject
        {
            ["title"] = "Tetrapylon",
            ["description"] = "A cited record of a conflict: events, who held which place, what was done to heritage.",
            ["links"] = new JsonArray(Link("/api.json", "self", "application/json"), Link("/api", "alternate", "text/html"), Link(DefinitionAsNamed, "service-desc", OpenApiType + "3.0"), Link(Definition, "service-desc", OpenApiType + "3.1"), Link("/api", "service-doc", "text/html"),
                Link("/conformance", "conformance", "application/json"), Link("/collections", "data", "application/json")),
        });
    }

    private static IResult Items(Visit visit, string id)
    {
        Check(visit);
        var collection = Of(id).Id;
        var limit = visit.Question["limit"] is null ? UsualFeatures : Math.Min(visit.Question.Limit, MostFeatures);
        var (from, to) = Time(visit.Question["datetime"]);
        var filter = visit.Question.Filter with { From = from, To = to };
        JsonObject features;
        long matched;
        string? next;
        if (collection == "events")
        {
            var page = visit.Pages.Events(filter, Cursors.Event(visit.Question.Cursor), limit);
            (features, matched, next) = (Written(into => GeoJson.Events(page.Items, into)), visit.Count(filter), Cursors.Of(page.Next));
        }
        else
        {
            var offset = Cursors.Offset(visit.Question.Cursor);
            int count;
            if (collection == "places")
            {
                var day = to ?? from ?? visit.Day;
                var held = PlaceRoutes.Held(visit, day);
                (features, count) = (Written(into => GeoJson.Control(held.Skip(offset).Take(limit).Select(h => h.History), day, into)), held.Count);
            }
            else
            {
                var records = Sites(visit, filter);
                (features, count) = (new JsonObject { ["type"] = "FeatureCollection", ["features"] = new JsonArray([.. records.Skip(offset).Take(limit).Select(Site)]) }, records.Count);
            }
            (matched, next) = (count, offset + limit < count ? (offset + limit).ToString(CultureInfo.InvariantCulture) : null);
        }
        var path = $"/collections/{collection}/items";
        var links = new JsonArray(Link(path + visit.Context.Request.QueryString, "self", "application/geo+json"), Link("/collections/" + collection, "collection", "application/json"));
        if (next is not null) links.Add(Link(path + visit.Link("", ("cursor", next)), "next", "application/geo+json"));
        features["numberMatched"] = matched;
        features["numberReturned"] = features["features"]!.AsArray().Count;
        features["timeStamp"] = InstantPattern.General.Format(SystemClock.Instance.GetCurrentInstant());
        features["links"] = links;
        return Json(features, "application/geo+json");
    }

    private static IResult Item(Visit visit, string id, string item)
    {
        Check(visit);
        var collection = Of(id).Id;
        JsonNode? feature = null;
        if (collection == "events" && Cursors.Id(item) is { } key && visit.View.Event(key) is { } happening) feature = First(into => GeoJson.Events([happening], into));
        if (collection == "places" && visit.View.Control(item).FirstOrDefault(h => h.Place.Id == item) is { } history) feature = First(into => GeoJson.Control([history], Time(visit.Question["datetime"]).To, into));
        if (collection == "sites" && Cursors.Id(item) is { } damage && Sites(visit, new()).FirstOrDefault(d => d.Id == damage) is { } record) feature = Site(record);
        if (feature is null) throw ProblemException.NotFound($"item '{item}' in '{collection}'");
        feature["links"] = new JsonArray(Link($"/collections/{collection}/items/{Uri.EscapeDataString(item)}", "self", "application/geo+json"), Link("/collections/" + collection, "collection", "application/json"));
        return Json(feature, "application/geo+json");

        static JsonNode? First(Action<IBufferWriter<byte>> write)
        {
            var features = Written(write)["features"]!.AsArray();
            return features.Count == 0 ? null : features[0]!.DeepClone();
        }
    }

    private static List<DamageRecord> Sites(Visit visit, RecordFilter filter) =>
        [.. visit.View.Damage(filter with { Box = null }).Where(d => filter.Box is not { } box || d.Place is { } place && box.Contains(place)).OrderBy(d => d.Id)];

    private static JsonObject Site(DamageRecord damage) => new()
    {
        ["type"] = "Feature",
        ["id"] = damage.Id.ToString(),
        ["geometry"] = damage.Place is { Latitude: { } latitude, Longitude: { } longitude } ? new JsonObject { ["type"] = "Point", ["coordinates"] = new JsonArray(Math.Round((decimal)longitude, 5), Math.Round((decimal)latitude, 5)) } : null,
        ["properties"] = Written(into => DamageJson.Write(damage, into)),
    };

    private static void Check(Visit visit)
    {
        foreach (var name in visit.Context.Request.Query.Keys)
            if (!Known.Contains(name)) throw new ProblemException(400, "bad-parameter", $"'{name}' is no parameter of this address.");
    }

    /// <summary>A day, or two parted by a slash; '..' or nothing leaves an end open. Of a date-time the day counts.</summary>
    internal static (LocalDate? From, LocalDate? To) Time(string? text)
    {
        if (text is null) return (null, null);
        var parts = text.Split('/');
        if (parts.Length > 2) throw Bad();
        var (from, to) = (Day(parts[0]), Day(parts[^1]));
        if (from > to || parts.Length == 2 && from is null && to is null) throw Bad();
        return (from, to);

        LocalDate? Day(string part)
        {
            if (part is "" or ".." && parts.Length == 2) return null;
            var day = part.Length > 10 && part[10] is 'T' or 't' && OffsetDateTimePattern.ExtendedIso.Parse(part.ToUpperInvariant()).Success ? part[..10] : part;
            return LocalDatePattern.Iso.Parse(day) is { Success: true } parsed ? parsed.Value : throw Bad();
        }

        ProblemException Bad() => new(400, "bad-parameter", $"'datetime' {text}: a day (2017-03-02), or two parted by a slash; '..' leaves an end open.");
    }

    private static (string Id, string Title, string Description) Of(string id) => Array.Find(Collections, c => c.Id == id) is { Id: not null } found ? found : throw ProblemException.NotFound($"collection '{id}'");

    private static JsonObject Collection(Visit visit, (string Id, string Title, string Description) of)
    {
        var span = visit.Pages.Span();
        return new()
        {
            ["id"] = of.Id,
            ["title"] = of.Title,
            ["description"] = of.Description,
            ["itemType"] = "feature",
            ["crs"] = new JsonArray("http://www.opengis.net/def/crs/OGC/1.3/CRS84"),
            ["extent"] = new JsonObject
            {
                ["spatial"] = new JsonObject { ["bbox"] = new JsonArray(new JsonArray(-180, -90, 180, 90)), ["crs"] = "http://www.opengis.net/def/crs/OGC/1.3/CRS84" },
                ["temporal"] = new JsonObject { ["interval"] = new JsonArray(new JsonArray(span is { } s ? Wording.Words.Day(s.First) + "T00:00:00Z" : null, span is { } e ? Wording.Words.Day(e.Last) + "T23:59:59Z" : null)) },
            },
            ["links"] = new JsonArray(Link("/collections/" + of.Id, "self", "application/json"), Link($"/collections/{of.Id}/items", "items", "application/geo+json")),
        };
    }

    private static JsonObject Link(string address, string relation, string type) => new() { ["href"] = address, ["rel"] = relation, ["type"] = type };

    private static JsonObject Written(Action<IBufferWriter<byte>> write)
    {
        var into = new ArrayBufferWriter<byte>(4096);
        write(into);
        return JsonNode.Parse(into.WrittenSpan)!.AsObject();
    }

    private static IResult Json(JsonNode node, string type = "application/json") => Reply.Json(into =>
    {
        using var json = new System.Text.Json.Utf8JsonWriter(into);
        node.WriteTo(json);
    }, type);
}
