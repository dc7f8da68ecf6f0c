namespace Tetrapylon.Record.Store.Sqlite;

/// <summary>The tables of a record, as forward steps: a record of any earlier version is brought up step by step, in one transaction.</summary>
/// <remarks>
/// Days are day numbers since 0001-01-01. <c>report</c>, <c>claim</c>, <c>place</c> and what hangs on them are what was told; <c>event</c>,
/// <c>control</c> and <c>damage</c> are derived from them by the rules whose hash <c>meta</c> names, and can be thrown away at any time;
/// <c>stale_*</c> names what of them a later batch has touched. <c>judgement</c> is the reviewers' audit: rows are added, never changed; what
/// it makes of a claim stands in <c>claim</c> (<c>judged</c>, and the machine's own reading in <c>machine</c>) and <c>claim_link</c>.
/// </remarks>
internal static class SqliteSchema
{
    public const int Version = 7;

    public static string Step(int version) => version switch
    {
        1 => One,
        2 => Two,
        3 => Three,
        4 => Four,
        5 => Five,
        6 => Six,
        7 => Seven,
        _ => throw new ArgumentOutOfRangeException(nameof(version)),
    };

    private const string One = """
        CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

        CREATE TABLE report(
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL,
            content BLOB NOT NULL UNIQUE,
            known_since INTEGER,
            retrieved_at INTEGER,
            superseded_from INTEGER,
            ingested_at INTEGER NOT NULL,
            publisher TEXT,
            signature BLOB NOT NULL,
            payload BLOB NOT NULL,
            text BLOB NOT NULL,
            packed INTEGER NOT NULL);
        CREATE INDEX report_id ON report(id);
        CREATE INDEX report_known ON report(known_since);
        CREATE VIRTUAL TABLE report_text USING fts5(title, text, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2");

        CREATE TABLE place(
            id TEXT PRIMARY KEY,
            kind INTEGER NOT NULL,
            country TEXT,
            admin1 TEXT,
            parent TEXT,
            latitude REAL,
            longitude REAL,
            payload TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX place_parent ON place(parent) WHERE parent IS NOT NULL;
        CREATE INDEX place_admin1 ON place(country, admin1);
        CREATE TABLE place_name(name TEXT NOT NULL, place TEXT NOT NULL, PRIMARY KEY(name, place)) WITHOUT ROWID;
        CREATE TABLE place_told(place TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY(place, name)) WITHOUT ROWID;

        CREATE TABLE claim(
            key INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE,
            report INTEGER NOT NULL REFERENCES report(key),
            known_since INTEGER,
            type TEXT NOT NULL,
            sub_type TEXT NOT NULL,
            status INTEGER NOT NULL,
            country TEXT,
            place TEXT,
            day_start INTEGER,
            day_end INTEGER,
            control INTEGER NOT NULL,
            site TEXT,
            component INTEGER,
            payload BLOB NOT NULL);
        CREATE INDEX claim_report ON claim(report);
        CREATE INDEX claim_place ON claim(place, day_start) WHERE place IS NOT NULL;
        CREATE INDEX claim_days ON claim(country, day_start);
        CREATE INDEX claim_type ON claim(sub_type, day_start);
        CREATE INDEX claim_component ON claim(component);
        CREATE INDEX claim_site ON claim(site) WHERE site IS NOT NULL;
        CREATE INDEX claim_control ON claim(place) WHERE control = 1;
        CREATE TABLE claim_actor(actor TEXT NOT NULL, claim INTEGER NOT NULL, PRIMARY KEY(actor, claim)) WITHOUT ROWID;
        CREATE TABLE actor_name(name TEXT NOT NULL, actor TEXT NOT NULL, PRIMARY KEY(name, actor)) WITHOUT ROWID;

        CREATE TABLE event(
            key INTEGER PRIMARY KEY,
            id BLOB NOT NULL,
            component INTEGER NOT NULL,
            type TEXT NOT NULL,
            sub_type TEXT NOT NULL,
            status INTEGER NOT NULL,
            country TEXT,
            place TEXT,
            day_start INTEGER,
            day_end INTEGER,
            payload BLOB NOT NULL);
        CREATE INDEX event_id ON event(id);
        CREATE INDEX event_component ON event(component);
        CREATE INDEX event_place ON event(place, day_start) WHERE place IS NOT NULL;
        CREATE INDEX event_days ON event(day_start, day_end);
        CREATE TABLE control(place TEXT PRIMARY KEY, payload TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE damage(key INTEGER PRIMARY KEY, site TEXT NOT NULL, place TEXT, payload BLOB NOT NULL);
        CREATE INDEX damage_site ON damage(site);
        CREATE INDEX damage_place ON damage(place);

        CREATE TABLE stale_component(component INTEGER PRIMARY KEY);
        CREATE TABLE stale_place(place TEXT PRIMARY KEY) WITHOUT ROWID;
        CREATE TABLE stale_site(site TEXT PRIMARY KEY) WITHOUT ROWID;
        """;

