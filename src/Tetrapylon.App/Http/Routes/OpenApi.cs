using System.Text.Json.Nodes;

namespace Tetrapylon.App.Http.Routes;

/// <summary>The interface for programs, told in OpenAPI: as 3.1, and as 3.0 for tools that hold to the letter of OGC API – Features.</summary>
internal static class OpenApi
{
    private const string FormData = "application/x-www-form-urlencoded";

    private static readonly string[] Filters = ["known-at", "place", "country", "actor", "type", "status", "source-kind", "publisher", "review", "q"];

    private static readonly (string Path, string What)[] Lists =
    [
        ("/events.json", "Events, latest first"), ("/claims.json", "Claims, the latest told first"), ("/reports.json", "Reports"), ("/places.json", "Places with their histories"), ("/heritage.json", "The heritage register"),
        ("/actors.json", "Actors"), ("/sources.json", "Sources"), ("/search.json", "Reports with words"), ("/review.json", "Claims that wait for review"), ("/audit.json", "Judgements"), ("/runs.json", "Runs"), ("/views.json", "Saved views"), ("/feeds.json", "Followed feeds"),
    ];

    private static readonly (string Path, string What)[] Things =
    [
        ("/event/{id}.json", "One event"), ("/claim/{id}.json", "One claim"), ("/report/{id}.json", "One report with its claims"), ("/place/{id}.json", "One place with its history"), ("/site/{id}.json", "One heritage site"), ("/run/{id}.json", "One run"),
        ("/view/{id}.json", "One saved view and what changed in it"),
    ];

    private static readonly (string Path, string What, string[] Fields)[] Forms =
    [
        ("/review/claim/{id}", "Judges a claim; If-Match guards against judging what changed meanwhile", ["do", "reason", "version"]), ("/review/event/{id}", "Judges the claims of an event, parts or joins events", ["do", "claim", "other", "reason"]),
        ("/review/undo/{id}", "Takes a judgement back", ["reason"]), ("/add", "Brings in a text or an address; answers with its run", ["text", "title", "publisher", "published", "url"]), ("/views", "Saves a view", ["name", "subject", "query"]), ("/feeds", "Follows a feed", ["url", "minutes"]),
    ];

    /// <param name="version">3.1.0 or 3.0.3.</param>
    public static JsonObject Document(IEnumerable<string> collections, string version)
    {
        var paths = new JsonObject
        {
            ["/api"] = Get("getLandingPage", "Landing page", "application/json"),
            ["/conformance"] = Get("getConformanceDeclaration", "What it conforms to", "application/json"),
            ["/collections"] = Get("getCollections", "Collections", "application/json"),
        };
        foreach (var id in collections)
        {
            paths["/collections/" + id] = Get("describe_" + id, "The collection " + id, "application/json");
            paths[$"/collections/{id}/items"] = Get("features_" + id, "Features of " + id, "application/geo+json", ["bbox", "datetime", "limit", "cursor", .. Filters]);
            paths[$"/collections/{id}/items/{{featureId}}"] = Get("feature_" + id, "One feature of " + id, "application/geo+json", ["featureId"]);
        }
        foreach (var (path, what) in Lists) paths[path] = Get("list" + Named(path), what, "application/json", ["limit", "cursor", .. Filters]);
        foreach (var (path, what) in Things) paths[path] = Get("get" + Named(path), what, "application/json", ["id"]);
        foreach (var (path, what, fields) in Forms)
        {
            var item = paths[path] as JsonObject ?? [];
            item["post"] = Post("post" + Named(path), what, fields, path.Contains("{id}", StringComparison.Ordinal));
            paths[path] = item;
        }
        return new()
        {
            ["openapi"] = version,
            ["info"] = new JsonObject { ["title"] = "Tetrapylon", ["description"] = "A cited record of a conflict: events, who held which place, what was done to heritage.", ["version"] = Program.Version, ["license"] = new JsonObject { ["name"] = "Apache-2.0", ["url"] = "https://www.apache.org/licenses/LICENSE-2.0" } },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["securitySchemes"] = new JsonObject { ["key"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" } } },
            // Where people sign in a key is asked for; on one's own machine none is.
            ["security"] = new JsonArray(new JsonObject { ["key"] = new JsonArray() }, new JsonObject()),
        };
    }

    private static string Named(string path) => string.Concat(path.Split('/', '.').Where(p => p is not ("" or "json" or "{id}")).Select(p => char.ToUpperInvariant(p[0]) + p[1..]));

    private static JsonObject Get(string id, string summary, string type, string[]? parameters = null)
    {
        var get = new JsonObject { ["operationId"] = id, ["summary"] = summary };
        if (parameters is not null) get["parameters"] = new JsonArray([.. parameters.Select(p => (JsonNode)Parameter(p))]);
        get["responses"] = Responses(summary, type);
        return new() { ["get"] = get };
    }

    private static JsonObject Post(string id, string summary, string[] fields, bool ofOne)
    {
        var schema = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject(fields.Select(f => KeyValuePair.Create<string, JsonNode?>(f, new JsonObject { ["type"] = "string" }))) };
        var post = new JsonObject { ["operationId"] = id, ["summary"] = summary };
        if (ofOne) post["parameters"] = new JsonArray(Parameter("id"));
        post["requestBody"] = new JsonObject { ["required"] = true, ["content"] = new JsonObject { [FormData] = new JsonObject { ["schema"] = schema } } };
        post["responses"] = Responses(summary, "application/json");
        return post;
    }

    private static JsonObject Responses(string summary, string type)
    {
        static JsonObject Content(string type) => new() { [type] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "object" } } };
        return new()
        {
            ["200"] = new JsonObject { ["description"] = summary, ["content"] = Content(type) },
            ["default"] = new JsonObject { ["description"] = "What went wrong (RFC 9457)", ["content"] = Content("application/problem+json") },
        };
    }

    private static JsonObject Parameter(string name)
    {
        var inPath = name is "featureId" or "id";
        var schema = name switch
        {
            "bbox" => new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "number" }, ["minItems"] = 4, ["maxItems"] = 6 },
            "limit" => new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = 1000, ["default"] = 10 },
            "known-at" => new JsonObject { ["type"] = "string", ["format"] = "date" },
            _ => new JsonObject { ["type"] = "string" },
        };
        var parameter = new JsonObject { ["name"] = name, ["in"] = inPath ? "path" : "query", ["required"] = inPath, ["schema"] = schema };
        if (inPath) return parameter;
        parameter["style"] = "form";
        parameter["explode"] = false;
        return parameter;
    }
}
