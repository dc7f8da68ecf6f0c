using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tetrapylon.Model;
using Tetrapylon.Reading;

namespace Tetrapylon.Training.Coded;

/// <summary>A report and the events a person coded from it, as JSON in the form of the codebook.</summary>
public sealed record CodedReport(Report Report, JsonElement Events);

/// <summary>Reads reports coded by hand: sets of the corpus folder with their texts, and our own codings, which lie beside this class.</summary>
/// <remarks>
/// Our codings of a corpus we may not ship are kept without its words: every name is a span of the item's text, counted in code points, and a
/// digest tells whether the item is still the one that was coded. Our own snippets and reports carry their text.
/// </remarks>
public static class CodedReports
{
    /// <summary>The sets that training reads; what is measured on is never among them.</summary>
    public static readonly ImmutableArray<string> Trained = ["events-train", "syria-train", "current-events", "syria-news", "snippets", "terror-reports", "news-reports", "news-articles", "front-lines"];

    /// <summary>Those of them that teach which words tell of a happening; the last two teach only its fields (<c>docs/decisions/0175-what-teaches-what.md</c>).</summary>
    public static readonly ImmutableArray<string> Telling = Trained[..^2];

    private const string Folder = "tools/Tetrapylon.Training/Coded";
    private static readonly string[] Lists = ["actors", "recipients"], Singles = ["place", "attribution", "evidence"];

    /// <param name="corpora">The corpus folder.</param>
    /// <param name="set"><c>current-events</c>, <c>syria-news</c>, <c>snippets</c>, <c>terror-reports</c>, <c>news-reports</c>, <c>news-articles</c>, <c>front-lines</c>, or a set of the folder's <c>gold</c>.</param>
    public static IEnumerable<CodedReport> Read(string corpora, string set, Reader reader)
    {
        var (texts, gold) = set switch
        {
            "current-events" or "syria-news" => StandOff(corpora, set),
            "snippets" or "terror-reports" or "news-reports" or "news-articles" or "front-lines" => OwnTexts(set),
            _ => Gold(Path.Combine(corpora, "gold"), set),
        };
        foreach (var result in reader.Read(new(set + ".jsonl", texts, "application/x-ndjson")))
            if (result.Report is { } report && gold.TryGetValue(report.Id, out var events)) yield return new(report, events);
    }

