using System.Collections.Immutable;
using System.Globalization;
using Tetrapylon.Model;
using Tetrapylon.Record.Merging;
using Tetrapylon.Record.Review;

namespace Tetrapylon.Record.Store;

/// <summary>Reads claims back from the store, as known at a day.</summary>
internal sealed class ClaimTable(StoreConnection db, Payload payload)
{
    /// <summary>Stands for the day of what has none: after every day.</summary>
    public const long Undated = 9999999;

    private readonly string _columns = $"""
        SELECT claim.key, claim.payload, claim.known_since, report.signature, claim.component, report.superseded_from, claim.judged,
            CASE WHEN claim.linked=1 THEN {db.LinksOfClaim} END, claim.around
        FROM claim JOIN report ON report.key=claim.report
        """;

    // A claim that a reviewer rejected counts for nothing.
    private const string Counts = "claim.judged <> 2";

    /// <summary>A claim with what the store knows of it.</summary>
    /// <param name="Component">Neighbourhood it lies in; null when it is new.</param>
    /// <param name="Current">False when a later version of its report stands in for it, or a reviewer rejected it.</param>
    public readonly record struct Row(KnownClaim Claim, long? Component, bool Current);

    /// <summary>Claims as known at the end of a day number; <see cref="Undated"/> for all that is known.</summary>
    public List<KnownClaim> Known(long at, string where, params ReadOnlySpan<object?> values) =>
        db.Rows($"{_columns} WHERE ({where}) AND {Counts} AND coalesce(claim.known_since, {N(Undated)}) <= {N(at)} AND (report.superseded_from IS NULL OR report.superseded_from > {N(at)}) ORDER BY claim.id", Read, values);

    /// <summary>Claims whether current or not: neighbourhoods span all versions.</summary>
    public List<Row> All(string where, params ReadOnlySpan<object?> values) =>
        db.Rows($"{_columns} WHERE {where}", r => new Row(Read(r), r.IsDBNull(4) ? null : r.GetInt64(4), r.IsDBNull(5) && r.GetInt64(6) != (long)ReviewStatus.Rejected), values);

    /// <summary>The claims that speak of control of a place: about itself, its parts, and the region it lies in.</summary>
    public List<KnownClaim> OfControl(Place place, long at) =>
        Known(at, """
            claim.control=1 AND claim.place IN (
                SELECT $1 UNION SELECT id FROM place WHERE parent=$1
                UNION SELECT place.id FROM place_name JOIN place ON place.id=place_name.place WHERE place_name.name=$2 AND place.country=$3 AND place.kind=$4)
            """, place.Id, place.Kind < PlaceKind.Region && place.Admin1 is { } admin ? NameFold.Fold(admin) : null, place.Country, (int)PlaceKind.Region);

    private KnownClaim Read(StoreRow row) => new(
        payload.Read<Claim>((byte[])row[1]),
        row.IsDBNull(2) ? null : Days.Of(row.GetInt32(2)),
        TextSignature.FromBytes((byte[])row[3]),
        row.GetInt64(0),
        (ReviewStatus)row.GetInt64(6),
        row.IsDBNull(7) ? [] : Links(row.GetString(7), '+'),
        row.IsDBNull(7) ? [] : Links(row.GetString(7), '-'),
        row.IsDBNull(8) ? null : ClaimWords.FromBytes((byte[])row[8]));

    private static ImmutableArray<ContentId> Links(string written, char kind) =>
        [.. written.Split(',').Where(l => l[0] == kind).Select(l => ContentId.Parse(l[1..])).Order()];

    private static string N(long number) => number.ToString(CultureInfo.InvariantCulture);
}
