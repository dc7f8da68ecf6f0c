using System.Text;
using Tetrapylon.Knowledge.Actors;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Actors;

/// <summary>Says of a noun phrase whether it names an actor, which, and by what name the report calls it.</summary>
internal sealed class ActorNaming(ActorDictionary dictionary, RoleLexicon roles)
{
    /// <summary>The actor a phrase names; null when it names none.</summary>
    public ActorMention? Of(Document document, WordHits hits, HashSet<string> context, NounPhrase phrase)
    {
        if (hits.NameAt(phrase.Head) is { } name && hits.RoleEndingAt(phrase.Head) is not { } over)
            return OfName(document, hits, context, phrase, name);
        if (hits.NameAt(phrase.Head) is { } whole && hits.RoleEndingAt(phrase.Head) is { } inside && whole.First <= inside.First)
            return OfName(document, hits, context, phrase, whole);
        if (hits.RoleEndingAt(phrase.Head) is { } role)
            return OfRole(document, hits, context, phrase, role);
        return OfUnknown(document, hits, phrase);
    }

    /// <summary>The actor of a dictionary name.</summary>
    public ActorMention OfName(Document document, WordHits hits, HashSet<string> context, NounPhrase phrase, Hit hit)
    {
        var (name, because) = Choose(hit, context);
        var (first, end) = (hit.First, hit.End);
        if (name.Use == NameUse.Name && name.Country is null && !hits.LowerCase)
            while (end < phrase.End && document.Tokens[end].Upos == Upos.PROPN) end++; // the name runs on in a form the dictionary lacks
        var text = Text(document, first, end);
        var actor = name.Actor;
        var kind = actor.Kind;
        return new(document.SpanOf(first, end), first, end, phrase.Head, text, kind, because is null ? actor.Id : null, true, because ?? $"name of {actor.Id}");
    }

    private ActorMention? OfRole(Document document, WordHits hits, HashSet<string> context, NounPhrase phrase, Hit hit)
    {
        var noun = roles.Nouns[roles.Trie.Next(hit.Slot).Value];
        var inner = InnerName(hits, phrase, hit);

        // A title with a name after it: the name is the person.
        if (noun.Sort is RoleSort.Title or RoleSort.Person or RoleSort.Member && hit.End < phrase.End && NameStart(document, hit.End, phrase.End) is var start && start < phrase.End)
        {
            if (hits.NameAt(start) is { } known && known.End >= phrase.End) return OfName(document, hits, context, phrase, known);
            var proper = noun.Sort == RoleSort.Title || IsPerson(document, start);
            return new(document.SpanOf(start, phrase.End), start, phrase.End, phrase.Head, Text(document, start, phrase.End), proper ? ActorKind.Individual : noun.Kind, null, true, $"a name after '{noun.Text}'");
        }

        if (noun.Sort is RoleSort.Count && inner is null)
        {
            // "the group" stands for one named before; "a group of gunmen" counts gunmen.
            var counts = hit.End < document.Tokens.Length && document.Tokens[hit.End].Lower == "of";
            return counts || !roles.StandIns.Contains(noun.Text) ? null : Make(document, phrase, hit.End, ActorKind.Organization, null, false, $"noun '{noun.Text}'");
        }
        var end = Extend(document, hits, phrase, hit);
        if (inner is { } owner)
        {
            var (name, because) = Choose(owner, context);
            if (name.Country is { } country)
            {
                var id = noun.Of switch
                {
                    RoleOf.Military => country.MilitaryId,
                    RoleOf.Police => country.PoliceId,
                    RoleOf.Government => country.GovernmentId,
                    RoleOf.People => country.PeopleId,
                    _ => null,
                };
                if (name.Use == NameUse.People && noun.Sort is RoleSort.Structure) id = null;
                var kind = noun.Sort == RoleSort.Bare ? ActorKind.Civilians : noun.Kind;
                return Make(document, phrase, end, kind, id, noun.Sort is RoleSort.Body, id is null ? $"noun '{noun.Text}' of {country.Code}" : $"noun '{noun.Text}' of {country.Code}: {id}");
            }
            if (noun.Sort is RoleSort.Member or RoleSort.Count && name.Actor.Kind is not (ActorKind.Individual or ActorKind.Civilians))
            {
                var text = Text(document, owner.First, owner.End);
                return new(document.SpanOf(owner.First, hit.End), owner.First, hit.End, phrase.Head, text, name.Actor.Kind, because is null ? name.Actor.Id : null, true, because ?? $"'{noun.Text}' of {name.Actor.Id}");
            }
            if (noun.Sort == RoleSort.Count) return null;
        }
        var unlinked = noun.Sort == RoleSort.Bare && Telling(document, hits, phrase, hit) ? ActorKind.Civilians : noun.Kind;
        return Make(document, phrase, end, unlinked, null, IsNamed(document, phrase, hit), $"noun '{noun.Text}'");
    }

