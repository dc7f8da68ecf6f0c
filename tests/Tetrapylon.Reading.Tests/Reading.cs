using System.Text;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Reading.Tests;

/// <summary>Reads texts given as strings, for tests.</summary>
internal static class Reading
{
    public static readonly Reader Reader = Reader.Load(DataFolder.Shipped());

    public static ReadResult One(string text, string name = "report.txt", string? mediaType = null, string? url = null) =>
        Assert.Single(All(text, name, mediaType, url));

    public static List<ReadResult> All(string text, string name = "report.txt", string? mediaType = null, string? url = null) =>
        Of(Encoding.UTF8.GetBytes(text), name, mediaType, url);

    public static List<ReadResult> Of(byte[] bytes, string name, string? mediaType = null, string? url = null) =>
        [.. Reader.Read(new RawReport(name, bytes, mediaType, url, Id: Path.GetFileNameWithoutExtension(name)))];

    public static string[] Texts(this Report report, BlockKind kind) =>
        [.. report.Blocks.Where(b => b.Kind == kind).Select(b => b.Span.Of(report.Text).ToString())];

    public static string[] Codes(this ReadResult result) => [.. result.Report?.Issues.Select(i => i.Code) ?? [result.SetAside!.Code]];
}
