using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Tetrapylon.Model;

namespace Tetrapylon.Export;

/// <summary>Events with dead as rows with the columns of the UCDP Georeferenced Event Dataset.</summary>
/// <remarks>
/// Columns and codes follow the UCDP GED Codebook (version 24.1): an event is an incident of armed force by an organised actor with at least one direct death.
/// The dead are not told apart by side here: they stand under <c>deaths_unknown</c>. Ids of conflicts, dyads and sides are UCDP's own and stay empty.
/// </remarks>
public static class UcdpCsv
{
    private static readonly string[] Columns =
    [
        "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id",
        "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources",
        "source_article", "source_office", "source_date", "source_headline", "source_original", "where_prec", "where_coordinates", "where_description",
        "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec",
        "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
    ];

    /// <param name="countries">Names of countries by ISO 3166-1 alpha-2.</param>
    public static void Write(IEnumerable<Event> events, IReadOnlyDictionary<string, string> countries, TextWriter into)
    {
        var csv = new CsvTable(into, Columns);
        foreach (var happening in events)
            if (happening is { Status: ClaimStatus.Asserted, Days: not null, Fatalities.High: > 0, Type: not ("Protests" or "Strategic developments") })
                Row(csv, happening, happening.Days.Value, happening.Fatalities, countries);
    }

    private static void Row(CsvTable csv, Event happening, DayRange days, Toll dead, IReadOnlyDictionary<string, string> countries)
    {
        var place = happening.Place?.Place;
        var country = happening.Place?.Country ?? place?.Country;
        var (one, two) = (Side(happening.Actors), Violence(happening) == 3 ? "Civilians" : Side(happening.Recipients));
        csv.Text(happening.Id.ToString()).Text(happening.Id.ToString()).Number(days.Start.Year).Empty().Text("Clear").Number(Violence(happening));
        csv.Empty(2).Text(one.Length > 0 && two.Length > 0 ? $"{one} - {two}" : "").Empty(2).Text(one.Length > 0 && two.Length > 0 ? $"{one} - {two}" : "");
        csv.Empty(2).Text(one).Empty(2).Text(two).Number(happening.Sources.Length);
        csv.Empty(3).Text(happening.Quote).Text(string.Join(";", happening.Sources.Select(s => s.Name)));
        csv.Number(WherePrecision(happening.Place)).Text(place?.Name).Text(happening.Place?.Text).Text(place?.Admin1).Empty();
        csv.Number(place?.Latitude).Number(place?.Longitude);
        if (place is { Latitude: { } latitude, Longitude: { } longitude })
            csv.Text(string.Create(CultureInfo.InvariantCulture, $"POINT ({Math.Round(longitude, 5)} {Math.Round(latitude, 5)})")).Number(PrioGrid(latitude, longitude));
        else csv.Empty(2);
        csv.Text(country is null ? null : countries.GetValueOrDefault(country, country)).Empty(2).Number(1).Number(DatePrecision(days));
        csv.Day(days.Start).Day(days.End).Number(0).Number(0).Number(0).Number(dead.Best).Number(dead.Best).Number(dead.High).Number(dead.Low).Empty(2).EndRow();
    }

    /// <summary>1 state-based, 2 non-state, 3 one-sided violence.</summary>
    internal static int Violence(Event happening)
    {
        if (happening.Type == "Violence against civilians" || (happening.Recipients.Length > 0 && happening.Recipients.All(r => r.Kind is ActorKind.Civilians or ActorKind.Individual))) return 3;
        return happening.Actors.Concat(happening.Recipients).Any(p => p.Kind is ActorKind.StateForces or ActorKind.ExternalForces) ? 1 : 2;
    }

    /// <summary>1 the very place, 2 near a known point, 3 a second-level region, 4 a first-level region, 5 a stretch of land or water, 6 the country.</summary>
    internal static int WherePrecision(EventPlace? at) => at switch
    {
        null or { Place: null } => 6,
        { Place.Kind: PlaceKind.Country } => 6,
        { Place.Kind: PlaceKind.Region } => 4,
        { Place.Kind: PlaceKind.District } => 3,
        { Place.Kind: PlaceKind.Water or PlaceKind.Landform or PlaceKind.Continent } => 5,
        { Precision: GeoPrecision.Exact } => 1,
        _ => 2,
    };

    /// <summary>1 the day, 2 two to six days, 3 a week, 4 up to a month, 5 longer.</summary>
    internal static int DatePrecision(DayRange days) => (Period.DaysBetween(days.Start, days.End) + 1) switch { 1 => 1, <= 6 => 2, 7 => 3, <= 31 => 4, _ => 5 };

    /// <summary>Cell of the PRIO-GRID: half-degree cells counted from the south-west corner of the map, 720 to a row.</summary>
    internal static long PrioGrid(double latitude, double longitude)
    {
        var row = Math.Clamp((int)Math.Floor((latitude + 90) * 2), 0, 359);
        var column = Math.Clamp((int)Math.Floor((longitude + 180) * 2), 0, 719);
        return row * 720L + column + 1;
    }

    private static string Side(ImmutableArray<Party> parties) => string.Join(", ", parties.Select(p => p.Name));
}
