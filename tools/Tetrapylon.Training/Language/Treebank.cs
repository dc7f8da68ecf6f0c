using System.Globalization;
using System.Text;
using Tetrapylon.Language;
using Tetrapylon.Model;

namespace Tetrapylon.Training.Language;

/// <summary>A word of a treebank sentence.</summary>
internal sealed record TreeWord(string Form, string Lemma, string Upos, string Xpos, string Feats, int Head, Relation Relation, string Misc);

/// <summary>A sentence of a treebank: words from 0, heads of -1 at the root; its raw text, and whether a paragraph begins with it.</summary>
internal sealed record TreeSentence(string Id, string Text, bool NewParagraph, IReadOnlyList<TreeWord> Words);

/// <summary>Reads treebanks in CoNLL-U.</summary>
internal static class Treebank
{
    public static List<TreeSentence> Read(string path)
    {
        var sentences = new List<TreeSentence>();
        var words = new List<TreeWord>();
        var (id, text, paragraph) = ("", "", true);
        foreach (var line in File.ReadLines(path))
        {
            if (line.Length == 0)
            {
                if (words.Count > 0) sentences.Add(new(id, text, paragraph, [.. words]));
                words.Clear();
                paragraph = false;
            }
            else if (line[0] == '#')
            {
                if (line.StartsWith("# text = ", StringComparison.Ordinal)) text = line[9..];
                else if (line.StartsWith("# sent_id = ", StringComparison.Ordinal)) id = line[12..];
                else if (line.StartsWith("# newdoc", StringComparison.Ordinal) || line.StartsWith("# newpar", StringComparison.Ordinal)) paragraph = true;
            }
            else
            {
                var cells = line.Split('\t');
                if (cells[0].Contains('-', StringComparison.Ordinal) || cells[0].Contains('.', StringComparison.Ordinal)) continue;
                words.Add(new(cells[1], cells[2], cells[3], cells[4], cells[5], int.Parse(cells[6], CultureInfo.InvariantCulture) - 1, RelationNames.Parse(cells[7]), cells[9]));
            }
        }
        if (words.Count > 0) sentences.Add(new(id, text, paragraph, [.. words]));
        return sentences;
    }

    /// <summary>The raw paragraphs, and after how many characters that are not white space each sentence ends.</summary>
    public static IEnumerable<(string Text, HashSet<int> Ends)> Paragraphs(IReadOnlyList<TreeSentence> sentences)
    {
        var text = new StringBuilder();
        var (ends, count) = (new HashSet<int>(), 0);
        foreach (var sentence in sentences)
        {
            if (sentence.NewParagraph && text.Length > 0)
            {
                yield return (text.ToString(), ends);
                text.Clear();
                (ends, count) = ([], 0);
            }
            if (text.Length > 0) text.Append(' ');
            text.Append(sentence.Text);
            count += sentence.Text.Count(c => !char.IsWhiteSpace(c));
            ends.Add(count);
        }
        if (text.Length > 0) yield return (text.ToString(), ends);
    }
}
