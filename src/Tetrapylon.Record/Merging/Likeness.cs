using Tetrapylon.Model;

namespace Tetrapylon.Record.Merging;

/// <summary>How likely two claims tell of one happening. Depends on the two claims and the policy alone, so that no other claim, and no order, changes it.</summary>
public sealed class Likeness(MergePolicy policy)
{
    /// <summary>Likeness of two claims that a reviewer told together: above all that is measured.</summary>
    public const double Judged = 2;

    private const int ShortestName = 5;

    private static bool Together(KnownClaim a, KnownClaim b) => a.Together.Length > 0 && a.Together.Contains(b.Claim.Id);

    private static bool Apart(KnownClaim a, KnownClaim b) => a.Apart.Length > 0 && a.Apart.Contains(b.Claim.Id);

    internal ComparedClaim Ready(KnownClaim claim) => new(claim, policy);

    /// <summary>False when the two cannot tell of one happening: other status, type, place or day beyond their precision, or one report telling of two.</summary>
    internal bool Compatible(KnownClaim a, KnownClaim b) =>
        Together(a, b) || !Apart(a, b) && a.Claim.ReportContent != b.Claim.ReportContent && Agree(a, b);

    /// <summary>Belief that the two tell of one happening, 0 to 1; null when they cannot.</summary>
    internal double? Of(ComparedClaim a, ComparedClaim b)
    {
        if (Together(a.Known, b.Known)) return Judged;
        Span<double> traits = stackalloc double[LikenessWeights.Count];
        return !Apart(a.Known, b.Known) && Traits(a, b, traits) ? policy.Likeness.Belief(traits) : null;
    }

    /// <summary>What speaks for and against the two telling of one happening; false when they cannot.</summary>
    /// <param name="traits">One number a <see cref="LikenessTrait"/>.</param>
    public bool Traits(KnownClaim a, KnownClaim b, Span<double> traits) => Traits(Ready(a), Ready(b), traits);

    private bool Traits(ComparedClaim one, ComparedClaim other, Span<double> traits)
    {
        traits.Clear();
        // The one known first is the first: which way round they are asked changes nothing.
        if (KnownClaim.ByKnowledge(one.Known, other.Known) > 0) (one, other) = (other, one);
        KnownClaim a = one.Known, b = other.Known;
        if (a.Claim.ReportContent == b.Claim.ReportContent || !MayBeOne(a, b, traits)) return false;
        void Set(Span<double> of, LikenessTrait trait, double value) => of[(int)trait] = value;
        Set(traits, LikenessTrait.Any, 1);
        if (a.Claim.Status != b.Claim.Status) Set(traits, LikenessTrait.Denied, 1);
        Losses(a.Claim.Fatalities, b.Claim.Fatalities, traits);
        Sides(a, b, traits);
        Victims(one, other, traits);
        Kinds(a, b, traits);

        var quotes = one.Quote.Common(other.Quote);
        Set(traits, LikenessTrait.Quotes, quotes.Share);
        Set(traits, LikenessTrait.QuotesAlike, quotes.Cosine);
        Set(traits, LikenessTrait.TextsAlike, one.Around.Common(other.Around).Cosine);
        Set(traits, LikenessTrait.Names, Math.Min(3, RareWords(one, other)) / 3.0);
        Set(traits, LikenessTrait.OddWords, Math.Min(3, Math.Min(OddWords(one, other), OddWords(other, one))) / 3.0);
        var copies = a.Text.Likeness(b.Text) >= policy.Copies;
        if (copies) Set(traits, LikenessTrait.Copies, 1);
        Set(traits, LikenessTrait.LooksBack, Math.Min(2, other.LooksBack) / 2.0);
        // What a copy says of another attack, the first said too.
        if (!copies) Set(traits, LikenessTrait.GoesOn, Math.Min(2, one.GoesOn + other.GoesOn) / 2.0);
        if (one.Numbers.Length > 0 && other.Numbers.Length > 0 && !one.Numbers.AsSpan().ContainsAny(other.Numbers)) Set(traits, LikenessTrait.OtherNumbers, 1);
        Set(traits, LikenessTrait.Another, Math.Min(2, other.Another) / 2.0);
        if (other.ToldAsKnown) Set(traits, LikenessTrait.ToldAsKnown, 1);
        if (other.IsToll && a.Claim.Fatalities is { } first && b.Claim.Fatalities is { } then && then.High >= first.Low) Set(traits, LikenessTrait.TollGrows, 1);
        if (traits[(int)LikenessTrait.WithinLongRange] > 0)
        {
            Set(traits, LikenessTrait.NamesLong, traits[(int)LikenessTrait.Names]);
            Set(traits, LikenessTrait.QuotesLong, quotes.Share);
        }
        if (traits[(int)LikenessTrait.DayLate] == 0) return true;
        if (policy.GoesOnForDays(a.Claim)) Set(traits, LikenessTrait.ProtestsLate, 1);
        // Of any two kindred types alike: the policy's measure is of what is told of one day.
        if (traits[(int)LikenessTrait.Kindred] > 0) Set(traits, LikenessTrait.KindredLate, 1);
        Set(traits, LikenessTrait.TextsLate, traits[(int)LikenessTrait.TextsAlike]);
        Set(traits, LikenessTrait.SameVictimsLate, traits[(int)LikenessTrait.SameVictims]);
        Set(traits, LikenessTrait.LargeTownLate, traits[(int)LikenessTrait.LargeTown]);
        return true;
    }

