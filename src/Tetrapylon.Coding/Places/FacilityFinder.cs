using System.Collections.Immutable;
using Tetrapylon.Knowledge.Gazetteer;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Places;

/// <summary>Finds buildings and works called by a name of their own ("the Spozhmai Hotel", "University of Tehran", "the Great Mosque"): no town, yet the most specific place a happening is told to be at.</summary>
/// <remarks>Such a place is in hardly any gazetteer. It has an id of its own, and the point of the town it is told to stand in, as near.</remarks>
internal sealed class FacilityFinder(PlaceCues cues)
{
    private const int LongestName = 7;
    private const int NearestTown = 12;

    /// <summary>The named buildings of one sentence, in text order.</summary>
    /// <param name="places">Places found in the document; a building that is one of them is not told again.</param>
    public IEnumerable<PlaceMention> In(Document document, int sentence, ImmutableArray<PlaceMention> places)
    {
        var (from, until) = (document.Sentences[sentence].First, document.Sentences[sentence].End);
        var tokens = document.Tokens;
        if (Shouted(tokens, from, until)) yield break;
        for (var t = from; t < until; t++)
        {
            if (!cues.Facilities.Contains(tokens[t].Lower) || Told(places, t)) continue;
            // "naval base", "market square": the last of such words heads the name.
            if (t + 1 < until && cues.Facilities.Contains(tokens[t + 1].Lower) && !Told(places, t + 1) && tokens[t].SpaceAfter) continue;
            var (first, end) = (t, t + 1);
            if (first > from && cues.Facilities.Contains(tokens[first - 1].Lower + " " + tokens[first].Lower)) first--;
            while (first > from && t - first < LongestName && Belongs(tokens, first - 1, from)) first--;
            while (first < t && (tokens[first].Upos == Upos.DET || tokens[first].Lower is "'s" or "’s" or "of" or "the" or "-")) first++;
            if (tokens[t].Capitalized && end + 1 < until && tokens[end].Lower == "of" && tokens[end + 1].Capitalized)
                for (end += 2; end < until && end - t < LongestName && tokens[end].Capitalized && tokens[end].Upos == Upos.PROPN; end++) { }
            // "The southern Philippines port of X": the name is X.
            if (end < until && tokens[end].Lower == "of" && !tokens[t].Capitalized) continue;
            if (!Named(tokens, places, first, end, t, from)) continue;
            yield return Known(document, places, first, t, end) ?? Mention(document, places, sentence, first, end);
            t = end - 1;
        }
    }

    // Words of the name before its head: capitals, and what joins them ("Sayyidah Zaynab's Shi'ite mosque").
    private static bool Belongs(ImmutableArray<Token> tokens, int t, int from) =>
        tokens[t].Capitalized && tokens[t].Upos is not (Upos.DET or Upos.ADP or Upos.PRON or Upos.CCONJ or Upos.SCONJ or Upos.NUM or Upos.VERB or Upos.AUX) && !(t == from && tokens[t].Upos is Upos.ADV or Upos.NOUN)
        || tokens[t].Lower is "'s" or "’s" && t > from && tokens[t - 1].Capitalized
        || tokens[t].Lower == "-" && t > from && tokens[t - 1].Capitalized;

    // A capital on the kind alone ("the Church") names nothing, nor does whose it is ("a Turkish hospital", "a Shi'ite mosque"), unless there is one of a kind ("the Chinese consulate").
    private bool Named(ImmutableArray<Token> tokens, ImmutableArray<PlaceMention> places, int first, int end, int head, int from)
    {
        for (var t = first; t < end; t++)
            if (t != head && t > from && tokens[t].Capitalized && (tokens[t].Upos is Upos.PROPN or Upos.X || tokens[head].Capitalized && tokens[t].Upos == Upos.ADJ) && !cues.Never.Contains(tokens[t].Lower) && (!Owner(places, t) || cues.Institutions.Contains(tokens[head].Lower))
                || t != head && cues.Institutions.Contains(tokens[head].Lower) && tokens[t].Capitalized && Owner(places, t)) return true;
        return false;
    }

    private static bool Owner(ImmutableArray<PlaceMention> places, int token)
    {
        foreach (var place in places)
            if ((place.Demonym || place.Place?.Kind == PlaceKind.Country) && place.First <= token && token < place.End) return true;
        return false;
    }

    private static bool Told(ImmutableArray<PlaceMention> places, int token)
    {
        foreach (var place in places)
            if (!place.Contextual && place.First <= token && token < place.End) return true;
        return false;
    }

    // In a headline in capitals every word looks like a name.
    private static bool Shouted(ImmutableArray<Token> tokens, int from, int until)
    {
        var (capitals, words) = (0, 0);
        for (var t = from; t < until; t++)
            if (char.IsLetter(tokens[t].Lower[0]))
            {
                words++;
                if (tokens[t].Capitalized) capitals++;
            }
        return capitals * 3 > words * 2 && words > 5;
    }

    // "The Temple of Tarvan temple", where the gazetteer has all but the last word.
    private static PlaceMention? Known(Document document, ImmutableArray<PlaceMention> places, int first, int head, int end)
    {
        foreach (var place in places)
            if (place is { Contextual: false, Place: { Kind: PlaceKind.Site or PlaceKind.Facility, Latitude: not null } } && place.First == first && place.End == head && new Span(place.Span.Start, document.Tokens[end - 1].Span.End) is var span)
                return place with { Span = span, End = end, Text = document.TextOf(span) };
        return null;
    }

    private static PlaceMention Mention(Document document, ImmutableArray<PlaceMention> places, int sentence, int first, int end)
    {
        var tokens = document.Tokens;
        var span = new Span(tokens[first].Span.Start, tokens[end - 1].Span.End);
        var text = document.TextOf(span);
        var town = Town(document, places, sentence, first, end);
        var country = town?.Country;
        var place = new Place(NameWords.PlaceId(text, country), text, PlaceKind.Facility, null, null, country, town?.Place?.Admin1, town?.Place?.Id);
        return new(span, first, end, text, place, country, false, 0.5, GeoPrecision.Near, town is null ? "a building named in the report" : $"a building named in the report, told beside {town.Text}")
        {
            Latitude = town?.Latitude,
            Longitude = town?.Longitude,
        };
    }

    // The town told after the name, else one inside it (which may be a namesake), else the nearest before.
    private static PlaceMention? Town(Document document, ImmutableArray<PlaceMention> places, int sentence, int first, int end)
    {
        PlaceMention? best = null;
        var least = int.MaxValue;
        foreach (var place in places)
        {
            if (place.Demonym || place.Place is not { Kind: PlaceKind.Settlement or PlaceKind.Quarter or PlaceKind.District or PlaceKind.Region or PlaceKind.Country } || document.SentenceOf(place.First) != sentence) continue;
            var inside = place.First >= first && place.First < end;
            var away = inside ? NearestTown - 1 : place.First >= end ? place.First - end : NearestTown + first - place.End;
            if (place.Place.Kind == PlaceKind.Country || place.Place.Kind == PlaceKind.Region && !inside) away += NearestTown;
            if (away < least) (best, least) = (place, away);
        }
        return best;
    }
}
