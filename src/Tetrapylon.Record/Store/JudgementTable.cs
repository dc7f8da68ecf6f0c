using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using NodaTime;
using Tetrapylon.Model;
using Tetrapylon.Record.Review;

namespace Tetrapylon.Record.Store;

/// <summary>The reviewers' audit, and what it makes of the claims. A claim is what its judgements that still count make of the machine's reading, in order.</summary>
internal sealed class JudgementTable(StoreConnection db, Payload payload, ClaimWriter writer)
{
    private const string Columns = """
        SELECT judgement.number, judgement.kind, judgement.claim, judgement.others, judgement.by, judgement.at, judgement.reason, judgement.undoes, judgement.batch, judgement.before, judgement.after,
            (SELECT number FROM judgement undo WHERE undo.undoes=judgement.number) FROM judgement
        """;

    /// <summary>Runs inside a transaction.</summary>
    public ImmutableArray<long> Take(string by, string? reason, IReadOnlyList<Verdict> verdicts, Instant at)
    {
        if (string.IsNullOrWhiteSpace(by)) throw new ArgumentException("A judgement has a name.", nameof(by));
        reason = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim();
        var batch = verdicts.Count > 1 ? ContentId.Of(by, at.ToUnixTimeTicks().ToString(CultureInfo.InvariantCulture), verdicts[0].Claim.ToString()).ToString() : null;
        var numbers = ImmutableArray.CreateBuilder<long>(verdicts.Count);
        foreach (var verdict in verdicts)
        {
            if (reason is null && verdict.Kind != JudgementKind.Accept) throw new JudgementException("reason-missing", "Say why: only an acceptance needs no reason.");
            numbers.Add(Take(verdict, by, reason, at, batch));
        }
        return numbers.MoveToImmutable();
    }

    public ImmutableArray<long> Undo(string by, string? reason, IReadOnlyList<long> numbers, Instant at)
    {
        var batch = numbers.Count > 1 ? ContentId.Of("undo", by, at.ToUnixTimeTicks().ToString(CultureInfo.InvariantCulture)).ToString() : null;
        var written = ImmutableArray.CreateBuilder<long>(numbers.Count);
        foreach (var number in numbers)
        {
            var undone = List("WHERE judgement.number=$1", number) is [var one] && one is { Kind: not JudgementKind.Undo, UndoneBy: null } ? one
                : throw new JudgementException("nothing-to-undo", $"There is no judgement {number} that still counts.");
            written.Add(Write(JudgementKind.Undo, undone.Claim, undone.Others, by, at, reason, number, batch, null, null));
            Apply(undone.Claim);
            foreach (var other in undone.Others) Link(undone.Claim, other);
        }
        return written.MoveToImmutable();
    }

    public IReadOnlyList<Judgement> Audit(ContentId? claim, long? before, int limit, string? batch)
    {
        var (parts, values) = (new List<string> { "1=1" }, new List<object?> { limit });
        string Bound(object value)
        {
            values.Add(value);
            return "$" + values.Count.ToString(CultureInfo.InvariantCulture);
        }
        if (claim is { } id && Bound(StoreConnection.Blob(id)) is var at) parts.Add($"(judgement.claim={at} OR judgement.number IN (SELECT judgement FROM judged_pair WHERE a={at} OR b={at}))");
        if (before is { } number) parts.Add($"judgement.number < {Bound(number)}");
        if (batch is not null) parts.Add($"judgement.batch={Bound(batch)}");
        return List($"WHERE {string.Join(" AND ", parts)} ORDER BY judgement.number DESC LIMIT $1", [.. values]);
    }

