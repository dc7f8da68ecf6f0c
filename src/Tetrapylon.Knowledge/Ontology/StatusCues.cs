using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Knowledge.Ontology;

/// <summary>Where a status cue stands to the trigger.</summary>
public enum CuePlace : byte { Governor, Auxiliary, Modifier, Marker, Preposition }

/// <summary>Words that make a happening negated or planned, by where they stand to its trigger.</summary>
public sealed class StatusCues
{
    private readonly Dictionary<(CuePlace, string), ClaimStatus> _cues = [];

    /// <summary>The status a word gives from its place; null when it is no cue there.</summary>
    public ClaimStatus? Of(CuePlace place, string lemma) => _cues.TryGetValue((place, lemma), out var status) ? status : null;

    /// <exception cref="DataException">Something in the file is wrong.</exception>
    public static StatusCues Load(DataFolder data)
    {
        var cues = new StatusCues();
        var problems = new DataProblems();
        foreach (var map in YamlFile.Maps(data.File("languages/en/events/status.yaml"), problems))
        {
            var (status, place) = (map.Name<ClaimStatus>("status"), map.Name<CuePlace>("stands"));
            foreach (var word in map.Texts("words"))
                if (cues._cues.TryGetValue((place, word), out var other) && other != status) map.Problem("words", $"'{word}' is {WireName.Of(other)} already");
                else cues._cues[(place, word)] = status;
            map.Done();
        }
        problems.ThrowIfAny();
        return cues;
    }
}
