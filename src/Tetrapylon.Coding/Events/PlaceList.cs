using System.Collections.Immutable;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>Finds the places told side by side with one ("in Rasak, Oruba and Dalem"): each is the place of an event of its own.</summary>
public static class PlaceList
{
    private const int WidestGap = 4;
    private const int Most = 20;

    /// <returns>The places beside <paramref name="chosen"/> in text order, itself left out; empty when it stands alone.</returns>
    public static List<PlaceMention> Beside(Document document, ImmutableArray<PlaceMention> all, PlaceMention chosen)
    {
        var found = new List<PlaceMention>();
        var at = -1;
        for (var i = 0; i < all.Length; i++)
            if (all[i].Span.Overlaps(chosen.Span)) at = i;
        if (at < 0) return found;
        var joined = false;
        var last = chosen;
        for (var i = at + 1; i < all.Length && found.Count < Most; i++)
        {
            if (!Joins(document, last.End, all[i].First, ref joined)) break;
            last = all[i];
            if (!all[i].Contextual && !Holds(all[i], chosen) && !found.Exists(f => Holds(all[i], f))) found.Add(all[i]);
        }
        last = chosen;
        for (var i = at - 1; i >= 0 && found.Count < Most; i--)
        {
            if (!Joins(document, all[i].End, last.First, ref joined)) break;
            last = all[i];
            if (!all[i].Contextual && !Holds(chosen, all[i])) found.Insert(0, all[i]);
        }
        return joined ? found : [];
    }

    // Only a comma, a conjunction, an article or a preposition stands between; a conjunction somewhere makes it a list.
    private static bool Joins(Document document, int from, int until, ref bool joined)
    {
        if (until - from > WidestGap || until < from || (until > from && document.SentenceOf(from) != document.SentenceOf(until))) return false;
        var linked = false;
        for (var t = from; t < until; t++)
            switch (document.Tokens[t])
            {
                case { Upos: Upos.CCONJ }: joined = linked = true; break;
                case { Lower: "," }: linked = true; break;
                case { Upos: Upos.DET or Upos.ADP }: break;
                default: return false;
            }
        return linked;
    }

    // "Rasak, Nigeria": the country or region that holds the place before it.
    private static bool Holds(PlaceMention holder, PlaceMention held) =>
        holder.Place is { Kind: PlaceKind.Country or PlaceKind.Region or PlaceKind.Continent or PlaceKind.District } area && held.Place is { } place && place.Kind < area.Kind
        && (area.Kind == PlaceKind.Continent || area.Country == place.Country);
}
