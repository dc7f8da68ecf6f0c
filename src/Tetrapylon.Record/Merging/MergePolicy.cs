using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Record.Merging;

/// <summary>Which of several figures stands for the event. The others are kept with who says them.</summary>
public enum FigureRule : byte
{
    /// <summary>The figure of the report published last.</summary>
    MostRecent,
    /// <summary>The figure most independent sources give; of equals the most recent.</summary>
    MostSources,
    /// <summary>The lowest figure.</summary>
    Conservative,
    /// <summary>The middle of all figures given; low and high span them.</summary>
    Range,
}

/// <summary>How claims are judged to tell of one happening, and which value wins: <c>data/record/merge.yaml</c>, with the weights of <c>likeness.yaml</c>. Another file gives another record from the same claims.</summary>
public sealed class MergePolicy
{
    private readonly Dictionary<(string, string), double> _kin = [];
    private readonly string[] _forDays;

    private MergePolicy(YamlMap map, LikenessWeights likeness, CommonWords words)
    {
        (Likeness, Words) = (likeness, words);
        map.OptionalText("origin");
        map.OptionalText("licence");
        Threshold = map.Number("threshold");
        Mean = map.Number("mean");
        NearKm = map.Number("near_km");
        DistrictKm = map.Number("district_km");
        ReportDaySlack = (int)map.Number("report_day_slack");
        LongRange = (int)map.Number("long_range_days");
        Lasting = (int)map.Number("lasting_days");
        UndatedDays = (int)map.Number("undated_days");
        LookingBackDays = (int)map.Number("looking_back_days");
        Copies = map.Number("copies");
        Crowd = (int)map.Number("crowd");
        Before = [.. map.Texts("before").Select(w => ClaimWords.Hash(w)).Order()];
        LookingBack = [.. map.Texts("looking_back").Select(w => ClaimWords.Hash(w))];
        GoingOn = [.. map.Texts("going_on").Select(w => ClaimWords.Hash(w))];
        Tolls = [.. map.Texts("tolls").Select(w => ClaimWords.Hash(w))];
        Happenings = [.. map.Texts("happenings").Select(w => ClaimWords.Hash(w))];
        KnownBy = [.. map.Texts("known_by").Select(w => ClaimWords.Hash(w))];
        NewBy = [.. map.Texts("new_by").Select(w => ClaimWords.Hash(w))];
        PlaceKinds = [.. map.Texts("place_kinds")];
        foreach (var kin in map.Maps("kin"))
        {
            var alike = kin.Number("likeness");
            var types = kin.Texts("types");
            foreach (var a in types)
                foreach (var b in types)
                    if (!string.Equals(a, b, StringComparison.Ordinal))
                        _kin[(a, b)] = Math.Max(alike, _kin.GetValueOrDefault((a, b)));
            kin.Done();
        }
        foreach (var number in map.Texts("numbers"))
            if (number.Split('=') is [var word, var value] && int.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var parsed)) Numbers[ClaimWords.Hash(word)] = parsed;
            else map.Problem($"'{number}' is no number: a word, = and its value");
        _forDays = [.. map.Texts("for_days")];
        Figures = map.Name<FigureRule>("figures");
        map.Done();
    }

    /// <summary>Belief from which two claims tell of one happening.</summary>
    public double Threshold { get; }

    /// <summary>Mean belief over all pairs from which those gathered for one happening and those gathered for another are one.</summary>
    public double Mean { get; }

    /// <summary>Points closer than this may be one place told two ways.</summary>
    public double NearKm { get; }

    /// <summary>A happening told without a date stands on the report's day; it may have been this many days earlier.</summary>
    public int ReportDaySlack { get; }

    /// <summary>A district of which no region is known may lie in one whose middle is closer than this.</summary>
    public double DistrictKm { get; }

    /// <summary>Ranges longer than this only merge with ranges as vague.</summary>
    public int LongRange { get; }

    /// <summary>A happening told without a date was at most so many days before.</summary>
    public int UndatedDays { get; }

    /// <summary>From so many days on a range tells of what lasted, not of a night.</summary>
    public int Lasting { get; }

    /// <summary>What a report tells of its own day in words that look back was at most so many days before.</summary>
    public int LookingBackDays { get; }

    /// <summary>Share of common word runs from which two texts are copies of one.</summary>
    public double Copies { get; }

    /// <summary>More claims than this of one type, place and first day are not all compared with each other.</summary>
    public int Crowd { get; }

    public LikenessWeights Likeness { get; }
    public CommonWords Words { get; }

    /// <summary>Words of the evidence itself that look back.</summary>
    internal int[] Before { get; }

    /// <summary>Words that look back at a happening told before.</summary>
    internal HashSet<int> LookingBack { get; }

    /// <summary>Words that tell of more of the same.</summary>
    internal HashSet<int> GoingOn { get; }

    /// <summary>Words of evidence that tells of a toll.</summary>
    internal HashSet<int> Tolls { get; }

    /// <summary>Words for happenings, words before them that make them known ones, and words that make them new.</summary>
    internal HashSet<int> Happenings { get; }
    internal HashSet<int> KnownBy { get; }
    internal HashSet<int> NewBy { get; }

    /// <summary>Words that say what kind of land a name stands for, as they are written after it.</summary>
    internal string[] PlaceKinds { get; }

    /// <summary>What number words stand for.</summary>
    internal Dictionary<int, int> Numbers { get; } = [];

    public FigureRule Figures { get; }

    /// <exception cref="DataException">The file is not as expected; all problems are listed.</exception>
    public static MergePolicy Load(DataFolder data)
    {
        var problems = new DataProblems();
        var map = YamlFile.Map(data.File("record/merge.yaml"), problems);
        var policy = map is null ? null : new MergePolicy(map, LikenessWeights.Load(data), CommonWords.Load(data));
        problems.ThrowIfAny();
        return policy!;
    }

    /// <summary>True for a sort of happening that goes on for days.</summary>
    internal bool GoesOnForDays(Claim claim) => _forDays.AsSpan().Contains(claim.Type);

    /// <summary>1 for the same sub-type, less for kindred ones, null for types that never tell of one happening.</summary>
    public double? TypeLikeness(string a, string b) =>
        string.Equals(a, b, StringComparison.Ordinal) ? 1 : _kin.TryGetValue((a, b), out var likeness) ? likeness : null;
}
