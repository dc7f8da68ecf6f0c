using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Tetrapylon.Model;

namespace Tetrapylon.Record.Store;

/// <summary>Turns what is asked for into SQL over claims and events. Values are bound, never written into it.</summary>
internal sealed class FilterSql(StoreConnection db, Func<string, ImmutableArray<Place>> placesNamed)
{
    public (string Where, object?[] Values) Claims(RecordFilter filter, int used = 0)
    {
        var (parts, values) = (new List<string> { "1=1" }, new Values(used));
        Common(filter, "claim", parts, values);
        Told(filter, parts, values);
        return (string.Join(" AND ", parts), values.ToArray());
    }

    public (string Where, object?[] Values) Events(RecordFilter filter, int used = 0)
    {
        var (parts, values) = (new List<string> { "1=1" }, new Values(used));
        Common(filter, "event", parts, values);
        if (filter.Told != new RecordFilter())
        {
            // Who, which words and how it was reviewed is known of claims.
            var told = new List<string>();
            Told(filter, told, values);
            parts.Add($"event.key IN (SELECT event_claim.event FROM claim JOIN event_claim ON event_claim.claim=claim.key WHERE {string.Join(" AND ", told)})");
        }
        return (string.Join(" AND ", parts), values.ToArray());
    }

    /// <summary>Ids of the places a name stands for, and of those inside them.</summary>
    public HashSet<string> PlaceSet(string nameOrId)
    {
        var set = new HashSet<string>(StringComparer.Ordinal);
        foreach (var place in placesNamed(nameOrId))
        {
            set.Add(place.Id);
            set.UnionWith(db.Rows("SELECT id FROM place WHERE parent=$1 UNION SELECT id FROM place WHERE parent IN (SELECT id FROM place WHERE parent=$1)", r => r.GetString(0), place.Id));
            if (place.Country is null) continue;
            if (place.Kind == PlaceKind.Region)
                set.UnionWith(db.Rows("SELECT id FROM place WHERE country=$1 AND admin1=$2", r => r.GetString(0), place.Country, NameFold.Fold(place.Name)));
            if (place.Kind == PlaceKind.Country)
                set.UnionWith(db.Rows("SELECT id FROM place WHERE country=$1", r => r.GetString(0), place.Country));
        }
        return set;
    }

    private void Common(RecordFilter filter, string table, List<string> parts, Values values)
    {
        if (filter.Place is { } place)
            parts.Add(db.Among($"{table}.place", values.Add(JsonSerializer.Serialize(PlaceSet(place).Order(StringComparer.Ordinal)))));
        if (filter.Country is { } country) parts.Add($"{table}.country={values.Add(country.ToUpperInvariant())}");
        if (filter.Type is { } type) parts.Add($"{values.Add(type)} IN ({table}.type, {table}.sub_type)");
        if (filter.Status is { } status) parts.Add($"{table}.status={values.Add((int)status)}");
        if (filter.From is { } from) parts.Add($"{table}.day_end >= {values.Add(Days.Number(from))}");
        if (filter.To is { } to) parts.Add($"{table}.day_start <= {values.Add(Days.Number(to))}");
        if (filter.Box is { } box)
        {
            var (west, east, south, north) = (values.Add(box.West), values.Add(box.East), values.Add(box.South), values.Add(box.North));
            var (least, most) = (values.Add(-180.0), values.Add(180.0));
            var near = box.West <= box.East ? db.MayLieWithin(west, south, east, north) : $"{db.MayLieWithin(west, south, most, north)} UNION {db.MayLieWithin(least, south, east, north)}";
            parts.Add($"{table}.place IN (SELECT id FROM place WHERE id IN ({near}) AND latitude BETWEEN {south} AND {north} AND (longitude >= {west} {(box.West <= box.East ? "AND" : "OR")} longitude <= {east}))");
        }
    }

    private void Told(RecordFilter filter, List<string> parts, Values values)
    {
        if (filter.Actor is { } actor) parts.Add($"claim.key IN (SELECT claim FROM claim_actor WHERE actor={values.Add(actor)} OR actor={values.Add(NameFold.Fold(actor))} OR actor IN (SELECT actor FROM actor_name WHERE name={values.Add(NameFold.Fold(actor))}))");
        if (filter.Words is { } words) parts.Add(db.HasWords("claim.report", values.Add(db.Query(words))));
        if (filter.Report is { } report) parts.Add($"claim.report IN (SELECT key FROM report WHERE id={values.Add(report)})");
        if (filter.SourceKind is { } kind) parts.Add($"claim.source_kind={values.Add((int)kind)}");
        if (filter.Publisher is { } publisher) parts.Add($"claim.report IN (SELECT key FROM report WHERE publisher={values.Add(publisher)})");
        if (filter.Review is { } review) parts.Add($"claim.judged={values.Add((int)review)}");
    }

    private sealed class Values(int used)
    {
        private readonly List<object?> _all = [];

        /// <summary>The name under which a value is bound.</summary>
        public string Add(object? value)
        {
            _all.Add(value);
            return "$" + (used + _all.Count).ToString(CultureInfo.InvariantCulture);
        }

        public object?[] ToArray() => [.. _all];
    }
}
