using System.Collections.Immutable;
using NodaTime;
using Tetrapylon.Model;
using Tetrapylon.Record.Review;
using Tetrapylon.Record.Store;

namespace Tetrapylon.Record.Merging;

/// <summary>A claim as the record holds it: with the day it became known, the sketch of its report's text, and what merging compares.</summary>
public sealed class KnownClaim
{
    /// <param name="knownSince">The day of the report's version; null for an undated report.</param>
    /// <param name="text">The report's text, or its stored sketch.</param>
    /// <param name="review">How it stands with its reviewers.</param>
    /// <param name="together">Claims that by a reviewer's word tell of the same happening.</param>
    /// <param name="apart">Claims that by a reviewer's word tell of another.</param>
    /// <param name="around">The words of the report around the evidence (<see cref="ClaimWords.Around"/>); those of the evidence alone when not given.</param>
    public KnownClaim(Claim claim, LocalDate? knownSince, TextSignature text, long key = 0, ReviewStatus review = ReviewStatus.Unreviewed,
        ImmutableArray<ContentId> together = default, ImmutableArray<ContentId> apart = default, int[]? around = null)
    {
        (Claim, KnownSince, Text, Key) = (claim, knownSince, text, key);
        Review = review;
        (Together, Apart) = (together.IsDefault ? [] : together, apart.IsDefault ? [] : apart);
        if (claim.Date is { } date) (Start, End) = (Days.Number(date.Days.Start), Days.Number(date.Days.End));
        Place = claim.Place?.Place;
        Country = claim.Place?.Country ?? Place?.Country;
        Sides = PartyKeys(claim);
        Actors = [.. claim.Actors.Select(a => a.ActorId).OfType<string>()];
        Words = ClaimWords.Of(claim.Quote);
        Around = around ?? Words;
    }

    public Claim Claim { get; }
    public LocalDate? KnownSince { get; }
    public TextSignature Text { get; }

    public ReviewStatus Review { get; }
    public ImmutableArray<ContentId> Together { get; }
    public ImmutableArray<ContentId> Apart { get; }

    /// <summary>True when a reviewer stands behind it: it outranks what the machine read.</summary>
    internal bool Reviewed => Review is ReviewStatus.Accepted or ReviewStatus.Edited or ReviewStatus.Added;

    /// <summary>Belief in it: the machine's, or none of its doubt where a reviewer stands behind it.</summary>
    internal double Confidence => Reviewed ? 1 : Claim.Confidence;

    /// <summary>Row of the store; 0 outside it. Never part of any result.</summary>
    internal long Key { get; }

    /// <summary>First and last day as numbers; null when the claim has no date.</summary>
    internal int? Start { get; }
    internal int? End { get; }
    internal Place? Place { get; }
    internal string? Country { get; }

    /// <summary>Who takes part, on either side: actor ids, else folded names.</summary>
    internal string[] Sides { get; }

    /// <summary>Ids of the known actors that do it.</summary>
    internal string[] Actors { get; }

    /// <summary>The words of the quote; see <see cref="ClaimWords"/>.</summary>
    internal int[] Words { get; }

    /// <summary>The words of the report around the evidence.</summary>
    internal int[] Around { get; }

    /// <summary>Whether the evidence looks back; null until <see cref="Likeness"/> has looked.</summary>
    internal bool? LooksBack { get; set; }

    /// <summary>Order of first knowledge: the undated last, then by id. Total and independent of arrival.</summary>
    internal static int ByKnowledge(KnownClaim a, KnownClaim b)
    {
        var days = (a.KnownSince is { } x ? Days.Number(x) : int.MaxValue).CompareTo(b.KnownSince is { } y ? Days.Number(y) : int.MaxValue);
        return days != 0 ? days : a.Claim.Id.CompareTo(b.Claim.Id);
    }

    internal static string PartyKey(string name, string? actorId) => actorId ?? NameFold.Fold(name);

    private static string[] PartyKeys(Claim claim)
    {
        if (claim.Actors.IsEmpty && claim.Recipients.IsEmpty) return [];
        var keys = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var party in claim.Actors) keys.Add(PartyKey(party.Name, party.ActorId));
        foreach (var party in claim.Recipients) keys.Add(PartyKey(party.Name, party.ActorId));
        return [.. keys];
    }
}
