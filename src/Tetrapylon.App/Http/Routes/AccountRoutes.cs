using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tetrapylon.App.Http.Accounts;
using Tetrapylon.App.Http.Pages;

namespace Tetrapylon.App.Http.Routes;

/// <summary>Signing in and out, for people by password, for programs by key.</summary>
internal static class AccountRoutes
{
    public const string ByKey = "key";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sign-in", (Visit visit) => Reply.Page<SignInPage>(visit, (nameof(SignInPage.Back), ReviewRoutes.Local(visit.Question["back"]))));
        routes.MapGet(OrganisationSignIn.Path, (Desk desk, string? back) => desk.Options.Organisation is null ? throw ProblemException.NotFound("organisation to sign in by") : OrganisationSignIn.Begin(ReviewRoutes.Local(back))).RequireRateLimiting(RateLimits.SignIn);
        routes.MapPost("/sign-in", SignIn).RequireRateLimiting(RateLimits.SignIn);
        routes.MapPost("/sign-out", async (Visit visit) =>
        {
            await visit.FormAsync(Role.None).ConfigureAwait(false);
            await visit.Context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme).ConfigureAwait(false);
            return Results.Redirect("/");
        });
    }

    /// <summary>Knows a program by the key it sends.</summary>
    public static Task KnowKeys(HttpContext context, RequestDelegate next)
    {
        if (Key(context.Request.Headers.Authorization.ToString()) is { } key)
        {
            var account = context.RequestServices.GetRequiredService<Desk>().Accounts?.ByKey(key) ?? throw new ProblemException(401, "not-allowed", "This key is none of ours, or expired.");
            context.User = Principal(account, ByKey);
        }
        return next(context);
    }

    // Readers of feeds send a name and a password, and nothing else: the key is the password then.
    private static string? Key(string sent)
    {
        const string Bearer = "Bearer ", Basic = "Basic ";
        if (sent.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) return sent[Bearer.Length..].Trim();
        if (!sent.StartsWith(Basic, StringComparison.OrdinalIgnoreCase)) return null;
        var bytes = new byte[sent.Length];
        return Convert.TryFromBase64String(sent[Basic.Length..].Trim(), bytes, out var count) && System.Text.Encoding.UTF8.GetString(bytes, 0, count).Split(':', 2) is [_, var password] ? password : "";
    }

    private static async Task<IResult> SignIn(Visit visit)
    {
        var form = await visit.FormAsync(Role.None).ConfigureAwait(false);
        var back = ReviewRoutes.Local(form["to"]);
        if (visit.Desk.Accounts?.SignIn(form["name"].ToString(), form["password"].ToString()) is not { } account)
        {
            visit.Context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Reply.Page<SignInPage>(visit, (nameof(SignInPage.Back), back), (nameof(SignInPage.Failed), true));
        }
        await visit.Context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, Principal(account, "password")).ConfigureAwait(false);
        return Results.Redirect(back ?? "/");
    }

    private static ClaimsPrincipal Principal(Account account, string by) =>
        new(new ClaimsIdentity([new(ClaimTypes.Name, account.Name), new(ClaimTypes.Role, account.Role.ToString()), new(ClaimTypes.AuthenticationMethod, by)], by));
}
