using System.Collections.Immutable;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>Reads what a happening says of who holds its place: from its type and roles, from words of sieges and of fights for a place, and from a taking told beside it.</summary>
public sealed class ControlReader(ImmutableArray<ControlCue> cues, StatusReader statuses, TakenPlace taking)
{
    private const int Reach = 40;

    // Words of taking; "killing soldiers" beside them takes nothing.
    private readonly ImmutableHashSet<string> _takings = [.. cues.Where(c => c.Change == ControlChange.Gained).SelectMany(c => c.Triggers)];

    /// <param name="place">Where the happening was; a taking told beside it counts when this is what is taken.</param>
    public ControlClaim? Read(Document document, Happening happening, SubEventType type, ImmutableArray<Participant> actors, ImmutableArray<Participant> recipients, ClaimStatus status, PlaceMention? place)
    {
        if (type.Control is not null && status != ClaimStatus.Negated && place is not null && Lost(document, happening, actors.AddRange(recipients), place) is { } lost) return lost;
        foreach (var cue in cues)
        {
            if (!cue.SubTypes.Contains(type.Name)) continue;
            if (cue.Change != ControlChange.Gained)
            {
                // A fight somewhere in a country does not put the country in dispute.
                if (!(cue.Change == ControlChange.Contested && place?.Place is { Kind: PlaceKind.Country or PlaceKind.Continent or PlaceKind.Water }) && Stands(document, happening, cue)) return new(null, cue.Change);
            }
            else if (Taken(document, happening, cue, actors, recipients, place) is { } taken) return taken;
        }
        if (type.Control is not { } role || status == ClaimStatus.Negated) return null;
        // "Is being driven out": not yet gone.
        if (Lasts(document, happening)) return new(null, ControlChange.Contested);
        var partly = role == HoldingRole.Actor && place is not null ? Partly(document, happening, place) : null;
        if (partly == false) return null;
        var holders = role == HoldingRole.Actor ? actors : recipients;
        if (holders.Length == 0) return partly is null ? new(null, ControlChange.Lost) : new(null, ControlChange.Contested) { Partly = true };
        return new(role == HoldingRole.Actor ? taking.Taker(document, holders, happening.Main.Candidate.Token) ?? Named(holders) : holders[0], ControlChange.Gained) { Partly = partly == true };
    }

    // "captured by Rasak fighters" without a clear subject: a side of the dictionary before a nationality or a nameless group.
    private static Participant Named(ImmutableArray<Participant> holders)
    {
        foreach (var holder in holders)
            if (holder.ActorId is not null && holder.Kind != ActorKind.Unidentified) return holder;
        return holders[0];
    }

    private ControlClaim? Taken(Document document, Happening happening, ControlCue cue, ImmutableArray<Participant> actors, ImmutableArray<Participant> recipients, PlaceMention? place)
    {
        if (place is null) return null;
        var tokens = document.Tokens;
        foreach (var reading in happening.Readings)
        {
            var sentence = document.Sentences[reading.Candidate.Sentence];
            if (place.First < sentence.First || place.First >= sentence.End) continue;
            for (var t = sentence.First; t < sentence.End; t++)
            {
                if (!cue.Triggers.Contains(tokens[t].Lemma) || tokens[t].Upos != Upos.VERB || t > 0 && tokens[t - 1].Lower == "to" || !taking.IsTaken(document, place, t)) continue;
                if (statuses.Read(document, new(t, t, t + 1, reading.Candidate.Sentence, default), out _) != ClaimStatus.Asserted) continue;
                if (taking.Taker(document, actors.AddRange(recipients), t) is { } taker) return new(taker, ControlChange.Gained);
            }
        }
        return null;
    }

    // "Loses X to Y", "X falls to Y".
    private ControlClaim? Lost(Document document, Happening happening, ImmutableArray<Participant> parties, PlaceMention place)
    {
        foreach (var reading in happening.Readings)
        {
            var token = reading.Candidate.Token;
            if (!taking.Words.Losing.Contains(document.Tokens[token].Lemma) || !taking.IsTaken(document, place, token)) continue;
            return taking.Taker(document, parties, token) is { } taker ? new(taker, ControlChange.Gained) : new(null, ControlChange.Lost);
        }
        return null;
    }

    private static bool Lasts(Document document, Happening happening)
    {
        foreach (var reading in happening.Readings)
            if (reading.Candidate.Token is > 0 and var token && document.Tokens[token].Upos == Upos.VERB && document.Tokens[token - 1].Lower == "being") return true;
        return false;
    }

    // Something in the place is taken: a part of it (true), or what is none of it (false); null when it is the place, or nobody can tell.
    private bool? Partly(Document document, Happening happening, PlaceMention place)
    {
        foreach (var reading in happening.Readings)
            if (taking.IsTaken(document, place, reading.Candidate.Token)) return null;
        foreach (var reading in happening.Readings)
        {
            if (!_takings.Contains(document.Tokens[reading.Candidate.Token].Lemma)) continue;
            var found = taking.Object(document, reading.Candidate.Token);
            if (found < 0 || found >= place.First && found < place.End) continue;
            var (lemma, lower) = (document.Tokens[found].Lemma, document.Tokens[found].Lower);
            if (taking.Words.Parts.Contains(lemma) || taking.Words.Parts.Contains(lower)) return true;
            if (taking.Words.Things.Contains(lemma) || taking.Words.Things.Contains(lower)) return false;
        }
        return null;
    }

    private static bool Stands(Document document, Happening happening, ControlCue cue)
    {
        foreach (var reading in happening.Readings)
            if (cue.Unless.Contains(document.Tokens[reading.Candidate.Token].Lemma)) return false;
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
