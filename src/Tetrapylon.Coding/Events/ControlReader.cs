using System.Collections.Immutable;
using Tetrapylon.Coding.Actors;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>Reads what a happening says of who holds its place: from its type and roles, from words of sieges and of fights for a place, and from a taking told beside it.</summary>
public sealed class ControlReader(ImmutableArray<ControlCue> cues, StatusReader statuses, TakenPlace taking, HoldingReader holding)
{
    private const int Reach = 40, MostSteps = 6;

    // Words of taking; "killing soldiers" beside them takes nothing.
    private readonly ImmutableHashSet<string> _takings = [.. cues.Where(c => c.Change == ControlChange.Gained).SelectMany(c => c.Triggers)];

    /// <param name="named">Everybody the report names.</param>
    /// <param name="place">Where the happening was; a taking told beside it counts when this is what is taken.</param>
    public ControlClaim? Read(Document document, Happening happening, SubEventType type, ImmutableArray<Participant> actors, ImmutableArray<Participant> recipients, ClaimStatus status, PlaceMention? place, ImmutableArray<ActorMention> named)
    {
        if (Changed(document, happening, type, actors, recipients, status, place, named) is { } change) return change;
        // Who is said to have the place that is fought for or fired at.
        return type.Control is null && status != ClaimStatus.Negated && place is not null && holding.Holder(document, named, place) is { } holder ? new(holder, ControlChange.Holds) : null;
    }

    private ControlClaim? Changed(Document document, Happening happening, SubEventType type, ImmutableArray<Participant> actors, ImmutableArray<Participant> recipients, ClaimStatus status, PlaceMention? place, ImmutableArray<ActorMention> named)
    {
        if (type.Control is not null && status != ClaimStatus.Negated && place is not null && Lost(document, happening, actors.AddRange(recipients), place) is { } lost) return lost;
        if (type.Control == HoldingRole.Actor && place is not null && taking.IsBeside(document, place)) return null;
        // Where only most of them have left, the place is not lost.
        if (type.Control == HoldingRole.Recipient && IsOfSome(document, happening)) return null;
        // "They were driven out in March and took it again in December": told by the driving out, it is a loss.
        if (type.Control == HoldingRole.Actor && status == ClaimStatus.Asserted && taking.Expelled(document, WithArmed(document, happening, actors, recipients, named), happening.Main.Candidate.Token) is not null) return new(null, ControlChange.Lost);
        if (type.Control is null && status == ClaimStatus.Asserted && place?.Place is { Kind: not (PlaceKind.Country or PlaceKind.Continent or PlaceKind.Region) } && DrivenOut(document, happening, WithArmed(document, happening, actors, recipients, named))) return new(null, ControlChange.Lost);
        foreach (var cue in cues)
        {
            if (!cue.SubTypes.Contains(type.Name)) continue;
            if (cue.Change == ControlChange.Gained)
            {
                if (Taken(document, happening, cue, WithArmed(document, happening, actors, recipients, named), place) is { } taken) return taken;
            }
            else if (cue.Change == ControlChange.Lost)
            {
                if (place is not null && Left(document, happening, cue, actors, place)) return new(null, ControlChange.Lost);
            }
            // A fight somewhere in a country does not put the country in dispute.
            else if (!(cue.Change == ControlChange.Contested && (place is null || status == ClaimStatus.Negated)) && !(cue.Change == ControlChange.Contested && place?.Place is { Kind: PlaceKind.Country or PlaceKind.Continent or PlaceKind.Water }) && Stands(document, happening, cue))
                return new(cue.Change == ControlChange.Besieged ? Inside(recipients) : null, cue.Change);
        }
        if (type.Control is not { } role || status == ClaimStatus.Negated) return null;
        // "Is being driven out", "fights to retake": not yet done.
        if (Lasts(document, happening) || role == HoldingRole.Actor && status == ClaimStatus.Asserted && IsTried(document, happening)) return new(null, ControlChange.Contested);
        if (role == HoldingRole.Actor && Leaver(document, happening, actors) is { } leaver)
            return actors.AddRange(recipients).FirstOrDefault(p => p.Span != leaver.Span && BearsArms(p.Kind)) is { } stayer ? new(stayer, ControlChange.Gained) : new(null, ControlChange.Lost);
        var partly = role == HoldingRole.Actor && place is not null ? Partly(document, happening, place) : null;
        if (partly == false) return null;
        var holders = role == HoldingRole.Actor ? actors : Remaining(document, happening, actors, recipients);
        if (holders.Length == 0) return partly is null ? new(null, ControlChange.Lost) : new(null, ControlChange.Contested) { Partly = true };
        // "Since losing the town to rebels": the subject is no taker.
        if (role == HoldingRole.Actor && taking.Words.Losing.Contains(document.Tokens[happening.Main.Candidate.Token].Lemma))
            return taking.Taker(document, WithArmed(document, happening, actors, recipients, named), happening.Main.Candidate.Token) is { } to ? new(to, ControlChange.Gained) : new(null, ControlChange.Lost);
        var holder = role == HoldingRole.Actor ? Taker(document, happening.Main.Candidate.Token, holders, WithArmed(document, happening, actors, recipients, named)) ?? Named(holders) : holders[0];
        if (role == HoldingRole.Actor && taking.Behind(document, named, holder) is { } leader) holder = leader;
        return new(holder, role == HoldingRole.Actor && Stays(document, happening) ? ControlChange.Holds : ControlChange.Gained) { Partly = partly == true };
    }

