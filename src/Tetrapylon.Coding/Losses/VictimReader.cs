using Tetrapylon.Model;

namespace Tetrapylon.Coding.Losses;

/// <summary>Finds who died or was hurt by one word of a sentence, and how many they were.</summary>
internal sealed class VictimReader(Document document, Sentence sentence, LossWords words, List<Figure> figures)
{
    // How many words may stand between a figure and the noun it counts.
    private const int NounPhrase = 14;
    private const int CompanyReach = 8;

    private readonly CountList _counts = new(document, sentence, words, figures);

    private Token At(int t) => document.Tokens[t];

    public LossMention? Of(int anchor, LossKind kind, LossUse use) => use switch
    {
        LossUse.Toll => Toll(anchor, kind),
        LossUse.None => NoneSaid(anchor, kind),
        LossUse.Lives => HasClaiming(anchor) ? Lives(anchor, kind) : null,
        LossUse.Manner => Inside(At(anchor).Head) && At(At(anchor).Head).Upos == Upos.VERB ? OfVerb(At(anchor).Head, kind) : null,
        LossUse.Bodies => Bodies(anchor, kind),
        LossUse.Noun => OfNoun(anchor, kind),
        LossUse.State => OfState(anchor, kind),
        LossUse.Intransitive => ListBefore(anchor, kind) ?? (Subject(anchor) is { } who && !Colon(who, anchor) ? Sum(anchor, kind, who) : Before(anchor) is { Unknown: false } near ? Made(anchor, kind, near, null) : null),
        _ => OfVerb(anchor, kind) is { } told ? WithCompany(told, anchor, kind) : null,
    };

    // ---- by use ----

    private LossMention? OfVerb(int anchor, LossKind kind)
    {
        var token = At(anchor);
        // What is only meant, tried or threatened: "to kill two hostages".
        if (anchor > sentence.First + 1 && At(anchor - 1).Lower == "to" && At(anchor - 2).Lemma != "have") return null;
        var passive = (token.Morph & Morph.Passive) != 0 || Child(anchor, Relation.AuxPass) is not null;
        if (!passive && (Object(anchor) ?? SharedObject(anchor)) is { } felled && Sum(anchor, kind, felled) is { } done) return done;
        var participle = (token.Morph & (Morph.PastParticiple | Morph.Past)) != 0 || token.Lower.EndsWith('d') || passive;
        if (!passive && FollowingFigure(anchor) is { } following && _counts.From(following, sentence.End, out _) is { } next && (!participle || token.Relation is not Relation.Acl || Adjoining(anchor) is null)) return Made(anchor, kind, next, null);
        if (!passive && (token.Morph & Morph.Gerund) != 0 && NameAfter(anchor) is { } name) return Made(anchor, kind, _counts.From(name, sentence.End, out _), name.End - 1);
        if (!participle) return null;
        if ((passive || token.Relation is not (Relation.Root or Relation.Ccomp)) && ListBefore(anchor, kind) is { } listed)
            // "Eight people, including two guards and a driver, were killed": the eight. "Omar Haddad and one of his guards": the two.
            return PassiveSubject(anchor) is { } whole && (listed.Included || At(whole).Upos == Upos.PROPN) && Sum(anchor, kind, whole) is { Included: false } all && all.Best > listed.Best ? all : listed;
        // "and 20 wounded", "12 killed": the figure stands right before it.
        return PassiveSubject(anchor) is { } victim && !Colon(victim, anchor) ? Sum(anchor, kind, victim)
            : Adjoining(anchor) is { } beside ? Made(anchor, kind, beside, null)
            : Before(anchor) is { Unknown: false } near && passive ? Made(anchor, kind, near, null)
            : passive && NameBefore(anchor) is { } one ? Made(anchor, kind, one, one.First) : null;
    }

    // "was killed in Dahra along with two guards and a driver"
    private LossMention WithCompany(LossMention told, int verb, LossKind kind)
    {
        if (told.Included || told.Aggregate || told.End > verb + 1) return told;
        for (var t = verb + 1; t < Math.Min(sentence.End, verb + CompanyReach) && At(t).Upos is not (Upos.VERB or Upos.AUX or Upos.PUNCT or Upos.CCONJ); t++)
        {
            if (!words.Company.Contains(At(t).Lower)) continue;
            var from = t + 1 < sentence.End && At(t + 1).Lower == "with" ? t + 2 : t + 1;
            if (from >= sentence.End || (_counts.ItemAt(from) ?? FollowingFigure(from - 1)) is not { Unknown: false } item) return told;
            var more = _counts.From(item, sentence.End, out _);
            return Made(verb, kind, new(told.First, more.End, told.Low + more.Low, told.Best + more.Best, told.High + more.High), told.VictimHead);
        }
        return told;
    }

