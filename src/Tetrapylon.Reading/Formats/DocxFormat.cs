using System.IO.Compression;
using System.Text;
using System.Xml;
using Tetrapylon.Model;

namespace Tetrapylon.Reading.Formats;

/// <summary>A document of a word processor (Office Open XML), read as plain text: a paragraph a line; what was deleted under review is left out.</summary>
internal sealed class DocxFormat(PlainTextFormat plain) : IFormat
{
    public const string MediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>The part of the archive that holds the text.</summary>
    public const string TextPart = "word/document.xml";

    private const int LongestText = 8 << 20;

    private const string Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    private static readonly XmlReaderSettings Strict = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 64 << 20, IgnoreComments = true };

    public bool Recognizes(RawReport raw) => raw.MediaType == MediaType;

    public IEnumerable<ReadResult> Read(RawReport raw)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(raw.Bytes.ToArray()), ZipArchiveMode.Read);
            if (archive.GetEntry(TextPart) is not { } part) return [ReadResult.Aside(raw.Name, "unknown-format", "is no document of a word processor")];
            using var packed = part.Open();
            using var xml = XmlReader.Create(new BoundedInflation(packed, part.CompressedLength), Strict);
            var text = Text(xml);
            return string.IsNullOrWhiteSpace(text) ? [ReadResult.Aside(raw.Name, "empty", "holds no text")] : [plain.Read(raw, text, [])];
        }
        catch (Exception e) when (e is XmlException or InvalidDataException or IOException or NotSupportedException)
        {
            return [ReadResult.Aside(raw.Name, "broken-document", $"cannot be read: {e.Message}")];
        }
    }

    private static string Text(XmlReader xml)
    {
        var text = new StringBuilder();
        xml.Read();
        while (!xml.EOF && text.Length < LongestText)
        {
            if (xml.NodeType == XmlNodeType.Element && xml.NamespaceURI == Word)
                switch (xml.LocalName)
                {
                    case "t":
                        text.Append(xml.ReadElementContentAsString());
                        continue;
                    case "tab": text.Append('\t'); break;
                    case "br" or "cr": text.Append('\n'); break;
                    // Text deleted, and the instructions of fields.
                    case "del" or "moveFrom" or "instrText":
                        xml.Skip();
                        continue;
                }
            else if (xml.NodeType == XmlNodeType.EndElement && xml.NamespaceURI == Word && xml.LocalName == "p") text.Append("\n\n");
            xml.Read();
        }
        return text.ToString();
    }
}
