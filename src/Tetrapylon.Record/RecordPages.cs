using NodaTime;
using Tetrapylon.Model;
using Tetrapylon.Record.Review;
using Tetrapylon.Record.Store;

namespace Tetrapylon.Record;

/// <summary>Where a page of events ended: the next begins after it.</summary>
/// <param name="Day">First day of the last event as a day number; one after all days where it has none.</param>
public readonly record struct EventCursor(long Day, ContentId Id);

/// <summary>One page of an ordered list.</summary>
/// <param name="Next">Null on the last page.</param>
public sealed record EventSlice(IReadOnlyList<Event> Items, EventCursor? Next);

/// <summary>A value of a field, and how many events or claims have it.</summary>
public readonly record struct Facet(string Value, long Count);

/// <summary>How many events each value of each field has, under one filter.</summary>
public sealed record Facets(long Total, IReadOnlyList<Facet> Types, IReadOnlyList<Facet> Countries, IReadOnlyList<Facet> Statuses);

/// <summary>An event as a mark on a map and a bar in time, without its words.</summary>
public readonly record struct EventMark(ContentId Id, string SubType, ClaimStatus Status, string Place, PlaceKind PlaceKind, double Latitude, double Longitude, int? Start, int? End, long? Dead, double Confidence);

/// <summary>How much one publisher told.</summary>
/// <param name="First">First and last day of its reports.</param>
public sealed record PublisherCount(string Publisher, long Reports, long Claims, LocalDate? First, LocalDate? Last);

/// <summary>An actor of the record and how many claims it takes part in.</summary>
public readonly record struct ActorCount(string Actor, long Claims);

/// <summary>A record asked page by page, as people who browse it do.</summary>
public sealed class RecordPages(RecordView view)
{
    private const string Day = "coalesce(event.day_start, 9999999)";
    private StoreConnection Db => view.Db;

    /// <summary>Events by day and id, one page at a time; each page costs the same wherever it lies.</summary>
    public EventSlice Events(RecordFilter filter, EventCursor? after, int limit, bool latestFirst = false)
    {
        var (where, values) = view.Filters.Events(filter, 3);
        var (order, beyond) = latestFirst ? ("DESC", "<") : ("ASC", ">");
        // Of days, the undated stand last in either order. The bound on the day alone is there for the index: of pairs it knows nothing.
        var day = latestFirst ? "coalesce(event.day_start, -1)" : Day;
        // The first page begins before all events; the latest first, no later than at the last day asked for.
        var start = after ?? (latestFirst ? new(filter.To is { } to ? Days.Number(to) + 1L : long.MaxValue, default) : new EventCursor(long.MinValue, default));
        var found = Db.Rows($"""
            SELECT event.payload FROM event WHERE {where} AND {view.Settled} AND {day} {beyond}= $1 AND ({day}, event.id) {beyond} ($1, $2)
            ORDER BY {day} {order}, event.id {order} LIMIT $3
            """, r => view.Payload.Read<Event>((byte[])r[0]), [start.Day, StoreConnection.Blob(start.Id), limit + 1, .. values]);
        var unsettled = view.Unsettled(filter).Where(e => (Number(e, latestFirst), e.Id).CompareTo((start.Day, start.Id)) is var at && (latestFirst ? at < 0 : at > 0)).ToList();
        if (unsettled.Count > 0)
        {
            var all = found.Concat(unsettled);
            found = [.. (latestFirst ? all.OrderByDescending(e => Number(e, true)).ThenByDescending(e => e.Id) : all.OrderBy(e => Number(e, false)).ThenBy(e => e.Id)).Take(limit + 1)];
        }
        return Cut(found, limit, latestFirst);
    }

    /// <summary>Each event that fits, with a mark of its state: the mark changes whenever anything in the event does.</summary>
    public IReadOnlyList<(ContentId Id, ContentId State)> States(RecordFilter filter)
    {
        if (view.KnownAt is not null) throw new InvalidOperationException("What is known is watched as it is now.");
        var (where, values) = view.Filters.Events(filter);
        return Db.Rows($"SELECT event.id, event.payload FROM event WHERE {where}", r => (Id((byte[])r[0]), ContentId.Of((byte[])r[1])), values);
    }

    public long Count(RecordFilter filter)
    {
        var (where, values) = view.Filters.Events(filter);
        return (long)Db.Scalar($"SELECT count(*) FROM event WHERE {where} AND {view.Settled}", values)! + view.Unsettled(filter).Count;
    }

