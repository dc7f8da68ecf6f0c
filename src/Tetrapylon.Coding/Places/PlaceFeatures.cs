using System.Collections.Immutable;
using Tetrapylon.Coding.Choices;
using Tetrapylon.Coding.Events;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Places;

/// <summary>What speaks for and against a place as a happening's: the path through the sentence, the preposition, the order, the kind, the places beside it.</summary>
internal static class PlaceFeatures
{
    private const int MostSteps = 12;

    public static EventPlacer.Candidate Of(Document document, List<PlaceMention> mentions, int index, ImmutableArray<PlaceMention> demonyms, Dictionary<string, int> told, Anchor anchor, PlaceCues cues)
    {
        var mention = mentions[index];
        var tokens = document.Tokens;
        var features = new List<ulong>(32) { ChoiceFeatures.Key("bias", "place") };
        void Add(string template, string value) => features.Add(ChoiceFeatures.Key(template, value));
        void Number(string template, int value, int most) => Add(template, Digit(Math.Min(value, most)));

        var head = Head(document, mention);
        var (own, event_) = (document.SentenceOf(head), document.SentenceOf(anchor.Token));
        var kind = (mention.Place?.Kind ?? PlaceKind.Other).ToString();
        var before = Before(document, mention);
        var country = mention.Place?.Kind == PlaceKind.Country;
        Add("kind", kind);
        Add("before", before);
        if (mention.Place is { Latitude: null }) Add("listed", "no");
        if (mention.Demonym) Add("demonym", "area");
        if (document.BlockKindOf(head) != document.BlockKindOf(anchor.Token)) Add("block", "other");
        Add("kind-in", kind + before);
        if (mention.Country is { } lies)
        {
            Add("country-share", Share(mentions, lies));
            if (country) Add("country-demonym", Told(demonyms, lies) ? "yes" : "no");
        }
        string why;
        if (own != event_)
        {
            Add("sentence", own < event_ ? "before" + Digit(Math.Min(3, event_ - own)) : "after" + Digit(Math.Min(2, own - event_)));
            Add("sentence-kind", (own < event_ ? "before" : "after") + kind);
            Add("sentence-in", (own < event_ ? "before" : "after") + before);
            if (!Any(document, mentions, event_)) Add("sentence-alone", own < event_ ? "before" : "after");
            if (own < event_ && IsLast(document, mentions, index, event_)) Add("sentence-last", kind);
            if (PointsBack(document, event_, cues)) Add("points-back", kind);
            Add("sentence-main", Main(told, mention) + (own < event_ ? "before" : "after"));
            why = own < event_ ? "named in an earlier sentence" : "named in a later sentence";
        }
        else
        {
            Add("sentence", "same");
            var distance = head > anchor.Token ? head - anchor.Token : anchor.Token - head;
            Add("order", head > anchor.Token ? "after" : "before");
            Add("clause", Verbs(tokens, head, anchor.Token) + (head > anchor.Token ? "after" : "before"));
            Add("distance-kind", (distance <= 2 ? "2" : distance <= 5 ? "5" : distance <= 9 ? "9" : "far") + kind);
            Add("distance", distance <= 2 ? "2" : distance <= 5 ? "5" : distance <= 9 ? "9" : distance <= 15 ? "15" : "far");
            var order = head > anchor.Token ? "after" : "before";
            Add("order-in", order + before);
            Add("type-in", anchor.SubType + order + before);
            Add("anchor-in", tokens[anchor.Token].Lemma + order + before);
            if (tokens[head].Head >= 0) Add("governor", tokens[tokens[head].Head].Lemma + before);
            Path(document, head, anchor, kind, before, Add, Number);
            if (Nearest(document, mentions, index, anchor)) Add("nearest", before);
            why = before.Length > 0 ? $"'{before} {mention.Text}' in the sentence of the happening" : "named in the sentence of the happening";
        }
        // Beside another place: the inner one is the more specific.
        if (index + 1 < mentions.Count && Chained(document, mention, mentions[index + 1], cues)) Add("chain", "inner" + (mentions[index + 1].Place?.Kind == PlaceKind.Country ? "-country" : ""));
        if (index > 0 && Chained(document, mentions[index - 1], mention, cues)) Add("chain", "outer");
        if (index == 0) Add("first", country ? "country" : "place");
        if (mentions.Count == 1) Add("only", own == event_ ? "same" : "other");
        if (Holds(mentions, index)) Add("holds-other", country ? "country" : kind);
        if (country && Narrower(mentions, mention)) Add("country-narrower", own == event_ ? "same" : "other");
        for (var i = 0; i < index; i++)
            if (mentions[i].Place?.Id == mention.Place?.Id && mention.Place is not null) { Add("again", own == event_ ? "same" : "other"); break; }
        return new(mention, features, why);
    }

