using Tetrapylon.Knowledge.Gazetteer;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Places;

/// <summary>Decides which place each name of a report denotes: by people living there, the countries and regions the report speaks of, what is said to contain it, and what is named beside it. One name has one sense in a report.</summary>
internal sealed class PlaceResolver(Gazetteer gazetteer, PlaceCues cues)
{
    // Weights set by hand on Wikipedia current events; a score is about the logarithm of the odds.
    private const double PerPeople = 1.0, CountryBonus = 4.0, RegionBonus = 0.6, CapitalBonus = 1.2, SeatBonus = 0.6;
    private const double SecondaryPenalty = 1.4, BarePenalty = 2.2, LoosePenalty = 1.0, OwnPeople = 40_000, KindMatch = 4.0, Contained = 7.0;
    // People of a town that is meant wherever it is named, and the share of a report that speaks of its main country.
    private const long KnownEverywhere = 300_000;
    private const double MainShare = 0.7, RegionOfTown = 1.6;
    private const double SameCountry = 2.6, SameRegion = 2.6, SharedRegion = 0.8, NearBonus = 2.4, NearKm = 120;

    private sealed class Context
    {
        public Dictionary<string, double> Countries { get; } = new(StringComparer.Ordinal);
        public Dictionary<int, double> Regions { get; } = [];
        public List<(double Latitude, double Longitude, string Name)> Points { get; } = [];
        public double Total { get; set; }

        /// <summary>For each region, the chances of all names of the report to lie in it.</summary>
        public Dictionary<int, double> Shared { get; } = [];
    }

    public void Resolve(Document document, List<PlaceDraft> drafts)
    {
        var context = new Context();
        foreach (var draft in drafts) Decide(draft, drafts, context, 0);
        for (var round = 1; round <= 2; round++)
        {
            context = Gather(document, drafts);
            for (var i = drafts.Count - 1; i >= 0; i--) Decide(drafts[i], drafts, context, round);
        }
        OneSense(drafts);
        // What holds a place is told after it and judged before it.
        for (var i = drafts.Count - 1; i >= 0; i--) Misplaced(drafts[i], drafts, context);
        Unlisted(drafts, context);
    }

    /// <summary>The country the report as a whole is about, if one stands out.</summary>
    public string? MainCountry(Document document, List<PlaceDraft> drafts) => Main(Gather(document, drafts));

    private static string? Main(Context context)
    {
        string? best = null;
        double most = 0, second = 0;
        foreach (var (country, weight) in context.Countries)
            if (weight > most || weight == most && string.CompareOrdinal(country, best) < 0) { second = most; most = weight; best = country; }
            else if (weight > second) second = weight;
        return most > second * 1.2 ? best : null;
    }

