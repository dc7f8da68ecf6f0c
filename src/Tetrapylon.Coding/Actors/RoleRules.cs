using Tetrapylon.Coding.Events;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Actors;

/// <summary>Reads a candidate's role off the grammar around the anchor; the ranker weighs this reading with the rest.</summary>
internal sealed class RoleRules(RoleWords words)
{
    public Role Of(Document document, Anchor anchor, in RolePath path)
    {
        if (!path.Connected) return Role.None;
        var tokens = document.Tokens;
        var token = tokens[anchor.Token];
        var verbal = token.Upos is Upos.VERB or Upos.AUX || token.Upos == Upos.ADJ && IsPassive(document, anchor.Token);
        if (path.UpLength == 0) return verbal ? OfVerb(document, anchor.Token, path) : OfNoun(document, anchor.Token, path);
        if (path.DownLength == 0) return OfModified(document, anchor.Token, path);
        return verbal ? AroundVerb(document, anchor.Token, path) : AroundNoun(document, anchor.Token, path);
    }

    /// <summary>The candidate hangs on the anchor verb.</summary>
    private Role OfVerb(Document document, int verb, in RolePath path)
    {
        if (path.DownLength != 1) return path.DownLength == 2 && path.Last is Relation.NmodPoss or Relation.Nmod && words.Against.Contains(path.Preposition) ? Role.Recipient : Role.None;
        var bears = words.Bearing.Contains(document.Tokens[verb].Lemma);
        return path.Last switch
        {
            Relation.Nsubj => bears ? Role.Recipient : IsPassive(document, verb) ? Role.Recipient : Role.Actor,
            Relation.NsubjPass => Role.Recipient,
            Relation.OblAgent => Role.Actor,
            Relation.Obj or Relation.Iobj => Role.Recipient,
            Relation.Obl when path.Preposition == "by" => Role.Actor,
            Relation.Obl when words.Against.Contains(path.Preposition) || path.Preposition is "with" or "from" => Role.Recipient,
            _ => Role.None,
        };
    }

    /// <summary>The candidate hangs on the anchor noun: "attack by X on Y", "X attack", "X's capture of Y".</summary>
    private Role OfNoun(Document document, int noun, in RolePath path)
    {
        if (path.DownLength > 2) return Role.None;
        var mutual = words.Mutual.Contains(document.Tokens[noun].Lemma);
        switch (path.Last)
        {
            case Relation.Compound or Relation.Amod or Relation.NmodPoss: return Role.Actor;
            case Relation.Nsubj or Relation.Csubj: return Role.Actor;
            case Relation.Nmod or Relation.Obl or Relation.OblAgent or Relation.Acl:
                if (path.Preposition == "between") return path.Joined ? Role.Recipient : Role.Actor;
                if (path.Preposition == "with") return Role.Recipient;
                if (words.Doing.Contains(path.Preposition)) return Role.Actor;
                if (words.Against.Contains(path.Preposition)) return Role.Recipient;
                if (path.Preposition == "of") return mutual ? Role.None : Role.Recipient;
                return Role.None;
            default: return Role.None;
        }
    }

    /// <summary>The anchor modifies the candidate: "gunmen attacking …", "guards killed in …", "rebels who seized …".</summary>
    private static Role OfModified(Document document, int anchor, in RolePath path)
    {
        if (path.UpLength != 1) return Role.None;
        var token = document.Tokens[anchor];
        return path.FirstUp switch
        {
            Relation.Acl => token.Morph.HasFlag(Morph.PastParticiple) || token.Morph.HasFlag(Morph.Passive) ? Role.Recipient : Role.Actor,
            Relation.AclRelcl => IsPassive(document, anchor) ? Role.Recipient : Role.Actor,
            Relation.Amod or Relation.Compound => Role.None,
            _ => Role.None,
        };
    }

