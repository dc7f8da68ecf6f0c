using NodaTime;
using Tetrapylon.Record.Control;

namespace Tetrapylon.Record.Store;

/// <summary>Finds who is told to fight whom in a country about a day, by the claims known at a day. What a claim says is read once.</summary>
internal sealed class EncounterTable(StoreConnection db, ClaimTable claims, Reconciler reconciler, int reach)
{
    // So many of the nearest in time tell who fights whom; more would only repeat them.
    private const int Nearest = 40, MostKept = 20_000;
    private readonly Dictionary<long, Encounter?> _read = [];
    private readonly Dictionary<(string, LocalDate, long), IReadOnlyList<Encounter>> _near = [];

    /// <summary>Forgets what was read: claims may have changed.</summary>
    public void Forget()
    {
        _read.Clear();
        _near.Clear();
    }

    public IReadOnlyList<Encounter> Near(string country, LocalDate day, long at)
    {
        if (_near.TryGetValue((country, day, at), out var known)) return known;
        var keys = db.Rows("""
            SELECT claim.key FROM claim JOIN report ON report.key=claim.report
            WHERE claim.country=$1 AND claim.day_start BETWEEN $2-$3 AND $2+$3 AND (claim.control=1 OR claim.type='Battles') AND claim.judged <> 2
              AND coalesce(claim.known_since, 9999999) <= $4 AND (report.superseded_from IS NULL OR report.superseded_from > $4)
            ORDER BY abs(claim.day_end-$2), claim.id LIMIT $5
            """, r => r.GetInt64(0), country, Days.Number(day), reach, at, Nearest);
        var found = new List<Encounter>(keys.Count);
        foreach (var key in keys)
        {
            if (!_read.TryGetValue(key, out var encounter))
                _read[key] = encounter = reconciler.Encounter(claims.All("claim.key=$1", key)[0].Claim);
            if (encounter is not null) found.Add(encounter);
        }
        if (_near.Count < MostKept) _near[(country, day, at)] = found;
        return found;
    }
}
