using System.Collections.Immutable;
using NodaTime;
using Tetrapylon.Model;
using Tetrapylon.Record.Merging;

namespace Tetrapylon.Record.Control;

/// <summary>Reckons who held a place when from what claims say: <c>docs/control-model.md</c>.</summary>
public sealed class ControlReckoner(ControlModel model, Sides sides)
{
    // More sides than this are never told apart in one place; the ones least spoken of are left out.
    private const int MostSides = 7;
    private readonly EvidenceReader _reader = new(model, sides);
    private readonly Transitions _transitions = new(model);

    /// <param name="place">The place; it need not have a point.</param>
    /// <param name="claims">The claims about it, about its parts and about the region it lies in; others are passed over.</param>
    /// <param name="near">Who is told to fight whom in a country about a day.</param>
    /// <returns>Spells in order of time, without gap or overlap; none when no claim speaks of control.</returns>
    public ControlHistory Of(Place place, IReadOnlyList<KnownClaim> claims, Func<string, LocalDate, IReadOnlyList<Encounter>>? near = null)
    {
        var named = new Dictionary<string, Side>(StringComparer.Ordinal);
        var evidence = _reader.Read(place, claims, named);
        // What is told of a region alone says who holds its towns only where a claim about the town itself gives reason to ask.
        if (!evidence.Exists(e => e.Claims.Exists(c => c.Place is { } p && string.Equals(p.Id, place.Id, StringComparison.Ordinal)))) return new(place, []);
        var state = sides.StateOf(place.Country, Days.Of(evidence[0].End));
        if (state is { } own) named.TryAdd(own.Key, own);
        if (near is not null) Suppose(evidence, place, state, named, new(model, near));
        var order = Order(evidence, state?.Key);
        if (order.Length == 0) return new(place, []);
        var index = order.Select((key, i) => (key, i)).ToDictionary(p => p.key, p => p.i, StringComparer.Ordinal);
        var home = state is { } s ? index[s.Key] : -1;
        var chain = new ControlChain(model, _transitions, order.Length, home, Grid(evidence), StateComes(evidence, state?.Key));
        foreach (var e in evidence)
        {
            var shares = new double[order.Length];
            foreach (var (side, share) in e.Likely)
                if (index.TryGetValue(side.Key, out var at)) shares[at] = share;
            Weigh(chain, e, Index(index, e.Gainer), Index(index, e.Loser), home, Index(index, Rival(e, evidence) ?? Before(e, evidence, state?.Key)), e.Likely.Count > 0 ? shares : null);
        }
        Silence(chain, evidence);
        var spells = new SpellWriter(model, chain, evidence, order, named).Write();
        return new(place, spells) { Beliefs = Beliefs(chain, order, named) };
    }

    /// <summary>The two sides that a claim tells of against each other; null when it tells of none.</summary>
    public Encounter? EncounterOf(KnownClaim known)
    {
        if (known.Claim.Status != ClaimStatus.Asserted || EvidenceReader.When(known) is not { } when) return null;
        var (gainer, loser) = _reader.Parties(known, known.Country, when.End);
        return gainer is null && loser is null ? null : new(when.End, gainer, loser, known.Place);
    }

    // Where a taking or a fight names one side only, the other is likely one it fights in the country at the time.
    private static void Suppose(List<ControlEvidence> evidence, Place place, Side? state, Dictionary<string, Side> named, Adversaries adversaries)
    {
        foreach (var e in evidence)
        {
            if (e.Negated || e.Loser is not null || e.Gainer is null || e.Change is not (ControlChange.Gained or ControlChange.Contested or ControlChange.Besieged)) continue;
            if (Had(e, evidence)) continue;
            e.Likely = adversaries.Of(named[e.Gainer], state, place, e.End);
            foreach (var (side, _) in e.Likely) named.TryAdd(side.Key, side);
        }
    }

    // Whom an earlier taking of the place names as its holder need not be guessed.
    private static bool Had(ControlEvidence taking, List<ControlEvidence> evidence)
    {
        ControlEvidence? last = null;
        foreach (var e in evidence)
            if (!e.Negated && e.Change == ControlChange.Gained && e.Gainer is not null && e.End < taking.Start && (last is null || e.End >= last.End)) last = e;
        return last is not null && !string.Equals(last.Gainer, taking.Gainer, StringComparison.Ordinal);
    }

