using System.Text.RegularExpressions;

namespace Tetrapylon.Acceptance;

/// <summary>What the documents tell a researcher to lay over our data does what they say.</summary>
public sealed class HowToTests : IDisposable
{
    private static readonly string Root = Above(AppContext.BaseDirectory);
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_place_of_ones_own_is_found()
    {
        var table = Regex.Match(await ReadAsync("docs/how-to-add-a-place.md"), "```\n(# origin.*?)```", RegexOptions.Singleline).Groups[1].Value;
        _scratch.File("mine/gazetteer/places.tsv", table);
        var run = await ProgramRun.OfAsync("gazetteer", "find", "--data", _scratch["mine"], "Harun");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("own:harun", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_actor_of_ones_own_is_known_by_its_id()
    {
        var heading = (await ReadAsync("data/actors/syria-iraq.tsv")).Split('\n').First(l => l.StartsWith("id\t", StringComparison.Ordinal));
        _scratch.File("mine/actors/own.tsv", $"# origin: our own\n# licence: none\n{heading}\nharun-lions\tHarun Lions\tLions of Harun\trebel_group\tSY\t\t\n");
        var run = await ProgramRun.OfAsync("mentions", "--data", _scratch["mine"], "--json", _scratch.File("r.txt", "date 2019-05-08 Fighters of the Harun Lions captured a village on Monday."));
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("harun-lions", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trigger_of_ones_own_is_read()
    {
        const string file = "ontology/events/shelling_artillery_missile_attack.yaml";
        var ours = await ReadAsync("data/" + file);
        _scratch.File("mine/" + file, ours.Replace("triggers:\n", "triggers:\n  - words: [plonk/v]\n    strength: strong\n", StringComparison.Ordinal));
        var report = _scratch.File("r.txt", "date 2019-05-08 The army plonked the town of Saraqib with mortars on Tuesday.");
        var run = await ProgramRun.OfAsync("explain", "--data", _scratch["mine"], report);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("plonked", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_of_which_nothing_is_told_are_shown()
    {
        var run = await ProgramRun.OfAsync("explain", _scratch.File("r.txt", "date 2019-05-08 Soldiers emptied the store of a clinic in Kaya and burned its papers."));
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("not told 'burned': Looting/property destruction 0.", run.Output, StringComparison.Ordinal);
    }

    private static Task<string> ReadAsync(string path) => File.ReadAllTextAsync(Path.Combine(Root, path), TestContext.Current.CancellationToken);

    private static string Above(string folder) => File.Exists(Path.Combine(folder, "Tetrapylon.slnx")) ? folder : Above(Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar))!);
}
