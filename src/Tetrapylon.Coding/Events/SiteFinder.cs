using System.Collections.Immutable;
using Tetrapylon.Knowledge.Gazetteer;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>Finds which known site a damage was done to, and where it lies. Thread-safe.</summary>
public sealed class SiteFinder
{
    private readonly HeritageSites _sites;
    private readonly DamageWords _words;
    private readonly Dictionary<string, HeritageSite> _ofTown = new(StringComparer.Ordinal);

    public SiteFinder(HeritageSites sites, DamageWords words)
    {
        (_sites, _words) = (sites, words);
        foreach (var site in sites.All)
            if (site is { WorldHeritage: not null, Parent: { } town } && sites.ById(town) is null) _ofTown.TryAdd(town, site);
    }

    /// <summary>The damage with the site it was done to, where our tables have it, and the place of the happening, which is where that site lies.</summary>
    public (DamageClaim Damage, PlaceReference? Place) Find(Document document, ImmutableArray<PlaceMention> mentions, SiteDamage damage, PlaceReference? place)
    {
        if (Named(mentions, damage.Claim.Span) is { } named) return (damage.Claim with { Site = named.First <= damage.Word && damage.Word < named.End ? named.Text : damage.Claim.Site, SiteId = named.Place!.Id }, At(place, named, "where the site lies"));
        if (IsListed(document, damage.First, damage.End) && TownOfReport(mentions) is { } town) return (damage.Claim with { SiteId = _ofTown[town.Place!.Id].Id }, At(place, town, "the report's one town on the World Heritage List"));
        if (Before(document, mentions, damage) is { } before) return (damage.Claim with { SiteId = before.Place!.Id }, At(place, before, $"where '{before.Text}' lies, named before"));
        return (damage.Claim, Around(document, mentions, damage, place));
    }

    /// <summary>The monuments and buildings of our tables that a report names; no old towns and no landscapes, in which all sorts of things happen.</summary>
    public List<PlaceMention> Known(ImmutableArray<PlaceMention> mentions) =>
        [.. mentions.Where(m => !m.Contextual && _sites.Of(m.Place) is { Kind: not (HeritageKind.OldTown or HeritageKind.Natural or HeritageKind.Site) })];

    /// <summary>The known site that these words name.</summary>
    public PlaceMention? Named(ImmutableArray<PlaceMention> mentions, Span words)
    {
        foreach (var mention in mentions)
            if (mention.Span.Overlaps(words) && !mention.Contextual && _sites.Of(mention.Place) is not null) return mention;
        return null;
    }

    // "the temple": the last one named before.
    private PlaceMention? Before(Document document, ImmutableArray<PlaceMention> mentions, SiteDamage damage)
    {
        if (damage.First == 0 || !_words.Definite.Contains(document.Tokens[damage.First - 1].Lower)) return null;
        for (var t = damage.First; t < damage.End; t++)
            if (document.Tokens[t].Upos == Upos.PROPN) return null;
        var kind = document.Tokens[damage.End - 1].Lemma;
        for (var m = mentions.Length - 1; m >= 0; m--)
        {
            if (mentions[m].First >= damage.First || _sites.Of(mentions[m].Place) is not { } site) continue;
            foreach (var word in site.Name.Split(' '))
                if (word.Equals(kind, StringComparison.OrdinalIgnoreCase)) return mentions[m];
        }
        return null;
    }

    // Monuments "in the World Heritage Site", statues "of the temple of X": where that lies.
    private PlaceReference? Around(Document document, ImmutableArray<PlaceMention> mentions, SiteDamage damage, PlaceReference? place)
    {
        var sentence = document.Sentences[document.SentenceOf(damage.First)];
        foreach (var mention in mentions)
            if (mention.First >= damage.End && mention.First < sentence.End && !mention.Contextual && _sites.Of(mention.Place) is not null) return At(place, mention, "where the site named beside it lies");
        for (var t = damage.End; t < sentence.End; t++)
            if (StartsListed(document, t, sentence.End) && TownOfReport(mentions) is { } town) return At(place, town, "the report's one town on the World Heritage List");
        return place;
    }

    private bool IsListed(Document document, int first, int end)
    {
        for (var t = first; t < end; t++)
            if (StartsListed(document, t, end)) return true;
        return false;
    }

    private bool StartsListed(Document document, int at, int end)
    {
        foreach (var (phrase, _) in _words.Listed.Beginning(document.Tokens[at].Lemma))
            if (phrase.MatchAt(document.Tokens.AsSpan(), at, end) >= 0) return true;
        return false;
    }

    // Named at least twice as often as any other such town, itself or by its monuments.
    private PlaceMention? TownOfReport(ImmutableArray<PlaceMention> mentions)
    {
        var told = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var mention in mentions)
            if (!mention.Contextual && TownOf(mention.Place) is { } town) told[town] = told.GetValueOrDefault(town) + 1;
        if (told.Count == 0) return null;
        var most = told.MaxBy(t => t.Value);
        foreach (var (town, times) in told)
            if (town != most.Key && most.Value < 2 * times) return null;
        return mentions.FirstOrDefault(m => m.Place?.Id == most.Key);
    }

    private string? TownOf(Place? place)
    {
        if (place is null) return null;
        if (_ofTown.ContainsKey(place.Id)) return place.Id;
        for (var site = _sites.Of(place); site is not null; site = site.Parent is null ? null : _sites.ById(site.Parent))
            if (site.Parent is { } town && _ofTown.ContainsKey(town)) return town;
        return null;
    }

    // A place already told that is the site's own, its town or a part of it stays.
    private PlaceReference At(PlaceReference? place, PlaceMention site, string because) =>
        place?.Place is { } told && (Lies(site.Place!, told.Id) || Lies(told, site.Place!.Id)) ? place : new(site, site.Country, because);

    private bool Lies(Place place, string within)
    {
        if (place.Id == within || place.Parent == within) return true;
        for (var site = _sites.Of(place); site is not null; site = site.Parent is null ? null : _sites.ById(site.Parent))
            if (site.Id == within || site.Parent == within) return true;
        return false;
    }
}
