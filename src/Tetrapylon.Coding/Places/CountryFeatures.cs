using System.Collections.Immutable;
using Tetrapylon.Coding.Choices;
using Tetrapylon.Coding.Events;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Places;

/// <summary>What speaks for a country as the one a happening was in when no place tells it: whose people act and suffer, what the sentence and the report name.</summary>
internal static class CountryFeatures
{
    /// <summary>Countries that the report names, or names people or organisations of, each once and in the order of the text; then those of its topic headings.</summary>
    public static List<string> Named(ImmutableArray<PlaceMention> mentions, IEnumerable<string> headings)
    {
        var countries = new List<string>();
        foreach (var mention in mentions)
            if (mention.Country is { } country && !countries.Contains(country)) countries.Add(country);
        foreach (var heading in headings)
            if (!countries.Contains(heading)) countries.Add(heading);
        return countries;
    }

    /// <param name="index">The country among <paramref name="countries"/>, or their count for none.</param>
    public static List<ulong> Of(Document document, ImmutableArray<PlaceMention> mentions, List<string> countries, int index, IReadOnlyCollection<string> headings, Anchor anchor)
    {
        var features = new List<ulong>(48);
        void Add(string template, string value) => features.Add(ChoiceFeatures.Key(template, value));
        if (index == countries.Count)
        {
            Add("no", "");
            Add("no-count", ChoiceFeatures.Digit(countries.Count, 4));
            Add("no-type", anchor.SubType);
            return features;
        }
        var country = countries[index];
        var sentence = document.SentenceOf(anchor.Token);
        int named = 0, demonyms = 0, parts = 0, hereNamed = 0, hereDemonyms = 0, hereParts = 0, others = 0, all = 0, own = 0, near = int.MaxValue, nearest = int.MaxValue;
        foreach (var mention in mentions)
        {
            if (mention.Country is not { } lies) continue;
            all++;
            var here = document.SentenceOf(mention.First) == sentence;
            var away = here ? Math.Abs(mention.First - anchor.Token) : int.MaxValue;
            nearest = Math.Min(nearest, away);
            if (lies != country)
            {
                if (here) others++;
                continue;
            }
            own++;
            near = Math.Min(near, away);
            if (mention.Demonym) { demonyms++; if (here) hereDemonyms++; }
            else if (mention.Contextual) { parts++; if (here) hereParts++; }
            else { named++; if (here) hereNamed++; }
            if (here) Role(document, mention, anchor, Add);
        }
        var told = ChoiceFeatures.Digit(hereNamed, 2) + ChoiceFeatures.Digit(hereDemonyms, 2) + ChoiceFeatures.Digit(hereParts, 1);
        Add("yes", "");
        Add("here", told);
        Add("here-others", told + ChoiceFeatures.Digit(others, 3));
        Add("report", ChoiceFeatures.Digit(named, 2) + ChoiceFeatures.Digit(demonyms, 2) + ChoiceFeatures.Digit(parts, 1));
        Add("share", all == 0 ? "-" : ChoiceFeatures.Digit(8 * own / all, 8));
        Add("share-count", (all == 0 ? "-" : ChoiceFeatures.Digit(4 * own / all, 4)) + ChoiceFeatures.Digit(countries.Count, 4));
        Add("order", ChoiceFeatures.Digit(index, 3) + ChoiceFeatures.Digit(countries.Count, 4));
        if (near != int.MaxValue) Add("nearest", near == nearest ? "yes" : "no");
        if (headings.Count > 0) Add("heading", headings.Contains(country) ? "yes" : "no");
        Add("type", anchor.SubType + told);
        return features;
    }

    // How the word hangs on the happening, by itself or as whose somebody is.
    private static void Role(Document document, PlaceMention mention, Anchor anchor, Action<string, string> add)
    {
        var tokens = document.Tokens;
        var at = mention.End - 1;
        for (var t = mention.First; t < mention.End; t++)
            if (tokens[t].Head < mention.First || tokens[t].Head >= mention.End) { at = t; break; }
        var how = mention.Demonym ? "demonym" : mention.Contextual ? "part" : "named";
        var side = at > anchor.Token ? "after" : "before";
        add("side", how + side);
        var governor = tokens[at].Head;
        if (governor < 0) return;
        add("relation", how + tokens[at].Relation + side);
        add("governor", how + tokens[governor].Lemma);
        if (governor == anchor.Token)
        {
            add("direct", how + tokens[at].Relation);
            add("direct-type", anchor.SubType + how + tokens[at].Relation);
        }
        else if (tokens[governor].Head == anchor.Token)
        {
            add("through", how + tokens[governor].Relation);
            add("through-type", anchor.SubType + how + tokens[governor].Relation);
            add("through-word", tokens[governor].Lemma + tokens[governor].Relation);
        }
    }
}
