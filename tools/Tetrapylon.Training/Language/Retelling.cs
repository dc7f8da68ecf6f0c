namespace Tetrapylon.Training.Language;

/// <summary>Tells treebank sentences as news digests and headlines do: in the present tense, and without articles and forms of "be". Treebanks have few of these, the product's input many.</summary>
internal static class Retelling
{
    /// <summary>The sentence with its past told as present; null when it has no past.</summary>
    public static TreeSentence? AsPresent(TreeSentence sentence)
    {
        var changed = false;
        var words = sentence.Words.Select(word =>
        {
            if (word.Xpos != "VBD" || word.Upos is not ("VERB" or "AUX") || Present(word) is not { } form) return word;
            changed = true;
            return word with { Form = char.IsUpper(word.Form[0]) ? char.ToUpperInvariant(form[0]) + form[1..] : form, Xpos = IsPlural(word) ? "VBP" : "VBZ" };
        }).ToArray();
        return changed ? sentence with { Words = words } : null;
    }

    /// <summary>The sentence as a headline; null when that leaves it as it is.</summary>
    public static TreeSentence? AsHeadline(TreeSentence sentence)
    {
        var words = (AsPresent(sentence) ?? sentence).Words;
        var governs = new bool[words.Count];
        foreach (var word in words)
            if (word.Head >= 0) governs[word.Head] = true;
        var kept = Enumerable.Range(0, words.Count).Where(i => governs[i] || !IsLeftOut(words[i], i == words.Count - 1)).ToArray();
        if (kept.Length == words.Count || kept.Length < 3) return null;
        var place = new int[words.Count];
        for (var k = 0; k < kept.Length; k++) place[kept[k]] = k;
        var left = kept.Select(i => words[i] with { Head = words[i].Head < 0 ? -1 : place[words[i].Head] }).ToArray();
        left[0] = left[0] with { Form = char.ToUpperInvariant(left[0].Form[0]) + left[0].Form[1..] };
        return sentence with { Words = left };
    }

    private static bool IsLeftOut(TreeWord word, bool last) =>
        word is { Upos: "DET", Xpos: "DT" } && word.Lemma is "a" or "the"
        || word.Upos == "AUX" && word.Lemma == "be" && word.Relation is Model.Relation.AuxPass or Model.Relation.Cop && word.Xpos is "VBZ" or "VBP" or "VBD"
        || last && word.Form == ".";

    private static bool IsPlural(TreeWord verb) =>
        verb.Feats.Contains("Number=Plur", StringComparison.Ordinal) || verb.Feats.Contains("Person=1", StringComparison.Ordinal) || verb.Feats.Contains("Person=2", StringComparison.Ordinal);

    private static string? Present(TreeWord verb)
    {
        if (verb.Form.Contains('\'', StringComparison.Ordinal) || verb.Form.Contains('’', StringComparison.Ordinal) || verb.Lemma.Length < 2 || !verb.Lemma.All(char.IsAsciiLetter)) return null;
        var plural = IsPlural(verb);
        return verb.Lemma switch
        {
            "be" => plural ? "are" : "is",
            "have" => plural ? "have" : "has",
            var lemma => plural ? lemma : WordClasses.Third(lemma),
        };
    }
}
