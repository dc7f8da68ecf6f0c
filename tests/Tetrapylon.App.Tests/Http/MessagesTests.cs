using System.Text.RegularExpressions;
using Tetrapylon.App.Http;

namespace Tetrapylon.App.Tests.Http;

public sealed partial class MessagesTests
{
    private static readonly string Root = Above(AppContext.BaseDirectory);

    private static readonly Messages English = Messages.Load(Path.Combine(AppContext.BaseDirectory, "desk", "messages"))["en"];

    [Fact]
    public void Every_word_the_pages_ask_for_is_in_the_catalogue()
    {
        var asked = Directory.EnumerateFiles(Path.Combine(Root, "src/Tetrapylon.App"), "*.razor", SearchOption.AllDirectories)
            .SelectMany(f => Asked().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).Distinct();
        Assert.Empty(asked.Except(English.Keys));
    }

    [Fact]
    public void Other_languages_have_no_words_that_English_has_not()
    {
        foreach (var language in Messages.Load(Path.Combine(AppContext.BaseDirectory, "desk", "messages")).Values)
            Assert.Empty(language.Keys.Except(English.Keys));
    }

    [GeneratedRegex("T(?:\\[|\\.Say\\()\"([a-z0-9._-]+)\"(?:\\]|,)")]
    private static partial Regex Asked();

    private static string Above(string folder) => File.Exists(Path.Combine(folder, "Tetrapylon.slnx")) ? folder : Above(Path.GetDirectoryName(folder)!);
}
