namespace Tetrapylon.Record.Store.Postgres;

/// <summary>The tables of a record on a server, as forward steps. Names and meaning are those of the file's (<see cref="Sqlite.SqliteSchema"/>); texts are ordered byte by byte, as there.</summary>
internal static class PostgresSchema
{
    public const int Version = 5;

    public static string Step(int version) => version switch
    {
        1 => One,
        2 => Two,
        3 => Three,
        4 => Four,
        5 => Five,
        _ => throw new ArgumentOutOfRangeException(nameof(version)),
    };

    private const string One = """
        CREATE TABLE meta(name TEXT COLLATE "C" PRIMARY KEY, value TEXT COLLATE "C" NOT NULL);

        CREATE TABLE report(
            key BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            id TEXT COLLATE "C" NOT NULL,
            content BYTEA NOT NULL UNIQUE,
            known_since BIGINT,
            retrieved_at BIGINT,
            superseded_from BIGINT,
            ingested_at BIGINT NOT NULL,
            publisher TEXT COLLATE "C",
            signature BYTEA NOT NULL,
            payload BYTEA NOT NULL,
            text BYTEA NOT NULL,
            packed BIGINT NOT NULL);
        CREATE INDEX report_id ON report(id);
        CREATE INDEX report_known ON report(known_since);
        CREATE INDEX report_publisher ON report(publisher, known_since);
        CREATE TABLE report_text(key BIGINT PRIMARY KEY REFERENCES report(key), words TSVECTOR NOT NULL);
        CREATE INDEX report_words ON report_text USING gin(words);

        CREATE TABLE place(
            id TEXT COLLATE "C" PRIMARY KEY,
            kind BIGINT NOT NULL,
            country TEXT COLLATE "C",
            admin1 TEXT COLLATE "C",
            parent TEXT COLLATE "C",
            latitude DOUBLE PRECISION,
            longitude DOUBLE PRECISION,
            payload TEXT COLLATE "C" NOT NULL,
            point GEOMETRY(Point, 4326) GENERATED ALWAYS AS (ST_SetSRID(ST_MakePoint(longitude, latitude), 4326)) STORED);
        CREATE INDEX place_parent ON place(parent) WHERE parent IS NOT NULL;
        CREATE INDEX place_admin1 ON place(country, admin1);
        CREATE INDEX place_point ON place USING gist(point);
        CREATE TABLE place_name(name TEXT COLLATE "C" NOT NULL, place TEXT COLLATE "C" NOT NULL, PRIMARY KEY(name, place));
        CREATE TABLE place_told(place TEXT COLLATE "C" NOT NULL, name TEXT COLLATE "C" NOT NULL, PRIMARY KEY(place, name));

        CREATE TABLE claim(
            key BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            id BYTEA NOT NULL UNIQUE,
            report BIGINT NOT NULL REFERENCES report(key),
            known_since BIGINT,
            type TEXT COLLATE "C" NOT NULL,
            sub_type TEXT COLLATE "C" NOT NULL,
            status BIGINT NOT NULL,
            country TEXT COLLATE "C",
            place TEXT COLLATE "C",
            day_start BIGINT,
            day_end BIGINT,
            control BIGINT NOT NULL,
            site TEXT COLLATE "C",
            component BIGINT,
            payload BYTEA NOT NULL,
            judged BIGINT NOT NULL DEFAULT 0,
            linked BIGINT NOT NULL DEFAULT 0,
            source_kind BIGINT NOT NULL DEFAULT 0,
            urgency DOUBLE PRECISION,
            machine BYTEA);
        CREATE INDEX claim_report ON claim(report);
        CREATE INDEX claim_place ON claim(place, day_start) WHERE place IS NOT NULL;
        CREATE INDEX claim_days ON claim(country, day_start);
        CREATE INDEX claim_type ON claim(sub_type, day_start);
        CREATE INDEX claim_component ON claim(component);
        CREATE INDEX claim_new ON claim(country) WHERE component IS NULL;
        CREATE INDEX claim_site ON claim(site) WHERE site IS NOT NULL;
        CREATE INDEX claim_control ON claim(place) WHERE control = 1;
        CREATE INDEX claim_urgency ON claim(urgency DESC, key) WHERE judged = 0;
        CREATE INDEX claim_linked ON claim(country) WHERE linked = 1;
        CREATE TABLE claim_actor(actor TEXT COLLATE "C" NOT NULL, claim BIGINT NOT NULL, PRIMARY KEY(actor, claim));
        CREATE INDEX claim_actor_claim ON claim_actor(claim);
        CREATE TABLE actor_name(name TEXT COLLATE "C" NOT NULL, actor TEXT COLLATE "C" NOT NULL, PRIMARY KEY(name, actor));

        CREATE TABLE judgement(
            number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            kind BIGINT NOT NULL,
            claim BYTEA NOT NULL,
            others TEXT COLLATE "C",
            by TEXT COLLATE "C" NOT NULL,
            at BIGINT NOT NULL,
            reason TEXT COLLATE "C",
            undoes BIGINT UNIQUE REFERENCES judgement(number),
            batch TEXT COLLATE "C",
            before BYTEA,
            after BYTEA);
        CREATE INDEX judgement_claim ON judgement(claim);
        CREATE INDEX judgement_batch ON judgement(batch) WHERE batch IS NOT NULL;
        CREATE FUNCTION judgement_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the audit is only added to'; END $$;
        CREATE TRIGGER judgement_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON judgement FOR EACH STATEMENT EXECUTE FUNCTION judgement_is_kept();
        CREATE TABLE judged_pair(a BYTEA NOT NULL, b BYTEA NOT NULL, judgement BIGINT NOT NULL, PRIMARY KEY(a, b, judgement));
        CREATE TABLE claim_link(claim BYTEA NOT NULL, other BYTEA NOT NULL, together BIGINT NOT NULL, PRIMARY KEY(claim, other));

        CREATE TABLE event(
            key BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            id BYTEA NOT NULL,
            component BIGINT NOT NULL,
            type TEXT COLLATE "C" NOT NULL,
            sub_type TEXT COLLATE "C" NOT NULL,
            status BIGINT NOT NULL,
            country TEXT COLLATE "C",
            place TEXT COLLATE "C",
            day_start BIGINT,
            day_end BIGINT,
            dead BIGINT,
            sources BIGINT NOT NULL,
            confidence DOUBLE PRECISION NOT NULL,
            payload BYTEA NOT NULL);
        CREATE INDEX event_id ON event(id);
        CREATE INDEX event_component ON event(component);
        CREATE INDEX event_place ON event(place, day_start, id) WHERE place IS NOT NULL;
        CREATE INDEX event_country ON event(country, day_start, id);
        CREATE INDEX event_days ON event(coalesce(day_start, 9999999), id);
        CREATE INDEX event_latest ON event(coalesce(day_start, -1) DESC, id DESC);
        CREATE TABLE event_claim(claim BIGINT PRIMARY KEY, event BIGINT NOT NULL);
        CREATE INDEX event_claim_event ON event_claim(event);
        CREATE TABLE control(place TEXT COLLATE "C" PRIMARY KEY, payload TEXT COLLATE "C" NOT NULL);
        CREATE TABLE damage(key BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, site TEXT COLLATE "C" NOT NULL, place TEXT COLLATE "C", payload BYTEA NOT NULL);
        CREATE INDEX damage_site ON damage(site);
        CREATE INDEX damage_place ON damage(place);

        CREATE TABLE stale_component(component BIGINT PRIMARY KEY);
        CREATE TABLE stale_place(place TEXT COLLATE "C" PRIMARY KEY);
        CREATE TABLE stale_site(site TEXT COLLATE "C" PRIMARY KEY);
        """;

    private const string Two = """
        ALTER TABLE claim ADD COLUMN around BYTEA;
        """;

    private const string Three = """
        ALTER TABLE report ADD COLUMN coder BYTEA;
        """;

    private const string Four = """
        CREATE INDEX claim_known ON claim(known_since, component);
        CREATE INDEX report_superseded ON report(superseded_from) WHERE superseded_from IS NOT NULL;
        """;

    private const string Five = """
        UPDATE claim SET around=NULL;
        """;
}
