using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Tetrapylon.Model;
using Tetrapylon.Record.Merging;
using Tetrapylon.Record.Review;
using Tetrapylon.Record.Store.Postgres;
using Tetrapylon.Record.Store.Sqlite;

namespace Tetrapylon.Record.Store;

/// <summary>What became of a batch of reports.</summary>
/// <param name="Added">Reports that are new, new versions included.</param>
/// <param name="Known">Reports the record had already, to the letter.</param>
/// <param name="Versions">Reports whose id was known with another text.</param>
/// <param name="Claims">Claims appended.</param>
/// <param name="Issues">What the user should know of single reports.</param>
public sealed record IngestResult(int Added, int Known, int Versions, int Claims, IReadOnlyList<Issue> Issues);

/// <summary>How much a record holds.</summary>
public sealed record RecordCounts(long Reports, long Claims, long Events, long Places, long DamageRecords);

/// <summary>A record in one SQLite file or one schema of a PostgreSQL server: claims are appended, events, control and damage are derived from them.</summary>
/// <remarks>
/// <para>Write path: <see cref="Has(ContentId)"/> (skip what is there before coding it) → <see cref="Ingest"/> (one batch, one transaction; on return it is on the disk)
/// → <see cref="Derive"/> (once after the last batch, or whenever views should follow). A process killed at any moment keeps every batch that
/// returned; the next <see cref="Derive"/> goes on where the last one stopped.</para>
/// <para>Read path: <see cref="View"/>. A store is used by one thread at a time; open several for several threads.</para>
/// </remarks>
public sealed class RecordStore : IDisposable
{
    private readonly StoreConnection _db;
    private readonly Payload _payload;
    private readonly RecordRules _rules;
    private readonly PlaceTable _places;
    private readonly ClaimWriter _writer;
    private readonly JudgementTable _judgements;

    private RecordStore(StoreConnection db, RecordRules rules, bool readOnly)
    {
        (_db, _rules) = (db, rules);
        _places = new(db);
        _payload = new(_places.Of);
        _writer = new(db, _payload, _places, rules.Control.AdversaryReach);
        _judgements = new(db, _payload, _writer);
        Claims = new(db, _payload);
        Deriver = new(db, _payload, Claims, rules, _places.Of);
        if (!readOnly) Deriver.ForgetOtherRules();
    }

    internal ClaimTable Claims { get; }
    internal Deriver Deriver { get; }

    /// <summary>The record as told to people: a path, or a server without user and password.</summary>
    public string Name => _db.Name;

    /// <summary>The same for a record that is not open.</summary>
    public static string NameOf(string store) => PostgresServer.IsConnection(store) ? PostgresServer.Of(store).Name : store;

    /// <summary>Where files that belong to a record lie, without their ending: beside a file of its name; for one on a server in the folder the program runs in.</summary>
    public static string Beside(string store) => PostgresServer.IsConnection(store) ? "tetrapylon-" + string.Concat(NameOf(store).Select(c => char.IsAsciiLetterOrDigit(c) || c == '.' ? c : '-')).Trim('-') : store;

    /// <summary>Opens a record, or makes one.</summary>
    /// <param name="store">Path of a file of SQLite, or how to reach a PostgreSQL server (<c>Host=…;Database=…</c> or <c>postgresql://…</c>).</param>
    /// <exception cref="StoreException">The file is foreign, newer, cut, locked or cannot be read; it is left as it is.</exception>
    public static RecordStore Open(string store, RecordRules rules, bool readOnly = false)
    {
        // A record of an earlier version is brought up before it is read.
        var onServer = PostgresServer.IsConnection(store);
        if (readOnly && (onServer ? PostgresServer.Of(store).IsOlder() : StoreFile.IsOlder(store)))
            using (var older = Open(store, rules)) older.Derive();
        StoreConnection db = onServer ? new PostgresStore(store, readOnly) : new SqliteStore(store, readOnly);
        try
        {
            return new(db, rules, readOnly);
        }
        catch
        {
            db.Dispose();
            throw;
        }
    }

    /// <summary>True when a report with this very content was acknowledged before: it need not be coded again.</summary>
    public bool Has(ContentId reportContent) => _db.Scalar("SELECT 1 FROM report WHERE content=$1", StoreConnection.Blob(reportContent)) is not null;

    /// <summary>True when a report with this very content was acknowledged before, coded by this version of the coder.</summary>
    public bool Has(ContentId reportContent, ContentId coder) => _db.Scalar("SELECT 1 FROM report WHERE content=$1 AND coder=$2", StoreConnection.Blob(reportContent), StoreConnection.Blob(coder)) is not null;

    /// <summary>How many reports were coded by other versions of the coder than this, or by one that left no trace.</summary>
    public long CodedByOthers(ContentId coder) => (long)_db.Scalar("SELECT count(*) FROM report WHERE coder IS DISTINCT FROM $1", StoreConnection.Blob(coder))!;

