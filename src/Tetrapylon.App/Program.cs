using Tetrapylon.App;
using Tetrapylon.App.Terminals;

using var terminal = Terminal.OfProcess();
return await CommandLine.RunAsync(args, terminal);
