using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;
using Tetrapylon.Record.Merging;
using Tetrapylon.Record.Store;

namespace Tetrapylon.Export.Comparing;

/// <summary>An event of ours beside one of another data set.</summary>
/// <param name="Ours">Null where only they have it.</param>
/// <param name="Theirs">Null where only we have it.</param>
/// <param name="Likeness">0 to 1; of an event without a partner, that of the nearest one, or null when none came near.</param>
/// <param name="Because">Part by part what made the likeness.</param>
public sealed record ComparedEvent(Event? Ours, ForeignEvent? Theirs, double? Likeness, ImmutableArray<string> Because);

/// <summary>Two records of one time: what both have, what only ours has, what only theirs has.</summary>
/// <param name="From">First and last day that both cover; outside of them nothing is compared.</param>
public sealed record Comparison(LocalDate? From, LocalDate? To, ImmutableArray<ComparedEvent> Both, ImmutableArray<ComparedEvent> OursOnly, ImmutableArray<ComparedEvent> TheirsOnly)
{
    private const double KilometresPerDegree = 111.2;

    /// <summary>Matches two records, the likest events first, one to one. The same input gives the same matches in every order.</summary>
    /// <param name="ours">Of these, what is told to have happened somewhere on known days; what is told of a year or of no place cannot be laid beside anything.</param>
    public static Comparison Of(IEnumerable<Event> ours, IReadOnlyList<ForeignEvent> theirs, CompareRules rules, MergePolicy policy)
    {
        var told = ours.Where(e => e is { Status: ClaimStatus.Asserted, Days: { } days, Place: not null } && Period.DaysBetween(days.Start, days.End) < rules.VagueDays).OrderBy(e => e.Id).ToList();
        if (told.Count == 0 || theirs.Count == 0) return new(null, null, [], [.. told.Select(e => new ComparedEvent(e, null, null, []))], [.. theirs.Select(e => new ComparedEvent(null, e, null, []))]);
        // What one of them does not cover at all is no disagreement.
        var from = LocalDate.Max(told.Min(e => e.Days!.Value.Start), theirs.Min(e => e.Start));
        var to = LocalDate.Min(told.Max(e => e.Days!.Value.End), theirs.Max(e => e.End));
        var countries = theirs.Select(e => e.Country).OfType<string>().ToHashSet(StringComparer.Ordinal);
        told.RemoveAll(e => e.Days!.Value.End < from || e.Days.Value.Start > to || countries.Count > 0 && e.Place?.Country is { } country && !countries.Contains(country));
        var there = theirs.Where(e => e.End >= from && e.Start <= to).OrderBy(e => e.Line).ToList();

        var pairs = Pairs(told, there, rules, policy);
        pairs.Sort((a, b) => b.Likeness.CompareTo(a.Likeness) is var order and not 0 ? order : a.Theirs.CompareTo(b.Theirs) is var line and not 0 ? line : a.Ours.CompareTo(b.Ours));
        var both = new List<ComparedEvent>();
        var (oursTaken, theirsTaken) = (new bool[told.Count], new bool[there.Count]);
        foreach (var pair in pairs)
        {
            if (pair.Likeness < rules.Threshold || oursTaken[pair.Ours] || theirsTaken[pair.Theirs]) continue;
            oursTaken[pair.Ours] = theirsTaken[pair.Theirs] = true;
            both.Add(new(told[pair.Ours], there[pair.Theirs], Math.Round(pair.Likeness, 3), pair.Because));
        }
        // The nearest that is still free says why there was no match, or that theirs are two where ours is one.
        var (nearOurs, nearTheirs) = (new Pair?[told.Count], new Pair?[there.Count]);
        foreach (var pair in pairs)
        {
            nearOurs[pair.Ours] ??= pair;
            nearTheirs[pair.Theirs] ??= pair;
        }
        ComparedEvent Alone(Event? mine, ForeignEvent? other, Pair? near) => new(mine, other, near is { } n ? Math.Round(n.Likeness, 3) : null, near?.Because ?? []);
        return new(from, to,
            [.. both.OrderBy(b => b.Theirs!.Line)],
            [.. told.Index().Where(e => !oursTaken[e.Index]).Select(e => Alone(e.Item, null, nearOurs[e.Index])).OrderBy(e => e.Ours!.Days!.Value.Start).ThenBy(e => e.Ours!.Id)],
            [.. there.Index().Where(e => !theirsTaken[e.Index]).Select(e => Alone(null, e.Item, nearTheirs[e.Index]))]);
    }

