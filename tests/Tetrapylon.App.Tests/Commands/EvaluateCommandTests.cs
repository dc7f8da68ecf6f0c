using System.Text.Json;

namespace Tetrapylon.App.Tests.Commands;

public sealed class EvaluateCommandTests : IDisposable
{
    private const string Report = """{"id":"r1","published":"2019-05-07","text":"Warplanes bombed a market in Idlib on Monday and killed 11 civilians, activists said."}""";
    private const string Coded = """{"id":"r1","events":[{"sub_type":"Air/drone strike","status":"asserted","actors":["Warplanes"],"recipients":["civilians"],"place":"Idlib","country":"SY","date_start":"2019-05-06","date_end":"2019-05-06","fatalities":{"low":11,"high":11},"attribution":"activists","control":null,"damage":null,"evidence":"Warplanes bombed a market in Idlib"}]}""";
    private readonly string _folder = Directory.CreateTempSubdirectory("tetrapylon-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Written(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    [Fact]
    public async Task Fields_are_measured_against_what_a_person_coded()
    {
        var run = await RunResult.OfAsync("", "evaluate", "--json", "--coded", Written("coded.jsonl", Coded), Written("r.jsonl", Report));
        Assert.Equal(ExitCode.Ok, run.ExitCode);
        var fields = JsonDocument.Parse(run.Output).RootElement.GetProperty("fields").EnumerateArray().ToDictionary(f => f.GetProperty("field").GetString()!, f => f.GetProperty("f1").GetDouble());
        Assert.Equal((1.0, 1.0, 1.0), (fields["sub_type"], fields["place"], fields["fatalities"]));
    }

    [Fact]
    public async Task Wrong_lines_are_named_with_what_is_wrong()
    {
        var run = await RunResult.OfAsync("", "evaluate", "--coded", Written("coded.jsonl", Coded + "\n{\"id\":\"r2\",\"events\":[{\"sub_type\":\"Air raid\"}]}\n{\"id\":\"r3\"\n"), Written("r.jsonl", Report));
        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains("line 2: there is no sub-type 'Air raid'", run.Messages, StringComparison.Ordinal);
        Assert.Contains("line 3: no JSON", run.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Codings_of_other_reports_measure_nothing()
    {
        var run = await RunResult.OfAsync("", "evaluate", "--coded", Written("coded.jsonl", Coded.Replace("r1", "x9", StringComparison.Ordinal)), Written("r.jsonl", Report));
        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains("ids must be the same", run.Messages, StringComparison.Ordinal);
    }
}
