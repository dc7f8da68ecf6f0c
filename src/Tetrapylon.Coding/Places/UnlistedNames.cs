using Tetrapylon.Knowledge.Gazetteer;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Places;

/// <summary>Reads capitalised names that no gazetteer has, where the words beside them say that they are places.</summary>
internal sealed class UnlistedNames(PlaceCues cues, WordsBeside beside)
{
    // Words between a name and the kind told after it, at most.
    private const int WidestApposition = 5;

    /// <returns>How many words the name has; 0 for no name of a place.</returns>
    public int Read(NamePass pass, int at)
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
        if (length > 1 && (Strong(pass.Lower(at + length - 1)) || length > 2 && LooksNamed(pass, at, length - 1)) && cues.Kinds.TryGetValue(pass.Lower(at + length - 1), out var last)) kind = last;
        else if (at + length < words.Count && words[at + length - 1].Gap == WordGap.Space && words[at + length - 1].Possessive == 0 && Strong(pass.Lower(at + length)) && beside.KindAt(pass, at + length).Kind is { } next && next is PlaceKind.Settlement or PlaceKind.District or PlaceKind.Region or PlaceKind.Quarter) kind = next;
        else if (at + length < words.Count && words[at + length - 1] is { Gap: WordGap.Space, Possessive: 0 } && beside.KindAt(pass, at + length) is { Kind: PlaceKind.Facility } works && beside.IsTaken(pass, at))
        {
            kind = works.Kind;
            length += works.Words;
        }
        else if (at >= 2 && before == "of" && cues.Kinds.TryGetValue(pass.Lower(at - 2), out var of) && of is PlaceKind.Settlement or PlaceKind.District or PlaceKind.Region or PlaceKind.Quarter && !words[at - 2].Capital) kind = of;
        else if (at >= 1 && cues.Kinds.TryGetValue(before, out var own) && own is PlaceKind.Settlement && !words[at - 1].Capital) kind = own;
        // "The Greek Orthodox village of X": what stands before the kind tells of its people.
        if (kind is not null && kind == beside.Kinds(pass, at + length) && at + length + 1 < words.Count && pass.Lower(at + length + 1) == "of" && at + length + 2 < words.Count && words[at + length + 2].Capital) return 0;
        kind ??= Apposed(pass, at + length);
        var located = before is "in" or "near" or "outside" || before is "at" or "into" or "from" or "to" && IsEntity(pass, token);
        if (kind is null && (starts || !(located && LooksNamed(pass, at, length)) && !(beside.IsTaken(pass, at) && LooksNamed(pass, at, 1, taken: true)) && !(beside.IsFurther(pass, at, length) && LooksNamed(pass, at, length)))) return 0;
        if (kind is not null && Generic(pass, at, length) && !(kind == PlaceKind.Settlement && before == "of" && tokens[token].Upos == Upos.PROPN && !cues.Never.Contains(pass.Lower(at)))) return 0;
        if (kind is not null && starts && length == 1 && cues.CommonWords.Contains(pass.Lower(at))) return 0;
        if (kind is PlaceKind.Region or PlaceKind.District && length == 1 && tokens[token].Upos != Upos.PROPN) return 0;
        var draft = pass.Draft(at, length, words[at + length - 1].End);
        draft.Kind = kind ?? PlaceKind.Other;
        beside.Add(pass, draft, at);
        return length;
    }

    // "X, a farming village in Y": the kind told after the name.
    private PlaceKind? Apposed(NamePass pass, int after)
    {
        var words = pass.Words;
        if (after + 1 >= words.Count || !pass.IsComma(words[after - 1].End, words[after].Start) || pass.Lower(after) is not ("a" or "an" or "the")) return null;
        for (var word = after + 1; word < words.Count && word <= after + WidestApposition; word++)
        {
            if (beside.KindAt(pass, word) is { Kind: { } kind, Words: var taken })
                return word + taken < words.Count && pass.Lower(word + taken) is "in" or "near" or "of" or "on" or "outside" && kind is PlaceKind.Settlement or PlaceKind.Quarter or PlaceKind.District or PlaceKind.Facility ? kind : null;
            if (pass.Document.Tokens[pass.TokenOf[word]].Upos is not (Upos.ADJ or Upos.NOUN or Upos.PROPN or Upos.NUM) && words[word].Gap != WordGap.Hyphen) return null;
        }
        return null;
    }

    private bool Strong(string word) => !cues.WeakKinds.Contains(word);

    // "Police Department", "High School": words, no name.
    private bool Generic(NamePass pass, int at, int length)
    {
        for (var i = at; i < at + length; i++)
        {
            var word = pass.Lower(i);
            if (!cues.Kinds.ContainsKey(word) && !cues.CommonWords.Contains(word) && !cues.OrganisationsAfter.Contains(word) && !cues.Directions.Contains(word) && !cues.Never.Contains(word)
                && pass.Document.Tokens[pass.TokenOf[i]].Upos is Upos.PROPN or Upos.X) return false;
        }
        return true;
    }

    /// <param name="taken">Is it what somebody takes, or one of the towns listed? Then a guess that it is a person or an organization weighs little.</param>
    private bool LooksNamed(NamePass pass, int at, int length, bool taken = false)
    {
        var tokens = pass.Document.Tokens;
        for (var i = at; i < at + length; i++)
        {
            if (tokens[pass.TokenOf[i]].Upos is not Upos.PROPN) return false;
            if (cues.CommonWords.Contains(pass.Lower(i)) || cues.GivenNames.Contains(pass.Lower(i)) || pass.Persons.Contains(pass.Lower(i)) || cues.OrganisationsAfter.Contains(pass.Lower(i)) || cues.Never.Contains(pass.Lower(i)) || cues.Surnames.Contains(pass.Lower(i))) return false;
        }
        var token = pass.TokenOf[at];
        foreach (var entity in pass.Document.Entities)
            if (entity.First <= token && token < entity.End && (entity.Kind is EntityKind.Time or EntityKind.Weapon || !taken && entity.Kind is EntityKind.Person or EntityKind.Organization)) return false;
        return !pass.Words[at].Capitals;
    }

    private static bool IsEntity(NamePass pass, int token)
    {
        foreach (var entity in pass.Document.Entities)
            if (entity.First <= token && token < entity.End && entity.Kind is EntityKind.Location or EntityKind.Facility) return true;
        return false;
    }
}
