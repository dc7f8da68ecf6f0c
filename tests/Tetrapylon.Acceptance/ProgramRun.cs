using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Tetrapylon.Acceptance;

/// <summary>One run of the built program as a process of its own, as a user or a script would run it.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Messages)
{
    public IEnumerable<JsonElement> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement);

    public static Task<ProgramRun> OfAsync(params string[] args) => OfAsync([], args);

    public static async Task<ProgramRun> OfAsync(byte[] input, string[] args)
    {
        using var process = Start(args);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var messages = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, TestContext.Current.CancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading all of its input: the exit code tells why.
        }
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(process.ExitCode, await output, await messages);
    }

    public static Process Start(params string[] args) => Process.Start(new ProcessStartInfo("dotnet", ["exec", Assembly, .. args])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardOutputEncoding = Encoding.UTF8,
        StandardErrorEncoding = Encoding.UTF8,
    })!;

    public static string Assembly { get; } = Path.Combine(AppContext.BaseDirectory, "tetrapylon.dll");

    public static string Samples { get; } = Path.Combine(AppContext.BaseDirectory, "samples");
}

/// <summary>A folder for one test, gone after it.</summary>
internal sealed class Scratch : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tetrapylon-");

    public string this[string name] => Path.Combine(_folder.FullName, name);

    public string File(string name, string text) => File(name, Encoding.UTF8.GetBytes(text));

    public string File(string name, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[name])!);
        System.IO.File.WriteAllBytes(this[name], bytes);
        return this[name];
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
