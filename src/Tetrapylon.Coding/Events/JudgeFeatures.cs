using System.Globalization;
using Tetrapylon.Coding.Actors;
using Tetrapylon.Coding.Choices;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>What speaks for a happening's being told as one of its types.</summary>
/// <param name="statuses">What is denied, or to come, is told in its own right: asked by its cue words alone.</param>
internal sealed class JudgeFeatures(EventOntology ontology, HappeningGrouper grouper, RoleFinder roles, StatusReader statuses)
{
    private const string None = "none";
    private static readonly string[] Steps = [.. Enumerable.Range(0, 21).Select(n => n.ToString(CultureInfo.InvariantCulture))];
    private static readonly float[] Bands = [0.2f, 0.35f, 0.5f, 0.65f, 0.8f, 0.9f, 0.95f];
    private static readonly string[] Standings = [.. from length in (string[])["item", "article"] from sure in (string[])["weak", "sure"] from standing in Enum.GetNames<Standing>() select $"{length} {sure} {standing}"];

    public List<ulong> Of(HappeningsKnown known, int index, in Telling telling, FeatureBuffer buffer)
    {
        var features = new ChoiceFeatures();
        var sure = known.Surest[index] >= (known.IsArticle ? HappeningGrouper.DoubtInArticle : HappeningGrouper.DoubtBeside);
        var standing = Standings[(known.IsArticle ? 6 : 0) + (sure ? 3 : 0) + (int)telling.Standing];
        OfType(known, index, telling, standing, features);
        OfRivals(known, index, telling, standing, features, buffer);
        OfWords(known, index, telling, standing, features);
        OfTwins(known, index, telling, features, buffer);
        return features.Keys;
    }

    // How surely it is read, and who does it to whom by the grammar.
    private void OfType(HappeningsKnown known, int index, in Telling telling, string standing, ChoiceFeatures features)
    {
        var (name, main, happening) = (Name(telling.SubType), telling.Main, known.Found[index]);
        var belief = main.Belief[telling.SubType];
        var band = ChoiceFeatures.Digit(Bands.Count(b => belief >= b), 9);
        features.Add("standing", standing);
        Reached(features, "belief", belief, 0.05f, 20, standing);
        Reached(features, "share", telling.Share, 0.05f, 20, standing);
        Reached(features, "share-of-word", belief / main.Happening, 0.1f, 10, standing);
        Reached(features, "word", main.Happening, 0.05f, 20, standing);
        Reached(features, "surest", known.Surest[index], 0.05f, 20);
        Reached(features, "surest-of-all", known.SurestOfAll, 0.05f, 20, standing);
        Reached(features, "sum", known.Sums[index], 0.5f, 12);
        Reached(features, "sum-of-all", known.Sum, 0.25f, 20);
        Reached(features, "report", (float)Math.Log(known.Belief / Math.Max(1e-4, 1 - known.Belief)), 0.5f, 10, standing);
        if (main.Alone is { } alone)
        {
            // Deep in an article a word is believed less than what it tells by itself.
            Reached(features, "alone", alone[telling.SubType], 0.05f, 20, standing);
            Reached(features, "alone-word", 1 - alone[^1], 0.05f, 20, standing);
        }
        features.Add("type", name);
        features.Add("type-standing", name, standing);
        features.Add("type-band", name, band);
        features.Count("rank", telling.Rank, 4, standing);
        var lexicon = ChoiceFeatures.Digit((int)main.Candidate.Lexicon.Of(telling.SubType), 3);
        features.Add("lexicon", lexicon, standing);
        features.Add("lexicon-band", lexicon, band);
        features.Add("lexicon-own", lexicon, ChoiceFeatures.Digit((int)main.Candidate.Lexicon.Of(happening.SubType), 3));
        var found = roles.Find(known.Scene, new(main.Candidate.Token, main.Candidate.First, main.Candidate.End, name));
        var (doer, sufferer) = (found.Actors.IsEmpty ? None : WireName.Of(found.Actors[0].Kind), found.Recipients.IsEmpty ? None : WireName.Of(found.Recipients[0].Kind));
        features.Add("doer", doer, name);
        features.Add("sufferer", sufferer, name);
        features.Add("sides", doer + ">" + sufferer, name);
    }

    // The types that its own words or those beside it are believed to tell of.
    private void OfRivals(HappeningsKnown known, int index, in Telling telling, string standing, ChoiceFeatures features, FeatureBuffer buffer)
    {
        var (name, main, happening) = (Name(telling.SubType), telling.Main, known.Found[index]);
        if (telling.Rank > 0)
        {
            var (own, type) = (Name(happening.SubType), telling.SubType);
            features.Add("instead-of", own, name);
            features.Add("instead-of", own + ">" + name, standing);
            Reached(features, "belief-own", happening.Belief, 0.1f, 10, standing);
            var gap = Math.Abs(main.Candidate.Token - happening.Main.Candidate.Token);
            features.Add("gap", gap switch { 0 => "0", < 3 => "3", < 6 => "6", < 12 => "12", < 25 => "25", _ => "far" }, standing);
            if (gap > 0) Reached(features, "like-own", grouper.Likeness(known.Document, main, happening.Main, buffer), 0.1f, 10, standing);
            features.Count("of-it", happening.Readings.Count(r => r.Best == type && r.Happening > 0.5f), 4, standing);
        }
        var elsewhere = 0f;
        for (var other = known.FirstNear(index); other < known.EndNear(index); other++)
        {
            if (other == index) continue;
            elsewhere = Math.Max(elsewhere, known.Most[other][telling.SubType]);
            if (Math.Abs(known.Apart(index, other)) <= 1) features.Add("beside", Name(known.Found[other].SubType), name);
        }
        Reached(features, "elsewhere", elsewhere, 0.1f, 10, standing);
        features.Count("others", known.Found.Count - 1, 6, standing);
        features.Count("readings", happening.Readings.Count, 6, standing);
    }

