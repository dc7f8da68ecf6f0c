using Tetrapylon.Knowledge.Gazetteer;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Places;

/// <summary>Finds the stretches of a report that may name places: gazetteer names that are not words, persons' or organisations' names where they stand, and unlisted names that the words beside them call places.</summary>
internal sealed class PlaceSpotter(Gazetteer gazetteer, PlaceCues cues)
{
    // Below this population a name that is also an English word needs a preposition or a container beside it.
    private const long CommonWordPopulation = 100_000;
    private const long CaselessPopulation = 30_000;
    // Words between a taking and the name of its place, at most.
    private const int WidestTaking = 7;
    // Words between a name and the kind told after it, at most.
    private const int WidestApposition = 5;
    // From this population on a lone name is believed over the language model that takes it for a person's.
    private const long SurePopulation = 15_000;

    /// <summary>State of one call.</summary>
    private sealed class Pass
    {
        public required Document Document { get; init; }
        public required bool Caseless { get; init; }
        public HashSet<string> Persons { get; } = new(StringComparer.Ordinal);
        public List<NameWord> Words { get; } = [];
        public List<int> TokenOf { get; } = [];
        public List<NamedPlace> Found { get; } = [];
        public List<PlaceDraft> Drafts { get; } = [];
        public int Sentence { get; set; }

        public string Lower(int word) => Document.Tokens[TokenOf[word]].Lower;
        public bool Adjacent(int word) => Words[word].Gap is WordGap.Space or WordGap.Hyphen;
    }

    public List<PlaceDraft> Spot(Document document)
    {
        var pass = new Pass { Document = document, Caseless = IsCaseless(document) };
        NotePersons(pass);
        for (var s = 0; s < document.Sentences.Length; s++)
        {
            Read(pass, s);
            Scan(pass);
        }
        return pass.Drafts;
    }

    private static bool IsCaseless(Document document)
    {
        int letters = 0, capitals = 0;
        foreach (var token in document.Tokens)
        {
            if (!char.IsLetter(token.Lower[0])) continue;
            letters++;
            if (token.Capitalized) capitals++;
        }
        return letters >= 5 && capitals * 50 < letters;
    }

    // A surname told with its given name or title is a person's all through the report.
    private void NotePersons(Pass pass)
    {
        var tokens = pass.Document.Tokens;
        foreach (var entity in pass.Document.Entities)
            if (entity.Kind == EntityKind.Person && entity.End - entity.First > 1) pass.Persons.Add(tokens[entity.End - 1].Lower);
        for (var i = 1; i < tokens.Length; i++)
        {
            if (!tokens[i].Capitalized || !tokens[i - 1].Capitalized || tokens[i].Upos != Upos.PROPN || !tokens[i - 1].SpaceAfter) continue;
            var previous = tokens[i - 1].Lower;
            if (cues.GivenNames.Contains(previous) || pass.Persons.Contains(previous) && i > 1 && cues.GivenNames.Contains(tokens[i - 2].Lower)
                || previous.Length == 2 && previous[1] == '.' && i > 1 && cues.GivenNames.Contains(tokens[i - 2].Lower)) pass.Persons.Add(tokens[i].Lower);
        }
    }

    private void Read(Pass pass, int sentence)
    {
        var document = pass.Document;
        var (first, end) = (document.Sentences[sentence].First, document.Sentences[sentence].End);
        pass.Sentence = sentence;
        pass.Words.Clear();
        pass.TokenOf.Clear();
        if (first == end) return;
        NameWords.Read(document.Text, document.Tokens[first].Span.Start, document.Tokens[end - 1].Span.End, gazetteer.Spelling, pass.Words);
        var token = first;
        foreach (var word in pass.Words)
        {
            while (token + 1 < end && document.Tokens[token].Span.End <= word.Start) token++;
            pass.TokenOf.Add(token);
        }
    }