    private Context Gather(Document document, List<PlaceDraft> drafts)
    {
        var context = new Context();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var draft in drafts)
        {
            if (draft.Chosen < 0) continue;
            var weight = draft.Demonym ? 0.8 : gazetteer.Kind(draft.Chosen) is PlaceKind.Country or PlaceKind.Region ? 1.0 : 0.35 + 0.5 * Math.Clamp(draft.Score - draft.Runner, 0, 1);
            var first = seen.Add(draft.Name);
            if (first) Spread(context, draft);
            else weight *= 0.25;
            draft.Vote = weight;
            Add(context, draft.Chosen, weight, first ? draft.Name : null);
        }
        foreach (var entry in Headings(document.Report.Context)) Add(context, entry, 0.8, null);
        return context;
    }

    /// <summary>Countries, regions and other places of our own tables in topic headings, demonyms among them.</summary>
    public List<int> Headings(IReadOnlyList<string> headings)
    {
        var entries = new List<int>();
        var words = new List<NameWord>();
        var found = new List<NamedPlace>();
        foreach (var heading in headings)
        {
            words.Clear();
            NameWords.Read(heading, 0, heading.Length, gazetteer.Spelling, words);
            for (var i = 0; i < words.Count; i++)
            {
                found.Clear();
                if (!words[i].Capital || gazetteer.Longest(words, i, 5, found) == 0) continue;
                foreach (var place in found)
                    if ((place.Use & (NameUse.Own | NameUse.Bare | NameUse.Capitals)) == NameUse.Own && gazetteer.Kind(place.Entry) is PlaceKind.Country or PlaceKind.Region or PlaceKind.Other)
                    {
                        entries.Add(place.Entry);
                        break;
                    }
            }
        }
        return entries;
    }

    private void Spread(Context context, PlaceDraft draft)
    {
        foreach (var region in RegionsOf(draft))
            context.Shared[region] = context.Shared.GetValueOrDefault(region) + 1.0 / draft.Regions!.Count;
    }

    private List<int> RegionsOf(PlaceDraft draft)
    {
        if (draft.Regions is { } known) return known;
        var regions = new List<int>();
        foreach (var candidate in draft.Candidates)
        {
            if ((candidate.Use & NameUse.Secondary) != 0) continue;
            var region = gazetteer.Kind(candidate.Entry) == PlaceKind.Region ? candidate.Entry : gazetteer.Region(candidate.Entry);
            if (region >= 0 && !regions.Contains(region)) regions.Add(region);
        }
        return draft.Regions = regions;
    }

    private double Share(PlaceDraft draft, int region) => RegionsOf(draft).Contains(region) ? 1.0 / draft.Regions!.Count : 0;

    private void Add(Context context, int entry, double weight, string? name)
    {
        if (gazetteer.Country(entry) is not { } country) return;
        context.Countries[country] = context.Countries.GetValueOrDefault(country) + weight;
        context.Total += weight;
        var kind = gazetteer.Kind(entry);
        var region = kind == PlaceKind.Region ? entry : gazetteer.Region(entry);
        if (region >= 0) context.Regions[region] = context.Regions.GetValueOrDefault(region) + (kind == PlaceKind.Region ? weight : weight * 0.8);
        // A name repeated is one neighbour.
        if (name is not null && kind is not (PlaceKind.Country or PlaceKind.Continent) && gazetteer.Point(entry) is { } point && context.Points.Count < 60) context.Points.Add((point.Latitude, point.Longitude, name));
    }

    private void Decide(PlaceDraft draft, List<PlaceDraft> drafts, Context context, int round)
    {
        double best = double.NegativeInfinity, second = double.NegativeInfinity;
        int chosen = -1, runner = -1;
        foreach (var candidate in draft.Candidates)
        {
            var score = Score(candidate, draft, drafts, context, round);
            if (candidate.Entry == chosen) best = Math.Max(best, score);
            else if (score > best) { second = best; runner = chosen; best = score; chosen = candidate.Entry; }
            else if (score > second) { second = score; runner = candidate.Entry; }
        }
        draft.Chosen = chosen;
        draft.RunnerUp = runner;
        draft.Score = best;
        draft.Runner = runner < 0 ? best - 5 : second;
    }

    private double Score(NamedPlace candidate, PlaceDraft draft, List<PlaceDraft> drafts, Context context, int round)
    {
        var entry = candidate.Entry;
        var kind = gazetteer.Kind(entry);
        var country = gazetteer.Country(entry);
        var score = kind switch
        {
            PlaceKind.Country or PlaceKind.Continent => CountryBonus + PerPeople * 5.5,
            PlaceKind.Region => RegionBonus + PerPeople * Math.Min(6.2, Math.Log10(gazetteer.Population(entry) + 1000)),
            // Towns and quarters of our own tables are there because reports speak of them.
            PlaceKind.Settlement or PlaceKind.Quarter => PerPeople * Math.Log10(gazetteer.Population(entry) + (gazetteer.IsOwn(entry) ? OwnPeople : 300)) + gazetteer.Rank(entry) switch { SeatRank.Capital => CapitalBonus, SeatRank.First => SeatBonus, _ => 0 },
            PlaceKind.District => PerPeople * 4.2,
            PlaceKind.Site => PerPeople * 4.3,
            _ => PerPeople * 5.2,
        };
        if (kind == PlaceKind.Quarter) score -= 0.5;
        if ((candidate.Use & NameUse.Secondary) != 0) score -= SecondaryPenalty;
        if ((candidate.Use & NameUse.Bare) != 0) score -= BarePenalty;
        // "Sirte" alone is the town, not the district that bears its name.
        else if (kind is PlaceKind.Region && draft.Kind is not (PlaceKind.Region or PlaceKind.District))
            foreach (var other in draft.Candidates)
                if (gazetteer.Kind(other.Entry) == PlaceKind.Settlement && gazetteer.Region(other.Entry) == entry && (other.Use & (NameUse.Bare | NameUse.Secondary)) == 0) { score -= RegionOfTown; break; }
        if ((candidate.Use & NameUse.Loose) != 0) score -= LoosePenalty;
        if (kind is not PlaceKind.Country && draft.Kind is not PlaceKind.Settlement)
            foreach (var other in draft.Candidates)
                if (gazetteer.Kind(other.Entry) == PlaceKind.Country && (other.Use & NameUse.Demonym) == 0)
                {
                    // Mexico is the country, not its capital; and a country's name is seldom another tongue's name of a town.
                    if (gazetteer.Country(other.Entry) == country) score -= 6;
                    else if ((candidate.Use & NameUse.Secondary) != 0) score -= 3;
                    break;
                }
        // "The Red Sea" is the water, not the province named after it.
        if (kind == PlaceKind.Water && draft.Kind is null && cues.IsOpenWater(gazetteer.Name(entry))) score += KindMatch;
        if (draft.Kind is { } told)
        {
            var same = told == kind || told == PlaceKind.Settlement && kind == PlaceKind.Quarter || told == PlaceKind.Quarter && kind == PlaceKind.Settlement
                || told == PlaceKind.District && kind is PlaceKind.Region or PlaceKind.Quarter || told == PlaceKind.Region && kind == PlaceKind.District;
            score += told == kind ? KindMatch : same ? KindMatch * 0.4 : -KindMatch * 0.5;
        }
        if (draft.Container >= 0) score += Within(entry, drafts[draft.Container]);
        if (draft.Inner is { } inner) score += Holds(entry, inner);
        if (round == 0) return score;

        if (country is not null && context.Total > 0)
        {
            // The name's own vote does not count for itself.
            var own = draft.Chosen >= 0 && gazetteer.Country(draft.Chosen) == country ? draft.Vote : 0;
            var share = Math.Max(0, context.Countries.GetValueOrDefault(country) - own) / context.Total;
            score += SameCountry * Math.Sqrt(share);
            var region = kind == PlaceKind.Region ? entry : gazetteer.Region(entry);
            if (region >= 0)
            {
                var regionOwn = draft.Chosen < 0 ? 0 : draft.Chosen == region ? draft.Vote : gazetteer.Region(draft.Chosen) == region ? draft.Vote * 0.8 : 0;
                score += SameRegion * Math.Sqrt(Math.Max(0, context.Regions.GetValueOrDefault(region) - regionOwn) / context.Total);
                // Names that are all at home in one region speak for it together, even when each has namesakes elsewhere.
                score += SharedRegion * Math.Min(3, Math.Max(0, context.Shared.GetValueOrDefault(region) - Share(draft, region)));
            }
        }
        if (kind is not (PlaceKind.Country or PlaceKind.Continent) && gazetteer.Point(entry) is { } point)
        {
            var nearest = double.MaxValue;
            foreach (var (latitude, longitude, name) in context.Points)
                if (name != draft.Name) nearest = Math.Min(nearest, Distance.Kilometres(point.Latitude, point.Longitude, latitude, longitude));
            if (nearest < 2000) score += NearBonus * Math.Exp(-nearest / NearKm);
        }
        return score;
    }

    // "X, Y": X lies in Y.
    private double Within(int entry, PlaceDraft container)
    {
        var best = 0.0;
        foreach (var outer in container.Candidates)
            if ((outer.Use & NameUse.Demonym) == 0 && Contains(outer.Entry, entry)) best = Math.Max(best, container.Chosen == outer.Entry || container.Chosen < 0 ? Contained : Contained * 0.6);
        return best;
    }

    private double Holds(int entry, PlaceDraft inner)
    {
        if (inner.Chosen >= 0 && Contains(entry, inner.Chosen)) return Contained * 0.6;
        foreach (var candidate in inner.Candidates)
            if (Contains(entry, candidate.Entry)) return Contained * 0.4;
        return 0;
    }

    private bool Contains(int outer, int inner)
    {
        if (outer == inner) return false;
        if (gazetteer.Country(outer) is not { } country || gazetteer.Country(inner) != country) return false;
        var (outerKind, innerKind) = (gazetteer.Kind(outer), gazetteer.Kind(inner));
        switch (outerKind)
        {
            case PlaceKind.Country: return innerKind != PlaceKind.Country;
            case PlaceKind.Region: return innerKind is not (PlaceKind.Country or PlaceKind.Region) && (gazetteer.Region(inner) == outer || gazetteer.Region(inner) < 0 && Apart(outer, inner) < 150);
            case PlaceKind.District: return innerKind is PlaceKind.Settlement or PlaceKind.Quarter or PlaceKind.Facility or PlaceKind.Site && Apart(outer, inner) < 45;
            case PlaceKind.Settlement or PlaceKind.Quarter:
                for (var at = inner; at >= 0; at = gazetteer.Parent(at)) if (at == outer) return true;
                return innerKind is PlaceKind.Quarter or PlaceKind.Facility or PlaceKind.Site && Apart(outer, inner) < 30;
            case PlaceKind.Other or PlaceKind.Landform or PlaceKind.Water: return Apart(outer, inner) < 250;
            default: return false;
        }
    }

    private double Apart(int one, int other) =>
        gazetteer.Point(one) is { } a && gazetteer.Point(other) is { } b ? Distance.Kilometres(a.Latitude, a.Longitude, b.Latitude, b.Longitude) : double.MaxValue;

    // One sense a report: the best-supported mention of a name decides for the others, unless theirs is told in so many words.
    private static void OneSense(List<PlaceDraft> drafts)
    {
        var strongest = new Dictionary<string, PlaceDraft>(StringComparer.Ordinal);
        foreach (var draft in drafts)
            if (draft.Chosen >= 0 && draft.Container >= 0 && !draft.Demonym && (!strongest.TryGetValue(draft.Name, out var other) || draft.Score - draft.Runner > other.Score - other.Runner)) strongest[draft.Name] = draft;
        foreach (var draft in drafts)
            if (draft.Chosen >= 0 && draft.Container < 0 && !draft.Demonym && strongest.TryGetValue(draft.Name, out var told) && told.Chosen != draft.Chosen && draft.Kind is null && draft.Candidates.Exists(c => c.Entry == told.Chosen))
            {
                (draft.RunnerUp, draft.Chosen) = (draft.Chosen, told.Chosen);
                draft.Why = "as elsewhere in the report";
            }
    }

    // "X in Y Province", or what is taken in a report on another country: a namesake elsewhere is not it, and no gazetteer has the one meant.
    private void Misplaced(PlaceDraft draft, List<PlaceDraft> drafts, Context context)
    {
        if (draft.Chosen < 0 || draft.Demonym || draft.InOrganisation || gazetteer.Country(draft.Chosen) is not { } country || gazetteer.Kind(draft.Chosen) is not (PlaceKind.Settlement or PlaceKind.Quarter or PlaceKind.District or PlaceKind.Region)) return;
        var where = Told(draft, drafts, context, country);
        if (where is null || where == country || draft.Candidates.Exists(c => gazetteer.Country(c.Entry) == where)) return;
        draft.Candidates.Clear();
        draft.Chosen = draft.RunnerUp = -1;
        draft.Kind ??= PlaceKind.Settlement;
        draft.InOrganisation |= draft.InWorks;
    }

    // The country that the report tells of where it names the place.
    private string? Told(PlaceDraft draft, List<PlaceDraft> drafts, Context context, string country)
    {
        var known = gazetteer.Population(draft.Chosen) >= KnownEverywhere;
        // "X, Y District, Z": where no gazetteer has Y, X lies in Z.
        var holder = draft;
        while (holder.Container >= 0 && (holder == draft || holder.Chosen < 0)) holder = drafts[holder.Container];
        if (holder is { Chosen: >= 0, Demonym: false } container && container != draft && (gazetteer.Kind(container.Chosen) is PlaceKind.Region or PlaceKind.District || !known && (gazetteer.Kind(container.Chosen) == PlaceKind.Country || IsSure(container, drafts)))) return gazetteer.Country(container.Chosen);
        if (known) return null;
        var others = context.Countries.Where(c => c.Key != country).OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal);
        if (draft.Taken) return others.FirstOrDefault(c => c.Value >= MainShare * (context.Total - draft.Vote)).Key;
        // "Falaba District" where only a town abroad is called Falaba, "Trafalgar Square" in a report that names no other place of that country.
        var elsewhere = draft.InWorks || draft.Kind is PlaceKind.District or PlaceKind.Region && gazetteer.Kind(draft.Chosen) is PlaceKind.Settlement or PlaceKind.Quarter;
        return elsewhere && context.Countries.GetValueOrDefault(country) <= draft.Vote ? others.FirstOrDefault().Key : null;
    }

    // A large town, or one that is told with its own country or region.
    private bool IsSure(PlaceDraft town, List<PlaceDraft> drafts) =>
        gazetteer.Kind(town.Chosen) == PlaceKind.Settlement && (gazetteer.Population(town.Chosen) >= KnownEverywhere || town.Container >= 0 && drafts[town.Container].Chosen >= 0 && Contains(drafts[town.Container].Chosen, town.Chosen));

    // A name no gazetteer has exactly may be one by its sound, in the country the report speaks of.
    private void Unlisted(List<PlaceDraft> drafts, Context context)
    {
        var found = new List<NamedPlace>();
        foreach (var draft in drafts)
        {
            if (draft.Candidates.Count > 0 || draft.Kind is PlaceKind.Facility) continue;
            found.Clear();
            gazetteer.Sounding(draft.Name, found);
            var best = -1;
            foreach (var candidate in found)
            {
                if (gazetteer.Country(candidate.Entry) is not { } country || context.Countries.GetValueOrDefault(country) < 0.3 * context.Total) continue;
                if (best < 0 || gazetteer.Population(candidate.Entry) > gazetteer.Population(best)) best = candidate.Entry;
            }
            if (best < 0) continue;
            draft.Candidates.AddRange(found);
            draft.Chosen = best;
            draft.Why = $"'{gazetteer.Name(best)}' sounds so and lies in a country of the report";
        }
    }
}

