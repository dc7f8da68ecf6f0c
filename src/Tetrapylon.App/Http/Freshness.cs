using Microsoft.AspNetCore.Http;

namespace Tetrapylon.App.Http;

/// <summary>Names the state of an answer, so that who has it already is told so, and what was made for one question serves the next.</summary>
internal static class Freshness
{
    public static async ValueTask<object?> Check(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var visit = (Visit?)call.Arguments.FirstOrDefault(a => a is Visit);
        if (visit is null || !HttpMethods.IsGet(visit.Context.Request.Method) && !HttpMethods.IsHead(visit.Context.Request.Method)) return await next(call).ConfigureAwait(false);
        visit.Who.Must(Role.Viewer);
        var tag = visit.ETag;
        var headers = visit.Context.Response.Headers;
        headers.ETag = tag;
        headers.CacheControl = "private, no-cache";
        headers.Vary = "Accept, Accept-Language, Cookie";
        if (visit.Context.Request.Headers.IfNoneMatch.Any(t => t == tag)) return Results.StatusCode(StatusCodes.Status304NotModified);
        if (visit.Desk.Kept.Find(tag) is { } kept) return kept;
        var answer = await next(call).ConfigureAwait(false);
        // Whatever tells of more than the record took its name away.
        if (answer is WholeAnswer whole && headers.ETag == tag) whole.Tag = tag;
        return answer;
    }
}
