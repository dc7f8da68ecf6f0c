using System.Text;
using Npgsql;

namespace Tetrapylon.Record.Store.Postgres;

/// <summary>A record in a schema of a PostgreSQL server with PostGIS, for records that several machines read and write. Full text is a <c>tsvector</c>, points are PostGIS geometries.</summary>
/// <remarks>A commit waits for the server's log (<c>synchronous_commit</c> as the server has it: on, unless somebody turned it off): what was acknowledged survives a power cut there.</remarks>
internal sealed class PostgresStore : StoreConnection
{
    // A text may hold 16,383 word positions and a megabyte of them; what stands behind is kept and not found by its words.
    private const int IndexedLetters = 400_000;

    private readonly NpgsqlConnection _connection;

    public PostgresStore(string connectionString, bool readOnly)
    {
        Server = PostgresServer.Of(connectionString);
        _connection = Server.Open(readOnly);
    }

    public PostgresServer Server { get; }

    public override string Name => Server.Name;

    public override string LinksOfClaim => "(SELECT string_agg(CASE together WHEN 1 THEN '+' ELSE '-' END || encode(other, 'hex'), ',') FROM claim_link WHERE claim_link.claim=claim.id)";

    public override int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        try
        {
            using var command = Bind(sql, values);
            return command.ExecuteNonQuery();
        }
        catch (NpgsqlException e)
        {
            throw Server.Told(e);
        }
    }

    public override object? Scalar(string sql, params ReadOnlySpan<object?> values)
    {
        try
        {
            using var command = Bind(sql, values);
            return command.ExecuteScalar() is { } value and not DBNull ? value : null;
        }
        catch (NpgsqlException e)
        {
            throw Server.Told(e);
        }
    }

    // Reading a row may ask the store for a place: the answer is taken in whole before the first row is read.
    public override List<T> Rows<T>(string sql, Func<StoreRow, T> read, params ReadOnlySpan<object?> values)
    {
        var taken = new List<object[]>();
        try
        {
            using var command = Bind(sql, values);
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                var cells = new object[reader.FieldCount];
                reader.GetValues(cells);
                taken.Add(cells);
            }
        }
        catch (NpgsqlException e)
        {
            throw Server.Told(e);
        }
        var rows = new List<T>(taken.Count);
        foreach (var cells in taken) rows.Add(read(new Row(cells)));
        return rows;
    }

    protected override void Begin()
    {
        Execute("BEGIN");
        try
        {
            Execute("SELECT pg_advisory_xact_lock($1)", Server.Lock);
        }
        catch
        {
            Execute("ROLLBACK");
            throw;
        }
    }

    public override void IndexWords(long report, string title, string text) =>
        Execute("INSERT INTO report_text(key, words) VALUES($1, to_tsvector('simple', $2))", report, Fold($"{title} {(text.Length > IndexedLetters ? text[..IndexedLetters] : text)}"));

    // Only letters, digits and the two operators: nothing a user types is query syntax.
    public override string Query(string words) =>
        string.Join(" & ", words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(w => Fold(w).Replace(" ", " <-> ", StringComparison.Ordinal)).Where(w => w.Length > 0).Select(w => $"({w})"));

    public override string HasWords(string report, string query) => $"{report} IN (SELECT key FROM report_text WHERE words @@ to_tsquery('simple', {query}))";

    public override (string From, string Where, string Order) Search(string query) =>
        ("report_text JOIN report ON report.key=report_text.key", $"report_text.words @@ to_tsquery('simple', {query})", $"ts_rank(report_text.words, to_tsquery('simple', {query})) DESC");

    public override string Among(string column, string list) => $"{column} IN (SELECT jsonb_array_elements_text({list}::jsonb))";

    // The index keeps single-precision boxes, rounded outwards.
    public override string MayLieWithin(string west, string south, string east, string north) => $"SELECT id FROM place WHERE point && ST_MakeEnvelope({west}, {south}, {east}, {north}, 4326)";

    public override string MonthOf(string day) => $"to_char(DATE '0001-01-01' + ({day})::int, 'YYYY-MM-01')";

    public override void Dispose() => _connection.Dispose();

    private static string Fold(string words) => NameFold.Fold(words.Replace('\'', ' ').Replace('’', ' '));

    private NpgsqlCommand Bind(string sql, ReadOnlySpan<object?> values)
    {
        // The driver prepares on the server what is used again.
        var command = new NpgsqlCommand(sql, _connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value is string text ? Storable(text) : value ?? DBNull.Value });
        return command;
    }

    // The server takes neither NUL nor half a character in a text. Reports themselves are kept as bytes, to the letter.
    private static string Storable(string text)
    {
        if (!text.Contains('\0', StringComparison.Ordinal) && IsWhole(text)) return text;
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');
    }

    private static bool IsWhole(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (char.IsSurrogate(text[i]) && !(char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[++i]))) return false;
        return true;
    }

    private sealed class Row(object[] cells) : StoreRow
    {
        public override bool IsDBNull(int column) => cells[column] is DBNull;
        public override long GetInt64(int column) => cells[column] is long number ? number : Convert.ToInt64(cells[column], System.Globalization.CultureInfo.InvariantCulture);
        public override double GetDouble(int column) => (double)cells[column];
        public override string GetString(int column) => (string)cells[column];
        public override object this[int column] => cells[column];
    }
}
