using System.Collections.Immutable;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>Finds the places told side by side with one ("in Rasak, Oruba and Dalem"): each is the place of an event of its own.</summary>
public static class PlaceList
{
    private const int WidestGap = 8, LongestAside = 5;
    private const int Most = 20, DeepestNest = 4;

    /// <returns>The places beside <paramref name="chosen"/> in text order, itself left out; empty when it stands alone.</returns>
    public static List<PlaceMention> Beside(Document document, ImmutableArray<PlaceMention> all, PlaceMention chosen, Func<string, bool> isKind)
    {
        var found = new List<PlaceMention>();
        // Places stand in text order; a few may lie inside one another.
        var after = InTextOrder.FirstFrom(all, chosen.Span.End, static p => p.Span.Start);
        var at = after - 1;
        while (at >= Math.Max(0, after - DeepestNest) && !all[at].Span.Overlaps(chosen.Span)) at--;
        if (at < Math.Max(0, after - DeepestNest)) return found;
        var joined = false;
        var last = chosen;
        for (var i = at + 1; i < all.Length && found.Count < Most; i++)
        {
            // Another name of the one before.
            if (all[i].First > 0 && document.Tokens[all[i].First - 1].Lower == "(") continue;
            if (!Joins(document, last.End, all[i].First, isKind, ref joined)) break;
            last = all[i];
            if (!all[i].Contextual && Alike(all[i], chosen) && !Holds(all[i], chosen) && !found.Exists(f => Holds(all[i], f))) found.Add(all[i]);
        }
        last = chosen;
        for (var i = at - 1; i >= 0 && found.Count < Most; i--)
        {
            if (!Joins(document, all[i].End, last.First, isKind, ref joined)) break;
            last = all[i];
            if (!all[i].Contextual && Alike(all[i], chosen) && !Holds(chosen, all[i])) found.Insert(0, all[i]);
        }
        return joined || found.Count > 1 ? found : [];
    }

    // Only a comma, a conjunction, an article, a preposition or a kind of place ("and the nearby town of") stands between, and another name in brackets; a conjunction somewhere makes it a list.
    private static bool Joins(Document document, int from, int until, Func<string, bool> isKind, ref bool joined)
    {
        if (until - from > WidestGap || until < from || (until > from && document.SentenceOf(from) != document.SentenceOf(until))) return false;
        var linked = false;
        for (var t = from; t < until; t++)
            switch (document.Tokens[t])
            {
                case { Lower: "(" }:
                    var close = t;
                    while (close < until && document.Tokens[close].Lower != ")") close++;
                    if (close == until || close - t > LongestAside) return false;
                    t = close;
                    break;
                case { Upos: Upos.CCONJ }: joined = linked = true; break;
                case { Lower: "," }: linked = true; break;
                // "And the palace in X": X is where the palace is.
                case { Upos: Upos.ADP, Lower: not "of" } when t > from && linked && isKind(document.Tokens[t - 1].Lower): return false;
                case { Upos: Upos.DET or Upos.ADP }: break;
                case { Upos: Upos.ADJ } when linked: break;
                case var word when linked && isKind(word.Lower): break;
                default: return false;
            }
        return linked;
    }

    // A town and a country are no list.
    private static bool Alike(PlaceMention a, PlaceMention b) => IsCountry(a) == IsCountry(b);

    private static bool IsCountry(PlaceMention mention) => mention.Place is { Kind: PlaceKind.Country or PlaceKind.Continent };

    // "Rasak, Nigeria": the country or region that holds the place before it.
    private static bool Holds(PlaceMention holder, PlaceMention held) =>
        holder.Place is { Kind: PlaceKind.Country or PlaceKind.Region or PlaceKind.Continent or PlaceKind.District } area && held.Place is { } place && place.Kind < area.Kind
        && (area.Kind == PlaceKind.Continent || area.Country == place.Country);
}
