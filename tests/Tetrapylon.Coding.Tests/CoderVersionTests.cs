using Tetrapylon.Knowledge.Loading;

namespace Tetrapylon.Coding.Tests;

public sealed class CoderVersionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("coder-").FullName;

    [Fact]
    public void The_version_follows_from_what_the_coder_knows_and_its_weights()
    {
        var models = Write("models/en/weights.bin", "1");
        Write("data/actors/a.tsv", "x");
        var first = Version(models);
        Assert.Equal(first, Version(models));
        Write("models/en/weights.bin", "2");
        var weighed = Version(models);
        Assert.NotEqual(first, weighed);
        Write("data/actors/a.tsv", "y");
        Assert.NotEqual(weighed, Version(models));
        Assert.NotEqual(Version(models), CoderVersion.Of(Data, models, "Accurate"));
    }

    [Fact]
    public void Line_endings_cards_and_rules_of_merging_change_nothing()
    {
        var models = Write("models/en/weights.bin", "1");
        Write("data/actors/a.tsv", "x\ny\n");
        var first = Version(models);
        Write("data/actors/a.tsv", "x\r\ny\r\n");
        Write("models/en/README.md", "a card");
        Write("data/record/merge.yaml", "threshold: 1");
        Assert.Equal(first, Version(models));
    }

    private DataFolder Data => new(Path.Combine(_folder, "data"));

    private Model.ContentId Version(string models) => CoderVersion.Of(Data, models);

    private string Write(string path, string text)
    {
        var whole = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(whole)!);
        File.WriteAllText(whole, text);
        return Path.Combine(_folder, "models");
    }

    public void Dispose() => Directory.Delete(_folder, true);
}
