using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Tetrapylon.App.Http;

/// <summary>Traces and measures of requests, for whoever watches many programs: sent to the collector that OpenTelemetry's own variables name, and to nobody where they name none.</summary>
internal static class Telemetry
{
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void Add(WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration[Endpoint])) return;
        builder.Services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService("tetrapylon", serviceVersion: Program.Version))
            // Health checks come every few seconds and tell nothing.
            .WithTracing(traces => traces.AddAspNetCoreInstrumentation(asp => asp.Filter = context => !context.Request.Path.StartsWithSegments("/healthz")).AddOtlpExporter())
            .WithMetrics(measures => measures.AddAspNetCoreInstrumentation().AddOtlpExporter());
    }
}