    private void Scan(Pass pass)
    {
        var words = pass.Words;
        for (var i = 0; i < words.Count;)
        {
            var length = Abbreviation(pass, i);
            if (length == 0) length = Listed(pass, i);
            if (length == 0) length = Unlisted(pass, i);
            i += Math.Max(1, length);
        }
    }

    private int Abbreviation(Pass pass, int at)
    {
        var words = pass.Words;
        var text = pass.Document.Text;
        if (!words[at].Capital || words[at].End - words[at].Start > 5) return 0;
        for (var length = Math.Min(3, words.Count - at); length > 0; length--)
        {
            var last = words[at + length - 1];
            var end = last.End;
            if (end < text.Length && text[end] == '.') end++;
            else if (length > 1 || last.Capitals is false || !AfterPlace(pass, at)) continue;
            var entry = gazetteer.Abbreviated(text.AsSpan(words[at].Start, end - words[at].Start));
            if (entry < 0) continue;
            // "Miss." and "Wash." are words too: a short form of one word follows a place or a preposition.
            if (length == 1 && !AfterPlace(pass, at) && !(at > 0 && cues.Prepositions.Contains(pass.Lower(at - 1))) && cues.Titles.Contains(pass.Lower(at).TrimEnd('.'))) continue;
            var draft = Draft(pass, at, length, end);
            draft.Candidates.Add(new(entry, NameUse.Own));
            Add(pass, draft, at);
            return length;
        }
        return 0;
    }

    private static bool AfterPlace(Pass pass, int at) =>
        pass.Drafts.Count > 0 && pass.Drafts[^1] is var last && last.Sentence == pass.Sentence && IsComma(pass.Document.Text, last.Span.End, pass.Words[at].Start);

    private static bool IsComma(string text, int from, int to) => to > from && to - from <= 3 && text.AsSpan(from, to - from).Trim() is ",";

    private int Listed(Pass pass, int at)
    {
        var words = pass.Words;
        var first = words[at];
        var article = first.Article && at + 1 < words.Count && words[at + 1].Capital && (first.Gap == WordGap.Hyphen || first.Capital && first.Gap == WordGap.Space);
        if (!first.Capital && !article && !pass.Caseless) return 0;
        var length = 8;
        while (true)
        {
            pass.Found.Clear();
            length = gazetteer.Longest(words, at, length, pass.Found);
            if (length == 0) break;
            if (Keep(pass, at, length) && !GoesOn(pass, at, length)) return Accept(pass, at, length);
            length--;
            if (length == 0) break;
        }
        if (!article) return 0;
        pass.Found.Clear();
        length = gazetteer.Longest(words, at + 1, 8, pass.Found);
        pass.Found.RemoveAll(f => !gazetteer.Spelling.IsLoose(gazetteer.Country(f.Entry)));
        return length > 0 && Keep(pass, at + 1, length) ? Accept(pass, at, length + 1) : 0;
    }

    // "The town of Tell al-Asad" where only Tell is listed: the name goes on behind the article.
    private bool GoesOn(Pass pass, int at, int length)
    {
        var (words, next) = (pass.Words, at + length);
        return next + 1 < words.Count && words[next - 1].Gap == WordGap.Space && words[next] is { Article: true, Gap: WordGap.Hyphen } && words[next + 1].Capital
            && at >= 2 && pass.Lower(at - 1) == "of" && cues.Kinds.ContainsKey(pass.Lower(at - 2));
    }

    // Whether the name can be a place's as it is written here; narrows the candidates to those it can be.
    private bool Keep(Pass pass, int at, int length)
    {
        var words = pass.Words;
        var last = words[at + length - 1];
        var capitals = true;
        for (var i = at; i < at + length; i++) capitals &= words[i].Capitals;
        pass.Found.RemoveAll(f =>
            (f.Use & NameUse.Capitals) != 0 && !capitals
            || !last.Capital && !pass.Caseless && (f.Use & NameUse.Own) == 0
            || (f.Use & (NameUse.Own | NameUse.Secondary)) == NameUse.Secondary && last.End - words[at].Start < 4
            || length == 1 && capitals && (f.Use & NameUse.Own) == 0 && last.End - words[at].Start <= 4 // an acronym
            || pass.Caseless && !KnownWell(f, pass, at));
        return pass.Found.Count > 0;
    }