    private static List<Pair> Pairs(List<Event> ours, List<ForeignEvent> theirs, CompareRules rules, MergePolicy policy)
    {
        var byStart = ours.Index().OrderBy(e => e.Item.Days!.Value.Start).ToList();
        if (byStart.Count == 0) return [];
        var longest = byStart.Max(e => e.Item.Days!.Value is var d ? Period.DaysBetween(d.Start, d.End) : 0);
        var starts = byStart.ConvertAll(e => e.Item.Days!.Value.Start);
        var pairs = new List<Pair>();
        for (var t = 0; t < theirs.Count; t++)
        {
            var first = starts.BinarySearch(theirs[t].Start.PlusDays(-rules.DaySlack - longest));
            // The first of equals, or where it would stand.
            for (first = first < 0 ? ~first : first; first > 0 && starts[first - 1] == starts[first];) first--;
            for (var i = first; i < byStart.Count && starts[i] <= theirs[t].End.PlusDays(rules.DaySlack); i++)
                if (Like(byStart[i].Item, theirs[t], rules, policy) is { } like) pairs.Add(new(byStart[i].Index, t, like.Likeness, like.Because));
        }
        return pairs;
    }

    /// <summary>Weighted mean over the parts both tell; null when day, place or type rule it out.</summary>
    internal static (double Likeness, ImmutableArray<string> Because)? Like(Event ours, ForeignEvent theirs, CompareRules rules, MergePolicy policy)
    {
        if (ours.Place?.Country is { } here && theirs.Country is { } there && !string.Equals(here, there, StringComparison.Ordinal)) return null;
        if (Day(ours.Days!.Value, theirs, rules) is not { } day || Type(ours, theirs, policy) is not { } type || Place(ours, theirs, rules) is not { } place) return null;
        double sum = rules.Day * day.Value + rules.Place * place.Value, weights = rules.Day + rules.Place;
        var because = new List<string> { Say("day", day), Say("place", place) };
        if (theirs.Types.Length > 0)
        {
            sum += rules.Type * type.Value;
            weights += rules.Type;
            because.Add(Say("type", type));
        }
        if (ours.Fatalities is { } toll && theirs.Dead is { } dead)
        {
            var nearest = Math.Clamp(dead, toll.Low, toll.High);
            var likeness = Math.Max(0, 1 - Math.Abs(Math.Log((dead + 1.0) / (nearest + 1.0))) / Math.Log(4));
            sum += rules.Dead * likeness;
            weights += rules.Dead;
            because.Add(Say("dead", (likeness, string.Create(CultureInfo.InvariantCulture, $"{toll.Best} against {dead}"))));
        }
        return (sum / weights, [.. because]);
    }

    private static (double Value, string Why)? Day(DayRange ours, ForeignEvent theirs, CompareRules rules)
    {
        if (ours.Start <= theirs.End && theirs.Start <= ours.End)
        {
            var shared = Period.DaysBetween(LocalDate.Max(ours.Start, theirs.Start), LocalDate.Min(ours.End, theirs.End)) + 1;
            var longer = Math.Max(Period.DaysBetween(ours.Start, ours.End), Period.DaysBetween(theirs.Start, theirs.End)) + 1;
            return (0.6 + 0.4 * shared / longer, longer == 1 ? "same" : "within");
        }
        var gap = ours.Start > theirs.End ? Period.DaysBetween(theirs.End, ours.Start) : Period.DaysBetween(ours.End, theirs.Start);
        return gap <= rules.DaySlack ? (0.6 * (1 - (gap - 1.0) / (rules.DaySlack + 1)), string.Create(CultureInfo.InvariantCulture, $"{gap} apart")) : null;
    }

