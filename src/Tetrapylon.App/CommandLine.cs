using System.CommandLine;
using System.Runtime.InteropServices;
using Tetrapylon.App.Commands;
using Tetrapylon.App.Terminals;
using Tetrapylon.Knowledge.Gazetteer;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Record.Store;

namespace Tetrapylon.App;

/// <summary>The program's commands, and how a run ends.</summary>
internal static class CommandLine
{
    private const int BrokenPipe = 32;

    /// <summary>Every command, in the order a newcomer meets them.</summary>
    public static RootCommand Commands(Terminal terminal) => new("Turns dated news reports into a cited record of a conflict: what happened, who held which place, what was done to which monument.")
    {
        DemoCommand.Build(terminal),
        CodeCommand.Build(terminal),
        ExplainCommand.Build(terminal),
        IngestCommand.Build(terminal),
        WatchCommand.Build(terminal),
        DeriveCommand.Build(terminal),
        ControlCommand.Build(terminal),
        EventsCommand.Build(terminal),
        DamageCommand.Build(terminal),
        ClaimsCommand.Build(terminal),
        ActorsCommand.Build(terminal),
        DiffCommand.Build(terminal),
        ExportCommand.Build(terminal),
        CompareCommand.Build(terminal),
        EvaluateCommand.Build(terminal),
        ServeCommand.Build(terminal),
        AccountCommand.Build(terminal),
        ReadCommand.Build(terminal),
        MentionsCommand.Build(terminal),
        ParseCommand.Build(terminal),
        GazetteerCommand.Build(terminal),
        DoctorCommand.Build(terminal),
    };

    /// <summary>Runs one command line.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, Terminal terminal, CancellationToken stop = default)
    {
        using var interrupted = CancellationTokenSource.CreateLinkedTokenSource(stop);
        // The first signal lets the work in hand finish; a second one ends the process at once.
        void Interrupt(PosixSignalContext signal)
        {
            signal.Cancel = !interrupted.IsCancellationRequested;
            interrupted.Cancel();
        }
        using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
        try
        {
            var parsed = Commands(terminal).Parse(args);
            if (parsed.Errors.Count > 0 && parsed.Action is not System.CommandLine.Help.HelpAction)
                return Refuse(terminal, parsed);
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = terminal.Text, Error = terminal.Messages };
            var code = await parsed.InvokeAsync(configuration, interrupted.Token).ConfigureAwait(false);
            terminal.Flush();
            return interrupted.IsCancellationRequested ? ExitCode.Interrupted : code;
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            terminal.Say("interrupted");
            return ExitCode.Interrupted;
        }
        catch (UsageException e)
        {
            terminal.Complain(e.Message);
            return ExitCode.Usage;
        }
        catch (IOException e) when ((e.HResult & 0xFFFF) == BrokenPipe)
        {
            // Whoever read our output has enough of it ("| head").
            return ExitCode.Ok;
        }
        catch (Exception e) when (e is FailedException or DataException or StoreException or GazetteerFileException or IOException or UnauthorizedAccessException)
        {
            terminal.Complain(e.Message);
            return ExitCode.Failed;
        }
        catch (Exception e) when (Environment.GetEnvironmentVariable("TETRAPYLON_TRACE") is null)
        {
            terminal.Complain($"a fault of the program: {e.GetType().Name}: {e.Message} (set TETRAPYLON_TRACE=1 to see where)");
            return ExitCode.Failed;
        }
    }

    private static int Refuse(Terminal terminal, ParseResult parsed)
    {
        if (parsed.CommandResult.Command is not RootCommand) foreach (var error in parsed.Errors) terminal.Complain(error.Message);
        else terminal.Complain(parsed.UnmatchedTokens is [var first, ..] ? $"there is no command or option '{first}'" : "a command is missing; the one to start with is: tetrapylon demo");
        var name = parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";
        terminal.Say($"see: tetrapylon {name}--help");
        return ExitCode.Usage;
    }
}
