using Tetrapylon.App;
using Tetrapylon.App.Terminals;

using var terminal = Terminal.OfProcess();
return await CommandLine.RunAsync(args, terminal);

/// <summary>The program.</summary>
internal sealed partial class Program
{
    public static string Version { get; } = typeof(Program).Assembly.GetName().Version!.ToString(3);
}
