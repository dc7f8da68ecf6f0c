using Tetrapylon.Model;

namespace Tetrapylon.Reading.Formats;

/// <summary>One way reports are written down; knows how to read raw bytes of its kind.</summary>
internal interface IFormat
{
    /// <summary>Whether these bytes, by media type, name or first characters, are of this format.</summary>
    bool Recognizes(RawReport raw);

    /// <summary>The reports in them; what cannot be read comes out as set aside.</summary>
    IEnumerable<ReadResult> Read(RawReport raw);
}
