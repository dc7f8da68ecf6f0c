using Tetrapylon.Language.Networks;
using Tetrapylon.Language.Words;
using Tetrapylon.Model;
using Tetrapylon.Training.Language;

namespace Tetrapylon.Training.Networks;

/// <summary>Trains the accurate model over the tagger's tags.</summary>
internal static class AccurateTraining
{
    public static int Run(string corpora)
    {
        var lexicon = new Lexicon(WordTable.Load(ModelFolder.File("words.bin")));
        var vectors = WordVectors.Load(ModelFolder.File("vectors.bin"));
        var (told, retold) = new TreeExamples(corpora, lexicon, vectors).Treebanks();
        var network = new NetworkTraining(NetworkShape.Accurate, vectors, TaggerTraining.Tags.Count, Enum.GetValues<Relation>().Length, 29);
        new NetworkRun(corpora, lexicon, vectors, network) { File = "network.bin", Rate = 2.5e-3f, Epochs = 14 }.Learn((told, 100), (retold, 25));
        return 0;
    }
}