    // "…, Omar Haddad, was killed", the name hung on something else.
    private Figure? NameBefore(int verb)
    {
        if (Child(verb, Relation.AuxPass) is not { } aux || At(aux).Lower is not ("is" or "was") || aux < sentence.First + 2) return null;
        var name = At(aux - 1).Lower == "," ? aux - 2 : aux - 1;
        return At(name) is { Upos: Upos.PROPN, Capitalized: true } ? new(name, name + 1, 1, 1, 1) : null;
    }

    private bool Colon(int from, int to)
    {
        for (var t = from + 1; t < to; t++)
            if (At(t).Lower is ":" or ";") return true;
        return false;
    }

    private int? PassiveSubject(int verb)
    {
        for (var steps = 0; steps < 4; steps++)
        {
            var token = At(verb);
            if (SubjectOf(verb, Relation.NsubjPass) is { } subject) return subject;
            // "two soldiers killed in the blast"
            if (token.Relation is Relation.Acl or Relation.AclRelcl && Inside(token.Head) && token.Head < verb) return token.Head;
            if (SubjectOf(verb, Relation.Nsubj) is { } other && (Child(verb, Relation.AuxPass) is not null || Child(verb, Relation.Obj) is null && (token.Morph & Morph.Passive) != 0)) return other;
            // "Ten villagers are reported killed", "are confirmed to have been killed"
            if (token.Relation is Relation.Xcomp or Relation.Ccomp && Inside(token.Head) && Child(token.Head, Relation.NsubjPass) is { } reported && (Child(verb, Relation.Mark) is null || Child(verb, Relation.AuxPass) is not null)) return reported;
            // "A gunman opened fire before being shot and killed"
            if (token.Relation is Relation.Advcl && Inside(token.Head) && verb > sentence.First && At(verb - 1).Lower == "being") return Subject(token.Head);
            if (token.Relation is not Relation.Conj || !Inside(token.Head) || Adjoining(verb) is not null) return null;
            if (At(token.Head).Upos is not (Upos.VERB or Upos.ADJ) && Child(token.Head, Relation.Cop) is null) return null;
            verb = token.Head;
            if (SubjectOf(verb, Relation.Nsubj) is { } shared) return shared;
        }
        return null;
    }

    private int? Subject(int verb)
    {
        for (var steps = 0; steps < 4; steps++)
        {
            if ((SubjectOf(verb, Relation.Nsubj) ?? SubjectOf(verb, Relation.NsubjPass)) is { } subject) return subject;
            var token = At(verb);
            if (token.Relation is Relation.Acl or Relation.AclRelcl && Inside(token.Head)) return token.Head;
            if (token.Relation is not (Relation.Conj or Relation.Xcomp) || !Inside(token.Head)) return null;
            verb = token.Head;
        }
        return null;
    }

    // The one nearest before the verb, as a heading ("War in X: ten people are killed") may be taken for another; "the guard who was killed": the guard.
    private int? SubjectOf(int verb, Relation relation)
    {
        int? found = null;
        for (var t = sentence.First; t < sentence.End && (t < verb || found is null); t++)
            if (At(t).Head == verb && At(t).Relation == relation) found = t;
        return found is { } who && At(who).Upos == Upos.PRON && words.Relative.Contains(At(who).Lower) && At(verb).Relation == Relation.AclRelcl && Inside(At(verb).Head) ? At(verb).Head : found;
    }

    // "killing and maiming 16 villagers"
    private int? SharedObject(int verb)
    {
        for (var t = verb + 1; t < Math.Min(sentence.End, verb + 4); t++)
            if (At(t).Head == verb && At(t) is { Relation: Relation.Conj, Upos: Upos.VERB } && At(t - 1).Upos == Upos.CCONJ) return Object(t);
        return null;
    }

    // "killing commander Omar Haddad"
    private Figure? NameAfter(int verb)
    {
        var t = verb + 1;
        while (t < sentence.End && t < verb + 4 && At(t).Upos == Upos.NOUN) t++;
        if (t >= sentence.End || At(t) is not { Upos: Upos.PROPN, Capitalized: true }) return null;
        while (t < sentence.End && At(t) is { Upos: Upos.PROPN, Capitalized: true }) t++;
        return new(verb + 1, t, 1, 1, 1);
    }

