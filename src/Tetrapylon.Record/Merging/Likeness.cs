using Tetrapylon.Model;

namespace Tetrapylon.Record.Merging;

/// <summary>How like two claims are. Depends on the two claims and the policy alone, so that no other claim, and no order, changes it.</summary>
internal sealed class Likeness(MergePolicy policy)
{
    /// <summary>Likeness of two claims that a reviewer told together: above all that is measured.</summary>
    public const double Judged = 2;

    private static bool Together(KnownClaim a, KnownClaim b) => a.Together.Length > 0 && a.Together.Contains(b.Claim.Id);

    private static bool Apart(KnownClaim a, KnownClaim b) => a.Apart.Length > 0 && a.Apart.Contains(b.Claim.Id);

    /// <summary>False when the two cannot tell of one happening: other status, type, place or day beyond their precision, or one report telling of two.</summary>
    public bool Compatible(KnownClaim a, KnownClaim b) => Together(a, b) || !Apart(a, b)
        && a.Claim.ReportContent != b.Claim.ReportContent
        && (a.Claim.Status == ClaimStatus.Planned) == (b.Claim.Status == ClaimStatus.Planned)
        && policy.TypeLikeness(a.Claim.SubType, b.Claim.SubType) is not null
        && DayLikeness(a, b) is not null
        && PlaceLikeness(a, b) is not null;

    /// <summary>Weighted mean over the parts both speak of, 0 to 1; null when they cannot be one.</summary>
    public double? Of(KnownClaim a, KnownClaim b)
    {
        if (Together(a, b)) return Judged;
        if (Apart(a, b)) return null;
        if (a.Claim.ReportContent == b.Claim.ReportContent) return null;
        if ((a.Claim.Status == ClaimStatus.Planned) != (b.Claim.Status == ClaimStatus.Planned)) return null;
        if (policy.TypeLikeness(a.Claim.SubType, b.Claim.SubType) is not { } type) return null;
        if (DayLikeness(a, b) is not { } day) return null;
        if (PlaceLikeness(a, b) is not { } place) return null;
        double sum = policy.TypeWeight * type + policy.DayWeight * day + policy.PlaceWeight * place, weights = policy.TypeWeight + policy.DayWeight + policy.PlaceWeight;
        var words = Overlap(a.Words, b.Words);
        sum += policy.WordsWeight * words;
        weights += policy.WordsWeight;
        if (a.Sides.Length > 0 && b.Sides.Length > 0)
        {
            sum += policy.SidesWeight * SidesLikeness(a, b);
            weights += policy.SidesWeight;
        }
        if (LossesLikeness(a.Claim.Fatalities, b.Claim.Fatalities) is { } losses)
        {
            sum += policy.LossesWeight * losses;
            weights += policy.LossesWeight;
        }
        return sum / weights;
    }

    private double? DayLikeness(KnownClaim a, KnownClaim b)
    {
        if (a.Start is not { } aStart || b.Start is not { } bStart)
        {
            // Without a day, only what was told at the same time can be one.
            if (a.Start is not null || b.Start is not null || a.KnownSince is not { } x || b.KnownSince is not { } y) return null;
            return Math.Abs(Days.Number(x) - Days.Number(y)) <= policy.UndatedDays ? 0.5 : null;
        }
        int aEnd = a.End!.Value, bEnd = b.End!.Value, aDays = aEnd - aStart + 1, bDays = bEnd - bStart + 1;
        if ((aDays > policy.LongRange) != (bDays > policy.LongRange)) return null;
        if (aStart <= bEnd && bStart <= aEnd)
        {
            var shared = Math.Min(aEnd, bEnd) - Math.Max(aStart, bStart) + 1;
            return 0.6 + 0.4 * shared / Math.Max(aDays, bDays);
        }
        // Told as news a day after it happened: only the later of the two may stand too late.
        var (gap, later) = aStart > bEnd ? (aStart - bEnd, a) : (bStart - aEnd, b);
        return gap <= policy.ReportDaySlack && later.Claim.Date!.Basis == DateBasis.ReportDay ? 0.4 : null;
    }

    private double? PlaceLikeness(KnownClaim a, KnownClaim b)
    {
        if (!string.Equals(a.Country, b.Country, StringComparison.Ordinal)) return null;
        if (a.Place is not { } p || b.Place is not { } q)
        {
            if (a.Place is null && b.Place is null) return 0.4;
            return a.Country is null ? null : 0.3;
        }
        if (string.Equals(p.Id, q.Id, StringComparison.Ordinal)) return p.Kind is PlaceKind.Country or PlaceKind.Continent ? 0.5 : p.Kind == PlaceKind.Region ? 0.8 : 1;
        if (string.Equals(p.Parent, q.Id, StringComparison.Ordinal) || string.Equals(q.Parent, p.Id, StringComparison.Ordinal)) return 0.8;
        if (p.Kind == PlaceKind.Country || q.Kind == PlaceKind.Country) return 0.3;
        if (p.Kind == PlaceKind.Region && q.Kind < PlaceKind.Region && Within(q, p) || q.Kind == PlaceKind.Region && p.Kind < PlaceKind.Region && Within(p, q)) return 0.6;
        return Kilometres(p, q) is { } km && km <= policy.NearKm ? 0.6 : null;
    }

    private static bool Within(Place inner, Place region) => inner.Admin1 is { } admin && string.Equals(admin, region.Name, StringComparison.OrdinalIgnoreCase);

    private static double SidesLikeness(KnownClaim a, KnownClaim b)
    {
        var same = 0.0;
        foreach (var x in a.Sides)
        {
            var best = 0.0;
            foreach (var y in b.Sides)
                best = Math.Max(best, string.Equals(x, y, StringComparison.Ordinal) ? 1 : SharesWord(x, y) ? 0.6 : 0);
            same += best;
        }
        return same / Math.Min(a.Sides.Length, b.Sides.Length) is var share && share > 1 ? 1 : share;
    }

    private static bool SharesWord(string a, string b)
    {
        foreach (var word in a.AsSpan().Split(' '))
        {
            var x = a.AsSpan()[word];
            if (x.Length < 4) continue;
            foreach (var other in b.AsSpan().Split(' '))
                if (x.SequenceEqual(b.AsSpan()[other])) return true;
        }
        return false;
    }

    /// <summary>Null when one of them gives no figure.</summary>
    private static double? LossesLikeness(Losses? a, Losses? b)
    {
        if (a is null || b is null) return null;
        if (a.Low <= b.High && b.Low <= a.High) return 1;
        double small = Math.Min(a.Best, b.Best) + 1, large = Math.Max(a.Best, b.Best) + 1;
        return Math.Max(0, 1 - Math.Log(large / small) / Math.Log(4));
    }

    private static double Overlap(int[] a, int[] b)
    {
        if (a.Length == 0 || b.Length == 0) return 0;
        int i = 0, j = 0, same = 0;
        while (i < a.Length && j < b.Length)
            if (a[i] == b[j]) { same++; i++; j++; }
            else if (a[i] < b[j]) i++;
            else j++;
        return Math.Min(1, 1.5 * same / Math.Min(a.Length, b.Length));
    }

    private static double? Kilometres(Place a, Place b)
    {
        if (a.Latitude is not { } lat1 || a.Longitude is not { } lon1 || b.Latitude is not { } lat2 || b.Longitude is not { } lon2) return null;
        var x = (lon2 - lon1) * Math.Cos((lat1 + lat2) * Math.PI / 360);
        var y = lat2 - lat1;
        return 111.2 * Math.Sqrt(x * x + y * y);
    }
}