    /// <summary>True when type, status, day and place leave open that the two are one; depends on their <see cref="ClaimBounds"/> alone.</summary>
    internal bool Agree(KnownClaim a, KnownClaim b)
    {
        Span<double> unused = stackalloc double[LikenessWeights.Count];
        return MayBeOne(a, b, unused);
    }

    private bool MayBeOne(KnownClaim a, KnownClaim b, Span<double> traits)
    {
        if ((a.Claim.Status == ClaimStatus.Planned) != (b.Claim.Status == ClaimStatus.Planned)) return false;
        if (policy.TypeLikeness(a.Claim.SubType, b.Claim.SubType) is not { } type) return false;
        traits[(int)LikenessTrait.Kindred] = 1 - type;
        return Days(a, b, traits) && Places(a, b, traits);
    }

    private bool Days(KnownClaim a, KnownClaim b, Span<double> traits)
    {
        if (a.Start is not { } aStart || b.Start is not { } bStart)
        {
            // Without a day, only what happened or was told shortly before it was told of can be one.
            if (Reach(a) is not { } x || Reach(b) is not { } y || x.From > y.To + Slack(a) || y.From > x.To + Slack(b)) return false;
            if (IsLong(x) || IsLong(y)) traits[(int)LikenessTrait.WithinLongRange] = 1;
            else traits[(int)LikenessTrait.DaysBetween] = Math.Abs(x.To - y.To) / 7.0;
            return true;
        }
        int aEnd = a.End!.Value, bEnd = b.End!.Value, aDays = aEnd - aStart + 1, bDays = bEnd - bStart + 1;
        // What lasted several days is one with what lasted the same days, not with one of them nor with others.
        if ((Lasts(a) || Lasts(b)) && (aStart != bStart || aEnd != bEnd) && !(Lasts(a) && IsVague(b) || Lasts(b) && IsVague(a))) return false;
        bool aLong = aDays > policy.LongRange, bLong = bDays > policy.LongRange;
        if (aLong != bLong)
        {
            traits[(int)LikenessTrait.WithinLongRange] = 1;
            return aLong ? aStart <= bStart && bEnd <= aEnd : bStart <= aStart && aEnd <= bEnd;
        }
        bool aTold = a.Claim.Date!.Basis == DateBasis.ReportDay, bTold = b.Claim.Date!.Basis == DateBasis.ReportDay;
        if (!aTold && !bTold) traits[(int)LikenessTrait.BothDated] = 1;
        else if (aTold != bTold) traits[(int)LikenessTrait.OneDated] = 1;
        if (aStart <= bEnd && bStart <= aEnd)
        {
            var shared = Math.Min(aEnd, bEnd) - Math.Max(aStart, bStart) + 1;
            traits[(int)LikenessTrait.DaysApart] = 1 - (double)shared / Math.Max(aDays, bDays);
            if (aDays > 1 && bDays > 1 && (aStart != bStart || aEnd != bEnd)) traits[(int)LikenessTrait.OtherSpans] = 1;
            return true;
        }
        // Told as news a day after it happened: only the later of the two may stand too late.
        traits[(int)LikenessTrait.DayLate] = 1;
        var (gap, later) = aStart > bEnd ? (aStart - bEnd, aTold && MayBe(a, aStart - bEnd)) : (bStart - aEnd, bTold && MayBe(b, bStart - aEnd));
        traits[(int)LikenessTrait.DaysBetween] = (gap - 1) / 7.0;
        return later;

        // So much older than its report's day may be what is told as news.
        int Slack(KnownClaim claim) => claim.Claim.Date?.Basis == DateBasis.ReportDay ? policy.ReportDaySlack : 0;

        bool MayBe(KnownClaim told, int days) => days <= policy.ReportDaySlack || days <= policy.LookingBackDays && LooksBack(told);
    }

