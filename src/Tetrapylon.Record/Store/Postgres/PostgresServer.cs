using System.Globalization;
using System.Text;
using Npgsql;
using Tetrapylon.Model;

namespace Tetrapylon.Record.Store.Postgres;

/// <summary>Where on a PostgreSQL server a record lives: opens it, makes and migrates its schema, and says the server's errors in words.</summary>
internal sealed class PostgresServer
{
    private const string DefaultSchema = "tetrapylon";
    private readonly NpgsqlConnectionStringBuilder _options;
    private readonly string _schema;

    private PostgresServer(NpgsqlConnectionStringBuilder options, string schema)
    {
        (_options, _schema) = (options, schema);
        Name = string.Create(CultureInfo.InvariantCulture, $"{options.Host}:{options.Port}/{options.Database} ({schema})");
        // Every writer of the same record asks for the same lock.
        Lock = unchecked((long)(ulong)ContentId.Of("writer", schema).Value);
    }

    /// <summary>The record as told to people: without user and password.</summary>
    public string Name { get; }

    public long Lock { get; }

    /// <summary>True for what is no path of a file: <c>Host=…;Database=…</c> or <c>postgresql://…</c>.</summary>
    public static bool IsConnection(string store) => IsAddress(store)
        || store.Split(';').Any(part => part.Split('=', 2) is [var key, _] && key.Trim().ToUpperInvariant() is "HOST" or "SERVER") && !File.Exists(store);

    /// <param name="store">A connection string of Npgsql; <c>Search Path</c> names the schema of the record.</param>
    /// <exception cref="StoreException">It is no connection string.</exception>
    public static PostgresServer Of(string store)
    {
        try
        {
            var options = new NpgsqlConnectionStringBuilder(IsAddress(store) ? FromAddress(new Uri(store)) : store);
            var schema = string.IsNullOrWhiteSpace(options.SearchPath) ? DefaultSchema : options.SearchPath.Trim();
            // PostGIS usually lives in public.
            options.SearchPath = $"{Quoted(schema)}, public";
            options.Pooling = false;
            options.ApplicationName ??= "tetrapylon";
            if (options.MaxAutoPrepare == 0) options.MaxAutoPrepare = 200;
            options.AutoPrepareMinUsages = 2;
            options.CommandTimeout = 600;
            return new(options, schema);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or UriFormatException)
        {
            // The driver's own message may repeat the string, and with it a password.
            throw new StoreException("store-unreadable", "The record's connection string cannot be read. It is written: Host=…;Port=…;Database=…;Username=…;Password=…");
        }
    }

    /// <exception cref="StoreException">The server cannot be reached, or what is there is not a record of ours.</exception>
    public NpgsqlConnection Open(bool readOnly)
    {
        var connection = new NpgsqlConnection(_options.ToString());
        try
        {
            connection.Open();
            Run(connection, readOnly ? "SET default_transaction_read_only = on" : "SET lock_timeout = '5s'");
            var version = Version(connection);
            if (version > PostgresSchema.Version)
                throw new StoreException("store-newer", $"The record '{Name}' was written by a newer Tetrapylon (schema {version}; this one knows {PostgresSchema.Version}). Use that version; it is left as it is.");
            if (readOnly && version == 0) throw new StoreException("store-missing", $"There is no record at '{Name}'. Make one with: tetrapylon ingest --store \"…\" FILE…");
            if (!readOnly && version < PostgresSchema.Version) Migrate(connection);
            return connection;
        }
        catch (Exception e)
        {
            connection.Dispose();
            if (e is NpgsqlException server) throw Told(server);
            throw;
        }
    }

    /// <summary>True for a record that an earlier version of the program wrote.</summary>
    public bool IsOlder()
    {
        using var connection = new NpgsqlConnection(_options.ToString());
        try
        {
            connection.Open();
            return Version(connection) is > 0 and var version && version < PostgresSchema.Version;
        }
        catch (NpgsqlException e)
        {
            throw Told(e);
        }
    }