    // "claims 19 lives", "claims the lives of 19 miners and two guards"
    private LossMention? Lives(int anchor, LossKind kind)
    {
        if (anchor + 1 < sentence.End && At(anchor + 1).Lower == "of" && (FollowingFigure(anchor + 1) ?? _counts.ItemAt(anchor + 2)) is { Unknown: false } of) return Made(anchor, kind, _counts.From(of, sentence.End, out _), null);
        return Before(anchor) is { Unknown: false } figure ? Made(anchor, kind, figure, null) : null;
    }

    private int? Object(int verb) => Child(verb, Relation.Obj) is { } one && one > verb ? one : null;

    private LossMention? OfState(int anchor, LossKind kind)
    {
        var token = At(anchor);
        if (anchor + 1 < sentence.End && At(anchor + 1).Lower is var next && words.NotDead.Contains(next)) return null;
        // "shot dead three hostages", "shooting dead a guard"
        if (anchor > sentence.First && anchor + 1 < sentence.End && words.Felling.Contains(At(anchor - 1).Lower) && (_counts.ItemAt(anchor + 1) ?? FollowingFigure(anchor)) is { } shot) return Made(anchor, kind, _counts.From(shot, sentence.End, out _), null);
        if (anchor > sentence.First && words.Felling.Contains(At(anchor - 1).Lower) && OneAt(anchor + 1) is { } person) return Made(anchor, kind, _counts.From(person, sentence.End, out _), person.End - 1);
        if (ListBefore(anchor, kind) is { } listed) return listed;
        if (Inside(token.Head) && token.Relation is not Relation.Root)
        {
            var head = token.Head;
            // "leaves 12 dead", "12 people dead", "shot a guard dead", "were found dead"
            if (At(head).Upos is Upos.VERB)
            {
                if (words.Verbs.ContainsKey(At(head).Lower)) return null;
                if (Object(head) is { } left) return Sum(anchor, kind, left);
                if (PassiveSubject(head) is { } found) return Sum(anchor, kind, found);
            }
            else if (token.Relation is Relation.Amod && head < anchor) return Sum(anchor, kind, head);
            else if (head < anchor && FigureOf(head) is { Unknown: false }) return Sum(anchor, kind, head);
        }
        if (Child(anchor, Relation.Nsubj) is { } subject) return Sum(anchor, kind, subject);
        return Before(anchor) is { Unknown: false } figure ? Made(anchor, kind, figure, null) : null;
    }

    // "the mayor of Dahra", "24-year-old Omar Haddad"
    private Figure? OneAt(int from)
    {
        var head = from;
        while (head + 1 < sentence.End && (At(head).Upos is Upos.DET or Upos.ADJ or Upos.NUM || IsPart(head) && IsPart(head + 1))) head++;
        if (head >= sentence.End || At(head).Upos is not (Upos.NOUN or Upos.PROPN)) return null;
        var noun = At(head);
        if (noun.Upos == Upos.NOUN && (noun.Morph & Morph.Plural) != 0 || words.Collectives.Contains(noun.Lemma) || words.NotVictims.Contains(noun.Lemma) || words.Unknown.Contains(noun.Lower)) return null;
        return new(from, Math.Max(head + 1, _counts.NounEnd(from, sentence.End)), 1, 1, 1);
    }

    private bool IsPart(int t) => At(t).Upos is Upos.NOUN or Upos.PROPN or Upos.ADJ || At(t).Lower == "-";

    private LossMention? OfNoun(int anchor, LossKind kind)
    {
        var token = At(anchor);
        if (anchor + 1 < sentence.End && words.NotDeaths.Contains(At(anchor + 1).Lemma)) return null;
        // "the killing of two people", "the murder of Ross"
        for (var t = anchor + 1; t < sentence.End; t++)
            if (At(t).Head == anchor && At(t).Relation == Relation.Nmod && HasCase(t, "of")) return Sum(anchor, kind, t);
        // "report the death of 9 members", the members hung on the report
        if (anchor + 2 < sentence.End && At(anchor + 1).Lower == "of" && (FollowingFigure(anchor + 1) ?? _counts.ItemAt(anchor + 2)) is { Unknown: false } of) return Made(anchor, kind, of, null);
        // "12 deaths"
        if (FigureOf(anchor) is { Unknown: false } figure && (token.Morph & Morph.Plural) != 0) return Made(anchor, kind, figure, null);
        return null;
    }

