using System.Text;

namespace Tetrapylon.Reading.Formats;

/// <summary>Reads header lines and counted blocks off a stream.</summary>
internal sealed class BlockReader(Stream stream)
{
    private const int LongestHeader = 1 << 20;

    private readonly byte[] _buffer = new byte[1 << 16];
    private int _at, _size;
    private string? _returned;

    /// <summary>Fields by lower-case name, the first line under the empty name; empty when the line does not begin as it must, null at the end.</summary>
    public Dictionary<string, string>? Headers(string begins)
    {
        if (NextLine() is not { } line) return null;
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!line.StartsWith(begins, StringComparison.OrdinalIgnoreCase)) return fields;
        fields[""] = line;
        string? last = null;
        var total = 0;
        while (Line() is { Length: > 0 } field && (total += field.Length) < LongestHeader)
        {
            // A line that begins with a blank goes on with the field before it.
            if (char.IsWhiteSpace(field[0]) && last is not null)
            {
                fields[last] += " " + field.Trim();
                continue;
            }
            var colon = field.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0) continue;
            last = field[..colon].Trim().ToLowerInvariant();
            fields[last] = field[(colon + 1)..].Trim();
        }
        return fields;
    }

    /// <summary>Passes over lines up to one that begins so; false when none does.</summary>
    public bool SkipTo(string begins)
    {
        while (Line() is { } line)
            if (line.StartsWith(begins, StringComparison.OrdinalIgnoreCase))
            {
                _returned = line;
                return true;
            }
        return false;
    }

    /// <summary>The next line that is not empty; null at the end.</summary>
    public string? NextLine()
    {
        string? line;
        do line = Line();
        while (line is { Length: 0 });
        return line;
    }

    /// <summary>So many bytes, or what is left of the stream.</summary>
    public byte[] Block(int length)
    {
        var block = new MemoryStream(Math.Min(length, 1 << 16));
        while (block.Length < length && Fill())
        {
            var part = (int)Math.Min(_size - _at, length - block.Length);
            block.Write(_buffer, _at, part);
            _at += part;
        }
        return block.ToArray();
    }

    public byte[] Rest() => Block(int.MaxValue);

    public void Skip(long length)
    {
        while (length > 0 && Fill())
        {
            var part = (int)Math.Min(_size - _at, length);
            _at += part;
            length -= part;
        }
    }

    private string? Line()
    {
        if (_returned is { } returned)
        {
            _returned = null;
            return returned;
        }
        var line = new MemoryStream();
        while (Fill())
        {
            var end = Array.IndexOf(_buffer, (byte)'\n', _at, _size - _at);
            var stop = end < 0 ? _size : end;
            if (line.Length < LongestHeader) line.Write(_buffer, _at, stop - _at);
            _at = end < 0 ? _size : end + 1;
            if (end >= 0) return Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length).TrimEnd('\r');
        }
        return line.Length == 0 ? null : Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length).TrimEnd('\r');
    }

    private bool Fill()
    {
        if (_at < _size) return true;
        (_at, _size) = (0, stream.Read(_buffer));
        return _size > 0;
    }
}
