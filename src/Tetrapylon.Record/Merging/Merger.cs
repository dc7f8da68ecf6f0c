
namespace Tetrapylon.Record.Merging;

/// <summary>Gathers the claims that tell of one happening.</summary>
/// <remarks>
/// Two claims are linked when their likeness reaches the policy's threshold; a neighbourhood is what links connect. Inside a neighbourhood the
/// closest join first, and never two that cannot be one. Links depend on the two claims alone, so a new claim changes nothing outside the
/// neighbourhoods it links to, and neither order nor batches matter.
/// </remarks>
internal sealed class Merger(MergePolicy policy)
{
    private readonly Likeness _likeness = new(policy);

    /// <summary>Calls <paramref name="linked"/> for every pair that is linked and holds at least one new claim.</summary>
    /// <param name="claims">Claims of one country (or of none).</param>
    public void Link(IReadOnlyList<KnownClaim> claims, Func<KnownClaim, bool> isNew, Action<KnownClaim, KnownClaim> linked) =>
        Pairs(claims, (a, b, _) => { if (isNew(a) || isNew(b)) linked(a, b); }, isNew);

    /// <summary>The happenings told in one neighbourhood: lists of claims in order of first knowledge.</summary>
    public List<List<KnownClaim>> Cluster(IReadOnlyList<KnownClaim> claims)
    {
        if (claims.Count == 1) return [[claims[0]]];
        var edges = new List<(double Score, KnownClaim A, KnownClaim B)>();
        Pairs(claims, (a, b, score) => edges.Add(a.Claim.Id < b.Claim.Id ? (score, a, b) : (score, b, a)), null);
        edges.Sort((x, y) =>
        {
            var order = y.Score.CompareTo(x.Score);
            if (order == 0) order = x.A.Claim.Id.CompareTo(y.A.Claim.Id);
            return order != 0 ? order : x.B.Claim.Id.CompareTo(y.B.Claim.Id);
        });
        var cluster = new Dictionary<KnownClaim, List<KnownClaim>>(ReferenceEqualityComparer.Instance);
        foreach (var claim in claims) cluster[claim] = [claim];
        foreach (var (score, a, b) in edges)
        {
            List<KnownClaim> into = cluster[a], from = cluster[b];
            if (ReferenceEquals(into, from) || score < Likeness.Judged && !AllCompatible(into, from)) continue;
            if (into.Count < from.Count) (into, from) = (from, into);
            into.AddRange(from);
            foreach (var moved in from) cluster[moved] = into;
        }
        var happenings = cluster.Values.Distinct<List<KnownClaim>>(ReferenceEqualityComparer.Instance).ToList();
        foreach (var happening in happenings) happening.Sort(KnownClaim.ByKnowledge);
        happenings.Sort((x, y) => KnownClaim.ByKnowledge(x[0], y[0]));
        return happenings;
    }

    private bool AllCompatible(List<KnownClaim> a, List<KnownClaim> b)
    {
        foreach (var x in a)
            foreach (var y in b)
                if (!_likeness.Compatible(x, y)) return false;
        return true;
    }

    // Sweep over first days: only what may share a day is compared.
    private void Pairs(IReadOnlyList<KnownClaim> claims, Action<KnownClaim, KnownClaim, double> found, Func<KnownClaim, bool>? isNew)
    {
        var byStart = new List<(int From, int To, KnownClaim Claim, bool New)>(claims.Count);
        foreach (var claim in claims)
            if (_likeness.Reach(claim) is { } reach) byStart.Add((reach.From, reach.To, claim, isNew is null || isNew(claim)));
        byStart.Sort((a, b) => a.From.CompareTo(b.From));
        for (var i = 0; i < byStart.Count; i++)
            for (var j = i + 1; j < byStart.Count && byStart[j].From <= byStart[i].To + policy.ReportDaySlack; j++)
                if (byStart[i].New || byStart[j].New)
                    Try(byStart[i].Claim, byStart[j].Claim, found);
        ToldTogether(claims, found);
    }

    // A reviewer may join what the sweep would never compare.
    private void ToldTogether(IReadOnlyList<KnownClaim> claims, Action<KnownClaim, KnownClaim, double> found)
    {
        Dictionary<Model.ContentId, KnownClaim>? byId = null;
        foreach (var claim in claims)
            foreach (var other in claim.Together)
                if (claim.Claim.Id < other && (byId ??= claims.ToDictionary(c => c.Claim.Id)).TryGetValue(other, out var partner))
                    Try(claim, partner, found);
    }

    private void Try(KnownClaim a, KnownClaim b, Action<KnownClaim, KnownClaim, double> found)
    {
        if (_likeness.Of(a, b) is { } score && score >= policy.Threshold) found(a, b, score);
    }
}
