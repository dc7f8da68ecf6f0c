using System.Text.Json.Nodes;

namespace Tetrapylon.App.Http.Routes;

/// <summary>The interface for programs, told in OpenAPI 3.1.</summary>
internal static class OpenApi
{
    public static JsonObject Document(IEnumerable<string> collections)
    {
        JsonArray Filters(bool items) => new([.. (items ? new[] { "bbox", "datetime", "limit", "cursor" } : []).Concat(["known-at", "place", "country", "actor", "type", "status", "q"]).Select(name => (JsonNode)Parameter(name))]);
        var paths = new JsonObject
        {
            ["/api"] = Get("Landing page", "application/json"),
            ["/conformance"] = Get("What it conforms to", "application/json"),
            ["/collections"] = Get("Collections", "application/json"),
        };
        foreach (var id in collections)
        {
            paths["/collections/" + id] = Get("The collection " + id, "application/json");
            paths[$"/collections/{id}/items"] = Get("Features of " + id, "application/geo+json", Filters(items: true));
            paths[$"/collections/{id}/items/{{featureId}}"] = Get("One feature of " + id, "application/geo+json", new JsonArray(new JsonObject { ["name"] = "featureId", ["in"] = "path", ["required"] = true, ["schema"] = new JsonObject { ["type"] = "string" } }));
        }
        foreach (var (path, what) in new[] { ("/events.json", "Events, latest first"), ("/places.json", "Places with their histories"), ("/heritage.json", "The heritage register"), ("/actors.json", "Actors"), ("/sources.json", "Sources"), ("/search.json", "Reports with words"), ("/review.json", "Claims that wait for review"), ("/audit.json", "Judgements"), ("/runs.json", "Runs"), ("/views.json", "Saved views"), ("/feeds.json", "Followed feeds") })
            paths[path] = Get(what, "application/json", Filters(items: false));
        foreach (var (path, what) in new[] { ("/event/{id}.json", "One event"), ("/claim/{id}.json", "One claim"), ("/report/{id}.json", "One report with its claims"), ("/place/{id}.json", "One place with its history"), ("/site/{id}.json", "One heritage site"), ("/run/{id}.json", "One run"), ("/view/{id}.json", "One saved view and what changed in it") })
            paths[path] = Get(what, "application/json", new JsonArray(new JsonObject { ["name"] = "id", ["in"] = "path", ["required"] = true, ["schema"] = new JsonObject { ["type"] = "string" } }));
        return new()
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "Tetrapylon", ["version"] = Program.Version, ["license"] = new JsonObject { ["name"] = "Apache-2.0" } },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["securitySchemes"] = new JsonObject { ["key"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" } } },
        };
    }

    private static JsonObject Get(string summary, string type, JsonArray? parameters = null)
    {
        var get = new JsonObject
        {
            ["summary"] = summary,
            ["responses"] = new JsonObject
            {
                ["200"] = new JsonObject { ["description"] = summary, ["content"] = new JsonObject { [type] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "object" } } } },
                ["default"] = new JsonObject { ["description"] = "What went wrong (RFC 9457)", ["content"] = new JsonObject { ["application/problem+json"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "object" } } } },
            },
        };
        if (parameters is not null) get["parameters"] = parameters;
        return new() { ["get"] = get };
    }

    private static JsonObject Parameter(string name)
    {
        var schema = name switch
        {
            "bbox" => new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "number" }, ["minItems"] = 4, ["maxItems"] = 6 },
            "limit" => new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = 1000, ["default"] = 10 },
            "known-at" => new JsonObject { ["type"] = "string", ["format"] = "date" },
            _ => new JsonObject { ["type"] = "string" },
        };
        var parameter = new JsonObject { ["name"] = name, ["in"] = "query", ["required"] = false, ["schema"] = schema };
        if (name != "bbox") return parameter;
        parameter["style"] = "form";
        parameter["explode"] = false;
        return parameter;
    }
}
