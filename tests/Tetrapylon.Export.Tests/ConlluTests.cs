using System.Text;
using Tetrapylon.Model;

namespace Tetrapylon.Export.Tests;

public sealed class ConlluTests
{
    [Fact]
    public void Parts_of_a_contraction_stand_under_one_word_of_the_text()
    {
        const string text = "They don't go.";
        var report = new Report { Id = "r", Text = text, Blocks = [new(BlockKind.Body, new(0, text.Length))] };
        var document = new Document(report,
            [Word(0, 4, "they", 3, Relation.Nsubj), Word(5, 7, "do", 3, Relation.Aux, false), Word(7, 10, "not", 3, Relation.Advmod), Word(11, 13, "go", -1, Relation.Root, false), Word(13, 14, ".", 3, Relation.Punct)],
            [new(0, 5, 0)], []);
        var written = new StringBuilder();
        Conllu.Write(document, written);
        Assert.Equal(
            "# text = They don't go.\n"
            + "1\tThey\tthey\tX\t_\t_\t4\tnsubj\t_\t_\n"
            + "2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n"
            + "2\tdo\tdo\tX\t_\t_\t4\taux\t_\tSpaceAfter=No\n"
            + "3\tn't\tnot\tX\t_\t_\t4\tadvmod\t_\t_\n"
            + "4\tgo\tgo\tX\t_\t_\t0\troot\t_\tSpaceAfter=No\n"
            + "5\t.\t.\tX\t_\t_\t4\tpunct\t_\t_\n\n", written.ToString());

        static Token Word(int start, int end, string lemma, int head, Relation relation, bool space = true) =>
            new() { Span = new(start, end), Lower = lemma, Lemma = lemma, Head = head, Relation = relation, SpaceAfter = space };
    }
}