    /// <summary>Appends a batch of coded reports in one transaction. On return the batch is on the disk.</summary>
    /// <remarks>The same reports again, in any order and any batches, change nothing. A known id with another text is a new version: it stands in for the earlier one from its own day on. What another version of the coder coded is replaced, but for claims that a reviewer judged.</remarks>
    /// <param name="coder">The version of the coder; null where it is not told, and then nothing is replaced.</param>
    /// <exception cref="StoreException">Nothing of the batch was written.</exception>
    public IngestResult Ingest(IReadOnlyCollection<CodedReport> batch, ContentId? coder = null)
    {
        try
        {
            return _db.Atomically(() => Append(batch, coder));
        }
        catch
        {
            // What was remembered as written was not.
            _writer.Forget();
            throw;
        }
    }

    /// <summary>Lets places that no gazetteer had when they were told of join those that one has now. Claims stay as they were coded; their place is the gazetteer's from now on.</summary>
    /// <param name="listed">The place of the gazetteer, null where it has none still.</param>
    /// <returns>The pairs joined.</returns>
    public IReadOnlyList<(Place Unlisted, Place Listed)> JoinPlaces(Func<Place, Place?> listed)
    {
        var joined = new List<(Place, Place)>();
        foreach (var id in _places.Unlisted())
            if (_places.Of(id) is var place && listed(place) is { } found && found.Id != id) joined.Add((place, found));
        if (joined.Count == 0) return joined;
        try
        {
            return _db.Atomically(() =>
            {
                foreach (var (unlisted, found) in joined) _writer.Join(unlisted, found);
                return joined;
            });
        }
        catch
        {
            _writer.Forget();
            throw;
        }
    }

    /// <summary>Brings events, control and damage up to date with the claims: only the neighbourhoods that new claims touch are derived again.</summary>
    /// <param name="progress">Receives the number of claims, places and sites still to do, several times a second. It may throw to end the work: what was derived until then stays, and the next call goes on.</param>
    public void Derive(IProgress<long>? progress = null) => Deriver.Run(progress);

    /// <summary>True when claims were appended since the last <see cref="Derive"/>.</summary>
    public bool IsStale => Deriver.IsStale;

    /// <summary>True when a record opened for reading was derived by other rules than those it was opened with.</summary>
    public bool HasOtherRules => Deriver.HasOtherRules;

    /// <summary>The record as known at the end of a day; null for all that is known.</summary>
    public RecordView View(LocalDate? knownAt = null) => new(_db, _payload, Claims, _rules, _places.Of, knownAt);

    /// <summary>Takes a reviewer's judgements, writes each into the audit and derives anew at once what they touch. All are taken or none.</summary>
    /// <param name="by">Who judges.</param>
    /// <param name="reason">Why; every rejection, edit, addition, joining and parting must have one.</param>
    /// <returns>The numbers of the new entries of the audit.</returns>
    /// <exception cref="JudgementException">One of them cannot be taken; nothing was written.</exception>
    public ImmutableArray<long> Judge(string by, string? reason, IReadOnlyList<Verdict> verdicts, Instant at) =>
        Judged(() => _judgements.Take(by, reason, verdicts, at));

    /// <summary>Makes earlier entries of the audit count no more; the entries stay.</summary>
    public ImmutableArray<long> Undo(string by, string? reason, IReadOnlyList<long> numbers, Instant at) =>
        Judged(() => _judgements.Undo(by, reason, numbers, at));

    private ImmutableArray<long> Judged(Func<ImmutableArray<long>> take)
    {
        ImmutableArray<long> taken;
        try
        {
            taken = _db.Atomically(take);
        }
        catch
        {
            _writer.Forget();
            throw;
        }
        Derive();
        return taken;
    }

    /// <summary>The audit, latest first.</summary>
    /// <param name="claim">Only of this claim.</param>
    /// <param name="before">Only entries with a lower number: where the last page ended.</param>
    public IReadOnlyList<Judgement> Audit(ContentId? claim = null, long? before = null, int limit = 100, string? batch = null) => _judgements.Audit(claim, before, limit, batch);

    /// <summary>Changes whenever anything in the record does, by whatever process.</summary>
    public string Revision
    {
        get
        {
            var (report, judgement, derived) = _db.Rows("SELECT (SELECT max(key) FROM report), (SELECT max(number) FROM judgement), (SELECT value FROM meta WHERE name='derived')",
                r => (r.IsDBNull(0) ? 0 : r.GetInt64(0), r.IsDBNull(1) ? 0 : r.GetInt64(1), r.IsDBNull(2) ? "0" : r.GetString(2)))[0];
            return string.Create(CultureInfo.InvariantCulture, $"{report:x}-{judgement:x}-{derived}");
        }
    }

