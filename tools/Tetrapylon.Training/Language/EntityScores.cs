using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Language.Entities;
using Tetrapylon.Language.Tagging;
using Tetrapylon.Language.Tokens;
using Tetrapylon.Language.Words;
using Tetrapylon.Model;

namespace Tetrapylon.Training.Language;

/// <summary>Measures names, exact span and kind, on documents they were not learnt from: every fifth of re3d, of Wikigold, of the web and of short messages, and the development part of GUM.</summary>
internal static class EntityScores
{
    private static readonly EntityKind[] Kinds = [.. EntityFinder.Kinds];

    private static readonly EntityKind[] Names = [EntityKind.Person, EntityKind.Organization, EntityKind.Location];

    /// <summary>Is a document kept from training?</summary>
    public static bool IsHeldOut(int document) => document % 5 == 0;

    /// <summary>Measures the shipped weights.</summary>
    public static int Run(string corpora)
    {
        var data = DataFolder.Shipped();
        var lexicon = new Lexicon(WordTable.Load(ModelFolder.File("words.bin")));
        Print(corpora, EntityFinder.Load(ModelFolder.File("entities.bin"), new(data)).FindAll, EntityCorpora.Load(data, lexicon, Tagger.Load(ModelFolder.File("tagger.bin"))));
        return 0;
    }

    /// <param name="find">Finds the names of a document, given its sentences.</param>
    public static void Print(string corpora, Func<IReadOnlyList<Word[]>, List<Entity>> find, EntityCorpora read)
    {
        string In(params string[] names) => Path.Combine([corpora, "corpora", .. names]);
        Tally[] tallies =
        [
            Measure("re3d", find, read.Re3d(In("ner", "re3d"), IsHeldOut)),
            Measure("GUM dev", find, read.Gum(Treebank.Read(In("ud", "en_gum-open-dev.conllu")))),
            Measure("Wikigold", find, read.Columns(In("ner", "wikigold.conllu"), 1, 2, IsHeldOut)),
            Measure("web (EWT)", find, read.Columns(In("ner", "uner_ewt_dev.iob2"), 1, 2, IsHeldOut)),
        ];
        var all = new Tally();
        foreach (var tally in tallies) all.Add(tally);
        all.Print("all of these");
        // No edited text, and marked otherwise: a measure of its own.
        _ = Measure("short messages (WNUT17)", find, read.Columns(In("ner", "wnut17train.conll"), 0, 1, IsHeldOut));
    }

    private static Tally Measure(string name, Func<IReadOnlyList<Word[]>, List<Entity>> find, IEnumerable<LabelledSentence> sentences)
    {
        var tally = new Tally();
        foreach (var document in sentences.Where(s => s.Words.Length <= SentenceSplitter.Longest).GroupBy(s => s.Document))
        {
            LabelledSentence[] told = [.. document];
            var labels = told.SelectMany(s => s.Labels).ToArray();
            var marked = Marked(told);
            foreach (var (_, _, kind) in marked) tally.There[kind]++;
            foreach (var entity in find([.. told.Select(s => s.Words)]))
            {
                if (labels.AsSpan(entity.First, entity.End - entity.First).Contains(LabelledSentence.Unknown)) continue;
                var kind = Array.IndexOf(Kinds, entity.Kind);
                // A facility counts as what the corpora call it; numbers are no names.
                if (entity.Kind == EntityKind.Facility) kind = marked.Contains((entity.First, entity.End, 1)) ? 1 : 2;
                // Not every corpus marks times.
                if (kind < 0 || kind >= Names.Length && labels[entity.First] == LabelledSentence.NoName) continue;
                tally.Found[kind]++;
                if (marked.Contains((entity.First, entity.End, kind))) tally.Right[kind]++;
            }
        }
        tally.Print(name);
        return tally;
    }

    /// <summary>The names of a document, by its words.</summary>
    private static HashSet<(int First, int End, int Kind)> Marked(LabelledSentence[] sentences)
    {
        var (marked, at) = (new HashSet<(int, int, int)>(), 0);
        foreach (var sentence in sentences)
        {
            for (var i = 0; i < sentence.Labels.Length; i++)
            {
                // Labels that begin an entity are odd.
                if (sentence.Labels[i] >= LabelledSentence.NoName || sentence.Labels[i] % 2 != 1) continue;
                var end = i + 1;
                while (end < sentence.Labels.Length && sentence.Labels[end] == sentence.Labels[i] + 1) end++;
                marked.Add((at + i, at + end, (sentence.Labels[i] - 1) / 2));
            }
            at += sentence.Words.Length;
        }
        return marked;
    }

    private sealed class Tally
    {
        public int[] Right { get; } = new int[Kinds.Length];
        public int[] Found { get; } = new int[Kinds.Length];
        public int[] There { get; } = new int[Kinds.Length];

        public void Add(Tally other)
        {
            for (var k = 0; k < Kinds.Length; k++)
            {
                Right[k] += other.Right[k];
                Found[k] += other.Found[k];
                There[k] += other.There[k];
            }
        }

        public void Print(string name)
        {
            for (var k = 0; k < Kinds.Length; k++)
                if (There[k] > 0) Row(Kinds[k].ToString(), Right[k], Found[k], There[k]);
            int Sum(int[] counts) => Names.Sum(n => counts[Array.IndexOf(Kinds, n)]);
            Row("persons, organizations and places", Sum(Right), Sum(Found), Sum(There));

            void Row(string what, int right, int found, int there) =>
                Console.WriteLine($"entities: {name}, {what}: precision {(double)right / Math.Max(1, found):0.000} recall {(double)right / there:0.000} F1 {2.0 * right / (found + there):0.000} ({there}, found {found})");
        }
    }
}
