using System.Buffers;
using System.Collections.Frozen;
using Tetrapylon.Knowledge.Loading;

namespace Tetrapylon.Reading.Html;

/// <summary>The names under which pages say things of themselves, each with its rank among its kind, from <c>metadata.yaml</c>. Thread-safe.</summary>
internal sealed class MetadataNames
{
    public required FrozenSet<string> Published { get; init; }

    /// <summary>Names that say only "date".</summary>
    public required FrozenSet<string> Dated { get; init; }
    public required FrozenSet<string> Updated { get; init; }
    public required FrozenSet<string> Description { get; init; }

    /// <summary>Keys of values in scripts, and what finds them.</summary>
    public required FrozenSet<string> Script { get; init; }
    public required SearchValues<string> ScriptKeys { get; init; }

    /// <summary>Attributes of any element that hold a moment.</summary>
    public required FrozenSet<string> Attributes { get; init; }
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
            Published = Set("published"),
            Dated = Set("dated"),
            Updated = Set("updated"),
            Description = Set("description"),
            Script = Set("script"),
            ScriptKeys = SearchValues.Create([.. Set("script_begins")], StringComparison.OrdinalIgnoreCase),
            Attributes = Set("attributes"),
            Title = Ranks("title"),
            Author = Ranks("author"),
            Publisher = Ranks("publisher"),
            Language = Ranks("language"),
            Url = Ranks("url"),
            DayWords = Set("day_words"),
        };
        map?.Done();
        return names;

        FrozenSet<string> Set(string key) => (map?.Texts(key) ?? []).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

        FrozenDictionary<string, int> Ranks(string key) =>
            (map?.Texts(key) ?? []).Distinct(StringComparer.OrdinalIgnoreCase).Select((name, rank) => (name, rank)).ToFrozenDictionary(p => p.name, p => p.rank, StringComparer.OrdinalIgnoreCase);
    }
}
