using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Tetrapylon.Reading.Fetching;

namespace Tetrapylon.App.Http.Views;

/// <summary>Sends changes to the programs that want them: signed, again and again with growing pauses until one takes them, every try written down.</summary>
/// <remarks>
/// Headers and signature are those of Standard Webhooks 1.0, which libraries in most languages check: <c>webhook-signature</c> is <c>v1,</c> and the
/// base64 of HMAC-SHA256, by the bytes of the secret, over <c>id.timestamp.body</c>. Nothing inside our own network is connected to, redirects are not followed.
/// </remarks>
internal sealed class HookSender : IDisposable
{
    /// <summary>Pauses before the second try and each after it; then it has failed.</summary>
    public static readonly Duration[] Pauses = [Duration.FromSeconds(10), Duration.FromMinutes(1), Duration.FromMinutes(10), Duration.FromHours(1), Duration.FromHours(6), Duration.FromHours(24)];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly ViewStore _views;
    private readonly IClock _clock;
    private readonly HttpMessageInvoker _http;

    public HookSender(ViewStore views, AddressGuard guard, IClock clock)
    {
        (_views, _clock) = (views, clock);
        _http = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            MaxResponseHeadersLength = 64,
            MaxResponseDrainSize = 0,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ConnectCallback = (context, stop) => guard.ConnectAsync(context.DnsEndPoint, stop),
        });
    }

    public void Dispose() => _http.Dispose();

    public async Task SendDueAsync(CancellationToken stop)
    {
        foreach (var delivery in _views.Due(_clock.GetCurrentInstant()))
        {
            if (_views.Find(delivery.View)?.Hook is not { } hook) continue;
            var now = _clock.GetCurrentInstant();
            var begun = Stopwatch.GetTimestamp();
            var (status, error, final) = await TryAsync(delivery, hook, now, stop).ConfigureAwait(false);
            var taken = status is >= 200 and < 300;
            var next = taken || final || delivery.Tries >= Pauses.Length ? default(Instant?) : now + Pauses[delivery.Tries];
            _views.Tried(new(delivery.Number, now, status, error, (long)Stopwatch.GetElapsedTime(begun).TotalMilliseconds), taken ? DeliveryState.Delivered : next is null ? DeliveryState.Failed : DeliveryState.Waiting, next);
        }
    }

    /// <summary>What a receiver reckons to know that a message is ours and unchanged.</summary>
    public static string Sign(string secret, string id, long timestamp, string body) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.{body}"))));

    private async Task<(int? Status, string? Error, bool Final)> TryAsync(Delivery delivery, Hook hook, Instant now, CancellationToken stop)
    {
        using var deadline = new CancellationTokenSource(Patience);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, deadline.Token);
        var timestamp = now.ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, hook.Address) { Content = new StringContent(delivery.Body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };
        request.Headers.TryAddWithoutValidation("User-Agent", "Tetrapylon/" + Program.Version);
        request.Headers.TryAddWithoutValidation("webhook-id", delivery.Id);
        request.Headers.TryAddWithoutValidation("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation("webhook-signature", Sign(hook.Secret, delivery.Id, timestamp, delivery.Body));
        try
        {
            using var response = await _http.SendAsync(request, either.Token).ConfigureAwait(false);
            var status = (int)response.StatusCode;
            // "Gone" means: send no more of this.
            return (status, status is >= 200 and < 300 ? null : $"answered {status}", status == 410);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (null, $"no answer within {Patience.TotalSeconds:0} s", false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            for (var inner = e; inner is not null; inner = inner.InnerException)
                if (inner is RefusedAddressException refused) return (null, "refused-address: " + refused.Message, true);
            return (null, e.GetBaseException().Message, false);
        }
    }
}
