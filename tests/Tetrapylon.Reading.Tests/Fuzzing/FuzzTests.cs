using System.Text;
using Tetrapylon.Model;
using Tetrapylon.Reading.Dates;
using Tetrapylon.Reading.Formats;

namespace Tetrapylon.Reading.Tests.Fuzzing;

// A class each, so that targets run side by side.

public sealed class HtmlFuzzTests
{
    private static readonly Fuzzer Html = new("html", ["<", "</", "<!--", "-->", "<![CDATA[", "<p>", "</p>", "<div class=\"sidebar\">", "<table><tr><td>", "<figure><figcaption>", "<script type=\"application/ld+json\">", "</script>", "<time datetime=\"", "<title>", "<iframe>", "<br><br>", "&", "&#", "charset=utf-16", "style=\"display:none\"", "/>", "=\"", "\"datePublished\":\"", "2017-03-02T10:33:00Z", "display", "<a href=/>", "<h1>"],
        bytes => Reading.Reader.Read(new("a.html", bytes, "text/html", "https://example.org/2016/04/05/a")));

    [Fact]
    public void No_page_breaks_the_reader() => Html.Run(TestContext.Current.CancellationToken);
}

public sealed class FeedFuzzTests
{
    private static readonly Fuzzer Feed = new("feed", ["<item>", "</item>", "<entry>", "<![CDATA[", "]]>", "<!DOCTYPE rss [<!ENTITY a \"b\">]>", "&a;", "<?xml version=\"1.0\" encoding=\"utf-16\"?>", "xmlns:a=\"http://purl.org/rss/1.0/\"", "xml:base=\"//\"", "type=\"application/octet-stream\"", "mode=\"base64\"", "<link href=\"", "<pubDate>", "</", "<", "{", "[", "}", "]", ",", ":", "\"items\":[", "\"messages\":[", "window.YTD.tweets.part0 = ", "null", "<rss>", "<content type=\"xhtml\"><div>"],
        bytes => Reading.Reader.Read(new("feed.json", bytes, null, "https://example.org/feed")).Concat(Reading.Reader.Read(new("feed.xml", bytes, "application/rss+xml"))));

    [Fact]
    public void No_feed_breaks_the_reader() => Feed.Run(TestContext.Current.CancellationToken);
}

public sealed class WarcFuzzTests
{
    private static readonly Fuzzer Warc = new("warc", ["WARC/1.0\r\n", "warc/1.1\r\n", "WARC-Type: response\r\n", "WARC-Type: revisit\r\n", "Content-Length: ", "Content-Length: 99999999999\r\n", "\r\n\r\n", "HTTP/1.1 200 OK\r\n", "Transfer-Encoding: chunked\r\n", "Content-Encoding: gzip\r\n", "Content-Encoding: br\r\n", "Content-Encoding: deflate\r\n", "ffffffff\r\n", "0\r\n\r\n", " \t", ":", "filedesc://a 0.0.0.0 20160406100000 text/plain 4\n", "http://example.org/ 192.0.2.1 20160406100000 text/html 12\n", "Content-Type: application/http\r\n"],
        bytes => Reading.Reader.ReadAll(WarcRecords.Of("a.warc", new MemoryStream(bytes)).Concat(ArcRecords.Of("a.arc", new MemoryStream(bytes)))));

    [Fact]
    public void No_archive_breaks_the_reader() => Warc.Run(TestContext.Current.CancellationToken);
}

public sealed class JsonLinesFuzzTests
{
    private static readonly Fuzzer Lines = new("jsonl", ["{", "}", "[", "]", "\"", ":", ",", "\n", "\"id\":", "\"published\":", "\"text\":", "\"context\":[", "null", "1e999", "\\u0000", "\\ud83d", "\\n", "(AFP via Le Monde)", "(Reuters)", "[1]", "1/4 ", "2/4 ", "Getty", "(AFP/Getty Images)", "DAMASCUS, March 2 (SANA) - ", "date 2017-03-02", "Read more: ", "By "],
        bytes => Reading.Reader.Read(new("a.jsonl", bytes, JsonLinesFormat.MediaType)));

    [Fact]
    public void No_line_breaks_the_reader() => Lines.Run(TestContext.Current.CancellationToken);
}

public sealed class DatelineFuzzTests
{
    private static readonly DateScanner Dates = new(Reading.Reader.Cues.Months);

    private static readonly Fuzzer Datelines = new("dateline", ["March ", "2 ", "2017", "2.", "03/02/2017", "2. März 2017", "2 de marzo de ", " - ", " – ", "— ", "(AP)", "Updated ", "Published: ", "Thursday ", "th ", ", ", "10:33 GMT", "date ", "ALEPPO, Syria, ", "1/2 ", "Photo 2 of 9: ", "\n\n", "Getty", "Caption: "], Read);

    [Fact]
    public void No_text_breaks_the_reader_of_days() => Datelines.Run(TestContext.Current.CancellationToken);

    private static IEnumerable<ReadResult> Read(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        for (var at = 0; Dates.Next(text, at) is { } date; at = date.Span.End)
        {
            if (date.Span.Start < at || date.Span.End <= date.Span.Start || date.Span.End > text.Length) throw new InvalidOperationException($"a date at {date.Span} from {at}");
            if (date.Day.Year is < DateScanner.EarliestYear or > DateScanner.LatestYear) throw new InvalidOperationException($"a date in {date.Day.Year}");
        }
        return Reading.Reader.Read(new("a.txt", bytes, "text/plain"));
    }
}
