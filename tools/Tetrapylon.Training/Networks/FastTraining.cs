using Tetrapylon.Language.Networks;
using Tetrapylon.Language.Tagging;
using Tetrapylon.Language.Words;
using Tetrapylon.Model;
using Tetrapylon.Training.Language;

namespace Tetrapylon.Training.Networks;

/// <summary>Trains the fast model: from the treebanks, and from news as the accurate model reads it.</summary>
internal static class FastTraining
{
    public static int Run(string corpora)
    {
        var lexicon = new Lexicon(WordTable.Load(ModelFolder.File("words.bin")));
        var vectors = WordVectors.Load(ModelFolder.File("vectors.bin"));
        var tagger = Tagger.Load(ModelFolder.File("tagger.bin"));
        var examples = new TreeExamples(corpora, lexicon, vectors);
        var news = examples.News(Network.Load(NetworkShape.Accurate, ModelFolder.File("network.bin"), vectors, tagger.Tags), tagger);
        var (told, retold) = examples.Treebanks();
        var network = new NetworkTraining(NetworkShape.Fast, vectors, TaggerTraining.Tags.Count, Enum.GetValues<Relation>().Length, 31, 0.2);
        network.KnowWordsOf(ModelFolder.File("network.bin"));
        new NetworkRun(corpora, lexicon, vectors, network) { File = "network-fast.bin", Rate = 3e-3f, Epochs = 24 }.Learn((told, 100), (retold, 25), (news, 20));
        return 0;
    }
}
