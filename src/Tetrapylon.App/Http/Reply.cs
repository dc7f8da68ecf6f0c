using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tetrapylon.App.Http.Pages;

namespace Tetrapylon.App.Http;

/// <summary>Answers in the form that was asked for.</summary>
internal static class Reply
{
    public static IResult Page<T>(Visit visit, params (string Name, object? Value)[] parameters) where T : DeskPage =>
        new RazorComponentResult<T>(parameters.Append((nameof(DeskPage.Visit), visit)).ToDictionary(p => p.Item1, p => p.Item2));

    /// <summary>One object of an exporter.</summary>
    public static IResult Json(Action<IBufferWriter<byte>> write, string type = "application/json") => new Written(write, type + "; charset=utf-8");

    public static IResult GeoJson(Action<IBufferWriter<byte>> write) => Json(write, "application/geo+json");

    /// <summary>A list of objects of an exporter, with where the next page is.</summary>
    public static IResult Json<T>(IEnumerable<T> items, Action<T, IBufferWriter<byte>> write, string? next, long? total = null) => Json(into =>
    {
        Put(into, "{\"items\":[");
        var first = true;
        foreach (var item in items)
        {
            if (!first) Put(into, ",\n");
            first = false;
            write(item, into);
        }
        Put(into, $"],\"next\":{System.Text.Json.JsonSerializer.Serialize(next)}{(total is { } n ? $",\"total\":{n}" : "")}}}");
    });

    /// <summary>One small object.</summary>
    public static void Entry(this System.Text.Json.Utf8JsonWriter json, Action<System.Text.Json.Utf8JsonWriter> fields)
    {
        json.WriteStartObject();
        fields(json);
        json.WriteEndObject();
        json.Dispose();
    }

    private static void Put(IBufferWriter<byte> into, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        into.Write(bytes);
    }

    private sealed class Written(Action<IBufferWriter<byte>> write, string type) : IResult
    {
        public async Task ExecuteAsync(HttpContext context)
        {
            context.Response.ContentType = type;
            write(context.Response.BodyWriter);
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        }
    }
}
