using Tetrapylon.Model;
using Tetrapylon.Record.Merging;
using Tetrapylon.Record.Review;

namespace Tetrapylon.Record.Store;

/// <summary>Brings the derived tables up to date: neighbourhoods of new claims, then the places and sites they speak of. Each step is a transaction of its own and can be taken up after a crash.</summary>
internal sealed class Deriver(StoreConnection db, Payload payload, ClaimTable claims, RecordRules rules, Func<string, Place> placeOf)
{
    private const int PlacesAtOnce = 500, SketchesAtOnce = 5000, BreathMilliseconds = 100;
    private Action _breathe = () => { };
    private readonly Reconciler _reconciler = new(rules);
    private readonly EncounterTable _encounters = new(db, claims, new(rules), rules.Control.AdversaryReach);

    public bool IsStale =>
        db.Scalar("SELECT 1 FROM claim WHERE component IS NULL LIMIT 1") is not null || db.Scalar("SELECT 1 FROM stale_component LIMIT 1") is not null
        || db.Scalar("SELECT 1 FROM stale_place LIMIT 1") is not null || db.Scalar("SELECT 1 FROM stale_site LIMIT 1") is not null;

    /// <summary>True when what is derived was derived by other rules than these.</summary>
    public bool HasOtherRules => rules.Id.ToString() != (string?)db.Scalar("SELECT value FROM meta WHERE name='rules'");

    /// <summary>Throws away what other rules derived.</summary>
    public void ForgetOtherRules()
    {
        if (!HasOtherRules) return;
        var id = rules.Id.ToString();
        db.Atomically(() =>
        {
            foreach (var sql in (ReadOnlySpan<string>)["DELETE FROM event", "DELETE FROM event_claim", "DELETE FROM control", "DELETE FROM damage", "DELETE FROM stale_component", "UPDATE claim SET component=NULL",
                "INSERT INTO stale_place SELECT DISTINCT place FROM claim WHERE control=1 ON CONFLICT DO NOTHING", "INSERT INTO stale_site SELECT DISTINCT site FROM claim WHERE site IS NOT NULL ON CONFLICT DO NOTHING"])
                db.Execute(sql);
            return db.Execute("INSERT INTO meta VALUES('rules',$1) ON CONFLICT(name) DO UPDATE SET value=excluded.value", id);
        });
    }

    public void Run(IProgress<long>? progress)
    {
        var (left, last) = (0L, Environment.TickCount64);
        _breathe = () =>
        {
            if (Environment.TickCount64 - last < BreathMilliseconds) return;
            last = Environment.TickCount64;
            // Who follows may end the work.
            progress?.Report(left);
        };
        void Report(long now) => progress?.Report(left = now);
        _encounters.Forget();
        Sketch();
        foreach (var country in db.Rows("SELECT DISTINCT country FROM claim WHERE component IS NULL ORDER BY country", r => r.IsDBNull(0) ? null : r.GetString(0)))
        {
            Report(Left());
            db.Atomically(() => { Merge(country); return 0; });
        }
        Report(Left());
        // What a later version of a report took away leaves neighbourhoods to be folded again.
        db.Atomically(() =>
        {
            foreach (var component in db.Rows("SELECT component FROM stale_component", r => r.GetInt64(0)))
            {
                _breathe();
                Fold(component, null);
            }
            return db.Execute("DELETE FROM stale_component");
        });
        var places = WithNeighbours(db.Rows("SELECT place FROM stale_place ORDER BY place", r => r.GetString(0)));
        foreach (var some in places.Chunk(PlacesAtOnce))
        {
            Report(Left());
            db.Atomically(() =>
            {
                foreach (var id in some)
                {
                    _breathe();
                    Control(id);
                }
                return 0;
            });
        }
        db.Atomically(() =>
        {
            // Who held a site's place may have changed with that place.
            foreach (var some in places.Chunk(PlacesAtOnce))
                foreach (var id in some) db.Execute("INSERT INTO stale_site SELECT DISTINCT site FROM claim WHERE site IS NOT NULL AND (place=$1 OR place IN (SELECT id FROM place WHERE parent=$1)) ON CONFLICT DO NOTHING", id);
            foreach (var site in db.Rows("SELECT site FROM stale_site", r => r.GetString(0)))
            {
                _breathe();
                Damage(site);
            }
            db.Execute("DELETE FROM stale_site");
            db.Execute("INSERT INTO meta VALUES('derived','1') ON CONFLICT(name) DO UPDATE SET value=CAST(CAST(meta.value AS INTEGER) + 1 AS TEXT)");
            return db.Execute("DELETE FROM stale_place");
        });
        Report(0);
    }