    private static (double Value, string Why)? Type(Event ours, ForeignEvent theirs, MergePolicy policy)
    {
        if (theirs.Types.IsEmpty) return (0, "not told");
        if (theirs.SubType is { } sub && policy.TypeLikeness(ours.SubType, sub) is { } likeness) return (likeness, likeness == 1 ? "same sub-type" : "kindred sub-type");
        var at = theirs.Types.IndexOf(ours.Type);
        return at == 0 ? (0.7, "same type") : at > 0 ? (0.5, "type that may be meant") : null;
    }

    private static (double Value, string Why)? Place(Event ours, ForeignEvent theirs, CompareRules rules)
    {
        var place = ours.Place?.Place;
        if (place is not null && theirs.Place is { } name && Names(place).Contains(NameFold.Fold(name))) return (1, "same name");
        if (place is { Latitude: { } lat1, Longitude: { } lon1, Kind: < PlaceKind.Region or > PlaceKind.Continent } && theirs is { Latitude: { } lat2, Longitude: { } lon2 })
        {
            var x = (lon2 - lon1) * Math.Cos((lat1 + lat2) * Math.PI / 360);
            var km = KilometresPerDegree * Math.Sqrt(x * x + (lat2 - lat1) * (lat2 - lat1));
            // What lies within the other's own uncertainty is not far.
            var far = Math.Max(0, km - Math.Max(rules.SameKm, theirs.WithinKm));
            var value = (theirs.WithinKm > rules.FarthestKm ? 0.6 : 1) * (1 - far / rules.FarthestKm);
            return value > 0 ? (value, string.Create(CultureInfo.InvariantCulture, $"{km:0} km")) : null;
        }
        if (theirs.Region is { } region && (place?.Kind == PlaceKind.Region && Names(place).Contains(NameFold.Fold(region)) || place?.Admin1 is { } admin && Same(admin, region))) return (0.5, "same region");
        // One that names only the country may be any happening there.
        return theirs.Country is not null && ours.Place?.Country is not null && place is null or { Kind: PlaceKind.Country } ? (0.2, "same country") : null;
    }

    private static IEnumerable<string> Names(Place place) => place.Names.Append(place.Name).Select(NameFold.Fold);

    private static bool Same(string a, string b) => string.Equals(NameFold.Fold(a), NameFold.Fold(b), StringComparison.Ordinal);

    private static string Say(string part, (double Value, string Why) told) => string.Create(CultureInfo.InvariantCulture, $"{part} {told.Why} ({told.Value:0.00})");

    private readonly record struct Pair(int Ours, int Theirs, double Likeness, ImmutableArray<string> Because);
}

/// <summary>When two events are taken for one: <c>data/exchange/compare.yaml</c>.</summary>
public sealed record CompareRules(double Threshold, double Day, double Place, double Type, double Dead, int DaySlack, int VagueDays, double SameKm, double FarthestKm)
{
    /// <exception cref="DataException">The file is not as expected; all problems are listed.</exception>
    public static CompareRules Load(DataFolder data)
    {
        var problems = new DataProblems();
        if (YamlFile.Map(data.File("exchange/compare.yaml"), problems) is not { } map)
        {
            problems.ThrowIfAny();
            throw new DataException([]);
        }
        map.OptionalText("origin");
        map.OptionalText("licence");
        var weights = map.OptionalMap("weights");
        if (weights is null) map.Problem("'weights' is missing");
        var rules = new CompareRules(map.Number("threshold"), (weights ?? map).Number("day"), (weights ?? map).Number("place"), (weights ?? map).Number("type"), (weights ?? map).Number("dead"),
            (int)map.Number("day_slack"), (int)map.Number("vague_days"), map.Number("same_km"), map.Number("farthest_km"));
        weights?.Done();
        map.Done();
        problems.ThrowIfAny();
        return rules;
    }
}
