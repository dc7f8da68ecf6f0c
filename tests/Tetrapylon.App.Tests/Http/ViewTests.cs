using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Tetrapylon.App.Http.Views;
using Tetrapylon.Reading.Fetching;

namespace Tetrapylon.App.Tests.Http;

public sealed class ViewTests(DeskFixture desk) : IClassFixture<DeskFixture>
{
    [Fact]
    public async Task A_saved_view_tells_of_new_and_of_revised_events_in_its_page_its_data_and_its_feed()
    {
        var view = (await desk.Post("/events?place=Kandahar", "/views", ("name", "Kandahar"), ("query", "?place=Kandahar&cursor=x&known-at=2017-01-01"))).Headers.Location!.ToString();
        Assert.Equal("/events?place=Kandahar", Json(await desk.Get(view + ".json")).GetProperty("path").GetString());
        Assert.Empty(await Changes(view));

        await Bring("Taliban fighters attacked a market in Kandahar on Monday, killing seven civilians, police said.", "2019-05-07", "Daily One");
        var learnt = Assert.Single(await Changes(view));
        Assert.Equal("learnt", learnt.GetProperty("change").GetString());

        // A second paper with a higher toll: the same event, told otherwise.
        await Bring("A Taliban attack on a market in Kandahar on Monday killed nine civilians, the governor said.", "2019-05-08", "Daily Two");
        var changes = await Changes(view);
        var revised = Assert.Single(changes, c => c.GetProperty("change").GetString() == "revised");
        Assert.Equal(learnt.GetProperty("id").GetString(), revised.GetProperty("id").GetString());
        var field = revised.GetProperty("fields").EnumerateArray().First(f => f.GetProperty("field").GetString() == "sources");
        Assert.Equal(("1", "2"), (field.GetProperty("before").GetString(), field.GetProperty("after").GetString()));

        var (_, page) = await desk.Get(view);
        Assert.Contains("revised", page, StringComparison.Ordinal);
        var feed = XDocument.Parse((await desk.Get(view + ".atom")).Body).Root!;
        XNamespace atom = "http://www.w3.org/2005/Atom";
        var ids = feed.Elements(atom + "entry").Select(e => e.Element(atom + "id")!.Value).ToList();
        Assert.Equal(changes.Count, ids.Distinct().Count());
        Assert.All(feed.Elements(atom + "entry"), e => Assert.Contains("/event/", e.Element(atom + "link")!.Attribute("href")!.Value, StringComparison.Ordinal));

        Assert.Equal("/views", (await desk.Post(view, view + "/remove")).Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Get(view)).Response.StatusCode);
    }

    [Theory]
    [InlineData("places", "place", "/place/")]
    [InlineData("claims", "claim", "/claim/")]
    [InlineData("heritage", "damage", "/site/")]
    public async Task Views_of_places_claims_and_heritage_tell_of_what_is_learnt_and_of_what_a_reviewer_takes_back(string subject, string told, string path)
    {
        var town = subject switch { "places" => "Marawi", "claims" => "Timbuktu", _ => "Benghazi" };
        var view = (await desk.Post("/events", "/views", ("name", subject), ("subject", subject), ("query", "?place=" + Uri.EscapeDataString(town)))).Headers.Location!.ToString();
        Assert.Empty(await Changes(view));
        await Bring(subject == "heritage" ? $"Militants blew up an old church in {town} on Monday, residents said." : $"Islamic State fighters captured {town} from the army on Monday, officials said.", "2018-05-08", "Daily One");
        var learnt = Assert.Single(await Changes(view));
        Assert.Equal(("learnt", told), (learnt.GetProperty("change").GetString(), learnt.GetProperty("subject").GetString()));
        Assert.StartsWith(path, learnt.GetProperty("path").GetString(), StringComparison.Ordinal);
        var claim = Json(await desk.Get("/claims.json?place=" + Uri.EscapeDataString(town))).GetProperty("items")[0].GetProperty("id").GetString();
        await desk.Post("/review", $"/review/claim/{claim}", ("do", "reject"), ("reason", "another town"));
        var change = (await Changes(view))[0];
        // A claim that was rejected is told of as such; a place or site of which nothing else is told is gone.
        Assert.Equal(subject == "claims" ? "revised" : "withdrawn", change.GetProperty("change").GetString());
    }

    [Theory]
    [InlineData("ftp://example.org/")]
    [InlineData("https://user:word@example.org/")]
    [InlineData("nowhere")]
    public async Task Changes_are_sent_over_the_web_only(string address)
    {
        var view = await Save("?place=Herat");
        Assert.Equal(HttpStatusCode.BadRequest, (await desk.Post(view, view + "/hook", ("address", address))).StatusCode);
    }

    [Fact]
    public async Task An_address_inside_our_own_network_is_never_sent_to_and_the_log_says_why()
    {
        var view = await Save("?place=Herat");
        await desk.Post(view, view + "/hook", ("address", "http://169.254.169.254/latest/"));
        await Bring("Gunmen shot dead three teachers in Herat on Friday, officials said.", "2019-06-01", "Daily One");
        await Changes(view);
        await desk.Desk.Watch.RoundAsync(TestContext.Current.CancellationToken);
        var delivery = Assert.Single(Json(await desk.Get(view + ".json")).GetProperty("deliveries").EnumerateArray());
        Assert.Equal("failed", delivery.GetProperty("state").GetString());
        Assert.Contains("refused-address", delivery.GetProperty("attempts")[0].GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_secret_is_shown_once()
    {
        var view = await Save("?place=Ghazni");
        var page = await (await desk.Post(view, view + "/hook", ("address", "https://example.org/hook"))).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("whsec_", page, StringComparison.Ordinal);
        Assert.DoesNotContain("whsec_", (await desk.Get(view)).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("whsec_", (await desk.Get(view + ".json")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_is_signed_and_tried_again_with_growing_pauses_until_it_is_taken()
    {
        await using var receiver = await Receiver.StartAsync();
        var folder = Directory.CreateTempSubdirectory("hook-test-").FullName;
        try
        {
            var clock = new Clock();
            using var views = new ViewStore(Path.Combine(folder, "desk.db"));
            using var sender = new HookSender(views, AddressGuard.AlsoLoopback, clock);
            var view = views.Add("all", "ana", ViewSubject.Events, "", clock.Now, "r0", []);
            var secret = views.SetHook(view.Id, receiver.Address)!;
            views.Note(view, "r1", [new(0, Tetrapylon.Record.Change.Learnt, new(7), [], clock.Now, "Attack, Herat", "/event/7", "Gunmen", "Daily")], [], [], numbered => [("msg_1", $"{{\"n\":{numbered[0].Number}}}")], clock.Now);

            receiver.Answer = 500;
            for (var i = 0; i < 3; i++)
            {
                await sender.SendDueAsync(TestContext.Current.CancellationToken);
                // Nothing is sent before its time.
                await sender.SendDueAsync(TestContext.Current.CancellationToken);
                Assert.Equal(i + 1, receiver.Got.Count);
                clock.Now += HookSender.Pauses[i];
            }
            receiver.Answer = 204;
            await sender.SendDueAsync(TestContext.Current.CancellationToken);
            var delivery = Assert.Single(views.Deliveries(view.Id));
            Assert.Equal((DeliveryState.Delivered, 4, null), (delivery.State, delivery.Tries, delivery.Next));
            Assert.Equal(new int?[] { 500, 500, 500, 204 }, views.Attempts(delivery.Number).Select(a => a.Status));

            Assert.All(receiver.Got, got =>
            {
                Assert.Equal("msg_1", got.Id);
                var expected = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{got.Id}.{got.Timestamp}.{got.Body}")));
                Assert.Equal("v1," + expected, got.Signature);
            });
            Assert.Equal(3, receiver.Got.Select(g => g.Timestamp).Distinct().Count() - 1);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_receiver_that_never_answers_well_ends_as_failed_and_may_be_sent_to_again()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = 302;
        var folder = Directory.CreateTempSubdirectory("hook-test-").FullName;
        try
        {
            var clock = new Clock();
            using var views = new ViewStore(Path.Combine(folder, "desk.db"));
            using var sender = new HookSender(views, AddressGuard.AlsoLoopback, clock);
            var view = views.Add("all", "ana", ViewSubject.Events, "", clock.Now, "r0", []);
            views.SetHook(view.Id, receiver.Address);
            views.Note(view, "r1", [new(0, Tetrapylon.Record.Change.Learnt, new(7), [], clock.Now, "Attack, Herat", "/event/7", "Gunmen", "Daily")], [], [], _ => [("msg_1", "{}")], clock.Now);
            for (var i = 0; i < 20; i++)
            {
                await sender.SendDueAsync(TestContext.Current.CancellationToken);
                clock.Now += Duration.FromHours(25);
            }
            Assert.Equal(HookSender.Pauses.Length + 1, receiver.Got.Count);
            var delivery = views.Deliveries(view.Id)[0];
            Assert.Equal(DeliveryState.Failed, delivery.State);
            receiver.Answer = 200;
            views.Again(delivery.Number, clock.Now);
            await sender.SendDueAsync(TestContext.Current.CancellationToken);
            Assert.Equal(DeliveryState.Delivered, views.Deliveries(view.Id)[0].State);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<string> Save(string query) => (await desk.Post("/events", "/views", ("name", "view"), ("query", query))).Headers.Location!.ToString();

    private async Task<List<JsonElement>> Changes(string view)
    {
        await desk.Desk.Watch.LookAsync(TestContext.Current.CancellationToken);
        return [.. Json(await desk.Get(view + ".json")).GetProperty("changes").EnumerateArray()];
    }

    private async Task Bring(string text, string day, string publisher)
    {
        var run = (await desk.Post("/add", "/add", ("text", text), ("published", day), ("publisher", publisher))).Headers.Location!.ToString();
        await desk.Client.GetStringAsync(run.Replace("/run/", "/runs/", StringComparison.Ordinal) + "/events", TestContext.Current.CancellationToken);
    }

    private static JsonElement Json((HttpResponseMessage, string Body) answer) => JsonDocument.Parse(answer.Body).RootElement;

    private sealed class Clock : IClock
    {
        public Instant Now { get; set; } = Instant.FromUtc(2024, 5, 1, 0, 0);
        public Instant GetCurrentInstant() => Now;
    }

    /// <summary>A program that wants to be told.</summary>
    private sealed class Receiver : IAsyncDisposable
    {
        private WebApplication? _app;

        public int Answer { get; set; } = 204;
        public ConcurrentQueue<(string Id, string Timestamp, string Signature, string Body)> Got { get; } = [];
        public Uri Address => new(RunningDesk.AddressOf(_app!), "hook");

        public static async Task<Receiver> StartAsync()
        {
            var receiver = new Receiver();
            receiver._app = await RunningDesk.OtherAsync(app => app.MapPost("/hook", async (HttpContext context) =>
            {
                using var reader = new StreamReader(context.Request.Body);
                string Head(string name) => context.Request.Headers[name].ToString();
                receiver.Got.Enqueue((Head("webhook-id"), Head("webhook-timestamp"), Head("webhook-signature"), await reader.ReadToEndAsync()));
                context.Response.Headers.Location = "http://127.0.0.1/elsewhere";
                return Results.StatusCode(receiver.Answer);
            }));
            return receiver;
        }

        public ValueTask DisposeAsync() => _app!.DisposeAsync();
    }
}
