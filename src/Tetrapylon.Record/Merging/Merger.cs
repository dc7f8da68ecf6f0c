namespace Tetrapylon.Record.Merging;

/// <summary>Gathers the claims that tell of one happening.</summary>
/// <remarks>
/// Two claims are linked when their likeness reaches the policy's threshold, or when they stand in or beside one large crowd (<see cref="Candidates"/>); a neighbourhood is what links
/// connect. Inside a neighbourhood the likest gatherings of claims join first, as long as the mean of their claims does not speak against it, and never two that cannot be one. A new claim changes nothing outside the neighbourhoods it links to, and neither order nor batches matter.
/// </remarks>
internal sealed class Merger(MergePolicy policy)
{
    private const int ToBreathe = 256;
    private readonly Likeness _likeness = new(policy);

    /// <summary>Calls <paramref name="linked"/> for every pair that is linked and holds at least one new claim, and for those of large crowds with new claims.</summary>
    /// <param name="claims">Claims of one country (or of none).</param>
    /// <param name="breathe">Called every few milliseconds; may throw to end the work.</param>
    public void Link(IReadOnlyList<KnownClaim> claims, Func<KnownClaim, bool> isNew, Action<KnownClaim, KnownClaim> linked, Action? breathe = null)
    {
        new Candidates(claims, policy, _likeness, isNew, breathe).Links(
            (a, b) => { if (_likeness.Of(a, b) >= policy.Threshold) linked(a.Known, b.Known); },
            (a, b) => linked(a.Known, b.Known));
        foreach (var (a, b) in ToldTogether(claims))
            if (isNew(a) || isNew(b)) linked(a, b);
    }

    /// <summary>The happenings told in one neighbourhood: lists of claims in order of first knowledge.</summary>
    public List<List<KnownClaim>> Cluster(IReadOnlyList<KnownClaim> claims, Action? breathe = null)
    {
        if (claims.Count == 1) return [[claims[0]]];
        var gatherings = new Dictionary<KnownClaim, Gathering>(claims.Count, ReferenceEqualityComparer.Instance);
        foreach (var claim in claims) gatherings[claim] = new(claim, _likeness);
        Gathering Of(KnownClaim claim)
        {
            var found = gatherings[claim];
            while (found.Into is { } into) found = into;
            return gatherings[claim] = found;
        }
        new Candidates(claims, policy, _likeness, null, breathe).Pairs((a, b) => { if (_likeness.Of(a, b) is { } belief) gatherings[a.Known].Tied(gatherings[b.Known], belief); });
        // A reviewer's word stands before all that is measured.
        foreach (var (a, b) in ToldTogether(claims))
            if (Of(a) is var x && Of(b) is var y && !ReferenceEquals(x, y)) x.Join(y, _ => { });
        // The likest first, so that each tie is of what is gathered by then.
        var ties = new PriorityQueue<Tie, Tie>();
        void Wait(Tie tie)
        {
            if (tie.Best >= policy.Threshold && tie.Mean >= policy.Mean) ties.Enqueue(tie, tie);
        }
        foreach (var (claim, gathering) in gatherings)
            if (gathering.Into is null)
                foreach (var tie in gathering.Ties.Values)
                    if (ReferenceEquals(tie.A, gathering)) Wait(tie);
        for (var steps = 0; ties.TryDequeue(out var tie, out _); steps++)
        {
            if (steps % ToBreathe == 0) breathe?.Invoke();
            var (into, from) = (tie.A, tie.B);
            if (into.Into is not null || from.Into is not null || !into.Ties.TryGetValue(from, out var now) || !ReferenceEquals(now, tie) || !into.MayJoin(from, _likeness)) continue;
            if (into.Ties.Count + into.Claims.Count < from.Ties.Count + from.Claims.Count) (into, from) = (from, into);
            into.Join(from, Wait);
        }
        var happenings = gatherings.Values.Where(g => g.Into is null).Distinct<Gathering>(ReferenceEqualityComparer.Instance).Select(g => g.Claims).ToList();
        foreach (var happening in happenings) happening.Sort(KnownClaim.ByKnowledge);
        happenings.Sort((x, y) => KnownClaim.ByKnowledge(x[0], y[0]));
        return happenings;
    }

    // A reviewer may join what would never be compared.
    private static IEnumerable<(KnownClaim A, KnownClaim B)> ToldTogether(IReadOnlyList<KnownClaim> claims)
    {
        Dictionary<Model.ContentId, KnownClaim>? byId = null;
        foreach (var claim in claims)
            foreach (var other in claim.Together)
                if (claim.Claim.Id < other && (byId ??= claims.ToDictionary(c => c.Claim.Id)).TryGetValue(other, out var partner))
                    yield return (claim, partner);
    }
}
