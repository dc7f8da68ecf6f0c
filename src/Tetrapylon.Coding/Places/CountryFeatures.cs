using Tetrapylon.Coding.Choices;
using Tetrapylon.Coding.Events;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Places;

/// <summary>What speaks for a country as the one a happening was in when no place tells it: whose people act and suffer, what the sentence and the report name.</summary>
internal static class CountryFeatures
{
    /// <summary>Countries that the report's words speak for, each once: those named, or of whose people or organisations it tells, in the order of the text; those of its topic headings; those where its groups and persons are at home.</summary>
    public static List<string> Named(List<CountryWord> words, IEnumerable<string> headings)
    {
        var countries = new List<string>();
        foreach (var word in words)
            if (!word.IsHome && !countries.Contains(word.Country)) countries.Add(word.Country);
        foreach (var heading in headings)
            if (!countries.Contains(heading)) countries.Add(heading);
        foreach (var word in words)
            if (word.IsHome && !countries.Contains(word.Country)) countries.Add(word.Country);
        return countries;
    }

    /// <param name="index">The country among <paramref name="countries"/>, or their count for none.</param>
    /// <param name="where">What kind of place is told that leaves the country open: a border, a sea; empty when none is told.</param>
    public static List<ulong> Of(Document document, List<CountryWord> words, List<string> countries, int index, IReadOnlyCollection<string> headings, Anchor anchor, string where)
    {
        var features = new List<ulong>(48);
        void Add(string template, string value) => features.Add(ChoiceFeatures.Key(template, value));
        if (index == countries.Count)
        {
            Add("no", "");
            Add("no-count", ChoiceFeatures.Digit(countries.Count, 4));
            Add("no-type", anchor.SubType);
            if (where.Length > 0) Add("no-at", where);
            return features;
        }
        var country = countries[index];
        var sentence = document.SentenceOf(anchor.Token);
        int named = 0, demonyms = 0, parts = 0, homes = 0, hereNamed = 0, hereDemonyms = 0, hereParts = 0, hereHomes = 0, hereBorders = 0, others = 0, all = 0, own = 0, near = int.MaxValue, nearest = int.MaxValue;
        foreach (var word in words)
        {
            var here = document.SentenceOf(word.First) == sentence;
            if (word.IsHome)
            {
                if (word.Country != country) continue;
                homes++;
                if (!here) continue;
                hereHomes++;
                Role(document, word, anchor, Add);
                continue;
            }
            all++;
            var away = here ? Math.Abs(word.First - anchor.Token) : int.MaxValue;
            nearest = Math.Min(nearest, away);
            if (word.Country != country)
            {
                if (here) others++;
                continue;
            }
            own++;
            near = Math.Min(near, away);
            switch (word.How)
            {
                case CountryWord.Demonym: demonyms++; if (here) hereDemonyms++; break;
                case CountryWord.Part: parts++; if (here) hereParts++; break;
                case CountryWord.Border: if (here) hereBorders++; break;
                default: named++; if (here) hereNamed++; break;
            }
            if (here) Role(document, word, anchor, Add);
        }
        var told = ChoiceFeatures.Digit(hereNamed, 2) + ChoiceFeatures.Digit(hereDemonyms, 2) + ChoiceFeatures.Digit(hereParts, 1);
        Add("yes", "");
        Add("here", told);
        Add("here-others", told + ChoiceFeatures.Digit(others, 3));
        Add("report", ChoiceFeatures.Digit(named, 2) + ChoiceFeatures.Digit(demonyms, 2) + ChoiceFeatures.Digit(parts, 1));
        if (homes > 0) Add("homes", ChoiceFeatures.Digit(hereHomes, 2) + ChoiceFeatures.Digit(homes, 2) + (own > 0 ? "named" : ""));
        if (hereBorders > 0) Add("borders", told);
        Add("share", all == 0 ? "-" : ChoiceFeatures.Digit(8 * own / all, 8));
        Add("share-count", (all == 0 ? "-" : ChoiceFeatures.Digit(4 * own / all, 4)) + ChoiceFeatures.Digit(countries.Count, 4));
        Add("order", ChoiceFeatures.Digit(index, 3) + ChoiceFeatures.Digit(countries.Count, 4));
        if (near != int.MaxValue) Add("nearest", near == nearest ? "yes" : "no");
        if (headings.Count > 0) Add("heading", headings.Contains(country) ? "yes" : "no");
        Add("type", anchor.SubType + told);
        return features;
    }

    // How the word hangs on the happening, by itself or as whose somebody is.
    private static void Role(Document document, CountryWord word, Anchor anchor, Action<string, string> add)
    {
        var tokens = document.Tokens;
        var at = word.End - 1;
        for (var t = word.First; t < word.End; t++)
            if (tokens[t].Head < word.First || tokens[t].Head >= word.End) { at = t; break; }
        var how = word.How;
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