    // What is derived is thrown away: it is derived anew with the columns it now has.
    private const string Two = """
        ALTER TABLE claim ADD COLUMN judged INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE claim ADD COLUMN linked INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE claim ADD COLUMN source_kind INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE claim ADD COLUMN urgency REAL;
        ALTER TABLE claim ADD COLUMN machine BLOB;
        UPDATE claim SET source_kind=coalesce(json_extract(CAST(payload AS TEXT), '$.Attribution[#-1].Kind'), 0);
        CREATE INDEX claim_urgency ON claim(urgency DESC, key) WHERE judged = 0;
        CREATE INDEX claim_linked ON claim(country) WHERE linked = 1;
        CREATE INDEX report_publisher ON report(publisher, known_since);

        CREATE TABLE judgement(
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            kind INTEGER NOT NULL,
            claim BLOB NOT NULL,
            others TEXT,
            by TEXT NOT NULL,
            at INTEGER NOT NULL,
            reason TEXT,
            undoes INTEGER UNIQUE REFERENCES judgement(number),
            batch TEXT,
            before BLOB,
            after BLOB);
        CREATE INDEX judgement_claim ON judgement(claim);
        CREATE INDEX judgement_batch ON judgement(batch) WHERE batch IS NOT NULL;
        CREATE TRIGGER judgement_kept BEFORE UPDATE ON judgement BEGIN SELECT raise(ABORT, 'the audit is only added to'); END;
        CREATE TRIGGER judgement_whole BEFORE DELETE ON judgement BEGIN SELECT raise(ABORT, 'the audit is only added to'); END;
        CREATE TABLE judged_pair(a BLOB NOT NULL, b BLOB NOT NULL, judgement INTEGER NOT NULL, PRIMARY KEY(a, b, judgement)) WITHOUT ROWID;
        CREATE TABLE claim_link(claim BLOB NOT NULL, other BLOB NOT NULL, together INTEGER NOT NULL, PRIMARY KEY(claim, other)) WITHOUT ROWID;

        DROP TABLE event;
        CREATE TABLE event(
            key INTEGER PRIMARY KEY,
            id BLOB NOT NULL,
            component INTEGER NOT NULL,
            type TEXT NOT NULL,
            sub_type TEXT NOT NULL,
            status INTEGER NOT NULL,
            country TEXT,
            place TEXT,
            day_start INTEGER,
            day_end INTEGER,
            dead INTEGER,
            sources INTEGER NOT NULL,
            confidence REAL NOT NULL,
            payload BLOB NOT NULL);
        CREATE INDEX event_id ON event(id);
        CREATE INDEX event_component ON event(component);
        CREATE INDEX event_place ON event(place, day_start, id) WHERE place IS NOT NULL;
        CREATE INDEX event_country ON event(country, day_start, id);
        CREATE INDEX event_days ON event(coalesce(day_start, 9999999), id);
        CREATE INDEX event_latest ON event(coalesce(day_start, -1) DESC, id DESC);
        CREATE INDEX event_facts ON event(day_start, day_end, type, sub_type, status, country, place);
        CREATE TABLE event_claim(claim INTEGER PRIMARY KEY, event INTEGER NOT NULL);
        CREATE INDEX event_claim_event ON event_claim(event);
        DELETE FROM meta WHERE name='rules';
        """;

    // The points of places as an R*Tree, kept by triggers.
    private const string Three = """
        CREATE VIRTUAL TABLE place_point USING rtree(key, west, east, south, north, +place TEXT);
        INSERT INTO place_point(west, east, south, north, place) SELECT longitude, longitude, latitude, latitude, id FROM place WHERE latitude IS NOT NULL AND longitude IS NOT NULL;
        CREATE TRIGGER place_pointed AFTER INSERT ON place WHEN NEW.latitude IS NOT NULL AND NEW.longitude IS NOT NULL
        BEGIN INSERT INTO place_point(west, east, south, north, place) VALUES(NEW.longitude, NEW.longitude, NEW.latitude, NEW.latitude, NEW.id); END;
        CREATE TRIGGER place_moved AFTER UPDATE OF latitude, longitude ON place WHEN NEW.latitude IS NOT OLD.latitude OR NEW.longitude IS NOT OLD.longitude
        BEGIN
            DELETE FROM place_point WHERE place=OLD.id;
            INSERT INTO place_point(west, east, south, north, place) SELECT NEW.longitude, NEW.longitude, NEW.latitude, NEW.latitude, NEW.id WHERE NEW.latitude IS NOT NULL AND NEW.longitude IS NOT NULL;
        END;
        CREATE INDEX claim_new ON claim(country) WHERE component IS NULL;
        """;

    // The words of the report around a claim's evidence (hashes), by which claims are merged; filled when the claim is derived.
    private const string Four = """
        ALTER TABLE claim ADD COLUMN around BLOB;
        """;

    // By which version of the coder a report was coded; nothing is known of what was coded before.
    private const string Five = """
        ALTER TABLE report ADD COLUMN coder BLOB;
        """;

    // Which neighbourhoods were told of since a day: the question of every earlier view.
    private const string Six = """
        CREATE INDEX claim_known ON claim(known_since, component);
        CREATE INDEX report_superseded ON report(superseded_from) WHERE superseded_from IS NOT NULL;
        DROP INDEX event_facts;
        CREATE INDEX event_facts ON event(day_start, day_end, type, sub_type, status, country, place, component);
        DROP INDEX event_latest;
        CREATE INDEX event_latest ON event(coalesce(day_start, -1) DESC, id DESC, component);
        """;

    // Words are noted without their endings: those around every claim are read anew.
    private const string Seven = """
        UPDATE claim SET around=NULL;
        """;
}