    private static void Path(Document document, int head, Anchor anchor, string kind, string before, Action<string, string> add, Action<string, int, int> number)
    {
        var tokens = document.Tokens;
        var country = kind == nameof(PlaceKind.Country);
        if (!document.Sentences[document.SentenceOf(head)].Parsed) { add("parsed", "no"); return; }
        // Steps up from the place and from the anchor to the word that governs both.
        Span<int> up = stackalloc int[MostSteps + 1];
        var count = 0;
        for (var at = head; at >= 0 && count <= MostSteps; at = tokens[at].Head) up[count++] = at;
        int rise = -1, fall = 0, below = anchor.Token;
        for (var at = anchor.Token; at >= 0 && fall <= MostSteps; at = tokens[at].Head, fall++)
        {
            rise = up[..count].IndexOf(at);
            if (rise >= 0) break;
            below = at;
        }
        var relation = tokens[head].Relation.ToString();
        add("relation", relation);
        add("relation-in", relation + before);
        add("relation-kind", relation + kind);
        if (tokens[head].Head >= 0) add("governor-tag", tokens[tokens[head].Head].Upos + relation + before);
        if (kind == nameof(PlaceKind.Facility)) add("facility-relation", relation + before);
        if (country) add("country-relation", relation);
        if (rise < 0) { add("path", "none"); return; }
        add("path", Digit(Math.Min(rise, 4)) + "-" + Digit(Math.Min(fall, 3)));
        var top = rise > 0 ? up[rise - 1] : head;
        var topRelation = rise > 0 ? tokens[top].Relation.ToString() : "self";
        add("top", topRelation);
        add("top-path", topRelation + (fall == 0 ? "" : "+"));
        if (rise > 1) add("top-in", topRelation + Case(document, top));
        if (rise > 0 && fall == 0 && rise <= 2) add("direct", relation + before + (country ? "*" : ""));
        if (fall > 0) add("anchor", tokens[below].Relation.ToString());
        if (rise == 1 && fall == 0) add("argument", relation + Group(anchor.SubType) + (country ? "*" : ""));
        if (rise == 1 && fall == 0 && kind == nameof(PlaceKind.Facility)) add("facility-argument", relation + before);
        if (rise > 0)
            for (var i = 0; i < rise; i++)
                if (tokens[up[i]].Relation is Relation.Ccomp or Relation.Parataxis or Relation.Advcl or Relation.AclRelcl or Relation.Conj) add("crosses", tokens[up[i]].Relation.ToString());
    }

    // Verbs between the place and the happening: another clause may lie between.
    private static string Verbs(ImmutableArray<Token> tokens, int one, int other)
    {
        var count = 0;
        for (var t = Math.Min(one, other) + 1; t < Math.Max(one, other) && count < 2; t++)
            if (tokens[t].Upos == Upos.VERB) count++;
        return Digit(count);
    }

    // How much of the report lies in the country of the place.
    private static string Share(List<PlaceMention> mentions, string country)
    {
        var (same, all) = (0, 0);
        foreach (var other in mentions)
            if (other.Country is { } there)
            {
                all++;
                if (there == country) same++;
            }
        return same == all ? "all" : same * 2 >= all ? "most" : "some";
    }

    // What a report names over and over it is about.
    private static string Main(Dictionary<string, int> told, PlaceMention mention)
    {
        // A monument told of over and over lies in the town the report is about.
        if (mention.Place is not { Kind: not (PlaceKind.Site or PlaceKind.Facility) } place) return "no";
        var same = told.GetValueOrDefault(place.Id);
        if (same == 0) return "country";
        foreach (var times in told.Values)
            if (times > same) return same > 1 ? "again" : "once";
        return same == 1 ? "all-once" : "most";
    }

