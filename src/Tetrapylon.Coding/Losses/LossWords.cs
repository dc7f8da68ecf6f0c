using System.Collections.Frozen;
using System.Globalization;
using Tetrapylon.Knowledge.Loading;

namespace Tetrapylon.Coding.Losses;

/// <summary>How a word of death or injury takes its victims.</summary>
internal enum LossUse : byte { Transitive, Intransitive, State, Noun, Toll, Lives, Bodies, Manner, None }

/// <summary>The words of <c>data/languages/*/losses</c>.</summary>
internal sealed class LossWords
{
    private LossWords() { }

    public required FrozenDictionary<string, (LossKind Kind, LossUse Use)> Verbs { get; init; }
    public required FrozenDictionary<string, (LossKind Kind, LossUse Use)> Nouns { get; init; }
    public required FrozenDictionary<string, int> Rough { get; init; }
    public required FrozenSet<string> Unknown { get; init; }
    public required FrozenSet<string> None { get; init; }
    public required FrozenSet<string> Around { get; init; }
    public required FrozenSet<string> Including { get; init; }
    public required FrozenSet<string> Collectives { get; init; }
    public required FrozenSet<string> One { get; init; }
    public required FrozenSet<string> Relative { get; init; }
    public required FrozenSet<string> Claiming { get; init; }
    public required FrozenSet<string> More { get; init; }
    public required FrozenSet<string> NotVictims { get; init; }
    public required FrozenSet<string> Months { get; init; }
    public required FrozenSet<string> Between { get; init; }
    public required FrozenSet<string> TollAt { get; init; }
    public required FrozenSet<string> Negating { get; init; }
    public required FrozenSet<string> Leaving { get; init; }
    public required FrozenSet<string> Felling { get; init; }
    public required FrozenSet<string> Joining { get; init; }
    public required FrozenSet<string> Company { get; init; }
    public required FrozenSet<string> Article { get; init; }
    public required FrozenSet<string> Rising { get; init; }
    public required FrozenSet<string> General { get; init; }
    public required FrozenSet<string> NotDead { get; init; }
    public required FrozenSet<string> NotDeaths { get; init; }
    public required FrozenSet<string> Beginnings { get; init; }

    public static LossWords Load(DataFolder data)
    {
        var problems = new DataProblems();
        var verbs = new Dictionary<string, (LossKind, LossUse)>(StringComparer.Ordinal);
        var nouns = new Dictionary<string, (LossKind, LossUse)>(StringComparer.Ordinal);
        foreach (var map in YamlFile.Maps(data.File("languages/en/losses/words.yaml"), problems))
        {
            var (kind, use) = (map.Name<LossKind>("kind"), map.Name<LossUse>("use"));
            foreach (var word in map.Texts("words"))
                if (!(use is LossUse.Transitive or LossUse.Intransitive ? verbs : nouns).TryAdd(word, (kind, use))) map.Problem("words", $"'{word}' stands twice");
            map.Done();
        }
        var file = YamlFile.Map(data.File("languages/en/losses/figures.yaml"), problems);
        FrozenSet<string> Set(string key) => (file?.Texts(key) ?? []).ToFrozenSet(StringComparer.Ordinal);
        var rough = new Dictionary<string, int>(StringComparer.Ordinal);
        if (file?.OptionalMap("rough") is { } pairs)
            foreach (var (word, value, _) in pairs.Pairs())
                if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var n)) rough[word] = n;
                else file.Problem("rough", $"'{word}: {value}' is not a whole number");
        var made = new LossWords
        {
            Verbs = verbs.ToFrozenDictionary(StringComparer.Ordinal), Nouns = nouns.ToFrozenDictionary(StringComparer.Ordinal), Rough = rough.ToFrozenDictionary(StringComparer.Ordinal),
            Unknown = Set("unknown"), None = Set("none"), Around = Set("around"), Including = Set("including"), Collectives = Set("collectives"), One = Set("one"), Relative = Set("relative"),
            Claiming = Set("claiming"), More = Set("more"), NotVictims = Set("not_victims"), Months = Set("months"),
            Between = Set("between"), TollAt = Set("toll_at"), Negating = Set("negating"), Leaving = Set("leaving"), Felling = Set("felling"), Joining = Set("joining"), Company = Set("company"), Article = Set("article"), Rising = Set("rising"), General = Set("general"), NotDead = Set("not_dead"), NotDeaths = Set("not_deaths"), Beginnings = Set("beginnings"),
        };
        file?.Done();
        problems.ThrowIfAny();
        return made;
    }
}
