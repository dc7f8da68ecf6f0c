using Tetrapylon.Language.Lemmas;
using Tetrapylon.Language.Weights;
using Tetrapylon.Language.Words;

namespace Tetrapylon.Training.Language;

/// <summary>Learns dictionary forms: rules on endings, and the words that break them.</summary>
internal static class LemmaTraining
{
    private const int LongestEnding = 6;

    public static void Run(IReadOnlyList<TreeSentence> sentences)
    {
        // How often each word has each lemma, by tag; tag -1 gathers all tags.
        var seen = new SortedDictionary<(string Word, int Tag, string Lemma), int>();
        foreach (var word in sentences.SelectMany(s => s.Words))
        {
            if (word.Lemma is "_" or "" || word.Upos is "X" or "PUNCT" || word.Form.Contains(' ', StringComparison.Ordinal)) continue;
            var lower = Lexicon.Plain(word.Form);
            var lemma = word.Upos == "PROPN" ? lower : Lexicon.Plain(word.Lemma);
            var tag = TaggerTraining.TagOf(word);
            seen[(lower, tag, lemma)] = seen.GetValueOrDefault((lower, tag, lemma)) + 1;
            // Without a tag, attacked and fighting are taken for verbs: the filter of sentences looks for those.
            if (word.Upos is "VERB" or "AUX" || !lower.EndsWith("ed", StringComparison.Ordinal) && !lower.EndsWith("ing", StringComparison.Ordinal))
                seen[(lower, -1, lemma)] = seen.GetValueOrDefault((lower, -1, lemma)) + 1;
        }
        var best = new SortedDictionary<(string Word, int Tag), (string Lemma, int Count)>();
        foreach (var ((word, tag, lemma), count) in seen)
            if (!best.TryGetValue((word, tag), out var other) || count > other.Count)
                best[(word, tag)] = (lemma, count);

        var votes = new SortedDictionary<(string Ending, int Tag), SortedDictionary<(int Cut, string Append), int>>();
        foreach (var ((word, tag), (lemma, _)) in best)
        {
            var same = 0;
            while (same < word.Length && same < lemma.Length && word[same] == lemma[same]) same++;
            // Irregular words teach no rule.
            if (word.Length - same > 4 || same == 0) continue;
            for (var length = 0; length <= Math.Min(LongestEnding, word.Length - 1); length++)
            {
                if (length < word.Length - same) continue;
                var ending = (word[^length..], tag);
                if (!votes.TryGetValue(ending, out var rules)) votes[ending] = rules = [];
                var rule = (word.Length - same, lemma[same..]);
                rules[rule] = rules.GetValueOrDefault(rule) + 1;
            }
        }
        var learnt = new SortedDictionary<(string Ending, int Tag), (int Cut, string Append)>();
        foreach (var (ending, rules) in votes)
        {
            var (rule, count) = rules.MaxBy(r => r.Value);
            if (count < 2 && ending.Ending.Length > 0) continue;
            learnt[ending] = rule;
        }
        // A rule that says what the next shorter ending says is not needed.
        var kept = learnt.Where(r => r.Key.Ending.Length == 0 || !Shorter(learnt, r.Key, out var shorter) || shorter != r.Value).ToArray();
        var ruleLines = kept.Select(r => $"{r.Key.Ending}\t{r.Key.Tag}\t{r.Value.Cut}\t{r.Value.Append}").ToArray();

        var byRule = new Lemmatizer([], ruleLines, new(WordTable.Empty));
        var exceptions = new List<string>();
        foreach (var ((word, tag), (lemma, count)) in best)
        {
            var guess = tag < 0 ? byRule.Guess(new(word, word, WordTable.Empty)) : byRule.Of(new(word, word, WordTable.Empty), tag);
            if (guess != lemma && (count > 1 || tag >= 0)) exceptions.Add($"{word}\t{tag}\t{lemma}");
        }
        Console.WriteLine($"lemmas: {ruleLines.Length} rules, {exceptions.Count} exceptions");
        WeightFile.Write(ModelFolder.File("lemmas.bin"), Lemmatizer.Kind, ("exceptions", WeightFile.Bytes(exceptions)), ("rules", WeightFile.Bytes(ruleLines)));
    }

    private static bool Shorter(SortedDictionary<(string, int), (int, string)> rules, (string Ending, int Tag) rule, out (int, string) found)
    {
        found = default;
        for (var ending = rule.Ending[1..]; ; ending = ending[1..])
        {
            if (rules.TryGetValue((ending, rule.Tag), out found)) return true;
            if (ending.Length == 0) return false;
        }
    }
}
