using Tetrapylon.Model;

namespace Tetrapylon.Record.Merging;

/// <summary>Claims gathered so far for one happening.</summary>
internal sealed class Gathering
{
    private readonly HashSet<ContentId> _reports;
    private readonly Dictionary<ClaimBounds, KnownClaim> _bounds;
    private HashSet<Gathering>? _foes;
    private bool _judged;

    public Gathering(KnownClaim claim, Likeness likeness)
    {
        (Claims, Id) = ([claim], claim.Claim.Id);
        _reports = [claim.Claim.ReportContent];
        _bounds = new() { [ClaimBounds.Of(claim, likeness)] = claim };
        _judged = claim.Together.Length + claim.Apart.Length > 0;
    }

    public List<KnownClaim> Claims { get; }

    /// <summary>The gathering that took it over; null while it stands.</summary>
    public Gathering? Into { get; private set; }

    /// <summary>How like it is to others.</summary>
    public Dictionary<Gathering, Tie> Ties { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>The same in every order in which claims may come: the least of their ids.</summary>
    public ContentId Id { get; private set; }

    /// <summary>True when each of the one may be one with each of the other. What once may not never may, however both grow.</summary>
    public bool MayJoin(Gathering other, Likeness likeness)
    {
        if (_foes?.Contains(other) == true) return false;
        if (Fits(other, likeness)) return true;
        (_foes ??= []).Add(other);
        (other._foes ??= []).Add(this);
        return false;
    }

    /// <summary>Notes how like two claims of the one and the other are.</summary>
    public void Tied(Gathering other, double belief) => Ties[other] = other.Ties[this] = new(this, other, belief, belief, 1);

    /// <summary>Takes over all of another.</summary>
    /// <param name="tied">Receives the ties that are new by it.</param>
    public void Join(Gathering other, Action<Tie> tied)
    {
        Claims.AddRange(other.Claims);
        _reports.UnionWith(other._reports);
        foreach (var (bounds, claim) in other._bounds) _bounds.TryAdd(bounds, claim);
        _judged |= other._judged;
        (Id, other.Into) = (other.Id < Id ? other.Id : Id, this);
        Ties.Remove(other);
        foreach (var (partner, tie) in other.Ties)
        {
            partner.Ties.Remove(other);
            if (ReferenceEquals(partner, this)) continue;
            var joined = Ties.TryGetValue(partner, out var own) ? new Tie(this, partner, Math.Max(own.Best, tie.Best), own.Sum + tie.Sum, own.Pairs + tie.Pairs) : new(this, partner, tie.Best, tie.Sum, tie.Pairs);
            (Ties[partner], partner.Ties[this]) = (joined, joined);
            tied(joined);
        }
        if (other._foes is null) return;
        foreach (var foe in other._foes)
        {
            foe._foes!.Remove(other);
            if (ReferenceEquals(foe, this)) continue;
            foe._foes.Add(this);
            (_foes ??= []).Add(foe);
        }
    }

    private bool Fits(Gathering other, Likeness likeness)
    {
        // A reviewer's word is of single claims.
        if (_judged || other._judged)
        {
            foreach (var a in Claims)
                foreach (var b in other.Claims)
                    if (!likeness.Compatible(a, b)) return false;
            return true;
        }
        var (few, many) = _reports.Count < other._reports.Count ? (_reports, other._reports) : (other._reports, _reports);
        foreach (var report in few)
            if (many.Contains(report)) return false;
        foreach (var a in _bounds.Values)
            foreach (var b in other._bounds.Values)
                if (!likeness.Agree(a, b)) return false;
        return true;
    }
}

/// <summary>How like two gatherings are: by the pairs of claims compared.</summary>
internal sealed class Tie(Gathering a, Gathering b, double best, double sum, int pairs) : IComparable<Tie>
{
    // As they were named when it was tied: an order that stays.
    private readonly ContentId _less = a.Id < b.Id ? a.Id : b.Id, _more = a.Id < b.Id ? b.Id : a.Id;

    public Gathering A { get; } = a;
    public Gathering B { get; } = b;

    /// <summary>Highest belief that a claim of the one and a claim of the other are one.</summary>
    public double Best { get; } = best;
    public double Sum { get; } = sum;
    public int Pairs { get; } = pairs;

    /// <summary>Mean of these beliefs.</summary>
    public double Mean { get; } = sum / pairs;

    /// <summary>The likest first.</summary>
    public int CompareTo(Tie? other)
    {
        if (other is null) return -1;
        var order = other.Mean.CompareTo(Mean);
        if (order == 0) order = _less.CompareTo(other._less);
        return order != 0 ? order : _more.CompareTo(other._more);
    }
}
