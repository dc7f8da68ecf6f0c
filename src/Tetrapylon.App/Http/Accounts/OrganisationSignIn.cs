using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Tetrapylon.App.Http.Accounts;

/// <summary>Signing in by an organisation: authorization code with PKCE, and from then on the desk's own cookie. Nothing of the organisation's tokens is kept.</summary>
internal static class OrganisationSignIn
{
    public const string Scheme = "organisation", Path = "/sign-in/organisation", Back = "/sign-in/organisation/back";

    public static void Add(AuthenticationBuilder authentication, Organisation organisation) => authentication.AddOpenIdConnect(Scheme, oidc =>
    {
        oidc.Authority = organisation.Authority.AbsoluteUri;
        oidc.RequireHttpsMetadata = !organisation.Authority.IsLoopback;
        oidc.ClientId = organisation.ClientId;
        oidc.ClientSecret = organisation.ClientSecret;
        oidc.ResponseType = OpenIdConnectResponseType.Code;
        // The answer comes as an address, not as another site's form: cookies that other sites' forms do not carry are enough.
        oidc.ResponseMode = OpenIdConnectResponseMode.Query;
        oidc.UsePkce = true;
        oidc.CallbackPath = Back;
        oidc.SignInScheme = CookieAuthenticationDefaults.AuthenticationScheme;
        oidc.MapInboundClaims = false;
        oidc.SaveTokens = false;
        oidc.Scope.Clear();
        foreach (var scope in organisation.Scopes) oidc.Scope.Add(scope);
        foreach (var cookie in (CookieBuilder[])[oidc.CorrelationCookie, oidc.NonceCookie])
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        }
        oidc.Events = new()
        {
            OnTokenValidated = context =>
            {
                var told = context.Principal!;
                var role = organisation.RoleOf(told.FindAll(organisation.GroupsClaim).Select(c => c.Value));
                var name = told.FindFirstValue(organisation.NameClaim) ?? told.FindFirstValue("sub");
                if (role == Role.None || string.IsNullOrEmpty(name)) context.Fail("not-allowed");
                // Only who it is and what it may do goes into the desk's cookie.
                else context.Principal = new(new ClaimsIdentity([new(ClaimTypes.Name, name), new(ClaimTypes.Role, role.ToString()), new(ClaimTypes.AuthenticationMethod, Scheme)], Scheme));
                return Task.CompletedTask;
            },
            OnRemoteFailure = context =>
            {
                context.HandleResponse();
                throw context.Failure?.Message == "not-allowed" ? new ProblemException(403, "not-allowed", "None of your groups may use this desk.") : new ProblemException(400, "sign-in-failed", "Your organisation's answer could not be taken. Sign in once more.");
            },
        };
    });

    /// <summary>Sends somebody to the organisation, and afterwards back to where they were.</summary>
    public static IResult Begin(string? back) => Results.Challenge(new() { RedirectUri = back ?? "/" }, [Scheme]);
}
