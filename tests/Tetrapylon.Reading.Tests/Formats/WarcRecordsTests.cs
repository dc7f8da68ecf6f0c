using System.IO.Compression;
using System.Text;
using NodaTime;
using Tetrapylon.Reading.Formats;

namespace Tetrapylon.Reading.Tests.Formats;

public sealed class WarcRecordsTests
{
    private const string Page = "<html><body><p>The old bridge of Ruwaydah fell into the river on Monday.</p></body></html>";

    private static byte[] Record(string type, byte[] block, string fields = "") =>
        [.. Encoding.UTF8.GetBytes($"WARC/1.0\r\nWARC-Type: {type}\r\nWARC-Target-URI: https://example.org/a\r\nWARC-Date: 2016-04-06T10:00:00Z\r\n{fields}Content-Length: {block.Length}\r\n\r\n"), .. block, .. "\r\n\r\n"u8];

    private static byte[] Response(string headers, byte[] body) =>
        Record("response", [.. Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{headers}\r\n"), .. body], "Content-Type: application/http; msgtype=response\r\n");

    private static List<Arrival> Read(params byte[][] records) => [.. WarcRecords.Of("a.warc", new MemoryStream([.. records.SelectMany(r => r)]))];

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(bytes);
        return packed.ToArray();
    }

    [Fact]
    public void Responses_come_with_their_address_and_time_and_other_records_do_not()
    {
        var arrival = Assert.Single(Read(Record("warcinfo", "x: y"u8.ToArray()), Response("", Encoding.UTF8.GetBytes(Page)), Record("request", "GET /"u8.ToArray())));
        Assert.Equal(("a.warc#2", "https://example.org/a", Instant.FromUtc(2016, 4, 6, 10, 0)), (arrival.Raw!.Name, arrival.Raw.Url, arrival.Raw.RetrievedAt!.Value));
        Assert.Equal(Page, Encoding.UTF8.GetString(arrival.Raw.Bytes.Span));
    }

    [Fact]
    public void Chunks_and_compression_are_undone_where_they_are()
    {
        var packed = Gzip(Encoding.UTF8.GetBytes(Page));
        byte[] chunked = [.. Encoding.ASCII.GetBytes($"{packed.Length:x}\r\n"), .. packed, .. "\r\n0\r\n\r\n"u8];
        var both = Read(Response("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", chunked), Response("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", Encoding.UTF8.GetBytes(Page)));
        Assert.All(both, a => Assert.Equal(Page, Encoding.UTF8.GetString(a.Raw!.Bytes.Span)));
    }

    [Fact]
    public void Revisits_errors_and_broken_records_are_set_aside()
    {
        var found = Read(Record("revisit", []), Record("response", "HTTP/1.1 404 Not Found\r\n\r\n"u8.ToArray(), "Content-Type: application/http\r\n"), "nonsense\r\n"u8.ToArray());
        Assert.Equal(["revisit", "http-status", "broken-record"], found.Select(a => a.SetAside!.Code));
    }

    [Fact]
    public void After_a_broken_record_reading_goes_on_with_the_next()
    {
        var found = Read(Response("", Encoding.UTF8.GetBytes(Page)), "too long a record\r\nWARC-Type: none\r\n\r\n"u8.ToArray(), "WARC/1.0\r\nWARC-Type: response\r\n\r\n"u8.ToArray(), Response("", Encoding.UTF8.GetBytes(Page)));
        Assert.Equal([null, "broken-record", "broken-record", null], found.Select(a => a.SetAside?.Code));
    }

    [Fact]
    public void The_older_kind_of_archive_is_read_with_blanks_in_an_address_and_broken_records()
    {
        var response = $"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{Page}";
        var archive = $"filedesc://a.arc 0.0.0.0 20160406100000 text/plain 4\n1 0\n\nhttp://example.org/a b 192.0.2.1 20160406100000 text/html {response.Length}\n{response}\n\nhttp://example.org/c 192.0.2.1 2016 text/html abc\nnonsense\nhttp://example.org/d 192.0.2.1 20160406100000 text/html {response.Length}\n{response}\n";
        List<Arrival> found = [.. ArcRecords.Of("a.arc", new MemoryStream(Encoding.UTF8.GetBytes(archive)))];
        Assert.Equal([null, "broken-record", null], found.Select(a => a.SetAside?.Code));
        Assert.Equal(("http://example.org/a b", Instant.FromUtc(2016, 4, 6, 10, 0)), (found[0].Raw!.Url, found[0].Raw!.RetrievedAt!.Value));
    }

    [Fact]
    public void Members_of_a_packed_archive_are_read_one_after_the_other()
    {
        var path = Path.GetTempFileName() + ".warc.gz";
        File.WriteAllBytes(path, [.. Gzip(Response("", Encoding.UTF8.GetBytes(Page))), .. Gzip(Response("", Encoding.UTF8.GetBytes(Page)))]);
        Assert.Equal(2, Sources.Open([path]).Count(a => a.Raw is not null));
        File.Delete(path);
    }
}
