using System.Runtime.CompilerServices;
using Tetrapylon.Language.Tokens;
using Tetrapylon.Language.Weights;
using Tetrapylon.Model;

namespace Tetrapylon.Language.Tests.Networks;

public sealed class NetworkTests
{
    private static readonly string Models = Path.Combine(AppContext.BaseDirectory, "models");
    private static readonly Analyzer Fast = Analyzer.Load(Models);
    private static readonly Analyzer Accurate = Analyzer.Load(Models, model: LanguageModel.Accurate);

    [Theory]
    [InlineData("Government troops backed by jets retook the airfield that rebels had held since May.", "retook", "troops:retook:Nsubj jets:backed:OblAgent airfield:retook:Obj rebels:held:Nsubj held:airfield:AclRelcl May:held:Obl")]
    [InlineData("Three farmers were shot dead by gunmen near Makhmour, a police officer said.", "shot", "farmers:shot:NsubjPass were:shot:AuxPass gunmen:shot:OblAgent Makhmour:shot:Obl")]
    public void Heads_and_relations_tell_who_did_what(string text, string predicate, string arcs)
    {
        var document = Read(text);
        Assert.Equal(Upos.VERB, document.Token(predicate).Upos);
        Assert.All(arcs.Split(' '), arc =>
        {
            var cells = arc.Split(':');
            var token = document.Token(cells[0]);
            Assert.Equal(arc, $"{cells[0]}:{document.TextOf(document.Tokens[token.Head].Span)}:{token.Relation}");
        });
    }

    [Fact]
    public void A_passive_is_marked_as_with_the_fast_model() =>
        Assert.True(Read("The bridge was blown up on Tuesday.").Token("blown").Morph.HasFlag(Morph.Passive));

    [Fact]
    public void What_was_read_before_changes_nothing()
    {
        const string Text = "Shells fell on the old market of Anadan and wounded nine people.";
        var first = Analyzer.Load(Models, model: LanguageModel.Accurate).Analyze(English.Report(Text)).Tokens;
        _ = Read("Nine shells wounded the people of the old town, and fell.", Text, Text);
        Assert.Equal(first, Read(Text).Tokens);
    }

    [Theory]
    [InlineData(LanguageModel.Fast)]
    [InlineData(LanguageModel.Accurate)]
    public void The_longest_sentence_is_a_tree_of_one_root(LanguageModel model)
    {
        var document = Of(model).Analyze(English.Report(string.Concat(Enumerable.Repeat("and gunmen attacked ", SentenceSplitter.Longest / 3 + 40))));
        Assert.All(document.Sentences, s => Assert.Single(document.Tokens.AsSpan(s.First, s.Length).ToArray(), t => t.Head < 0));
        for (var i = 0; i < document.Tokens.Length; i++)
        {
            var (at, steps) = (i, 0);
            while (document.Tokens[at].Head >= 0 && steps++ <= SentenceSplitter.Longest) at = document.Tokens[at].Head;
            Assert.True(steps <= SentenceSplitter.Longest, $"word {i} hangs in a circle");
        }
    }

    [Theory]
    [InlineData(LanguageModel.Fast)]
    [InlineData(LanguageModel.Accurate)]
    public void Reading_again_allocates_the_document_and_nothing_else(LanguageModel model)
    {
        var analyzer = Of(model);
        var report = English.Report("Shells fell on the old market of Anadan and wounded nine people, medics and a resident of the town said.");
        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            analyzer.Analyze(report);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Allocated();
        // Tokens and their sentence numbers are the document's own; the rest is the same for any length.
        var words = analyzer.Analyze(report).Tokens.Length;
        Assert.InRange(Allocated(), 1, words * (Unsafe.SizeOf<Token>() + sizeof(int)) + 600);
    }

    [Fact]
    public void Workers_may_read_at_once()
    {
        string[] texts = ["Rebels left the town.", "A drone struck a convoy near Raqqa.", "Protesters were arrested by police in the capital.", "The truce was broken on Sunday."];
        var expected = texts.Select(t => Read(t).Tokens).ToArray();
        Parallel.For(0, 64, i => Assert.Equal(expected[i % texts.Length], Read(texts[i % texts.Length]).Tokens));
    }

    [Theory]
    [InlineData(LanguageModel.Fast, "vectors.bin", "network-fast.bin")]
    [InlineData(LanguageModel.Accurate, "vectors.bin", "network.bin")]
    [InlineData(LanguageModel.Accurate, "network-fast.bin", "network.bin")]
    public void Another_file_in_the_place_of_the_network_is_refused(LanguageModel model, string other, string network)
    {
        var folder = Directory.CreateTempSubdirectory("tetrapylon-models-");
        try
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, "en"));
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Models, "en"), "*.bin")) File.Copy(file, Path.Combine(folder.FullName, "en", Path.GetFileName(file)));
            File.Copy(Path.Combine(Models, "en", other), Path.Combine(folder.FullName, "en", network), overwrite: true);
            Assert.Contains(network, Assert.Throws<ModelFileException>(() => Analyzer.Load(folder.FullName, model: model)).Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Analyzer Of(LanguageModel model) => model == LanguageModel.Fast ? Fast : Accurate;

    private static Document Read(params string[] blocks) => Accurate.Analyze(English.Report(blocks));
}