    private LossMention? Bodies(int anchor, LossKind kind)
    {
        for (var t = anchor + 1; t < Math.Min(sentence.End, anchor + NounPhrase); t++)
            if (At(t).Head == anchor && At(t).Relation == Relation.Nmod && HasCase(t, "of")) return Sum(anchor, kind, t);
        return FigureOf(anchor) is { Unknown: false } figure && (At(anchor).Morph & Morph.Plural) != 0 ? Made(anchor, kind, figure, null) : null;
    }

    // "the death toll rises to 34", "bringing the toll to 23", "a death toll of 12"
    private LossMention? Toll(int anchor, LossKind kind)
    {
        for (var t = anchor + 1; t < Math.Min(sentence.End, anchor + 24); t++)
        {
            if (!words.TollAt.Contains(At(t).Lower) || t > anchor + 6 && !words.Rising.Contains(At(t - 1).Lemma) && !words.Rising.Contains(At(t).Lemma)) continue;
            foreach (var figure in figures)
                if (figure.First > t && figure.First <= t + 4 && !figure.Unknown && !Clause(t, figure.First))
                    return Made(anchor, kind, figure, null) with { Toll = true };
        }
        return null;
    }

    private LossMention? NoneSaid(int anchor, LossKind kind)
    {
        if (anchor > sentence.First && (words.Negating.Contains(At(anchor - 1).Lower) || anchor - 1 > sentence.First && words.Negating.Contains(At(anchor - 2).Lower) || Negated(anchor)))
            return Made(anchor, kind, new(anchor - 1, anchor + 1, 0, 0, 0), null);
        return null;
    }

    private bool Negated(int anchor)
    {
        for (var t = Math.Max(sentence.First, anchor - 6); t < anchor; t++)
            if ((At(t).Morph & Morph.Negation) != 0) return true;
        return false;
    }

    private bool HasClaiming(int anchor)
    {
        for (var t = Math.Max(sentence.First, anchor - NounPhrase); t < anchor; t++)
            if (words.Claiming.Contains(At(t).Lemma)) return true;
        return false;
    }

    private LossMention? ListBefore(int anchor, LossKind kind) =>
        _counts.EndingBefore(anchor) is { } list ? Made(anchor, kind, list.Total, list.Noun) : null;

    // ---- counting ----

    /// <summary>Adds up a noun and what stands beside it: "three people and a policeman".</summary>
    private LossMention? Sum(int anchor, LossKind kind, int? victim)
    {
        if (victim is not { } head) return Adjoining(anchor) is { } alone ? Made(anchor, kind, alone, null) : null;
        // The last of a list may be taken for the whole of it.
        for (var up = At(head); up.Relation == Relation.Conj && Inside(up.Head) && up.Head < head && At(up.Head).Upos is Upos.NOUN or Upos.PROPN or Upos.NUM && !Colon(up.Head, head); up = At(head)) head = up.Head;
        if (words.NotVictims.Contains(At(head).Lemma)) return null;
        if (FigureOf(head) is not { } first) return null;
        // "Officials Omar Haddad, Ali Nasser and Badr Aziz": as many as are named.
        if (first.Unknown) return Names(head) is { } names ? Made(anchor, kind, names, head) : null;
        if (head > anchor && _counts.From(first, sentence.End, out _) is { } list && list.Best > first.Best) return Made(anchor, kind, list, head);
        var total = first;
        var inner = first.End > head + 1 && first.First >= head ? Counted(first.End) : head;
        for (var t = head + 1; t < sentence.End && t < head + 30; t++)
        {
            // "the governor of X, Omar Haddad, and five others": whatever they hang on, they are victims too.
            var others = At(t).Lower == "others" && At(t).Head > head && _counts.At(t - 1) is { } counted && counted.First > head && At(counted.First - 1).Upos == Upos.CCONJ;
            if (t == anchor || At(t).Head != head && At(t).Head != inner && !others || At(t).Relation != Relation.Conj || At(t).Upos is Upos.VERB or Upos.AUX) continue;
            if (words.NotVictims.Contains(At(t).Lemma) || t > anchor && head < anchor || words.Verbs.ContainsKey(At(t).Lower) || HurtAfter(t, kind) || After(words.Including, head, t) || Child(t, Relation.Nsubj) is not null) break;
            if (At(t).Upos == Upos.PROPN && At(head).Upos != Upos.PROPN && FigureOf(t) is { Best: 1 } && !IsFurther(head, t)) continue;
            if (FigureOf(t) is not { Unknown: false } more) continue;
            total = new(Math.Min(total.First, more.First), Math.Max(total.End, more.End), total.Low + more.Low, total.Best + more.Best, total.High + more.High);
        }
        return Made(anchor, kind, total, head);
    }

