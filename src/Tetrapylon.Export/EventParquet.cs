using System.Buffers.Binary;
using NodaTime;
using Parquet;
using Parquet.Schema;
using Tetrapylon.Model;

namespace Tetrapylon.Export;

/// <summary>Events as an Apache Parquet file, for notebooks and data lakes. Its points are GeoParquet 1.1, so that GIS tools open it as a layer.</summary>
/// <remarks>One row an event of any status; several names in one cell are divided by "; ". A cell is null where no report tells the value. The same events make the same bytes.</remarks>
public static class EventParquet
{
    // A row group is held in memory: so many events are some tens of megabytes.
    private const int GroupRows = 50_000;

    private const string Geo = """{"version":"1.1.0","primary_column":"geometry","columns":{"geometry":{"encoding":"WKB","geometry_types":["Point"]}}}""";

    private static readonly Column[] Columns =
    [
        Text("event_id", e => e.Id.ToString()),
        Text("event_type", e => e.Type),
        Text("sub_type", e => e.SubType),
        Text("plover_type", e => e.Plover?.Type),
        Text("plover_mode", e => e.Plover?.Mode),
        Text("plover_context", e => e.Plover?.Context),
        Text("status", e => WireName.Of(e.Status)),
        Text("actors", e => Names(e.Actors)),
        Text("actor_ids", e => Ids(e.Actors)),
        Text("recipients", e => Names(e.Recipients)),
        Text("recipient_ids", e => Ids(e.Recipients)),
        Text("place", e => e.Place?.Place?.Name ?? e.Place?.Text),
        Text("place_id", e => e.Place?.Place?.Id),
        Text("country", e => e.Place?.Country ?? e.Place?.Place?.Country),
        Text("admin1", e => e.Place?.Place?.Admin1),
        Value<double>("latitude", e => e.Place?.Place?.Latitude),
        Value<double>("longitude", e => e.Place?.Place?.Longitude),
        Text("place_precision", e => e.Place is { } at ? WireName.Of(at.Precision) : null),
        Value<DateOnly>("date_start", e => Day(e.Days?.Start)),
        Value<DateOnly>("date_end", e => Day(e.Days?.End)),
        Text("date_precision", e => e.Days is { } days ? WireName.Of(days.Precision) : null),
        Text("date_basis", e => e.DateBasis is { } basis ? WireName.Of(basis) : null),
        Value<int>("fatalities_low", e => e.Fatalities?.Low),
        Value<int>("fatalities_best", e => e.Fatalities?.Best),
        Value<int>("fatalities_high", e => e.Fatalities?.High),
        Value<int>("injured_low", e => e.Injured?.Low),
        Value<int>("injured_best", e => e.Injured?.Best),
        Value<int>("injured_high", e => e.Injured?.High),
        Text("weapons", e => e.Weapons.IsEmpty ? null : string.Join("; ", e.Weapons)),
        Text("sources", e => string.Join("; ", e.Sources.Select(s => s.Name))),
        Value<int>("source_count", e => e.Sources.Length),
        Value<int>("claim_count", e => e.Claims.Length),
        Text("quote", e => e.Quote),
        Value<DateOnly>("known_since", e => Day(e.KnownSince)),
        Value<double>("confidence", e => e.Confidence),
        new(new DataField("geometry", typeof(byte[]), isNullable: true), (into, field, events) => into.WriteAsync(field, [.. events.Select(Point)])),
    ];

    /// <param name="into">May be a pipe: it is only appended to.</param>
    public static async Task WriteAsync(IEnumerable<Event> events, Stream into)
    {
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(Columns.Select(c => c.Field)), into).ConfigureAwait(false);
        writer.CustomMetadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["geo"] = Geo };
        foreach (var some in events.Chunk(GroupRows).DefaultIfEmpty([]))
        {
            using var group = writer.CreateRowGroup();
            foreach (var column in Columns) await column.Write(group, column.Field, some).ConfigureAwait(false);
        }
    }

    private static Column Text(string name, Func<Event, string?> of) =>
        new(new DataField(name, typeof(string), isNullable: true), (into, field, events) => into.WriteAsync(field, [.. events.Select(e => of(e)!)]));

    private static Column Value<T>(string name, Func<Event, T?> of) where T : struct =>
        new(new DataField(name, typeof(T), isNullable: true), (into, field, events) => into.WriteAsync<T>(field, events.Select(of).ToArray()));

    private static string? Names(IReadOnlyCollection<Party> parties) => parties.Count == 0 ? null : string.Join("; ", parties.Select(p => p.Name));

    private static string? Ids(IReadOnlyCollection<Party> parties) => parties.Any(p => p.ActorId is not null) ? string.Join("; ", parties.Select(p => p.ActorId ?? "")) : null;

    private static DateOnly? Day(LocalDate? day) => day is { Year: >= 1 } d ? new DateOnly(d.Year, d.Month, d.Day) : null;

    // Well-known binary: little endian, a point, longitude, latitude.
    private static byte[] Point(Event happening)
    {
        if (happening.Place?.Place is not { Latitude: { } latitude, Longitude: { } longitude }) return null!;
        var bytes = new byte[21];
        bytes[0] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(1), 1);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(5), longitude);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(13), latitude);
        return bytes;
    }

    private sealed record Column(DataField Field, Func<ParquetRowGroupWriter, DataField, Event[], Task> Write);
}
