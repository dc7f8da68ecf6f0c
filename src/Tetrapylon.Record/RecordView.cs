using System.Collections.Immutable;
using System.Text;
using NodaTime;
using Tetrapylon.Model;
using Tetrapylon.Record.Review;
using Tetrapylon.Record.Store;

namespace Tetrapylon.Record;

/// <summary>The record as it was known at the end of one day: what reports published up to then said. Read only.</summary>
/// <remarks>The present view reads what is derived already; an earlier one derives what is asked for from the claims known then, by the same rules.</remarks>
public sealed class RecordView
{
    private readonly StoreConnection _db;
    private readonly Payload _payload;
    private readonly ClaimTable _claims;
    private readonly EncounterTable _encounters;
    private readonly Reconciler _reconciler;
    private readonly Func<string, Place> _placeOf;
    private readonly long _at;
    private readonly Lazy<LocalDate?> _latest;
    private readonly Lazy<List<long>> _cut;
    private readonly FilterSql _filters;
    private readonly Dictionary<RecordFilter, List<Event>> _unsettled = [];
    private readonly int _slack;

    internal RecordView(StoreConnection db, Payload payload, ClaimTable claims, RecordRules rules, Func<string, Place> placeOf, LocalDate? knownAt)
    {
        (_db, _payload, _claims, _reconciler, _placeOf, KnownAt) = (db, payload, claims, new(rules), placeOf, knownAt);
        _encounters = new(db, claims, _reconciler, rules.Control.AdversaryReach);
        _filters = new(db, Places);
        // Claims of one event lie no farther apart in time.
        _slack = rules.Merge.LongRange + rules.Merge.ReportDaySlack;
        _at = knownAt is { } day ? Days.Number(day) : ClaimTable.Undated;
        _cut = new(CutComponents);
        _latest = new(() => db.Scalar("SELECT max(known_since) FROM report") is long latest ? Days.Of((int)latest) : null);
    }

    /// <summary>Null when the view shows all that is known.</summary>
    public LocalDate? KnownAt { get; }

    /// <summary>The last day of which a report tells in this view; null when none is dated.</summary>
    public LocalDate? Latest => KnownAt is { } day && _latest.Value is { } last ? LocalDate.Min(day, last) : _latest.Value;

    /// <summary>Places of the record with this name, in any spelling of the gazetteer or of a report, or this id; the most populous first. Empty when the record has none.</summary>
    public ImmutableArray<Place> Places(string nameOrId)
    {
        var ids = _db.Rows("SELECT id FROM place WHERE id=$1 UNION SELECT place FROM place_name WHERE name=$2", r => r.GetString(0), nameOrId, NameFold.Fold(nameOrId));
        return [.. ids.Select(_placeOf).Select(WithToldNames).OrderByDescending(p => p.Population).ThenBy(p => p.Id, StringComparer.Ordinal)];
    }

    /// <summary>Events by day and id.</summary>
    public IEnumerable<Event> Events(RecordFilter filter) => Limited(Merged(Derived(filter), Unsettled(filter)), filter.Limit);

    /// <summary>The event of an id; null when it is not known, or no more.</summary>
    public Event? Event(ContentId id)
    {
        if (_at == ClaimTable.Undated)
            return _db.Rows("SELECT payload FROM event WHERE id=$1", r => _payload.Read<Event>((byte[])r[0]), StoreConnection.Blob(id)).FirstOrDefault();
        return _db.Rows("SELECT component FROM event WHERE id=$1", r => r.GetInt64(0), StoreConnection.Blob(id)).SelectMany(OfComponent).FirstOrDefault(e => e.Id == id);
    }

