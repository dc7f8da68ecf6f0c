using Tetrapylon.Knowledge.Gazetteer;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Places;

/// <summary>Finds the stretches of a report that may name places: gazetteer names that are not words, persons' or organisations' names where they stand, and unlisted names that the words beside them call places.</summary>
internal sealed class PlaceSpotter(Gazetteer gazetteer, PlaceCues cues, WordsBeside beside)
{
    // Below this population a name that is also an English word needs a preposition or a container beside it.
    private const long CommonWordPopulation = 100_000;
    private const long CaselessPopulation = 30_000;
    // From this population on a lone name is believed over the language model that takes it for a person's.
    private const long SurePopulation = 15_000;

    private readonly UnlistedNames _unlisted = new(cues, beside);

    public List<PlaceDraft> Spot(Document document)
    {
        var pass = new NamePass { Document = document, Caseless = IsCaseless(document) };
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
    private void NotePersons(NamePass pass)
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

    private void Read(NamePass pass, int sentence)
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

    private void Scan(NamePass pass)
    {
        var words = pass.Words;
        for (var i = 0; i < words.Count;)
        {
            var length = Abbreviation(pass, i);
            if (length == 0) length = Listed(pass, i);
            if (length == 0) length = _unlisted.Read(pass, i);
            i += Math.Max(1, length);
        }
    }

    private int Abbreviation(NamePass pass, int at)
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
            // "rebels hold the city of Man.": a town's own name at the end of a sentence, or behind its kind, is no short form.
            if (length == 1 && end > last.End && !AfterPlace(pass, at) && (EndsSentence(pass, end) || at >= 2 && pass.Lower(at - 1) == "of" && cues.Kinds.ContainsKey(pass.Lower(at - 2))) && IsListed(pass, at)) continue;
            var draft = pass.Draft(at, length, end);
            draft.Candidates.Add(new(entry, NameUse.Own));
            beside.Add(pass, draft, at);
            return length;
        }
        return 0;
    }

    private static bool EndsSentence(NamePass pass, int end) => pass.Document.Tokens[pass.Document.Sentences[pass.Sentence].End - 1].Span.End <= end;

    private bool IsListed(NamePass pass, int at)
    {
        pass.Found.Clear();
        return gazetteer.Longest(pass.Words, at, 1, pass.Found) > 0 && pass.Found.Exists(f => (f.Use & (NameUse.Secondary | NameUse.Demonym | NameUse.Bare | NameUse.Loose)) == 0 && gazetteer.Kind(f.Entry) == PlaceKind.Settlement);
    }

    private static bool AfterPlace(NamePass pass, int at) =>
        pass.Drafts.Count > 0 && pass.Drafts[^1] is var last && last.Sentence == pass.Sentence && pass.IsComma(last.Span.End, pass.Words[at].Start);

    private int Listed(NamePass pass, int at)
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
    private bool GoesOn(NamePass pass, int at, int length)
    {
        var (words, next) = (pass.Words, at + length);
        return next + 1 < words.Count && words[next - 1].Gap == WordGap.Space && words[next] is { Article: true, Gap: WordGap.Hyphen } && words[next + 1].Capital
            && at >= 2 && pass.Lower(at - 1) == "of" && cues.Kinds.ContainsKey(pass.Lower(at - 2));
    }

    // Whether the name can be a place's as it is written here; narrows the candidates to those it can be.
    private bool Keep(NamePass pass, int at, int length)
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

    private bool KnownWell(NamedPlace place, NamePass pass, int at)
    {
        if ((place.Use & NameUse.Own) != 0) return (place.Use & (NameUse.Bare | NameUse.Secondary)) == 0 && gazetteer.Kind(place.Entry) is PlaceKind.Country or PlaceKind.Region or PlaceKind.Water or PlaceKind.Continent or PlaceKind.Landform or PlaceKind.Other or PlaceKind.Quarter;
        if ((place.Use & NameUse.Secondary) != 0 || cues.CommonWords.Contains(pass.Lower(at))) return false;
        return gazetteer.Population(place.Entry) >= CaselessPopulation || at > 0 && gazetteer.Population(place.Entry) > 3_000 && cues.Locatives.Contains(pass.Lower(at - 1));
    }

    private int Accept(NamePass pass, int at, int length)
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
        var draft = pass.Draft(at, length, end);
        draft.Candidates.AddRange(pass.Found);
        draft.Demonym = demonym;
        beside.Kind(pass, draft, at, ref length);
        beside.Organisation(pass, draft, at, length);
        beside.Offset(pass, draft, at);
        beside.Add(pass, draft, at);
        return length;
    }

    /// <summary>Whether the name stands where a place's name stands, not inside a person's or a thing's.</summary>
    private bool Stands(NamePass pass, int at, int length, bool own)
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
        if (!own && !located && PersonAt(pass.Document, token) is { } person && (person.End - person.First > length || people < SurePopulation) && !ChainFollows(pass, after) && !AfterPlace(pass, at)) return false;
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

    private static Entity? PersonAt(Document document, int token)
    {
        var after = InTextOrder.FirstFrom(document.Entities, token + 1, static e => e.First);
        return after > 0 && document.Entities[after - 1] is { Kind: EntityKind.Person } person && token < person.End ? person : null;
    }

    private static string Plain(NamePass pass, int at, int length) => length == 1 ? pass.Lower(at) : NameWords.Fold(pass.Document.Text[pass.Words[at].Start..pass.Words[at + length - 1].End]);

    // Words that may stand in capitals beside a place's name without being part of it.
    private bool Beside(NamePass pass, int word)
    {
        var lower = pass.Lower(word);
        return cues.Kinds.ContainsKey(lower) || cues.Credits.Contains(lower) || cues.Directions.Contains(lower) || cues.OrganisationsAfter.Contains(lower) || cues.Prepositions.Contains(lower) || cues.Areas.Contains(lower)
            || pass.Document.Tokens[pass.TokenOf[word]].Upos is Upos.ADP or Upos.DET or Upos.CCONJ or Upos.PRON or Upos.SCONJ or Upos.AUX or Upos.VERB or Upos.NUM or Upos.ADV;
    }

    private bool IsName(NamePass pass, int word)
    {
        var found = new List<NamedPlace>();
        return gazetteer.Longest(pass.Words, word, 3, found) > 0 && found.Exists(f => (f.Use & NameUse.Own) != 0);
    }

    private bool ChainFollows(NamePass pass, int after)
    {
        var words = pass.Words;
        if (after >= words.Count || !pass.IsComma(words[after - 1].End, words[after].Start) || !words[after].Capital) return false;
        var found = new List<NamedPlace>();
        return gazetteer.Longest(words, after, 4, found) > 0 && found.Exists(f => (f.Use & (NameUse.Own | NameUse.Demonym)) == NameUse.Own)
            || gazetteer.Abbreviated(pass.Document.Text.AsSpan(words[after].Start, Math.Min(pass.Document.Text.Length, words[after].End + 1) - words[after].Start)) >= 0
            || words[after].Capitals && gazetteer.Abbreviated(pass.Document.Text.AsSpan(words[after].Start, words[after].End - words[after].Start)) >= 0;
    }

    private static bool AllCapitals(NamePass pass, int at) => pass.Words[at].Capitals && pass.Words[at].End - pass.Words[at].Start > 3;
}