    // A loss that names no winner goes to the one other side told of at the place at the time, if there is just one.
    private string? Rival(ControlEvidence lost, List<ControlEvidence> evidence)
    {
        if (lost.Change != ControlChange.Lost || lost.Gainer is not null) return null;
        string? rival = null;
        foreach (var e in evidence)
        {
            if (Math.Abs(e.End - lost.End) > model.ContestLasts) continue;
            foreach (var side in (ReadOnlySpan<string?>)[e.Gainer, e.Loser])
            {
                if (side is null || string.Equals(side, lost.Loser, StringComparison.Ordinal) || string.Equals(side, rival, StringComparison.Ordinal)) continue;
                if (rival is not null) return null;
                rival = side;
            }
        }
        return rival;
    }

    // What its taker loses again, to nobody named, goes back to whom it was taken from: where no one is named, the state.
    private static string? Before(ControlEvidence lost, List<ControlEvidence> evidence, string? state)
    {
        if (lost.Change != ControlChange.Lost || lost.Gainer is not null || lost.Loser is null) return null;
        ControlEvidence? taking = null;
        foreach (var e in evidence)
            if (!e.Negated && e.Change == ControlChange.Gained && e.End < lost.Start && (taking is null || e.End >= taking.End)) taking = e;
        return taking is null || !string.Equals(taking.Gainer, lost.Loser, StringComparison.Ordinal) ? null : taking.Loser ?? (string.Equals(state, lost.Loser, StringComparison.Ordinal) ? null : state);
    }

    private static bool StateComes(List<ControlEvidence> evidence, string? state)
    {
        var first = evidence[0];
        foreach (var e in evidence)
            if (!e.Negated && (first.Negated || e.Start < first.Start)) first = e;
        return state is not null && string.Equals(first.Gainer, state, StringComparison.Ordinal) && (first.Change == ControlChange.Gained || first.Entering);
    }

    // A fight is told of while it lasts: on days for which nobody tells of one there was most likely none.
    private void Silence(ControlChain chain, List<ControlEvidence> evidence)
    {
        foreach (var day in chain.Days)
        {
            bool fought = false, besieged = false;
            foreach (var e in evidence)
            {
                if (e.Negated || day < e.Start) continue;
                fought |= e.Change == ControlChange.Contested && day < e.End + model.ContestLasts;
                besieged |= e.Change == ControlChange.Besieged && day < e.End + model.SiegeLasts;
            }
            chain.Weigh(day, s => s.Status == ControlStatus.Contested && !fought || s.Status == ControlStatus.Besieged && !besieged ? -model.SilentFight : 0);
        }
    }

    private static int Index(Dictionary<string, int> index, string? key) => key is not null && index.TryGetValue(key, out var i) ? i : -1;

