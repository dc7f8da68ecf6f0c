using Tetrapylon.Model;

namespace Tetrapylon.Reading.Tests;

/// <summary>The examples in the data files hold.</summary>
public sealed class DataTests
{
    private static readonly string[] Around = ["The council met on Monday to hear the mayor.", "Nobody was hurt, officials said."];

    public static TheoryData<string, bool, string> Examples()
    {
        var data = new TheoryData<string, bool, string>();
        foreach (var (file, holds, text) in Reading.Reader.Cues.Examples) data.Add(file, holds, text);
        return data;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Each_example_is_read_as_its_file_says(string file, bool holds, string text)
    {
        // A counter needs a second of its gallery.
        var second = text.StartsWith("3/12", StringComparison.Ordinal) ? "\n\n4/12 The same town by night Getty" : text.StartsWith("Photo 2 of 9", StringComparison.Ordinal) ? "\n\nPhoto 3 of 9: The same bridge (AP)" : "";
        var report = Reading.One($"{Around[0]}\n\n{text}{second}\n\n{Around[1]}").Report!;
        var wanted = file == "furniture" ? BlockKind.Furniture : BlockKind.Caption;
        var found = report.Blocks.Any(b => b.Kind == wanted && text.EndsWith(b.Span.Of(report.Text), StringComparison.Ordinal) && (file != "credits" || b.Credit is not null));
        Assert.Equal(holds, found);
    }

    [Fact]
    public void Publishers_are_found_by_any_of_their_names_and_by_host()
    {
        var publishers = Reading.Reader.Publishers;
        Assert.True(publishers.All.Length >= 300);
        Assert.Equal("reuters", publishers.Find("Reuters via Le Monde")!.Id);
        Assert.Equal("guardian", publishers.Find("the guardian")!.Id);
        Assert.Equal("bbc", publishers.OfHost("news.bbc.co.uk")!.Id);
        Assert.Equal(SourceKind.Monitor, publishers.Find("SOHR")!.Kind);
        Assert.Null(publishers.Find("No Such Paper"));
    }
}
