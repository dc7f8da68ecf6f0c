using System.Text.Json;
using NodaTime;
using Tetrapylon.Model;

namespace Tetrapylon.App.Http.Runs;

/// <summary>Runs as they are written down, so that the program may end and begin again between any two batches of one.</summary>
internal sealed class RunStore(string path) : IDisposable
{
    private readonly DeskFile _db = new(path, """
        CREATE TABLE IF NOT EXISTS run(id TEXT PRIMARY KEY, what TEXT NOT NULL, by TEXT NOT NULL, begun INTEGER NOT NULL, folder TEXT, address TEXT, feed INTEGER NOT NULL, state INTEGER NOT NULL, starts INTEGER NOT NULL,
            reports INTEGER NOT NULL, known INTEGER NOT NULL, claims INTEGER NOT NULL, set_aside INTEGER NOT NULL, issues TEXT NOT NULL, came TEXT NOT NULL) WITHOUT ROWID;
        """);

    public IReadOnlyList<Run> All() => _db.Rows("SELECT id, what, by, begun, folder, address, feed, state, starts, reports, known, claims, set_aside, issues, came FROM run ORDER BY begun, id", r =>
        new Run(r.GetString(0), r.GetString(1), r.GetString(2), Instant.FromUnixTimeTicks(r.GetInt64(3)), r.IsDBNull(4) ? null : r.GetString(4), r.IsDBNull(5) ? null : new(r.GetString(5)), r.GetBoolean(6),
            new((RunState)r.GetInt64(7), r.GetInt32(8), r.GetInt32(9), r.GetInt32(10), r.GetInt32(11), r.GetInt32(12),
                JsonSerializer.Deserialize<List<Issue>>(r.GetString(13))!, JsonSerializer.Deserialize<List<CameReport>>(r.GetString(14))!)));

    public void Keep(Run run)
    {
        var now = run.Progress;
        _db.Run("INSERT INTO run VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15) ON CONFLICT(id) DO UPDATE SET state=$8, starts=$9, reports=$10, known=$11, claims=$12, set_aside=$13, issues=$14, came=$15",
            run.Id, run.What, run.By, run.Begun.ToUnixTimeTicks(), run.Folder, run.Address?.AbsoluteUri, run.IsFeed, (int)now.State, now.Starts, now.Reports, now.Known, now.Claims, now.SetAside, JsonSerializer.Serialize(now.Issues), JsonSerializer.Serialize(now.Came));
    }

    public void Forget(string id) => _db.Run("DELETE FROM run WHERE id=$1", id);

    public void Dispose() => _db.Dispose();
}
