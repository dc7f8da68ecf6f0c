using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tetrapylon.App.Http.Pages;

namespace Tetrapylon.App.Http;

/// <summary>Answers in the form that was asked for.</summary>
internal static class Reply
{
    public static IResult Page<T>(Visit visit, params (string Name, object? Value)[] parameters) where T : DeskPage =>
        new Drawn<T>(ParameterView.FromDictionary(parameters.Append((nameof(DeskPage.Visit), visit)).ToDictionary(p => p.Item1, p => p.Item2)));

    /// <summary>One object of an exporter.</summary>
    public static IResult Json(Action<IBufferWriter<byte>> write, string type = "application/json") => new Written(write, type + "; charset=utf-8");

    public static IResult GeoJson(Action<IBufferWriter<byte>> write) => Json(write, "application/geo+json");

    /// <summary>A list of any length as text, sent while it is written: little of it ever waits in memory. What fails half-way ends without its end, so that nobody takes it for whole.</summary>
    public static IResult Lines(Action<TextWriter> write, string type, string file) => new Streamed(body =>
    {
        using var text = new StreamWriter(body.AsStream(leaveOpen: true), new UTF8Encoding(false), AtOnce, leaveOpen: true);
        write(text);
    }, type + "; charset=utf-8", file);

    /// <summary>The same for what an exporter writes in bytes.</summary>
    public static IResult Stream(Action<IBufferWriter<byte>> write, string type, string file) => new Streamed(body => write(new Flushing(body)), type + "; charset=utf-8", file);

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

    private const int AtOnce = 1 << 15;

    private sealed class Streamed(Action<PipeWriter> write, string type, string file) : IResult
    {
        public async Task ExecuteAsync(HttpContext context)
        {
            context.Response.ContentType = type;
            context.Response.Headers.ContentDisposition = $"attachment; filename=\"{file}\"";
            // Exporters write without waiting; each write here waits for the reader. No more of them run at once than there are connections to the record.
            write(context.Response.BodyWriter);
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        }
    }

    /// <summary>Lets go of what was written every few pages.</summary>
    private sealed class Flushing(PipeWriter into) : IBufferWriter<byte>
    {
        private int _held;

        public void Advance(int count)
        {
            into.Advance(count);
            if ((_held += count) < AtOnce) return;
            _held = 0;
            // Whoever went away needs no more of it.
            if (into.FlushAsync().AsTask().GetAwaiter().GetResult().IsCompleted) throw new OperationCanceledException();
        }

        public Memory<byte> GetMemory(int sizeHint = 0) => into.GetMemory(sizeHint);

        public Span<byte> GetSpan(int sizeHint = 0) => into.GetSpan(sizeHint);
    }

    private sealed class Written(Action<IBufferWriter<byte>> write, string type) : WholeAnswer
    {
        protected override Task<KeptAnswer> MakeAsync(HttpContext context)
        {
            var bytes = new ArrayBufferWriter<byte>(4096);
            write(bytes);
            return Task.FromResult(new KeptAnswer(type, bytes.WrittenSpan.ToArray()));
        }
    }

    private sealed class Drawn<T>(ParameterView parameters) : WholeAnswer where T : DeskPage
    {
        protected override async Task<KeptAnswer> MakeAsync(HttpContext context)
        {
            using var bytes = new MemoryStream(1 << 15);
            await using var renderer = new HtmlRenderer(context.RequestServices, context.RequestServices.GetRequiredService<ILoggerFactory>());
            await renderer.Dispatcher.InvokeAsync(async () =>
            {
                var root = await renderer.RenderComponentAsync<T>(parameters).ConfigureAwait(true);
                using var text = new StreamWriter(bytes, new UTF8Encoding(false), 1 << 12, leaveOpen: true);
                root.WriteHtmlTo(text);
            }).ConfigureAwait(false);
            return new("text/html; charset=utf-8", bytes.ToArray());
        }
    }
}