    /// <summary>What an error of the server means for the person at the keyboard.</summary>
    public StoreException Told(NpgsqlException e) => (e as PostgresException)?.SqlState switch
    {
        null => new("store-unreadable", $"The server of the record '{Name}' cannot be reached: {e.InnerException?.Message ?? e.Message}", e),
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected => new("store-locked", $"Another process is writing to the record '{Name}'. Wait for it to end and run again; nothing was written.", e),
        PostgresErrorCodes.DiskFull => new("store-full", $"The disk of the server with the record '{Name}' is full. What was acknowledged before is kept; free some space and run again.", e),
        PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.ReadOnlySqlTransaction => new("store-read-only", $"The record '{Name}' cannot be written: {e.Message}", e),
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => new("store-cut", $"The record '{Name}' is damaged ({e.Message}). Restore it from a copy; it is left as it is.", e),
        _ => new("store-unreadable", $"The record '{Name}' cannot be used: {e.Message}", e),
    };

    // 0 when there is no record yet.
    private int Version(NpgsqlConnection connection)
    {
        using var ask = new NpgsqlCommand("SELECT (SELECT count(*) FROM pg_tables WHERE schemaname=$1), (SELECT count(*) FROM pg_tables WHERE schemaname=$1 AND tablename='meta')", connection)
        { Parameters = { new() { Value = _schema } } };
        long tables, marked;
        using (var reader = ask.ExecuteReader())
        {
            reader.Read();
            (tables, marked) = (reader.GetInt64(0), reader.GetInt64(1));
        }
        if (tables == 0) return 0;
        using var read = new NpgsqlCommand($"SELECT value FROM {Quoted(_schema)}.meta WHERE name='schema'", connection);
        try
        {
            if (marked > 0 && read.ExecuteScalar() is string value && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var version)) return version;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedColumn)
        {
            // A table of that name which is not ours.
        }
        throw new StoreException("store-foreign", $"'{Name}' holds tables of another program. Name another schema with 'Search Path=…'; this one is left as it is.");
    }

    private void Migrate(NpgsqlConnection connection)
    {
        Run(connection, "BEGIN");
        // Of two that start at once, the second finds it made.
        Run(connection, string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_xact_lock({Lock})"));
        for (var next = Version(connection) + 1; next <= PostgresSchema.Version; next++)
        {
            if (next == 1)
            {
                Run(connection, $"CREATE SCHEMA IF NOT EXISTS {Quoted(_schema)}");
                PostGis(connection);
            }
            Run(connection, PostgresSchema.Step(next));
            Run(connection, string.Create(CultureInfo.InvariantCulture, $"INSERT INTO meta VALUES('schema','{next}') ON CONFLICT(name) DO UPDATE SET value=excluded.value"));
        }
        Run(connection, "COMMIT");
    }

    private void PostGis(NpgsqlConnection connection)
    {
        try
        {
            // One for the whole database: records in other schemas may be made at the same moment.
            Run(connection, "SELECT pg_advisory_xact_lock(hashtext('tetrapylon postgis'))");
            Run(connection, "CREATE EXTENSION IF NOT EXISTS postgis SCHEMA public");
        }
        catch (PostgresException e)
        {
            throw new StoreException("store-postgis", $"The database of the record '{Name}' has no PostGIS, and this user cannot add it: {e.MessageText}. Run there once, as its owner: CREATE EXTENSION postgis", e);
        }
    }

    private static void Run(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static bool IsAddress(string store) => store.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase) || store.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase);

    private static string FromAddress(Uri address)
    {
        var options = new NpgsqlConnectionStringBuilder { Host = address.Host, Database = Uri.UnescapeDataString(address.AbsolutePath.TrimStart('/')) };
        if (address.Port > 0) options.Port = address.Port;
        if (address.UserInfo.Split(':', 2) is [{ Length: > 0 } user, .. var rest])
        {
            options.Username = Uri.UnescapeDataString(user);
            if (rest is [var password]) options.Password = Uri.UnescapeDataString(password);
        }
        foreach (var pair in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
            if (pair.Split('=', 2) is [var key, var value]) options[key.Replace('_', ' ')] = Uri.UnescapeDataString(value);
        return options.ToString();
    }

    private static string Quoted(string name) => new StringBuilder(name).Replace("\"", "\"\"").Insert(0, '"').Append('"').ToString();
}
