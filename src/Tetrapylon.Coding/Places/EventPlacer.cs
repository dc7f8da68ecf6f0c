using System.Collections.Immutable;
using Tetrapylon.Coding.Actors;
using Tetrapylon.Coding.Choices;
using Tetrapylon.Coding.Events;
using Tetrapylon.Knowledge.Actors;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Places;

/// <summary>Chooses where a happening was among the places its report names: by syntax and sense, the most specific one named, never merely the nearest. Thread-safe.</summary>
public sealed class EventPlacer
{
    // A happening is told among the places named about it: of a very long report only so many on each side are looked at.
    private const int Near = 50;
    private const int NearSentences = 3;
    private const int LongestName = 8;

    private readonly PlaceFinder _finder;
    private readonly FacilityFinder _facilities;
    private readonly ActorDictionary _actors;
    private readonly ChoiceWeights _weights;
    private readonly ChoiceWeights _countries;

    /// <param name="actors">Tells where groups and persons are at home.</param>
    /// <param name="countries">Weights of the country, where no place tells it.</param>
    internal EventPlacer(PlaceFinder finder, ActorDictionary actors, ChoiceWeights weights, ChoiceWeights countries) => (_finder, _facilities, _actors, _weights, _countries) = (finder, new(finder.Cues), actors, weights, countries);

    /// <exception cref="FileNotFoundException">The weights are missing from the models folder.</exception>
    /// <exception cref="InvalidDataException">The weights are damaged.</exception>
    public static EventPlacer Load(PlaceFinder finder, ActorDictionary actors, string modelsFolder)
    {
        ChoiceWeights Read(string name) => ChoiceWeights.Read(Path.Combine(modelsFolder, $"gazetteer.event-{name}.tsv"));
        return new(finder, actors, Read("place"), Read("country"));
    }

    /// <summary>Where the happening was; null when neither a place nor a country can be told. A reference without a mention has the country alone.</summary>
    /// <param name="mentions">What <see cref="PlaceFinder.Find"/> found in the document.</param>
    /// <param name="actors">Whom the report names.</param>
    public PlaceReference? Of(Document document, ImmutableArray<PlaceMention> mentions, ImmutableArray<ActorMention> actors, Anchor anchor)
    {
        var candidates = Candidates(document, mentions, actors, anchor);
        var best = -1;
        var most = _weights.Of(PlaceFeatures.None(candidates));
        double second = double.NegativeInfinity;
        var runner = -1;
        for (var i = 0; i < candidates.Count; i++)
        {
            var score = _weights.Of(candidates[i].Features);
            if (score > most) { second = most; runner = best; most = score; best = i; }
            else if (score > second) { second = score; runner = i; }
        }
        if (best < 0) return CountryOf(document, mentions, actors, anchor, null) is { } alone ? new(null, alone, "no place is named for it; country of the people and places of the report") : null;
        var mention = Widen(document, candidates[best].Mention);
        var country = IsOpen(document, candidates[best].Mention) ? CountryOf(document, mentions, actors, anchor, candidates[best].Mention) : mention.Country;
        var because = candidates[best].Why + (runner >= 0 ? $"; before '{candidates[runner].Mention.Text}'" : "");
        return new(mention, country, because);
    }

    /// <summary>True for words that name a kind of place ("town").</summary>
    internal bool IsKind(string word) => _finder.IsKind(word);

    /// <summary>A place that may be the happening's, and what speaks for and against it.</summary>
    internal sealed record Candidate(PlaceMention Mention, List<ulong> Features, string Why);

    internal List<Candidate> Candidates(Document document, ImmutableArray<PlaceMention> mentions, ImmutableArray<ActorMention> actors, Anchor anchor)
    {
        mentions = About(mentions, anchor.Token);
        var found = new List<Candidate>();
        var usable = new List<PlaceMention>();
        foreach (var mention in mentions)
            if ((!mention.Contextual || mention.Demonym && IsArea(document, mention)) && !EndsName(actors, mention)) usable.Add(mention);
        var sentence = document.SentenceOf(anchor.Token);
        if (document.Sentences[sentence].Parsed)
            foreach (var facility in _facilities.In(document, sentence, mentions))
            {
                usable.RemoveAll(m => m.First == facility.First && m.Place?.Id == facility.Place?.Id);
                usable.Add(facility);
            }
        usable.Sort((a, b) => (a.First, a.End).CompareTo((b.First, b.End)));
        var told = PlaceFeatures.TimesTold(usable);
        for (var i = 0; i < usable.Count; i++)
            found.Add(PlaceFeatures.Of(document, usable, i, mentions, told, anchor, _finder.Cues));
        return found;
    }

