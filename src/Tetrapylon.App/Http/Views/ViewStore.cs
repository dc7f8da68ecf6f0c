using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using NodaTime;
using Tetrapylon.Model;
using Tetrapylon.Record;

namespace Tetrapylon.App.Http.Views;

/// <summary>Saved views, what changed in each, and what of it was sent where.</summary>
internal sealed class ViewStore(string path) : IDisposable
{
    /// <summary>Changes and deliveries of a view that are kept.</summary>
    public const int Kept = 200;

    private readonly DeskFile _db = new(path, """
        CREATE TABLE IF NOT EXISTS saved_view(id TEXT PRIMARY KEY, name TEXT NOT NULL, by TEXT NOT NULL, since INTEGER NOT NULL, query TEXT NOT NULL, looked TEXT, hook TEXT, secret TEXT, subject INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS view_seen(view TEXT NOT NULL REFERENCES saved_view(id) ON DELETE CASCADE, event BLOB NOT NULL, state BLOB NOT NULL, fields TEXT NOT NULL, claims BLOB NOT NULL, title TEXT NOT NULL, PRIMARY KEY(view, event)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS view_change(number INTEGER PRIMARY KEY AUTOINCREMENT, view TEXT NOT NULL REFERENCES saved_view(id) ON DELETE CASCADE, change INTEGER NOT NULL, event BLOB NOT NULL, fields TEXT NOT NULL, at INTEGER NOT NULL, title TEXT NOT NULL, quote TEXT NOT NULL, source TEXT, path TEXT);
        CREATE INDEX IF NOT EXISTS view_change_view ON view_change(view, number);
        CREATE TABLE IF NOT EXISTS delivery(number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, view TEXT NOT NULL REFERENCES saved_view(id) ON DELETE CASCADE, begun INTEGER NOT NULL, body TEXT NOT NULL, tries INTEGER NOT NULL, next INTEGER, state INTEGER NOT NULL);
        CREATE INDEX IF NOT EXISTS delivery_view ON delivery(view, number);
        CREATE INDEX IF NOT EXISTS delivery_next ON delivery(next) WHERE next IS NOT NULL;
        CREATE TABLE IF NOT EXISTS delivery_attempt(delivery INTEGER NOT NULL REFERENCES delivery(number) ON DELETE CASCADE, at INTEGER NOT NULL, status INTEGER, error TEXT, milliseconds INTEGER NOT NULL);
        CREATE INDEX IF NOT EXISTS delivery_attempt_of ON delivery_attempt(delivery);
        """, ("saved_view", "subject", "INTEGER NOT NULL DEFAULT 0"), ("view_change", "path", "TEXT"));

    public IReadOnlyList<SavedView> All() => _db.Rows(ViewColumns + "ORDER BY since DESC, id", View);

    public SavedView? Find(string id) => _db.Rows(ViewColumns + "WHERE id=$1", View, id).FirstOrDefault();

    /// <summary>Keeps a view with what fits now: only what changes after that is news.</summary>
    public SavedView Add(string name, string by, ViewSubject subject, string query, Instant now, string revision, IEnumerable<SeenThing> seen)
    {
        var view = new SavedView(RandomNumberGenerator.GetHexString(16, lowercase: true), name, by, now, subject, query, revision, null);
        return _db.Atomically(() =>
        {
            _db.Run("INSERT INTO saved_view(id, name, by, since, query, looked, subject) VALUES($1,$2,$3,$4,$5,$6,$7)", view.Id, name, by, now.ToUnixTimeTicks(), query, revision, (int)subject);
            foreach (var told in seen) See(view.Id, told);
            return view;
        });
    }

    public bool Remove(string id) => _db.Run("DELETE FROM saved_view WHERE id=$1", id) > 0;