    private bool KnownWell(NamedPlace place, Pass pass, int at)
    {
        if ((place.Use & NameUse.Own) != 0) return (place.Use & (NameUse.Bare | NameUse.Secondary)) == 0 && gazetteer.Kind(place.Entry) is PlaceKind.Country or PlaceKind.Region or PlaceKind.Water or PlaceKind.Continent or PlaceKind.Landform or PlaceKind.Other or PlaceKind.Quarter;
        if ((place.Use & NameUse.Secondary) != 0 || cues.CommonWords.Contains(pass.Lower(at))) return false;
        return gazetteer.Population(place.Entry) >= CaselessPopulation || at > 0 && gazetteer.Population(place.Entry) > 3_000 && cues.Locatives.Contains(pass.Lower(at - 1));
    }

    private int Accept(Pass pass, int at, int length)
    {
        var words = pass.Words;
        var own = pass.Found.Exists(f => (f.Use & (NameUse.Own | NameUse.Bare)) == NameUse.Own);
        var demonym = pass.Found.Exists(f => (f.Use & NameUse.Demonym) != 0) && !pass.Found.Exists(f => (f.Use & (NameUse.Own | NameUse.Demonym)) == NameUse.Own);
        if (demonym) pass.Found.RemoveAll(f => (f.Use & NameUse.Demonym) == 0);
        if (!demonym) pass.Found.RemoveAll(f => (f.Use & NameUse.Demonym) != 0 && gazetteer.Kind(f.Entry) != PlaceKind.Country);
        if (!demonym && !Stands(pass, at, length, own)) return 0;
        var end = words[at + length - 1].End;
        var text = pass.Document.Text;
        if (length > 1 && end < text.Length && text[end] == '.' && end - words[at + length - 1].Start == 1 && text[words[at].End] == '.') end++; // U.S.
        var draft = Draft(pass, at, length, end);
        draft.Candidates.AddRange(pass.Found);
        draft.Demonym = demonym;
        Kind(pass, draft, at, ref length);
        Organisation(pass, draft, at, length);
        Offset(pass, draft, at);
        Add(pass, draft, at);
        return length;
    }