    private static ImmutableArray<PlaceMention> About(ImmutableArray<PlaceMention> mentions, int token)
    {
        if (mentions.Length <= 2 * Near) return mentions;
        var next = InTextOrder.FirstFrom(mentions, token, static m => m.First);
        var from = Math.Max(0, next - Near);
        return mentions.Slice(from, Math.Min(mentions.Length, next + Near) - from);
    }

    // "Al-Qaeda in Iraq": the name of a group tells where it is at home, not where it acts.
    private static bool EndsName(ImmutableArray<ActorMention> actors, PlaceMention mention)
    {
        for (var i = RoleCandidates.FirstFrom(actors, mention.First - LongestName); i < actors.Length && actors[i].Head < mention.End; i++)
            if (actors[i].First < mention.First && actors[i] is { Proper: true, ActorId: not null, Kind: ActorKind.RebelGroup or ActorKind.PoliticalMilitia or ActorKind.IdentityMilitia } actor && actor.End >= mention.End) return true;
        return false;
    }

    // "the Afghan border"
    private bool IsArea(Document document, PlaceMention mention) =>
        mention.End < document.Tokens.Length && document.Tokens[mention.End - 1].SpaceAfter && document.Tokens[mention.End].Lower is var next && _finder.Cues.DemonymAreas.Contains(next);

    /// <summary>The name with the words that make it a part or a kind: "eastern Aleppo", "Idlib province", "northern Hama countryside".</summary>
    internal PlaceMention Widen(Document document, PlaceMention mention)
    {
        var tokens = document.Tokens;
        var (first, end) = (mention.First, mention.End);
        var sentence = document.Sentences[document.SentenceOf(first)];
        while (first > sentence.First && tokens[first - 1].SpaceAfter && (first - 2 < sentence.First || tokens[first - 2].SpaceAfter) && _finder.Cues.Directions.Contains(tokens[first - 1].Lower)) first--;
        var changed = first < mention.First;
        var start = changed ? tokens[first].Span.Start : mention.Span.Start;
        var stop = mention.Span.End;
        for (var more = 0; more < 2 && end < sentence.End && tokens[end - 1].SpaceAfter && _finder.Cues.Areas.Contains(tokens[end].Lower) && tokens[end].Span.Start - stop <= 1; more++)
        {
            stop = tokens[end].Span.End;
            end++;
        }
        if (stop == mention.Span.End && !changed) return mention;
        var span = new Span(start, stop);
        return mention with { Span = span, First = first, End = end, Text = document.TextOf(span), Precision = changed && mention.Precision == GeoPrecision.Exact ? GeoPrecision.Near : mention.Precision };
    }

    /// <summary>Whether the place leaves open in which country the happening was: it lies in none, in several, or is the border of one ("near the Afghan border": on which side, those tell who act and suffer there).</summary>
    internal bool IsOpen(Document document, PlaceMention mention) => mention.Country is null || IsBorder(document, mention);

    /// <summary>The country of a happening that no place tells: the likeliest of those whose places, people or organisations the report names; null when none is likelier.</summary>
    private string? CountryOf(Document document, ImmutableArray<PlaceMention> mentions, ImmutableArray<ActorMention> actors, Anchor anchor, PlaceMention? place)
    {
        if (OwnLand(document, mentions, anchor) is { } own) return own;
        var countries = Countries(document, mentions, actors, anchor, place, out var features);
        var best = countries.Count;
        var most = _countries.Of(features[best]);
        for (var i = 0; i < countries.Count; i++)
            if (_countries.Of(features[i]) is var score && score > most) (best, most) = (i, score);
        return best < countries.Count ? countries[best] : null;
    }