    private static ActorMention? OfUnknown(Document document, WordHits hits, NounPhrase phrase)
    {
        var entity = EntityOver(document, phrase.Head);
        var proper = document.Tokens[phrase.Head].Upos == Upos.PROPN;
        if (entity is null && !proper) return null;
        if (entity is { Kind: not (EntityKind.Person or EntityKind.Organization) }) return null;
        var first = phrase.First;
        var end = phrase.End;
        if (entity is { } e)
        {
            (first, end) = (Math.Max(e.First, phrase.First), Math.Max(e.End, phrase.End));
            if (e.First < first) first = e.First;
        }
        else first = NameStart(document, phrase.First, phrase.End);
        if (first >= end) return null;
        // A title inside the phrase is no part of the person's name.
        for (var t = first; t < end - 1; t++)
            if (hits.RoleEndingAt(t) is { } title && title.End < end) first = title.End;
        var kind = entity?.Kind == EntityKind.Person ? ActorKind.Individual : entity?.Kind == EntityKind.Organization ? ActorKind.Organization : ActorKind.Unidentified;
        if (end - first > 12) return null;
        return new(document.SpanOf(first, end), first, end, phrase.Head, Text(document, first, end), kind, null, true, entity is null ? "proper name" : $"entity {WireName.Of(entity.Value.Kind)}");
    }

    private ActorMention? Make(Document document, NounPhrase phrase, int end, ActorKind kind, string? id, bool proper, string because)
    {
        var first = phrase.First;
        while (first < phrase.Head && Drops(document, first)) first++;
        if (document.Tokens[first].Lower is "'s" or "'") first++;
        if (first > phrase.Head) return null;
        return new(document.SpanOf(first, end), first, end, phrase.Head, Text(document, first, end), kind, id, proper, because);
    }

    private bool Drops(Document document, int t)
    {
        var token = document.Tokens[t];
        return token.Upos is Upos.DET or Upos.NUM or Upos.PUNCT or Upos.ADV or Upos.PRON or Upos.SYM or Upos.ADP or Upos.PART
            || roles.Dropped.Contains(token.Lower) || roles.Idle.Contains(token.Lower) || char.IsAsciiDigit(token.Lower[0]) && token.Lower.Length < 9;
    }

    /// <summary>The name of an actor or country before the role noun, nearest first; not one inside "Turkish-backed".</summary>
    private static Hit? InnerName(WordHits hits, NounPhrase phrase, Hit role)
    {
        for (var t = role.First - 1; t >= phrase.First; t--)
            if (hits.NameAt(t) is { } name && name.End <= role.First && !hits.TiedByHyphen(name.End - 1)) return name;
        return null;
    }

    /// <summary>Where the name goes on after the noun: "loyal to X", "of X".</summary>
    private int Extend(Document document, WordHits hits, NounPhrase phrase, Hit role)
    {
        var sentence = document.Sentences[document.SentenceOf(phrase.Head)];
        var end = phrase.End;
        if (!sentence.Parsed || end >= sentence.End) return end;
        var tokens = document.Tokens;
        var tie = Tie(document, end, sentence.End);
        if (tie < 0 && tokens[end].Lower == "of" && (roles.KeepOf.Contains(tokens[phrase.Head].Lemma) || tokens[phrase.Head].Capitalized && phrase.Head > sentence.First)) tie = end + 1;
        if (tie < 0) return end;
        for (var t = tie; t < Math.Min(tie + 8, sentence.End); t++)
            if (NounPhrases.IsNominal(tokens[t]) && NounPhrases.IsHead(document, t) && NounPhrases.At(document, hits, t) is var over && over.First <= Math.Max(tie, over.First) && over.First - tie <= 2)
                return over.End;
        return end;
    }

