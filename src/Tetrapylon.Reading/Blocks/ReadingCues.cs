using System.Collections.Immutable;
using Tetrapylon.Knowledge.Loading;

namespace Tetrapylon.Reading.Blocks;

/// <summary>The words by which furniture, captions, credits and days are told, from <c>data/languages/en/reading</c>. Thread-safe.</summary>
internal sealed class ReadingCues
{
    public required PhraseSet FurnitureStarts { get; init; }
    public required PhraseSet FurnitureWhole { get; init; }
    public required PhraseSet FurnitureAnywhere { get; init; }
    public required PhraseSet CounterWords { get; init; }
    public required PhraseSet CounterJoiners { get; init; }
    public required PhraseSet CaptionStarts { get; init; }
    public required PhraseSet GalleryTotals { get; init; }
    public required PhraseSet CreditNames { get; init; }
    public required PhraseSet CreditCues { get; init; }
    public required PhraseSet NoCreditAfter { get; init; }
    public required PhraseSet Weekdays { get; init; }
    public required PhraseSet Published { get; init; }
    public required PhraseSet Updated { get; init; }
    public required PhraseSet Rights { get; init; }
    public required PhraseSet Byline { get; init; }

    /// <summary>Number of each month's names, in all languages, in lower case.</summary>
    public required IReadOnlyDictionary<string, int> Months { get; init; }

    /// <summary>Sentences and lines that the files hold up as examples, by file, for the tests.</summary>
    public required ImmutableArray<(string File, bool Holds, string Text)> Examples { get; init; }

    public static ReadingCues Load(DataFolder data, DataProblems problems)
    {
        var examples = ImmutableArray.CreateBuilder<(string, bool, string)>();
        var furniture = Open("furniture");
        var captions = Open("captions");
        var credits = Open("credits");
        var dates = Open("dates");
        var cues = new ReadingCues
        {
            FurnitureStarts = Phrases(furniture, "starts"),
            FurnitureWhole = Phrases(furniture, "whole"),
            FurnitureAnywhere = Phrases(furniture, "contains"),
            CounterWords = Phrases(captions, "counter_words"),
            CounterJoiners = Phrases(captions, "counter_joiners"),
            CaptionStarts = Phrases(captions, "starts"),
            GalleryTotals = Phrases(captions, "totals"),
            CreditNames = Phrases(credits, "names"),
            CreditCues = Phrases(credits, "cues"),
            NoCreditAfter = Phrases(credits, "not_after"),
            Weekdays = Phrases(dates, "weekdays"),
            Published = Phrases(dates, "published"),
            Updated = Phrases(dates, "updated"),
            Rights = Phrases(dates, "rights"),
            Byline = Phrases(dates, "byline"),
            Months = ReadMonths(dates?.OptionalMap("months")),
            Examples = Examples(),
        };
        furniture?.Done();
        captions?.Done();
        credits?.Done();
        dates?.Done();
        return cues;

        YamlMap? Open(string name)
        {
            var map = YamlFile.Map(data.File($"languages/en/reading/{name}.yaml"), problems);
            map?.Text("origin");
            map?.Text("licence");
            return map;
        }

        PhraseSet Phrases(YamlMap? map, string key)
        {
            var texts = map?.Texts(key) ?? [];
            if (map is not null && texts.Count == 0) map.Problem(key, $"'{key}' is missing or empty");
            return new(texts);
        }

        ImmutableArray<(string, bool, string)> Examples()
        {
            foreach (var (name, map) in new[] { ("furniture", furniture), ("captions", captions), ("credits", credits) })
            {
                foreach (var text in map?.Texts("example") ?? []) examples.Add((name, true, text));
                foreach (var text in map?.Texts("not") ?? []) examples.Add((name, false, text));
            }
            return examples.ToImmutable();
        }
    }

    private static Dictionary<string, int> ReadMonths(YamlMap? languages)
    {
        var months = new Dictionary<string, int>(StringComparer.Ordinal);
        if (languages is null) return months;
        foreach (var language in languages.Keys())
        {
            var names = languages.Texts(language);
            if (names.Count != 12) languages.Problem(language, $"'{language}' needs 12 months, {names.Count} given");
            for (var i = 0; i < names.Count; i++)
                foreach (var name in names[i].Split('|'))
                    if (!months.TryAdd(name, i + 1) && months[name] != i + 1)
                        languages.Problem(language, $"'{name}' is month {i + 1} here and month {months[name]} in another language");
        }
        return months;
    }
}
