using System.Xml.Linq;

namespace Tetrapylon.App.Tests;

/// <summary>References between projects point one way: Model ← Knowledge ← {Reading, Language ← Coding, Record ← Export} ← App.</summary>
public sealed class ProjectReferencesTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Model"] = [],
        ["Knowledge"] = ["Model"],
        ["Reading"] = ["Model", "Knowledge"],
        ["Language"] = ["Model", "Knowledge"],
        ["Coding"] = ["Model", "Knowledge", "Language"],
        ["Record"] = ["Model", "Knowledge"],
        ["Export"] = ["Model", "Knowledge", "Record"],
        ["App"] = ["Model", "Knowledge", "Reading", "Language", "Coding", "Record", "Export"],
    };

    private static readonly string Root = Above(AppContext.BaseDirectory);

    public static TheoryData<string> Projects => [.. Directory.GetDirectories(Path.Combine(Root, "src")).Select(d => Path.GetFileName(d)!)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void References_point_one_way(string project)
    {
        var name = project["Tetrapylon.".Length..];
        var file = XDocument.Load(Path.Combine(Root, "src", project, project + ".csproj"));
        var references = file.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension((string)r.Attribute("Include")!)["Tetrapylon.".Length..]);
        Assert.Empty(references.Except(Allowed[name]));
    }

    [Fact]
    public void The_model_needs_nothing_but_dates()
    {
        var file = XDocument.Load(Path.Combine(Root, "src/Tetrapylon.Model/Tetrapylon.Model.csproj"));
        Assert.Equal(["NodaTime"], file.Descendants("PackageReference").Select(r => (string)r.Attribute("Include")!));
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var listed = XDocument.Load(Path.Combine(Root, "Tetrapylon.slnx")).Descendants("Project").Select(p => (string)p.Attribute("Path")!).Order(StringComparer.Ordinal);
        var there = new[] { "src", "tests", "tools", "benchmarks" }.Select(f => Path.Combine(Root, f)).Where(Directory.Exists)
            .SelectMany(f => Directory.GetDirectories(f)).SelectMany(d => Directory.GetFiles(d, "*.csproj"))
            .Select(p => Path.GetRelativePath(Root, p).Replace('\\', '/')).Order(StringComparer.Ordinal);
        Assert.Equal(there, listed);
    }

    [Theory]
    [InlineData("Common")]
    [InlineData("Core")]
    [InlineData("Shared")]
    [InlineData("Utils")]
    [InlineData("Helpers")]
    [InlineData("Manager")]
    [InlineData("Service")]
    [InlineData("Infrastructure")]
    public void No_file_or_folder_is_named_for_nothing(string name)
    {
        var found = Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Select(p => Path.GetRelativePath(Root, p)).Where(p => !p.Contains("/obj/", StringComparison.Ordinal))
            .Where(p => p.Split('/', '.').Any(part => part.EndsWith(name, StringComparison.OrdinalIgnoreCase)));
        Assert.Empty(found);
    }

    private static string Above(string folder) =>
        File.Exists(Path.Combine(folder, "Tetrapylon.slnx")) ? folder : Above(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("the tests run outside of the source tree"));
}
