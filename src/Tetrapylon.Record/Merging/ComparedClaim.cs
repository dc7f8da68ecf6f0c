namespace Tetrapylon.Record.Merging;

/// <summary>A claim made ready to be compared with many others: its words weighed once, its sides taken apart once.</summary>
internal sealed class ComparedClaim
{
    private const int ShortestName = 4;

    public ComparedClaim(KnownClaim known, MergePolicy policy)
    {
        Known = known;
        Quote = new(known.Words, policy.Words);
        Around = ReferenceEquals(known.Around, known.Words) ? Quote : new(known.Around, policy.Words);
        Another = Held(known.Words, policy.GoingOn);
        IsToll = Held(known.Words, policy.Tolls) > 0;
        ToldAsKnown = IsToldAsKnown(known.Claim.Quote, policy);
        LooksBack = Held(known.Around, policy.LookingBack);
        GoesOn = Held(known.Around, policy.GoingOn);
        Numbers = NumbersOf(known.Claim.Quote, policy);
        Victims = [.. known.Claim.Recipients.Select(r => KnownClaim.PartyKey(r.Name, r.ActorId)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        VictimWords = Array.ConvertAll(Victims, LongWords);
    }

    public KnownClaim Known { get; }

    /// <summary>The numbers of the evidence, in figures or words, without years and without one.</summary>
    public int[] Numbers { get; }

    /// <summary>The words of the evidence, and those of the report around it.</summary>
    public WeighedWords Quote { get; }
    public WeighedWords Around { get; }

    /// <summary>How many words around the evidence look back at a happening, and tell of more of the same.</summary>
    public int LooksBack { get; }
    public int GoesOn { get; }

    /// <summary>How many words of the evidence itself tell of more of the same.</summary>
    public int Another { get; }

    /// <summary>True when the evidence tells of a toll.</summary>
    public bool IsToll { get; }

    /// <summary>True when the evidence speaks of a happening that the reader is taken to know: "the bombing", "last week's riots".</summary>
    public bool ToldAsKnown { get; }

    /// <summary>Those it was done to, as keys, and the words of each.</summary>
    public string[] Victims { get; }
    public int[][] VictimWords { get; }

    // The last article or the like counts for a few words, not beyond a mark.
    private static bool IsToldAsKnown(string quote, MergePolicy policy)
    {
        const int Reach = 5;
        int since = Reach + 1;
        var known = false;
        for (var i = 0; i < quote.Length;)
        {
            if (!char.IsLetterOrDigit(quote[i]))
            {
                if (quote[i++] is ',' or '.' or ';' or ':') since = Reach + 1;
                continue;
            }
            var start = i;
            while (i < quote.Length && char.IsLetterOrDigit(quote[i])) i++;
            var word = ClaimWords.Hash(quote.AsSpan(start, i - start));
            if (policy.KnownBy.Contains(word)) (since, known) = (0, true);
            else if (policy.NewBy.Contains(word)) (since, known) = (0, false);
            else if (++since <= Reach && policy.Happenings.Contains(word))
            {
                if (known) return true;
                since = Reach + 1;
            }
        }
        return false;
    }

    private static int[] NumbersOf(string quote, MergePolicy policy)
    {
        var numbers = new List<int>();
        for (var i = 0; i < quote.Length; i++)
        {
            if (!char.IsLetterOrDigit(quote[i])) continue;
            var (start, number, digits) = (i, 0, char.IsAsciiDigit(quote[i]));
            for (; i < quote.Length && (char.IsLetterOrDigit(quote[i]) || digits && quote[i] == ',' && i + 1 < quote.Length && char.IsAsciiDigit(quote[i + 1])); i++)
                if (char.IsAsciiDigit(quote[i])) number = unchecked((number * 10) + quote[i] - '0');
            if (!digits) policy.Numbers.TryGetValue(ClaimWords.Hash(quote.AsSpan(start, i - start)), out number);
            if (number > 1 && (i - start != 4 || number is < 1900 or > 2099) && !numbers.Contains(number)) numbers.Add(number);
        }
        return [.. numbers];
    }

    private static int[] LongWords(string key)
    {
        var words = new List<int>();
        foreach (var word in key.AsSpan().Split(' '))
            if (key.AsSpan()[word] is { Length: >= ShortestName } letters) words.Add(ClaimWords.Hash(letters));
        return [.. words];
    }

    private static int Held(int[] words, HashSet<int> cues)
    {
        var held = 0;
        foreach (var word in words)
            if (cues.Contains(word)) held++;
        return held;
    }
}

/// <summary>Distinct words, ascending, each with how telling it is (<see cref="CommonWords"/>).</summary>
internal sealed class WeighedWords
{
    private readonly float[] _weights;
    private readonly double _sum;

    public WeighedWords(int[] words, CommonWords common)
    {
        Words = words;
        _weights = new float[words.Length];
        var rare = 0;
        for (var i = 0; i < words.Length; i++)
        {
            _sum += _weights[i] = common.Weight(words[i]);
            if (_weights[i] > CommonWords.Rare) rare++;
        }
        Rare = new int[rare];
        for (var i = words.Length - 1; i >= 0; i--)
            if (_weights[i] > CommonWords.Rare) Rare[--rare] = words[i];
    }

    public int[] Words { get; }

    /// <summary>Those that are rare in reports: names, mostly.</summary>
    public int[] Rare { get; }

    /// <summary>The most telling of them, at most so many.</summary>
    public IEnumerable<int> MostTelling(int most) => Enumerable.Range(0, Words.Length).OrderByDescending(i => _weights[i]).ThenBy(i => Words[i]).Take(most).Select(i => Words[i]);

    public bool Has(int word) => Array.BinarySearch(Words, word) >= 0;

    /// <summary>What two have in common by weight: as a share of the smaller, and as a cosine.</summary>
    public (double Share, double Cosine) Common(WeighedWords other)
    {
        int[] a = Words, b = other.Words;
        var both = 0.0;
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
            if (a[i] < b[j]) i++;
            else if (a[i] > b[j]) j++;
            else
            {
                both += _weights[i++];
                j++;
            }
        return both == 0 ? default : (both / Math.Min(_sum, other._sum), both / Math.Sqrt(_sum * other._sum));
    }
}
