using System.IO.Compression;
using System.Text;
using NodaTime;
using Tetrapylon.Model;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace Tetrapylon.Reading.Tests.Formats;

public sealed class DocumentFormatsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tetrapylon-documents-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private List<ReadResult> ReadFile(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return [.. Reading.Reader.ReadAll(Sources.Open([path]))];
    }

    private static byte[] Docx(string body)
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create))
        using (var part = archive.CreateEntry("word/document.xml").Open())
            part.Write(Encoding.UTF8.GetBytes($"<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"));
        return packed.ToArray();
    }

    [Fact]
    public void The_lines_of_a_pdf_are_joined_to_paragraphs()
    {
        using var builder = new PdfDocumentBuilder();
        var page = builder.AddPage(PageSize.A4);
        var font = builder.AddStandard14Font(Standard14Font.Helvetica);
        var at = 700;
        foreach (var line in (string[])["The old bridge of Ruwaydah fell into the river on Monday after two days of shel-", "ling, the mayor said, and boats carry bread to the other bank."]) page.AddText(line, 12, new PdfPoint(50, at -= 14), font);
        var report = Assert.Single(ReadFile("a.pdf", builder.Build())).Report!;
        Assert.Equal(["The old bridge of Ruwaydah fell into the river on Monday after two days of shelling, the mayor said, and boats carry bread to the other bank."], report.Texts(BlockKind.Body));
        Assert.Equal("a", report.Id);
    }

    [Fact]
    public void A_word_document_is_read_without_what_was_deleted()
    {
        var report = Assert.Single(ReadFile("b.docx", Docx("<w:p><w:r><w:t>The bridge </w:t></w:r><w:del><w:r><w:delText>never </w:delText><w:t>never </w:t></w:r></w:del><w:r><w:t>fell.</w:t></w:r></w:p><w:p><w:r><w:t>Nobody was hurt.</w:t></w:r></w:p>"))).Report!;
        Assert.Equal(["The bridge fell.", "Nobody was hurt."], report.Texts(BlockKind.Body));
    }

    [Fact]
    public void Broken_documents_are_set_aside()
    {
        Assert.Equal(["broken-document"], Assert.Single(ReadFile("a.pdf", Encoding.ASCII.GetBytes("%PDF-1.4\nnonsense"))).Codes());
        Assert.Equal(["broken-document"], Assert.Single(ReadFile("b.docx", Docx("<w:p><w:t>The"))).Codes());
        Assert.Equal(["broken-document"], Assert.Single(ReadFile("c.docx", Docx("").Length > 0 ? DocxWithDtd() : [])).Codes());
    }

    private static byte[] DocxWithDtd()
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create))
        using (var part = archive.CreateEntry("word/document.xml").Open())
            part.Write("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>"u8);
        return packed.ToArray();
    }

    private const string Mail = "From: Daily Test <news@example.org>\r\nTo: a@example.net\r\nDate: Tue, 05 Apr 2016 22:30:00 -0500\r\nSubject: =?utf-8?q?Bridge_falls_in_Ruwayda=C5=A1?=\r\nMessage-ID: <m1@example.org>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nThe bridge fell.\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>The old bridge of Ruwaydah fell =\r\ninto the river.</p><p>Nobody was hurt.</p>\r\n--x--\r\n";

    [Fact]
    public void A_mail_is_dated_by_its_senders_day()
    {
        var report = Assert.Single(ReadFile("a.eml", Encoding.UTF8.GetBytes(Mail))).Report!;
        Assert.Equal(("m1@example.org", "Bridge falls in Ruwaydaš", "Daily Test", new LocalDate(2016, 4, 5), PublishedBasis.Header), (report.Id, report.Title, report.Publisher, report.PublishedOn!.Value, report.PublishedBasis!.Value));
        Assert.Equal(["The old bridge of Ruwaydah fell into the river.", "Nobody was hurt."], report.Texts(BlockKind.Body));
    }

    [Fact]
    public void Each_mail_of_a_mailbox_is_a_report()
    {
        var second = Mail.Replace("m1@", "m2@", StringComparison.Ordinal).Replace("Nobody was hurt.", "\r\n\r\n>From the bank people watched.", StringComparison.Ordinal);
        var results = ReadFile("news.mbox", Encoding.UTF8.GetBytes($"From news@example.org Tue Apr 5 22:30:00 2016\n{Mail}\nFrom news@example.org Tue Apr 5 22:30:00 2016\n{second}\n"));
        Assert.Equal(["m1@example.org", "m2@example.org"], results.Select(r => r.Report!.Id));
        Assert.Contains("From the bank people watched.", results[1].Report!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Zst_is_unpacked_and_a_broken_one_set_aside()
    {
        using var packed = new MemoryStream();
        using (var zst = new ZstdSharp.CompressionStream(packed, leaveOpen: true)) zst.Write("date 2016-04-05 A bridge fell."u8);
        var report = Assert.Single(ReadFile("a.txt.zst", packed.ToArray())).Report!;
        Assert.Equal(("a", "A bridge fell."), (report.Id, report.Texts(BlockKind.Body)[0]));
        Assert.Equal(["broken-archive"], Assert.Single(ReadFile("b.txt.zst", [0x28, 0xB5, 0x2F, 0xFD, 1, 2, 3, 4, 5])).Codes());
    }

    [Theory]
    [InlineData("""window.YTD.tweets.part0 = [{"tweet":{"id_str":"7","full_text":"A bridge fell &amp; boats sail.","created_at":"Tue Apr 05 10:33:00 +0000 2016","user":{"name":"Daily Test","screen_name":"dailytest"}}}]""", "tweets.js")]
    [InlineData("""{"data":[{"id":"7","text":"A bridge fell &amp; boats sail.","created_at":"2016-04-05T10:33:00.000Z","author_id":"1"}],"includes":{"users":[{"id":"1","name":"Daily Test","username":"dailytest"}]}}""", "posts.json")]
    public void Posts_of_x_are_reports_of_whoever_wrote_them(string json, string name)
    {
        var report = Assert.Single(ReadFile(name, Encoding.UTF8.GetBytes(json))).Report!;
        Assert.Equal(("7", "A bridge fell & boats sail.", "Daily Test", "https://x.com/dailytest/status/7", new LocalDate(2016, 4, 5)), (report.Id, report.Text, report.Publisher, report.Url, report.PublishedOn!.Value));
    }

    [Fact]
    public void All_channels_of_an_export_are_read()
    {
        var results = ReadFile("result.json", """{"chats":{"list":[{"name":"One","messages":[{"id":1,"type":"message","date":"2016-04-05T10:00:00","text":"A bridge fell."}]},{"name":"Two","messages":[{"id":1,"type":"message","date":"2016-04-06T10:00:00","text":"A wall fell."}]}]}}"""u8.ToArray());
        Assert.Equal(["One/1", "Two/1"], results.Select(r => r.Report!.Id));
    }
}
