using System.Collections.Frozen;
using NodaTime;
using Tetrapylon.Model;
using Tetrapylon.Record.Merging;

namespace Tetrapylon.Record.Control;

/// <summary>What claims that say the same say of one place: a change within a range of days, from one side to another.</summary>
internal sealed class ControlEvidence(ControlChange change, bool negated, int start, int end, DatePrecision precision, bool reportDay, string? gainer, string? loser)
{
    public ControlChange Change { get; } = change;
    public bool Negated { get; } = negated;

    /// <summary>First and last day the change may have been on.</summary>
    public int Start { get; } = start;
    public int End { get; } = end;
    public DatePrecision Precision { get; } = precision;

    /// <summary>True when no words say the day: it is the day of the report.</summary>
    public bool ReportDay { get; } = reportDay;

    /// <summary>True when the state gets what is lost if nobody is named: the loser is told to leave, or the claim is of a type in which the state takes places and is not told as a mere loss.</summary>
    public bool ToState { get; init; }

    /// <summary>True when the attacker comes from outside: it enters, advances, storms, but is not told to have taken the place.</summary>
    public bool Entering { get; init; }

    /// <summary>True when the attacker is told not to have come in.</summary>
    public bool Outside { get; init; }

    /// <summary>Key of the side that holds the place after it; in a contest or siege the attacker.</summary>
    public string? Gainer { get; set; } = gainer;

    /// <summary>Key of the side that held it before; in a contest or siege the side inside.</summary>
    public string? Loser { get; set; } = loser;

    public double Weight { get; set; }

    /// <summary>Who may have held the place before, or is inside, where no claim names it: the sides the other one fights in the country, with their shares.</summary>
    public List<(Side Side, double Share)> Likely { get; set; } = [];
    public List<KnownClaim> Claims { get; } = [];

    /// <summary>The sides as the claims name them: one side may be told of by the names of its members.</summary>
    public List<Side> Told { get; } = [];
}

/// <summary>Reads the claims about one place into evidence.</summary>
internal sealed class EvidenceReader(ControlModel model, Sides sides)
{
    /// <param name="place">The place whose history is reckoned.</param>
    /// <param name="claims">Claims about it, about its parts, and about the region it lies in.</param>
    /// <param name="named">Receives every side met.</param>
    public List<ControlEvidence> Read(Place place, IEnumerable<KnownClaim> claims, Dictionary<string, Side> named)
    {
        var found = new Dictionary<(ControlChange, bool, bool, int, int, string?, string?), ControlEvidence>();
        var ordered = claims.OrderBy(c => c, Comparer<KnownClaim>.Create(KnownClaim.ByKnowledge)).ToList();
        var decided = Decided(place, ordered);
        foreach (var known in ordered)
        {
            var claim = known.Claim;
            if (claim.Status == ClaimStatus.Planned || claim.Control is not { } control || When(known) is not { } when) continue;
            if (control.Change is ControlChange.Contested or ControlChange.Besieged && decided.TryGetValue(claim.ReportId, out var by) && when.End <= by) continue;
            var day = when.End;
            var country = known.Country ?? place.Country;
            var (gaining, losing) = Parties(known, country, day);
            if (gaining is { } g) named.TryAdd(g.Key, g);
            if (losing is { } l) named.TryAdd(l.Key, l);
            string? gainer = gaining?.Key, loser = losing?.Key;
            var change = control.Change;
            // A change of which neither side is named says nothing of either.
            if (change is (ControlChange.Gained or ControlChange.Lost or ControlChange.Holds) && gainer is null && loser is null) continue;
            var taking = claim.SubType is "Government regains territory" or "Non-state actor overtakes territory";
            // "Have reached the town but not entered it": the taking is denied, the fight for it is not.
            var denied = claim.Status == ClaimStatus.Negated;
            var negated = denied && !(taking && change == ControlChange.Contested);
            if (denied && !negated && IsOutdone(place, known, when.End, ordered)) continue;
            var weight = Weight(known, negated);
            if (known.Place is { } told && !string.Equals(told.Id, place.Id, StringComparison.Ordinal))
            {
                if (negated) continue;
                if (told.Kind == PlaceKind.Region)
                {
                    if (change != ControlChange.Gained || !Holds(claim.Quote, model.WholeWords)) continue;
                    weight *= model.RegionWide;
                }
                else
                {
                    // A part of the place: its fall is fighting inside the whole.
                    if (change is not (ControlChange.Gained or ControlChange.Contested)) continue;
                    change = ControlChange.Contested;
                    weight *= model.NearPlace;
                }
            }
            else if (control.Partly && !negated)
            {
                change = ControlChange.Contested;
                weight *= model.NearPlace;
            }
            var key = (change, negated, denied, Days.Number(when.Start), Days.Number(when.End), gainer, loser);
            if (!found.TryGetValue(key, out var evidence))
                found[key] = evidence = new(change, negated, Days.Number(when.Start), Days.Number(when.End), when.Precision, claim.Date?.Basis == DateBasis.ReportDay, gainer, loser)
                {
                    ToState = change == ControlChange.Lost && (Leaves(claim) || claim.SubType == "Government regains territory" && !Holds(claim.Quote, model.LossWords)),
                    Entering = control.Change == ControlChange.Contested && known.Place is { } there && string.Equals(there.Id, place.Id, StringComparison.Ordinal) && taking && !denied,
                    Outside = denied,
                };
            evidence.Weight = Math.Max(evidence.Weight, weight);
            evidence.Claims.Add(known);
            if (gaining is { } x) evidence.Told.Add(x);
            if (losing is { } y) evidence.Told.Add(y);
        }
        var all = found.Values.ToList();
        // A fight told only by the month in which the place changed hands is the fight that ended so: nobody says that it began on the first.
        all.RemoveAll(e => e is { Change: ControlChange.Contested, Negated: false, Precision: DatePrecision.Month or DatePrecision.Season or DatePrecision.Year }
            && found.Values.Any(o => o is { Change: ControlChange.Gained or ControlChange.Lost, Negated: false, Precision: not DatePrecision.Vague } && e.Start <= o.Start && o.End <= e.End));
        foreach (var evidence in all)
            evidence.Weight *= 1 + model.Repeat * Math.Log2(evidence.Claims.Select(c => c.Claim.ReportId).Distinct(StringComparer.Ordinal).Count());
        NameGeneric(all, named);
        all.Sort((a, b) => a.End != b.End ? a.End.CompareTo(b.End) : a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.Claims[0].Claim.Id.CompareTo(b.Claims[0].Claim.Id));
        return all;
    }