    /// <summary>Whether the name stands where a place's name stands, not inside a person's or a thing's.</summary>
    private bool Stands(Pass pass, int at, int length, bool own)
    {
        var tokens = pass.Document.Tokens;
        var (before, after) = (at - 1, at + length);
        var hasBefore = before >= 0 && pass.Adjacent(before) && pass.Words[before].Capital;
        var hasAfter = after < pass.Words.Count && pass.Adjacent(after - 1) && pass.Words[after].Capital;
        var token = pass.TokenOf[at];
        var name = pass.Lower(at);
        var located = at > 0 && cues.Locatives.Contains(pass.Lower(before));
        var people = 0L;
        foreach (var found in pass.Found) people = Math.Max(people, gazetteer.Population(found.Entry));
        if (cues.Never.Contains(Plain(pass, at, length)) && !ChainFollows(pass, after) || length == 1 && cues.Directions.Contains(name)) return false;
        if (before >= 0 && cues.GivenNames.Contains(pass.Lower(before)) && hasBefore && !(own && length > 1)) return false;
        if (before >= 0 && pass.Words[before].Capital && pass.Words[before].Gap is WordGap.Space or WordGap.Period && cues.Titles.Contains(pass.Lower(before).TrimEnd('.')) && !own) return false;
        if (before >= 1 && pass.Words[before].End - pass.Words[before].Start == 1 && pass.Words[before] is { Capital: true, Gap: WordGap.Period } && cues.GivenNames.Contains(pass.Lower(before - 1))) return false;
        if (after < pass.Words.Count && pass.Words[after - 1].Gap is WordGap.Space && cues.PersonAfter.Contains(pass.Lower(after).TrimEnd('.'))) return false;
        if (length == 1 && cues.GivenNames.Contains(name) && hasAfter && !Beside(pass, after)) return false;
        foreach (var entity in pass.Document.Entities)
            if (entity.Kind == EntityKind.Person && entity.First <= token && token < entity.End && !own && !located && (entity.End - entity.First > length || people < SurePopulation) && !ChainFollows(pass, after) && !AfterPlace(pass, at)) return false;
        if (own && pass.Found.Exists(f => gazetteer.Kind(f.Entry) is PlaceKind.Country or PlaceKind.Region or PlaceKind.Continent)) return true;
        if (length == 1)
        {
            if (pass.Persons.Contains(name) && !located) return false;
            if ((cues.GivenNames.Contains(name) || cues.Surnames.Contains(name)) && !located && !ChainFollows(pass, after) && !AfterPlace(pass, at)) return false;
            var tag = tokens[token].Upos;
            if (!pass.Caseless && tag is not (Upos.PROPN or Upos.X) && !(own || located && tag is Upos.NOUN or Upos.ADJ) && !ChainFollows(pass, after) && !AllCapitals(pass, at)) return false;
            if (cues.CommonWords.Contains(name) && !own)
            {
                if (token == pass.Document.Sentences[pass.Sentence].First && !ChainFollows(pass, after)) return false;
                if (tag is not (Upos.PROPN or Upos.X)) return false;
                if (people < CommonWordPopulation && !located && !ChainFollows(pass, after) && !AfterPlace(pass, at)) return false;
                if (hasBefore && !Beside(pass, before) || hasAfter && !Beside(pass, after)) return false;
            }
        }
        if (own) return true;
        if (hasAfter && !pass.Words[after - 1].Capitals && !Beside(pass, after) && tokens[pass.TokenOf[after]].Upos == Upos.PROPN && !IsName(pass, after)) return false;
        if (hasBefore && !pass.Words[at].Capitals && !located && !Beside(pass, before) && tokens[pass.TokenOf[before]].Upos == Upos.PROPN && pass.Lower(before).Length > 2 && !IsName(pass, before) && before > 0) return false;
        return true;
    }

    private static string Plain(Pass pass, int at, int length) => length == 1 ? pass.Lower(at) : NameWords.Fold(pass.Document.Text[pass.Words[at].Start..pass.Words[at + length - 1].End]);

    // Words that may stand in capitals beside a place's name without being part of it.
    private bool Beside(Pass pass, int word)
    {
        var lower = pass.Lower(word);
        return cues.Kinds.ContainsKey(lower) || cues.Credits.Contains(lower) || cues.Directions.Contains(lower) || cues.OrganisationsAfter.Contains(lower) || cues.Prepositions.Contains(lower) || cues.Areas.Contains(lower)
            || pass.Document.Tokens[pass.TokenOf[word]].Upos is Upos.ADP or Upos.DET or Upos.CCONJ or Upos.PRON or Upos.SCONJ or Upos.AUX or Upos.VERB or Upos.NUM or Upos.ADV;
    }

    private bool IsName(Pass pass, int word)
    {
        var found = new List<NamedPlace>();
        return gazetteer.Longest(pass.Words, word, 3, found) > 0 && found.Exists(f => (f.Use & NameUse.Own) != 0);
    }

    private bool ChainFollows(Pass pass, int after)
    {
        var words = pass.Words;
        if (after >= words.Count || !IsComma(pass.Document.Text, words[after - 1].End, words[after].Start) || !words[after].Capital) return false;
        var found = new List<NamedPlace>();
        return gazetteer.Longest(words, after, 4, found) > 0 && found.Exists(f => (f.Use & (NameUse.Own | NameUse.Demonym)) == NameUse.Own)
            || gazetteer.Abbreviated(pass.Document.Text.AsSpan(words[after].Start, Math.Min(pass.Document.Text.Length, words[after].End + 1) - words[after].Start)) >= 0
            || words[after].Capitals && gazetteer.Abbreviated(pass.Document.Text.AsSpan(words[after].Start, words[after].End - words[after].Start)) >= 0;
    }

