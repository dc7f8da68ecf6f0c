using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tetrapylon.Reading.Html;

/// <summary>What a page's JSON-LD says of the report. Broken or hostile JSON gives what can be had without reading it whole, or nothing.</summary>
internal sealed partial class JsonLinkedData
{
    private const int LongestScript = 2 << 20, MostObjects = 5_000;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private int _objects;
    private int _headlineRank = int.MaxValue;

    public string? Headline { get; private set; }
    public string? Author { get; private set; }
    public string? Publisher { get; private set; }

    /// <summary>Days stated, with whether the object that states them is a report and whether they are of an update.</summary>
    public List<(string Value, bool OfReport, bool Updated)> Days { get; } = [];

    public void Add(string script)
    {
        if (script.Length > LongestScript) return;
        try
        {
            using var json = JsonDocument.Parse(script.Trim(" \t\r\n;".ToCharArray()), Options);
            Visit(json.RootElement, 0);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            foreach (Match match in Dates().Matches(script.Length > 200_000 ? script[..200_000] : script))
                Days.Add((match.Groups[2].Value, true, match.Groups[1].Value == "dateModified"));
        }
    }

    private void Visit(JsonElement element, int depth)
    {
        if (depth > 12 || ++_objects > MostObjects) return;
        if (element.ValueKind == JsonValueKind.Array)
            foreach (var item in element.EnumerateArray()) Visit(item, depth + 1);
        if (element.ValueKind != JsonValueKind.Object) return;
        var type = TypeOf(element);
        var report = type is not null && (type.Contains("Article", StringComparison.Ordinal) || type.Contains("Posting", StringComparison.Ordinal) || type.Contains("Report", StringComparison.Ordinal) || type.Contains("Review", StringComparison.Ordinal));
        foreach (var field in element.EnumerateObject())
            switch (field.Name)
            {
                case "datePublished" or "dateCreated" or "uploadDate" when field.Value.ValueKind == JsonValueKind.String:
                    if (Days.Count < 200) Days.Add((field.Value.GetString()!, report && field.Name != "dateCreated", false));
                    break;
                case "dateModified" when field.Value.ValueKind == JsonValueKind.String:
                    if (Days.Count < 200) Days.Add((field.Value.GetString()!, report, true));
                    break;
                case "headline" when field.Value.ValueKind == JsonValueKind.String:
                    if (depth < _headlineRank) (Headline, _headlineRank) = (field.Value.GetString(), depth);
                    break;
                case "author" when report: Author ??= Name(field.Value); break;
                case "publisher" when report: Publisher ??= Name(field.Value); break;
                default:
                    if (field.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array && field.Name is not ("comment" or "comments" or "itemListElement" or "mentions" or "about")) Visit(field.Value, depth + 1);
                    break;
            }
    }

    private static string? TypeOf(JsonElement element)
    {
        if (!element.TryGetProperty("@type", out var type)) return null;
        return type.ValueKind switch
        {
            JsonValueKind.String => type.GetString(),
            JsonValueKind.Array when type.GetArrayLength() > 0 && type[0].ValueKind == JsonValueKind.String => type[0].GetString(),
            _ => null,
        };
    }

    private static string? Name(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Object when value.TryGetProperty("name", out var name) => Name(name),
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Take(8).Select(Name).OfType<string>()) is { Length: > 0 } all ? all : null,
        _ => null,
    };

    [GeneratedRegex(@"""(datePublished|dateModified)""\s*:\s*""([^""]{8,40})""", RegexOptions.CultureInvariant)]
    private static partial Regex Dates();
}
