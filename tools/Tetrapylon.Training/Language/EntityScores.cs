using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Language.Entities;
using Tetrapylon.Language.Tokens;
using Tetrapylon.Language.Words;
using Tetrapylon.Model;

namespace Tetrapylon.Training.Language;

/// <summary>Measures names, exact span and kind, on sets they were not learnt from: a fifth of re3d, the development part of GUM, Wikigold.</summary>
internal static class EntityScores
{
    private static readonly EntityKind[] Names = [EntityKind.Person, EntityKind.Organization, EntityKind.Location];

    /// <summary>Is a document of re3d kept from training?</summary>
    public static bool IsHeldOut(int document) => document % 5 == 0;

    /// <summary>Measures the shipped weights.</summary>
    public static int Run(string corpora)
    {
        var data = DataFolder.Shipped();
        var lexicon = new Lexicon(WordTable.Load(ModelFolder.File("words.bin")));
        var rules = new TokenRules(data);
        Print(corpora, EntityFinder.Load(ModelFolder.File("entities.bin"), new(data)), new(lexicon, new(rules, lexicon), SentenceSplitter.Load(ModelFolder.File("sentences.bin"))));
        return 0;
    }

    public static void Print(string corpora, EntityFinder finder, EntityCorpora read)
    {
        var folder = Path.Combine(corpora, "corpora");
        Measure("re3d, documents held out", finder, read.Re3d(Path.Combine(folder, "ner", "re3d"), IsHeldOut));
        Measure("GUM dev", finder, read.Gum(Treebank.Read(Path.Combine(folder, "ud", "en_gum-open-dev.conllu"))));
        Measure("Wikigold", finder, read.Columns(Path.Combine(folder, "ner", "wikigold.conllu"), 1, 2));
    }

    private static void Measure(string name, EntityFinder finder, IEnumerable<LabelledSentence> sentences)
    {
        var kinds = EntityFinder.Kinds.Append(EntityKind.Other).ToArray();
        var (right, found, gold) = (new int[kinds.Length], new int[kinds.Length], new int[kinds.Length]);
        foreach (var sentence in sentences.Where(s => s.Words.Length <= SentenceSplitter.Longest))
        {
            var entities = new List<Entity>();
            finder.Find(sentence.Words, [], 0, entities);
            var marked = Marked(sentence);
            foreach (var (_, _, kind) in marked) gold[kind]++;
            foreach (var entity in entities)
            {
                // A facility counts as what the corpora call it.
                var kind = Array.IndexOf(kinds, entity.Kind);
                if (kind < 0) kind = marked.Contains((entity.First, entity.End, 1)) ? 1 : 2;
                found[kind]++;
                if (marked.Contains((entity.First, entity.End, kind))) right[kind]++;
            }
        }
        for (var k = 0; k < kinds.Length - 1; k++)
            if (gold[k] > 0) Row(kinds[k].ToString(), right[k], found[k], gold[k]);
        int Sum(int[] counts) => Names.Sum(n => counts[Array.IndexOf(kinds, n)]);
        Row("persons, organizations and places", Sum(right), Sum(found), Sum(gold));

        void Row(string what, int hits, int made, int there) =>
            Console.WriteLine($"entities: {name}, {what}: precision {(double)hits / Math.Max(1, made):0.000} recall {(double)hits / there:0.000} F1 {2.0 * hits / (made + there):0.000} ({there}, found {made})");
    }

    private static HashSet<(int First, int End, int Kind)> Marked(LabelledSentence sentence)
    {
        var marked = new HashSet<(int, int, int)>();
        for (var i = 0; i < sentence.Labels.Length; i++)
        {
            // Labels that begin an entity are odd.
            if (sentence.Labels[i] % 2 != 1) continue;
            var end = i + 1;
            while (end < sentence.Labels.Length && sentence.Labels[end] == sentence.Labels[i] + 1) end++;
            marked.Add((i, end, (sentence.Labels[i] - 1) / 2));
        }
        return marked;
    }
}