    /// <summary>True for a happening told to have lasted several days ("for a third day", "since Thursday"), not for one on some day of these ("last week").</summary>
    internal bool Lasts(KnownClaim claim) => claim.Claim.Date is { Days.Precision: DatePrecision.Range } && claim.End - claim.Start + 1 >= policy.Lasting;

    /// <summary>True for a happening on some day of a week, a month or a longer time.</summary>
    internal static bool IsVague(KnownClaim claim) => claim.Claim.Date?.Days.Precision >= DatePrecision.Week;

    /// <summary>True when the evidence itself looks back ("after the attack"): the day of its report, where that stands for the day, says little.</summary>
    internal bool LooksBack(KnownClaim claim) => claim.LooksBack ??= claim.Words.AsSpan().ContainsAny(policy.Before);

    /// <summary>The days on which a happening may have been; one without a day not long before it was told.</summary>
    internal (int From, int To)? Reach(KnownClaim claim) =>
        claim.Start is { } start ? (claim.Claim.Date!.Basis == DateBasis.ReportDay && LooksBack(claim) ? start - policy.LookingBackDays : start, claim.End!.Value)
        : claim.KnownSince is { } known && Record.Days.Number(known) is var day ? (day - policy.UndatedDays, day) : null;

    private bool IsLong((int From, int To) days) => days.To - days.From >= policy.LongRange;

    /// <summary>True when the places leave open that the two are one, in the same way for all claims of a place but for how it is named.</summary>
    internal bool MayBeOnePlace(KnownClaim a, KnownClaim b)
    {
        Span<double> traits = stackalloc double[LikenessWeights.Count];
        return Places(a, b, traits, named: false);
    }

    private bool Places(KnownClaim a, KnownClaim b, Span<double> traits, bool named = true)
    {
        if (!string.Equals(a.Country, b.Country, StringComparison.Ordinal)) return false;
        bool aBroad = a.Place is not { } p || p.Kind == PlaceKind.Country, bBroad = b.Place is not { } q || q.Kind == PlaceKind.Country;
        if (aBroad || bBroad)
        {
            if (aBroad && bBroad) traits[(int)LikenessTrait.Nowhere] = 1;
            return a.Country is not null || a.Place is null && b.Place is null;
        }
        (p, q) = (a.Place!, b.Place!);
        if (string.Equals(p.Id, q.Id, StringComparison.Ordinal) || p.Kind == q.Kind && p.Kind == PlaceKind.Region && string.Equals(p.Parent, q.Parent, StringComparison.Ordinal) && SameLand(p.Name, q.Name))
        {
            if (p.Kind == PlaceKind.Continent) traits[(int)LikenessTrait.Nowhere] = 1;
            else if (p.Kind == PlaceKind.Region) traits[(int)LikenessTrait.SameRegion] = 1;
            else if (p.Population > 1) traits[(int)LikenessTrait.LargeTown] = Math.Min(1, Math.Log10(p.Population) / 7);
            return true;
        }
        if (string.Equals(p.Parent, q.Id, StringComparison.Ordinal) || string.Equals(q.Parent, p.Id, StringComparison.Ordinal) || MayLieIn(p, q) || MayLieIn(q, p)) return true;
        if (Kilometres(p, q) is not { } km) return MayBeUnlisted(p, q);
        // Two towns, or two camps or buildings, named as such are two, however close; a building and a town may be one place told two ways.
        var told = named && IsNamed(a) && IsNamed(b) && (p.Kind < PlaceKind.Settlement) == (q.Kind < PlaceKind.Settlement);
        if (told || km > policy.NearKm) return false;
        if (!StartsWith(p.Name, q.Name) && !StartsWith(q.Name, p.Name)) traits[(int)LikenessTrait.Nearby] = 1;
        return true;
    }

    internal static bool IsNamed(KnownClaim claim) => claim.Claim.Place?.Mention?.Precision == GeoPrecision.Exact;

    // By the region the gazetteer gives; a district without one may lie in a region whose middle is not far.
    private bool MayLieIn(Place inner, Place region)
    {
        if (region.Kind != PlaceKind.Region || inner.Kind >= PlaceKind.Region) return false;
        if (inner.Admin1 is { } admin) return SameLand(admin, region.Name);
        return inner.Kind == PlaceKind.District && Kilometres(inner, region) <= policy.DistrictKm;
    }

