using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Tetrapylon.App.Flow;
using Tetrapylon.App.Terminals;
using Tetrapylon.Record.Store;

namespace Tetrapylon.App.Commands;

/// <summary><c>tetrapylon derive</c>: events, control and damage anew from the claims the record holds, by the rules as they are now.</summary>
internal static class DeriveCommand
{
    public static Command Build(Terminal terminal)
    {
        var (store, data) = (Flags.Store(), Flags.Data());
        var command = new Command("derive", "Replay the rules: derive events, control and damage anew from the record's claims, by your own merge policy with --data. No report is read again.") { store, data };
        command.SetAction((parsed, stop) =>
        {
            var rules = Rules.Load(new Stages(parsed.GetValue(data) ?? []).Data);
            // Asked of a record that is there: deriving does not make one.
            RecordCounts before;
            using (var reader = RecordStore.Open(parsed.GetRequiredValue(store), rules, readOnly: true)) before = reader.Counts();
            using var record = RecordStore.Open(parsed.GetRequiredValue(store), rules);
            var clock = Stopwatch.StartNew();
            if (record.IsStale) record.Derive(new UntilStopped(stop));
            var now = record.Counts();
            terminal.Say(string.Create(CultureInfo.InvariantCulture,
                $"{record.Name}: {now.Claims:#,0} claims make {now.Events:#,0} events ({before.Events:#,0} before), {now.Places:#,0} places with a history ({before.Places:#,0}), {now.DamageRecords:#,0} damage records ({before.DamageRecords:#,0}); {clock.Elapsed.TotalSeconds:0.0} s"));
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }
}