    private static (byte[] Texts, Dictionary<string, JsonElement> Gold) Gold(string folder, string set)
    {
        var gold = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(Path.Combine(folder, set + ".gold.jsonl")))
        {
            var item = JsonDocument.Parse(line).RootElement;
            gold[item.GetProperty("id").GetString()!] = item.GetProperty("events");
        }
        return (File.ReadAllBytes(Path.Combine(folder, set + ".reports.jsonl")), gold);
    }

    private static (byte[] Texts, Dictionary<string, JsonElement> Gold) OwnTexts(string set)
    {
        var path = Path.Combine(Folder, set + ".jsonl");
        var gold = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var texts = new StringBuilder();
        foreach (var line in File.ReadLines(path))
        {
            var item = JsonNode.Parse(line)!.AsObject();
            gold[(string)item["id"]!] = item["events"]!.Deserialize<JsonElement>();
            item.Remove("events");
            texts.Append(item.ToJsonString()).Append('\n');
        }
        return (Encoding.UTF8.GetBytes(texts.ToString()), gold);
    }

    private static (byte[] Texts, Dictionary<string, JsonElement> Gold) StandOff(string corpora, string set)
    {
        var coded = File.ReadLines(Path.Combine(Folder, set + ".jsonl")).Select(l => JsonNode.Parse(l)!.AsObject()).ToDictionary(o => (string)o["id"]!, StringComparer.Ordinal);
        var gold = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var texts = new StringBuilder();
        foreach (var (line, id, text) in Corpus(corpora, set))
        {
            if (!coded.TryGetValue(id, out var item)) continue;
            if ((string)item["digest"]! != Digest(text)) throw new InvalidDataException($"{set}: '{id}' is not the text that was coded.");
            var runes = text.EnumerateRunes().ToArray();
            gold[id] = Filled(item["events"]!.AsArray(), runes).Deserialize<JsonElement>();
            texts.Append(line).Append('\n');
        }
        if (gold.Count < coded.Count) throw new InvalidDataException($"{set}: {coded.Count - gold.Count} coded items are not in the corpus.");
        return (Encoding.UTF8.GetBytes(texts.ToString()), gold);
    }

    /// <summary>Takes codings made in the form of the codebook into the set of a corpus: their words become spans.</summary>
    /// <param name="arguments">Corpus folder, set and file of codings, with colons between.</param>
    public static int Add(string arguments)
    {
        var parts = arguments.Split(':');
        if (parts.Length != 3) throw new ArgumentException("usage: coded-add CORPORA:SET:GOLD.jsonl");
        var set = parts[1];
        var path = Path.Combine(Folder, set + ".jsonl");
        var lines = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (File.Exists(path))
            foreach (var line in File.ReadLines(path)) lines[(string)JsonNode.Parse(line)!["id"]!] = line;
        var gold = File.ReadLines(parts[2]).Where(l => l.Length > 0).Select(l => JsonNode.Parse(l)!.AsObject()).ToDictionary(o => (string)o["id"]!, StringComparer.Ordinal);
        foreach (var (_, id, text) in Corpus(parts[0], set))
            if (gold.TryGetValue(id, out var item))
                lines[id] = new JsonObject { ["id"] = id, ["digest"] = Digest(text), ["events"] = Emptied(item["events"]!.AsArray(), text) }.ToJsonString();
        File.WriteAllLines(path, lines.Values);
        Console.WriteLine($"{lines.Count} coded items in {path}");
        return 0;
    }

    private static IEnumerable<(string Line, string Id, string Text)> Corpus(string corpora, string set)
    {
        using var lines = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(corpora, "corpora", set + ".jsonl.gz")), CompressionMode.Decompress));
        while (lines.ReadLine() is { } line)
        {
            using var item = JsonDocument.Parse(line);
            yield return (line, item.RootElement.GetProperty("id").GetString()!, item.RootElement.GetProperty("text").GetString()!);
        }
    }

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 6));

    private static JsonArray Emptied(JsonArray events, string text) => [.. events.Select(e =>
    {
        var coded = new JsonObject();
        foreach (var (key, value) in e!.AsObject())
            if (value is null || value is JsonArray { Count: 0 }) continue;
            else if (Lists.Contains(key)) coded[key] = new JsonArray([.. value.AsArray().Select(n => Span(text, (string)n!))]);
            else if (Singles.Contains(key)) coded[key] = Span(text, (string)value!);
            else if (key == "damage") coded[key] = new JsonObject { ["site"] = Span(text, (string)value["site"]!), ["effect"] = (string)value["effect"]! };
            else if (key == "control") coded[key] = new JsonObject { ["holder"] = value["holder"] is { } holder ? Span(text, (string)holder!) : null, ["change"] = (string)value["change"]! };
            else coded[key] = value.DeepClone();
        return (JsonNode)coded;
    })];

    // The words of a name that the text does not have ("Syrian government" for "the government of Syria") are ours, and stay words.
    private static JsonNode Span(string text, string words)
    {
        var at = text.IndexOf(words, StringComparison.Ordinal);
        if (at < 0) at = text.IndexOf(words, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return JsonValue.Create(words);
        var start = Points(text[..at]);
        return new JsonArray(JsonValue.Create(start), JsonValue.Create(start + Points(words)));
    }

    private static int Points(string text) => text.EnumerateRunes().Count();

    private static JsonArray Filled(JsonArray events, Rune[] text) => [.. events.Select(e =>
    {
        var coded = e!.DeepClone().AsObject();
        foreach (var key in Lists) coded[key] = new JsonArray([.. (coded[key]?.AsArray() ?? []).Select(n => (JsonNode?)Words(n, text))]);
        foreach (var key in Singles) coded[key] = Words(coded[key], text);
        foreach (var key in (string[])["country", "date_start", "date_end", "fatalities", "control", "damage"]) coded.TryAdd(key, null);
        if (coded["damage"] is { } damage) damage["site"] = Words(damage["site"], text);
        if (coded["control"] is { } control) control["holder"] = Words(control["holder"], text);
        return (JsonNode)coded;
    })];

    private static JsonValue? Words(JsonNode? span, Rune[] text) => span switch
    {
        null => null,
        JsonArray bounds => JsonValue.Create(string.Concat(text[(int)bounds[0]!..(int)bounds[1]!].Select(r => r.ToString()))),
        _ => JsonValue.Create((string)span!),
    };
}
