using System.Collections.Immutable;
using Tetrapylon.Model;
using Tetrapylon.Record.Merging;

namespace Tetrapylon.Record.Control;

/// <summary>Writes the likeliest history of a place as spells with their claims.</summary>
internal sealed class SpellWriter(ControlModel model, ControlChain chain, List<ControlEvidence> evidence, string[] order, Dictionary<string, Side> named)
{
    // The name by which it is told to have come counts as that of two other claims.
    private const int Opening = 2;

    public ImmutableArray<ControlSpell> Write()
    {
        var path = chain.Decode();
        var belief = chain.Posterior();
        var spells = new List<ControlSpell>();
        for (var first = 0; first < path.Length;)
        {
            var end = first + 1;
            while (end < path.Length && path[end] == path[first]) end++;
            var state = chain.States[path[first]];
            if (first > 0 || state.Status != ControlStatus.Unknown)
            {
                var to = end < path.Length ? Turn(end, path) : null;
                var from = first > 0 ? Turn(first, path)! : First(state);
                var claims = Claims(state, chain.Days[first], end < path.Length ? chain.Days[end] : int.MaxValue, from.By, to?.By);
                var sum = 0.0;
                for (var t = first; t < end; t++) sum += belief[t * chain.States.Length + path[first]];
                var side = state.Side < 0 ? default(Side?) : Named(order[state.Side], claims, from.By, to?.By);
                spells.Add(new()
                {
                    Holder = side?.Name,
                    ActorId = side?.ActorId,
                    Status = state.Status,
                    From = Days.Of(from.Day),
                    FromPrecision = from.Precision,
                    To = to is null ? null : Days.Of(to.Day),
                    KnownSince = claims.Min(c => c.KnownSince),
                    Confidence = Math.Round(sum / (end - first), 3),
                    Claims = [.. claims.Select(c => c.Claim.Id).Distinct().Order()],
                    Because = from.Because,
                });
            }
            first = end;
        }
        return [.. spells];
    }

    private sealed record TurnDay(int Day, DatePrecision Precision, ControlEvidence? By, string Because);

    /// <summary>When the history turns between two days told of, and what says so.</summary>
    private TurnDay? Turn(int t, int[] path)
    {
        int last = chain.Days[t - 1], day = chain.Days[t];
        var to = chain.States[path[t]];
        ControlEvidence? best = null;
        foreach (var e in evidence)
        {
            if (e.Negated || !Tells(e, to, chain.States[path[t - 1]]) || day < e.Start || day > e.End) continue;
            if (best is null || Distance(e) < Distance(best) || Distance(e) == Distance(best) && e.Weight > best.Weight) best = e;
            int Distance(ControlEvidence x) => x.End == day ? 0 : x.Start == day ? 1 : 2;
        }
        if (best is not null)
            return new(Math.Min(day, Math.Max(best.Start, last + 1)), best.Precision, best, $"{WireName.Of(best.Change)}, told by {best.Claims.Count} claim{(best.Claims.Count == 1 ? "" : "s")}");
        if (to.Status == ControlStatus.Held && chain.States[path[t - 1]].Status is ControlStatus.Contested or ControlStatus.Besieged)
            return new(day, DatePrecision.Vague, null, "nothing more was told of the fight");
        // Half-way; but where years lie between, news of the next turn comes sooner after this one than that.
        return new(Math.Max(last + (day - last + 1) / 2, day - model.UnseenBefore), DatePrecision.Vague, null, "turned unseen between two days told of");
    }

    /// <summary>The first spell is open towards the past when the first claim tells of its end, or of a holder who was there already.</summary>
    private TurnDay First(ControlState state)
    {
        var first = evidence[0];
        foreach (var e in evidence)
            if (Math.Min(e.Start, e.End) < first.Start) first = e;
        if (Tells(first, state, null) && first.Change is not ControlChange.Holds) return new(first.Start, first.Precision, first, $"{WireName.Of(first.Change)}, first told");
        var day = Math.Max(1, chain.Days[0] - model.Before);
        return new(day, DatePrecision.Vague, null, first.Change == ControlChange.Holds ? "held already when first told of" : "held before the first change told of");
    }

    /// <summary>True when evidence tells of the turn to this state.</summary>
    private bool Tells(ControlEvidence e, ControlState to, ControlState? from)
    {
        var key = to.Side < 0 ? null : order[to.Side];
        return to.Status switch
        {
            ControlStatus.Held => e.Change is ControlChange.Gained or ControlChange.Holds && Is(e.Gainer, key)
                || e.Change == ControlChange.Lost && (Is(e.Gainer, key) || from is { Side: >= 0 } left && Is(e.Loser, order[left.Side]))
                || e.Change == ControlChange.SiegeLifted,
            ControlStatus.Contested => e.Change == ControlChange.Contested,
            ControlStatus.Besieged => e.Change == ControlChange.Besieged,
            _ => e.Change == ControlChange.Lost,
        };
    }

    private List<KnownClaim> Claims(ControlState state, int first, int end, ControlEvidence? opened, ControlEvidence? closed)
    {
        var claims = new List<KnownClaim>();
        if (opened is not null) claims.AddRange(opened.Claims);
        foreach (var e in evidence)
            if (e != opened && !e.Negated && e.End >= first && e.Start < end && e.End < end && Tells(e, state, null)) claims.AddRange(e.Claims);
        // What tells of the end of a spell tells who held it until then.
        if (claims.Count == 0 && closed is not null && state.Side >= 0 && Is(closed.Loser, order[state.Side])) claims.AddRange(closed.Claims);
        return claims;
    }

    /// <summary>The side by the name most told of it in the claims of the spell; else as it was first told at this place.</summary>
    private Side Named(string key, List<KnownClaim> claims, ControlEvidence? opened, ControlEvidence? closed)
    {
        var counts = new Dictionary<string, (int Count, Side Side)>(StringComparer.Ordinal);
        var told = new HashSet<KnownClaim>(claims, ReferenceEqualityComparer.Instance);
        foreach (var e in evidence)
            if (e == opened || e == closed || e.Claims.Exists(told.Contains))
                foreach (var side in e.Told)
                    if (Is(side.Key, key)) counts[side.Name] = (counts.GetValueOrDefault(side.Name).Count + (e == opened ? Opening : 1), side);
        return counts.Count == 0 ? named[key] : counts.OrderByDescending(c => c.Value.Count).ThenBy(c => c.Key, StringComparer.Ordinal).First().Value.Side;
    }

    private static bool Is(string? a, string? b) => a is not null && string.Equals(a, b, StringComparison.Ordinal);
}