    private bool DrivenOut(Document document, Happening happening, ImmutableArray<Participant> armed)
    {
        // "Was driven out after an offensive": the driving out stands above the word for the fight.
        foreach (var reading in happening.Readings)
            for (var (at, step) = (reading.Candidate.Token, 0); at >= 0 && step < MostSteps; step++, at = document.Tokens[at].Head)
                if (taking.Expelled(document, armed, at) is not null) return true;
        return false;
    }

    // Who is told to leave is not who takes over.
    private ImmutableArray<Participant> Remaining(Document document, Happening happening, ImmutableArray<Participant> actors, ImmutableArray<Participant> recipients)
    {
        if (Leaver(document, happening, recipients) is not { } leaver) return recipients;
        var others = recipients.RemoveAll(r => r.Span == leaver.Span);
        return others.IsEmpty ? actors.RemoveAll(a => a.Span == leaver.Span || !BearsArms(a.Kind)) : others;
    }

    // "Troops retreated": whom the verb of leaving has for its subject.
    private Participant? Leaver(Document document, Happening happening, ImmutableArray<Participant> parties)
    {
        var token = happening.Main.Candidate.Token;
        return document.Tokens[token].Upos == Upos.VERB && taking.Words.Leaving.Contains(document.Tokens[token].Lemma) ? TakenPlace.Leaver(document, parties, token) : null;
    }

    private Participant? Taker(Document document, int word, ImmutableArray<Participant> holders, ImmutableArray<Participant> armed) =>
        taking.Taker(document, holders, word) ?? (document.Tokens[word].Upos == Upos.VERB ? TakenPlace.OwnSubject(document, armed, word) : null);

    // The besieged, where they bear arms.
    private static Participant? Inside(ImmutableArray<Participant> recipients)
    {
        foreach (var party in recipients)
            if (BearsArms(party.Kind)) return party;
        return null;
    }

    /// <summary>Whether happenings of the type may say who holds a place at all.</summary>
    internal bool MayTell(SubEventType type) => type.Control is not null || cues.Any(c => c.SubTypes.Contains(type.Name));

    /// <summary>True when only some, or most, of those who were there have left.</summary>
    internal bool IsOfSome(Document document, Happening happening) => taking.IsOfSome(document, happening.Main.Candidate.Token);

    /// <summary>True when only something in the place is taken.</summary>
    internal bool IsPart(Document document, Happening happening, PlaceMention place) => Partly(document, happening, place) == true;

    internal static bool BearsArms(ActorKind kind) => kind is ActorKind.StateForces or ActorKind.ExternalForces or ActorKind.RebelGroup or ActorKind.PoliticalMilitia or ActorKind.IdentityMilitia;

    // Grammar may name the taker where the roles of the happening do not: one who takes a place bears arms.
    private static ImmutableArray<Participant> WithArmed(Document document, Happening happening, ImmutableArray<Participant> actors, ImmutableArray<Participant> recipients, ImmutableArray<ActorMention> named)
    {
        var all = ImmutableArray.CreateBuilder<Participant>(actors.Length + recipients.Length);
        all.AddRange(actors);
        all.AddRange(recipients);
        // Grammar does not reach beyond the sentences that tell of it.
        foreach (var s in new SortedSet<int>(happening.Readings.Select(r => r.Candidate.Sentence)))
            for (var i = RoleCandidates.FirstFrom(named, document.Sentences[s].First); i < named.Length && named[i].Head < document.Sentences[s].End; i++)
                if (BearsArms(named[i].Kind)) all.Add(new(named[i].Name, named[i].Kind, named[i].ActorId, named[i].Span));
        return all.DrainToImmutable();
    }