    private long Left() => (long)db.Scalar("SELECT (SELECT count(*) FROM claim WHERE component IS NULL) + (SELECT count(*) FROM stale_place) + (SELECT count(*) FROM stale_site)")!;

    /// <summary>Notes the words around claims that came without their report's text: of earlier versions of the program, and of reviewers.</summary>
    private void Sketch()
    {
        List<long> some;
        do
        {
            some = db.Rows($"SELECT key FROM claim WHERE around IS NULL ORDER BY key LIMIT {SketchesAtOnce}", r => r.GetInt64(0));
            if (some.Count > 0)
                db.Atomically(() =>
                {
                    foreach (var key in some)
                    {
                        _breathe();
                        var (claim, text) = db.Rows("SELECT claim.payload, report.text, report.packed FROM claim JOIN report ON report.key=claim.report WHERE claim.key=$1",
                            r => (payload.Read<Claim>((byte[])r[0]), Payload.Unpack((byte[])r[1], r.GetInt32(2))), key)[0];
                        db.Execute("UPDATE claim SET around=$2 WHERE key=$1", key, ClaimWords.ToBytes(ClaimWords.Around(claim, text)));
                    }
                    return 0;
                });
        } while (some.Count == SketchesAtOnce);
    }

    private void Merge(string? country)
    {
        // Loaded is all that new claims could link to: what overlaps their days by the slack of merging, and what has no day.
        var slack = rules.Merge.LongRange + rules.Merge.ReportDaySlack;
        var (from, to) = db.Rows("SELECT min(coalesce(day_start, known_since-$2)), max(coalesce(day_end, known_since)) FROM claim WHERE component IS NULL AND country IS NOT DISTINCT FROM $1",
            r => (r.IsDBNull(0) ? 0 : r.GetInt64(0), r.IsDBNull(1) ? 0 : r.GetInt64(1)), country, rules.Merge.UndatedDays)[0];
        // Who held a place before it was taken may show from battles elsewhere in the country at the time.
        var reach = rules.Control.AdversaryReach;
        db.Execute("INSERT INTO stale_place SELECT DISTINCT place FROM claim WHERE control=1 AND place IS NOT NULL AND country=$1 AND (day_start IS NULL OR day_start <= $3 AND day_end >= $2) ON CONFLICT DO NOTHING", country, from - reach, to + reach);
        var rows = claims.All("claim.country IS NOT DISTINCT FROM $1 AND (claim.day_start IS NULL OR claim.day_start <= $3 AND claim.day_end >= $2 OR claim.linked=1)", country, from - slack, to + slack);
        var component = new Dictionary<long, long>(rows.Count);
        var old = new HashSet<long>();
        var isNew = new HashSet<long>();
        foreach (var row in rows)
        {
            component[row.Claim.Key] = row.Component ?? row.Claim.Key;
            if (row.Component is { } id) old.Add(id);
            else isNew.Add(row.Claim.Key);
        }
        var parent = new Dictionary<long, long>();
        long Root(long id)
        {
            while (parent.TryGetValue(id, out var up))
            {
                // Each look halves the way of the next.
                if (parent.TryGetValue(up, out var above)) parent[id] = up = above;
                id = up;
            }
            return id;
        }
        _reconciler.Merger.Link(rows.ConvertAll(r => r.Claim), c => isNew.Contains(c.Key), (a, b) =>
        {
            long x = Root(component[a.Key]), y = Root(component[b.Key]);
            if (x != y) parent[Math.Max(x, y)] = Math.Min(x, y);
        }, _breathe);
        var touched = new Dictionary<long, List<ClaimTable.Row>>();
        foreach (var key in isNew) touched.TryAdd(Root(key), []);
        foreach (var row in rows)
            if (touched.TryGetValue(Root(component[row.Claim.Key]), out var members)) members.Add(row);
        foreach (var id in old)
            if (Root(id) is var root && root != id)
            {
                db.Execute("UPDATE claim SET component=$2 WHERE component=$1", id, root);
                db.Execute("DELETE FROM event_claim WHERE event IN (SELECT key FROM event WHERE component=$1)", id);
                db.Execute("DELETE FROM event WHERE component=$1", id);
            }
        foreach (var (root, members) in touched)
        {
            _breathe();
            var all = true;
            foreach (var row in members)
                if (row.Component is null) db.Execute("UPDATE claim SET component=$2, urgency=$3 WHERE key=$1", row.Claim.Key, root, Urgency.Of(row.Claim.Claim));
                else all = false;
            // A neighbourhood of new claims only is here whole; an older one may reach beyond what was loaded.
            Fold(root, all ? members.Where(m => m.Current).Select(m => m.Claim).ToList() : null);
        }
    }