    /// <summary>Sends changes to this address from now on, signed with a secret that is told this once; to none when null.</summary>
    public string? SetHook(string id, Uri? address)
    {
        var secret = address is null ? null : "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        _db.Atomically(() =>
        {
            _db.Run("UPDATE saved_view SET hook=$2, secret=$3 WHERE id=$1", id, address?.AbsoluteUri, secret);
            // What waits was meant for the former address.
            return _db.Run("UPDATE delivery SET next=NULL, state=$2 WHERE view=$1 AND next IS NOT NULL", id, (int)DeliveryState.Failed);
        });
        return secret;
    }

    public Dictionary<ContentId, ContentId> States(string view) => _db.Rows("SELECT event, state FROM view_seen WHERE view=$1", r => (Id(r, 0), Id(r, 1)), view).ToDictionary(s => s.Item1, s => s.Item2);

    public SeenThing? Seen(string view, ContentId told) => _db.Rows("SELECT event, state, fields, claims, title FROM view_seen WHERE view=$1 AND event=$2",
        r => new SeenThing(Id(r, 0), Id(r, 1), Fields(r.GetString(2)), Claims((byte[])r[3]), r.GetString(4)), view, Blob(told)).FirstOrDefault();

    /// <summary>Writes down what changed, what the view now sees, and what is to be sent, all at once.</summary>
    public void Note(SavedView view, string revision, IReadOnlyList<ViewChange> changes, IReadOnlyList<SeenThing> seen, IReadOnlyList<ContentId> gone, Func<IReadOnlyList<ViewChange>, IEnumerable<(string Id, string Body)>> bodies, Instant now) => _db.Atomically(() =>
    {
        // It may have been taken away meanwhile.
        if (Find(view.Id) is not { } standing) return 0;
        foreach (var id in gone) _db.Run("DELETE FROM view_seen WHERE view=$1 AND event=$2", view.Id, Blob(id));
        foreach (var told in seen) See(view.Id, told);
        var numbered = changes.Select(c => c with
        {
            Number = _db.Rows("INSERT INTO view_change(view, change, event, fields, at, title, quote, source, path) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9) RETURNING number", r => r.GetInt64(0),
                view.Id, (int)c.Change, Blob(c.Id), JsonSerializer.Serialize(c.Fields), c.At.ToUnixTimeTicks(), c.Title, c.Quote, c.Source, c.Path)[0],
        }).ToList();
        if (standing.Hook is not null)
            foreach (var (id, body) in bodies(numbered))
                _db.Run("INSERT INTO delivery(id, view, begun, body, tries, next, state) VALUES($1,$2,$3,$4,0,$3,0)", id, view.Id, now.ToUnixTimeTicks(), body);
        _db.Run("DELETE FROM view_change WHERE view=$1 AND number <= (SELECT max(number) FROM view_change WHERE view=$1) AND number NOT IN (SELECT number FROM view_change WHERE view=$1 ORDER BY number DESC LIMIT $2)", view.Id, Kept);
        _db.Run("DELETE FROM delivery WHERE view=$1 AND next IS NULL AND number NOT IN (SELECT number FROM delivery WHERE view=$1 ORDER BY number DESC LIMIT $2)", view.Id, Kept);
        return _db.Run("UPDATE saved_view SET looked=$2 WHERE id=$1", view.Id, revision);
    });

    /// <summary>Latest first.</summary>
    public IReadOnlyList<ViewChange> Changes(string view, int limit = Kept) => _db.Rows("SELECT number, change, event, fields, at, title, quote, source, path FROM view_change WHERE view=$1 ORDER BY number DESC LIMIT $2",
        r => new ViewChange(r.GetInt64(0), (Change)r.GetInt64(1), Id(r, 2), JsonSerializer.Deserialize<ImmutableArray<FieldChange>>(r.GetString(3)), Time(r, 4), r.GetString(5), r.IsDBNull(8) ? null : r.GetString(8), r.GetString(6), r.IsDBNull(7) ? null : r.GetString(7)), view, limit);

    public IReadOnlyList<Delivery> Deliveries(string view) => _db.Rows(DeliveryColumns + "WHERE view=$1 ORDER BY number DESC LIMIT 50", DeliveryOf, view);

    public Delivery? FindDelivery(long number) => _db.Rows(DeliveryColumns + "WHERE number=$1", DeliveryOf, number).FirstOrDefault();

    public IReadOnlyList<Delivery> Due(Instant now) => _db.Rows(DeliveryColumns + "WHERE next <= $1 ORDER BY next, number LIMIT 20", DeliveryOf, now.ToUnixTimeTicks());

    public IReadOnlyList<DeliveryAttempt> Attempts(long delivery) => _db.Rows("SELECT delivery, at, status, error, milliseconds FROM delivery_attempt WHERE delivery=$1 ORDER BY at",
        r => new DeliveryAttempt(r.GetInt64(0), Time(r, 1), r.IsDBNull(2) ? null : r.GetInt32(2), r.IsDBNull(3) ? null : r.GetString(3), r.GetInt64(4)), delivery);

    /// <summary>Writes a try down, and when the next is.</summary>
    public void Tried(DeliveryAttempt attempt, DeliveryState state, Instant? next) => _db.Atomically(() =>
    {
        _db.Run("INSERT INTO delivery_attempt SELECT $1,$2,$3,$4,$5 WHERE EXISTS (SELECT 1 FROM delivery WHERE number=$1)", attempt.Delivery, attempt.At.ToUnixTimeTicks(), attempt.Status, attempt.Error, attempt.Milliseconds);
        return _db.Run("UPDATE delivery SET tries=tries+1, state=$2, next=$3 WHERE number=$1", attempt.Delivery, (int)state, next?.ToUnixTimeTicks());
    });

    /// <summary>Sends once more what ended.</summary>
    public void Again(long delivery, Instant now) => _db.Run("UPDATE delivery SET tries=0, state=0, next=$2 WHERE number=$1 AND next IS NULL", delivery, now.ToUnixTimeTicks());

    public void Dispose() => _db.Dispose();

    private const string ViewColumns = "SELECT id, name, by, since, subject, query, looked, hook, secret FROM saved_view ";

    private const string DeliveryColumns = "SELECT number, id, view, begun, body, tries, next, state FROM delivery ";

    private static Delivery DeliveryOf(SqliteDataReader r) => new(r.GetInt64(0), r.GetString(1), r.GetString(2), Time(r, 3), r.GetString(4), r.GetInt32(5), r.IsDBNull(6) ? null : Time(r, 6), (DeliveryState)r.GetInt64(7));

    private static SavedView View(SqliteDataReader r) => new(r.GetString(0), r.GetString(1), r.GetString(2), Time(r, 3), (ViewSubject)r.GetInt64(4), r.GetString(5), r.IsDBNull(6) ? null : r.GetString(6), r.IsDBNull(7) ? null : new(new(r.GetString(7)), r.GetString(8)));

    private void See(string view, SeenThing told) => _db.Run("INSERT INTO view_seen VALUES($1,$2,$3,$4,$5,$6) ON CONFLICT(view, event) DO UPDATE SET state=excluded.state, fields=excluded.fields, claims=excluded.claims, title=excluded.title",
        view, Blob(told.Id), Blob(told.State), JsonSerializer.Serialize(told.Fields.Select(f => new[] { f.Field, f.Value })), MemoryMarshal.AsBytes(told.Claims.Select(c => c.Value).ToArray().AsSpan()).ToArray(), told.Title);

    private static ImmutableArray<(string, string?)> Fields(string text) => [.. JsonSerializer.Deserialize<string?[][]>(text)!.Select(f => (f[0]!, f[1]))];

    private static ImmutableArray<ContentId> Claims(byte[] bytes) => [.. MemoryMarshal.Cast<byte, UInt128>(bytes).ToArray().Select(v => new ContentId(v))];

    private static byte[] Blob(ContentId id)
    {
        var bytes = new byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, id.Value);
        return bytes;
    }

    private static ContentId Id(SqliteDataReader r, int column) => new(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian((byte[])r[column]));

    private static Instant Time(SqliteDataReader r, int column) => Instant.FromUnixTimeTicks(r.GetInt64(column));
}
