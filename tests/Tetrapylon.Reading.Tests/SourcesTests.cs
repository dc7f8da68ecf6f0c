using System.IO.Compression;
using System.Text;

namespace Tetrapylon.Reading.Tests;

public sealed class SourcesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tetrapylon-reading-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Put(string name, ReadOnlySpan<byte> bytes)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes.ToArray());
        return path;
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(bytes);
        return packed.ToArray();
    }

    private List<ReadResult> ReadFolder() => [.. Reading.Reader.ReadAll(Sources.Open([_folder]))];

    [Fact]
    public void A_folder_is_read_in_order_of_paths_with_ids_from_names()
    {
        Put("b.txt", "Shells fell on the port."u8);
        Put("a.txt.gz", Gzip("date 2016-04-05 A bridge fell."u8.ToArray()));
        Put("sub/c.txt", "The mayor left."u8);
        Assert.Equal(["a", "b", "sub/c"], ReadFolder().Select(r => r.Report!.Id));
    }

    [Fact]
    public void Lines_of_json_come_one_by_one_with_their_numbers()
    {
        Put("r.jsonl.gz", Gzip(Encoding.UTF8.GetBytes("{\"id\":\"1\",\"text\":\"A bridge fell.\"}\n\n{\"id\":\"2\",\"te\n{\"id\":\"3\",\"text\":\"A wall fell.\"}")));
        var results = ReadFolder();
        Assert.Equal(["1", null, "3"], results.Select(r => r.Report?.Id));
        Assert.EndsWith("r.jsonl:3", results[1].Source, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_beyond_measure_is_set_aside_and_the_next_is_read()
    {
        var lines = new MemoryStream();
        lines.Write("{\"id\":\"1\",\"text\":\""u8);
        lines.Write(Enumerable.Repeat((byte)'x', Sources.LongestLine).ToArray());
        lines.Write("\"}\n{\"id\":\"2\",\"text\":\"A wall fell.\"}\n"u8);
        Put("r.jsonl", lines.ToArray());
        var results = ReadFolder();
        Assert.Equal(["line-too-long"], results[0].Codes());
        Assert.Equal("2", results[1].Report!.Id);
    }

    [Fact]
    public void The_same_id_with_other_text_is_a_version_and_says_so()
    {
        Put("r.jsonl", "{\"id\":\"1\",\"published\":null,\"text\":\"A bridge fell.\"}\n{\"id\":\"1\",\"published\":null,\"text\":\"A wall fell.\"}\n{\"id\":\"1\",\"published\":null,\"text\":\"A bridge fell.\"}"u8);
        Assert.Equal([[], ["duplicate-id"], []], ReadFolder().Select(r => r.Codes()));
    }

    [Fact]
    public void Utf_16_lines_and_standard_input_are_read()
    {
        var wide = new MemoryStream([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("{\"id\":\"1\",\"text\":\"A bridge fell.\"}\n")]);
        Put("w.jsonl", wide.ToArray());
        Assert.Equal("A bridge fell.", Assert.Single(ReadFolder()).Report!.Text);
        var input = new MemoryStream("{\"id\":\"1\",\"text\":\"A bridge fell.\"}\n{\"id\":\"2\",\"text\":\"A wall fell.\"}\n"u8.ToArray());
        Assert.Equal(["1", "2"], Reading.Reader.ReadAll(Sources.Open([Sources.StandardInput], input)).Select(r => r.Report!.Id));
    }

    [Fact]
    public void Archives_are_opened_and_broken_ones_set_aside_alone()
    {
        using (var archive = ZipFile.Open(Path.Combine(_folder, "a.zip"), ZipArchiveMode.Create))
        {
            using (var entry = archive.CreateEntry("in/one.txt").Open()) entry.Write("A bridge fell."u8);
            using (var entry = archive.CreateEntry("two.jsonl").Open()) entry.Write("{\"id\":\"2\",\"text\":\"A wall fell.\"}"u8);
        }
        Put("b.txt.gz", [.. Gzip("The mayor left."u8.ToArray())[..10], 0xFF, 0xFF, 0xFF, 0xFF]);
        Put("c.txt", "The mayor left."u8);
        Assert.Equal(["in/one", "2", null, "c"], ReadFolder().Select(r => r.Report?.Id));
    }

    [Fact]
    public void What_unpacks_beyond_all_measure_is_set_aside()
    {
        Put("bomb.txt.gz", Gzip(new byte[40 << 20]));
        Assert.Equal(["broken-archive"], Assert.Single(ReadFolder()).Codes());
    }

    [Fact]
    public void A_path_that_is_not_there_is_said()
    {
        Assert.Equal("no-such-file", Assert.Single(Sources.Open([Path.Combine(_folder, "none.txt")])).SetAside!.Code);
    }
}
