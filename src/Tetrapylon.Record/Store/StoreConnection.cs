using Tetrapylon.Model;

namespace Tetrapylon.Record.Store;

/// <summary>The open record: a file of SQLite or a schema of a PostgreSQL server. All SQL of the store is written once, in what both understand; where they differ, the fragment is asked of the connection. One thread at a time.</summary>
internal abstract class StoreConnection : IDisposable
{
    /// <summary>The record as told to people: never with a password.</summary>
    public abstract string Name { get; }

    /// <summary>Runs a statement; returns the number of rows it changed.</summary>
    public abstract int Execute(string sql, params ReadOnlySpan<object?> values);

    /// <summary>The first column of the first row; null when there is none.</summary>
    public abstract object? Scalar(string sql, params ReadOnlySpan<object?> values);

    /// <summary>All rows at once, so that no statement stays open while the next runs.</summary>
    public abstract List<T> Rows<T>(string sql, Func<StoreRow, T> read, params ReadOnlySpan<object?> values);

    /// <summary>Does all of <paramref name="work"/> or nothing of it. One writer at a time: another waits a few seconds and is then told.</summary>
    public T Atomically<T>(Func<T> work)
    {
        Begin();
        try
        {
            var result = work();
            Execute("COMMIT");
            return result;
        }
        catch
        {
            // After a full disk it may have been rolled back already.
            try { Execute("ROLLBACK"); } catch (StoreException) { }
            throw;
        }
    }

    /// <summary>Begins a transaction that may write.</summary>
    protected abstract void Begin();

    /// <summary>Makes the words of a report findable.</summary>
    public abstract void IndexWords(long report, string title, string text);

    /// <summary>What to bind in order to find words: each counts as it stands, whatever signs are in it.</summary>
    public abstract string Query(string words);

    /// <summary>True for reports in which the words of a bound query stand.</summary>
    public abstract string HasWords(string report, string query);

    /// <summary>Tables, condition and order of a search for words, best first; reports are under the name <c>report</c>.</summary>
    public abstract (string From, string Where, string Order) Search(string query);

    /// <summary>True for values in a bound JSON list of texts.</summary>
    public abstract string Among(string column, string list);

    /// <summary>Ids of places with a point that may lie within the bounds; the bounds themselves are asked besides.</summary>
    public abstract string MayLieWithin(string west, string south, string east, string north);

    /// <summary>The judgements of reviewers on a claim's neighbours: "+" or "-" and the other's id, divided by commas.</summary>
    public abstract string LinksOfClaim { get; }

    /// <summary>The first of a day number's month, as YYYY-MM-DD.</summary>
    public abstract string MonthOf(string day);

    public abstract void Dispose();

    public static byte[] Blob(ContentId id)
    {
        var bytes = new byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, id.Value);
        return bytes;
    }
}

/// <summary>One row of an answer, column by column from 0.</summary>
internal abstract class StoreRow
{
    public abstract bool IsDBNull(int column);

    public abstract long GetInt64(int column);

    public int GetInt32(int column) => checked((int)GetInt64(column));

    public abstract double GetDouble(int column);

    public abstract string GetString(int column);

    /// <summary>Numbers come as <see cref="long"/> or <see cref="double"/>, bytes as an array.</summary>
    public abstract object this[int column] { get; }
}
