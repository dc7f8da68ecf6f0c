using System.Collections.Immutable;
using NodaTime.Text;
using Tetrapylon.Model;

namespace Tetrapylon.Record;

/// <summary>How something stands in the later of two views against the earlier.</summary>
public enum Change : byte { Learnt, Revised, Withdrawn }

/// <summary>One field that reads otherwise.</summary>
public sealed record FieldChange(string Field, string? Before, string? After);

/// <summary>An event, spell or damage record that two days of knowledge tell differently.</summary>
/// <param name="Before">Null when it was learnt.</param>
/// <param name="After">Null when it was withdrawn.</param>
/// <param name="Claims">The claims that make the difference: new ones, and those no longer standing.</param>
public sealed record DiffEntry<T>(Change Change, T? Before, T? After, ImmutableArray<FieldChange> Fields, ImmutableArray<ContentId> Claims) where T : class;

/// <summary>Spells of one place that two days of knowledge tell differently.</summary>
public sealed record PlaceDiff(Place Place, ImmutableArray<DiffEntry<ControlSpell>> Spells);

/// <summary>What was learnt, revised and withdrawn between two days of knowledge, with the claims that did it.</summary>
public sealed record RecordDiff(ImmutableArray<DiffEntry<Event>> Events, ImmutableArray<PlaceDiff> Control, ImmutableArray<DiffEntry<DamageRecord>> Damage)
{
    /// <param name="earlier">The record as known on the earlier day.</param>
    /// <param name="later">The same record as known on the later day.</param>
    public static RecordDiff Between(RecordView earlier, RecordView later)
    {
        var (from, to) = (earlier.At, later.At);
        if (from > to) throw new ArgumentException("The earlier view must not be known later than the later one.", nameof(earlier));
        // Only what a report of the days between touches can differ.
        List<T> Touched<T>(string column, Func<Store.StoreRow, T> read, string and = "") => later.Db.Rows($"""
            SELECT DISTINCT claim.{column} FROM claim JOIN report ON report.key=claim.report
            WHERE claim.{column} IS NOT NULL {and} AND (coalesce(report.known_since, 9999999) > $1 AND coalesce(report.known_since, 9999999) <= $2 OR report.superseded_from > $1 AND report.superseded_from <= $2)
            ORDER BY claim.{column}
            """, read, from, to);

        var components = Touched("component", r => r.GetInt64(0));
        var before = components.SelectMany(earlier.OfComponent).ToList();
        var after = components.SelectMany(later.OfComponent).ToList();
        var events = Pair(before, after, e => e.Id, (a, b) => a.Claims.Intersect(b.Claims).Any() || OneReport(earlier, later, a, b), Fields, e => e.Claims)
            .OrderBy(d => (d.After ?? d.Before)!.Days?.Start).ThenBy(d => (d.After ?? d.Before)!.Id);

        var places = Touched("place", r => r.GetString(0), "AND claim.control=1").Select(later.PlaceOf)
            .SelectMany(p => p.Parent is { } parent && later.Db.Scalar("SELECT 1 FROM place WHERE id=$1", parent) is not null ? [p, later.PlaceOf(parent)] : (Place[])[p])
            .DistinctBy(p => p.Id).OrderBy(p => p.Country, StringComparer.Ordinal).ThenBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.Id, StringComparer.Ordinal);
        var control = places.Select(p => new PlaceDiff(p, [.. Spells(earlier.History(p).Spells, later.History(p).Spells)])).Where(p => !p.Spells.IsEmpty);

