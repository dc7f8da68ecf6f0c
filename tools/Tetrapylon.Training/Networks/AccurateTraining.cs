using System.Diagnostics;
using Tetrapylon.Language;
using Tetrapylon.Language.Networks;
using Tetrapylon.Language.Tagging;
using Tetrapylon.Language.Tokens;
using Tetrapylon.Language.Weights;
using Tetrapylon.Language.Words;
using Tetrapylon.Model;
using Tetrapylon.Training.Language;

namespace Tetrapylon.Training.Networks;

/// <summary>Trains the accurate model over the fast one's tags. One thread, fixed seeds: same corpora, same bytes.</summary>
internal static class AccurateTraining
{
    private const int Epochs = 14;
    private const int BatchRows = 1200;
    private const float Rate = 2.5e-3f;
    private const int WarmUp = 200;
    private const double Steepest = 5;

    // Of a hundred sentences told anew and of all sentences: how many are seen an epoch, and how many in lower case.
    private const int Retold = 25;
    private const int Lowered = 17;

    // Longer ones are rare and slow.
    private const int Longest = 160;

    public static int Run(string corpora)
    {
        var lexicon = new Lexicon(WordTable.Load(ModelFolder.File("words.bin")));
        var vectors = WordVectors.Load(ModelFolder.File("vectors.bin"));
        var (told, retold) = Examples(corpora, lexicon, vectors);
        Console.WriteLine($"{told.Count} sentences, {retold.Count} told anew");
        Measured[] measured = [.. new[] { "en_ewt-ud-dev.conllu", "en_gum-open-dev.conllu" }.Select(f => new Measured(f, Path.Combine(corpora, "corpora", "ud", f), lexicon))];

        var random = new Random(23);
        var network = new NetworkTraining(vectors, TaggerTraining.Tags.Count, Enum.GetValues<Relation>().Length, 29);
        var parameters = network.Parameters.ToArray();
        Console.WriteLine($"{parameters.Sum(p => p.Rows * p.Columns)} weights");
        var (clock, step, steps) = (Stopwatch.StartNew(), 0, 0);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            var batches = Batches(told, retold, random);
            if (epoch == 0) steps = batches.Count * Epochs;
            var loss = 0.0;
            foreach (var batch in batches)
            {
                loss += network.Learn(batch);
                step++;
                var rate = Rate * Math.Min(1, step / (float)WarmUp) * Math.Max(0.01f, 1 - step / (float)steps);
                var scale = (float)Math.Min(1, Steepest / Math.Max(1e-9, Math.Sqrt(parameters.Sum(p => p.Steepness()))));
                foreach (var parameter in parameters) parameter.Learn(rate, scale, step);
            }
            Console.WriteLine($"epoch {epoch + 1}, loss {loss / batches.Count:0.000}, {clock.Elapsed.TotalSeconds:0} s, {Environment.CpuUsage.TotalTime.TotalSeconds:0} s of processor time");
            if (epoch % 2 == 1 || epoch == Epochs - 1)
                foreach (var set in measured) Console.WriteLine(set.Score(Trained(parameters, vectors)));
            Write(parameters);
        }
        return 0;
    }

    private static (List<(Example Printed, Example Lower)> Told, List<(Example Printed, Example Lower)> Retold) Examples(string corpora, Lexicon lexicon, WordVectors vectors)
    {
        List<TreeSentence> originals = [.. LanguageTraining.Treebanks(corpora), .. NewsSentences.Read()];
        var known = new HashSet<TreeSentence>(originals, ReferenceEqualityComparer.Instance);
        List<TreeSentence> sentences = [.. LanguageTraining.Retold(originals)];
        var tagged = LanguageTraining.Tagged(sentences, lexicon);
        var trees = LanguageTraining.Trees(sentences, tagged, lexicon);
        var (told, retold) = (new List<(Example, Example)>(), new List<(Example, Example)>());
        for (var i = 0; i < trees.Length; i++)
        {
            var tree = trees[i];
            if (tree.Words.Length > Longest) continue;
            Example Of(Word[] words, byte[] tags) => new(
                [new(Word.Outside, WordRows.RootTag, vectors), .. words.Select((w, k) => new WordRows(w, tags[k], vectors))], [0, .. tagged[i].Tags], [0, .. tree.Heads], [0, .. tree.Relations]);
            (known.Contains(sentences[i]) ? told : retold).Add((Of(tree.Words, tree.Tags), Of(tree.LowerWords, tree.LowerTags)));
        }
        return (told, retold);
    }

    /// <summary>Draws an epoch's sentences, those of like length together.</summary>
    private static List<Batch> Batches(List<(Example Printed, Example Lower)> told, List<(Example Printed, Example Lower)> retold, Random random)
    {
        var drawn = told.Concat(retold.Where(_ => random.Next(100) < Retold)).Select(s => random.Next(100) < Lowered ? s.Lower : s.Printed)
            .Select(s => (Sentence: s, Place: s.Length + random.NextDouble() * 4)).OrderBy(s => s.Place).Select(s => s.Sentence);
        var batches = new List<Batch>();
        var (sentences, rows) = (new List<Example>(), 0);
        foreach (var sentence in drawn)
        {
            if (rows + sentence.Length > BatchRows)
            {
                batches.Add(new(sentences));
                sentences.Clear();
                rows = 0;
            }
            sentences.Add(sentence);
            rows += sentence.Length;
        }
        batches.Add(new(sentences));
        var order = batches.ToArray();
        random.Shuffle(order);
        return [.. order];
    }

    /// <summary>The network as it will be shipped: rounded to half precision.</summary>
    private static Network Trained(Parameter[] parameters, WordVectors vectors) =>
        new(name => [.. Values(parameters.Single(p => p.Name == name)).Select(v => (float)v)], vectors, TaggerTraining.Tags, Enum.GetValues<Relation>().Length);

    private static Half[] Values(Parameter parameter) => [.. parameter.Value.Take(parameter.Rows * parameter.Columns).Select(v => (Half)v)];

    private static void Write(Parameter[] parameters) => WeightFile.Write(ModelFolder.File("network.bin"), Network.Kind,
    [
        ("tags-names", WeightFile.Bytes(TaggerTraining.Tags.Names)),
        ("relation-names", WeightFile.Bytes(Enum.GetValues<Relation>().Select(RelationNames.Of))),
        .. parameters.Select(p => (p.Name, WeightFile.Bytes<Half>(Values(p)))),
    ]);

    /// <summary>A treebank never trained on, with its own tokens and the fast model's tags.</summary>
    private sealed class Measured(string name, string path, Lexicon lexicon)
    {
        private readonly Tagger _tagger = Tagger.Load(ModelFolder.File("tagger.bin"));
        private readonly List<TreeSentence> _sentences = Treebank.Read(path);

        public string Score(Network network)
        {
            var scratch = new NetworkScratch();
            var (words, tags, heads, relations) = (0, 0, 0, 0);
            var before = Environment.CpuUsage.TotalTime;
            foreach (var sentence in _sentences.Where(s => s.Words.Count <= SentenceSplitter.Longest))
            {
                Word[] read = [.. sentence.Words.Select(w => lexicon.Of(w.Form))];
                var found = new byte[read.Length];
                _tagger.Tag(read, found);
                network.Read(read, found, scratch);
                for (var i = 0; i < read.Length; i++)
                {
                    words++;
                    if (TaggerTraining.Tags.UposOf(found[i]).ToString() == sentence.Words[i].Upos) tags++;
                    if (scratch.Heads[i + 1] != sentence.Words[i].Head + 1) continue;
                    heads++;
                    if (Universal(scratch.Relations[i + 1]) == Universal((byte)sentence.Words[i].Relation)) relations++;
                }
            }
            return $"{name}: UPOS {100.0 * tags / words:0.00} UAS {100.0 * heads / words:0.00} LAS {100.0 * relations / words:0.00}, {words / (Environment.CpuUsage.TotalTime - before).TotalSeconds:0} words/s";
        }

        private static string Universal(byte relation) => RelationNames.Of((Relation)relation).Split(':')[0];
    }
}