    // What was not yet done when a report was written may have been done later that day, as a later report tells.
    private static bool IsOutdone(Place place, KnownClaim denied, LocalDate day, List<KnownClaim> claims) =>
        claims.Exists(k => k.KnownSince > denied.KnownSince && IsTaking(place, k) && When(k) is { } when && when.Start == day && when.End == day);

    private static bool IsTaking(Place place, KnownClaim known) =>
        known.Claim is { Status: ClaimStatus.Asserted, Control: { Change: ControlChange.Gained, Partly: false, Holder: not null } } && string.Equals(known.Place?.Id, place.Id, StringComparison.Ordinal);

    // A report that tells of a fight and of its outcome tells of the outcome: the day of it, by report.
    private static Dictionary<string, LocalDate> Decided(Place place, List<KnownClaim> claims)
    {
        var days = new Dictionary<string, LocalDate>(StringComparer.Ordinal);
        foreach (var known in claims)
            if (IsTaking(place, known) && When(known) is { } when && (!days.TryGetValue(known.Claim.ReportId, out var day) || day < when.End)) days[known.Claim.ReportId] = when.End;
        return days;
    }

    private static bool Holds(string quote, FrozenSet<string> words)
    {
        foreach (var word in quote.Split([' ', ',', '.', ';', ':'], StringSplitOptions.RemoveEmptyEntries))
            if (words.Contains(word)) return true;
        return false;
    }

    // A claim without a date tells of something that is so by the day of its report.
    // A picture may be of any earlier day: its caption tells of none.
    internal static DayRange? When(KnownClaim known) => known.Claim.Date?.Days ?? (known.Claim.Block != BlockKind.Caption && known.KnownSince is { } day ? new DayRange(day, day, DatePrecision.Vague) : null);

    private static bool Acts(Claim claim, Participant? party) => party is not null && claim.Actors.Any(a => a.Span == party.Span);

    private static bool Leaves(Claim claim) => string.Equals(claim.SubType, "Non-violent transfer of territory", StringComparison.Ordinal);

