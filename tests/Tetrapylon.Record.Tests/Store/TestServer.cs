using Npgsql;

namespace Tetrapylon.Record.Tests.Store;

/// <summary>The PostgreSQL server of the tests, where there is one: <c>.ci/postgres start FOLDER</c> prints what <c>TETRAPYLON_POSTGRES</c> must hold.</summary>
internal static class TestServer
{
    private static readonly string? Connection = Environment.GetEnvironmentVariable("TETRAPYLON_POSTGRES");
    private static int _next;

    /// <summary>A connection string to a schema that does not exist yet; skips the test where there is no server.</summary>
    public static string NewRecord()
    {
        Assert.SkipWhen(string.IsNullOrEmpty(Connection), "no PostgreSQL server: TETRAPYLON_POSTGRES is not set (see .ci/postgres)");
        return $"{Connection};Search Path=test_{Environment.ProcessId}_{Interlocked.Increment(ref _next)}";
    }

    public static void Run(string store, string sql)
    {
        using var connection = new NpgsqlConnection(store + ";Pooling=False");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    public static string SchemaOf(string store) => new NpgsqlConnectionStringBuilder(store).SearchPath!;

    public static void Drop(string store) => Run(store, $"DROP SCHEMA IF EXISTS {SchemaOf(store)} CASCADE");
}

/// <summary>A new record for one test: a file, or a schema of the server.</summary>
public sealed class NewRecord : IDisposable
{
    private readonly bool _onServer;
    private readonly string? _folder;

    private NewRecord(bool onServer)
    {
        _onServer = onServer;
        _folder = onServer ? null : Directory.CreateTempSubdirectory("record-test-").FullName;
        Store = onServer ? TestServer.NewRecord() : Path.Combine(_folder!, "record.db");
    }

    public string Store { get; }

    public static NewRecord InFile() => new(onServer: false);

    public static NewRecord OnServer() => new(onServer: true);

    /// <summary>Runs SQL past the program, as somebody who tampers with the record would.</summary>
    public void Run(string sql)
    {
        if (_onServer)
        {
            TestServer.Run(Store, sql);
            return;
        }
        using var raw = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Store};Pooling=False");
        raw.Open();
        using var command = raw.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        if (_onServer) TestServer.Drop(Store);
        else Directory.Delete(_folder!, recursive: true);
    }
}
