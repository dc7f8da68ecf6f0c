using System.Collections.Frozen;
using Tetrapylon.Knowledge.Loading;

namespace Tetrapylon.Knowledge.Ontology;

/// <summary>Words around a taking that say what is taken, and by whom.</summary>
/// <param name="Between">May stand between the taking and its place.</param>
/// <param name="Losing">Lemmas whose subject loses the place.</param>
/// <param name="ToTaker">Lemmas after which "to" names the taker.</param>
/// <param name="Parts">What is only a part of the place it is in.</param>
/// <param name="Things">What is taken in a place and is none of it.</param>
/// <param name="Towns">Words that, with "the", stand for the town told of.</param>
public sealed record TakingWords(FrozenSet<string> Between, FrozenSet<string> Losing, FrozenSet<string> ToTaker, FrozenSet<string> Parts, FrozenSet<string> Things, FrozenSet<string> Towns)
{
    /// <exception cref="DataException">Something in the file is wrong.</exception>
    public static TakingWords Load(DataFolder data)
    {
        var problems = new DataProblems();
        var map = YamlFile.Map(data.File("languages/en/events/taking.yaml"), problems);
        problems.ThrowIfAny();
        map!.OptionalText("origin");
        map.OptionalText("licence");
        var words = new TakingWords(Set("between"), Set("losing"), Set("to_taker"), Set("parts"), Set("things"), Set("towns"));
        map.Done();
        problems.ThrowIfAny();
        return words;

        FrozenSet<string> Set(string key) => map.Texts(key).ToFrozenSet(StringComparer.Ordinal);
    }
}
