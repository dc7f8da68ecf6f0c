using System.Text;
using Tetrapylon.App.Terminals;

namespace Tetrapylon.App.Tests;

/// <summary>What one command line did, run inside the test with streams of its own.</summary>
internal sealed record RunResult(int ExitCode, string Output, string Messages)
{
    public static async Task<RunResult> OfAsync(string input, params string[] args)
    {
        using var output = new MemoryStream();
        using var messages = new StringWriter();
        int code;
        using (var terminal = new Terminal(new MemoryStream(Encoding.UTF8.GetBytes(input)), output, messages))
            code = await CommandLine.RunAsync(args, terminal, TestContext.Current.CancellationToken);
        return new(code, Encoding.UTF8.GetString(output.ToArray()), messages.ToString());
    }
}
