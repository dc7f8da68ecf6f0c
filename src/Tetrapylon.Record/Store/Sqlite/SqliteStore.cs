using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Tetrapylon.Record.Store.Sqlite;

/// <summary>A record in one file, with its statements prepared once, and errors said in words. Full text is FTS5, points are an R*Tree.</summary>
internal sealed class SqliteStore(string path, bool readOnly) : StoreConnection
{
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);
    private readonly SqliteConnection _connection = StoreFile.Open(path, readOnly);

    public override string Name => path;

    public override string LinksOfClaim => "(SELECT group_concat(CASE together WHEN 1 THEN '+' ELSE '-' END || lower(hex(other))) FROM claim_link WHERE claim_link.claim=claim.id)";

    public override int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        try
        {
            return Bind(sql, values).ExecuteNonQuery();
        }
        catch (SqliteException e)
        {
            throw StoreFile.Told(e, path);
        }
    }

    public override object? Scalar(string sql, params ReadOnlySpan<object?> values)
    {
        try
        {
            return Bind(sql, values).ExecuteScalar() is { } value and not DBNull ? value : null;
        }
        catch (SqliteException e)
        {
            throw StoreFile.Told(e, path);
        }
    }

    public override List<T> Rows<T>(string sql, Func<StoreRow, T> read, params ReadOnlySpan<object?> values)
    {
        try
        {
            var rows = new List<T>();
            using var reader = Bind(sql, values).ExecuteReader();
            var row = new Row(reader);
            while (reader.Read()) rows.Add(read(row));
            return rows;
        }
        catch (SqliteException e)
        {
            throw StoreFile.Told(e, path);
        }
    }

    protected override void Begin() => Execute("BEGIN IMMEDIATE");

    public override void IndexWords(long report, string title, string text) => Execute("INSERT INTO report_text(rowid, title, text) VALUES($1,$2,$3)", report, title, text);

    // Every word on its own and quoted: nothing a user types is FTS5 syntax.
    public override string Query(string words) =>
        string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(w => $"\"{w.Replace("\"", "\"\"", StringComparison.Ordinal)}\"").DefaultIfEmpty("\"\""));

    public override string HasWords(string report, string query) => $"{report} IN (SELECT rowid FROM report_text WHERE report_text MATCH {query})";

    public override (string From, string Where, string Order) Search(string query) =>
        ("report_text JOIN report ON report.key=report_text.rowid", $"report_text MATCH {query}", "bm25(report_text)");

    public override string Among(string column, string list) => $"{column} IN (SELECT value FROM json_each({list}))";

    // The tree keeps single-precision boxes, rounded outwards.
    public override string MayLieWithin(string west, string south, string east, string north) =>
        $"SELECT place FROM place_point WHERE west <= {east} AND east >= {west} AND south <= {north} AND north >= {south}";

    public override string MonthOf(string day) => string.Create(CultureInfo.InvariantCulture, $"strftime('%Y-%m-01', {day} + 1721425.5)");

    public override void Dispose()
    {
        foreach (var command in _prepared.Values) command.Dispose();
        _connection.Dispose();
    }

    private SqliteCommand Bind(string sql, ReadOnlySpan<object?> values)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < values.Length; i++) command.Parameters.Add(new SqliteParameter($"${i + 1}", null));
            _prepared.Add(sql, command);
        }
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }

    private sealed class Row(SqliteDataReader reader) : StoreRow
    {
        public override bool IsDBNull(int column) => reader.IsDBNull(column);
        public override long GetInt64(int column) => reader.GetInt64(column);
        public override double GetDouble(int column) => reader.GetDouble(column);
        public override string GetString(int column) => reader.GetString(column);
        public override object this[int column] => reader[column];
    }
}
