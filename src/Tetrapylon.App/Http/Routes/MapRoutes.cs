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
        var total = visit.Count(filter);
        using var json = new Utf8JsonWriter(into);
        json.WriteStartObject();
        json.WriteNumber("total", total);
        var marks = visit.Pages.Marks(filter, int.MaxValue);
        if (marks.Count > MostMarks) Cells(json, Gathered(marks, Zoom(visit)));
        else
        {
            var types = marks.Select(m => m.SubType).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            json.WriteStartArray("types");
            foreach (var type in types)
            {
                json.WriteStartArray();
                json.WriteStringValue(visit.Words.Type(type));
                json.WriteNumberValue(visit.Desk.Kinds.Of(type));
                json.WriteEndArray();
            }
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
                json.WriteNumberValue((int)mark.PlaceKind);
                json.WriteEndArray();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    });

    // [longitude, latitude, how many]
    private static void Cells(Utf8JsonWriter json, IEnumerable<(double Longitude, double Latitude, int Count)> cells)
    {
        json.WriteStartArray("cells");
        foreach (var (longitude, latitude, count) in cells)
        {
            json.WriteStartArray();
            json.WriteNumberValue(Math.Round((decimal)longitude, 4));
            json.WriteNumberValue(Math.Round((decimal)latitude, 4));
            json.WriteNumberValue(count);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    /// <summary>Marks gathered into cells, some thirty pixels wide at a zoom of the web's usual scale (the world is 256 pixels at 0): each at the middle of its marks.</summary>
    internal static IEnumerable<(double Longitude, double Latitude, int Count)> Gathered(IEnumerable<EventMark> marks, int zoom)
    {
        var width = 360.0 / (8L << zoom);
        return marks.GroupBy(m => (X: Math.Floor(m.Longitude / width), Y: Math.Floor(m.Latitude / width))).OrderBy(g => g.Key).Select(g => (g.Average(m => m.Longitude), g.Average(m => m.Latitude), g.Count()));
    }

    private static int Zoom(Visit visit) => visit.Question["zoom"] is not { } text ? 2
        : int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var zoom) && zoom <= 20 ? zoom : throw new ProblemException(400, "bad-parameter", "'zoom' is a number from 0 to 20.");

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
