using System.Collections.Immutable;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Knowledge.Ontology;

/// <summary>Words by which a happening says who holds its place, or who fights for it.</summary>
/// <param name="SubTypes">Types in which the cue counts.</param>
/// <param name="Triggers">Lemmas the trigger must be one of; empty for any.</param>
/// <param name="Unless">Lemmas of other words for the same happening that speak against it.</param>
/// <param name="Near">Phrases of which one must stand in the sentence; empty for none.</param>
public sealed record ControlCue(ControlChange Change, ImmutableHashSet<string> SubTypes, ImmutableHashSet<string> Triggers, ImmutableHashSet<string> Unless, ImmutableArray<Phrase> Near)
{
    /// <exception cref="DataException">Something in the file is wrong.</exception>
    public static ImmutableArray<ControlCue> Load(DataFolder data)
    {
        var problems = new DataProblems();
        var cues = ImmutableArray.CreateBuilder<ControlCue>();
        foreach (var map in YamlFile.Maps(data.File("languages/en/events/control.yaml"), problems))
        {
            var near = ImmutableArray.CreateBuilder<Phrase>();
            foreach (var text in map.Texts("near"))
                if (Phrase.Parse(text) is { } phrase) near.Add(phrase);
                else map.Problem("near", $"'{text}' is not a phrase");
            cues.Add(new(map.Name<ControlChange>("change"), [.. map.Texts("sub_types")], [.. map.Texts("triggers")], [.. map.Texts("unless")], near.ToImmutable()));
            map.Done();
        }
        problems.ThrowIfAny();
        return cues.ToImmutable();
    }
}
