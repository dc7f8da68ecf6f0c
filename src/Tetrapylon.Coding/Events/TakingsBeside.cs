using System.Collections.Immutable;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>Finds what else is taken in the words of one taking: "captures X while others capture Y", "most of the district, including the towns of A and B".</summary>
public sealed class TakingsBeside(TakenPlace taking)
{
    /// <summary>Places that other words of the happening take, each with the word that says so.</summary>
    /// <param name="place">What its main word takes; told elsewhere.</param>
    public List<(PlaceMention Place, TriggerReading Reading)> Others(Document document, Happening happening, ImmutableArray<PlaceMention> places, PlaceMention place)
    {
        var found = new List<(PlaceMention, TriggerReading)>();
        foreach (var reading in happening.Readings)
            if (document.Tokens[reading.Candidate.Token].Upos == Upos.VERB && taking.Next(document, places, reading.Candidate.Token) is { } other
                && other.Place is not { Kind: PlaceKind.Region or PlaceKind.Country or PlaceKind.Continent } && !other.Span.Overlaps(place.Span) && !SamePlace(other, place) && !found.Exists(f => SamePlace(f.Item1, other))) found.Add((other, reading));
        return found;
    }

    /// <summary>The first place named as one of those taken ("including the towns of A and B"); null when none is.</summary>
    public PlaceMention? Included(Document document, Happening happening, ImmutableArray<PlaceMention> places) => taking.Included(document, places, happening.Main.Candidate.Token);

    private static bool SamePlace(PlaceMention a, PlaceMention b) => a.Span == b.Span || a.Place is { } place && string.Equals(place.Id, b.Place?.Id, StringComparison.Ordinal);
}