    public Facets Facets(RecordFilter filter, int most = 40)
    {
        var (where, values) = view.Filters.Events(filter);
        var counts = Db.Rows($"SELECT sub_type, country, status, count(*) FROM event WHERE {where} AND {view.Settled} GROUP BY 1, 2, 3",
            r => (Type: r.GetString(0), Country: r.IsDBNull(1) ? "" : r.GetString(1), Status: (ClaimStatus)r.GetInt64(2), Count: r.GetInt64(3)), values);
        counts.AddRange(view.Unsettled(filter).Select(e => (e.SubType, e.Place?.Country ?? "", e.Status, 1L)));
        List<Facet> By(Func<(string Type, string Country, ClaimStatus Status, long Count), string> value) =>
            [.. counts.GroupBy(value, StringComparer.Ordinal).Select(g => new Facet(g.Key, g.Sum(c => c.Count))).OrderByDescending(f => f.Count).ThenBy(f => f.Value, StringComparer.Ordinal).Take(most)];
        return new(counts.Sum(c => c.Count), By(c => c.Type), By(c => c.Country), By(c => WireName.Of(c.Status)));
    }

    /// <summary>Events that have a point, as marks; at most so many, the latest.</summary>
    public IReadOnlyList<EventMark> Marks(RecordFilter filter, int limit)
    {
        var (where, values) = view.Filters.Events(filter);
        var marks = Db.Rows($"""
            SELECT event.id, event.sub_type, event.status, event.place, place.kind, place.latitude, place.longitude, event.day_start, event.day_end, event.dead, event.confidence
            FROM event JOIN place ON place.id=event.place WHERE place.latitude IS NOT NULL AND {where} AND {view.Settled} ORDER BY event.day_start DESC NULLS LAST, event.id LIMIT {limit}
            """, r => new EventMark(Id((byte[])r[0]), r.GetString(1), (ClaimStatus)r.GetInt64(2), r.GetString(3), (PlaceKind)r.GetInt64(4), r.GetDouble(5), r.GetDouble(6),
                r.IsDBNull(7) ? null : r.GetInt32(7), r.IsDBNull(8) ? null : r.GetInt32(8), r.IsDBNull(9) ? null : r.GetInt64(9), r.GetDouble(10)), values);
        var unsettled = view.Unsettled(filter).Where(e => e.Place?.Place is { Latitude: not null, Longitude: not null }).Select(e => new EventMark(e.Id, e.SubType, e.Status, e.Place!.Place!.Id,
            e.Place.Place.Kind, e.Place.Place.Latitude!.Value, e.Place.Place.Longitude!.Value, e.Days is { } d ? Days.Number(d.Start) : null, e.Days is { } f ? Days.Number(f.End) : null, e.Fatalities?.Best, e.Confidence)).ToList();
        return unsettled.Count == 0 ? marks : [.. marks.Concat(unsettled).OrderByDescending(m => m.Start ?? int.MinValue).ThenBy(m => m.Id).Take(limit)];
    }

    /// <summary>The events with most dead, by day.</summary>
    public IReadOnlyList<Event> Deadliest(RecordFilter filter, int most)
    {
        var (where, values) = view.Filters.Events(filter, 1);
        return [.. Db.Rows($"SELECT event.payload FROM event WHERE event.dead > 0 AND {where} AND {view.Settled} ORDER BY event.dead DESC, event.id LIMIT $1", r => view.Payload.Read<Event>((byte[])r[0]), [most, .. values])
            .Concat(view.Unsettled(filter).Where(e => e.Fatalities is { Best: > 0 })).OrderByDescending(e => e.Fatalities!.Best).ThenBy(e => e.Id).Take(most).OrderBy(e => e.Days?.Start)];
    }

    /// <summary>Events a week by event type: the Monday, the type, how many.</summary>
    public IReadOnlyList<(LocalDate Week, string Type, long Count)> Weeks(RecordFilter filter)
    {
        var (where, values) = view.Filters.Events(filter);
        // Day number 0 was a Monday.
        var weeks = Db.Rows($"SELECT day_start / 7, type, count(*) FROM event WHERE day_start IS NOT NULL AND {where} AND {view.Settled} GROUP BY 1, 2 ORDER BY 1, 2", r => (Week: r.GetInt32(0), Type: r.GetString(1), Count: r.GetInt64(2)), values);
        weeks.AddRange(view.Unsettled(filter).Where(e => e.Days is not null).Select(e => (Days.Number(e.Days!.Value.Start) / 7, e.Type, 1L)));
        return [.. weeks.GroupBy(w => (w.Week, w.Type)).OrderBy(g => g.Key.Week).ThenBy(g => g.Key.Type, StringComparer.Ordinal).Select(g => (Days.Of(g.Key.Week * 7), g.Key.Type, g.Sum(w => w.Count)))];
    }

