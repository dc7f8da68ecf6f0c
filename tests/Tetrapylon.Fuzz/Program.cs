using SharpFuzz;

namespace Tetrapylon.Fuzz;

/// <summary>Reads what a fuzzer puts on standard input, over and over. The script <c>run</c> beside this file starts it.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        switch (args)
        {
            case ["instrument", var assembly]:
                Fuzzer.Instrument(assembly, static _ => true, Options.Value);
                return 0;
            case [var name] when Target.All.FirstOrDefault(t => t.Name == name) is { } target:
                Fuzzer.OutOfProcess.Run(stream =>
                {
                    using var input = new MemoryStream();
                    stream.CopyTo(input);
                    foreach (var result in target.Read(input.ToArray())) SoundReport.Check(result);
                });
                return 0;
            default:
                Console.Error.WriteLine($"usage: Tetrapylon.Fuzz instrument ASSEMBLY | {string.Join(" | ", Target.All.Select(t => t.Name))}");
                return 2;
        }
    }
}
