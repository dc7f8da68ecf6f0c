using System.Collections.Frozen;
using Tetrapylon.Knowledge.Loading;

namespace Tetrapylon.Knowledge.Ontology;

/// <summary>Words around a taking that say what is taken, and by whom.</summary>
/// <param name="Between">May stand between the taking and its place.</param>
/// <param name="Losing">Lemmas whose subject loses the place.</param>
/// <param name="Defeats">Nouns for the loss of those whose it is.</param>
/// <param name="ToTaker">Lemmas after which "to" names the taker.</param>
/// <param name="Parts">What is only a part of the place it is in.</param>
/// <param name="Things">What is taken in a place and is none of it.</param>
/// <param name="Towns">Words that, with "the", stand for the town told of.</param>
/// <param name="Attempting">Lemmas that, above a taking, say that it is tried and not yet done.</param>
/// <param name="Approaching">Lemmas for coming near a place.</param>
/// <param name="Expelling">Lemmas whose subject takes the place out of which the object is driven.</param>
/// <param name="Leaving">Lemmas whose subject leaves the place they name.</param>
/// <param name="Some">Words for some of those who leave, but not all.</param>
/// <param name="Having">Lemmas that, with "control", say that a place is held, or is taken.</param>
/// <param name="Staying">Lemmas and adverbs that say of a holder that it was so before.</param>
/// <param name="Beside">Prepositions after which a place is not where it is, but what it is near.</param>
/// <param name="Including">Words after which some of the places that were taken are named.</param>
/// <param name="Hands">Lemmas for having a place.</param>
/// <param name="Belonging">Between fighters without a name and those whose they are ("loyal to").</param>
/// <param name="Nameless">Lemmas for armed men who, where a report names one armed group, are that group's.</param>
/// <param name="Held">Joined to a side by a hyphen, they name the holder of the place that follows.</param>
public sealed record TakingWords(FrozenSet<string> Between, FrozenSet<string> Losing, FrozenSet<string> Defeats, FrozenSet<string> ToTaker, FrozenSet<string> Parts, FrozenSet<string> Things, FrozenSet<string> Towns,
    FrozenSet<string> Attempting, FrozenSet<string> Approaching, FrozenSet<string> Expelling, FrozenSet<string> Leaving, FrozenSet<string> Some, FrozenSet<string> Having, FrozenSet<string> Staying, FrozenSet<string> Beside, FrozenSet<string> Including, FrozenSet<string> Hands, FrozenSet<string> Belonging, FrozenSet<string> Nameless, FrozenSet<string> Held)
{
    /// <exception cref="DataException">Something in the file is wrong.</exception>
    public static TakingWords Load(DataFolder data)
    {
        var problems = new DataProblems();
        var map = YamlFile.Map(data.File("languages/en/events/taking.yaml"), problems);
        problems.ThrowIfAny();
        map!.OptionalText("origin");
        map.OptionalText("licence");
        var words = new TakingWords(Set("between"), Set("losing"), Set("defeats"), Set("to_taker"), Set("parts"), Set("things"), Set("towns"),
            Set("attempting"), Set("approaching"), Set("expelling"), Set("leaving"), Set("some"), Set("having"), Set("staying"), Set("beside"), Set("including"), Set("hands"), Set("belonging"), Set("nameless"), Set("held"));
        map.Done();
        problems.ThrowIfAny();
        return words;

        FrozenSet<string> Set(string key) => map.Texts(key).ToFrozenSet(StringComparer.Ordinal);
    }
}
