using System.Collections.Frozen;
using Tetrapylon.Knowledge.Loading;

namespace Tetrapylon.Reading.Html;

/// <summary>The names under which pages say things of themselves, each with its rank among its kind, from <c>metadata.yaml</c>. Thread-safe.</summary>
internal sealed class MetadataNames
{
    public required FrozenDictionary<string, int> Published { get; init; }
    public required FrozenDictionary<string, int> Updated { get; init; }
    public required FrozenDictionary<string, int> Title { get; init; }
    public required FrozenDictionary<string, int> Author { get; init; }
    public required FrozenDictionary<string, int> Publisher { get; init; }
    public required FrozenDictionary<string, int> Language { get; init; }
    public required FrozenDictionary<string, int> Url { get; init; }
    public required FrozenSet<string> DayWords { get; init; }

    public static MetadataNames Load(DataFolder data, DataProblems problems)
    {
        var map = YamlFile.Map(data.File("languages/en/reading/metadata.yaml"), problems);
        map?.Text("origin");
        map?.Text("licence");
        var names = new MetadataNames
        {
            Published = Ranks("published"),
            Updated = Ranks("updated"),
            Title = Ranks("title"),
            Author = Ranks("author"),
            Publisher = Ranks("publisher"),
            Language = Ranks("language"),
            Url = Ranks("url"),
            DayWords = (map?.Texts("day_words") ?? []).ToFrozenSet(StringComparer.OrdinalIgnoreCase),
        };
        map?.Done();
        return names;

        FrozenDictionary<string, int> Ranks(string key) =>
            (map?.Texts(key) ?? []).Distinct(StringComparer.OrdinalIgnoreCase).Select((name, rank) => (name, rank)).ToFrozenDictionary(p => p.name, p => p.rank, StringComparer.OrdinalIgnoreCase);
    }
}
