using NodaTime;
using Tetrapylon.Model;

namespace Tetrapylon.Record.Merging;

/// <summary>All of a claim that decides whether it may be one with another of its country: claims of equal bounds may be one with the same others.</summary>
/// <param name="Known">The day it was told, where it gives none itself.</param>
internal readonly record struct ClaimBounds(bool Planned, string SubType, string? Place, bool Named, int? Start, int? End, bool ReportDay, bool LooksBack, bool Lasts, bool Vague, LocalDate? Known)
{
    public static ClaimBounds Of(KnownClaim claim, Likeness likeness) => new(claim.Claim.Status == ClaimStatus.Planned, claim.Claim.SubType, claim.Place?.Id, Likeness.IsNamed(claim),
        claim.Start, claim.End, claim.Claim.Date?.Basis == DateBasis.ReportDay, likeness.LooksBack(claim), likeness.Lasts(claim), Likeness.IsVague(claim), claim.Start is null ? claim.KnownSince : null);

    /// <summary>The crowd a claim of these bounds stands in: of one type, place and first day.</summary>
    /// <param name="longRange">Days from which a range is only with its equals.</param>
    public ClaimBounds Crowd(int longRange) => this with { Named = false, End = End - Start >= longRange ? End : null, ReportDay = false, LooksBack = false, Lasts = false, Vague = false };
}
