namespace Tetrapylon.Record.Merging;

/// <summary>The pairs of claims that may tell of one happening: those whose types, days and places leave it open.</summary>
/// <remarks>
/// Where more claims than the policy's <see cref="MergePolicy.Crowd"/> tell of one type at one place from one day on, not each is held against each, but against
/// a bounded number of those with most in common. Which those are depends on the whole crowd, so whoever may be one with any of a crowd is of its neighbourhood:
/// then a neighbourhood read by itself has the same pairs as in the whole record, in whatever order it came together.
/// </remarks>
internal sealed class Candidates
{
    private const int ToBreathe = 2048;
    private readonly MergePolicy _policy;
    private readonly Likeness _likeness;
    private readonly Action? _breathe;
    private readonly Func<KnownClaim, bool>? _isNew;
    private readonly List<Crowd> _crowds;
    private int _steps;

    /// <param name="claims">Claims of one country (or of none).</param>
    /// <param name="isNew">Only pairs with a new claim are sought; all when not given.</param>
    /// <param name="breathe">Called every few thousand steps.</param>
    public Candidates(IReadOnlyList<KnownClaim> claims, MergePolicy policy, Likeness likeness, Func<KnownClaim, bool>? isNew, Action? breathe)
    {
        (_policy, _likeness, _isNew, _breathe) = (policy, likeness, isNew, breathe);
        var crowds = new Dictionary<ClaimBounds, Crowd>();
        foreach (var claim in claims)
        {
            if (likeness.Reach(claim) is not { } reach) continue;
            var bounds = ClaimBounds.Of(claim, likeness);
            var key = bounds.Crowd(policy.LongRange);
            if (!crowds.TryGetValue(key, out var crowd)) crowds[key] = crowd = new();
            crowd.Add(likeness.Ready(claim), bounds, reach, isNew is null || isNew(claim));
        }
        _crowds = [.. crowds.Values];
        _crowds.Sort((a, b) => a.From.CompareTo(b.From));
    }

    /// <summary>Every pair worth comparing.</summary>
    public void Pairs(Action<ComparedClaim, ComparedClaim> pair) => Sweep((a, b) =>
    {
        if (IsLarge(a) || IsLarge(b))
        {
            if (IsLarge(b)) foreach (var claim in a.Claims) b.Like(claim, Step);
            if (IsLarge(a) && !ReferenceEquals(a, b)) foreach (var claim in b.Claims) a.Like(claim, Step);
        }
        else Each(a, b, pair);

        void Step(ComparedClaim x, ComparedClaim y)
        {
            Breathe();
            pair(x, y);
        }
    });

    /// <summary>Every pair worth comparing with a new claim in it, outside large crowds; and who is of the neighbourhood of a large crowd, whatever the two tell.</summary>
    public void Links(Action<ComparedClaim, ComparedClaim> pair, Action<ComparedClaim, ComparedClaim> crowded) => Sweep((a, b) =>
    {
        if (!IsLarge(a) && !IsLarge(b)) Each(a, b, pair);
        else if (ReferenceEquals(a, b))
            foreach (var claim in a.Claims) crowded(a.Claims[0], claim);
        else
        {
            if (IsLarge(a)) Join(b, a);
            if (IsLarge(b)) Join(a, b);
        }

        void Join(Crowd some, Crowd large)
        {
            foreach (var claim in some.Claims)
                foreach (var bound in large.Bounds)
                {
                    Breathe();
                    if (!_likeness.Agree(claim.Known, bound.Known)) continue;
                    crowded(large.Claims[0], claim);
                    break;
                }
        }
    });

    private bool IsLarge(Crowd crowd) => crowd.Claims.Count > _policy.Crowd;

    // Sweep over first days: only what may share a day is compared.
    private void Sweep(Action<Crowd, Crowd> found)
    {
        for (var i = 0; i < _crowds.Count; i++)
            for (var j = i; j < _crowds.Count && _crowds[j].From <= _crowds[i].To + _policy.ReportDaySlack; j++)
            {
                Breathe();
                Crowd a = _crowds[i], b = _crowds[j];
                if ((a.HasNew || b.HasNew) && MayMeet(a.Claims[0].Known, b.Claims[0].Known)) found(a, b);
            }
    }

    private void Each(Crowd a, Crowd b, Action<ComparedClaim, ComparedClaim> pair)
    {
        var same = ReferenceEquals(a, b);
        for (var i = 0; i < a.Claims.Count; i++)
        {
            var isNew = _isNew is null || _isNew(a.Claims[i].Known);
            for (var j = same ? i + 1 : 0; j < b.Claims.Count; j++)
            {
                Breathe();
                if (isNew || _isNew!(b.Claims[j].Known)) pair(a.Claims[i], b.Claims[j]);
            }
        }
    }

    // What all claims of a crowd have alike.
    private bool MayMeet(KnownClaim a, KnownClaim b) => a.Claim.Status == Model.ClaimStatus.Planned == (b.Claim.Status == Model.ClaimStatus.Planned)
        && _policy.TypeLikeness(a.Claim.SubType, b.Claim.SubType) is not null && _likeness.MayBeOnePlace(a, b);

    private void Breathe()
    {
        if (++_steps % ToBreathe == 0) _breathe?.Invoke();
    }
}