    /// <param name="place">Where the happening was, when that leaves the country open.</param>
    /// <param name="features">Of each country, and last of none.</param>
    internal List<string> Countries(Document document, ImmutableArray<PlaceMention> mentions, ImmutableArray<ActorMention> actors, Anchor anchor, PlaceMention? place, out List<List<ulong>> features)
    {
        List<string> headings = [.. _finder.CountriesOf(document.Report.Context)];
        var where = place is null ? "" : IsBorder(document, place) ? CountryWord.Border : place.Place is { Kind: PlaceKind.Water, Name: var name } && _finder.Cues.IsOpenWater(name) ? "sea" : place.Place?.Kind.ToString() ?? "";
        var words = Words(document, About(mentions, anchor.Token), actors, anchor);
        var countries = CountryFeatures.Named(words, headings);
        // Nobody who is named beside it: then it may be either side.
        if (where == CountryWord.Border && place!.Country is { } beyond && (countries.Count > 1 || IsBorderWith(document, place))) countries.Remove(beyond);
        features = new(countries.Count + 1);
        for (var i = 0; i <= countries.Count; i++) features.Add(CountryFeatures.Of(document, words, countries, i, headings, anchor, where));
        return countries;
    }

    private List<CountryWord> Words(Document document, ImmutableArray<PlaceMention> mentions, ImmutableArray<ActorMention> actors, Anchor anchor)
    {
        var words = new List<CountryWord>(mentions.Length);
        foreach (var mention in mentions)
            if (mention.Country is { } country)
                words.Add(new(mention.First, mention.End, country, IsBorder(document, mention) ? CountryWord.Border : mention.Demonym ? CountryWord.Demonym : mention.Contextual ? CountryWord.Part : CountryWord.Named));
        var sentence = document.SentenceOf(anchor.Token);
        var (from, until) = (document.Sentences[Math.Max(0, sentence - NearSentences)].First, document.Sentences[Math.Min(document.Sentences.Length - 1, sentence + NearSentences)].End);
        for (var at = RoleCandidates.FirstFrom(actors, from); at < actors.Length && actors[at].Head < until; at++)
        {
            var actor = actors[at];
            // "The Syrian Army": the word for the country has spoken.
            if (!actor.Proper || actor.ActorId is not { } id || _actors.Find(id) is not { } known || mentions.Any(m => m.First < actor.End && actor.First < m.End)) continue;
            for (var i = 0; i < known.Countries.Length; i++) words.Add(new(actor.First, actor.End, known.Countries[i], i == 0 ? CountryWord.Home : CountryWord.FurtherHome));
        }
        return words;
    }

    /// <summary>"Near the border with X", "near the X border": X lies beyond it. Not "the X border town" or "crossed the X border", which lead into X.</summary>
    private bool IsBorder(Document document, PlaceMention mention)
    {
        if (mention.Place?.Kind != PlaceKind.Country) return false;
        var (tokens, cues) = (document.Tokens, _finder.Cues);
        var sentence = document.Sentences[document.SentenceOf(mention.First)];
        var border = mention.End;
        if (border < sentence.End && tokens[border - 1].SpaceAfter && cues.Borders.Contains(tokens[border].Lower) && !(border + 1 < sentence.End && tokens[border + 1].Upos is Upos.NOUN or Upos.PROPN)) return tokens[border].Relation != Relation.Obj;
        return IsBorderWith(document, mention);
    }

    // "The border with X and Y"
    private bool IsBorderWith(Document document, PlaceMention mention)
    {
        var tokens = document.Tokens;
        var first = document.Sentences[document.SentenceOf(mention.First)].First;
        var t = mention.First - 1;
        while (t > first && tokens[t] is { Lower: "and" } or { Upos: Upos.PROPN or Upos.DET }) t--;
        return t > first && tokens[t].Lower == "with" && _finder.Cues.Borders.Contains(tokens[t - 1].Lower);
    }

    // "X says that fighters of Y shelled its territory": the country first named in the sentence is the one whose land it is.
    private string? OwnLand(Document document, ImmutableArray<PlaceMention> mentions, Anchor anchor)
    {
        var tokens = document.Tokens;
        var sentence = document.Sentences[document.SentenceOf(anchor.Token)];
        for (var t = sentence.First; t < sentence.End; t++)
        {
            if (tokens[t].Relation != Relation.NmodPoss || tokens[t].Upos != Upos.PRON || tokens[t].Head is not (>= 0 and var land) || !_finder.Cues.Lands.Contains(tokens[land].Lower)) continue;
            var verb = tokens[land].Head;
            if (verb < 0 || verb != anchor.Token && tokens[anchor.Token].Head != verb && tokens[verb].Head != anchor.Token) continue;
            foreach (var mention in mentions)
                if (mention.First >= sentence.First && mention.End <= t && mention is { Demonym: false, Place.Kind: PlaceKind.Country, Country: { } country }) return country;
        }
        return null;
    }
}