    // Where one is not in the gazetteer, only names can tell: a village may lie in a district, and "Kerobokan Prison" is in "Indonesia's Kerobokan Prison".
    private bool MayBeUnlisted(Place p, Place q) =>
        Land(p.Name).Length < p.Name.Length != Land(q.Name).Length < q.Name.Length || EndsWith(p.Name, q.Name) || EndsWith(q.Name, p.Name);

    private static bool EndsWith(string name, string end) => end.Length >= ShortestName && name.Length > end.Length && name[^(end.Length + 1)] == ' ' && name.EndsWith(end, StringComparison.OrdinalIgnoreCase);

    // The airport of a town.
    private static bool StartsWith(string name, string town) => name.Length > town.Length && name[town.Length] == ' ' && name.StartsWith(town, StringComparison.OrdinalIgnoreCase);

    private bool SameLand(string a, string b) => Land(a).Equals(Land(b), StringComparison.OrdinalIgnoreCase);

    // A name without the word for what kind of land it is.
    private ReadOnlySpan<char> Land(string name)
    {
        foreach (var kind in policy.PlaceKinds)
            if (name.Length > kind.Length + 1 && name[^(kind.Length + 1)] == ' ' && name.EndsWith(kind, StringComparison.OrdinalIgnoreCase)) return name.AsSpan(0, name.Length - kind.Length - 1);
        return name;
    }

    private static void Losses(Losses? a, Losses? b, Span<double> traits)
    {
        if (a is null && b is null) return;
        if (a is null || b is null) traits[(int)LikenessTrait.OneDead] = 1;
        else if (a.Low <= b.High && b.Low <= a.High) traits[(int)LikenessTrait.SameDead] = Math.Min(1.5, Math.Log10(1 + a.Best));
        else traits[(int)LikenessTrait.OtherDead] = Math.Min(2, Math.Abs(Math.Log((a.Best + 1.0) / (b.Best + 1.0))));
    }

    private static void Victims(ComparedClaim one, ComparedClaim other, Span<double> traits)
    {
        string[] a = one.Victims, b = other.Victims;
        if (a.Length == 0 || b.Length == 0) return;
        var same = 0.0;
        for (var x = 0; x < a.Length; x++)
            for (var y = 0; y < b.Length; y++)
            {
                if (!string.Equals(a[x], b[y], StringComparison.Ordinal) && !one.VictimWords[x].AsSpan().ContainsAny(other.VictimWords[y])) continue;
                same++;
                break;
            }
        traits[(int)LikenessTrait.SameVictims] = Math.Min(1, same / Math.Min(a.Length, b.Length));
        if (same == 0) traits[(int)LikenessTrait.OtherVictims] = 1;
    }

    private static void Kinds(KnownClaim a, KnownClaim b, Span<double> traits)
    {
        if (a.Claim.Status == ClaimStatus.Planned) traits[(int)LikenessTrait.Planned] = 1;
        if (!a.Claim.Weapons.IsEmpty && !b.Claim.Weapons.IsEmpty && !a.Claim.Weapons.Any(w => b.Claim.Weapons.Any(v => v.Kind == w.Kind))) traits[(int)LikenessTrait.OtherWeapons] = 1;
    }

    private static void Sides(KnownClaim a, KnownClaim b, Span<double> traits)
    {
        if (a.Sides.Length == 0 || b.Sides.Length == 0) traits[(int)LikenessTrait.OneSided] = 1;
        if (a.Actors.Length > 0 && b.Actors.Length > 0) traits[(int)(a.Actors.AsSpan().ContainsAny(b.Actors) ? LikenessTrait.SameActors : LikenessTrait.OtherActors)] = 1;
    }

    private static int RareWords(ComparedClaim a, ComparedClaim b)
    {
        var rare = 0;
        foreach (var word in a.Quote.Rare)
            if (b.Around.Has(word)) rare++;
        foreach (var word in b.Quote.Rare)
            if (!a.Quote.Has(word) && a.Around.Has(word)) rare++;
        return rare;
    }

    private static int OddWords(ComparedClaim of, ComparedClaim beside)
    {
        var odd = 0;
        foreach (var word in of.Quote.Rare)
            if (!beside.Around.Has(word)) odd++;
        return odd;
    }

    private static double? Kilometres(Place a, Place b)
    {
        if (a.Latitude is not { } lat1 || a.Longitude is not { } lon1 || b.Latitude is not { } lat2 || b.Longitude is not { } lon2) return null;
        var x = (lon2 - lon1) * Math.Cos((lat1 + lat2) * Math.PI / 360);
        var y = lat2 - lat1;
        return 111.2 * Math.Sqrt(x * x + y * y);
    }
}