/// <summary>Distances and directions on the globe.</summary>
internal static class Distance
{
    private const double Radius = 6371;

    public static double Kilometres(double latitude1, double longitude1, double latitude2, double longitude2)
    {
        var (a, b) = (double.DegreesToRadians(latitude1), double.DegreesToRadians(latitude2));
        var (north, east) = (Math.Sin((b - a) / 2), Math.Sin(double.DegreesToRadians(longitude2 - longitude1) / 2));
        return 2 * Radius * Math.Asin(Math.Min(1, Math.Sqrt(north * north + Math.Cos(a) * Math.Cos(b) * east * east)));
    }

    /// <summary>The point so many kilometres away in a direction (degrees from north, clockwise).</summary>
    public static (double Latitude, double Longitude) Away(double latitude, double longitude, double kilometres, double bearing)
    {
        var (a, angle, direction) = (double.DegreesToRadians(latitude), kilometres / Radius, double.DegreesToRadians(bearing));
        var north = Math.Asin(Math.Sin(a) * Math.Cos(angle) + Math.Cos(a) * Math.Sin(angle) * Math.Cos(direction));
        var east = double.DegreesToRadians(longitude) + Math.Atan2(Math.Sin(direction) * Math.Sin(angle) * Math.Cos(a), Math.Cos(angle) - Math.Sin(a) * Math.Sin(north));
        return (double.RadiansToDegrees(north), (double.RadiansToDegrees(east) + 540) % 360 - 180);
    }
}