        var damage = Touched("site", r => r.GetString(0)).SelectMany(site =>
            Pair([.. earlier.OfSite(site)], [.. later.OfSite(site)], d => d.Id, (a, b) => a.Claims.Intersect(b.Claims).Any(), Fields, d => d.Claims));
        return new([.. events], [.. control], [.. damage]);
    }

    /// <summary>How the spells of one place differ between two views.</summary>
    public static IEnumerable<DiffEntry<ControlSpell>> Spells(ImmutableArray<ControlSpell> before, ImmutableArray<ControlSpell> after) =>
        Pair([.. before], [.. after], s => (s.Status, s.Holder, s.From),
            (a, b) => a.Status == b.Status && string.Equals(a.Holder, b.Holder, StringComparison.Ordinal) && (a.To is not { } end || b.From < end) && (b.To is not { } stop || a.From < stop),
            Fields, s => s.Claims).OrderBy(d => (d.After ?? d.Before)!.From);

    private static IEnumerable<DiffEntry<T>> Pair<T, TKey>(List<T> before, List<T> after, Func<T, TKey> key, Func<T, T, bool> alike, Func<T, T, IEnumerable<FieldChange>> fields, Func<T, ImmutableArray<ContentId>> claims)
        where T : class where TKey : notnull
    {
        var byKey = before.GroupBy(key).ToDictionary(g => g.Key, g => g.First());
        var pairs = new List<(T? Before, T? After)>();
        var left = new List<T>();
        foreach (var item in after)
            if (byKey.Remove(key(item), out var same)) pairs.Add((same, item));
            else left.Add(item);
        var gone = before.Where(b => byKey.TryGetValue(key(b), out var kept) && ReferenceEquals(kept, b)).ToList();
        foreach (var item in left)
        {
            var match = gone.FirstOrDefault(b => alike(b, item));
            if (match is not null) gone.Remove(match);
            pairs.Add((match, item));
        }
        foreach (var (a, b) in pairs)
            if (a is null) yield return new(Change.Learnt, null, b, [], claims(b!));
            else if (fields(a, b!).ToImmutableArray() is { IsEmpty: false } changed)
                yield return new(Change.Revised, a, b, changed, [.. claims(b!).Except(claims(a)).Concat(claims(a).Except(claims(b!))).Order()]);
        foreach (var b in gone) yield return new(Change.Withdrawn, b, null, [], claims(b));
    }

    // A corrected report tells the same happening in claims of its own.
    private static bool OneReport(RecordView earlier, RecordView later, Event a, Event b) =>
        string.Equals(a.Type, b.Type, StringComparison.Ordinal)
        && a.Claims.Select(c => earlier.Claim(c)?.ReportId).Intersect(b.Claims.Select(c => later.Claim(c)?.ReportId), StringComparer.Ordinal).Any(r => r is not null)
        && string.Equals(a.Place?.Place?.Id ?? a.Place?.Country, b.Place?.Place?.Id ?? b.Place?.Country, StringComparison.Ordinal);

    /// <summary>The fields of an event by which two states of it are told apart, by wire name, as they are said to people.</summary>
    public static ImmutableArray<(string Field, string? Value)> FieldsOf(Event told) =>
    [
        ("sub_type", told.SubType), ("status", WireName.Of(told.Status)), ("actors", Say(told.Actors)), ("recipients", Say(told.Recipients)), ("place", told.Place?.Place?.Name ?? told.Place?.Text),
        ("date", Say(told.Days)), ("fatalities", Say(told.Fatalities)), ("injured", Say(told.Injured)), ("sources", Say(told.Sources.Length)),
    ];

    private static IEnumerable<FieldChange> Fields(Event a, Event b) => Differing([.. FieldsOf(a).Zip(FieldsOf(b), (x, y) => (x.Field, x.Value, y.Value))]);

    private static IEnumerable<FieldChange> Fields(ControlSpell a, ControlSpell b) => Differing(
        ("from", LocalDatePattern.Iso.Format(a.From), LocalDatePattern.Iso.Format(b.From)),
        ("from_precision", WireName.Of(a.FromPrecision), WireName.Of(b.FromPrecision)),
        ("to", a.To is { } x ? LocalDatePattern.Iso.Format(x) : null, b.To is { } y ? LocalDatePattern.Iso.Format(y) : null));

    /// <summary>The same of an entry of the heritage register.</summary>
    public static ImmutableArray<(string Field, string? Value)> FieldsOf(DamageRecord told) =>
    [
        ("effect", WireName.Of(told.Effect)), ("severity", WireName.Of(told.Severity)), ("extent", told.Extent), ("agent", told.Agent?.Name), ("agent_certainty", WireName.Of(told.AgentCertainty)),
        ("last_known_intact", told.LastKnownIntact is { } intact ? LocalDatePattern.Iso.Format(intact) : null),
        ("first_known_damaged", told.FirstKnownDamaged is { } damaged ? LocalDatePattern.Iso.Format(damaged) : null), ("held_then", told.HeldThen?.Holder),
    ];

    private static IEnumerable<FieldChange> Fields(DamageRecord a, DamageRecord b) => Differing([.. FieldsOf(a).Zip(FieldsOf(b), (x, y) => (x.Field, x.Value, y.Value))]);

    private static IEnumerable<FieldChange> Differing(params (string Field, string? Before, string? After)[] all) =>
        all.Where(f => !string.Equals(f.Before, f.After, StringComparison.Ordinal)).Select(f => new FieldChange(f.Field, f.Before, f.After));

    private static string? Say(ImmutableArray<Party> parties) => parties.IsEmpty ? null : string.Join("; ", parties.Select(p => p.Name));

    private static string? Say(DayRange? days) => days is { } d ? $"{LocalDatePattern.Iso.Format(d.Start)}/{LocalDatePattern.Iso.Format(d.End)}" : null;

    private static string? Say(Toll? toll) => toll is null ? null : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{toll.Low}–{toll.Best}–{toll.High}");

    private static string Say(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
