using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Language.Tagging;
using Tetrapylon.Language.Tokens;
using Tetrapylon.Language.Words;
using Tetrapylon.Training.Networks;

namespace Tetrapylon.Training.Language;

/// <summary>Trains all weights of English but the word clusters and vectors, in the order in which they are used. One thread, fixed seeds: same corpora, same bytes.</summary>
internal static class LanguageTraining
{
    // Of a hundred sentences, how many are also told as present and as a headline.
    private const int Presents = 50;
    private const int Headlines = 15;

    private const int Folds = 4;
    private const int FoldEpochs = 6;

    // Neighbours stay together: a fold is not to know the document.
    private const int FoldRun = 64;

    public static int Run(string corpora)
    {
        var rules = new TokenRules(DataFolder.Shipped());
        var lexicon = new Lexicon(WordTable.Load(ModelFolder.File("words.bin")));
        var sentences = Treebanks(corpora);
        Console.WriteLine($"{sentences.Count} sentences, {sentences.Sum(s => s.Words.Count)} words");

        SplitterTraining.Run(sentences, rules, lexicon);
        LemmaTraining.Run(sentences);
        sentences = [.. Retold([.. sentences, .. NewsSentences.Read()])];
        Console.WriteLine($"{sentences.Count} sentences with those told anew");
        var tagged = Tagged(sentences, lexicon);
        TaggerTraining.Write(TaggerTraining.Train(tagged, lexicon));
        _ = AccurateTraining.Run(corpora);
        _ = NameTeaching.Run(corpora);
        return FastTraining.Run(corpora);
    }

    /// <summary>The sentences of the treebanks.</summary>
    internal static List<TreeSentence> Treebanks(string corpora)
    {
        var folder = Path.Combine(corpora, "corpora", "ud");
        return [.. Treebank.Read(Path.Combine(folder, "en_ewt-ud-train.conllu")), .. Treebank.Read(Path.Combine(folder, "en_gum-open-train.conllu"))];
    }

    internal static TaggedSentence[] Tagged(IEnumerable<TreeSentence> sentences, Lexicon lexicon) =>
        [.. sentences.Select(s => new TaggedSentence([.. s.Words.Select(w => lexicon.Of(w.Form))], [.. s.Words.Select(TaggerTraining.TagOf)]))];

    /// <summary>The sentences, each followed by itself told anew: so the folds keep them together.</summary>
    internal static IEnumerable<TreeSentence> Retold(IReadOnlyList<TreeSentence> sentences)
    {
        var random = new Random(3);
        foreach (var sentence in sentences)
        {
            yield return sentence;
            if (random.Next(100) < Presents && Retelling.AsPresent(sentence) is { } present) yield return present;
            if (random.Next(100) < Headlines && Retelling.AsHeadline(sentence) is { } headline) yield return headline;
        }
    }

    /// <summary>Trees with the tags of taggers trained on the other folds, so that parsers learn to live with a tagger's errors.</summary>
    internal static Tree[] Trees(IReadOnlyList<TreeSentence> sentences, TaggedSentence[] tagged, Lexicon lexicon)
    {
        var trees = new Tree[sentences.Count];
        for (var fold = 0; fold < Folds; fold++)
        {
            var tagger = new Tagger(TaggerTraining.Train([.. tagged.Where((_, i) => i / FoldRun % Folds != fold)], lexicon, FoldEpochs).Table(), TaggerTraining.Tags);
            for (var i = 0; i < trees.Length; i++)
            {
                if (i / FoldRun % Folds != fold) continue;
                var words = tagged[i].Words;
                Word[] lower = [.. words.Select(lexicon.LoweredOf)];
                var (tags, lowerTags) = (new byte[words.Length], new byte[words.Length]);
                tagger.Tag(words, tags);
                tagger.Tag(lower, lowerTags);
                trees[i] = new(words, tags, lower, lowerTags, [.. sentences[i].Words.Select(w => w.Head + 1)], [.. sentences[i].Words.Select(w => (byte)w.Relation)]);
            }
        }
        return trees;
    }
}