    /// <summary>First and last day on which something of the record was; null when nothing has a day.</summary>
    public (LocalDate First, LocalDate Last)? Span() =>
        Db.Rows("SELECT min(day_start), max(day_end) FROM event WHERE day_start IS NOT NULL", r => r.IsDBNull(0) ? default((LocalDate, LocalDate)?) : (Days.Of(r.GetInt32(0)), Days.Of(r.GetInt32(1))))[0];

    /// <summary>Claims that wait for a reviewer, the most urgent first.</summary>
    /// <param name="after">Urgency and row of the last one seen.</param>
    public IReadOnlyList<(ReviewedClaim Claim, double Urgency, long Row)> Queue(RecordFilter filter, (double Urgency, long Row)? after, int limit)
    {
        var (where, values) = view.Filters.Claims(filter with { Review = null }, 3);
        return Db.Rows($"""
            SELECT claim.payload, claim.urgency, claim.key, (SELECT coalesce(max(number), 0) FROM judgement WHERE judgement.claim=claim.id) FROM claim JOIN report ON report.key=claim.report
            WHERE claim.judged=0 AND claim.urgency IS NOT NULL AND report.superseded_from IS NULL AND {where} AND (claim.urgency < $1 OR claim.urgency = $1 AND claim.key > $2)
            ORDER BY claim.urgency DESC, claim.key LIMIT $3
            """, r => (new ReviewedClaim(view.Payload.Read<Claim>((byte[])r[0]), new(ReviewStatus.Unreviewed, r.GetInt64(3))), r.GetDouble(1), r.GetInt64(2)),
            [after?.Urgency ?? double.MaxValue, after?.Row ?? 0, limit, .. values]);
    }

    /// <summary>How many claims stand how with their reviewers.</summary>
    public IReadOnlyDictionary<ReviewStatus, long> ReviewCounts(RecordFilter filter)
    {
        var (where, values) = view.Filters.Claims(filter with { Review = null });
        return Db.Rows($"SELECT claim.judged, count(*) FROM claim WHERE {where} GROUP BY 1", r => ((ReviewStatus)r.GetInt64(0), r.GetInt64(1)), values).ToDictionary(c => c.Item1, c => c.Item2);
    }

    /// <summary>Reports in which words stand: id, title, publisher, day; best first.</summary>
    public IReadOnlyList<(string Id, string? Title, string? Publisher, LocalDate? Day)> Reports(string? words, string? publisher, int offset, int limit)
    {
        var at = view.At;
        const string Columns = "report.id, report.payload, report.publisher, report.known_since";
        const string Stands = "coalesce(report.known_since, 9999999) <= $1 AND (report.superseded_from IS NULL OR report.superseded_from > $1) AND ($2='' OR report.publisher=$2)";
        var (from, has, order) = words is null ? ("report", "$3='*'", "report.known_since DESC NULLS LAST") : Db.Search("$3");
        return Db.Rows($"SELECT {Columns} FROM {from} WHERE {has} AND {Stands} ORDER BY {order}, report.id LIMIT $4 OFFSET $5",
            r => (r.GetString(0), view.Payload.Read<Report>((byte[])r[1]).Title, r.IsDBNull(2) ? null : r.GetString(2), r.IsDBNull(3) ? default(LocalDate?) : Days.Of(r.GetInt32(3))),
            at, publisher ?? "", words is null ? "*" : Db.Query(words), limit, offset);
    }

    /// <summary>Who published how much; the most telling first.</summary>
    public IReadOnlyList<PublisherCount> Publishers() => Db.Rows("""
        SELECT coalesce(publisher, ''), count(*), min(known_since), max(known_since), (SELECT count(*) FROM claim JOIN report r2 ON r2.key=claim.report WHERE r2.publisher IS NOT DISTINCT FROM report.publisher)
        FROM report WHERE coalesce(known_since, 9999999) <= $1 GROUP BY publisher ORDER BY 2 DESC, 1
        """, r => new PublisherCount(r.GetString(0), r.GetInt64(1), r.GetInt64(4), r.IsDBNull(2) ? null : Days.Of(r.GetInt32(2)), r.IsDBNull(3) ? null : Days.Of(r.GetInt32(3))), view.At);

