using Microsoft.Data.Sqlite;

namespace Tetrapylon.App.Http;

/// <summary>The small file beside a record that holds what belongs to the desk and not to the record: accounts, saved views, runs. Made when first written to or asked; for its owner's eyes only.</summary>
/// <param name="tables">Made where they are not there.</param>
/// <param name="since">Columns that earlier versions of the tables lack.</param>
internal sealed class DeskFile(string path, string tables, params (string Table, string Column, string Definition)[] since) : IDisposable
{
    private readonly Lock _lock = new();
    private SqliteConnection? _db;

    public int Run(string sql, params ReadOnlySpan<object?> values)
    {
        lock (_lock)
        {
            using var command = Command(sql, values);
            return command.ExecuteNonQuery();
        }
    }

    public List<T> Rows<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        lock (_lock)
        {
            using var command = Command(sql, values);
            using var reader = command.ExecuteReader();
            var rows = new List<T>();
            while (reader.Read()) rows.Add(read(reader));
            return rows;
        }
    }

    /// <summary>Does all of <paramref name="work"/> or nothing of it, and nobody else anything between.</summary>
    public T Atomically<T>(Func<T> work)
    {
        lock (_lock)
        {
            Run("BEGIN IMMEDIATE");
            try
            {
                var result = work();
                Run("COMMIT");
                return result;
            }
            catch
            {
                Run("ROLLBACK");
                throw;
            }
        }
    }

    public void Dispose() => _db?.Dispose();

    private SqliteCommand Command(string sql, ReadOnlySpan<object?> values)
    {
        var command = (_db ??= Open()).CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"${i + 1}", values[i] ?? DBNull.Value);
        return command;
    }

    private SqliteConnection Open()
    {
        var db = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 10, ForeignKeys = true }.ToString());
        db.Open();
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using var command = db.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;" + tables;
        command.ExecuteNonQuery();
        foreach (var (table, column, definition) in since)
        {
            command.CommandText = $"SELECT count(*) FROM pragma_table_info('{table}') WHERE name='{column}'";
            if ((long)command.ExecuteScalar()! > 0) continue;
            command.CommandText = $"ALTER TABLE {table} ADD COLUMN {column} {definition}";
            command.ExecuteNonQuery();
        }
        return db;
    }
}
