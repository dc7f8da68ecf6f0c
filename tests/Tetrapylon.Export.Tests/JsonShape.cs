using System.Buffers;
using System.Text.Json;

namespace Tetrapylon.Export.Tests;

internal static class JsonShape
{
    public static JsonElement Parse(Action<IBufferWriter<byte>> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        write(bytes);
        Assert.DoesNotContain((byte)'\n', bytes.WrittenSpan.ToArray());
        return JsonDocument.Parse(bytes.WrittenMemory).RootElement;
    }

    /// <summary>The names of a JSON object and of all inside it, in the order they are written: <c>id blocks[kind start end]</c>.</summary>
    public static string Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => string.Join(' ', element.EnumerateObject().Select(p => p.Name + Inside(p.Value))),
        JsonValueKind.Array => element.GetArrayLength() == 0 ? "" : Of(element[0]),
        _ => "",
    };

    private static string Inside(JsonElement element)
    {
        var inside = Of(element);
        return inside.Length == 0 ? "" : element.ValueKind == JsonValueKind.Array ? $"[{inside}]" : $"{{{inside}}}";
    }
}