    // "four guards and Sheikh Omar Haddad": a full name right behind the "and", with no other phrase before it that it might belong to.
    private bool IsFurther(int head, int name)
    {
        if (At(name - 1).Upos != Upos.CCONJ || name + 1 >= sentence.End || At(name + 1) is not { Upos: Upos.PROPN, Capitalized: true }) return false;
        for (var t = head + 1; t < name; t++)
            if (At(t).Upos == Upos.ADP) return false;
        return true;
    }

    // Names told one after another behind a noun in the plural.
    private Figure? Names(int head)
    {
        var (count, t) = (0, head + 1);
        while (t < sentence.End && At(t) is { Upos: Upos.PROPN, Capitalized: true })
        {
            count++;
            while (t < sentence.End && (At(t) is { Upos: Upos.PROPN, Capitalized: true } || At(t).Lower == "-")) t++;
            while (t < sentence.End && (At(t).Lower == "," || At(t).Upos == Upos.CCONJ)) t++;
        }
        return count > 1 ? new(head, t, count, count, count) : null;
    }

    // "a total of 30 militants and 4 soldiers": the noun after the figure.
    private int Counted(int from)
    {
        for (var t = from; t < Math.Min(sentence.End, from + 4); t++)
            if ((At(t).Morph & Morph.Plural) != 0) return t;
        return from;
    }

    // "five dead and 12 wounded": the twelve are not among the dead.
    private bool HurtAfter(int noun, LossKind kind)
    {
        for (var t = noun + 1; t < Math.Min(sentence.End, noun + 4); t++)
        {
            var token = At(t);
            if (token.Upos is Upos.VERB or Upos.ADJ && (words.Verbs.TryGetValue(token.Lower, out var use)) && use.Kind != kind) return true;
        }
        return false;
    }

    private bool After(System.Collections.Frozen.FrozenSet<string> cues, int from, int to)
    {
        for (var t = from + 1; t < to; t++)
            if (cues.Contains(At(t).Lower)) return true;
        return false;
    }

    /// <summary>How many a noun, a name, a pronoun or a bare number stands for; unknown (negative) when many without a figure.</summary>
    private Figure? FigureOf(int head)
    {
        var token = At(head);
        // The head is itself a figure: "killing nine", "dozens of people", "39 of which".
        foreach (var figure in figures)
            if (figure.First <= head && head < figure.End) return figure;
        if (words.One.Contains(token.Lower)) return new(head, head + 1, 1, 1, 1);
        if (token.Upos is Upos.PRON or Upos.DET) return null;
        // A figure before the noun with nothing but its own words between.
        var first = head;
        for (var t = head - 1; t >= Math.Max(sentence.First, head - NounPhrase); t--)
        {
            if (_counts.At(t) is { } counted) return counted with { End = head + 1 };
            var word = At(t);
            // "ten National Guard (NG) soldiers"
            if (word.Lower == ")" && t - 2 > sentence.First && At(t - 2).Lower == "(") { t -= 2; continue; }
            if (words.Unknown.Contains(word.Lower) && word.Upos is not Upos.ADV && word.Lower is not ("more" or "some" or "others")) return new(t, head + 1, -1, -1, -1);
            if (word.Upos is Upos.VERB or Upos.AUX or Upos.SCONJ or Upos.CCONJ or Upos.PRON && !words.Around.Contains(word.Lower) && !(word.Upos == Upos.VERB && word.Head > t)) break;
            if (word.Upos is Upos.PUNCT && word.Lower is not ("-" or "'" or "\"" or "’")) break;
            // "National Front for Liberation militants": a word of a name.
            var named = t > sentence.First && At(t - 1).Upos == Upos.PROPN && At(t + 1).Upos == Upos.PROPN;
            if (word.Upos is Upos.ADP && word.Lower is not "of" && !named && !words.Around.Contains(word.Lower)) break;
            first = t;
        }
        // "a family of 18", "a group of five men"
        if (head + 2 < sentence.End && At(head + 1).Lower == "of")
            foreach (var figure in figures)
                if (figure.First > head + 1 && figure.First <= head + 4 && !Clause(head, figure.First)) return figure with { First = head };
        if (words.Unknown.Contains(token.Lower)) return new(head, head + 1, -1, -1, -1);
        if ((token.Morph & Morph.Plural) != 0 || words.Collectives.Contains(token.Lemma)) return new(head, head + 1, -1, -1, -1);
        if (token.Upos is not (Upos.NOUN or Upos.PROPN or Upos.ADJ)) return null;
        return new(first, head + 1, 1, 1, 1);
    }

