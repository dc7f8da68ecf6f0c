using Microsoft.Data.Sqlite;
using Tetrapylon.Model;

namespace Tetrapylon.Record.Store;

/// <summary>The open file, with its statements prepared once, and errors said in words. One thread at a time.</summary>
internal sealed class StoreConnection(string path, SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    public string Path { get; } = path;

    /// <summary>Runs a statement; returns the number of rows it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        try
        {
            return Bind(sql, values).ExecuteNonQuery();
        }
        catch (SqliteException e)
        {
            throw StoreFile.Told(e, Path);
        }
    }

    /// <summary>The first column of the first row; null when there is none.</summary>
    public object? Scalar(string sql, params ReadOnlySpan<object?> values)
    {
        try
        {
            return Bind(sql, values).ExecuteScalar() is { } value and not DBNull ? value : null;
        }
        catch (SqliteException e)
        {
            throw StoreFile.Told(e, Path);
        }
    }

    /// <summary>All rows at once, so that no statement stays open while the next runs.</summary>
    public List<T> Rows<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        try
        {
            var rows = new List<T>();
            using var reader = Bind(sql, values).ExecuteReader();
            while (reader.Read()) rows.Add(read(reader));
            return rows;
        }
        catch (SqliteException e)
        {
            throw StoreFile.Told(e, Path);
        }
    }

    /// <summary>Does all of <paramref name="work"/> or nothing of it.</summary>
    public T Atomically<T>(Func<T> work)
    {
        Execute("BEGIN IMMEDIATE");
        try
        {
            var result = work();
            Execute("COMMIT");
            return result;
        }
        catch
        {
            // After a full disk SQLite may have rolled back by itself.
            try { Execute("ROLLBACK"); } catch (StoreException) { }
            throw;
        }
    }

    public static byte[] Blob(ContentId id)
    {
        var bytes = new byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, id.Value);
        return bytes;
    }

    public void Dispose()
    {
        foreach (var command in _prepared.Values) command.Dispose();
        connection.Dispose();
    }

    private SqliteCommand Bind(string sql, ReadOnlySpan<object?> values)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < values.Length; i++) command.Parameters.Add(new SqliteParameter($"${i + 1}", null));
            _prepared.Add(sql, command);
        }
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }
}
