using System.Collections.Immutable;
using Tetrapylon.Coding.Places;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>Finds the places told side by side with one ("in Rasak, Oruba and Dalem", "two in Ashkelon and one in Ashdod"): each is the place of an event of its own.</summary>
public sealed class PlaceList(EventPlacer placer)
{
    private const int WidestGap = 8, LongestAside = 5;
    private const int Most = 20, DeepestNest = 4;

    // Words between places told in parallel, at most.
    private const int Reach = 60;

    // Steps up the parse from a place to what it is the place of, at most.
    private const int Climb = 3;

    /// <param name="isTrigger">Whether a word may tell of a happening of its own.</param>
    /// <returns>The places beside <paramref name="chosen"/> in text order, itself left out; empty when it stands alone.</returns>
    public List<PlaceMention> Beside(Document document, ImmutableArray<PlaceMention> all, PlaceMention chosen, Func<int, bool> isTrigger)
    {
        var found = new List<PlaceMention>();
        // Places stand in text order; a few may lie inside one another.
        var after = InTextOrder.FirstFrom(all, chosen.Span.End, static p => p.Span.Start);
        var at = after - 1;
        while (at >= Math.Max(0, after - DeepestNest) && !all[at].Span.Overlaps(chosen.Span)) at--;
        if (at < Math.Max(0, after - DeepestNest)) return found;
        var joined = false;
        var last = chosen;
        var next = at + 1;
        for (; next < all.Length && found.Count < Most; next++)
        {
            var place = all[next];
            // Another name of the one before.
            if (place.First > 0 && document.Tokens[place.First - 1].Lower == "(") continue;
            var link = LinkOf(document, last.End, place.First);
            if (link == Link.None) break;
            joined |= link is Link.Conjunction or Link.Beside;
            last = place;
            if (place.Contextual || !Alike(document, place, chosen)) continue;
            // Behind a conjunction a region stands for itself: "in Baghdad and northern Iraq".
            if (link == Link.Beside || !Holds(place, chosen) && !found.Exists(f => Holds(place, f))) found.Add(placer.Widen(document, place));
        }
        for (; next < all.Length && found.Count < Most && all[next].First - chosen.End <= Reach && document.SentenceOf(all[next].First) == document.SentenceOf(chosen.First); next++)
            if (!all[next].Contextual && Alike(document, all[next], chosen) && !Holds(all[next], chosen) && InParallel(document, chosen, all[next], isTrigger))
            {
                found.Add(placer.Widen(document, all[next]));
                joined = true;
            }
        last = chosen;
        for (var i = at - 1; i >= 0 && found.Count < Most; i--)
        {
            var link = LinkOf(document, all[i].End, last.First);
            if (link == Link.None) break;
            joined |= link is Link.Conjunction or Link.Beside;
            last = all[i];
            if (!all[i].Contextual && Alike(document, all[i], chosen) && !Holds(chosen, all[i])) found.Insert(0, placer.Widen(document, all[i]));
        }
        return joined || found.Count > 1 ? found : [];
    }

    // Beside: a conjunction that hardly more than a preposition follows.
    private enum Link { None, Comma, Conjunction, Beside }

    // Only a comma, a conjunction, an article, a preposition or a kind of place ("and the nearby town of") stands between, how many of whom ("nine policemen in"), and another name in brackets;
    // a conjunction somewhere makes it a list.
    private Link LinkOf(Document document, int from, int until)
    {
        // "Zeitan Khalsa and Barna", where the commas were lost.
        if (until == from) return Link.Comma;
        if (until - from > WidestGap || until < from || document.SentenceOf(from) != document.SentenceOf(until)) return Link.None;
        var (link, counted) = (Link.None, false);
        for (var t = from; t < until; t++)
            switch (document.Tokens[t])
            {
                // "X city and Y".
                case { Lower: var kind } when t == from && placer.IsKind(kind): break;
                case { Lower: "as" } when t + 2 < until && document.Tokens[t + 1].Lower == "well" && document.Tokens[t + 2].Lower == "as":
                    link = Link.Conjunction;
                    t += 2;
                    break;
                case { Upos: Upos.NUM } when link != Link.None: counted = true; break;
                case { Upos: Upos.NOUN or Upos.ADJ } when counted && t + 1 < until: break;
                case { Lower: "(" }:
                    var close = t;
                    while (close < until && document.Tokens[close].Lower != ")") close++;
                    if (close == until || close - t > LongestAside) return Link.None;
                    t = close;
                    break;
                case { Upos: Upos.CCONJ }: link = Link.Beside; break;
                case { Lower: "," }: link = link == Link.None ? Link.Comma : link; break;
                // "And the palace in X": X is where the palace is.
                case { Upos: Upos.ADP, Lower: not "of" } when t > from && link != Link.None && placer.IsKind(document.Tokens[t - 1].Lower): return Link.None;
                case { Upos: Upos.DET or Upos.ADP }: break;
                case { Upos: Upos.ADJ } when link != Link.None: break;
                case var word when link != Link.None && placer.IsKind(word.Lower):
                    if (link == Link.Beside) link = Link.Conjunction;
                    break;
                default: return Link.None;
            }
        // "12 in X, 30 miles from Y".
        return counted && document.Tokens[until - 1].Lower is not ("in" or "at") ? Link.None : link;
    }

    // "Protesters in Kirkuk and pilgrims in Baghdad": what the one is the place of stands beside what the other is the place of, and is no happening itself.
    private static bool InParallel(Document document, PlaceMention chosen, PlaceMention other, Func<int, bool> isTrigger)
    {
        var tokens = document.Tokens;
        var (own, far) = (Top(document, chosen), Top(document, other));
        if (tokens[far].Relation != Relation.Nmod || tokens[far].Head is not (>= 0 and var there) || tokens[there].Relation != Relation.Conj || tokens[there].Upos is Upos.VERB or Upos.AUX or Upos.PROPN || isTrigger(there)) return false;
        var beside = tokens[there].Head;
        for (var (t, steps) = (tokens[own].Head, 0); t >= 0 && steps < Climb; t = tokens[t].Head, steps++)
            if (t == beside || tokens[beside].Head == t && tokens[t].Upos == Upos.VERB && steps == 0) return true;
        return false;
    }

    // The word of a name that hangs on a word outside of it.
    private static int Top(Document document, PlaceMention place)
    {
        for (var t = place.First; t < place.End; t++)
            if (document.Tokens[t].Head < place.First || document.Tokens[t].Head >= place.End) return t;
        return place.First;
    }

    // A town and a country are no list.
    private bool Alike(Document document, PlaceMention a, PlaceMention b) => IsCountry(document, a) == IsCountry(document, b);

    // Whole; "northern Iraq" is a region.
    private bool IsCountry(Document document, PlaceMention mention) => mention.Place is { Kind: PlaceKind.Country or PlaceKind.Continent } && placer.Widen(document, mention).First == mention.First;

    // "Rasak, Nigeria": the country or region that holds the place before it.
    private static bool Holds(PlaceMention holder, PlaceMention held) =>
        holder.Place is { Kind: PlaceKind.Country or PlaceKind.Region or PlaceKind.Continent or PlaceKind.District } area && held.Place is { } place && place.Kind < area.Kind
        && (area.Kind == PlaceKind.Continent || area.Country == place.Country && (area.Kind != PlaceKind.Region || place.Admin1 is null || place.Admin1 == area.Name));
}
