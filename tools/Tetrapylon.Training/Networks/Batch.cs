using Tetrapylon.Language.Networks;

namespace Tetrapylon.Training.Networks;

/// <summary>A sentence to learn from: what the network sees of its words, the root before them, and the right answers. Heads count from 1, 0 is the root; entry 0 of each array is the root's.</summary>
internal sealed record Example(WordRows[] Rows, byte[] Tags, int[] Heads, byte[] Relations)
{
    /// <summary>The label of each word's part in a name; empty where nobody said.</summary>
    public byte[] Labels { get; init; } = [];

    public int Length => Rows.Length;
}

/// <summary>Sentences read side by side, the longest first: all first words, then all second words, and so on, so that no row stands for nothing.</summary>
internal sealed class Batch
{
    public Batch(IEnumerable<Example> sentences)
    {
        Sentences = [.. sentences.OrderByDescending(s => s.Length)];
        Steps = Sentences[0].Length;
        (Counts, Offsets) = (new int[Steps], new int[Steps]);
        for (int t = 0, count = Sentences.Length; t < Steps; t++)
        {
            while (Sentences[count - 1].Length <= t) count--;
            (Counts[t], Offsets[t]) = (count, Rows);
            Rows += count;
        }
        SentenceOf = new int[Rows];
        for (var t = 0; t < Steps; t++)
            for (var s = 0; s < Counts[t]; s++)
                SentenceOf[Offsets[t] + s] = s;
    }

    /// <summary>Sentences in batches, in the order in which they come: those of like length are to come together.</summary>
    /// <param name="rows">How many words a batch has at most, if it has more than one sentence.</param>
    public static IEnumerable<Batch> Of(IEnumerable<Example> sentences, int rows)
    {
        var (gathered, count) = (new List<Example>(), 0);
        foreach (var sentence in sentences)
        {
            if (count > 0 && count + sentence.Length > rows)
            {
                yield return new(gathered);
                gathered.Clear();
                count = 0;
            }
            gathered.Add(sentence);
            count += sentence.Length;
        }
        if (count > 0) yield return new(gathered);
    }

    /// <summary>Sentences in batches of about one length each, shuffled.</summary>
    public static Batch[] Shuffled(IEnumerable<Example> sentences, int rows, Random random)
    {
        Batch[] order = [.. Of(sentences.Select(s => (Sentence: s, Place: s.Length + random.NextDouble() * 4)).OrderBy(s => s.Place).Select(s => s.Sentence), rows)];
        random.Shuffle(order);
        return order;
    }

    public Example[] Sentences { get; }
    public int Steps { get; }

    /// <summary>By step: how many sentences are that long.</summary>
    public int[] Counts { get; }

    /// <summary>By step: the row of its first sentence.</summary>
    public int[] Offsets { get; }

    public int[] SentenceOf { get; }
    public int Rows { get; }
    public int Words => Rows - Sentences.Length;

    public int RowOf(int sentence, int word) => Offsets[word] + sentence;
}
