using System.Collections.Immutable;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Knowledge.Ontology;

/// <summary>Words for buildings and monuments whose damage is recorded, and for how they were hit.</summary>
public sealed class DamageWords
{
    private DamageWords(YamlMap map)
    {
        foreach (var site in map.Texts("sites")) Add(map, Sites, site, true);
        foreach (var word in map.Texts("unharmed")) Add(map, Unharmed, word, true);
        foreach (var words in map.Texts("listed")) Add(map, Listed, words, true);
        (Components, NotAfter, SubTypes, Definite) = ([.. map.Texts("components")], [.. map.Texts("not_after")], [.. map.Texts("sub_types")], [.. map.Texts("definite")]);
        ToldOnly = [.. map.Texts("told_only")];
        if (map.OptionalMap("effects") is { } effects)
        {
            foreach (var effect in Enum.GetValues<DamageEffect>())
                foreach (var words in effects.Texts(WireName.Of(effect))) Add(effects, Effects, words, effect);
            effects.Done();
        }
        if (map.OptionalMap("severity") is { } severities)
        {
            foreach (var severity in Enum.GetValues<DamageSeverity>())
                foreach (var words in severities.Texts(WireName.Of(severity))) Add(severities, Severities, words, severity);
            severities.Done();
        }
        foreach (var extent in map.Texts("extents")) Add(map, Extents, extent, true);
        map.Done();
    }

    public PhraseTable<bool> Sites { get; } = new();
    public PhraseTable<DamageEffect> Effects { get; } = new();
    public PhraseTable<DamageSeverity> Severities { get; } = new();
    public PhraseTable<bool> Extents { get; } = new();

    /// <summary>Words for what was not hit.</summary>
    public PhraseTable<bool> Unharmed { get; } = new();

    /// <summary>Words for a site of the World Heritage List that do not name it.</summary>
    public PhraseTable<bool> Listed { get; } = new();

    /// <summary>Words before a building that was named already.</summary>
    public ImmutableHashSet<string> Definite { get; }

    public ImmutableHashSet<string> Components { get; }

    /// <summary>Prepositions after which a building is only a landmark.</summary>
    public ImmutableHashSet<string> NotAfter { get; }

    public ImmutableHashSet<string> SubTypes { get; }

    /// <summary>Sub-types that damage nothing by themselves: only what their words say was hit counts.</summary>
    public ImmutableHashSet<string> ToldOnly { get; }

    /// <exception cref="DataException">Something in the file is wrong.</exception>
    public static DamageWords Load(DataFolder data)
    {
        var problems = new DataProblems();
        var map = YamlFile.Map(data.File("languages/en/events/damage.yaml"), problems);
        var words = map is null ? null : new DamageWords(map);
        problems.ThrowIfAny();
        return words!;
    }

    private static void Add<T>(YamlMap map, PhraseTable<T> table, string words, T value)
    {
        if (Phrase.Parse(words) is { } phrase) table.Add(phrase, value);
        else map.Problem($"'{words}' is not a phrase");
    }
}
