using System.Collections.Immutable;
using System.Text;
using Tetrapylon.Knowledge.Gazetteer;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Places;

/// <summary>Finds the places a report names and decides which they are. Thread-safe.</summary>
public sealed class PlaceFinder
{
    private readonly PlaceCues _cues;
    private readonly PlaceSpotter _spotter;
    private readonly PlaceResolver _resolver;

    public PlaceFinder(DataFolder data, Gazetteer gazetteer)
    {
        Gazetteer = gazetteer;
        _cues = PlaceCues.Load(data);
        _spotter = new(gazetteer, _cues, new(gazetteer, _cues));
        _resolver = new(gazetteer, _cues);
    }

    /// <summary>The gazetteer in use; heritage is looked up there too.</summary>
    public Gazetteer Gazetteer { get; }

    internal PlaceCues Cues => _cues;

    /// <summary>True for words that name a kind of place ("town", "airbase").</summary>
    public bool IsKind(string word) => _cues.Kinds.ContainsKey(word);

    /// <exception cref="DataException">A table or a list of cues is faulty.</exception>
    /// <exception cref="GazetteerFileException">A compiled gazetteer cannot be used.</exception>
    public static PlaceFinder Load(DataFolder data, string modelsFolder) => new(data, Gazetteer.Load(data, modelsFolder));

    /// <summary>The places named, in text order. Demonyms and places inside organisations' names are contextual; a named place of no gazetteer has an id of its own and no point.</summary>
    public ImmutableArray<PlaceMention> Find(Document document)
    {
        var drafts = _spotter.Spot(document);
        if (drafts.Count == 0) return [];
        _resolver.Resolve(document, drafts);
        var mentions = ImmutableArray.CreateBuilder<PlaceMention>(drafts.Count);
        string? main = null;
        foreach (var draft in drafts) mentions.Add(draft.Chosen >= 0 ? Listed(document, draft) : Unlisted(document, draft, drafts, main ??= _resolver.MainCountry(document, drafts) ?? ""));
        return mentions.ToImmutable();
    }

    /// <summary>Countries that a report's topic headings name or imply.</summary>
    internal IEnumerable<string> CountriesOf(ImmutableArray<string> headings) => _resolver.Headings(headings).Select(Gazetteer.Country).OfType<string>();

    private PlaceMention Listed(Document document, PlaceDraft draft)
    {
        var place = Gazetteer.Place(draft.Chosen);
        var precision = place.Kind switch { PlaceKind.Region or PlaceKind.Country or PlaceKind.Continent => GeoPrecision.Region, PlaceKind.District or PlaceKind.Water or PlaceKind.Landform or PlaceKind.Other => GeoPrecision.Near, _ => GeoPrecision.Exact };
        var mention = new PlaceMention(draft.Span, draft.First, draft.End, document.TextOf(draft.Span), place, place.Country, draft.Demonym || draft.InOrganisation, draft.RunnerUp < 0 ? 1 : 1 / (1 + Math.Exp(draft.Runner - draft.Score)), precision, Reason(draft))
        {
            Latitude = place.Latitude,
            Longitude = place.Longitude,
            Demonym = draft.Demonym,
        };
        if (draft.OffsetKm is not { } away || place.Latitude is not { } latitude || place.Longitude is not { } longitude) return mention;
        if (draft.Bearing is not { } bearing) return mention with { UncertaintyKm = away, Precision = GeoPrecision.Near };
        var (north, east) = Distance.Away(latitude, longitude, away, bearing);
        // A direction told in words is good to about an eighth of a circle.
        return mention with { Latitude = north, Longitude = east, UncertaintyKm = Math.Max(1, away * 0.4), Precision = GeoPrecision.Near };
    }

    private string Reason(PlaceDraft draft)
    {
        var reason = new StringBuilder();
        reason.Append(draft.Demonym ? "word for what comes from " : draft.InOrganisation ? "inside an organisation's name: " : "").Append(Gazetteer.Id(draft.Chosen));
        if (draft.Why is { } why) reason.Append(", ").Append(why);
        if (draft.Container >= 0) reason.Append(", told with what holds it");
        if (draft.Kind is { } kind) reason.Append(", told to be a ").Append(WireName.Of(kind));
        if (draft.RunnerUp >= 0) reason.Append("; before ").Append(Gazetteer.Id(draft.RunnerUp)).Append(" (").Append(Gazetteer.Country(draft.RunnerUp) ?? "no country").Append(") by ").Append(Math.Round(draft.Score - draft.Runner, 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
        return reason.ToString();
    }

    private PlaceMention Unlisted(Document document, PlaceDraft draft, List<PlaceDraft> drafts, string main)
    {
        string? country = null;
        string? region = null;
        string? parent = null;
        var why = "named in the report, in no gazetteer";
        if (draft.Container >= 0 && drafts[draft.Container] is { Chosen: >= 0 } container)
        {
            country = Gazetteer.Country(container.Chosen);
            region = Gazetteer.Kind(container.Chosen) == PlaceKind.Region ? Gazetteer.Name(container.Chosen) : Gazetteer.Region(container.Chosen) is >= 0 and var index ? Gazetteer.Name(index) : null;
            parent = Gazetteer.Id(container.Chosen);
            why += ", told to lie in " + Gazetteer.Name(container.Chosen);
        }
        else if (Sentence(document, draft, drafts) is { } beside) { country = beside; why += ", country from the places beside it"; }
        else if (main.Length > 0) { country = main; why += ", country from the report"; }
        var text = document.TextOf(draft.Span);
        var plain = Plain(text);
        var kind = draft.Kind ?? PlaceKind.Other;
        // "X District" is called X too.
        var bare = kind == PlaceKind.District && plain.LastIndexOf(' ') is > 0 and var cut && _cues.Kinds.ContainsKey(plain[(cut + 1)..].ToLowerInvariant()) ? plain[..cut] : null;
        return new(draft.Span, draft.First, draft.End, text, new(NameWords.PlaceId(plain, country), plain, kind, null, null, country, region, parent) { Names = bare is null ? [] : [bare] }, country, draft.InOrganisation, 0.5, GeoPrecision.Exact, why);
    }

    // "Menagh Military Airbase" and "Menagh air base" are one place.
    private string Plain(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where((w, i) => i == 0 || !_cues.Adornments.Contains(w.ToLowerInvariant())).ToList();
        if (words.Count > 2 && string.Equals(words[^1], "base", StringComparison.OrdinalIgnoreCase) && string.Equals(words[^2], "air", StringComparison.OrdinalIgnoreCase)) { words.RemoveRange(words.Count - 2, 2); words.Add("Airbase"); }
        return string.Join(' ', words);
    }

    // "On the border with X": X is the country that it is not in.
    private static bool IsBorder(Document document, PlaceDraft draft) =>
        draft.First > 0 && (document.Tokens[draft.First - 1].Lower == "bordering" || draft.First > 1 && document.Tokens[draft.First - 1].Lower == "with" && document.Tokens[draft.First - 2].Lower == "border");

    private string? Sentence(Document document, PlaceDraft draft, List<PlaceDraft> drafts)
    {
        string? country = null;
        foreach (var other in drafts)
            if (other.Sentence == draft.Sentence && other.Chosen >= 0 && !other.Demonym && !IsBorder(document, other) && Gazetteer.Country(other.Chosen) is { } found)
            {
                if (country is not null && country != found) return null;
                country = found;
            }
        return country;
    }
}
