using System.Text.Json;
using Tetrapylon.Model;

namespace Tetrapylon.Record.Store;

/// <summary>The places a record speaks of, each kept whole once.</summary>
internal sealed class PlaceTable(StoreConnection db)
{
    private readonly Dictionary<string, Place> _known = new(StringComparer.Ordinal);
    private readonly HashSet<(string, string)> _names = [];

    /// <summary>The place of an id; of an unlisted place that a gazetteer has now, that of the gazetteer.</summary>
    public Place Of(string id)
    {
        if (_known.TryGetValue(id, out var place)) return place;
        var payload = (string?)db.Scalar("SELECT payload FROM place WHERE id=$1", id)
            ?? throw new StoreException("store-cut", $"The record '{db.Name}' names the place '{id}' and does not have it. Restore it from a copy.");
        return _known[id] = JsonSerializer.Deserialize<Place>(payload, Payload.Whole)!;
    }

    public void Keep(Place place)
    {
        if (_known.TryGetValue(place.Id, out var kept) && (kept.Id != place.Id || Same(kept, place))) return;
        var payload = JsonSerializer.Serialize(place, Payload.Whole);
        // Should two gazetteers describe one id differently, the same one must win in every order of arrival.
        if (db.Scalar("SELECT payload FROM place WHERE id=$1", place.Id) is string before
            && JsonSerializer.Deserialize<Place>(before, Payload.Whole)! is var had && (had.Id != place.Id || string.CompareOrdinal(before, payload) >= 0))
        {
            _known[place.Id] = had;
            return;
        }
        db.Execute("""
            INSERT INTO place(id, kind, country, admin1, parent, latitude, longitude, payload) VALUES($1,$2,$3,$4,$5,$6,$7,$8) ON CONFLICT(id) DO UPDATE
            SET kind=excluded.kind, country=excluded.country, admin1=excluded.admin1, parent=excluded.parent, latitude=excluded.latitude, longitude=excluded.longitude, payload=excluded.payload
            """, place.Id, (int)place.Kind, place.Country, place.Admin1 is { } admin ? NameFold.Fold(admin) : null, place.Parent, place.Latitude, place.Longitude, payload);
        foreach (var name in place.Names.Append(place.Name))
            if (NameFold.Fold(name) is { Length: > 0 } folded)
                db.Execute("INSERT INTO place_name VALUES($1,$2) ON CONFLICT DO NOTHING", folded, place.Id);
        _known[place.Id] = place;
    }

    /// <summary>Keeps what reports call a place, beside what the gazetteer does: proper names only, not "the city" or "eastern X".</summary>
    public void Call(Place place, string told)
    {
        var name = told.Trim();
        var proper = name.Length > 1 && (char.IsUpper(name[0]) || name.Length > 3 && name[2] == '-' && char.IsUpper(name[3]));
        if (!proper || !_names.Add((place.Id, name)) || string.Equals(name, place.Name, StringComparison.Ordinal) || place.Names.Contains(name)) return;
        db.Execute("INSERT INTO place_told VALUES($1,$2) ON CONFLICT DO NOTHING", place.Id, name);
        if (NameFold.Fold(name) is { Length: > 0 } folded) db.Execute("INSERT INTO place_name VALUES($1,$2) ON CONFLICT DO NOTHING", folded, place.Id);
    }

    /// <summary>Ids of places that no gazetteer had when they were told of, and that are on their own still.</summary>
    public List<string> Unlisted() => db.Rows("SELECT id FROM place WHERE id LIKE 'named:%' ORDER BY id", r => r.GetString(0)).FindAll(id => Of(id).Id == id);

    /// <summary>From now on an unlisted place is one of a gazetteer: its id leads there, and the names it was told by.</summary>
    public void Join(Place unlisted, Place listed)
    {
        Keep(listed);
        listed = Of(listed.Id);
        db.Execute("UPDATE place SET payload=$2 WHERE id=$1", unlisted.Id, JsonSerializer.Serialize(listed, Payload.Whole));
        _known[unlisted.Id] = listed;
        foreach (var name in db.Rows("SELECT name FROM place_told WHERE place=$1 ORDER BY name", r => r.GetString(0), unlisted.Id)) Call(listed, name);
        Call(listed, unlisted.Name);
        db.Execute("DELETE FROM place_told WHERE place=$1", unlisted.Id);
        db.Execute("DELETE FROM place_name WHERE place=$1", unlisted.Id);
        foreach (var id in db.Rows("SELECT id FROM place WHERE parent=$1 ORDER BY id", r => r.GetString(0), unlisted.Id))
        {
            if (Of(id) is not { } inside || inside.Id != id) continue;
            var moved = inside with { Parent = listed.Id };
            db.Execute("UPDATE place SET parent=$2, payload=$3 WHERE id=$1", id, listed.Id, JsonSerializer.Serialize(moved, Payload.Whole));
            _known[id] = moved;
        }
    }

    public void Forget()
    {
        _known.Clear();
        _names.Clear();
    }

    private static bool Same(Place a, Place b) => ReferenceEquals(a, b)
        || a with { Names = [], Sources = [] } == b with { Names = [], Sources = [] } && a.Names.SequenceEqual(b.Names) && a.Sources.SequenceEqual(b.Sources);
}
