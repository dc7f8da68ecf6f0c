using System.Collections.Immutable;
using System.Text.Json;

namespace Tetrapylon.App.Scoring;

/// <summary>Reads reports that a person coded: a line of JSON a report, <c>{"id","events":[…]}</c>, with the fields of the codebook.</summary>
internal static class HandCodings
{
    private const int MostTold = 10;

    /// <param name="types">Event type of each sub-type.</param>
    /// <exception cref="FailedException">Lines are not in that form; the first of them are named.</exception>
    public static Dictionary<string, List<CodedEvent>> Read(string path, IReadOnlyDictionary<string, string> types)
    {
        var coded = new Dictionary<string, List<CodedEvent>>(StringComparer.Ordinal);
        var wrong = new List<string>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            try
            {
                using var item = JsonDocument.Parse(line);
                var id = Text(item.RootElement, "id") ?? throw new FormatException("it has no \"id\"");
                if (!item.RootElement.TryGetProperty("events", out var events) || events.ValueKind != JsonValueKind.Array) throw new FormatException("it has no list of \"events\"");
                if (!coded.TryAdd(id, [.. events.EnumerateArray().Select(e => Event(e, types))])) throw new FormatException($"'{id}' stands twice");
            }
            catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
            {
                wrong.Add($"  line {number}: {(e is JsonException ? "no JSON" : e.Message)}");
            }
        }
        if (wrong.Count > 0) throw new FailedException($"'{path}' cannot be measured against:\n{string.Join('\n', wrong.Take(MostTold))}{(wrong.Count > MostTold ? $"\n  and {wrong.Count - MostTold} lines more" : "")}");
        return coded;
    }

    private static CodedEvent Event(JsonElement e, IReadOnlyDictionary<string, string> types)
    {
        var subType = Text(e, "sub_type") ?? throw new FormatException("an event has no \"sub_type\"");
        if (!types.TryGetValue(subType, out var type)) throw new FormatException($"there is no sub-type '{subType}'");
        var (dead, control, damage) = (Part(e, "fatalities"), Part(e, "control"), Part(e, "damage"));
        return new(
            subType, type, Text(e, "status") ?? "asserted", Names(e, "actors"), Names(e, "recipients"), Text(e, "place") is { } place ? [place] : [], Text(e, "country"), Text(e, "date_start"), Text(e, "date_end"),
            dead is { } d ? (Number(d, "low"), Number(d, "high")) : null, Text(e, "attribution"),
            control is { } c ? (Text(c, "holder"), Text(c, "change") ?? "") : null, damage is { } hit ? (Text(hit, "site") ?? "", Text(hit, "effect") ?? "") : null, Text(e, "evidence") ?? "");
    }

    private static JsonElement? Part(JsonElement e, string name) => e.TryGetProperty(name, out var part) && part.ValueKind == JsonValueKind.Object ? part : null;

    private static string? Text(JsonElement e, string name) => e.ValueKind == JsonValueKind.Object && e.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static int Number(JsonElement e, string name) => e.TryGetProperty(name, out var number) && number.TryGetInt32(out var value) ? value : throw new FormatException($"\"fatalities\" needs a whole number \"{name}\"");

    private static ImmutableArray<string> Names(JsonElement e, string name) =>
        e.TryGetProperty(name, out var names) && names.ValueKind == JsonValueKind.Array ? [.. names.EnumerateArray().Where(n => n.ValueKind == JsonValueKind.String).Select(n => n.GetString()!)] : [];
}
