namespace Tetrapylon.Training.Language;

/// <summary>Our own sentences in the manner of news digests, told many times with other towns, forces, deeds and numbers.</summary>
internal static class NewsSentences
{
    private const int Copies = 15;

    public static List<TreeSentence> Read()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Language");
        var slots = new Dictionary<(string Form, string Xpos), string[]>();
        foreach (var line in File.ReadLines(Path.Combine(folder, "news-slots.txt")).Where(l => l.Length > 0 && l[0] != '#'))
        {
            var cells = line.Split(' ');
            foreach (var word in cells.Skip(1)) slots.TryAdd((word.ToLowerInvariant(), cells[0]), cells[1..]);
        }
        var random = new Random(17);
        var sentences = Treebank.Read(Path.Combine(folder, "news.conllu"));
        return [.. Enumerable.Range(0, Copies).SelectMany(copy => sentences.Select(s => s with { Words = [.. s.Words.Select(w => copy == 0 ? w : Told(w))] }))];

        TreeWord Told(TreeWord word)
        {
            if (!slots.TryGetValue((word.Form.ToLowerInvariant(), word.Xpos), out var others)) return word;
            var other = others[random.Next(others.Length)];
            return word with { Form = char.IsUpper(word.Form[0]) ? char.ToUpperInvariant(other[0]) + other[1..] : other, Lemma = "_" };
        }
    }
}
