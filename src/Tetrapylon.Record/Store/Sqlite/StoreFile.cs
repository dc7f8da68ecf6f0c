using System.Buffers.Binary;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Tetrapylon.Record.Store.Sqlite;

/// <summary>Opens the one file a record lives in: refuses what is not ours before SQLite touches it, makes and migrates the schema.</summary>
/// <remarks>
/// WAL with <c>synchronous=FULL</c>: a batch that was acknowledged is on the disk, also after a power cut. A reader never waits; a second
/// writer waits five seconds and is then told.
/// </remarks>
internal static class StoreFile
{
    /// <summary>"TTPY" in the header of every record.</summary>
    public const uint ApplicationId = 0x54545059;

    public static SqliteConnection Open(string path, bool readOnly)
    {
        var fresh = !File.Exists(path) || new FileInfo(path).Length == 0;
        if (fresh && readOnly) throw new StoreException("store-missing", $"There is no record at '{path}'. Make one with: tetrapylon ingest --store {path} FILE…");
        if (!fresh) CheckHeader(path);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
            DefaultTimeout = 5,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
            if (!readOnly) Prepare(connection);
            // 64 MiB of pages, and as much log before it is folded back: a bulk ingest writes every page of its indexes many times.
            Run(connection, "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=16384;");
            return connection;
        }
        catch (Exception e)
        {
            connection.Dispose();
            if (e is SqliteException sqlite) throw Told(sqlite, path);
            throw;
        }
    }

    /// <summary>What an error of SQLite means for the person at the keyboard.</summary>
    public static StoreException Told(SqliteException e, string path) => e.SqliteErrorCode switch
    {
        5 or 6 => new("store-locked", $"Another process is writing to the record '{path}'. Wait for it to end and run again; nothing was written.", e),
        13 => new("store-full", $"The disk with the record '{path}' is full. What was acknowledged before is kept; free some space and run again.", e),
        11 or 26 => new("store-cut", $"The record '{path}' is damaged ({e.Message}). Restore it from a copy; it is left as it is.", e),
        8 => new("store-read-only", $"The record '{path}' cannot be written: the file or its folder is read-only.", e),
        10 => new("store-io", $"The disk refused to read or write the record '{path}' ({e.Message}). What was acknowledged before is kept.", e),
        _ => new("store-unreadable", $"The record '{path}' cannot be used: {e.Message}", e),
    };

    /// <summary>True for a record that an earlier version of the program wrote.</summary>
    public static bool IsOlder(string path)
    {
        if (!File.Exists(path) || new FileInfo(path).Length == 0) return false;
        CheckHeader(path);
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, DefaultTimeout = 5, Pooling = false }.ToString());
        try
        {
            connection.Open();
            return (long)Scalar(connection, "PRAGMA user_version") < SqliteSchema.Version;
        }
        catch (SqliteException e)
        {
            throw Told(e, path);
        }
    }

    private static void CheckHeader(string path)
    {
        Span<byte> head = stackalloc byte[100];
        long length;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            length = file.Length;
            var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            if (read < head.Length || !head[..16].SequenceEqual("SQLite format 3\0"u8))
                throw new StoreException("store-foreign", $"'{path}' is not a record of Tetrapylon: it is {Guess(head[..read])}. Name another file; this one is left as it is.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException("store-unreadable", $"The record '{path}' cannot be opened: {e.Message}", e);
        }
        var application = BinaryPrimitives.ReadUInt32BigEndian(head[68..]);
        if (application != ApplicationId)
            throw new StoreException("store-foreign", $"'{path}' is a SQLite database of another program. Name another file; this one is left as it is.");
        var version = BinaryPrimitives.ReadInt32BigEndian(head[60..]);
        if (version > SqliteSchema.Version)
            throw new StoreException("store-newer", $"The record '{path}' was written by a newer Tetrapylon (schema {version}; this one knows {SqliteSchema.Version}). Use that version; the file is left as it is.");
        long page = BinaryPrimitives.ReadUInt16BigEndian(head[16..]);
        if (page == 1) page = 65536;
        // With a write-ahead log beside it the main file may lag behind its header; SQLite mends that itself.
        var wal = path + "-wal";
        if (!(File.Exists(wal) && new FileInfo(wal).Length > 0)
            && BinaryPrimitives.ReadUInt32BigEndian(head[24..]) == BinaryPrimitives.ReadUInt32BigEndian(head[92..])
            && length < page * BinaryPrimitives.ReadUInt32BigEndian(head[28..]))
            throw new StoreException("store-cut", $"The record '{path}' is cut short: {length} bytes of {page * BinaryPrimitives.ReadUInt32BigEndian(head[28..])}. Restore it from a copy; it is left as it is.");
    }

    private static string Guess(ReadOnlySpan<byte> head) =>
        head.Length == 0 ? "empty" : head.IndexOf((byte)0) >= 0 ? "a binary file of some other kind" : $"a text beginning '{Encoding.ASCII.GetString(head[..Math.Min(20, head.Length)]).ReplaceLineEndings(" ")}'";

    private static void Prepare(SqliteConnection connection)
    {
        // The mark of ownership goes into the main file before the log is switched on, so that the header check sees it from the first moment.
        Run(connection, "PRAGMA busy_timeout=5000;");
        using (var begin = connection.BeginTransaction(deferred: false))
        {
            var version = (long)Scalar(connection, "PRAGMA user_version", begin);
            for (var next = (int)version + 1; next <= SqliteSchema.Version; next++)
            {
                Run(connection, SqliteSchema.Step(next), begin);
                Run(connection, $"PRAGMA application_id={ApplicationId}; PRAGMA user_version={next};", begin);
            }
            begin.Commit();
        }
        Run(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;");
    }

    private static void Run(SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        command.ExecuteNonQuery();
    }

    private static object Scalar(SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        return command.ExecuteScalar()!;
    }
}
