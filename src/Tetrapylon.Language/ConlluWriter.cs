using System.Globalization;
using Tetrapylon.Model;

namespace Tetrapylon.Language;

/// <summary>Writes plain text as CoNLL-U: sentences, words, tags, lemmas, heads and relations of Universal Dependencies.</summary>
public sealed class ConlluWriter(Analyzer analyzer)
{
    /// <summary>Analyses each paragraph as a report of one body block and writes its sentences.</summary>
    public void Write(IEnumerable<string> paragraphs, TextWriter output)
    {
        var number = 0;
        foreach (var paragraph in paragraphs)
        {
            if (string.IsNullOrWhiteSpace(paragraph)) continue;
            number++;
            var report = new Report { Id = number.ToString(CultureInfo.InvariantCulture), Text = paragraph, Blocks = [new(BlockKind.Body, new(0, paragraph.Length))] };
            output.Write($"# newpar id = p{report.Id}\n");
            Write(analyzer.Analyze(report), output);
        }
    }

    /// <summary>Writes the sentences of a document.</summary>
    public void Write(Document document, TextWriter output)
    {
        for (var s = 0; s < document.Sentences.Length; s++)
        {
            var sentence = document.Sentences[s];
            output.Write($"# sent_id = {document.Report.Id}-{s + 1}\n# text = {document.TextOf(document.SpanOf(sentence.First, sentence.End)).ReplaceLineEndings(" ")}\n");
            for (var i = sentence.First; i < sentence.End; i++)
            {
                var token = document.Tokens[i];
                var number = i - sentence.First + 1;
                if (i + 1 < sentence.End && IsContraction(document, i))
                    output.Write($"{number}-{number + 1}\t{document.TextOf(document.SpanOf(i, i + 2))}\t_\t_\t_\t_\t_\t_\t_\t{(document.Tokens[i + 1].SpaceAfter ? "_" : "SpaceAfter=No")}\n");
                var head = token.Head < 0 ? 0 : token.Head - sentence.First + 1;
                output.Write($"{number}\t{document.TextOf(token.Span)}\t{token.Lemma}\t{token.Upos}\t_\t_\t{head}\t{RelationNames.Of(token.Relation)}\t_\t{(token.SpaceAfter ? "_" : "SpaceAfter=No")}\n");
            }
            output.Write('\n');
        }
    }

    /// <summary>Are a token and the next the two words of one contraction?</summary>
    private bool IsContraction(Document document, int i)
    {
        var (token, next) = (document.Tokens[i], document.Tokens[i + 1]);
        return !token.SpaceAfter && token.Span.End == next.Span.Start && analyzer.Rules.Divide(token.Lower + next.Lower) == token.Lower.Length;
    }
}