    /// <summary>The anchor verb shares its subject with a verb above it: participles, purposes, coordination, control.</summary>
    private Role AroundVerb(Document document, int anchor, in RolePath path)
    {
        if (path.UpLength > 2 || path.DownLength > 1) return Role.None;
        if (HasOwnSubject(document, anchor)) return Role.None;
        var passive = IsPassive(document, anchor);
        var aboveBears = path.Last == Relation.NsubjPass || words.Bearing.Contains(document.Tokens[path.Top].Lemma);
        return path.Last switch
        {
            Relation.Nsubj or Relation.NsubjPass when path.FirstUp is Relation.Conj or Relation.Xcomp or Relation.Advcl or Relation.Parataxis or Relation.Ccomp =>
                passive || path.FirstUp == Relation.Conj && path.Last == Relation.NsubjPass || aboveBears && path.FirstUp == Relation.Conj ? Role.Recipient : aboveBears ? Role.None : Role.Actor,
            Relation.Obj when path.FirstUp == Relation.Xcomp => passive ? Role.Recipient : Role.Actor,
            Relation.OblAgent => Role.Actor,
            Relation.Obl when path.Preposition == "by" => Role.Actor,
            Relation.Obj when path.FirstUp is Relation.Conj or Relation.Advcl && words.Suffering.Contains(document.Tokens[path.Top].Lemma) => Role.Recipient,
            _ => Role.None,
        };
    }

    /// <summary>The anchor noun and the candidate meet in a verb: "X carried out an attack", "the attack killed X", "X died in clashes".</summary>
    private Role AroundNoun(Document document, int anchor, in RolePath path)
    {
        if (path.UpLength > 2 || path.DownLength > 2) return Role.None;
        var top = document.Tokens[path.Top];
        if (top.Upos is not (Upos.VERB or Upos.AUX))
            return path.Last == Relation.Acl || path.FirstUp is Relation.Conj or Relation.Nmod or Relation.Compound ? OfNounAround(path) : Role.None;
        var passive = IsPassive(document, path.Top);
        if (path.DownLength > 1) return Role.None;
        switch (path.Last)
        {
            case Relation.Obj or Relation.Iobj:
                return words.Suffering.Contains(top.Lemma) ? Role.Recipient : Role.None;
            case Relation.NsubjPass:
                return words.Suffering.Contains(top.Lemma) ? Role.Recipient : Role.None;
            case Relation.Nsubj:
                if (words.Bearing.Contains(top.Lemma)) return Role.Recipient;
                return passive && words.Suffering.Contains(top.Lemma) ? Role.Recipient : path.FirstUp is Relation.Obj or Relation.Obl || words.Light.Contains(top.Lemma) ? Role.Actor : Role.None;
            case Relation.OblAgent: return Role.Actor;
            case Relation.Obl when path.Preposition == "by": return Role.Actor;
            case Relation.Obl when words.Light.Contains(top.Lemma) && words.Against.Contains(path.Preposition): return Role.Recipient;
            default: return Role.None;
        }
    }

    private Role OfNounAround(in RolePath path) =>
        path.Preposition == "by" ? Role.Actor : words.Against.Contains(path.Preposition) ? Role.Recipient : path.Last is Relation.Amod or Relation.Compound or Relation.NmodPoss ? Role.Actor : Role.None;

    public static bool IsPassive(Document document, int verb)
    {
        var token = document.Tokens[verb];
        if (token.Morph.HasFlag(Morph.Passive)) return true;
        var sentence = document.Sentences[document.SentenceOf(verb)];
        for (var t = Math.Max(sentence.First, verb - 16); t < Math.Min(sentence.End, verb + 8); t++)
            if (document.Tokens[t].Head == verb && document.Tokens[t].Relation is Relation.AuxPass or Relation.NsubjPass && document.Tokens[t].Head == verb) return true;
        return false;
    }

    private static bool HasOwnSubject(Document document, int verb)
    {
        var sentence = document.Sentences[document.SentenceOf(verb)];
        for (var t = sentence.First; t < verb; t++)
            if (document.Tokens[t].Head == verb && document.Tokens[t].Relation is Relation.Nsubj or Relation.NsubjPass && document.Tokens[t].Head == verb) return true;
        return false;
    }
}
