using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tetrapylon.App.Http.Pages;
using Tetrapylon.Record.Store;

namespace Tetrapylon.App.Http;

/// <summary>Turns what went wrong into an answer: a page for people, problem details (RFC 9457) for programs.</summary>
internal static partial class Problems
{
    public static async Task Answer(HttpContext context, RequestDelegate next)
    {
        ProblemException problem;
        try
        {
            await next(context).ConfigureAwait(false);
            return;
        }
        catch (Exception e) when (!context.Response.HasStarted && Of(e, context) is { } found)
        {
            problem = found;
        }
        context.Response.Clear();
        await SecurityHeaders.Apply(context, _ => Task.CompletedTask).ConfigureAwait(false);
        context.Response.Headers.CacheControl = "no-store";
        if (problem.Status == StatusCodes.Status401Unauthorized && ForPeople(context) && HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.Redirect("/sign-in?back=" + Uri.EscapeDataString(context.Request.Path + context.Request.QueryString));
            return;
        }
        context.Response.StatusCode = problem.Status;
        if (ForPeople(context) && await Page(context, problem).ConfigureAwait(false)) return;
        await Results.Problem(new ProblemDetails { Type = "urn:tetrapylon:problem:" + problem.Type, Title = problem.Type.Replace('-', ' '), Status = problem.Status, Detail = problem.Message, Instance = context.Request.Path }).ExecuteAsync(context).ConfigureAwait(false);
    }

    private static ProblemException? Of(Exception e, HttpContext context)
    {
        switch (e)
        {
            case ProblemException problem:
                return problem;
            case AntiforgeryValidationException:
                return new(400, "form-too-old", "This form is not ours or too old. Load the page again and send it once more.");
            case BadHttpRequestException { StatusCode: var status } bad:
                return new(status, status == StatusCodes.Status413PayloadTooLarge ? "too-large" : "bad-request", bad.Message);
            case StoreException { Code: "store-locked" }:
                return new(503, "store-busy", "The record is being written by another process. Try again in a moment.");
            case OperationCanceledException when context.RequestAborted.IsCancellationRequested:
                return null;
            default:
                Fault(context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Tetrapylon"), e, context.Request.Path);
                return new(500, "fault", "A fault of the program. It is written in the log.");
        }
    }

    private static bool ForPeople(HttpContext context) => !context.Items.ContainsKey(nameof(Form)) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);

    private static async Task<bool> Page(HttpContext context, ProblemException problem)
    {
        try
        {
            // The page around it must not ask again what could not be answered.
            context.Request.QueryString = QueryString.Empty;
            if (await Visit.BindAsync(context).ConfigureAwait(false) is not { } visit) return false;
            await Reply.Page<ProblemPage>(visit, (nameof(ProblemPage.Title), visit.Words["problem." + problem.Status]), (nameof(ProblemPage.Detail), problem.Message)).ExecuteAsync(context).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is StoreException or ProblemException)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "fault at {Path}")]
    internal static partial void Fault(ILogger logger, Exception e, PathString path);
}