    /// <summary>How often each place is told that a report may be about.</summary>
    public static Dictionary<string, int> TimesTold(List<PlaceMention> mentions)
    {
        var told = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var mention in mentions)
            if (mention.Place is { Kind: not (PlaceKind.Country or PlaceKind.Continent or PlaceKind.Site or PlaceKind.Facility) } place) told[place.Id] = told.GetValueOrDefault(place.Id) + 1;
        return told;
    }

    // A word for what comes from the country is told: it is one of the sides.
    private static bool Told(ImmutableArray<PlaceMention> mentions, string country)
    {
        foreach (var other in mentions)
            if (other.Demonym && other.Country == country) return true;
        return false;
    }

    private static string Group(string subType) =>
        subType.Contains("territory", StringComparison.Ordinal) ? ":territory" : subType.Contains("rotest", StringComparison.Ordinal) || subType.Contains("iolen", StringComparison.Ordinal) ? ":crowd" : ":other";

    // The token of the mention whose governor lies outside it.
    private static int Head(Document document, PlaceMention mention)
    {
        for (var t = mention.First; t < mention.End; t++)
            if (document.Tokens[t].Head is var head && (head < mention.First || head >= mention.End)) return t;
        return mention.End - 1;
    }

    // The preposition before the name and its directions, or nothing.
    private static string Before(Document document, PlaceMention mention)
    {
        var first = document.Sentences[document.SentenceOf(mention.First)].First;
        for (var t = mention.First - 1; t >= first && t >= mention.First - 7; t--)
            switch (document.Tokens[t].Upos)
            {
                case Upos.ADP or Upos.SCONJ: return document.Tokens[t].Lower;
                case Upos.PART when document.Tokens[t].Lower == "to": return "to";
                case Upos.DET or Upos.ADJ or Upos.PROPN: continue;
                case Upos.NOUN when document.Tokens[t].Relation == Relation.Compound || t == mention.First - 1: continue;
                case Upos.PUNCT when document.Tokens[t].Lower == ",": return ",";
                default: return "";
            }
        return "";
    }

    private static string Case(Document document, int head)
    {
        for (var t = head - 1; t >= 0 && t >= head - 6; t--)
            if (document.Tokens[t] is { Relation: Relation.Case } token && token.Head == head) return token.Lower;
        return "";
    }

    private static bool Nearest(Document document, List<PlaceMention> mentions, int index, Anchor anchor)
    {
        var own = Math.Abs(mentions[index].First - anchor.Token);
        foreach (var other in mentions)
            if (Math.Abs(other.First - anchor.Token) < own) return false;
        return true;
    }

    private static bool Any(Document document, List<PlaceMention> mentions, int sentence)
    {
        foreach (var mention in mentions)
            if (document.SentenceOf(mention.First) == sentence) return true;
        return false;
    }

    private static bool IsLast(Document document, List<PlaceMention> mentions, int index, int sentence)
    {
        for (var i = index + 1; i < mentions.Count && document.SentenceOf(mentions[i].First) < sentence; i++)
            if (mentions[i].Place?.Kind != PlaceKind.Country) return false;
        return true;
    }

    private static bool PointsBack(Document document, int sentence, PlaceCues cues)
    {
        var (first, end) = (document.Sentences[sentence].First, document.Sentences[sentence].End);
        for (var t = first; t < end; t++)
        {
            if (cues.BackAdverbs.Contains(document.Tokens[t].Lower)) return true;
            if (t > first && document.Tokens[t - 1].Lower is "the" or "this" or "that" && cues.BackReferences.Contains(document.Tokens[t].Lower)) return true;
        }
        return false;
    }

    private static bool Chained(Document document, PlaceMention inner, PlaceMention outer, PlaceCues cues)
    {
        if (outer.Span.Start <= inner.Span.End || outer.Span.Start - inner.Span.End > 48) return false;
        var between = document.Text.AsSpan(inner.Span.End, outer.Span.Start - inner.Span.End).Trim();
        if (between.Length <= 24 && (between is "," or ", in" or "in" or "(" or ", near" or ", outside" || between.StartsWith("district,", StringComparison.Ordinal) || between.StartsWith("province,", StringComparison.Ordinal) || between.EndsWith("in the", StringComparison.Ordinal))) return true;
        // "X, a farming village in Y"
        if (between.Length == 0 || between[0] != ',' || !between.EndsWith(" in", StringComparison.Ordinal) && !between.EndsWith(" in the", StringComparison.Ordinal)) return false;
        for (var t = inner.End + 1; t < outer.First; t++)
            if (cues.Kinds.ContainsKey(document.Tokens[t].Lower)) return true;
        return false;
    }

    private static bool Holds(List<PlaceMention> mentions, int index)
    {
        var place = mentions[index].Place;
        if (place is null) return false;
        for (var i = 0; i < mentions.Count; i++)
            if (i != index && mentions[i].Place is { } other && (other.Parent == place.Id || place.Kind == PlaceKind.Region && other.Admin1 == place.Name && other.Country == place.Country)) return true;
        return false;
    }

    private static bool Narrower(List<PlaceMention> mentions, PlaceMention country)
    {
        foreach (var other in mentions)
            if (other.Place is { Kind: not PlaceKind.Country } && other.Country == country.Country) return true;
        return false;
    }

    private static string Digit(int number) => number switch { 0 => "0", 1 => "1", 2 => "2", 3 => "3", _ => "4" };

    /// <summary>What speaks for no named place at all.</summary>
    public static List<ulong> None(List<EventPlacer.Candidate> candidates)
    {
        var features = new List<ulong> { ChoiceFeatures.Key("bias", "none") };
        if (candidates.Count == 0) features.Add(ChoiceFeatures.Key("none", "nothing-named"));
        if (candidates.TrueForAll(c => c.Mention.Place?.Kind == PlaceKind.Country)) features.Add(ChoiceFeatures.Key("none", "countries-alone"));
        return features;
    }
}