    private static bool AllCapitals(Pass pass, int at) => pass.Words[at].Capitals && pass.Words[at].End - pass.Words[at].Start > 3;

    /// <summary>Reads the kind a word beside the name gives it; a capitalised one joins the name ("Kunduz Province").</summary>
    private void Kind(Pass pass, PlaceDraft draft, int at, ref int length)
    {
        var after = at + length;
        if (after < pass.Words.Count && pass.Words[after - 1] is { Gap: WordGap.Space, Possessive: 0 } && !draft.Demonym)
        {
            var (kind, words) = KindAt(pass, after);
            if (kind is { } found && found is PlaceKind.Region or PlaceKind.District or PlaceKind.Settlement or PlaceKind.Quarter)
            {
                draft.Kind = found;
                if (pass.Words[after].Capital && !draft.Candidates.TrueForAll(c => gazetteer.Kind(c.Entry) == PlaceKind.Country))
                {
                    length += words;
                    draft.End = pass.TokenOf[at + length - 1] + 1;
                    draft.Span = new(draft.Span.Start, pass.Words[at + length - 1].End);
                }
                return;
            }
            // "captures the Tabqa airbase": what is taken is the base, not the town.
            if (kind == PlaceKind.Facility && IsTaken(pass, at))
            {
                draft.Kind = PlaceKind.Facility;
                length += words;
                draft.End = pass.TokenOf[at + length - 1] + 1;
                draft.Span = new(draft.Span.Start, pass.Words[at + length - 1].End);
                draft.Candidates.RemoveAll(c => gazetteer.Kind(c.Entry) is not (PlaceKind.Facility or PlaceKind.Site));
                draft.Name = NameWords.Fold(pass.Document.Text[draft.Span.Start..draft.Span.End]);
                return;
            }
        }
        if (at >= 2 && pass.Lower(at - 1) == "of" && cues.Kinds.TryGetValue(pass.Lower(at - 2), out var before)) draft.Kind = before;
        else if (at >= 1 && pass.Words[at - 1].Gap == WordGap.Space && cues.Kinds.TryGetValue(pass.Lower(at - 1), out before) && before is PlaceKind.Settlement or PlaceKind.District or PlaceKind.Region) draft.Kind = before;
    }

    private (PlaceKind? Kind, int Words) KindAt(Pass pass, int at)
    {
        if (at + 1 < pass.Words.Count && pass.Words[at].Gap is WordGap.Space or WordGap.Hyphen && cues.Kinds.TryGetValue(pass.Lower(at) + " " + pass.Lower(at + 1), out var kind)) return (kind, 2);
        return cues.Kinds.TryGetValue(pass.Lower(at), out kind) ? (kind, 1) : (null, 0);
    }

    private void Organisation(Pass pass, PlaceDraft draft, int at, int length)
    {
        var after = at + length;
        if (after < pass.Words.Count && pass.Words[after].Capital && pass.Adjacent(after - 1))
        {
            if (cues.OrganisationsAfter.Contains(pass.Lower(after))) draft.InOrganisation = true;
            else if (after + 1 < pass.Words.Count && pass.Words[after + 1].Capital && pass.Adjacent(after) && cues.OrganisationsAfter.Contains(pass.Lower(after + 1))) draft.InOrganisation = true;
        }
        // "Armed Forces of the X"
        var before = at >= 1 && pass.Lower(at - 1) == "the" ? at - 2 : at - 1;
        if (before >= 1 && cues.OrganisationsBefore.Contains(pass.Lower(before - 1) + " " + pass.Lower(before))) draft.InOrganisation = true;
    }