    // The word, and where and in which form it stands.
    private void OfWords(HappeningsKnown known, int index, in Telling telling, string standing, ChoiceFeatures features)
    {
        var (document, trigger, name) = (known.Document, telling.Main.Candidate, Name(telling.SubType));
        var token = document.Tokens[trigger.Token];
        features.Add("lemma", token.Lemma, name);
        features.Add("lemma", token.Lemma);
        features.Add("status", Status(known, trigger), name);
        features.Add("status", Status(known, trigger), standing);
        features.Add("relation", WireName.Of(token.Relation), standing);
        features.Add("form", ChoiceFeatures.FormOf(token), standing);
        features.Add("before", trigger.Token > document.Sentences[trigger.Sentence].First ? document.Tokens[trigger.Token - 1].Lower : "<");
        if (token.Head >= 0) features.Add("under", document.Tokens[token.Head].Lemma);
        features.Count("sentence", trigger.Sentence, 4, standing);
        if (known.IsArticle) features.Count("tenth", 9 * trigger.Sentence / document.Sentences.Length, 9);
        else features.Count("sentences", document.Sentences.Length, 6, standing);
        features.Add("block", WireName.Of(document.BlockKindOf(trigger.Token)));
        features.Add("place", known.Places[trigger.Sentence].Count > 0 ? "yes" : "no", name);
        features.Add("time", known.Times[trigger.Sentence] ? "yes" : "no");
        features.Add("dead", known.Dead[trigger.Sentence].Count > 0 ? "yes" : "no", name);
    }

    // What is told already.
    private void OfTwins(HappeningsKnown known, int index, in Telling telling, ChoiceFeatures features, FeatureBuffer buffer)
    {
        var (document, trigger) = (known.Document, telling.Main.Candidate);
        var (surer, like, twin, twinLike) = (0, 0f, -1, 0f);
        var likeness = known.LikenessOf(index, telling.Main, grouper, buffer);
        for (var other = known.FirstNear(index); other < known.EndNear(index); other++)
        {
            if (other == index) continue;
            var fits = likeness[other - known.FirstNear(index)];
            if (known.Surest[other] > known.Surest[index]) (surer, like) = (surer + 1, Math.Max(like, fits));
            if ((known.Told[other] >> telling.SubType & 1) != 0 && (twin < 0 || fits > twinLike)) (twin, twinLike) = (other, fits);
        }
        var length = known.IsArticle ? "article" : "item";
        features.Count("surer", surer, 6, length);
        Reached(features, "like-surer", like, 0.1f, 10, length);
        features.Add("twin", twin < 0 ? None : twin < index ? "before" : "after", length);
        if (twin < 0) return;
        var how = (twin < index ? "before " : "after ") + length;
        Reached(features, "twin-like", twinLike, 0.1f, 10, how);
        features.Add("twin-surer", known.Surest[twin] > known.Surest[index] ? "yes" : "no", how);
        features.Count("twin-apart", Math.Abs(known.Apart(index, twin)), 5, how);
        features.Add("twin-lemma", document.Tokens[known.Found[twin].Main.Candidate.Token].Lemma == document.Tokens[trigger.Token].Lemma ? "same" : "other", how);
        features.Add("twin-status", Status(known, trigger), Status(known, known.Found[twin].Main.Candidate));
        var there = known.Found[twin].Main.Candidate.Sentence;
        var (place, dead, party) = (Shared(known.Places[trigger.Sentence], known.Places[there]), Shared(known.Dead[trigger.Sentence], known.Dead[there]), Shared(known.Parties[trigger.Sentence], known.Parties[there]));
        features.Add("twin-place", place, how);
        features.Add("twin-dead", dead, how);
        features.Add("twin-party", party, how);
        features.Add("twin-place-dead", place, dead);
        features.Add("twin-place-party", place, party);
        features.Add("twin-dead-party", dead, party);
        Reached(features, "twin-words", known.WordsShared(trigger.Sentence, there), 0.1f, 8, how);
    }

    private string Status(HappeningsKnown known, Candidate trigger) => WireName.Of(statuses.Read(known.Document, trigger, out _));

    private string Name(int subType) => ontology.SubTypes[subType].Name;

    private static string Shared<T>(HashSet<T> here, HashSet<T> there) => here.Count == 0 ? "untold" : there.Count == 0 ? "only-here" : here.Overlaps(there) ? "shared" : "different";

    // One feature for each step that a number reaches.
    private static void Reached(ChoiceFeatures features, string template, float value, float step, int most, string? second = null) =>
        features.Reached(template, value, step, most, Steps, second);
}
