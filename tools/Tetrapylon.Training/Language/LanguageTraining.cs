using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Language.Tokens;
using Tetrapylon.Language.Words;

namespace Tetrapylon.Training.Language;

/// <summary>Trains all weights of English but the word clusters, in the order in which they are used. One thread, fixed seeds: same corpora, same bytes.</summary>
internal static class LanguageTraining
{
    public static int Run(string corpora)
    {
        var rules = new TokenRules(DataFolder.Shipped());
        var lexicon = new Lexicon(WordClusters.Load(ModelFolder.File("clusters.bin")));
        var folder = Path.Combine(corpora, "corpora", "ud");
        List<TreeSentence> sentences = [.. Treebank.Read(Path.Combine(folder, "en_ewt-ud-train.conllu")), .. Treebank.Read(Path.Combine(folder, "en_gum-open-train.conllu"))];
        Console.WriteLine($"{sentences.Count} sentences, {sentences.Sum(s => s.Words.Count)} words");

        SplitterTraining.Run(sentences, rules, lexicon);
        LemmaTraining.Run(sentences);
        var tagged = sentences.Select(s => new TaggedSentence([.. s.Words.Select(w => lexicon.Of(w.Form))], [.. s.Words.Select(TaggerTraining.TagOf)])).ToArray();
        TaggerTraining.Write(TaggerTraining.Train(tagged, lexicon));
        return 0;
    }
}
