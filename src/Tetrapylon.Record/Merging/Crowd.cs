using Tetrapylon.Model;

namespace Tetrapylon.Record.Merging;

/// <summary>The claims of one type, place and first day.</summary>
internal sealed class Crowd
{
    // A claim is held against so many of those beside it in every list of claims that share something with it.
    private const int Beside = 5, Words = 4, Shuffles = 4;
    private readonly Dictionary<ClaimBounds, ComparedClaim> _bounds = [];
    private Dictionary<ulong, List<Standing>>? _lists;

    private readonly record struct Standing(uint Order, ContentId Id, ComparedClaim Claim) : IComparable<Standing>
    {
        public int CompareTo(Standing other) => Order != other.Order ? Order.CompareTo(other.Order) : Id.CompareTo(other.Id);
    }

    public List<ComparedClaim> Claims { get; } = [];

    /// <summary>The days on which what they tell of may have been.</summary>
    public int From { get; private set; } = int.MaxValue;
    public int To { get; private set; } = int.MinValue;

    /// <summary>True when one of them was not there before.</summary>
    public bool HasNew { get; private set; }

    /// <summary>One claim for each of the bounds that they have.</summary>
    public IEnumerable<ComparedClaim> Bounds => _bounds.Values;

    public void Add(ComparedClaim claim, ClaimBounds bounds, (int From, int To) reach, bool isNew)
    {
        Claims.Add(claim);
        _bounds.TryAdd(bounds, claim);
        (From, To, HasNew) = (Math.Min(From, reach.From), Math.Max(To, reach.To), HasNew | isNew);
    }

    /// <summary>Those of the crowd that share rare words, a figure, a side or much of the wording with a claim; a bounded number of them, whatever the size of the crowd.</summary>
    public void Like(ComparedClaim claim, Action<ComparedClaim, ComparedClaim> found)
    {
        _lists ??= Lists();
        var own = Stand(claim);
        var seen = new HashSet<ComparedClaim>(ReferenceEqualityComparer.Instance) { claim };
        foreach (var key in Keys(claim))
        {
            if (!_lists.TryGetValue(key, out var list)) continue;
            var at = list.BinarySearch(own);
            if (at < 0) at = ~at;
            for (var i = Math.Max(0, at - Beside); i < Math.Min(list.Count, at + Beside + 1); i++)
                if (seen.Add(list[i].Claim)) found(claim, list[i].Claim);
        }

        Dictionary<ulong, List<Standing>> Lists()
        {
            var lists = new Dictionary<ulong, List<Standing>>();
            foreach (var each in Claims)
            {
                var standing = Stand(each);
                foreach (var key in Keys(each))
                    if (lists.TryGetValue(key, out var list)) list.Add(standing);
                    else lists[key] = [standing];
            }
            foreach (var list in lists.Values) list.Sort();
            return lists;
        }
    }

    // Alike texts stand side by side: their least shuffled word is the same.
    private static Standing Stand(ComparedClaim claim) => new(Least(claim, 0), claim.Known.Claim.Id, claim);

    private static HashSet<ulong> Keys(ComparedClaim claim)
    {
        var keys = new HashSet<ulong>();
        void Add(uint kind, int value) => keys.Add((ulong)kind << 32 | (uint)value);
        foreach (var word in claim.Quote.MostTelling(Words)) Add(1, word);
        if (claim.Known.Claim.Fatalities is { } dead) Add(2, dead.Best);
        foreach (var side in claim.Known.Sides) Add(3, ClaimWords.Hash(side));
        for (uint shuffle = 0; shuffle < Shuffles; shuffle++) Add(4 + shuffle, (int)Least(claim, shuffle));
        return keys;
    }

    // The least of the words around the evidence, shuffled: that of two texts is the same as often as they share words (MinHash).
    private static uint Least(ComparedClaim claim, uint shuffle)
    {
        var least = uint.MaxValue;
        foreach (var word in claim.Around.Words)
        {
            var hash = ((uint)word ^ shuffle * 0x9e3779b9) * 0x85ebca6b;
            hash = (hash ^ hash >> 15) * 0xc2b2ae35;
            least = Math.Min(least, hash ^ hash >> 13);
        }
        return least;
    }
}
