using System.Collections.Immutable;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>Reads what a happening says of who holds its place: from its type and roles, and from words of sieges and of fights for a place.</summary>
public sealed class ControlReader(ImmutableArray<ControlCue> cues)
{
    private const int Reach = 40;

    public ControlClaim? Read(Document document, Happening happening, SubEventType type, ImmutableArray<Participant> actors, ImmutableArray<Participant> recipients, ClaimStatus status)
    {
        foreach (var cue in cues)
            if (cue.SubTypes.Contains(type.Name) && Stands(document, happening, cue)) return new(null, cue.Change);
        if (type.Control is not { } role || status == ClaimStatus.Negated) return null;
        var holders = role == HoldingRole.Actor ? actors : recipients;
        return holders.Length > 0 ? new(holders[0], ControlChange.Gained) : new(null, ControlChange.Lost);
    }

    private static bool Stands(Document document, Happening happening, ControlCue cue)
    {
        foreach (var reading in happening.Readings)
        {
            if (cue.Triggers.Count > 0 && !cue.Triggers.Contains(document.Tokens[reading.Candidate.Token].Lemma)) continue;
            if (cue.Near.Length == 0 || IsNear(document, reading.Candidate, cue)) return true;
        }
        return false;
    }

    private static bool IsNear(Document document, Candidate candidate, ControlCue cue)
    {
        var sentence = document.Sentences[candidate.Sentence];
        var tokens = document.Tokens.AsSpan();
        for (var t = Math.Max(sentence.First, candidate.Token - Reach); t < Math.Min(sentence.End, candidate.Token + Reach); t++)
            foreach (var phrase in cue.Near)
                if (phrase.MatchAt(tokens, t, sentence.End) >= 0) return true;
        return false;
    }
}
