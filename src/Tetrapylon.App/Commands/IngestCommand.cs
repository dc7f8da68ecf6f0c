using System.CommandLine;
using Tetrapylon.App.Flow;
using Tetrapylon.App.Terminals;

namespace Tetrapylon.App.Commands;

/// <summary><c>tetrapylon ingest</c>: reports into the record.</summary>
internal static class IngestCommand
{
    public static Command Build(Terminal terminal)
    {
        var (files, store, data) = (Flags.Files(), Flags.Store(), Flags.Data());
        var model = Flags.Model();
        var recode = new Option<bool>("--recode") { Description = "Code again what other rules, knowledge or weights coded before; claims that a reviewer judged stay." };
        var command = new Command("ingest", "Read and code reports into the record. Running it twice adds nothing; an interrupted run resumes.") { files, store, model, data, recode };
        command.SetAction((parsed, stop) =>
        {
            var stages = new Stages(parsed.GetValue(data) ?? [], parsed.GetValue(model));
            var rules = Rules.Load(stages.Data);
            return new IngestFlow(terminal, stages, rules, parsed.GetRequiredValue(store), parsed.GetValue(recode)).RunAsync(parsed.GetRequiredValue(files), stop);
        });
        return command;
    }
}
