using System.Collections.Immutable;
using Tetrapylon.Model;

namespace Tetrapylon.Export;

/// <summary>Events as CSV with a row of hashtags of the Humanitarian Exchange Language (HXL 1.1), for the tools of humanitarian information officers.</summary>
/// <remarks>Only what happened is exported. A toll that no report gives is an empty cell.</remarks>
public static class HxlCsv
{
    private static readonly (string Header, string Tag)[] Columns =
    [
        ("Event id", "#event+id"), ("First day", "#date+start"), ("Last day", "#date+end"), ("Day precision", "#date+precision"),
        ("Event type", "#event+type"), ("Sub-event type", "#event+type+sub"),
        ("Actor", "#group+name+first"), ("Other actors", "#group+name+first+assoc"), ("Kind of actor", "#group+type+first"),
        ("Recipient", "#group+name+second"), ("Other recipients", "#group+name+second+assoc"), ("Kind of recipient", "#group+type+second"),
        ("Country code", "#country+code+v_iso2"), ("Country", "#country+name"), ("First-level region", "#adm1+name"), ("Place", "#loc+name"),
        ("Latitude", "#geo+lat"), ("Longitude", "#geo+lon"), ("Place precision", "#geo+precision"),
        ("Killed", "#affected+killed"), ("Killed, lowest", "#affected+killed+min"), ("Killed, highest", "#affected+killed+max"),
        ("Injured", "#affected+injured"), ("Injured, lowest", "#affected+injured+min"), ("Injured, highest", "#affected+injured+max"),
        ("Description", "#description"), ("Sources", "#meta+source"), ("Known since", "#date+known"), ("Confidence", "#indicator+confidence+num"),
    ];

    /// <param name="countries">Names of countries by ISO 3166-1 alpha-2.</param>
    public static void Write(IEnumerable<Event> events, IReadOnlyDictionary<string, string> countries, TextWriter into)
    {
        var csv = new CsvTable(into, [.. Columns.Select(c => c.Header)]);
        csv.Tags(Columns.Select(c => c.Tag));
        foreach (var happening in events)
            if (happening is { Status: ClaimStatus.Asserted }) Row(csv, happening, countries);
    }

    private static void Row(CsvTable csv, Event happening, IReadOnlyDictionary<string, string> countries)
    {
        var place = happening.Place?.Place;
        var country = happening.Place?.Country ?? place?.Country;
        csv.Text(happening.Id.ToString()).Day(happening.Days?.Start).Day(happening.Days?.End).Text(happening.Days is { } days ? WireName.Of(days.Precision) : null);
        csv.Text(happening.Type).Text(happening.SubType);
        Side(csv, happening.Actors);
        Side(csv, happening.Recipients);
        csv.Text(country).Text(country is null ? null : countries.GetValueOrDefault(country, country)).Text(place?.Admin1).Text(place?.Name ?? happening.Place?.Text);
        csv.Number(place?.Latitude).Number(place?.Longitude).Text(happening.Place is { } at ? WireName.Of(at.Precision) : null);
        csv.Number(happening.Fatalities?.Best).Number(happening.Fatalities?.Low).Number(happening.Fatalities?.High);
        csv.Number(happening.Injured?.Best).Number(happening.Injured?.Low).Number(happening.Injured?.High);
        csv.Text(happening.Quote).Text(string.Join("; ", happening.Sources.Select(s => s.Name))).Day(happening.KnownSince).Number(happening.Confidence).EndRow();
    }

    private static void Side(CsvTable csv, ImmutableArray<Party> parties) =>
        csv.Text(parties.Length > 0 ? parties[0].Name : "").Text(string.Join("; ", parties.Skip(1).Select(p => p.Name))).Text(parties.Length > 0 ? WireName.Of(parties[0].Kind) : "");
}