    /// <summary>The side that has the place after what a claim tells (in a fight: that attacks), and the one that had it (that is inside).</summary>
    internal (Side? Gainer, Side? Loser) Parties(KnownClaim known, string? country, LocalDate day)
    {
        var claim = known.Claim;
        Side? SideOf(Participant? party) => party is null ? null : sides.Of(party, country, day);
        Side? First(IEnumerable<Participant> parties, Side? not)
        {
            foreach (var party in parties)
                if (SideOf(party) is { } side && !string.Equals(side.Key, not?.Key, StringComparison.Ordinal)) return side;
            return null;
        }
        // Who takes a place from an ally is no ally there: each then stands for itself.
        Side? Rival(IEnumerable<Participant> parties, Participant? holder, Side? side)
        {
            if (First(parties, side) is { } other) return other;
            foreach (var party in parties)
            {
                if (holder?.ActorId is not { } own || side is not { } shared) break;
                if (party.ActorId is { } id && !string.Equals(id, own, StringComparison.Ordinal) && !(Sides.OfState(id, country) && Sides.OfState(own, country)))
                    return sides.Itself(party, shared, country);
                // "From government forces": then whoever takes it is not the government there.
                if (party.ActorId is null && !Sides.OfState(own, country) && SideOf(party) is { State: true } state) return state;
            }
            return null;
        }
        var holder = SideOf(claim.Control?.Holder);
        switch (claim.Control?.Change)
        {
            case ControlChange.Gained or ControlChange.Holds:
                // Who takes a place together with the holder has not lost it; in a transfer the actor is the one who leaves.
                var rival = Rival(Leaves(claim) || !Acts(claim, claim.Control.Holder) ? claim.Recipients.Concat(claim.Actors) : claim.Recipients, claim.Control.Holder, holder);
                if (rival is { } r && string.Equals(r.Key, holder?.Key, StringComparison.Ordinal)) holder = sides.Itself(claim.Control.Holder!, r, country);
                return (holder, rival);
            case ControlChange.Lost:
                // In a withdrawal the actor leaves; in a defeat the recipient does.
                var leaves = Leaves(claim);
                var loser = First(leaves ? claim.Actors : claim.Recipients, null) ?? First(leaves ? claim.Recipients : claim.Actors, null);
                return (First(leaves ? claim.Recipients : claim.Actors, loser), loser);
            default:
                // The holder, where named, is the side inside.
                var attacker = First(claim.Actors, holder);
                return (attacker, holder ?? First(claim.Recipients, attacker));
        }
    }

    private double Weight(KnownClaim known, bool negated)
    {
        var claim = known.Claim;
        var last = claim.Attribution.IsEmpty ? null : claim.Attribution[^1];
        var weight = model.Change(claim.Control!.Change) * model.Source(last?.Kind ?? SourceKind.Unknown) * model.Precision(When(known)!.Value.Precision);
        weight *= 0.5 + 0.5 * Math.Clamp(known.Confidence, 0, 1);
        if (known.Reviewed) weight *= model.Reviewed;
        if (SourceCount.IsParty(claim, last)) weight *= model.Party;
        if (claim.Block == BlockKind.Caption) weight *= model.Caption;
        if (negated) weight *= model.Negated;
        return weight;
    }

    // "Rebels" at a place where one named group fights are that group; the nearest in time wins, then the weightier.
    private void NameGeneric(List<ControlEvidence> all, Dictionary<string, Side> named)
    {
        string? Resolve(string? key, ControlEvidence of, string? other)
        {
            if (key is null || !named[key].Generic) return key;
            (int Gap, double Weight, string? Key) best = (model.GenericReach + 1, 0, null);
            foreach (var evidence in all)
                foreach (var candidate in (ReadOnlySpan<string?>)[evidence.Gainer, evidence.Loser])
                {
                    if (candidate is null || named[candidate].Generic || named[candidate].State || string.Equals(candidate, other, StringComparison.Ordinal)) continue;
                    var gap = Math.Abs(evidence.End - of.End);
                    if (gap < best.Gap || gap == best.Gap && (evidence.Weight > best.Weight || evidence.Weight == best.Weight && string.CompareOrdinal(candidate, best.Key) < 0))
                        best = (gap, evidence.Weight, candidate);
                }
            return best.Key ?? key;
        }
        var resolved = all.Select(e => (Resolve(e.Gainer, e, e.Loser), Resolve(e.Loser, e, e.Gainer))).ToList();
        for (var i = 0; i < all.Count; i++)
        {
            (all[i].Gainer, all[i].Loser) = resolved[i];
            if (all[i].Gainer is { } gainer && string.Equals(gainer, all[i].Loser, StringComparison.Ordinal)) all[i].Loser = null;
        }
    }
}