    private int Tie(Document document, int from, int end)
    {
        var node = -1;
        for (var t = from; t < Math.Min(end, from + 3); t++)
        {
            node = roles.Ties.Step(node, document.Tokens[t].Lower);
            if (node < 0) return -1;
            if (roles.Ties.Values(node) >= 0) return t + 1;
        }
        return -1;
    }

    /// <summary>"people", "men" say nothing; "Palestinian men", "teenage boys", "Rakhine people" do.</summary>
    private bool Telling(Document document, WordHits hits, NounPhrase phrase, Hit role)
    {
        for (var t = phrase.First; t < role.First; t++)
            if (!Drops(document, t) && document.Tokens[t].Upos is Upos.PROPN or Upos.NOUN || hits.NameAt(t) is not null) return true;
        return false;
    }

    private static bool IsNamed(Document document, NounPhrase phrase, Hit role)
    {
        for (var t = phrase.First; t < role.End; t++)
            if (document.Tokens[t].Upos == Upos.PROPN && t > document.Sentences[document.SentenceOf(t)].First) return true;
        return false;
    }

    private static int NameStart(Document document, int first, int end)
    {
        while (first < end && document.Tokens[first] is var token && (token.Upos != Upos.PROPN || token.Upos is Upos.PUNCT)) first++;
        return first;
    }

    private static bool IsPerson(Document document, int t) => EntityOver(document, t) is not { Kind: not EntityKind.Person };

    private static Entity? EntityOver(Document document, int t)
    {
        var after = InTextOrder.FirstFrom(document.Entities, t + 1, static e => e.First);
        return after > 0 && document.Entities[after - 1] is var entity && entity.End > t ? entity : null;
    }

    /// <summary>Which actor a name stands for: the only one, the one of a country the report is set in, or none for sure.</summary>
    private (ActorName Name, string? Unsure) Choose(Hit hit, HashSet<string> context)
    {
        ActorName? only = null, ofContext = null;
        var count = 0;
        for (var slot = hit.Slot; slot >= 0;)
        {
            var (value, next) = dictionary.Trie.Next(slot);
            var name = dictionary.Names[value];
            slot = next;
            if (only is null || !ReferenceEquals(only.Actor, name.Actor)) count++;
            only ??= name;
            foreach (var country in name.Actor.Countries)
                if (context.Contains(country)) { ofContext ??= name; break; }
        }
        if (count == 1) return (only!, null);
        return ofContext is not null ? (ofContext, null) : (only!, $"the name fits {count} actors and no country decides");
    }

    /// <summary>The words of a name as the report has them, on one line.</summary>
    public static string Text(Document document, int first, int end)
    {
        var text = WithoutQuotes(document.TextOf(document.SpanOf(first, end)));
        if (text.AsSpan().IndexOfAny('\n', '\t') >= 0 || text.Contains("  ", StringComparison.Ordinal))
            text = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Trim('"', '“', '”', '‘', '\'', '(', ',', ':', ';');
    }

    /// <summary>Whether a text names anybody: signs alone, tagged as a noun where a text is broken, do not.</summary>
    public static bool IsName(string text)
    {
        foreach (var sign in text)
            if (char.IsLetterOrDigit(sign)) return true;
        return false;
    }

    /// <summary>A name half in quotes ("maoist 'Shining Path") is one name; a sign inside a word stays: without it the word is not the report's.</summary>
    private static string WithoutQuotes(string text)
    {
        if (text.AsSpan().IndexOfAny('"', '“', '”') < 0) return text;
        var kept = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
            if (text[i] is not ('"' or '“' or '”') || (i > 0 && i + 1 < text.Length && !char.IsWhiteSpace(text[i - 1]) && !char.IsWhiteSpace(text[i + 1]))) kept.Append(text[i]);
        return kept.ToString();
    }
}
