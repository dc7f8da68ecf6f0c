using System.Collections.Immutable;

namespace Tetrapylon.Model;

/// <summary>An event as PLOVER codes them: also words and deeds that are no happening of the codebook. Never part of the record.</summary>
/// <param name="Claim">The claim that it is by the crosswalk; null for one that only PLOVER records.</param>
/// <param name="Actors">Its source: who does it.</param>
/// <param name="Recipients">Its target: to whom.</param>
/// <param name="Evidence">The words that tell of it.</param>
public sealed record PloverEvent(
    Plover Plover, ContentId? Claim, ImmutableArray<Participant> Actors, ImmutableArray<Participant> Recipients, PlaceReference? Place, DateReference? Date, Span Evidence, double Confidence, ImmutableArray<string> Because);
