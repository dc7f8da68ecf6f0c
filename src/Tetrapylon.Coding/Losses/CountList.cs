using Tetrapylon.Model;

namespace Tetrapylon.Coding.Losses;

/// <summary>Lists of counts in one sentence: "three soldiers, two guards and a driver".</summary>
internal sealed class CountList(Document document, Sentence sentence, LossWords words, List<Figure> figures)
{
    // How far before a word its list of victims may begin, and how long the words after one count may be.
    private const int LongestList = 40, LongestNoun = 12, LongestName = 8;
    private const int MostPeople = 100_000_000;

    private Token Tok(int t) => document.Tokens[t];

    /// <summary>The count a token is part of.</summary>
    public Figure? At(int token)
    {
        foreach (var figure in figures)
            if (figure.First <= token && token < figure.End) return figure;
        return null;
    }

    /// <summary>"Four guards, a driver and at least two police officers were killed": the list that ends right before a word.</summary>
    public (Figure Total, int Noun)? EndingBefore(int anchor)
    {
        var last = anchor - 1;
        while (last > sentence.First && (Tok(last).Upos is Upos.AUX or Upos.ADV || words.Between.Contains(Tok(last).Lower) && At(last) is null && Tok(last).Upos is not (Upos.NOUN or Upos.PRON or Upos.ADJ))) last--;
        for (var t = Math.Max(sentence.First, last - LongestList); t <= last; t++)
        {
            if (ItemAt(t) is not { Unknown: false } item || item.End > last + 1) continue;
            if (From(item, last + 1, out var end) is { } list && end == last + 1) return words.NotVictims.Contains(Tok(last).Lemma) ? null : (list, last);
            t = item.End - 1;
        }
        return null;
    }

    /// <summary>Adds up a list of counts from its first on: "three soldiers, two guards and a driver".</summary>
    /// <param name="end">Token after the noun of the last count.</param>
    public Figure From(Figure first, int limit, out int end)
    {
        var (total, waiting) = (first, new Figure(0, 0, 0, 0, 0));
        end = NounEnd(first.End, limit);
        // A list that adds up to more people than any war killed is no list of victims.
        for (var at = end; at < limit && total.High + waiting.High < MostPeople;)
        {
            var and = false;
            var next = at;
            while (next < limit && words.Joining.Contains(Tok(next).Lower)) and |= Tok(next++).Lower != ",";
            if (next == at) break;
            var begin = next;
            while (next < limit && words.Around.Contains(Tok(next).Lower) && ItemAt(next) is null) next++;
            if (!and && IsName(first.End - 1) && Aside(begin, limit) is { } aside) { at = aside; continue; }
            if (next >= limit || ItemAt(next) is not { Unknown: false } item) break;
            var after = NounEnd(item.End, limit);
            // "and 12 others were wounded" begins another clause.
            if (limit == sentence.End && after < limit && (Tok(after).Upos is Upos.AUX or Upos.VERB && Tok(after).Morph != (Morph.PastParticiple | Morph.Passive) || words.Verbs.ContainsKey(Tok(after).Lower) || words.Nouns.ContainsKey(Tok(after).Lower))) break;
            waiting = new(0, item.End, waiting.Low + item.Low, waiting.Best + item.Best, waiting.High + item.High);
            if (and)
            {
                (total, waiting) = (new(total.First, item.End, total.Low + waiting.Low, total.Best + waiting.Best, total.High + waiting.High), default);
                end = after;
            }
            at = after;
        }
        return total;
    }

    // A count in words or numerals, or "a guard", "another child", "her driver" for one.
    public Figure? ItemAt(int token)
    {
        foreach (var figure in figures)
            if (figure.First == token) return figure;
        if (!words.Article.Contains(Tok(token).Lower)) return null;
        for (var t = token + 1; t < Math.Min(sentence.End, token + LongestName); t++)
            if (At(t) is not null || words.Unknown.Contains(Tok(t).Lower) && Tok(t).Upos == Upos.NOUN || Tok(t).Upos is not (Upos.ADJ or Upos.NOUN or Upos.PROPN or Upos.PUNCT) || Tok(t).Lower is ",") return null;
            else if (IsNoun(t) && (t + 1 >= sentence.End || Tok(t + 1).Upos is not (Upos.NOUN or Upos.PROPN) || IsLoss(t + 1)))
                return (Tok(t).Morph & Morph.Plural) != 0 || words.Collectives.Contains(Tok(t).Lemma) || words.NotVictims.Contains(Tok(t).Lemma) ? null : new Figure(token, t + 1, 1, 1, 1);
        return null;
    }

    // "a civilian" is a noun whatever its tag.
    private bool IsNoun(int t) => Tok(t).Upos is Upos.NOUN or Upos.PROPN || Tok(t) is { Upos: Upos.ADJ, Relation: Relation.Nsubj or Relation.NsubjPass or Relation.Obj or Relation.Conj };

    private bool IsLoss(int t) => words.Nouns.ContainsKey(Tok(t).Lower) || words.Verbs.ContainsKey(Tok(t).Lower);

    private bool IsName(int t) => Tok(t) is { Upos: Upos.PROPN, Capitalized: true };

    // "Omar Haddad, the leader of the militia, and five others": what stands between the commas is no other victim; the comma that closes it.
    private int? Aside(int from, int limit)
    {
        if (from >= limit || Tok(from).Upos is not (Upos.DET or Upos.NOUN) && Tok(from).Relation != Relation.Appos) return null;
        for (var t = from; t < Math.Min(limit, from + LongestNoun); t++)
            if (Tok(t).Lower == ",") return t + 1 < limit && words.Joining.Contains(Tok(t + 1).Lower) ? t : null;
            else if (Tok(t).Upos is Upos.VERB or Upos.CCONJ || At(t) is not null) return null;
        return null;
    }

    /// <summary>The token after the noun that begins at a token, with what is told of it.</summary>
    public int NounEnd(int from, int limit)
    {
        var t = from;
        while (t < limit && t < from + LongestNoun)
        {
            var token = Tok(t);
            if (words.Joining.Contains(token.Lower) || words.Verbs.ContainsKey(token.Lower)) break;
            // "National Guard (NG) soldiers"
            if (token.Lower == "(" && t + 2 < limit && Tok(t + 2).Lower == ")") { t += 3; continue; }
            if (token.Upos is Upos.ADJ or Upos.NOUN or Upos.PROPN or Upos.DET or Upos.NUM || token.Upos is Upos.ADP && token.Lower is "of" or "from" || token.Lower is "'s" or "-" or "\"" || token.Upos is Upos.VERB && token.Head > t) t++;
            else break;
        }
        return t;
    }
}