    private void Fold(long component, List<KnownClaim>? members)
    {
        if (members is null)
        {
            db.Execute("DELETE FROM event_claim WHERE event IN (SELECT key FROM event WHERE component=$1)", component);
            db.Execute("DELETE FROM event WHERE component=$1", component);
        }
        members ??= claims.Known(ClaimTable.Undated, "claim.component=$1", component);
        var keys = members.ToDictionary(m => m.Claim.Id, m => m.Key);
        foreach (var told in _reconciler.Events(members, _breathe))
        {
            _breathe();
            var key = db.Scalar("""
                INSERT INTO event(id, component, type, sub_type, status, country, place, day_start, day_end, dead, sources, confidence, payload)
                VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13) RETURNING key
                """, StoreConnection.Blob(told.Id), component, told.Type, told.SubType, (int)told.Status, told.Place?.Country, told.Place?.Place?.Id,
                told.Days is { } days ? Days.Number(days.Start) : null, told.Days is { } d ? Days.Number(d.End) : null,
                told.Fatalities?.Best, told.Sources.Length, told.Confidence, payload.Write(told));
            foreach (var claim in told.Claims) db.Execute("INSERT INTO event_claim VALUES($1,$2) ON CONFLICT(claim) DO UPDATE SET event=excluded.event", keys[claim], key);
        }
    }

    // A claim about a part speaks of the whole, one about a region of its towns.
    private List<string> WithNeighbours(List<string> stale)
    {
        var all = new SortedSet<string>(stale, StringComparer.Ordinal);
        foreach (var id in stale)
        {
            var place = placeOf(id);
            if (place.Parent is { } parent && db.Scalar("SELECT 1 FROM claim WHERE control=1 AND place=$1", parent) is not null) all.Add(parent);
            if (place.Kind != PlaceKind.Region || place.Country is null) continue;
            all.UnionWith(db.Rows("SELECT control.place FROM control JOIN place ON place.id=control.place WHERE place.country=$1 AND place.admin1=$2", r => r.GetString(0), place.Country, NameFold.Fold(place.Name)));
        }
        return [.. all];
    }

    private void Control(string id)
    {
        var place = placeOf(id);
        var history = _reconciler.Control(place, claims.OfControl(place, ClaimTable.Undated), (country, day) => _encounters.Near(country, day, ClaimTable.Undated));
        db.Execute("DELETE FROM control WHERE place=$1", id);
        if (!history.Spells.IsEmpty) db.Execute("INSERT INTO control VALUES($1,$2)", id, System.Text.Encoding.UTF8.GetString(payload.Write(history)));
    }

    private void Damage(string site)
    {
        db.Execute("DELETE FROM damage WHERE site=$1", site);
        foreach (var record in _reconciler.Damage(claims.Known(ClaimTable.Undated, "claim.site=$1", site), History))
            db.Execute("INSERT INTO damage(site, place, payload) VALUES($1,$2,$3)", site, record.Place?.Id, payload.Write(record));
    }

    private ControlHistory? History(Place place)
    {
        for (var steps = 0; steps < 4; steps++)
        {
            if (db.Scalar("SELECT payload FROM control WHERE place=$1", place.Id) is string found)
                return payload.Read<ControlHistory>(System.Text.Encoding.UTF8.GetBytes(found));
            if (place.Parent is not { } parent || db.Scalar("SELECT 1 FROM place WHERE id=$1", parent) is null) return null;
            place = placeOf(parent);
        }
        return null;
    }
}
