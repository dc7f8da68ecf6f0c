using System.Text;
using Tetrapylon.Reading.Fetching;

namespace Tetrapylon.Reading.Tests.Fetching;

public sealed class RobotsFileTests
{
    private static bool Allows(string file, string path) => RobotsFile.Parse(Encoding.UTF8.GetBytes(file), "tetrapylon").Allows(new("https://example.org" + path));

    [Theory]
    [InlineData("", "/a", true)]
    [InlineData("User-agent: *\nDisallow:", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /", "/a", false)]
    [InlineData("User-agent: *\nDisallow: /private", "/private/a", false)]
    [InlineData("User-agent: *\nDisallow: /private", "/public", true)]
    [InlineData("User-agent: *\nDisallow: /news\nAllow: /news/2016", "/news/2016/a", true)]
    [InlineData("User-agent: *\nAllow: /news\nDisallow: /news", "/news", true)]
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", false)]
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf?x=1", true)]
    [InlineData("User-agent: *\nDisallow: /*?print=", "/a?print=1", false)]
    [InlineData("User-agent: other\nDisallow: /", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /\n\nUser-agent: Tetrapylon\nDisallow: /x", "/a", true)]
    [InlineData("User-agent: a\nUser-agent: tetrapylon # us\nDisallow: /x # here", "/x", false)]
    [InlineData("# all\nUSER-AGENT : *\nDISALLOW : /x\r\nnonsense\r\n", "/x", false)]
    [InlineData("Disallow: /", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /", "/robots.txt", true)]
    public void The_longest_rule_that_fits_decides(string file, string path, bool allowed) => Assert.Equal(allowed, Allows(file, path));

    [Fact]
    public void The_pause_a_site_asks_for_is_read()
    {
        Assert.Equal(TimeSpan.FromSeconds(2.5), RobotsFile.Parse("User-agent: *\nCrawl-delay: 2.5"u8, "tetrapylon").CrawlDelay);
        Assert.Null(RobotsFile.Parse("User-agent: *\nCrawl-delay: soon"u8, "tetrapylon").CrawlDelay);
    }

    [Fact]
    public void A_hostile_file_is_read_and_asked_in_time()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var stars = "User-agent: *\n" + string.Concat(Enumerable.Repeat("Disallow: /" + string.Concat(Enumerable.Repeat("*a", 400)) + "$\n", 5000));
        Assert.True(Allows(stars, "/" + new string('a', 1500) + "b"));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60));
    }
}