    private long Take(Verdict verdict, string by, string? reason, Instant at, string? batch)
    {
        if (verdict.Kind == JudgementKind.Add) return Add(verdict.After!, by, reason, at, batch);
        var (_, country, shown, version) = Row(verdict.Claim);
        if (verdict.Expected is { } seen && seen != version)
            throw new JudgementException("claim-changed", "Somebody judged this claim after you opened it. Look at it again; what you wrote is not lost.");
        switch (verdict.Kind)
        {
            case JudgementKind.Accept or JudgementKind.Reject:
                return Done(Write(verdict.Kind, verdict.Claim, [], by, at, reason, null, batch, null, null));
            case JudgementKind.Edit:
                // What a claim was coded from stays what it is; only how it reads changes.
                var after = verdict.After! with { Id = shown.Id, ReportId = shown.ReportId, ReportContent = shown.ReportContent, PublishedOn = shown.PublishedOn, Publisher = shown.Publisher, Block = shown.Block, Evidence = shown.Evidence, Quote = shown.Quote };
                return Done(Write(verdict.Kind, verdict.Claim, [], by, at, reason, null, batch, shown, after));
            case JudgementKind.Together or JudgementKind.Apart:
                foreach (var other in verdict.Others)
                    if (verdict.Kind == JudgementKind.Together && !string.Equals(Row(other).Country, country, StringComparison.Ordinal))
                        throw new JudgementException("countries-differ", "The claims lie in different countries. Edit the place of one of them first.");
                var number = Write(verdict.Kind, verdict.Claim, verdict.Others, by, at, reason, null, batch, null, null);
                foreach (var other in verdict.Others)
                {
                    var (a, b) = Ordered(verdict.Claim, other);
                    db.Execute("INSERT INTO judged_pair VALUES($1,$2,$3)", a, b, number);
                    Link(verdict.Claim, other);
                }
                return number;
            default:
                throw new ArgumentOutOfRangeException(nameof(verdict));
        }

        long Done(long written)
        {
            Apply(verdict.Claim);
            return written;
        }
    }

    private long Add(Claim claim, string by, string? reason, Instant at, string? batch)
    {
        var report = db.Rows("SELECT key, known_since FROM report WHERE content=$1", r => (r.GetInt64(0), r.IsDBNull(1) ? default(int?) : r.GetInt32(1)), StoreConnection.Blob(claim.ReportContent));
        if (report.Count == 0) throw new JudgementException("claim-unknown", $"The record has no report '{claim.ReportId}' with this text.");
        var number = Write(JudgementKind.Add, claim.Id, [], by, at, reason, null, batch, null, claim);
        writer.Append(claim, report[0].Item1, null, report[0].Item2);
        Apply(claim.Id);
        return number;
    }

    private long Write(JudgementKind kind, ContentId claim, ImmutableArray<ContentId> others, string by, Instant at, string? reason, long? undoes, string? batch, Claim? before, Claim? after)
    {
        // The audit names places by id as all else does: the record must know one before it is named.
        if (after is not null) writer.KeepPlace(after);
        return (long)db.Scalar("INSERT INTO judgement(kind, claim, others, by, at, reason, undoes, batch, before, after) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10) RETURNING number",
            (int)kind, StoreConnection.Blob(claim), others.IsEmpty ? null : JsonSerializer.Serialize(others.Select(o => o.ToString())), by, at.ToUnixTimeTicks(), reason, undoes, batch,
            before is null ? null : payload.Write(before), after is null ? null : payload.Write(after))!;
    }

    private (long Key, string? Country, Claim Claim, long Version) Row(ContentId claim)
    {
        var found = db.Rows("SELECT key, country, payload, (SELECT coalesce(max(number), 0) FROM judgement WHERE judgement.claim=claim.id) FROM claim WHERE id=$1",
            r => (r.GetInt64(0), r.IsDBNull(1) ? null : r.GetString(1), payload.Read<Claim>((byte[])r[2]), r.GetInt64(3)), StoreConnection.Blob(claim));
        return found.Count == 1 ? found[0] : throw new JudgementException("claim-unknown", $"The record has no claim '{claim}'.");
    }

