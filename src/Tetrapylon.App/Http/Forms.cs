using Microsoft.AspNetCore.Http;

namespace Tetrapylon.App.Http;

/// <summary>Every page has its data at its own address with an ending: <c>/event/x.json</c> is <c>/event/x</c> as JSON.</summary>
internal static class Forms
{
    /// <summary>Field of a sent form in which its token stands.</summary>
    public const string TokenField = "__RequestVerificationToken";

    private static readonly (string Ending, Form Form)[] Endings = [(".geojson", Form.GeoJson), (".json", Form.Json), (".csv", Form.Csv), (".atom", Form.Atom)];

    // These are files or shapes of their own.
    private static readonly string[] Apart = ["/static", "/map", "/openapi.json", "/openapi-3.0.json"];

    public static Task Strip(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path;
        if (path.Value is { Length: > 1 } value && !Array.Exists(Apart, a => path.StartsWithSegments(a)))
            foreach (var (ending, form) in Endings)
                if (value.EndsWith(ending, StringComparison.Ordinal))
                {
                    context.Items[nameof(Form)] = form;
                    context.Request.Path = value[..^ending.Length];
                    break;
                }
        return next(context);
    }
}