    // "50 km north of X"
    private void Offset(Pass pass, PlaceDraft draft, int at)
    {
        if (at < 2) return;
        var of = at - 1;
        if (pass.Lower(of) is not ("of" or "from") || !cues.Bearings.TryGetValue(pass.Lower(of - 1), out var bearing))
        {
            if (pass.Lower(of) is "from" or "outside" or "of" && cues.Lengths.TryGetValue(pass.Lower(of - 1), out var metres) && Number(pass, of - 2) is { } away) draft.OffsetKm = away * metres / 1000;
            return;
        }
        var unit = of - 2;
        if (unit >= 0 && pass.Lower(unit) is "the" or "to") unit--;
        if (unit >= 0 && pass.Lower(unit) is "to") unit--;
        if (unit < 1 || !cues.Lengths.TryGetValue(pass.Lower(unit), out var length) || Number(pass, unit - 1) is not { } number) return;
        draft.OffsetKm = number * length / 1000;
        draft.Bearing = bearing;
    }

    private static double? Number(Pass pass, int word) =>
        word >= 0 && double.TryParse(pass.Document.Tokens[pass.TokenOf[word]].Lower, System.Globalization.NumberStyles.Float | System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture, out var number) && number is > 0 and < 5000 ? number : null;

    /// <summary>A capitalised name no gazetteer has, where the words beside it say that it is a place.</summary>
    private int Unlisted(Pass pass, int at)
    {
        var words = pass.Words;
        if (pass.Caseless || !words[at].Capital && !(words[at].Article && at + 1 < words.Count && words[at + 1].Capital && words[at].Gap == WordGap.Hyphen)) return 0;
        var token = pass.TokenOf[at];
        var tokens = pass.Document.Tokens;
        if (tokens[token].Upos is not (Upos.PROPN or Upos.ADJ or Upos.NOUN or Upos.X)) return 0;
        if (cues.Credits.Contains(pass.Lower(at))) return 0;
        var length = 1;
        while (at + length < words.Count && length < 5 && !cues.Credits.Contains(pass.Lower(at + length)) && pass.Adjacent(at + length - 1) && (words[at + length].Capital || words[at + length].Article && words[at + length].Gap == WordGap.Hyphen)
            && words[at + length - 1].Possessive == 0) length++;
        var before = at > 0 ? pass.Lower(at - 1) : "";
        var starts = token == pass.Document.Sentences[pass.Sentence].First;
        PlaceKind? kind = null;
        // The kind as the last capitalised word ("Evin Prison"), or as the next word ("Pazigyi village").
        if (length > 1 && Strong(pass.Lower(at + length - 1)) && cues.Kinds.TryGetValue(pass.Lower(at + length - 1), out var last)) kind = last;
        else if (at + length < words.Count && words[at + length - 1].Gap == WordGap.Space && words[at + length - 1].Possessive == 0 && Strong(pass.Lower(at + length)) && cues.Kinds.TryGetValue(pass.Lower(at + length), out var next) && next is PlaceKind.Settlement or PlaceKind.District or PlaceKind.Region or PlaceKind.Quarter) kind = next;
        else if (at + length < words.Count && words[at + length - 1] is { Gap: WordGap.Space, Possessive: 0 } && KindAt(pass, at + length) is { Kind: PlaceKind.Facility } works && IsTaken(pass, at))
        {
            kind = works.Kind;
            length += works.Words;
        }
        else if (at >= 2 && before == "of" && cues.Kinds.TryGetValue(pass.Lower(at - 2), out var of) && of is PlaceKind.Settlement or PlaceKind.District or PlaceKind.Region or PlaceKind.Quarter && !words[at - 2].Capital) kind = of;
        else if (at >= 1 && cues.Kinds.TryGetValue(before, out var own) && own is PlaceKind.Settlement && !words[at - 1].Capital) kind = own;
        // "The Greek Orthodox village of X": what stands before the kind tells of its people.
        if (kind is not null && kind == Kinds(pass, at + length) && at + length + 1 < words.Count && pass.Lower(at + length + 1) == "of" && at + length + 2 < words.Count && words[at + length + 2].Capital) return 0;
        kind ??= Apposed(pass, at + length);
        var located = before is "in" or "near" or "outside" || before is "at" or "into" or "from" or "to" && IsEntity(pass, token);
        if (kind is null && (starts || !(located && LooksNamed(pass, at, length)) && !(IsTaken(pass, at) && LooksNamed(pass, at, 1)))) return 0;
        if (kind is not null && Generic(pass, at, length) && !(kind == PlaceKind.Settlement && before == "of" && tokens[token].Upos == Upos.PROPN && !cues.Never.Contains(pass.Lower(at)))) return 0;
        if (kind is not null && starts && length == 1 && cues.CommonWords.Contains(pass.Lower(at))) return 0;
        if (kind is PlaceKind.Region or PlaceKind.District && length == 1 && tokens[token].Upos != Upos.PROPN) return 0;
        var draft = Draft(pass, at, length, words[at + length - 1].End);
        draft.Kind = kind ?? PlaceKind.Other;
        Add(pass, draft, at);
        return length;
    }

