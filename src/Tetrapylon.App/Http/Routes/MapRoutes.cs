using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using Tetrapylon.Model;
using Tetrapylon.Record;

namespace Tetrapylon.App.Http.Routes;

/// <summary>What the map draws, in rows of bare values: small enough to be held whole, so that moving through time asks nothing of the server.</summary>
internal static class MapRoutes
{
    /// <summary>More marks than these are not drawn one by one: they are gathered into cells.</summary>
    public const int MostMarks = 20000;

    private static readonly LocalDate Epoch = new(1970, 1, 1);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/map/places.json", Places);
        routes.MapGet("/map/events.json", Events);
        routes.MapGet("/map/weeks.json", Weeks);
    }

    // [id, name, country, longitude, latitude, [[from, to, status, side, percent, vague], …], kind]: days since 1970, sides by their number.
    private static IResult Places(Visit visit) => Reply.Json(into =>
    {
        var (histories, looks) = (visit.Atlas.Histories, visit.Looks);
        var sides = new List<string>();
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        using var json = new Utf8JsonWriter(into);
        json.WriteStartObject();
        json.WriteNumber("latest", Number(visit.View.Latest ?? Atlases.Today));
        json.WriteStartArray("places");
        foreach (var history in histories)
        {
            if (history.Place is not { Latitude: { } latitude, Longitude: { } longitude } place) continue;
            json.WriteStartArray();
            json.WriteStringValue(place.Id);
            json.WriteStringValue(place.Name);
            json.WriteStringValue(place.Country);
            json.WriteNumberValue(Math.Round((decimal)longitude, 4));
            json.WriteNumberValue(Math.Round((decimal)latitude, 4));
            json.WriteStartArray();
            foreach (var spell in history.Spells)
            {
                var side = -1;
                if (spell.Holder is { } holder && !numbers.TryGetValue(holder, out side))
                {
                    numbers.Add(holder, side = sides.Count);
                    sides.Add(holder);
                }
                json.WriteStartArray();
                json.WriteNumberValue(Number(spell.From));
                if (spell.To is { } to) json.WriteNumberValue(Number(to));
                else json.WriteNullValue();
                json.WriteNumberValue((int)spell.Status);
                json.WriteNumberValue(spell.Holder is null ? -1 : side);
                json.WriteNumberValue((int)Math.Round(spell.Confidence * 100));
                json.WriteNumberValue(spell.FromPrecision == DatePrecision.Day ? 0 : 1);
                json.WriteEndArray();
            }
            json.WriteEndArray();
            json.WriteNumberValue((int)place.Kind);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteStartArray("sides");
        foreach (var side in sides)
        {
            json.WriteStartArray();
            json.WriteStringValue(side);
            json.WriteStringValue(looks.Look(side));
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static IResult Events(Visit visit) => Reply.Json(into =>
    {
        var filter = visit.Question.Filter;
        var total = visit.Facets(filter).Total;
        using var json = new Utf8JsonWriter(into);
        json.WriteStartObject();
        json.WriteNumber("total", total);
        var marks = visit.Pages.Marks(filter, MostMarks + 1);
        if (marks.Count > MostMarks) Cells(json, visit.Pages.Marks(filter, int.MaxValue));
        else
        {
            var types = marks.Select(m => m.SubType).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            json.WriteStartArray("types");
            foreach (var type in types) json.WriteStringValue(type);
            json.WriteEndArray();
            json.WriteStartArray("events");
            foreach (var mark in marks)
            {
                json.WriteStartArray();
                json.WriteStringValue(mark.Id.ToString());
                json.WriteNumberValue(types.BinarySearch(mark.SubType, StringComparer.Ordinal));
                json.WriteNumberValue(Math.Round((decimal)mark.Longitude, 4));
                json.WriteNumberValue(Math.Round((decimal)mark.Latitude, 4));
                if (mark.Start is { } start) json.WriteNumberValue(start - EpochDay);
                else json.WriteNullValue();
                if (mark.End is { } end) json.WriteNumberValue(end - EpochDay);
                else json.WriteNullValue();
                json.WriteNumberValue((int)mark.Status);
                json.WriteNumberValue(mark.Dead ?? 0);
                json.WriteStringValue(mark.Place);
                json.WriteEndArray();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    });

    // Cells of a quarter degree and a month: [longitude, latitude, month, how many].
    private static void Cells(Utf8JsonWriter json, IReadOnlyList<EventMark> marks)
    {
        json.WriteStartArray("cells");
        foreach (var cell in marks.GroupBy(m => (X: Math.Floor(m.Longitude * 4) / 4, Y: Math.Floor(m.Latitude * 4) / 4, Month: (m.Start ?? EpochDay) / 30)).OrderBy(g => g.Key))
        {
            json.WriteStartArray();
            json.WriteNumberValue((decimal)(cell.Key.X + 0.125));
            json.WriteNumberValue((decimal)(cell.Key.Y + 0.125));
            json.WriteNumberValue(cell.Key.Month * 30 - EpochDay);
            json.WriteNumberValue(cell.Count());
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static IResult Weeks(Visit visit) => Reply.Json(into =>
    {
        using var json = new Utf8JsonWriter(into);
        json.WriteStartObject();
        json.WriteStartArray("weeks");
        foreach (var week in visit.Weeks(visit.Question.Filter).GroupBy(w => w.Week))
        {
            json.WriteStartArray();
            json.WriteNumberValue(Number(week.Key));
            json.WriteNumberValue(week.Sum(w => w.Count));
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static readonly int EpochDay = Epoch.ToDateOnly().DayNumber;

    private static int Number(LocalDate day) => day.ToDateOnly().DayNumber - EpochDay;
}
