using System.Text;
using Tetrapylon.App.Terminals;
using Tetrapylon.Reading.Fetching;

namespace Tetrapylon.App.Tests;

/// <summary>What one command line did, run inside the test with streams of its own.</summary>
internal sealed record RunResult(int ExitCode, string Output, string Messages)
{
    public static Task<RunResult> OfAsync(string input, params string[] args) => OfAsync(null, input, args);

    /// <summary>The same, with this machine's own servers in reach.</summary>
    public static Task<RunResult> WithServersAsync(params string[] args) => OfAsync(AddressGuard.AlsoLoopback, "", args);

    private static async Task<RunResult> OfAsync(AddressGuard? reachable, string input, string[] args)
    {
        using var output = new MemoryStream();
        using var messages = new StringWriter();
        int code;
        using (var terminal = new Terminal(new MemoryStream(Encoding.UTF8.GetBytes(input)), output, messages) { Reachable = reachable ?? AddressGuard.PublicOnly })
            code = await CommandLine.RunAsync(args, terminal, TestContext.Current.CancellationToken);
        return new(code, Encoding.UTF8.GetString(output.ToArray()), messages.ToString());
    }
}
