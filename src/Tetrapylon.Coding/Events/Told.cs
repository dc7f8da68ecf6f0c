using Tetrapylon.Coding.Attribution;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>What is read of all happenings of a report together: whether they happened, whose the dead are, and who speaks at all.</summary>
internal sealed class Told
{
    public Told(Document document, List<Happening> happenings, Mentioned mentioned, EventOntology ontology, ClaimFields fields)
    {
        Anchors = new int[happenings.Count];
        for (var h = 0; h < happenings.Count; h++)
        {
            var trigger = happenings[h].Main.Candidate;
            var type = ontology.SubTypes[happenings[h].SubType].Name;
            var said = fields.Status.Weigh(document, trigger, type, out var word);
            Anchors[h] = trigger.Token;
            Statuses.Add((said, word));
            Happenings.Add((new(trigger.Token, trigger.First, trigger.End, type), said));
        }
        Losses = fields.Losses.Of(document, mentioned.Losses, Happenings);
        Sources = fields.Attribution.Sources(document, mentioned.Actors);
    }

    /// <summary>Tokens that tell of the happenings.</summary>
    public int[] Anchors { get; }

    /// <summary>What is said of each, and the word that says so.</summary>
    public List<(ClaimStatus Said, string? Word)> Statuses { get; } = [];

    public List<(Anchor Anchor, ClaimStatus Status)> Happenings { get; } = [];

    /// <summary>The dead and the injured of each.</summary>
    public (Model.Losses? Dead, Model.Losses? Injured)[] Losses { get; }

    /// <summary>Everybody who says something.</summary>
    public List<Source> Sources { get; }
}
