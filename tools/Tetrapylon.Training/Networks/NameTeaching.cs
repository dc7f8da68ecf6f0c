using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Language.Networks;
using Tetrapylon.Language.Tagging;
using Tetrapylon.Language.Words;
using Tetrapylon.Training.Language;

namespace Tetrapylon.Training.Networks;

/// <summary>Trains the finder of names: from the corpora that mark them, and from news as large networks that learnt the same mark them.</summary>
internal static class NameTeaching
{
    // Several teachers err in different places.
    private static readonly int[] Seeds = [41, 42, 43];

    public static int Run(string corpora)
    {
        var lexicon = new Lexicon(WordTable.Load(ModelFolder.File("words.bin")));
        var vectors = WordVectors.Load(ModelFolder.File("vectors.bin"));
        var tagger = Tagger.Load(ModelFolder.File("tagger.bin"));
        var read = EntityCorpora.Load(DataFolder.Shipped(), lexicon, tagger);
        LabelledSentence[] marked = [.. read.Marked(corpora)];

        NameTeacher[] teachers = [.. Seeds.Select(seed => new NameTeacher(lexicon, vectors, tagger, seed))];
        foreach (var teacher in teachers) teacher.Learn(marked);
        Console.WriteLine("the teachers:");
        EntityScores.Print(corpora, document => NameTeacher.FindAll(teachers, document), read);

        var words = new TreeExamples(corpora, lexicon, vectors).News();
        LabelledSentence[] taught = [.. words.Zip(NameTeacher.Labels(teachers, words), (w, l) => new LabelledSentence(w, l))];
        var coded = read.Coded(corpora, sentences => NameTeacher.Labels(teachers, sentences));
        EntityTraining.Run(corpora, marked, taught, coded, lexicon, read);
        return 0;
    }
}