    /// <summary>Who tells of what fits: publishers by their claims.</summary>
    public IReadOnlyList<PublisherCount> PublishersOf(RecordFilter filter, int most)
    {
        var (where, values) = view.Filters.Claims(filter, 2);
        return Db.Rows($"""
            SELECT coalesce(report.publisher, ''), count(DISTINCT report.key), count(*), min(report.known_since), max(report.known_since) FROM claim JOIN report ON report.key=claim.report
            WHERE claim.judged <> 2 AND coalesce(report.known_since, 9999999) <= $1 AND {where} GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT $2
            """, r => new PublisherCount(r.GetString(0), r.GetInt64(1), r.GetInt64(2), r.IsDBNull(3) ? null : Days.Of(r.GetInt32(3)), r.IsDBNull(4) ? null : Days.Of(r.GetInt32(4))), [view.At, most, .. values]);
    }

    /// <summary>Reports of each day by publisher; those without a day left out.</summary>
    public IReadOnlyList<(LocalDate Day, string Publisher, long Reports)> Daily(LocalDate? from, LocalDate? to) => Db.Rows("""
        SELECT known_since, coalesce(publisher, ''), count(*) FROM report WHERE known_since BETWEEN $1 AND $2 AND known_since <= $3 GROUP BY 1, 2 ORDER BY 1, 2
        """, r => (Days.Of(r.GetInt32(0)), r.GetString(1), r.GetInt64(2)), from is { } f ? Days.Number(f) : 0, to is { } t ? Days.Number(t) : 9999998, view.At);

    /// <summary>Claims that fit, the latest told first, whoever judged them how; with the row at which the page ended.</summary>
    /// <param name="before">Row of the last one seen.</param>
    public IReadOnlyList<(ReviewedClaim Claim, long Row)> Claims(RecordFilter filter, long? before, int limit)
    {
        var (where, values) = view.Filters.Claims(filter, 3);
        return Db.Rows($"""
            SELECT claim.payload, claim.judged, claim.key, (SELECT coalesce(max(number), 0) FROM judgement WHERE judgement.claim=claim.id) FROM claim JOIN report ON report.key=claim.report
            WHERE {where} AND claim.key < $1 AND coalesce(claim.known_since, 9999999) <= $2 AND (report.superseded_from IS NULL OR report.superseded_from > $2) ORDER BY claim.key DESC LIMIT $3
            """, r => (new ReviewedClaim(view.Payload.Read<Claim>((byte[])r[0]), new((ReviewStatus)r.GetInt64(1), r.GetInt64(3))), r.GetInt64(2)), [before ?? long.MaxValue, view.At, limit, .. values]);
    }

    /// <summary>Reports a month, and by how many publishers, and how many of these had not told before.</summary>
    public IReadOnlyList<(LocalDate Month, long Reports, long Publishers)> Coverage(string? publisher = null) => Db.Rows($"""
        SELECT {Db.MonthOf("known_since")}, count(*), count(DISTINCT publisher) FROM report
        WHERE known_since IS NOT NULL AND known_since <= $1 AND ($2='' OR publisher=$2) GROUP BY 1 ORDER BY 1
        """, r => (NodaTime.Text.LocalDatePattern.Iso.Parse(r.GetString(0)).Value, r.GetInt64(1), r.GetInt64(2)), view.At, publisher ?? "");

    /// <summary>Actors by the claims they take part in.</summary>
    public IReadOnlyList<ActorCount> Actors(int limit) => Db.Rows("SELECT actor, count(*) FROM claim_actor GROUP BY actor ORDER BY 2 DESC, 1 LIMIT $1", r => new ActorCount(r.GetString(0), r.GetInt64(1)), limit);

    /// <summary>Names by which reports call an actor.</summary>
    public IReadOnlyList<string> NamesOf(string actor) => Db.Rows("SELECT name FROM actor_name WHERE actor=$1 ORDER BY name", r => r.GetString(0), actor);

    private static EventSlice Cut(List<Event> found, int limit, bool latestFirst) => found.Count <= limit ? new(found, null)
        : new(found.GetRange(0, limit), new(Number(found[limit - 1], latestFirst), found[limit - 1].Id));

    private static long Number(Event e, bool latestFirst) => e.Days is { } d ? Days.Number(d.Start) : latestFirst ? -1 : 9999999;

    private static ContentId Id(byte[] bytes) => new(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes));
}
