using System.Collections.Immutable;
using NodaTime;
using Tetrapylon.Model;

namespace Tetrapylon.Record.Review;

/// <summary>What a reviewer says of a claim. Order is frozen: stored as numbers.</summary>
public enum JudgementKind : byte
{
    /// <summary>The machine read the words right.</summary>
    Accept,
    /// <summary>The words do not say so: the claim counts for nothing.</summary>
    Reject,
    /// <summary>The words say so otherwise.</summary>
    Edit,
    /// <summary>The machine overlooked what words of the report say.</summary>
    Add,
    /// <summary>Tells of the same happening as other claims.</summary>
    Together,
    /// <summary>Tells of another happening than other claims.</summary>
    Apart,
    /// <summary>An earlier judgement no longer counts.</summary>
    Undo,
}

/// <summary>How a claim stands with its reviewers; what the machine believes of it is another field. Order is frozen: stored as numbers.</summary>
public enum ReviewStatus : byte { Unreviewed, Accepted, Rejected, Edited, Added }

/// <summary>How a claim stands, and by whose judgement.</summary>
/// <param name="Version">Number of the last judgement of the claim, 0 when there is none: whoever judges says which one they saw.</param>
/// <param name="Machine">The claim as the machine coded it, where a reviewer changed it.</param>
public sealed record ClaimReview(ReviewStatus Status, long Version, string? By = null, Instant? At = null, string? Reason = null, Claim? Machine = null);

/// <summary>A claim beside how it stands with its reviewers.</summary>
public sealed record ReviewedClaim(Claim Claim, ClaimReview Review);

/// <summary>One entry of the audit: who judged what, when, and why. Entries are only ever added.</summary>
/// <param name="Number">Rises by one an entry.</param>
/// <param name="Others">The claims it is told together with or apart from.</param>
/// <param name="Undoes">Number of the entry that no longer counts.</param>
/// <param name="UndoneBy">Number of the entry that undid this one.</param>
/// <param name="Batch">Shared by the entries of one act.</param>
public sealed record Judgement(long Number, JudgementKind Kind, ContentId Claim, ImmutableArray<ContentId> Others, string By, Instant At, string? Reason, long? Undoes, long? UndoneBy, string? Batch)
{
    /// <summary>The claim before and after an edit; null for other kinds.</summary>
    public Claim? Before { get; init; }
    public Claim? After { get; init; }
}

/// <summary>What a reviewer asks for.</summary>
/// <param name="Expected">The <see cref="ClaimReview.Version"/> the reviewer saw; null when it does not matter.</param>
public sealed record Verdict(JudgementKind Kind, ContentId Claim, long? Expected = null)
{
    /// <summary>The claim as it should read, for <see cref="JudgementKind.Edit"/> and <see cref="JudgementKind.Add"/>.</summary>
    public Claim? After { get; init; }

    public ImmutableArray<ContentId> Others { get; init; } = [];
}

/// <summary>A judgement cannot be taken; the record is as it was.</summary>
/// <param name="code">Stable, kebab-case: <c>claim-unknown</c>, <c>claim-changed</c>, <c>countries-differ</c>, <c>nothing-to-undo</c>, <c>reason-missing</c>.</param>
public sealed class JudgementException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}
