using Microsoft.Data.Sqlite;
using NodaTime;

namespace Tetrapylon.App.Http.Runs;

/// <summary>A feed that the desk looks at again and again.</summary>
/// <param name="Next">When it is looked at next.</param>
/// <param name="Run">The last run that looked; null before the first.</param>
public sealed record FollowedFeed(string Id, Uri Address, string By, Instant Since, int Minutes, Instant Next, string? Run);

/// <summary>Starts a run for each followed feed when its time has come.</summary>
internal sealed class FeedWatch(string path, RunQueue runs, IClock clock) : IAsyncDisposable
{
    public const int MostFeeds = 500, FewestMinutes = 5, MostMinutes = 7 * 24 * 60;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly DeskFile _db = new(path, "CREATE TABLE IF NOT EXISTS followed_feed(id TEXT PRIMARY KEY, address TEXT NOT NULL UNIQUE, by TEXT NOT NULL, since INTEGER NOT NULL, minutes INTEGER NOT NULL, next INTEGER NOT NULL, run TEXT) WITHOUT ROWID;");
    private readonly Lock _looking = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _working = Task.CompletedTask;

    public void Begin() => _working = Task.Run(WorkAsync);

    public IReadOnlyList<FollowedFeed> All() => _db.Rows("SELECT id, address, by, since, minutes, next, run FROM followed_feed ORDER BY since DESC, id", Feed);

    public FollowedFeed? Find(string id) => _db.Rows("SELECT id, address, by, since, minutes, next, run FROM followed_feed WHERE id=$1", Feed, id).FirstOrDefault();

    /// <summary>Follows a feed from now on, the first look being at once; one that is followed already keeps its place and takes the new pause.</summary>
    public void Follow(Uri address, string by, int minutes)
    {
        var now = clock.GetCurrentInstant().ToUnixTimeTicks();
        _db.Run("INSERT INTO followed_feed VALUES($1,$2,$3,$4,$5,$4,NULL) ON CONFLICT(address) DO UPDATE SET minutes=$5, next=$4", Guid.NewGuid().ToString("N")[..12], address.AbsoluteUri, by, now, minutes);
        Look();
    }

    public void Now(string id)
    {
        _db.Run("UPDATE followed_feed SET next=$2 WHERE id=$1", id, clock.GetCurrentInstant().ToUnixTimeTicks());
        Look();
    }

    public bool Leave(string id) => _db.Run("DELETE FROM followed_feed WHERE id=$1", id) > 0;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _working.ConfigureAwait(false);
        _stop.Dispose();
        _db.Dispose();
    }

    /// <summary>Starts what is due; a feed whose last run still goes on waits for it.</summary>
    internal void Look()
    {
        // Who has followed a feed sees its run: nobody goes on while another look has taken the feed and not yet begun the run.
        lock (_looking)
        {
            LookAtOnce(clock.GetCurrentInstant());
        }
    }

    private void LookAtOnce(Instant now)
    {
        foreach (var feed in _db.Rows("SELECT id, address, by, since, minutes, next, run FROM followed_feed WHERE next <= $1 ORDER BY next", Feed, now.ToUnixTimeTicks()))
        {
            if (feed.Run is { } last && runs.Find(last) is { Ended: false }) continue;
            // Whoever asks first takes it: the next look is moved before the run begins.
            if (_db.Run("UPDATE followed_feed SET next=$2 WHERE id=$1 AND next=$3", feed.Id, (now + Duration.FromMinutes(feed.Minutes)).ToUnixTimeTicks(), feed.Next.ToUnixTimeTicks()) == 0) continue;
            _db.Run("UPDATE followed_feed SET run=$2 WHERE id=$1", feed.Id, runs.Start(feed.Address.AbsoluteUri, feed.By, null, feed.Address, isFeed: true).Id);
        }
    }

    private async Task WorkAsync()
    {
        try
        {
            while (true)
            {
                // Too much may wait already, or another process hold the file: the next look tries again.
                try { Look(); }
                catch (Exception e) when (e is ProblemException or SqliteException) { }
                await Task.Delay(Pause, _stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
    }

    private static FollowedFeed Feed(SqliteDataReader r) => new(r.GetString(0), new(r.GetString(1)), r.GetString(2), Instant.FromUnixTimeTicks(r.GetInt64(3)), r.GetInt32(4), Instant.FromUnixTimeTicks(r.GetInt64(5)), r.IsDBNull(6) ? null : r.GetString(6));
}
