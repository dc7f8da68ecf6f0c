using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>What is read of all happenings of a report together: the words they hang on, and whether they happened.</summary>
internal sealed class Told
{
    private readonly List<Happening> _happenings;
    private readonly List<int>?[] _bySentence;

    public Told(Document document, List<Happening> happenings, EventOntology ontology, StatusReader status)
    {
        (_happenings, _bySentence) = (happenings, new List<int>?[document.Sentences.Length]);
        foreach (var happening in happenings)
        {
            var trigger = happening.Main.Candidate;
            var type = ontology.SubTypes[happening.SubType].Name;
            var said = status.Weigh(document, trigger, type, out var word);
            (_bySentence[trigger.Sentence] ??= []).Add(trigger.Token);
            Statuses.Add((said, word));
            Happenings.Add((new(trigger.Token, trigger.First, trigger.End, type), said));
        }
    }

    /// <summary>What is said of each, and the word that says so.</summary>
    public List<(ClaimStatus Said, string? Word)> Statuses { get; } = [];

    public List<(Anchor Anchor, ClaimStatus Status)> Happenings { get; } = [];

    /// <summary>Words that the other happenings hang on, in the sentences from which a happening may take its roles.</summary>
    public int[] RivalsOf(int happening)
    {
        var own = Happenings[happening].Anchor.Token;
        var (first, end) = (int.MaxValue, 0);
        foreach (var reading in HappeningRoles.Beside(_happenings[happening]).Prepend(_happenings[happening].Main.Candidate))
            (first, end) = (Math.Min(first, reading.Sentence - Actors.RoleCandidates.FarthestSentences), Math.Max(end, reading.Sentence + Actors.RoleCandidates.FarthestSentences + 1));
        var rivals = new List<int>();
        for (var s = Math.Max(0, first); s < Math.Min(end, _bySentence.Length); s++)
            foreach (var token in _bySentence[s] ?? [])
                if (token != own) rivals.Add(token);
        return [.. rivals];
    }
}