    /// <summary>Histories of the places with this name (all places of the record when null), by country and name; those of which nothing is told left out.</summary>
    /// <param name="on">Only the spell that covers this day.</param>
    public IEnumerable<ControlHistory> Control(string? place = null, LocalDate? on = null, string? country = null)
    {
        var places = place is null
            ? _db.Rows("SELECT DISTINCT place FROM claim WHERE control=1", r => r.GetString(0)).Select(_placeOf)
            : Places(place).AsEnumerable();
        foreach (var each in places.OrderBy(p => p.Country, StringComparer.Ordinal).ThenBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.Id, StringComparer.Ordinal))
        {
            if (country is not null && !string.Equals(each.Country, country, StringComparison.OrdinalIgnoreCase)) continue;
            if (History(each) is not { Spells.IsEmpty: false } found) continue;
            var history = found with { Place = WithToldNames(each) };
            if (on is not { } day) yield return history;
            else if (history.On(day) is { } spell) yield return history with { Spells = [spell], Beliefs = [.. history.Beliefs.Where(b => b.Day == day)] };
        }
    }

    /// <summary>Damage records by site, by the day first known.</summary>
    /// <remarks>Place narrows to sites in it; Words to sites of that name; the other parts as for events.</remarks>
    public IEnumerable<DamageRecord> Damage(RecordFilter filter)
    {
        var places = filter.Place is null ? null : _filters.PlaceSet(filter.Place);
        var actor = filter.Actor is { } name ? NameFold.Fold(name) : null;
        // Asked for a place by its id, only what lies there is looked at.
        var there = places is not null && places.Contains(filter.Place!) ? System.Text.Json.JsonSerializer.Serialize(places) : null;
        // Who says so is known of claims.
        var told = new RecordFilter { Report = filter.Report, SourceKind = filter.SourceKind, Publisher = filter.Publisher, Review = filter.Review };
        var wanted = told == new RecordFilter() ? null : Claims(told).Select(c => c.Id).ToHashSet();
        var lies = there is null ? "$1=''" : _db.Among("place", "$1");
        var found = _at == ClaimTable.Undated
            ? _db.Rows($"SELECT payload FROM damage WHERE {lies} ORDER BY site, key", r => _payload.Read<DamageRecord>((byte[])r[0]), there ?? "")
            : _db.Rows($"SELECT DISTINCT site FROM claim WHERE site IS NOT NULL AND {lies} ORDER BY site", r => r.GetString(0), there ?? "").SelectMany(s => _reconciler.Damage(_claims.Known(_at, "claim.site=$1", s), HistoryAround));
        return Limited(found.Where(d =>
            (places is null || d.Place is { } p && places.Contains(p.Id) || filter.Place is { } asked && string.Equals(NameFold.Fold(d.Site), NameFold.Fold(asked), StringComparison.Ordinal))
            && (filter.Country is null || string.Equals(d.Country, filter.Country, StringComparison.OrdinalIgnoreCase))
            && (filter.Box is not { } box || d.Place is { } q && box.Contains(q))
            && (wanted is null || d.Claims.Any(wanted.Contains))
            && (filter.Status is null || d.Status == filter.Status)
            && (actor is null || d.Agent is { } a && (string.Equals(a.ActorId, filter.Actor, StringComparison.Ordinal) || string.Equals(NameFold.Fold(a.Name), actor, StringComparison.Ordinal)))
            && (filter.Words is null || NameFold.Fold(d.Site).Contains(NameFold.Fold(filter.Words), StringComparison.Ordinal))
            && (filter.To is not { } to || d.LastKnownIntact is not { } intact || intact <= to)
            && (filter.From is not { } from || d.FirstKnownDamaged is not { } damaged || damaged >= from)), filter.Limit);
    }

    /// <summary>What was done to one site, by its key.</summary>
    public ImmutableArray<DamageRecord> DamageOf(string site) => _at == ClaimTable.Undated
        ? [.. _db.Rows("SELECT payload FROM damage WHERE site=$1 ORDER BY key", r => _payload.Read<DamageRecord>((byte[])r[0]), site)] : OfSite(site);

    /// <summary>Claims by the day told of and id, of the versions of reports that stood at the day of this view.</summary>
    public IEnumerable<Claim> Claims(RecordFilter filter)
    {
        var (where, values) = _filters.Claims(filter);
        foreach (var known in _claims.Known(_at, where, values).OrderBy(c => c.Start ?? int.MaxValue).ThenBy(c => c.Claim.Id).Take(filter.Limit ?? int.MaxValue))
            yield return known.Claim;
    }

    /// <summary>The claim of an id, of whatever version of its report; null when there is none.</summary>
    public Claim? Claim(ContentId id) => _claims.All("claim.id=$1", StoreConnection.Blob(id)) is [var row] ? row.Claim.Claim : null;

    /// <summary>The report of an id as it stood at the day of this view, with its text; null when it was not known.</summary>
    public Report? Report(string id) => Reports("id=$1", id);

    /// <summary>The very version of a report that a claim was coded from.</summary>
    public Report? Report(ContentId content) => Reports("content=$1", StoreConnection.Blob(content), everyVersion: true);

    /// <summary>Ids of reports in which these words stand, best first.</summary>
    public IReadOnlyList<string> Search(string words, int limit = 50)
    {
        var (from, where, order) = _db.Search("$1");
        return _db.Rows($"""
            SELECT report.id FROM {from}
            WHERE {where} AND coalesce(report.known_since, 9999999) <= $2 AND (report.superseded_from IS NULL OR report.superseded_from > $2) ORDER BY {order}, report.id LIMIT $3
            """, r => r.GetString(0), _db.Query(words), _at, limit);
    }

    /// <summary>The claims coded from one version of a report, rejected ones too, each with how it stands with its reviewers.</summary>
    public IReadOnlyList<ReviewedClaim> ClaimsOf(ContentId content) => Reviewed("claim.report=(SELECT key FROM report WHERE content=$1)", StoreConnection.Blob(content));

    /// <summary>A claim with how it stands with its reviewers; null when there is none of this id.</summary>
    public ReviewedClaim? Reviewed(ContentId claim) => Reviewed("claim.id=$1", StoreConnection.Blob(claim)) is [var one] ? one : null;

    /// <summary>The event that a claim was merged into; null when it counts for none in this view.</summary>
    public Event? EventOf(ContentId claim)
    {
        if (_at == ClaimTable.Undated)
            return _db.Rows("SELECT event.payload FROM claim JOIN event_claim ON event_claim.claim=claim.key JOIN event ON event.key=event_claim.event WHERE claim.id=$1",
                r => _payload.Read<Event>((byte[])r[0]), StoreConnection.Blob(claim)).FirstOrDefault();
        return _db.Rows("SELECT component FROM claim WHERE id=$1 AND component IS NOT NULL", r => r.GetInt64(0), StoreConnection.Blob(claim)).SelectMany(OfComponent).FirstOrDefault(e => e.Claims.Contains(claim));
    }

    /// <summary>Events of the same neighbourhood that were not merged with this one.</summary>
    public IReadOnlyList<Event> Neighbours(Event of) =>
        [.. _db.Rows("SELECT DISTINCT component FROM claim WHERE id=$1 AND component IS NOT NULL", r => r.GetInt64(0), StoreConnection.Blob(of.Claims[0])).SelectMany(OfComponent).Where(e => e.Id != of.Id)];

    private List<ReviewedClaim> Reviewed(string where, object value) => _db.Rows($"""
        SELECT claim.payload, claim.judged, claim.machine, judgement.number, judgement.by, judgement.at, judgement.reason FROM claim
        LEFT JOIN judgement ON judgement.number=(SELECT max(number) FROM judgement last WHERE last.claim=claim.id) WHERE {where} ORDER BY claim.key
        """, r => new ReviewedClaim(_payload.Read<Claim>((byte[])r[0]), new((ReviewStatus)r.GetInt64(1), r.IsDBNull(3) ? 0 : r.GetInt64(3), r.IsDBNull(4) ? null : r.GetString(4),
            r.IsDBNull(5) ? null : Instant.FromUnixTimeTicks(r.GetInt64(5)), r.IsDBNull(6) ? null : r.GetString(6), r.IsDBNull(2) ? null : _payload.Read<Claim>((byte[])r[2]))), value);

    internal FilterSql Filters => _filters;

    internal Payload Payload => _payload;

    internal IEnumerable<Event> OfComponent(long component) => _reconciler.Events(_claims.Known(_at, "claim.component=$1", component));

    internal ControlHistory History(Place place)
    {
        if (_at != ClaimTable.Undated) return UntilNow(_reconciler.Control(place, _claims.OfControl(place, _at), (country, day) => _encounters.Near(country, day, _at)));
        return _db.Scalar("SELECT payload FROM control WHERE place=$1", place.Id) is string found ? UntilNow(_payload.Read<ControlHistory>(Encoding.UTF8.GetBytes(found))) : new(place, []);
    }

    // That a fight fades when nobody tells of it any more can only be said of days that have come.
    private ControlHistory UntilNow(ControlHistory history)
    {
        if ((KnownAt ?? _latest.Value) is not { } now || history.Spells.IsEmpty || history.Spells[^1].From <= now) return history;
        var told = history.Spells.RemoveAll(s => s.From > now && s.FromPrecision == DatePrecision.Vague && s.Claims.IsEmpty);
        return told.IsEmpty ? history : history with { Spells = told.SetItem(told.Length - 1, told[^1] with { To = null }), Beliefs = history.Beliefs.RemoveAll(b => b.Day > now) };
    }

    internal ImmutableArray<DamageRecord> OfSite(string site) => _reconciler.Damage(_claims.Known(_at, "claim.site=$1", site), HistoryAround);

    internal long At => _at;

    internal StoreConnection Db => _db;

    internal Place PlaceOf(string id) => _placeOf(id);

    /// <summary>A place with the names reports call it by, after those of the gazetteer. A region is not called by the bare name of its town.</summary>
    private Place WithToldNames(Place place) => place with
    {
        Names = [.. place.Names.Union(_db.Rows("SELECT name FROM place_told WHERE place=$1 ORDER BY name", r => r.GetString(0), place.Id).Where(n => !IsOfTown(n, place)), StringComparer.Ordinal)],
    };

    private bool IsOfTown(string name, Place area) => area.Kind is PlaceKind.Region or PlaceKind.District
        && _db.Scalar("SELECT 1 FROM place_name JOIN place ON place.id=place_name.place WHERE place_name.name=$1 AND place.country IS NOT DISTINCT FROM $2 AND place.kind=$3 LIMIT 1", NameFold.Fold(name), area.Country, (int)PlaceKind.Settlement) is not null;

    private ControlHistory? HistoryAround(Place place)
    {
        for (var steps = 0; steps < 4; steps++)
        {
            if (History(place) is { Spells.IsEmpty: false } history) return history;
            if (place.Parent is not { } parent || _db.Scalar("SELECT 1 FROM place WHERE id=$1", parent) is null) return null;
            place = _placeOf(parent);
        }
        return null;
    }

    private IEnumerable<Event> Derived(RecordFilter filter)
    {
        var (where, values) = _filters.Events(filter);
        // What is asked of one place comes in one answer; all of a record's events would be much at once.
        if (filter.Place is not null)
        {
            foreach (var told in _db.Rows($"SELECT payload FROM event WHERE {where} AND {(_at == ClaimTable.Undated ? "1=1" : $"NOT {HasToldSince("event.component")}")} ORDER BY coalesce(day_start, 9999999), id", r => (byte[])r[0], values))
                yield return _payload.Read<Event>(told);
            yield break;
        }
        foreach (var key in _db.Rows($"SELECT key FROM event WHERE {where} AND {Settled} ORDER BY coalesce(day_start, 9999999), id", r => r.GetInt64(0), values))
            yield return _db.Rows("SELECT payload FROM event WHERE key=$1", r => _payload.Read<Event>((byte[])r[0]), key)[0];
    }

    /// <summary>True of the events that are now as they were on the day of this view: those of whose neighbourhood nothing was told since.</summary>
    internal string Settled => _at == ClaimTable.Undated ? "1=1" : $"event.component NOT IN ({ToldSince})";

    // Three questions, so that an index answers each.
    private string ToldSince => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"""
        SELECT component FROM claim WHERE known_since > {_at} AND component IS NOT NULL
        UNION SELECT component FROM claim WHERE known_since IS NULL AND component IS NOT NULL
        UNION SELECT component FROM claim WHERE report IN (SELECT key FROM report WHERE superseded_from > {_at}) AND component IS NOT NULL
        """);

    // The same of one neighbourhood: cheaper where few are asked of.
    private string HasToldSince(string component) => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"EXISTS (SELECT 1 FROM claim since WHERE since.component={component} AND (since.known_since IS NULL OR since.known_since > {_at} OR since.report IN (SELECT key FROM report WHERE superseded_from > {_at})))");

    // Neighbourhoods of which something was told by the day of this view and something since: few, for news of one happening comes within days.
    private List<long> CutComponents() => _db.Rows(string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"SELECT DISTINCT component FROM claim WHERE known_since <= {_at} AND component IN ({ToldSince})"), r => r.GetInt64(0));

    /// <summary>The events that fit and were otherwise on the day of this view, folded anew from the claims known then, by day and id.</summary>
    internal List<Event> Unsettled(RecordFilter filter)
    {
        if (_at == ClaimTable.Undated || filter.Place is null && _cut.Value.Count == 0) return [];
        // A page asks for its list, its counts and its weeks by one filter.
        if (!_unsettled.TryGetValue(filter, out var found)) _unsettled.Add(filter, found = FoldUnsettled(filter));
        return found;
    }

    private List<Event> FoldUnsettled(RecordFilter filter)
    {
        // Each part of the question may be answered by another claim of the event, so neighbourhoods are found part by part and events judged whole.
        var parts = new List<string> { filter.Place is null ? $"component IN ({string.Join(',', _cut.Value)})" : "known_since <= " + _at.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        var values = new List<object?>();
        var days = new RecordFilter { From = filter.From?.PlusDays(-_slack), To = filter.To?.PlusDays(_slack) };
        foreach (var part in (ReadOnlySpan<RecordFilter>)[new() { Place = filter.Place }, new() { Country = filter.Country }, new() { Type = filter.Type }, new() { Status = filter.Status },
            filter.Place is null ? new() { From = filter.From, To = filter.To } : new(), new() { Box = filter.Box }, filter.Told])
        {
            var (where, more) = _filters.Claims(part, values.Count);
            if (more.Length == 0) continue;
            values.AddRange(more);
            if (part.Place is not null && _filters.Claims(days, values.Count) is { Values: { Length: > 0 } bounds } about)
            {
                // The claim that names the place must be about the days as well, unless it has none or a reviewer joined it: few claims are looked at.
                where = $"{where} AND (day_start IS NULL OR linked=1 OR {about.Where})";
                values.AddRange(bounds);
            }
            parts.Add($"component IN (SELECT component FROM claim WHERE {where})");
        }
        var asked = $"SELECT DISTINCT component FROM claim WHERE {string.Join(" AND ", parts)}";
        if (filter.Place is not null) asked = $"SELECT component FROM ({asked}) near WHERE {HasToldSince("near.component")}";
        var components = _db.Rows(asked, r => r.GetInt64(0), [.. values]);
        var wanted = filter.Told == new RecordFilter() ? null : Claims(filter.Told).Select(c => c.Id).ToHashSet();
        var places = filter.Place is null ? null : _filters.PlaceSet(filter.Place);
        return [.. components.SelectMany(OfComponent).Where(e => Fits(e, filter, places) && (wanted is null || e.Claims.Any(wanted.Contains))).OrderBy(FirstDay).ThenBy(e => e.Id)];
    }

    // Both by day and id.
    private static IEnumerable<Event> Merged(IEnumerable<Event> many, List<Event> few)
    {
        var next = 0;
        foreach (var told in many)
        {
            for (; next < few.Count && (FirstDay(few[next]), few[next].Id).CompareTo((FirstDay(told), told.Id)) < 0; next++) yield return few[next];
            yield return told;
        }
        for (; next < few.Count; next++) yield return few[next];
    }

    private static int FirstDay(Event told) => told.Days is { } d ? Days.Number(d.Start) : int.MaxValue;

    private static bool Fits(Event told, RecordFilter filter, HashSet<string>? places) =>
        (places is null || told.Place?.Place is { } p && places.Contains(p.Id))
        && (filter.Box is not { } box || told.Place?.Place is { } q && box.Contains(q))
        && (filter.Country is null || string.Equals(told.Place?.Country, filter.Country, StringComparison.OrdinalIgnoreCase))
        && (filter.Type is null || string.Equals(told.SubType, filter.Type, StringComparison.Ordinal) || string.Equals(told.Type, filter.Type, StringComparison.Ordinal))
        && (filter.Status is null || told.Status == filter.Status)
        && (filter.From is not { } from || told.Days is { } d && d.End >= from)
        && (filter.To is not { } to || told.Days is { } e && e.Start <= to);

    private Report? Reports(string where, object value, bool everyVersion = false)
    {
        var found = _db.Rows($"""
            SELECT payload, text, packed FROM report WHERE {where} AND ($2=1 OR coalesce(known_since, 9999999) <= $3 AND (superseded_from IS NULL OR superseded_from > $3))
            """, r => _payload.Read<Report>((byte[])r[0]) with { Text = Payload.Unpack((byte[])r[1], r.GetInt32(2)) }, value, everyVersion ? 1 : 0, _at);
        return found.Count == 0 ? null : found[0];
    }

    private static IEnumerable<T> Limited<T>(IEnumerable<T> all, int? limit) => limit is { } most ? all.Take(most) : all;
}
