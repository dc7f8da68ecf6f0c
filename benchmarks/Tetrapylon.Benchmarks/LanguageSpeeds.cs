using System.Globalization;
using Tetrapylon.App;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Language;
using Tetrapylon.Language.Entities;
using Tetrapylon.Language.Lemmas;
using Tetrapylon.Language.Networks;
using Tetrapylon.Language.Tagging;
using Tetrapylon.Language.Tokens;
using Tetrapylon.Language.Words;
using Tetrapylon.Model;
using Tetrapylon.Reading;

namespace Tetrapylon.Benchmarks;

/// <summary>How many words a second each step of reading language takes in, on one thread, how long each model loads, and what is allocated a word.</summary>
/// <remarks>Processor time of the best of some rounds, after one that warms code and caches. Steps work in scratch of their own and should allocate nothing.</remarks>
internal sealed class LanguageSpeeds
{
    private const int Rounds = 4;
    private const int Limit = 3_000;

    private readonly Report[] _reports;
    private readonly string _models = Path.Combine(Stages.ModelsFolder, "en");
    private readonly DataFolder _data = DataFolder.Shipped();

    public LanguageSpeeds(string file)
    {
        var reader = Reader.Load(_data);
        _reports = [.. Sources.Open([file]).Where(a => a.Raw is not null).Take(Limit).SelectMany(a => reader.Read(a.Raw!)).Where(r => r.Report is not null).Select(r => r.Report!)];
    }

    public void Print(TextWriter output)
    {
        foreach (var model in Enum.GetValues<LanguageModel>())
        {
            // The first loading compiles the code; the second is what the model itself takes.
            _ = Analyzer.Load(Stages.ModelsFolder, _data, model);
            var clock = System.Diagnostics.Stopwatch.StartNew();
            var analyzer = Analyzer.Load(Stages.ModelsFolder, _data, model);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{model} model, loaded in {clock.ElapsedMilliseconds} ms"));
            Time(output, "  everything", () => _reports.Sum(r =>
            {
                var document = analyzer.Analyze(r);
                // Names are found when they are asked for.
                _ = document.Entities;
                return document.Tokens.Length;
            }));
        }
        Steps(output);
    }

    private void Steps(TextWriter output)
    {
        string In(string name) => Path.Combine(_models, name);
        var (rules, lexicon) = (new TokenRules(_data), new Lexicon(WordTable.Load(In("words.bin"))));
        var (tokenizer, splitter, tagger) = (new Tokenizer(rules, lexicon), SentenceSplitter.Load(In("sentences.bin")), Tagger.Load(In("tagger.bin")));
        var (lemmatizer, entities, vectors) = (Lemmatizer.Load(In("lemmas.bin"), tagger.Tags, IrregularVerbs.Read(_data), lexicon), EntityFinder.Load(In("entities.bin"), new(_data)), WordVectors.Load(In("vectors.bin")));

        var (raw, ends) = (new RawTokens(), new List<int>());
        var words = new List<Word[]>();
        Time(output, "tokens, sentences", () =>
        {
            var count = 0;
            foreach (var report in _reports)
            {
                raw.Clear();
                ends.Clear();
                tokenizer.Cut(report.Text, 0, report.Text.Length, raw);
                splitter.Split(raw, 0, ends);
                count += raw.Count;
            }
            return count;
        });
        foreach (var report in _reports)
        {
            raw.Clear();
            ends.Clear();
            tokenizer.Cut(report.Text, 0, report.Text.Length, raw);
            splitter.Split(raw, 0, ends);
            for (int s = 0, first = 0; s < ends.Count; first = ends[s++])
            {
                var sentence = new Word[ends[s] - first];
                for (var i = first; i < ends[s]; i++) sentence[i - first] = raw[i].Word;
                words.Add(sentence);
            }
        }
        var tags = words.ConvertAll(w => new byte[w.Length]);
        Each(output, "tags", words, s => tagger.Tag(words[s], tags[s]));
        Each(output, "lemmas", words, s =>
        {
            for (var i = 0; i < words[s].Length; i++) lemmatizer.Of(words[s][i], tags[s][i]);
        });
        foreach (var (name, shape, file) in new[] { ("fast", NetworkShape.Fast, "network-fast.bin"), ("accurate", NetworkShape.Accurate, "network.bin") })
        {
            var (network, scratch, chosen) = (Network.Load(shape, In(file), vectors, tagger.Tags), new NetworkScratch(shape), new byte[SentenceSplitter.Longest]);
            Each(output, $"heads, {name}", words, s =>
            {
                tags[s].CopyTo(chosen, 0);
                network.Read(words[s], chosen.AsSpan(0, words[s].Length), scratch);
            });
        }
        var (found, likely) = (new List<Entity>(), new List<KindScores>());
        Each(output, "names", words, s =>
        {
            found.Clear();
            likely.Clear();
            entities.Find(words[s], [], 0, found, likely);
        });
    }

    private static void Each(TextWriter output, string step, List<Word[]> words, Action<int> read) => Time(output, step, () =>
    {
        var count = 0;
        for (var s = 0; s < words.Count; s++)
        {
            read(s);
            count += words[s].Length;
        }
        return count;
    });

    private static void Time(TextWriter output, string step, Func<int> read)
    {
        read();
        var (best, bytes, words) = (double.MaxValue, 0L, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var (before, allocated) = (Environment.CpuUsage.TotalTime, GC.GetAllocatedBytesForCurrentThread());
            words = read();
            bytes = GC.GetAllocatedBytesForCurrentThread() - allocated;
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{step,-20} {words / best,11:#,0} words/s  {(double)bytes / words,7:0.00} B a word"));
    }
}
