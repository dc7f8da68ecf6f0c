using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tetrapylon.App.Http.Accounts;
using Tetrapylon.App.Http.Routes;

namespace Tetrapylon.App.Http;

/// <summary>Puts the desk together: what every request passes, in order, and every address it answers.</summary>
internal static class DeskHost
{
    private const long LargestRequest = 64 << 20;

    public static WebApplication Build(Desk desk)
    {
        var options = desk.Options;
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "tetrapylon", ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls([.. options.Urls]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            kestrel.Limits.MaxConcurrentConnections = 1000;
            kestrel.Limits.MaxRequestLineSize = 16 << 10;
        });
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning)
            // The protection of forms lives as long as the process; nothing is lost with it but open forms.
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error).AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);
        builder.Services.AddSingleton(desk);
        builder.Services.AddRateLimiter(limits => RateLimits.Set(limits, options.LoopbackOnly));
        builder.Configuration.AddInMemoryCollection(options.Settings);
        Telemetry.Add(builder);
        var authentication = builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.Cookie.Name = "tetrapylon";
            // Whoever comes back from the organisation comes from another site. Forms have a token of their own.
            cookie.Cookie.SameSite = options.Organisation is null ? SameSiteMode.Strict : SameSiteMode.Lax;
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
        });
        if (options.Organisation is { } organisation) OrganisationSignIn.Add(authentication, organisation);
        // Whoever signed in stays so when the program starts again.
        if (desk.HasAccounts) builder.Services.AddDataProtection().SetApplicationName("tetrapylon").PersistKeysToFileSystem(Directory.CreateDirectory(options.DeskStore + ".keys"));
        builder.Services.AddAntiforgery(antiforgery =>
        {
            antiforgery.FormFieldName = Forms.TokenField;
            antiforgery.Cookie.Name = "tetrapylon-form";
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.HttpOnly = true;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        // Another site's name that resolves to this machine (DNS rebinding) reaches nothing.
        builder.Services.Configure<HostFilteringOptions>(filter => filter.AllowedHosts = options.LoopbackOnly ? ["localhost", "127.0.0.1", "[::1]"] : ["*"]);
        builder.Services.AddHostFiltering(_ => { });
        builder.Services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = options.TrustedProxies.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            forwarded.KnownIPNetworks.Clear();
            forwarded.KnownProxies.Clear();
            foreach (var proxy in options.TrustedProxies) forwarded.KnownProxies.Add(proxy);
        });

        var app = builder.Build();
        app.UseForwardedHeaders();
        app.UseHostFiltering();
        app.Use(SecurityHeaders.Apply);
        app.Use(Problems.Answer);
        app.Use(Forms.Strip);
        app.UseRouting();
        app.UseAuthentication();
        app.Use(AccountRoutes.KnowKeys);
        app.UseRateLimiter();

        app.MapGet("/healthz/live", () => Results.Text("live"));
        app.MapGet("/healthz/ready", async (HttpContext context) =>
        {
            using var lease = await desk.Records.RentAsync(context.RequestAborted).ConfigureAwait(false);
            _ = lease.Store.Revision;
            return Results.Text("ready");
        });
        app.MapGet("/static/{name}", (HttpContext context, string name) => desk.Files.Send(context, name));
        var pages = app.MapGroup("").AddEndpointFilter(Freshness.Check);
        PlaceRoutes.Map(pages);
        EventRoutes.Map(pages);
        MapRoutes.Map(pages);
        ReviewRoutes.Map(pages);
        RunRoutes.Map(pages);
        ViewRoutes.Map(pages);
        FeedRoutes.Map(pages);
        FeatureRoutes.Map(pages);
        AccountRoutes.Map(app);
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Tetrapylon");
        desk.Faulted = e => Problems.Fault(log, e, "(beside requests)");
        desk.Begin();
        app.MapFallback((HttpContext context) => throw ProblemException.NotFound($"page '{context.Request.Path}'"));
        return app;
    }
}
