using NodaTime;
using Tetrapylon.Model;

namespace Tetrapylon.Reading.Tests.Formats;

public sealed class HtmlFormatTests
{
    private const string Filler = "Shelling has emptied the quarter, and the last bakery closed on Friday when its flour ran out, residents told the paper.";

    private static string Page(string head, string body) => $"<!doctype html><html lang=\"en-GB\"><head><title>Bridge falls in Ruwaydah | Daily Test</title>{head}</head><body>{body}</body></html>";

    private static readonly string Whole = Page(
        """
        <meta property="og:site_name" content="Daily Test"><meta name="author" content="Jane Doe">
        <script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge falls in Ruwaydah","datePublished":"2016-04-05T10:00:00+03:00","dateModified":"2016-04-07"}</script>
        """,
        $"""
        <nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
        <article><h1>Bridge falls in Ruwaydah</h1><p class="byline">By Jane Doe</p>
        <p>The old bridge of Ruwaydah fell into the river on Monday after two days of shelling, the mayor said.</p>
        <figure><img src="a.jpg"><figcaption>Boats pass under the bridge before the war. <span class="credit">Jane Doe/AP</span></figcaption></figure>
        <p>{Filler}</p><h2>No way across</h2><p>{Filler} Engineers hope to put up a ferry.</p>
        <div class="related-stories"><h3>Read more</h3><ul><li><a href="/x">Five bridges that are no more</a></li></ul></div>
        <p>{Filler} It was built in 1911.</p></article>
        <footer>Copyright 2019 Daily Test. All rights reserved.</footer>
        """);

    [Fact]
    public void A_page_is_told_apart_into_its_blocks()
    {
        var report = Reading.One(Whole, "a.html").Report!;
        Assert.Equal(["Bridge falls in Ruwaydah"], report.Texts(BlockKind.Headline));
        Assert.Equal(5, report.Texts(BlockKind.Body).Length);
        Assert.Contains("No way across", report.Texts(BlockKind.Body));
        var caption = Assert.Single(report.Blocks, b => b.Kind == BlockKind.Caption);
        Assert.Equal("Jane Doe/AP", caption.Credit!.Value.Of(report.Text).ToString());
        Assert.Contains("Five bridges that are no more", report.Texts(BlockKind.Furniture));
        Assert.Equal(("Bridge falls in Ruwaydah", "Jane Doe", "Daily Test", "en"), (report.Title, report.Byline, report.Publisher, report.Language));
    }

    [Fact]
    public void A_credit_of_one_word_alone_under_a_picture_is_its_caption()
    {
        var report = Reading.One(Page("", $"<article><h1>Bridge falls in Ruwaydah</h1><p>{Filler}</p><figure><img src=\"a.jpg\"><figcaption><span class=\"caption\"></span><span class=\"credit\"> Reuters </span></figcaption></figure><p>{Filler}</p></article>"), "a.html").Report!;
        var caption = Assert.Single(report.Blocks, b => b.Kind == BlockKind.Caption);
        Assert.Equal("Reuters", caption.Credit!.Value.Of(report.Text).ToString());
    }

    [Fact]
    public void Publication_and_update_are_two_days()
    {
        var report = Reading.One(Whole, "a.html").Report!;
        Assert.Equal((new LocalDate(2016, 4, 5), PublishedBasis.JsonLd), (report.PublishedOn!.Value, report.PublishedBasis!.Value));
        Assert.Equal(new LocalDate(2016, 4, 7), report.UpdatedOn);
    }

    [Theory]
    [InlineData("<meta property=\"article:published_time\" content=\"2016-04-05T22:00:00Z\">", "", PublishedBasis.Metadata)]
    [InlineData("", "<time datetime=\"2016-04-05\">Tuesday</time>", PublishedBasis.TimeElement)]
    [InlineData("<link rel=\"canonical\" href=\"https://example.org/2016/04/05/bridge\">", "", PublishedBasis.Url)]
    [InlineData("", "<div>Published 5 April 2016</div>", PublishedBasis.VisibleText)]
    [InlineData("", "<div>5. April 2016, 10 Uhr</div>", PublishedBasis.VisibleText)]
    public void The_day_is_read_wherever_it_stands(string head, string line, PublishedBasis basis)
    {
        var report = Reading.One(Page(head, $"<article><h1>Bridge falls in Ruwaydah</h1>{line}<p>{Filler}</p><p>{Filler}</p></article><footer>© 2 May 2019 Daily Test</footer>"), "a.html").Report!;
        Assert.Equal((new LocalDate(2016, 4, 5), basis), (report.PublishedOn!.Value, report.PublishedBasis!.Value));
    }

    [Fact]
    public void A_copyright_year_or_a_comment_dates_nothing()
    {
        var result = Reading.One(Page("", $"<article><h1>Bridge falls in Ruwaydah</h1><p>{Filler}</p><p>{Filler}</p></article><footer>Copyright 1 May 2019</footer>"), "a.html");
        Assert.Null(result.Report!.PublishedOn);
        Assert.Contains("no-day", result.Codes());
    }

    [Fact]
    public void A_day_of_the_story_is_not_the_reports()
    {
        var result = Reading.One(Page("<meta name=\"description\" content=\"The bridge of Ruwaydah fell on 5 April 2016 and is to be built anew.\">", $"<article><h1>Bridge falls in Ruwaydah</h1><p>The bridge of Ruwaydah fell on 5 April 2016 and is to be built anew, the mayor told the council.</p><p>{Filler}</p></article>"), "a.html");
        Assert.Null(result.Report!.PublishedOn);
        Assert.Contains("no-day", result.Codes());
    }

