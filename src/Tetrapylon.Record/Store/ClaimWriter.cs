using Tetrapylon.Model;
using Tetrapylon.Record.Merging;
using Tetrapylon.Record.Review;

namespace Tetrapylon.Record.Store;

/// <summary>Writes claims into the store with what is asked of them, and notes what must be derived anew.</summary>
/// <param name="reach">Days within which a battle tells who fights whom in its country.</param>
internal sealed class ClaimWriter(StoreConnection db, Payload payload, PlaceTable places, int reach)
{
    private readonly HashSet<(string, string)> _actorNames = [];

    /// <summary>Appends a claim of a report.</summary>
    /// <param name="text">The text of the report; null where it is not at hand, and is looked up when the claim is merged.</param>
    /// <param name="known">Day number from which it is known.</param>
    /// <returns>Its row; null when it is there already.</returns>
    public long? Append(Claim claim, long report, string? text, int? known)
    {
        var (country, site, control) = Keep(claim);
        var key = (long?)db.Scalar("""
            INSERT INTO claim(id, report, known_since, type, sub_type, status, country, place, day_start, day_end, control, site, source_kind, payload, around)
            VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15) ON CONFLICT DO NOTHING RETURNING key
            """, StoreConnection.Blob(claim.Id), report, known, claim.Type, claim.SubType, (int)claim.Status, country, PlaceId(claim),
            claim.Date is { } d ? Days.Number(d.Days.Start) : null, claim.Date is { } e ? Days.Number(e.Days.End) : null, control ? 1 : 0, site, Source(claim), payload.Write(claim),
            text is null ? null : ClaimWords.ToBytes(ClaimWords.Around(claim, text)));
        if (key is not { } row) return null;
        Stale(control ? PlaceId(claim) : null, site);
        Index(claim, row);
        return row;
    }

    /// <summary>Puts another reading in the place of a claim; what the old and the new one touch is derived anew.</summary>
    /// <param name="machine">The machine's own reading, kept beside a reviewer's; null where this is it.</param>
    public void Replace(long key, Claim claim, Claim? machine, ReviewStatus status)
    {
        MarkStale(key, relink: true);
        var (country, site, control) = Keep(claim);
        db.Execute("""
            UPDATE claim SET type=$2, sub_type=$3, status=$4, country=$5, place=$6, day_start=$7, day_end=$8, control=$9, site=$10, source_kind=$11, payload=$12, machine=$13, judged=$14, around=NULL WHERE key=$1
            """, key, claim.Type, claim.SubType, (int)claim.Status, country, PlaceId(claim),
            claim.Date is { } d ? Days.Number(d.Days.Start) : null, claim.Date is { } e ? Days.Number(e.Days.End) : null, control ? 1 : 0, site, Source(claim),
            payload.Write(claim), machine is null ? null : payload.Write(machine), (int)status);
        db.Execute("DELETE FROM claim_actor WHERE claim=$1", key);
        Index(claim, key);
        MarkStale(key, relink: false);
    }

    /// <summary>Takes away the claims of a report that no reviewer judged: another version of the coder codes it anew.</summary>
    /// <returns>The claims that stay.</returns>
    public List<Claim> Withdraw(long report)
    {
        const string Judged = "judged <> 0 OR linked = 1 OR EXISTS (SELECT 1 FROM judgement WHERE judgement.claim=claim.id)";
        foreach (var key in db.Rows($"SELECT key FROM claim WHERE report=$1 AND NOT ({Judged}) ORDER BY key", r => r.GetInt64(0), report))
        {
            MarkStale(key, relink: false);
            db.Execute("DELETE FROM claim_actor WHERE claim=$1", key);
            db.Execute("DELETE FROM event_claim WHERE claim=$1", key);
            db.Execute("DELETE FROM claim WHERE key=$1", key);
        }
        return db.Rows("SELECT payload FROM claim WHERE report=$1", r => payload.Read<Claim>((byte[])r[0]), report);
    }

