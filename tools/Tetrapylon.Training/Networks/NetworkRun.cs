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

/// <summary>Trains one network, epoch by epoch, and measures it on treebanks it never learns from. One thread, fixed seeds: same corpora, same bytes.</summary>
internal sealed class NetworkRun(string corpora, Lexicon lexicon, WordVectors vectors, NetworkTraining network)
{
    private const int BatchRows = 1200;
    private const int WarmUp = 200;

    // Of a hundred sentences: how many are seen in lower case.
    private const int Lowered = 17;

    public required string File { get; init; }

    public required float Rate { get; init; }

    public required int Epochs { get; init; }

    /// <param name="sets">Sentences, and of a hundred of them how many are seen an epoch.</param>
    public void Learn(params (List<TwoWritings> Sentences, int Share)[] sets)
    {
        Console.WriteLine(string.Join(" + ", sets.Select(s => $"{s.Share} % of {s.Sentences.Count} sentences ({s.Sentences.Sum(e => e.Length - 1)} words)")));
        Measured[] measured = [.. new[] { "en_ewt-ud-dev.conllu", "en_gum-open-dev.conllu" }.Select(f => new Measured(f, Path.Combine(corpora, "corpora", "ud", f), lexicon))];
        var random = new Random(23);
        var parameters = network.Parameters.ToArray();
        Console.WriteLine($"{parameters.Sum(p => p.Rows * p.Columns)} weights");
        var (clock, descent, steps) = (Stopwatch.StartNew(), new Descent(parameters, Rate, WarmUp), 0);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            var batches = Batches(sets, random);
            if (epoch == 0) steps = batches.Length * Epochs;
            var loss = 0.0;
            foreach (var batch in batches)
            {
                loss += network.Learn(batch);
                descent.Step(steps);
            }
            Console.WriteLine($"epoch {epoch + 1}, loss {loss / batches.Length:0.000}, {clock.Elapsed.TotalSeconds:0} s, {Environment.CpuUsage.TotalTime.TotalSeconds:0} s of processor time");
            if (epoch % 2 == 1 || epoch == Epochs - 1)
                foreach (var set in measured) Console.WriteLine(set.Score(Trained(parameters)));
            Write(parameters);
        }
    }

    /// <summary>Draws an epoch's sentences, those of like length together.</summary>
    private static Batch[] Batches((List<TwoWritings> Sentences, int Share)[] sets, Random random) =>
        Batch.Shuffled(sets.SelectMany(set => set.Share == 100 ? set.Sentences : set.Sentences.Where(_ => random.Next(100) < set.Share)).Select(s => random.Next(100) < Lowered ? s.Lower : s.Printed), BatchRows, random);

    /// <summary>The network as it will be shipped: rounded to half precision.</summary>
    private Network Trained(Parameter[] parameters) =>
        new(network.Shape, name => [.. Values(parameters.Single(p => p.Name == name)).Select(v => (float)v)], vectors, TaggerTraining.Tags, Enum.GetValues<Relation>().Length);

    private static Half[] Values(Parameter parameter) => [.. parameter.Value.Take(parameter.Rows * parameter.Columns).Select(v => (Half)v)];

    private void Write(Parameter[] parameters) => WeightFile.Write(ModelFolder.File(File), Network.Kind,
    [
        ("tags-names", WeightFile.Bytes(TaggerTraining.Tags.Names)),
        ("relation-names", WeightFile.Bytes(Enum.GetValues<Relation>().Select(RelationNames.Of))),
        .. parameters.Select(p => (p.Name, WeightFile.Bytes<Half>(Values(p)))),
    ]);

    /// <summary>A treebank never trained on, with its own tokens and the tagger's tags.</summary>
    private sealed class Measured(string name, string path, Lexicon lexicon)
    {
        private readonly Tagger _tagger = Tagger.Load(ModelFolder.File("tagger.bin"));
        private readonly List<TreeSentence> _sentences = Treebank.Read(path);

        public string Score(Network network)
        {
            var scratch = new NetworkScratch(network.Shape);
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
