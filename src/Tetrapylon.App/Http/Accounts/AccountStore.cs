using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using NodaTime;

namespace Tetrapylon.App.Http.Accounts;

/// <summary>Somebody who may sign in, or a program with a key.</summary>
internal sealed record Account(string Name, Role Role, bool Locked);

/// <summary>Who may use the desk: accounts with passwords, and keys for programs. Lies beside the record, never in it.</summary>
/// <remarks>Passwords are kept as PBKDF2 hashes, keys as SHA-256 of 256 random bits; neither can be read back.</remarks>
internal sealed class AccountStore : IDisposable
{
    private const int WrongBeforeLock = 5;
    private static readonly Duration Locked = Duration.FromMinutes(15);

    private readonly DeskFile _db;
    private readonly PasswordHasher<string> _hasher = new();
    private readonly Lock _lock = new();
    private readonly IClock _clock;

    // Compared with where there is no such account, so that the time an answer takes tells nothing.
    private readonly string _nobody;

    public AccountStore(string path, IClock? clock = null)
    {
        _clock = clock ?? SystemClock.Instance;
        _nobody = _hasher.HashPassword("", "nobody");
        _db = new(path, """
            CREATE TABLE IF NOT EXISTS account(name TEXT PRIMARY KEY COLLATE NOCASE, hash TEXT NOT NULL, role INTEGER NOT NULL, wrong INTEGER NOT NULL DEFAULT 0, locked_until INTEGER) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS api_key(hash BLOB PRIMARY KEY, prefix TEXT NOT NULL, name TEXT NOT NULL, role INTEGER NOT NULL, expires INTEGER NOT NULL) WITHOUT ROWID;
            """);
    }

    public bool Any
    {
        get { lock (_lock) return _db.Rows("SELECT 1 FROM account LIMIT 1", r => 1).Count > 0; }
    }

    /// <summary>Makes an account, or gives one another password and role.</summary>
    public void Set(string name, string password, Role role)
    {
        lock (_lock) _db.Run("INSERT INTO account(name, hash, role) VALUES($1,$2,$3) ON CONFLICT(name) DO UPDATE SET hash=$2, role=$3, wrong=0, locked_until=NULL", name, _hasher.HashPassword(name, password), (int)role);
    }

    public bool Remove(string name)
    {
        lock (_lock)
        {
            _db.Run("DELETE FROM api_key WHERE name=$1", name);
            return _db.Run("DELETE FROM account WHERE name=$1", name) > 0;
        }
    }

    public IReadOnlyList<Account> All()
    {
        lock (_lock) return _db.Rows("SELECT name, role, locked_until FROM account ORDER BY name", r => new Account(r.GetString(0), (Role)r.GetInt64(1), !r.IsDBNull(2) && r.GetInt64(2) > Now));
    }

    /// <summary>The account of a name and password; null when one is wrong or it is locked. Five wrong passwords lock it for a quarter of an hour.</summary>
    public Account? SignIn(string name, string password)
    {
        lock (_lock)
        {
            var found = _db.Rows("SELECT name, hash, role, wrong, locked_until FROM account WHERE name=$1", r => (Name: r.GetString(0), Hash: r.GetString(1), Role: (Role)r.GetInt64(2), Wrong: r.GetInt64(3), Until: r.IsDBNull(4) ? 0 : r.GetInt64(4)), name);
            var right = _hasher.VerifyHashedPassword(name, found.Count == 0 ? _nobody : found[0].Hash, password) != PasswordVerificationResult.Failed;
            if (found.Count == 0 || found[0].Until > Now) return null;
            if (right)
            {
                _db.Run("UPDATE account SET wrong=0, locked_until=NULL WHERE name=$1", name);
                return new(found[0].Name, found[0].Role, false);
            }
            var wrong = found[0].Wrong + 1;
            _db.Run("UPDATE account SET wrong=$2, locked_until=$3 WHERE name=$1", name, wrong % WrongBeforeLock, wrong >= WrongBeforeLock ? Now + (long)Locked.TotalSeconds : null);
            return null;
        }
    }

    /// <summary>A new key for a program. It is shown this once; only its hash is kept.</summary>
    public string NewKey(string name, Role role, Duration life)
    {
        var key = "ttp_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).Replace('+', '-').Replace('/', '_').TrimEnd('=');
        lock (_lock) _db.Run("INSERT INTO api_key VALUES($1,$2,$3,$4,$5)", SHA256.HashData(Encoding.UTF8.GetBytes(key)), key[..8], name, (int)role, Now + (long)life.TotalSeconds);
        return key;
    }

    /// <summary>Whose key it is; null when it is none of ours, or expired. A key can do no more than its account.</summary>
    public Account? ByKey(string key)
    {
        lock (_lock)
            return _db.Rows("SELECT account.name, min(api_key.role, account.role) FROM api_key JOIN account ON account.name=api_key.name WHERE api_key.hash=$1 AND expires > $2 GROUP BY 1",
                r => new Account(r.GetString(0), (Role)r.GetInt64(1), false), SHA256.HashData(Encoding.UTF8.GetBytes(key)), Now).FirstOrDefault();
    }

    public void Dispose() => _db.Dispose();

    private long Now => _clock.GetCurrentInstant().ToUnixTimeSeconds();
}
