using Tetrapylon.Knowledge.Gazetteer;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Places;

/// <summary>What the words beside a name tell: its kind, whether it is part of an organisation's name, how far off the place meant lies, whether it is what somebody takes, what it is said to lie in.</summary>
internal sealed class WordsBeside(Gazetteer gazetteer, PlaceCues cues)
{
    // Words between a taking and the name of its place, or the list of several, at most.
    private const int WidestTaking = 7, WidestListing = 20;

    /// <summary>Reads the kind a word beside the name gives it; a capitalised one joins the name ("Kunduz Province").</summary>
    public void Kind(NamePass pass, PlaceDraft draft, int at, ref int length)
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

    public (PlaceKind? Kind, int Words) KindAt(NamePass pass, int at)
    {
        if (at + 1 < pass.Words.Count && pass.Words[at].Gap is WordGap.Space or WordGap.Hyphen)
        {
            var two = pass.Lower(at) + " " + pass.Lower(at + 1);
            if (at + 2 < pass.Words.Count && pass.Words[at + 1].Gap == WordGap.Space && cues.Kinds.TryGetValue(two + " " + pass.Lower(at + 2), out var longest)) return (longest, 3);
            if (cues.Kinds.TryGetValue(two, out var longer)) return (longer, 2);
        }
        return cues.Kinds.TryGetValue(pass.Lower(at), out var kind) ? (kind, 1) : (null, 0);
    }

    public void Organisation(NamePass pass, PlaceDraft draft, int at, int length)
    {
        var after = at + length;
        if (after < pass.Words.Count && pass.Words[after].Capital && pass.Adjacent(after - 1))
        {
            draft.InWorks = cues.Facilities.Contains(pass.Lower(after));
            if (cues.OrganisationsAfter.Contains(pass.Lower(after))) draft.InOrganisation = true;
            else if (after + 1 < pass.Words.Count && pass.Words[after + 1].Capital && pass.Adjacent(after) && cues.OrganisationsAfter.Contains(pass.Lower(after + 1))) draft.InOrganisation = true;
        }
        // "Armed Forces of the X"
        var before = at >= 1 && pass.Lower(at - 1) == "the" ? at - 2 : at - 1;
        if (before >= 1 && cues.OrganisationsBefore.Contains(pass.Lower(before - 1) + " " + pass.Lower(before))) draft.InOrganisation = true;
    }

    // "50 km north of X"
    public void Offset(NamePass pass, PlaceDraft draft, int at)
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

    private static double? Number(NamePass pass, int word) =>
        word >= 0 && double.TryParse(pass.Document.Tokens[pass.TokenOf[word]].Lower, System.Globalization.NumberStyles.Float | System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture, out var number) && number is > 0 and < 5000 ? number : null;

    public PlaceKind? Kinds(NamePass pass, int word) => word < pass.Words.Count && cues.Kinds.TryGetValue(pass.Lower(word), out var kind) ? kind : null;

    // "captures X", "retakes the strategic town of X", "the towns of X and Y": what stands there is a place though no gazetteer has it.
    public bool IsTaken(NamePass pass, int at)
    {
        if (at == 0) return false;
        if (pass.Lower(at - 1) == "of" && at > 1 && (cues.Taking.Contains(pass.Lower(at - 2)) || cues.Kinds.TryGetValue(pass.Lower(at - 2), out var kind) && kind == PlaceKind.Settlement)) return true;
        for (var before = at - 1; before >= Math.Max(0, at - WidestTaking) && pass.Words[before].Gap is WordGap.Space or WordGap.Hyphen; before--)
        {
            var token = pass.Document.Tokens[pass.TokenOf[before]];
            if (token.Upos == Upos.VERB && cues.Taking.Contains(token.Lemma)) return true;
            if (!Links(pass, before)) break;
        }
        if (IsListed(pass, pass.TokenOf[at])) return true;
        if (pass.Drafts.Count == 0 || pass.Drafts[^1] is not { Demonym: false } last || last.Sentence != pass.Sentence) return false;
        // A further one of a list: of what is taken, or of three names and more.
        return (last.Taken || pass.Drafts.Count > 1 && pass.Drafts[^2] is { Demonym: false } other && other.Sentence == last.Sentence && IsList(pass, other, last.First)) && IsList(pass, last, pass.TokenOf[at]);
    }

    // "Seized four towns in the north, including X", "four towns: X and Y".
    private bool IsListed(NamePass pass, int token)
    {
        var tokens = pass.Document.Tokens;
        var first = pass.Document.Sentences[pass.Sentence].First;
        if (token <= first || !cues.Listing.Contains(tokens[token - 1].Lower)) return false;
        var several = false;
        for (var t = token - 2; t >= Math.Max(first, token - WidestListing); t--)
        {
            several |= (tokens[t].Morph & Morph.Plural) != 0 && cues.Kinds.ContainsKey(tokens[t].Lower);
            if (tokens[t].Upos == Upos.VERB) return several && cues.Taking.Contains(tokens[t].Lemma);
        }
        return false;
    }

    /// <summary>"In Tarvan and X": a further place of a list behind a preposition.</summary>
    public bool IsFurther(NamePass pass, int at, int length)
    {
        if (at == 0 || pass.Lower(at - 1) != "and" || pass.Words[at + length - 1].Possessive != 0 || pass.Drafts.Count == 0) return false;
        if (pass.Drafts[^1] is not { Demonym: false, Located: true } last || last.Sentence != pass.Sentence || !IsList(pass, last, pass.TokenOf[at])) return false;
        var next = pass.TokenOf[at + length - 1] + 1;
        return next >= pass.Document.Sentences[pass.Sentence].End || pass.Document.Tokens[next].Upos is Upos.PUNCT or Upos.ADP;
    }

    private bool Links(NamePass pass, int word) =>
        pass.Document.Tokens[pass.TokenOf[word]].Upos is Upos.DET or Upos.ADJ or Upos.NUM || pass.Lower(word) is "of" or "over" or "control" or "all" || cues.Kinds.ContainsKey(pass.Lower(word)) && !pass.Words[word].Capital;

    // Only commas, "and", articles, kinds of places and a name in brackets stand between.
    private bool IsList(NamePass pass, PlaceDraft last, int until)
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

    public void Add(NamePass pass, PlaceDraft draft, int at)
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
                // "X and Y in Z"
                for (var i = pass.Drafts.Count - 2; i >= 0 && pass.Drafts[i] is { Demonym: false, Container: < 0 } other && other.Sentence == draft.Sentence && IsPair(text, other, pass.Drafts[i + 1]); i--) other.Container = pass.Drafts.Count;
            }
        }
        pass.Drafts.Add(draft);
    }

    private static bool IsPair(string text, PlaceDraft one, PlaceDraft next) => text.AsSpan(one.Span.End, Math.Max(0, next.Span.Start - one.Span.End)).Trim() is "and" or "&" or ", and";
}
