using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Tetrapylon.App.Http;

namespace Tetrapylon.App.Tests.Http;

public sealed class TelemetryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("telemetry-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Requests_are_told_to_the_collector_that_is_named_and_to_nobody_else(bool named)
    {
        var told = new ConcurrentQueue<string>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var collector = builder.Build();
        collector.Urls.Add("http://127.0.0.1:0");
        collector.MapPost("/{**path}", (HttpContext context) => { told.Enqueue(context.Request.Path); return Results.Ok(); });
        await collector.StartAsync(TestContext.Current.CancellationToken);

        var settings = new Dictionary<string, string?> { ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf", [Telemetry.Endpoint] = named ? Address(collector) : null };
        using (var desk = new Desk(new(Path.Combine(_folder, "record.db"), ["http://127.0.0.1:0"], "tester", [], []) { Settings = settings }))
        {
            desk.Records.Prepare();
            await using var app = DeskHost.Build(desk);
            await app.StartAsync(TestContext.Current.CancellationToken);
            using var client = new HttpClient { BaseAddress = new(Address(app)) };
            await client.GetStringAsync("/events.json", TestContext.Current.CancellationToken);
            Assert.Equal(named, app.Services.GetService<TracerProvider>() is not null);
            app.Services.GetService<TracerProvider>()?.ForceFlush();
            app.Services.GetService<MeterProvider>()?.ForceFlush();
        }
        Assert.Equal(named, told.Contains("/v1/traces"));
        Assert.Equal(named, told.Contains("/v1/metrics"));
    }

    private static string Address(WebApplication app) => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
}
