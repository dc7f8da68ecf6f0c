using System.Collections.Immutable;
using NodaTime.Text;
using Tetrapylon.Model;

namespace Tetrapylon.App.Scoring;

/// <summary>A happening as somebody coded it: a person by the codebook, or the program.</summary>
/// <param name="Places">Names of its place; none where only the country is told.</param>
/// <param name="From">First day, YYYY-MM-DD.</param>
/// <param name="Source">Who originally says so.</param>
internal sealed record CodedEvent(
    string SubType, string Type, string Status, ImmutableArray<string> Actors, ImmutableArray<string> Recipients, ImmutableArray<string> Places, string? Country, string? From, string? To,
    (int Low, int High)? Dead, string? Source, (string? Holder, string Change)? Control, (string Site, string Effect)? Damage, string Evidence)
{
    public static CodedEvent Of(Claim claim) => new(
        claim.SubType, claim.Type, WireName.Of(claim.Status), [.. claim.Actors.Select(a => a.Name)], [.. claim.Recipients.Select(a => a.Name)],
        claim.Place?.Mention is { } mention ? mention.Place is { } place ? [mention.Text, place.Name] : [mention.Text] : [], claim.Place?.Country,
        claim.Date is { } date ? LocalDatePattern.Iso.Format(date.Days.Start) : null, claim.Date is { } until ? LocalDatePattern.Iso.Format(until.Days.End) : null,
        claim.Fatalities is { } dead ? (dead.Low, dead.High) : null, claim.Attribution.LastOrDefault()?.Name,
        claim.Control is { } control ? (control.Holder?.Name, Change(control.Change)) : null, claim.Damage is { } damage ? (damage.Site, WireName.Of(damage.Effect)) : null, claim.Quote);

    private static string Change(ControlChange change) => WireName.Of(change).Replace('_', ' ');
}