    // All words for the taking say that it is tried.
    private bool IsTried(Document document, Happening happening)
    {
        var tried = false;
        foreach (var reading in happening.Readings)
        {
            if (!_takings.Contains(document.Tokens[reading.Candidate.Token].Lemma) && document.Tokens[reading.Candidate.Token].Lemma != "control") continue;
            if (!taking.IsTried(document, reading.Candidate.Token)) return false;
            tried = true;
        }
        return tried;
    }

    // "Remain in control of X", "still hold X".
    private bool Stays(Document document, Happening happening)
    {
        var tokens = document.Tokens;
        foreach (var reading in happening.Readings)
        {
            var token = reading.Candidate.Token;
            if (!taking.Words.Hands.Contains(tokens[token].Lemma)) return false;
            if (tokens[token].Head >= 0 && taking.Words.Staying.Contains(tokens[tokens[token].Head].Lemma)) continue;
            if (token > 0 && taking.Words.Staying.Contains(tokens[token - 1].Lower)) continue;
            return false;
        }
        return true;
    }

    private bool Left(Document document, Happening happening, ControlCue cue, ImmutableArray<Participant> actors, PlaceMention place)
    {
        if (Inside(actors) is null || place.Place?.Kind == PlaceKind.Country) return false;
        foreach (var reading in happening.Readings)
        {
            var candidate = reading.Candidate;
            if (!cue.Triggers.Contains(document.Tokens[candidate.Token].Lemma) || !taking.IsLeft(document, place, candidate.Token)) continue;
            if (statuses.Read(document, candidate, out _) == ClaimStatus.Asserted) return true;
        }
        return false;
    }

    // "captured by Rasak fighters" without a clear subject: a side of the dictionary before a nationality or a nameless group.
    private static Participant Named(ImmutableArray<Participant> holders)
    {
        foreach (var holder in holders)
            if (holder.ActorId is not null && holder.Kind != ActorKind.Unidentified) return holder;
        return holders[0];
    }

    private ControlClaim? Taken(Document document, Happening happening, ControlCue cue, ImmutableArray<Participant> parties, PlaceMention? place)
    {
        if (place is null) return null;
        var tokens = document.Tokens;
        foreach (var reading in happening.Readings)
        {
            var sentence = document.Sentences[reading.Candidate.Sentence];
            if (place.First < sentence.First || place.First >= sentence.End) continue;
            for (var t = sentence.First; t < sentence.End; t++)
            {
                var takes = tokens[t].Upos == Upos.VERB && (cue.Triggers.Contains(tokens[t].Lemma) && (taking.IsTaken(document, place, t) || taking.IsIncluded(document, place, t)) || taking.IsExpelled(document, place, t));
                if (!takes && !HasControl(document, t, place) || t > 0 && tokens[t - 1].Lower == "to" || taking.IsBeside(document, place) || taking.IsTried(document, t)) continue;
                if (statuses.Read(document, new(t, t, t + 1, reading.Candidate.Sentence, default), out _) != ClaimStatus.Asserted) continue;
                if (taking.Taker(document, parties, t) is { } taker) return new(taker, ControlChange.Gained);
            }
        }
        return null;
    }

    // "Claims full control of X": the noun, under a verb of taking or having.
    private bool HasControl(Document document, int token, PlaceMention place)
    {
        var tokens = document.Tokens;
        return tokens[token].Upos == Upos.NOUN && tokens[token].Lower == "control" && tokens[token].Head >= 0 && tokens[token].Relation is Relation.Obj or Relation.Compound
            && taking.Words.Having.Contains(tokens[tokens[token].Head].Lemma) && taking.IsTaken(document, place, token);
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
            if (reading.Candidate.Token is > 1 and var token && document.Tokens[token].Upos == Upos.VERB && document.Tokens[token - 1].Lower == "being" && document.Tokens[token - 2].Upos == Upos.AUX) return true;
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
            // "The suburb of X", of which nobody else knows: X is the suburb.
            if (found + 2 == place.First && document.Tokens[found + 1].Lower == "of" && place.Place is { Kind: PlaceKind.Quarter } or { Latitude: null }) return null;
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