    private static string[] Order(List<ControlEvidence> evidence, string? state)
    {
        var weight = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var e in evidence)
        {
            if (e.Gainer is { } gainer) weight[gainer] = weight.GetValueOrDefault(gainer) + e.Weight;
            if (e.Loser is { } loser) weight[loser] = weight.GetValueOrDefault(loser) + e.Weight;
            foreach (var (side, share) in e.Likely) weight[side.Key] = weight.GetValueOrDefault(side.Key) + e.Weight * share * 0.5;
        }
        if (state is not null) weight[state] = double.MaxValue;
        return [.. weight.OrderByDescending(w => w.Value).ThenBy(w => w.Key, StringComparer.Ordinal).Take(MostSides).Select(w => w.Key)];
    }

    private int[] Grid(List<ControlEvidence> evidence)
    {
        var days = new SortedSet<int>();
        foreach (var e in evidence)
        {
            days.Add(BeforeOf(e));
            days.Add(AfterOf(e));
            // Days on which a fight or a siege that nobody tells of any more may have ended.
            if (e.Change is ControlChange.Contested) days.Add(e.End + model.ContestLasts);
            if (e.Change is ControlChange.Besieged) days.Add(e.End + model.SiegeLasts);
        }
        return [.. days];
    }

    // News without a day may be a day old: the day before the change is then one earlier.
    private static int BeforeOf(ControlEvidence e) => Math.Max(0, e.Start - (e.ReportDay ? 2 : 1));

    // A fight is on from its first day; a taking is done by its last.
    private static int AfterOf(ControlEvidence e) => e.Change is ControlChange.Contested or ControlChange.Besieged ? e.Start : e.End;

    private void Weigh(ControlChain chain, ControlEvidence e, int gainer, int loser, int home, int rival, double[]? likely)
    {
        var w = e.Weight;
        int before = BeforeOf(e), after = AfterOf(e);
        if (e.Negated)
        {
            if (e.Change == ControlChange.Gained)
                chain.Weigh(after, s => s.Status == ControlStatus.Held && s.Side == gainer && gainer >= 0 ? -w : 0);
            return;
        }
        switch (e.Change)
        {
            case ControlChange.Gained:
                if (gainer < 0) return;
                chain.TurnTold(after);
                chain.Weigh(after, s => s.Side != gainer ? 0 : s.Status switch { ControlStatus.Held => w, ControlStatus.Besieged => 0.2 * w, _ => 0.4 * w });
                chain.Weigh(before, s => s.Side == gainer ? s.Status != ControlStatus.Held ? -0.1 * w : loser >= 0 ? -0.8 * w : -0.5 * w
                    : loser >= 0 ? s.Side == loser ? 0 : s.Status == ControlStatus.Unknown ? -0.8 * w : -0.4 * w
                    : likely is not null ? s.Status == ControlStatus.Unknown ? -model.LikelyLoser * w : Likely(s) * model.LikelyLoser * w
                    : home >= 0 && s.Side == home ? model.UnnamedLoser * w : 0);
                break;
            case ControlChange.Lost:
                if (loser < 0) return;
                chain.TurnTold(after);
                chain.Weigh(after, s => s.Side == loser ? s.Status == ControlStatus.Contested ? -0.6 * w : -w
                    : gainer >= 0 ? s.Side == gainer && s.Status == ControlStatus.Held ? 0.6 * w : 0
                    : e.ToState && home >= 0 && home != loser ? s.Side == home && s.Status == ControlStatus.Held ? 0.6 * w : 0
                    : rival >= 0 ? s.Side == rival && s.Status == ControlStatus.Held ? 0.5 * w : 0
                    : s.Status == ControlStatus.Unknown ? 0.5 * w : -0.3 * w);
                // Whoever has it now: who lost it is known to have had it.
                chain.Weigh(before, s => s.Side == loser ? 0 : s.Status == ControlStatus.Unknown ? -2 * w : -w);
                break;
            case ControlChange.Contested:
                chain.TurnTold(after);
                chain.Weigh(after, s => s.Status != ControlStatus.Contested || e.Outside && s.Side == gainer ? 0 : Inside(s.Side) ? w : model.AnyInside * w + (1 - model.AnyInside) * w * Likely(s));
                if (loser >= 0) chain.Weigh(before, s => s.Side == loser ? 0 : s.Side == gainer ? -0.15 * w : -0.2 * w);
                else if (likely is not null) chain.Weigh(before, s => Likely(s) * model.LikelyLoser * w);
                // Who is told to enter, and not to be driven out, most likely stays.
                if (e.Entering && gainer >= 0) chain.Weigh(e.End + model.ContestLasts, s => s.Status == ControlStatus.Held && s.Side == gainer ? model.Entered * w : 0);
                break;
            case ControlChange.Besieged:
                chain.TurnTold(after);
                chain.Weigh(after, s => s.Status != ControlStatus.Besieged || s.Side == gainer && gainer >= 0 ? 0 : Inside(s.Side) ? w : model.AnyInside * w + (1 - model.AnyInside) * w * Likely(s));
                if (loser >= 0) chain.Weigh(before, s => s.Side == loser ? 0 : -0.3 * w);
                else if (likely is not null) chain.Weigh(before, s => Likely(s) * model.LikelyLoser * w);
                break;
            case ControlChange.SiegeLifted:
                chain.TurnTold(after);
                chain.Weigh(after, s => s.Status == ControlStatus.Besieged ? -w : s.Status == ControlStatus.Held && s.Side != gainer ? 0.3 * w : 0);
                break;
            case ControlChange.Holds:
                if (gainer < 0) return;
                chain.Weigh(after, s => s.Side != gainer ? 0 : s.Status == ControlStatus.Held ? w : 0.6 * w);
                break;
        }
        bool Inside(int side) => side == loser || loser < 0 && likely is null && !e.Outside && side == gainer;
        double Likely(ControlState s) => likely is not null && s is { Status: ControlStatus.Held or ControlStatus.Contested or ControlStatus.Besieged, Side: >= 0 } ? likely[s.Side] : 0;
    }

    private static ImmutableArray<ControlBelief> Beliefs(ControlChain chain, string[] order, Dictionary<string, Side> named)
    {
        const double Least = 0.01;
        var posterior = chain.Posterior();
        var beliefs = ImmutableArray.CreateBuilder<ControlBelief>();
        for (var t = 0; t < chain.Days.Length; t++)
            for (var s = 0; s < chain.States.Length; s++)
                if (posterior[t * chain.States.Length + s] is var p and >= Least)
                    beliefs.Add(new(Days.Of(chain.Days[t]), chain.States[s].Status, chain.States[s].Side < 0 ? null : named[order[chain.States[s].Side]].Name, Math.Round(p, 3)));
        return beliefs.ToImmutable();
    }
}
