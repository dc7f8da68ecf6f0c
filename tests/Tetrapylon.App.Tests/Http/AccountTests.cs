using System.Net;
using NodaTime;
using Tetrapylon.App.Http;
using Tetrapylon.App.Http.Accounts;

namespace Tetrapylon.App.Tests.Http;

public sealed class AccountTests : IDisposable
{
    private const string Password = "four pillars at a crossing";
    private readonly string _folder = Directory.CreateTempSubdirectory("account-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Who_has_an_account_signs_in_and_may_do_what_the_role_allows_and_nobody_else_sees_anything()
    {
        await using var desk = await RunningDesk.StartAsync(before: async store => Assert.Equal(ExitCode.Ok, (await RunResult.OfAsync(Password + "\n", "account", "add", "vera", "--role", "viewer", "--store", store)).ExitCode));
        using var client = desk.Client();
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/events.json", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/healthz/ready", TestContext.Current.CancellationToken)).StatusCode);

        Assert.Equal(HttpStatusCode.Unauthorized, (await SignIn("wrong password")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await SignIn(Password)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/events.json", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/review.json", TestContext.Current.CancellationToken)).StatusCode);

        var key = desk.Desk.Accounts!.NewKey("vera", Role.Admin, Duration.FromDays(1));
        Assert.Equal(HttpStatusCode.OK, await With(key, "/places.json"));
        // A key can do no more than its account.
        Assert.Equal(HttpStatusCode.Forbidden, await With(key, "/audit.json"));
        Assert.Equal(HttpStatusCode.Unauthorized, await With("ttp_made-up", "/places.json"));

        // Nobody is signed out by a link.
        Assert.NotEqual(HttpStatusCode.OK, (await client.GetAsync("/sign-out", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/events.json", TestContext.Current.CancellationToken)).StatusCode);
        var token = RunningDesk.TokenIn(await client.GetStringAsync("/events", TestContext.Current.CancellationToken));
        await client.PostAsync("/sign-out", new FormUrlEncodedContent([new("__RequestVerificationToken", token)]), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/events.json", TestContext.Current.CancellationToken)).StatusCode);

        async Task<HttpResponseMessage> SignIn(string password)
        {
            var page = await client.GetStringAsync("/sign-in", TestContext.Current.CancellationToken);
            return await client.PostAsync("/sign-in", new FormUrlEncodedContent([new("__RequestVerificationToken", RunningDesk.TokenIn(page)), new("name", "vera"), new("password", password)]), TestContext.Current.CancellationToken);
        }

        async Task<HttpStatusCode> With(string bearer, string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Authorization = new("Bearer", bearer);
            using var other = new HttpClient { BaseAddress = client.BaseAddress };
            return (await other.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode;
        }
    }

    [Fact]
    public void Five_wrong_passwords_lock_an_account_for_a_while()
    {
        var clock = new Clock();
        using var accounts = new AccountStore(Path.Combine(_folder, "desk.db"), clock);
        accounts.Set("ana", Password, Role.Reviewer);
        for (var i = 0; i < 5; i++) Assert.Null(accounts.SignIn("ana", "guess"));
        Assert.Null(accounts.SignIn("ana", Password));
        clock.Now += Duration.FromMinutes(16);
        Assert.Equal(Role.Reviewer, accounts.SignIn("ana", Password)!.Role);
    }

    [Fact]
    public void A_key_ends_with_its_time_and_with_its_account()
    {
        var clock = new Clock();
        using var accounts = new AccountStore(Path.Combine(_folder, "desk.db"), clock);
        accounts.Set("ana", Password, Role.Admin);
        var (one, two) = (accounts.NewKey("ana", Role.Viewer, Duration.FromDays(1)), accounts.NewKey("ana", Role.Viewer, Duration.FromDays(30)));
        clock.Now += Duration.FromDays(2);
        Assert.Null(accounts.ByKey(one));
        Assert.Equal(Role.Viewer, accounts.ByKey(two)!.Role);
        accounts.Remove("ana");
        Assert.Null(accounts.ByKey(two));
    }

    [Fact]
    public async Task A_short_password_is_refused() =>
        Assert.Equal(ExitCode.Usage, (await RunResult.OfAsync("short\n", "account", "add", "ana", "--store", Path.Combine(_folder, "r.db"))).ExitCode);

    private sealed class Clock : IClock
    {
        public Instant Now { get; set; } = Instant.FromUtc(2024, 5, 1, 0, 0);
        public Instant GetCurrentInstant() => Now;
    }
}
