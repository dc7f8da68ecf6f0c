using System.Text;
using NodaTime;
using Tetrapylon.Model;

namespace Tetrapylon.Reading.Tests.Formats;

public sealed class FeedFormatTests
{
    [Fact]
    public void An_entry_of_rss_is_a_report()
    {
        var result = Reading.One("""
            <?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>
            <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Daily Test</title><language>en-gb</language>
            <item><title>Bridge falls &amp;amp; river rises</title><link>https://example.org/1</link><guid>g1</guid><pubDate>Tue, 05 Apr 2016 10:00:00 +0200</pubDate>
            <description>short</description><content:encoded><![CDATA[<p>The bridge fell on <b>Monday</b>.</p><figure><figcaption>Boats at the quay</figcaption></figure><script>x()</script><p>&x; Nobody was hurt.</p>]]></content:encoded></item>
            </channel></rss>
            """, "feed.xml");
        var report = result.Report!;
        Assert.Equal(("g1", "Bridge falls & river rises", "Daily Test", "en"), (report.Id, report.Title, report.Publisher, report.Language));
        Assert.Equal((new LocalDate(2016, 4, 5), PublishedBasis.Feed), (report.PublishedOn!.Value, report.PublishedBasis!.Value));
        Assert.Equal(["The bridge fell on Monday.", "&x; Nobody was hurt."], report.Texts(BlockKind.Body));
        Assert.Equal(["Boats at the quay"], report.Texts(BlockKind.Caption));
    }

    [Fact]
    public void Atom_tells_publication_and_update_apart()
    {
        var report = Reading.One("""
            <feed xmlns="http://www.w3.org/2005/Atom"><title>Daily Test</title><entry><id>e1</id><title>Bridge falls</title><link rel="alternate" href="https://example.org/1"/>
            <published>2016-04-05T10:00:00Z</published><updated>2016-04-06T10:00:00Z</updated><author><name>Jane Doe</name></author>
            <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The bridge fell.</p></div></content></entry></feed>
            """, "feed.xml").Report!;
        Assert.Equal((new LocalDate(2016, 4, 5), new LocalDate(2016, 4, 6)), (report.PublishedOn!.Value, report.UpdatedOn!.Value));
        Assert.Equal(("Jane Doe", "https://example.org/1"), (report.Byline, report.Url));
        Assert.Equal(["The bridge fell."], report.Texts(BlockKind.Body));
    }

    [Theory]
    [InlineData("<rss><channel><item><title>Bridge falls</title><description>The bridge fell & broke.</description></item>")]
    [InlineData("<rss><channel><item><title>Bridge falls</title><description>The bridge fell & broke.</item></channel></rss>")]
    public void A_feed_that_is_not_well_formed_gives_what_can_be_read(string feed)
    {
        var result = Reading.One(feed, "feed.xml");
        Assert.Equal(["The bridge fell & broke."], result.Report!.Texts(BlockKind.Body));
        Assert.Contains("broken-feed", result.Codes());
    }

    [Fact]
    public void Json_feeds_and_channel_exports_are_read()
    {
        var item = Reading.One("""{"version":"https://jsonfeed.org/version/1.1","title":"Daily Test","items":[{"id":"1","content_html":"<p>The bridge fell.</p>","date_published":"2016-04-05T10:00:00Z"}]}""", "feed.json").Report!;
        Assert.Equal(("The bridge fell.", "Daily Test", new LocalDate(2016, 4, 5)), (item.Text, item.Publisher, item.PublishedOn!.Value));
        var message = Reading.One("""{"name":"Test Channel","type":"public_channel","messages":[{"id":7,"type":"service","text":""},{"id":8,"type":"message","date":"2016-04-05T10:00:00","text":["The bridge ",{"type":"bold","text":"fell"},"."]}]}""", "result.json").Report!;
        Assert.Equal(("Test Channel/8", "The bridge fell.", "Test Channel"), (message.Id, message.Text, message.Publisher));
    }

    [Fact]
    public void Vocabularies_are_known_by_their_namespaces_and_addresses_by_their_base()
    {
        var report = Reading.One("""
            <r:rss xmlns:r="http://backend.userland.com/rss2" xmlns:c="http://purl.org/rss/1.0/modules/content/" xmlns:d="http://purl.org/dc/elements/1.1/" xml:base="https://example.org/"><r:channel><r:title>Daily Test</r:title>
            <r:item><d:title>Another title</d:title><r:title>Bridge falls</r:title><r:link>news/1</r:link><c:encoded>The bridge fell.</c:encoded></r:item></r:channel></r:rss>
            """, "feed.xml").Report!;
        Assert.Equal(("https://example.org/news/1", "Daily Test"), (report.Url, report.Publisher));
        Assert.Equal(["The bridge fell."], report.Texts(BlockKind.Body));
    }

    [Fact]
    public void An_entry_that_is_but_a_link_is_kept_and_an_empty_one_is_not()
    {
        var results = Reading.All("<rss><channel><item><guid>https://example.org/1</guid></item><item></item></channel></rss>", "feed.xml");
        Assert.Equal("https://example.org/1", results[0].Report!.Url);
        Assert.Equal([["no-text", "no-day"], ["no-text"]], results.Select(r => r.Codes()));
    }

    [Fact]
    public void A_hostile_feed_ends_in_time()
    {
        foreach (var attack in (string[])[string.Concat(Enumerable.Repeat("<item>", 200_000)), string.Concat(Enumerable.Repeat("<![CDATA[", 200_000)), new string('<', 1_000_000), string.Concat(Enumerable.Repeat("</x>", 200_000)), "<a " + new string('=', 1_000_000)])
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            _ = Reading.All("<rss><channel>" + attack, "feed.xml").Count;
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60));
        }
    }

    [Fact]
    public void A_declared_encoding_is_used()
    {
        byte[] feed = [.. "<?xml version=\"1.0\" encoding=\"windows-1251\"?><rss><channel><item><title>"u8, 0xCC, 0xEE, 0xF1, 0xF3, 0xEB, .. "</title></item></channel></rss>"u8];
        Assert.Equal("Мосул", Assert.Single(Reading.Of(feed, "feed.xml")).Report!.Title);
        Assert.Equal("Bridge", Assert.Single(Reading.Of(Encoding.Unicode.GetBytes("<rss><channel><item><title>Bridge</title></item></channel></rss>"), "feed.xml")).Report!.Title);
    }
}
