using System.CommandLine;
using System.Globalization;
using Tetrapylon.App.Flow;
using Tetrapylon.App.Terminals;
using Tetrapylon.App.Wording;
using Tetrapylon.Coding;
using Tetrapylon.Model;

namespace Tetrapylon.App.Commands;

/// <summary><c>tetrapylon explain</c>: a report sentence by sentence, with the claims each makes and why they were read so, and the words of which nothing is told.</summary>
internal static class ExplainCommand
{
    public static Command Build(Terminal terminal)
    {
        var (files, data) = (Flags.Files(), Flags.Data());
        var model = Flags.Model();
        var command = new Command("explain", "Show a report sentence by sentence, what was coded from each, and why.") { files, model, data };
        command.SetAction((parsed, stop) =>
        {
            var stages = new Stages(parsed.GetValue(data) ?? [], parsed.GetValue(model)).Loaded();
            var flow = new ReportFlow(terminal, stages.Reader, parsed.GetRequiredValue(files));
            return flow.RunAsync("explain", stages.CodeWithReasons, (_, made) => Write(terminal, made.Document, made.Coded, made.Silent), closing: false, stop);
        });
        return command;
    }

    private static void Write(Terminal terminal, Document document, CodedReport coded, List<SilentWord> silent)
    {
        ClaimText.Head(terminal, coded.Report);
        var next = 0;
        for (var block = 0; block < coded.Report.Blocks.Length; block++)
        {
            var (kind, span) = (coded.Report.Blocks[block].Kind, coded.Report.Blocks[block].Span);
            if (kind == BlockKind.Furniture)
            {
                terminal.Line();
                terminal.Line("[furniture, not coded] ", Terminal.Plain(span.Of(coded.Report.Text).ToString()));
                continue;
            }
            for (; next < document.Sentences.Length && document.Sentences[next].Block == block; next++)
                Write(terminal, document, document.Sentences[next], kind, coded, silent);
        }
        terminal.Line();
    }

    private static void Write(Terminal terminal, Document document, Sentence sentence, BlockKind kind, CodedReport coded, List<SilentWord> silent)
    {
        if (sentence.Length == 0) return;
        var words = document.SpanOf(sentence.First, sentence.End);
        terminal.Line();
        terminal.Line($"[{WireName.Of(kind)}] ", Terminal.Plain(document.TextOf(words)));
        foreach (var claim in coded.Claims)
        {
            // A claim belongs to the sentence its main evidence begins in.
            if (!words.Contains(claim.Evidence[0].Start)) continue;
            ClaimText.Write(terminal, claim, "    ");
            foreach (var reason in claim.Because) terminal.Line("      because  ", Terminal.Plain(reason));
        }
        foreach (var word in silent)
            if (words.Contains(word.Words.Start))
                terminal.Line("    not told ", Terminal.Plain(string.Create(CultureInfo.InvariantCulture, $"'{document.TextOf(word.Words)}': {word.SubType} {word.Belief:0.00}, no event {word.None:0.00}")));
    }
}
