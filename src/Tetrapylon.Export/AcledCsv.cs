using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Tetrapylon.Model;

namespace Tetrapylon.Export;

/// <summary>Events as rows with the columns of ACLED's export, for the tools people have for it.</summary>
/// <remarks>
/// Columns and codes follow the ACLED Codebook (2024). Only what happened is exported: ACLED has no rows for what was announced or denied.
/// Where ACLED writes 0 dead for an event without a figure, the cell stays empty: no report said 0.
/// </remarks>
public static class AcledCsv
{
    private static readonly string[] Columns =
    [
        "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1", "assoc_actor_1", "inter1",
        "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3", "location",
        "latitude", "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
    ];

    /// <param name="countries">Names of countries by ISO 3166-1 alpha-2.</param>
    public static void Write(IEnumerable<Event> events, IReadOnlyDictionary<string, string> countries, TextWriter into)
    {
        var csv = new CsvTable(into, Columns);
        foreach (var happening in events)
            if (happening is { Status: ClaimStatus.Asserted, Days: not null }) Row(csv, happening, happening.Days.Value, countries);
    }

    private static void Row(CsvTable csv, Event happening, DayRange days, IReadOnlyDictionary<string, string> countries)
    {
        var place = happening.Place?.Place;
        var country = happening.Place?.Country ?? place?.Country;
        var (one, two) = (Inter(happening.Actors), Inter(happening.Recipients));
        csv.Text(happening.Id.ToString()).Day(days.Start).Number(days.Start.Year).Number(TimePrecision(days));
        csv.Text(Disorder(happening)).Text(happening.Type).Text(happening.SubType);
        Side(csv, happening.Actors, one);
        Side(csv, happening.Recipients, two);
        csv.Text(Interaction(one, two)).Text(happening.Type is not ("Protests" or "Strategic developments") && happening.Recipients.Any(r => r.Kind == ActorKind.Civilians) ? "Civilian targeting" : "");
        csv.Empty(2).Text(country is null ? null : countries.GetValueOrDefault(country, country)).Text(place?.Admin1).Empty(2);
        csv.Text(place?.Name ?? happening.Place?.Text).Number(place?.Latitude).Number(place?.Longitude).Number(happening.Place is { } at ? (int)at.Precision : null);
        csv.Text(string.Join("; ", happening.Sources.Select(s => s.Name))).Empty().Text(happening.Quote).Number(happening.Fatalities?.Best);
        csv.Text(string.Create(CultureInfo.InvariantCulture, $"claims={happening.Claims.Length}; sources={happening.Sources.Length}; confidence={happening.Confidence:0.00}"));
        csv.Number(happening.KnownSince?.AtMidnight().InUtc().ToInstant().ToUnixTimeSeconds()).EndRow();
    }

    private static void Side(CsvTable csv, ImmutableArray<Party> parties, string inter) =>
        csv.Text(parties.Length > 0 ? parties[0].Name : "").Text(string.Join("; ", parties.Skip(1).Select(p => p.Name))).Text(inter);

    /// <summary>1 the day is known, 2 the week, 3 the month or less.</summary>
    internal static int TimePrecision(DayRange days) => Period.DaysBetween(days.Start, days.End) switch { 0 => 1, < 7 => 2, _ => 3 };

    private static string Disorder(Event happening) => happening.Type switch
    {
        "Protests" => happening.SubType == "Excessive force against protesters" ? "Political violence; Demonstrations" : "Demonstrations",
        "Riots" => happening.SubType == "Mob violence" ? "Political violence" : "Demonstrations",
        "Strategic developments" => "Strategic developments",
        _ => "Political violence",
    };

    private static string Inter(ImmutableArray<Party> parties) => parties.Length == 0 ? "" : parties[0].Kind switch
    {
        ActorKind.StateForces => "State forces",
        ActorKind.RebelGroup => "Rebel group",
        ActorKind.PoliticalMilitia => "Political militia",
        ActorKind.IdentityMilitia => "Identity militia",
        ActorKind.Rioters => "Rioters",
        ActorKind.Protesters => "Protesters",
        ActorKind.Civilians or ActorKind.Individual => "Civilians",
        ActorKind.ExternalForces or ActorKind.Organization => "External/Other forces",
        _ => "",
    };

    // ACLED names the pair in the order of its own codes, so that A against B and B against A are one kind.
    private static string Interaction(string one, string two)
    {
        if (one.Length == 0 && two.Length == 0) return "";
        if (one.Length == 0 || two.Length == 0) return (one.Length == 0 ? two : one) + " only";
        return Rank(one) <= Rank(two) ? $"{one}-{two}" : $"{two}-{one}";
    }

    private static int Rank(string inter) => Array.IndexOf(["State forces", "Rebel group", "Political militia", "Identity militia", "Rioters", "Protesters", "Civilians", "External/Other forces"], inter);
}