    private PlaceKind? Kinds(Pass pass, int word) => word < pass.Words.Count && cues.Kinds.TryGetValue(pass.Lower(word), out var kind) ? kind : null;

    // "X, a farming village in Y": the kind told after the name.
    private PlaceKind? Apposed(Pass pass, int after)
    {
        var words = pass.Words;
        if (after + 1 >= words.Count || !IsComma(pass.Document.Text, words[after - 1].End, words[after].Start) || pass.Lower(after) is not ("a" or "an" or "the")) return null;
        for (var word = after + 1; word < words.Count && word <= after + WidestApposition; word++)
        {
            if (KindAt(pass, word) is { Kind: { } kind, Words: var taken })
                return word + taken < words.Count && pass.Lower(word + taken) is "in" or "near" or "of" or "on" or "outside" && kind is PlaceKind.Settlement or PlaceKind.Quarter or PlaceKind.District or PlaceKind.Facility ? kind : null;
            if (pass.Document.Tokens[pass.TokenOf[word]].Upos is not (Upos.ADJ or Upos.NOUN or Upos.PROPN or Upos.NUM) && words[word].Gap != WordGap.Hyphen) return null;
        }
        return null;
    }

    // "captures X", "retakes the strategic town of X", "the towns of X and Y": what stands there is a place though no gazetteer has it.
    private bool IsTaken(Pass pass, int at)
    {
        if (at == 0) return false;
        if (pass.Lower(at - 1) == "of" && at > 1 && (cues.Taking.Contains(pass.Lower(at - 2)) || cues.Kinds.TryGetValue(pass.Lower(at - 2), out var kind) && kind == PlaceKind.Settlement)) return true;
        for (var before = at - 1; before >= Math.Max(0, at - WidestTaking) && pass.Words[before].Gap is WordGap.Space or WordGap.Hyphen; before--)
        {
            var token = pass.Document.Tokens[pass.TokenOf[before]];
            if (token.Upos == Upos.VERB && cues.Taking.Contains(token.Lemma)) return true;
            if (!Links(pass, before)) break;
        }
        if (pass.Drafts.Count == 0 || pass.Drafts[^1] is not { Demonym: false } last || last.Sentence != pass.Sentence) return false;
        // A further one of a list: of what is taken, or of three names and more.
        return (last.Taken || pass.Drafts.Count > 1 && pass.Drafts[^2] is { Demonym: false } other && other.Sentence == last.Sentence && IsList(pass, other, last.First)) && IsList(pass, last, pass.TokenOf[at]);
    }

    private bool Links(Pass pass, int word) =>
        pass.Document.Tokens[pass.TokenOf[word]].Upos is Upos.DET or Upos.ADJ or Upos.NUM || pass.Lower(word) is "of" or "over" or "control" or "all" || cues.Kinds.ContainsKey(pass.Lower(word)) && !pass.Words[word].Capital;