    // Plays a claim's judgements that still count over what the machine read.
    private void Apply(ContentId id)
    {
        var (key, before, machine) = db.Rows("SELECT key, payload, coalesce(machine, payload) FROM claim WHERE id=$1",
            r => (r.GetInt64(0), payload.Read<Claim>((byte[])r[1]), payload.Read<Claim>((byte[])r[2])), StoreConnection.Blob(id))[0];
        var (claim, status) = (machine, ReviewStatus.Unreviewed);
        var all = List("WHERE judgement.claim=$1 ORDER BY judgement.number", StoreConnection.Blob(id));
        foreach (var judgement in all.Where(j => j.UndoneBy is null))
            (claim, status) = judgement.Kind switch
            {
                JudgementKind.Accept => (claim, ReviewStatus.Accepted),
                JudgementKind.Reject => (claim, ReviewStatus.Rejected),
                JudgementKind.Edit => (judgement.After!, ReviewStatus.Edited),
                JudgementKind.Add => (judgement.After!, ReviewStatus.Added),
                _ => (claim, status),
            };
        // A reviewer's own claim that was undone has nothing of the machine's to fall back on.
        if (status == ReviewStatus.Unreviewed && all.Any(j => j.Kind == JudgementKind.Add)) status = ReviewStatus.Rejected;
        var (now, machines) = (payload.Write(claim), payload.Write(machine));
        if (now.AsSpan().SequenceEqual(payload.Write(before)))
        {
            writer.MarkStale(key, relink: false);
            db.Execute("UPDATE claim SET judged=$2 WHERE key=$1", key, (int)status);
        }
        else writer.Replace(key, claim, now.AsSpan().SequenceEqual(machines) ? null : machine, status);
    }

    // The latest word on a pair counts.
    private void Link(ContentId one, ContentId two)
    {
        var (a, b) = Ordered(one, two);
        var kind = db.Scalar("""
            SELECT kind FROM judged_pair JOIN judgement ON number=judgement WHERE a=$1 AND b=$2 AND NOT EXISTS (SELECT 1 FROM judgement undo WHERE undo.undoes=number) ORDER BY number DESC LIMIT 1
            """, a, b) is long found ? (JudgementKind)found : default(JudgementKind?);
        foreach (var (claim, other) in (ReadOnlySpan<(byte[], byte[])>)[(a, b), (b, a)])
        {
            if (kind is { } told) db.Execute("INSERT INTO claim_link VALUES($1,$2,$3) ON CONFLICT(claim, other) DO UPDATE SET together=excluded.together", claim, other, told == JudgementKind.Together ? 1 : 0);
            else db.Execute("DELETE FROM claim_link WHERE claim=$1 AND other=$2", claim, other);
            db.Execute("UPDATE claim SET linked=CASE WHEN EXISTS (SELECT 1 FROM claim_link WHERE claim=$1) THEN 1 ELSE 0 END WHERE id=$1", claim);
            if (db.Scalar("SELECT key FROM claim WHERE id=$1", claim) is long key) writer.MarkStale(key, relink: true);
        }
    }

    private static (byte[] A, byte[] B) Ordered(ContentId a, ContentId b) => a < b ? (StoreConnection.Blob(a), StoreConnection.Blob(b)) : (StoreConnection.Blob(b), StoreConnection.Blob(a));

    private List<Judgement> List(string where, params ReadOnlySpan<object?> values) => db.Rows($"{Columns} {where}", Read, values);

    private Judgement Read(StoreRow r) => new(r.GetInt64(0), (JudgementKind)r.GetInt64(1), Id((byte[])r[2]),
        r.IsDBNull(3) ? [] : [.. JsonSerializer.Deserialize<string[]>(r.GetString(3))!.Select(ContentId.Parse)],
        r.GetString(4), Instant.FromUnixTimeTicks(r.GetInt64(5)), Text(r, 6), r.IsDBNull(7) ? null : r.GetInt64(7), r.IsDBNull(11) ? null : r.GetInt64(11), Text(r, 8))
    {
        Before = r.IsDBNull(9) ? null : payload.Read<Claim>((byte[])r[9]),
        After = r.IsDBNull(10) ? null : payload.Read<Claim>((byte[])r[10]),
    };

    private static ContentId Id(byte[] bytes) => new(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes));

    private static string? Text(StoreRow r, int column) => r.IsDBNull(column) ? null : r.GetString(column);
}