    public RecordCounts Counts()
    {
        long Count(string table) => (long)_db.Scalar("SELECT count(*) FROM " + table)!;
        return new(Count("report"), Count("claim"), Count("event"), Count("control"), Count("damage"));
    }

    public void Dispose() => _db.Dispose();

    private IngestResult Append(IReadOnlyCollection<CodedReport> batch, ContentId? coder)
    {
        int added = 0, known = 0, versions = 0, claims = 0;
        var issues = new List<Issue>();
        var now = SystemClock.Instance.GetCurrentInstant().ToUnixTimeSeconds();
        foreach (var coded in batch)
        {
            if (Append(coded, coder, now, issues, out var isVersion) is not { } count)
            {
                known++;
                continue;
            }
            added++;
            claims += count;
            if (isVersion) versions++;
        }
        return new(added, known, versions, claims, issues);
    }

    /// <summary>Number of claims appended; null when the report was known.</summary>
    private int? Append(CodedReport coded, ContentId? coder, long now, List<Issue> issues, out bool isVersion)
    {
        isVersion = false;
        var report = coded.Report;
        var content = StoreConnection.Blob(report.ContentId);
        var by = coder is { } version ? StoreConnection.Blob(version) : null;
        if (_db.Rows("SELECT key, coder, known_since FROM report WHERE content=$1", r => (Key: r.GetInt64(0), By: r.IsDBNull(1) ? null : (byte[])r[1], Known: r.IsDBNull(2) ? default(int?) : r.GetInt32(2)), content) is [var there])
        {
            if (by is null || by.AsSpan().SequenceEqual(there.By)) return null;
            _db.Execute("UPDATE report SET coder=$2 WHERE key=$1", there.Key, by);
            var kept = _writer.Withdraw(there.Key);
            return coded.Claims.Count(c => !kept.Any(k => k.SubType == c.SubType && k.Evidence[0].Overlaps(c.Evidence[0])) && _writer.Append(c, there.Key, report.Text, there.Known) is not null);
        }
        // What a report says is known from the day it says it on; an update is known from the day of the update.
        var known = (report.UpdatedOn ?? report.PublishedOn) is { } day ? Days.Number(day) : default(int?);
        var (text, packing) = Payload.Pack(report.Text);
        var signature = TextSignature.Of(report.Text);
        var key = (long)_db.Scalar("""
            INSERT INTO report(id, content, known_since, retrieved_at, ingested_at, publisher, signature, payload, text, packed, coder)
            VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11) RETURNING key
            """, report.Id, content, known, report.RetrievedAt?.ToUnixTimeTicks(), now, report.Publisher, signature.ToBytes(),
            _payload.Write(report with { Text = "" }), text, packing, by)!;
        _db.IndexWords(key, report.Title ?? "", report.Text);
        var others = _db.Rows("SELECT key FROM report WHERE id=$1 AND key<>$2", r => r.GetInt64(0), report.Id, key);
        if (others.Count > 0)
        {
            isVersion = true;
            issues.Add(new("report-version", $"Report '{report.Id}' was known with another text; this one is kept as a version of its own and stands in for the earlier one from {(known is { } k ? Days.Of(k).ToString("uuuu-MM-dd", null) : "now")} on."));
            Supersede(report.Id);
        }
        var count = 0;
        foreach (var claim in coded.Claims) if (_writer.Append(claim, key, report.Text, known) is not null) count++;
        return count;
    }

    // Versions of one report follow each other by their day, then by when they were fetched, then by content: never by when they reached the record.
    private void Supersede(string id)
    {
        var versions = _db.Rows("SELECT key, known_since FROM report WHERE id=$1 ORDER BY coalesce(known_since, 9999999), coalesce(retrieved_at, 0), content",
            r => (Key: r.GetInt64(0), Known: r.IsDBNull(1) ? default(long?) : r.GetInt64(1)), id);
        for (var i = 0; i < versions.Count; i++)
            _db.Execute("UPDATE report SET superseded_from=$2 WHERE key=$1", versions[i].Key, i + 1 < versions.Count ? versions[i + 1].Known ?? ClaimTable.Undated : default(long?));
        foreach (var (key, _) in versions)
        {
            _db.Execute("INSERT INTO stale_component SELECT component FROM claim WHERE report=$1 AND component IS NOT NULL ON CONFLICT DO NOTHING", key);
            _db.Execute("INSERT INTO stale_place SELECT place FROM claim WHERE report=$1 AND control=1 AND place IS NOT NULL ON CONFLICT DO NOTHING", key);
            _db.Execute("INSERT INTO stale_site SELECT site FROM claim WHERE report=$1 AND site IS NOT NULL ON CONFLICT DO NOTHING", key);
            if (versions.Count > 1)
                foreach (var claim in _db.Rows("SELECT key FROM claim WHERE report=$1", r => r.GetInt64(0), key)) _writer.MarkAround(claim);
        }
    }
}
