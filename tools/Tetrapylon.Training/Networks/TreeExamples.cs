using System.IO.Compression;
using System.Text.Json;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Language.Networks;
using Tetrapylon.Language.Tagging;
using Tetrapylon.Language.Tokens;
using Tetrapylon.Language.Words;
using Tetrapylon.Training.Language;

namespace Tetrapylon.Training.Networks;

/// <summary>A sentence to learn from as it was printed and in lower case.</summary>
internal sealed record TwoWritings(Example Printed, Example Lower)
{
    public int Length => Printed.Length;
}

/// <summary>Gathers the sentences networks learn from.</summary>
internal sealed class TreeExamples(string corpora, Lexicon lexicon, WordVectors vectors)
{
    // Longer ones are rare and slow to learn from.
    private const int Longest = 160;

    /// <summary>The treebanks and our own news sentences, and the same told anew, with the tags of taggers that had not seen them.</summary>
    public (List<TwoWritings> Told, List<TwoWritings> Retold) Treebanks()
    {
        List<TreeSentence> originals = [.. LanguageTraining.Treebanks(corpora), .. NewsSentences.Read()];
        var known = new HashSet<TreeSentence>(originals, ReferenceEqualityComparer.Instance);
        List<TreeSentence> sentences = [.. LanguageTraining.Retold(originals)];
        var tagged = LanguageTraining.Tagged(sentences, lexicon);
        var trees = LanguageTraining.Trees(sentences, tagged, lexicon);
        var (told, retold) = (new List<TwoWritings>(), new List<TwoWritings>());
        for (var i = 0; i < trees.Length; i++)
        {
            var tree = trees[i];
            if (tree.Words.Length > Longest) continue;
            (known.Contains(sentences[i]) ? told : retold).Add(Of(tree.Words, tree.Tags, tree.LowerWords, tree.LowerTags, [0, .. tagged[i].Tags], [0, .. tree.Heads], [0, .. tree.Relations]));
        }
        return (told, retold);
    }

    /// <summary>Sentences of news. Reports that scores are measured on are left out.</summary>
    public List<Word[]> News()
    {
        var measured = Directory.EnumerateFiles(Path.Combine(corpora, "gold"), "*-dev.reports.jsonl").SelectMany(File.ReadLines)
            .Select(IdAndText).Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        var (tokenizer, splitter) = (new Tokenizer(new TokenRules(DataFolder.Shipped()), lexicon), SentenceSplitter.Load(ModelFolder.File("sentences.bin")));
        var (raw, ends, found) = (new RawTokens(), new List<int>(), new List<Word[]>());
        foreach (var (id, text) in new[] { "current-events.jsonl.gz", "syria-news.jsonl.gz" }.SelectMany(f => Lines(Path.Combine(corpora, "corpora", f))).Select(IdAndText))
        {
            if (measured.Contains(id)) continue;
            raw.Clear();
            ends.Clear();
            tokenizer.Cut(text, 0, text.Length, raw);
            splitter.Split(raw, 0, ends);
            for (int s = 0, first = 0; s < ends.Count; first = ends[s++])
            {
                // Of one or two words there is nothing to learn.
                if (ends[s] - first is < 3 or > Longest) continue;
                var words = new Word[ends[s] - first];
                for (var i = 0; i < words.Length; i++) words[i] = raw[first + i].Word;
                found.Add(words);
            }
        }
        return found;
    }

    /// <summary>Sentences of news as a network reads them.</summary>
    public List<TwoWritings> News(Network teacher, Tagger tagger)
    {
        var (scratch, found) = (new NetworkScratch(teacher.Shape), new List<TwoWritings>());
        foreach (var words in News())
        {
            Word[] lower = [.. words.Select(lexicon.LoweredOf)];
            var (tags, lowerTags) = (new byte[words.Length], new byte[words.Length]);
            tagger.Tag(words, tags);
            tagger.Tag(lower, lowerTags);
            byte[] right = [.. tags];
            teacher.Read(words, right, scratch);
            found.Add(Of(words, tags, lower, lowerTags, [0, .. right], [0, .. scratch.Heads[1..(words.Length + 1)]], [0, .. scratch.Relations[1..(words.Length + 1)]]));
        }
        return found;
    }

    private TwoWritings Of(Word[] words, byte[] tags, Word[] lower, byte[] lowerTags, byte[] right, int[] heads, byte[] relations)
    {
        Example Written(Word[] form, byte[] with) => new([new(Word.Outside, WordRows.RootTag, vectors), .. form.Select((w, k) => new WordRows(w, with[k], vectors))], right, heads, relations);
        return new(Written(words, tags), Written(lower, lowerTags));
    }

    private static (string Id, string Text) IdAndText(string line)
    {
        using var report = JsonDocument.Parse(line);
        return (report.RootElement.GetProperty("id").GetString()!, report.RootElement.GetProperty("text").GetString()!);
    }

    private static IEnumerable<string> Lines(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line) yield return line;
    }
}
