using System.CommandLine;
using System.Text;
using Tetrapylon.App.Terminals;
using Tetrapylon.Language;

namespace Tetrapylon.App.Commands;

/// <summary><c>tetrapylon parse</c>: plain text as words, tags and heads, for those who judge the language model.</summary>
internal static class ParseCommand
{
    public static Command Build(Terminal terminal)
    {
        var file = Flags.Files("Plain text, a paragraph a line; - for standard input.");
        var conllu = new Option<bool>("--conllu") { Description = "As CoNLL-U, the format of treebanks (the only one so far, and the default)." };
        var model = Flags.Model();
        var command = new Command("parse", "Read plain text as language: sentences, words, tags, heads.") { file, conllu, model };
        command.SetAction((parsed, stop) =>
        {
            var writer = new ConlluWriter(Analyzer.Load(Stages.ModelsFolder, model: parsed.GetValue(model)));
            foreach (var path in parsed.GetRequiredValue(file)) writer.Write(Paragraphs(terminal, path, stop), terminal.Text);
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }

    private static IEnumerable<string> Paragraphs(Terminal terminal, string path, CancellationToken stop)
    {
        using var text = new StreamReader(path == "-" ? terminal.Input : File.OpenRead(path), Encoding.UTF8);
        while (text.ReadLine() is { } line)
        {
            stop.ThrowIfCancellationRequested();
            yield return line;
        }
    }
}
