using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Tetrapylon.App.Http;

namespace Tetrapylon.App.Tests.Http;

public sealed class TelemetryTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Requests_are_told_to_the_collector_that_is_named_and_to_nobody_else(bool named)
    {
        var told = new ConcurrentQueue<string>();
        await using var collector = await RunningDesk.OtherAsync(app => app.MapPost("/{**path}", (HttpContext context) => { told.Enqueue(context.Request.Path); return Results.Ok(); }));
        var settings = new Dictionary<string, string?> { ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf", [Telemetry.Endpoint] = named ? RunningDesk.AddressOf(collector).AbsoluteUri.TrimEnd('/') : null };
        await using (var desk = await RunningDesk.StartAsync(o => o with { Settings = settings }))
        {
            using var client = desk.Client();
            await client.GetStringAsync("/events.json", TestContext.Current.CancellationToken);
            Assert.Equal(named, desk.Services.GetService<TracerProvider>() is not null);
            desk.Services.GetService<TracerProvider>()?.ForceFlush();
            desk.Services.GetService<MeterProvider>()?.ForceFlush();
        }
        Assert.Equal(named, told.Contains("/v1/traces"));
        Assert.Equal(named, told.Contains("/v1/metrics"));
    }
}
