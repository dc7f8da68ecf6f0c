using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tetrapylon.App.Http.Accounts;
using Tetrapylon.Knowledge.Loading;

namespace Tetrapylon.App.Tests.Http;

public sealed class OrganisationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("organisation-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("monitors editors", HttpStatusCode.OK, HttpStatusCode.Forbidden)]
    [InlineData("admins", HttpStatusCode.OK, HttpStatusCode.OK)]
    [InlineData("kitchen", HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized)]
    public async Task Who_signs_in_by_the_organisation_may_do_what_the_groups_allow(string groups, HttpStatusCode signedIn, HttpStatusCode hook)
    {
        await using var issuer = await Issuer.StartAsync(groups.Split(' '));
        await using var desk = await RunningDesk.StartAsync(o => o with { Organisation = Organisation.Read(Settings(issuer.Address.AbsoluteUri)) });
        using var client = desk.Client(follows: true);

        // Nobody is let in for being on this machine, once people sign in.
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/events.json", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Contains("/sign-in/organisation", await client.GetStringAsync("/sign-in", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var came = await client.GetAsync("/sign-in/organisation?back=/events.json", TestContext.Current.CancellationToken);
        Assert.Equal(signedIn, came.StatusCode);
        Assert.Equal(1, issuer.CodesProven);
        if (signedIn == HttpStatusCode.OK) Assert.Equal("/events.json", came.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal(signedIn == HttpStatusCode.OK ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, (await client.GetAsync("/review.json", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(hook is HttpStatusCode.OK ? HttpStatusCode.BadRequest : hook, (await client.PostAsync("/view/0/hook", new FormUrlEncodedContent([]), TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task An_answer_that_nobody_asked_for_is_not_taken()
    {
        await using var issuer = await Issuer.StartAsync(["admins"]);
        await using var desk = await RunningDesk.StartAsync(o => o with { Organisation = Organisation.Read(Settings(issuer.Address.AbsoluteUri)) });
        using var client = desk.Client();
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync(OrganisationSignIn.Back + "?code=made-up&state=made-up", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(0, issuer.CodesProven);
    }

    [Theory]
    [InlineData("http://issuer.example/", "https")]
    [InlineData("https://issuer.example/", "colour")]
    public void Settings_that_are_wrong_are_named(string authority, string named)
    {
        var path = Settings(authority);
        if (named == "colour") File.AppendAllText(path, "colour: red\n");
        Assert.Contains(named, Assert.ThrowsAny<Exception>(() => Organisation.Read(path)).Message, StringComparison.Ordinal);
    }

    private string Settings(string authority)
    {
        var path = Path.Combine(_folder, "organisation.yaml");
        File.WriteAllText(path, $"authority: {authority}\nclient_id: desk\nroles:\n- {{group: monitors, role: viewer}}\n- {{group: editors, role: reviewer}}\n- {{group: admins, role: admin}}\n");
        return path;
    }

    /// <summary>An issuer of tokens that lets everybody in at once, and takes a code only from who asked for it (RFC 7636).</summary>
    private sealed class Issuer(RSA key) : IAsyncDisposable
    {
        private WebApplication? _app;
        private readonly ConcurrentDictionary<string, (string Challenge, string Nonce)> _codes = new(StringComparer.Ordinal);
        private int _proven;

        public int CodesProven => _proven;
        public Uri Address => RunningDesk.AddressOf(_app!);
        private string Name => Address.AbsoluteUri.TrimEnd('/');

        public static async Task<Issuer> StartAsync(string[] groups)
        {
            var issuer = new Issuer(RSA.Create(2048));
            issuer._app = await RunningDesk.OtherAsync(app => issuer.Answer(app, groups));
            return issuer;
        }

        private void Answer(WebApplication app, string[] groups)
        {
            app.MapGet("/.well-known/openid-configuration", () => new Dictionary<string, object> { ["issuer"] = Name, ["authorization_endpoint"] = Name + "/authorize", ["token_endpoint"] = Name + "/token", ["jwks_uri"] = Name + "/keys", ["response_types_supported"] = new[] { "code" }, ["id_token_signing_alg_values_supported"] = new[] { "RS256" } });
            app.MapGet("/keys", () => new { keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = "one", n = Text(Key.Modulus!), e = Text(Key.Exponent!) } } });
            app.MapGet("/authorize", (HttpContext context) =>
            {
                string Asked(string name) => context.Request.Query[name].ToString();
                if (Asked("response_type") != "code" || Asked("code_challenge_method") != "S256") return Results.BadRequest();
                var code = Guid.NewGuid().ToString("N");
                _codes[code] = (Asked("code_challenge"), Asked("nonce"));
                return Results.Redirect($"{Asked("redirect_uri")}?code={code}&state={Uri.EscapeDataString(Asked("state"))}");
            });
            app.MapPost("/token", async (HttpContext context) =>
            {
                var form = await context.Request.ReadFormAsync();
                if (!_codes.TryRemove(form["code"].ToString(), out var asked) || Text(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != asked.Challenge) return Results.BadRequest(new { error = "invalid_grant" });
                Interlocked.Increment(ref _proven);
                var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
                return Results.Json(new { access_token = "none", token_type = "Bearer", expires_in = 60, id_token = Token(new() { ["iss"] = Name, ["aud"] = "desk", ["sub"] = "42", ["preferred_username"] = "zenobia", ["groups"] = groups, ["nonce"] = asked.Nonce, ["iat"] = now, ["exp"] = now + 60 }) });
            });
        }

        private RSAParameters Key => key.ExportParameters(false);

        private string Token(Dictionary<string, object> claims)
        {
            var signed = Text("""{"alg":"RS256","kid":"one","typ":"JWT"}"""u8) + "." + Text(JsonSerializer.SerializeToUtf8Bytes(claims));
            return signed + "." + Text(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        }

        private static string Text(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

        public async ValueTask DisposeAsync()
        {
            await _app!.DisposeAsync();
            key.Dispose();
        }
    }
}