    [Fact]
    public void Days_of_other_stories_and_of_comments_do_not_date_this_one()
    {
        var others = string.Concat(Enumerable.Range(1, 6).Select(d => $"<li><a href=\"/{d}\">Ferry {d} sails</a> <span class=\"date\">{d} May 2017</span></li>"));
        var report = Reading.One(Page("", $"<article><h1>Bridge falls in Ruwaydah</h1><span class=\"date\">5 April 2016</span><p>{Filler}</p><p>{Filler}</p></article><ul>{others}</ul><div id=\"comments\"><time datetime=\"2016-04-09\">9 April 2016</time> Sad news.</div>"), "a.html").Report!;
        Assert.Equal(new LocalDate(2016, 4, 5), report.PublishedOn);
    }

    [Theory]
    [InlineData("<script>window.state = {\"page\":{\"publishedAt\":\"2016-04-05T08:00:00+02:00\"}}</script>")]
    [InlineData("<script>var s = \"{\\\"date_published\\\":\\\"2016-04-05\\\"}\";</script>")]
    [InlineData("<span data-time=\"1459850000\">Tuesday</span>")]
    [InlineData("<span class=\"updated\" title=\"2016-04-05T18:52:11+00:00\"></span>")]
    public void A_day_meant_for_programs_is_read_too(string line)
    {
        var report = Reading.One(Page("", $"<article><h1>Bridge falls in Ruwaydah</h1>{line}<p>{Filler}</p><p>{Filler}</p></article>"), "a.html").Report!;
        Assert.Equal(new LocalDate(2016, 4, 5), report.PublishedOn);
    }

    [Fact]
    public void Where_two_days_are_nearly_as_likely_both_are_told()
    {
        var result = Reading.One(Page("", $"<article><h1>Bridge falls in Ruwaydah</h1><time>5 April 2016</time><time>9 April 2016</time><p>{Filler}</p></article>"), "a.html");
        Assert.Equal(2, result.Days.Length);
        Assert.Contains("9", Assert.Single(result.Report!.Issues, i => i.Code == "day-doubtful").Message, StringComparison.Ordinal);
        Assert.InRange(result.Days.Sum(d => d.Score), 0.5, 1);
    }

    [Fact]
    public void A_moment_in_utc_late_at_night_yields_to_the_day_the_page_shows()
    {
        var report = Reading.One(Page("<meta property=\"article:published_time\" content=\"2016-04-04T22:30:00Z\">", $"<article><h1>Bridge falls in Ruwaydah</h1><time>5 April 2016</time><p>{Filler}</p></article>"), "a.html").Report!;
        Assert.Equal(new LocalDate(2016, 4, 5), report.PublishedOn);
    }

    [Fact]
    public void A_page_whose_author_calls_everything_a_sidebar_keeps_its_body()
    {
        var report = Reading.One(Page("", $"<div id=\"sidebar-wrapper\"><h1>Bridge falls in Ruwaydah</h1><p>{Filler}</p><p>{Filler}</p></div>"), "a.html").Report!;
        Assert.Equal(2, report.Texts(BlockKind.Body).Length);
    }

    [Fact]
    public void A_declared_encoding_is_used()
    {
        byte[] page = [.. "<html><head><meta charset=\"windows-1251\"></head><body><p>"u8, 0xCC, 0xEE, 0xF1, 0xF3, 0xEB, .. "</p></body></html>"u8];
        Assert.Equal("Мосул", Assert.Single(Reading.Of(page, "a.html")).Report!.Text);
    }

    private static readonly Dictionary<string, string> Attacks = new()
    {
        ["nested"] = string.Concat(Enumerable.Repeat("<div>", 100_000)),
        ["formatting"] = string.Concat(Enumerable.Repeat("<b><p>", 20_000)),
        ["fonts"] = string.Concat(Enumerable.Repeat("<p><font size=1>", 5_000)),
        ["brackets"] = new string('<', 1_000_000),
        ["ampersands"] = new string('&', 1_000_000),
        ["attributes"] = "<div " + string.Join(' ', Enumerable.Range(0, 100_000).Select(i => $"a{i}=1")) + ">",
        ["open comment"] = string.Concat(Enumerable.Repeat("<!-- ", 200_000)),
        ["open quotes"] = string.Concat(Enumerable.Repeat("<a href=\"", 200_000)),
        ["end tags"] = string.Concat(Enumerable.Repeat("<i>", 500)) + string.Concat(Enumerable.Repeat("</b>", 300_000)),
        ["tables"] = string.Concat(Enumerable.Repeat("<table><tr><td>", 5_000)),
        ["raw ends"] = "<script>" + string.Concat(Enumerable.Repeat("</scr", 200_000)),
        ["titles"] = string.Concat(Enumerable.Repeat("<title>", 200_000)),
        ["linked data"] = "<script type=\"application/ld+json\">" + string.Concat(Enumerable.Repeat("{\"a\":", 50_000)) + "</script>",
    };

    public static TheoryData<string> Kinds() => [.. Attacks.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Hostile_pages_take_no_more_than_their_share_of_time(string kind)
    {
        Reading.One(Page("", $"<p>{Filler}</p>"), "warm.html");
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var result = Reading.One($"<html><body><p>{Filler}</p>{Attacks[kind]}<p>{Filler}</p></body></html>", "a.html");
        Assert.NotNull(result.Report);
        // A generous bound: what is quadratic in these sizes takes minutes.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"{kind} took {watch.Elapsed}");
    }
}