    /// <summary>Notes that all a claim touches must be derived anew.</summary>
    /// <param name="relink">Whether it must look for its neighbours again as well.</param>
    public void MarkStale(long key, bool relink)
    {
        db.Execute("INSERT INTO stale_component SELECT component FROM claim WHERE key=$1 AND component IS NOT NULL ON CONFLICT DO NOTHING", key);
        db.Execute("INSERT INTO stale_place SELECT place FROM claim WHERE key=$1 AND control=1 AND place IS NOT NULL ON CONFLICT DO NOTHING", key);
        db.Execute("INSERT INTO stale_site SELECT site FROM claim WHERE key=$1 AND site IS NOT NULL ON CONFLICT DO NOTHING", key);
        if (relink) db.Execute("UPDATE claim SET component=NULL WHERE key=$1", key);
        MarkAround(key);
    }

    /// <summary>Notes that what a claim tells of who fights whom may bear on other places of its country.</summary>
    public void MarkAround(long key) => db.Execute("""
        INSERT INTO stale_place SELECT DISTINCT other.place FROM claim JOIN claim AS other ON other.country=claim.country
        WHERE claim.key=$1 AND (claim.control=1 OR claim.type='Battles') AND other.control=1 AND other.place IS NOT NULL
          AND (other.day_start IS NULL OR other.day_start <= claim.day_end+$2 AND other.day_end >= claim.day_start-$2) ON CONFLICT DO NOTHING
        """, key, reach);

    /// <summary>Lets an unlisted place be one of a gazetteer: claims of it are claims of that, and what they touch is derived anew.</summary>
    public void Join(Place unlisted, Place listed)
    {
        var claims = db.Rows("SELECT key FROM claim WHERE place=$1 ORDER BY key", r => r.GetInt64(0), unlisted.Id);
        foreach (var key in claims) MarkStale(key, relink: true);
        places.Join(unlisted, listed);
        db.Execute("UPDATE claim SET place=$2 WHERE place=$1", unlisted.Id, listed.Id);
        db.Execute("DELETE FROM control WHERE place=$1", unlisted.Id);
        db.Execute("DELETE FROM stale_place WHERE place=$1", unlisted.Id);
        foreach (var key in claims) MarkStale(key, relink: false);
    }

    /// <summary>Forgets what was remembered as written.</summary>
    public void Forget()
    {
        places.Forget();
        _actorNames.Clear();
    }

    /// <summary>Makes sure the record knows the place a claim names.</summary>
    public void KeepPlace(Claim claim)
    {
        if (claim.Place is not { Mention: { Place: { } place } mention }) return;
        places.Keep(place);
        places.Call(places.Of(place.Id), mention.Text);
    }

    private string? PlaceId(Claim claim) => claim.Place?.Place is { } place ? places.Of(place.Id).Id : null;

    private (string? Country, string? Site, bool Control) Keep(Claim claim)
    {
        KeepPlace(claim);
        var place = claim.Place?.Place;
        var country = claim.Place?.Country ?? place?.Country;
        return (country, claim.Damage is { } damage ? Heritage.DamageRegister.SiteKey(damage, country) : null, claim.Control is not null && place is not null);
    }

    private void Stale(string? place, string? site)
    {
        if (place is not null) db.Execute("INSERT INTO stale_place VALUES($1) ON CONFLICT DO NOTHING", place);
        if (site is not null) db.Execute("INSERT INTO stale_site VALUES($1) ON CONFLICT DO NOTHING", site);
    }

    private void Index(Claim claim, long key)
    {
        foreach (var party in claim.Actors) Index(party, key);
        foreach (var party in claim.Recipients) Index(party, key);
    }

    private void Index(Participant party, long key)
    {
        var name = NameFold.Fold(party.Name);
        var actor = party.ActorId ?? name;
        if (actor.Length > 0) db.Execute("INSERT INTO claim_actor VALUES($1,$2) ON CONFLICT DO NOTHING", actor, key);
        // What an actor was ever called leads to it; few names are new.
        if (party.ActorId is { } id && _actorNames.Add((name, id))) db.Execute("INSERT INTO actor_name VALUES($1,$2) ON CONFLICT DO NOTHING", name, id);
    }

    private static int Source(Claim claim) => claim.Attribution.IsEmpty ? 0 : (int)claim.Attribution[^1].Kind;
}