    /// <summary>A figure that stands right before a word: "20 wounded", "12 others injured".</summary>
    private Figure? Adjoining(int anchor)
    {
        for (var t = anchor - 1; t >= Math.Max(sentence.First, anchor - 4); t--)
        {
            if (_counts.At(t) is { } figure) return figure;
            if (!words.Between.Contains(At(t).Lower)) return null;
        }
        return null;
    }

    /// <summary>The nearest figure before a word within its clause.</summary>
    private Figure? Before(int anchor)
    {
        Figure? last = null;
        foreach (var figure in figures)
            if (figure.End <= anchor && figure.End >= anchor - NounPhrase && !Clause(figure.End - 1, anchor)) last = figure;
        return last;
    }

    private Figure? FollowingFigure(int anchor)
    {
        for (var t = anchor + 1; t < Math.Min(sentence.End, anchor + 6); t++)
        {
            if (_counts.At(t) is { } figure) return figure;
            if (!words.Around.Contains(At(t).Lower)) return null;
        }
        return null;
    }

    private bool Clause(int from, int to)
    {
        for (var t = from + 1; t < to; t++)
            if (At(t).Lower is "," or ";" or ":" || At(t).Upos == Upos.VERB && !words.Leaving.Contains(At(t).Lower)) return true;
        return false;
    }

    private LossMention Made(int anchor, LossKind kind, Figure figure, int? victim)
    {
        var (first, end) = (Math.Min(figure.First, anchor), Math.Max(figure.End, anchor + 1));
        if (victim is { } head) (first, end) = (Math.Min(first, head), Math.Max(end, head + 1));
        var included = false;
        for (var t = figure.First - 1; t >= Math.Max(sentence.First, figure.First - 4); t--)
        {
            if (words.Including.Contains(At(t).Lower)) included = true;
            if (!words.Around.Contains(At(t).Lower)) break;
        }
        if (figure.First < anchor && figure.End + 1 < sentence.End && At(figure.End).Lower == "of" && At(figure.End + 1).Lower is "which" or "whom" or "them") included = true;
        return new(document.SpanOf(first, end), first, end, anchor, kind, figure.Low, figure.Best, figure.High, victim, included, IsAggregate(anchor, end)) { More = AddsMore(first, end) };
    }

    private bool AddsMore(int first, int end)
    {
        for (var t = Math.Max(sentence.First, first - 2); t < end; t++)
            if (words.More.Contains(At(t).Lower)) return true;
        return false;
    }

    // "… since the war began", "bringing the number of deaths since May to 304"
    private bool IsAggregate(int anchor, int end)
    {
        for (var t = anchor; t < Math.Min(sentence.End, end + 12); t++)
        {
            var token = At(t);
            if (t > end && token.Lower is ";" or "(") return false;
            if (token.Lower == "since" && t + 1 < sentence.End)
            {
                for (var k = t + 1; k < Math.Min(sentence.End, t + 7); k++)
                    if (words.Beginnings.Contains(At(k).Lemma) || At(k).Lower is [>= '1' and <= '2', _, _, _]) return true;
            }
        }
        return false;
    }

    private int? Child(int head, Relation relation)
    {
        for (var t = sentence.First; t < sentence.End; t++)
            if (At(t).Head == head && At(t).Relation == relation) return t;
        return null;
    }

    private bool HasCase(int noun, string word)
    {
        for (var t = noun - 1; t >= Math.Max(sentence.First, noun - NounPhrase); t--)
            if (At(t).Head == noun && At(t).Relation == Relation.Case) return At(t).Lower == word;
        return false;
    }

    private bool Inside(int token) => token >= sentence.First && token < sentence.End;
}
