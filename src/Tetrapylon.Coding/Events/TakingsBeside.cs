using System.Collections.Immutable;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>Finds what else is taken in the words of one taking: "captures X while others capture Y", "most of the district, including the towns of A and B".</summary>
public sealed class TakingsBeside(TakenPlace taking, Func<string, bool> isKind)
{
    private const int NearestName = 7;

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
    public PlaceMention? Included(Document document, Happening happening, ImmutableArray<PlaceMention> places)
    {
        var tokens = document.Tokens;
        var trigger = happening.Main.Candidate.Token;
        var sentence = document.Sentences[happening.Main.Candidate.Sentence];
        var ofPlaces = false;
        for (var t = trigger + 1; t < sentence.End; t++)
        {
            ofPlaces |= isKind(tokens[t].Lower) || taking.Words.Between.Contains(tokens[t].Lower);
            if (!ofPlaces || !taking.Words.Including.Contains(tokens[t].Lower)) continue;
            foreach (var place in places)
                if (!place.Contextual && place.First > t && place.First - t <= NearestName && Describes(document, t + 1, place.First)) return place;
        }
        return null;
    }

    private bool Describes(Document document, int from, int until)
    {
        for (var t = from; t < until; t++)
            if (document.Tokens[t].Upos is not (Upos.DET or Upos.ADJ or Upos.NUM or Upos.ADP) && !isKind(document.Tokens[t].Lower)) return false;
        return true;
    }

    private static bool SamePlace(PlaceMention a, PlaceMention b) => a.Span == b.Span || a.Place is { } place && string.Equals(place.Id, b.Place?.Id, StringComparison.Ordinal);
}