    // Only commas, "and", articles, kinds of places and a name in brackets stand between.
    private bool IsList(Pass pass, PlaceDraft last, int until)
    {
        var tokens = pass.Document.Tokens;
        var joined = false;
        for (var t = last.End; t < until; t++)
        {
            var token = tokens[t];
            if (token.Lower == "(")
                while (t + 1 < until && tokens[t].Lower != ")") t++;
            else if (token.Lower is "," or "and" or "&") joined = true;
            else if (!joined || token.Upos is not (Upos.DET or Upos.ADJ) && token.Lower != "of" && !cues.Kinds.ContainsKey(token.Lower)) return false;
        }
        return joined;
    }

    private bool Strong(string word) => !cues.WeakKinds.Contains(word);

    // "Police Department", "High School": words, no name.
    private bool Generic(Pass pass, int at, int length)
    {
        for (var i = at; i < at + length; i++)
        {
            var word = pass.Lower(i);
            if (!cues.Kinds.ContainsKey(word) && !cues.CommonWords.Contains(word) && !cues.OrganisationsAfter.Contains(word) && !cues.Directions.Contains(word) && !cues.Never.Contains(word)
                && pass.Document.Tokens[pass.TokenOf[i]].Upos is Upos.PROPN or Upos.X) return false;
        }
        return true;
    }

    private bool LooksNamed(Pass pass, int at, int length)
    {
        var tokens = pass.Document.Tokens;
        for (var i = at; i < at + length; i++)
        {
            if (tokens[pass.TokenOf[i]].Upos is not Upos.PROPN) return false;
            if (cues.CommonWords.Contains(pass.Lower(i)) || cues.GivenNames.Contains(pass.Lower(i)) || pass.Persons.Contains(pass.Lower(i)) || cues.OrganisationsAfter.Contains(pass.Lower(i)) || cues.Never.Contains(pass.Lower(i)) || cues.Surnames.Contains(pass.Lower(i))) return false;
        }
        var token = pass.TokenOf[at];
        foreach (var entity in pass.Document.Entities)
            if (entity.First <= token && token < entity.End && entity.Kind is EntityKind.Person or EntityKind.Organization or EntityKind.Time or EntityKind.Weapon) return false;
        return !pass.Words[at].Capitals;
    }

    private static bool IsEntity(Pass pass, int token)
    {
        foreach (var entity in pass.Document.Entities)
            if (entity.First <= token && token < entity.End && entity.Kind is EntityKind.Location or EntityKind.Facility) return true;
        return false;
    }

    private static PlaceDraft Draft(Pass pass, int at, int length, int end) => new()
    {
        Span = new(pass.Words[at].Start, end),
        First = pass.TokenOf[at],
        End = pass.TokenOf[at + length - 1] + 1,
        Sentence = pass.Sentence,
        Name = NameWords.Fold(pass.Document.Text[pass.Words[at].Start..pass.Words[at + length - 1].End]),
    };

    private void Add(Pass pass, PlaceDraft draft, int at)
    {
        var text = pass.Document.Text;
        draft.Taken = IsTaken(pass, at);
        draft.Located = at > 0 && (cues.Locatives.Contains(pass.Lower(at - 1)) || at > 1 && pass.Lower(at - 1) == "the" && cues.Locatives.Contains(pass.Lower(at - 2)));
        if (pass.Drafts.Count > 0 && pass.Drafts[^1] is var last && last.Sentence == draft.Sentence && !draft.Demonym && !last.Demonym)
        {
            var between = text.AsSpan(last.Span.End, Math.Max(0, draft.Span.Start - last.Span.End)).Trim();
            if (between is "," or "in" or "(" or ", in" or "district," or "province," or "district of" or "province of" or "village in" or "in the" or ", near")
            {
                last.Container = pass.Drafts.Count;
                draft.Inner = last;
            }
        }
        pass.Drafts.Add(draft);
    }
}
