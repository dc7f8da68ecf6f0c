using System.Text.Json;

namespace Tetrapylon.Knowledge.Gazetteer.Import;

/// <summary>Reads the objects of one list of a JSON file, one at a time, whatever the size of the file.</summary>
/// <param name="list">Name of the list in the outermost object.</param>
internal sealed class JsonItems(Stream stream, string list)
{
    private const int Largest = 16 << 20;
    private byte[] _buffer = new byte[1 << 16];
    private int _start, _end;
    private bool _begun, _ended, _inside;
    private JsonReaderState _state = new(new() { CommentHandling = JsonCommentHandling.Skip });

    /// <summary>The line up to which the file was read.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>The next object; null at the end of the list.</summary>
    /// <exception cref="SourceFileException">The file is cut short, is no JSON, or has no such list.</exception>
    public JsonDocument? Next()
    {
        try
        {
            while (true)
            {
                if (Step(out var item, out var over)) return item;
                if (over) return null;
                Fill();
            }
        }
        catch (JsonException e)
        {
            throw new SourceFileException(Line, _ended ? "the file ends before its list does: it is cut short, or no JSON" : "no JSON from about here on: " + e.Message);
        }
        catch (InvalidDataException e)
        {
            throw new SourceFileException(Line, "it is cut short or damaged: " + e.Message);
        }
    }

    private bool Step(out JsonDocument? item, out bool over)
    {
        (item, over) = (null, false);
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _ended, _state);
        while (true)
        {
            var before = reader;
            if (!reader.Read())
            {
                if (_ended && !_inside) throw new SourceFileException(Line, $"it has no list \"{list}\"");
                Take(before);
                return false;
            }
            if (_inside)
            {
                if (reader.TokenType == JsonTokenType.EndArray)
                {
                    Take(reader);
                    over = true;
                    return false;
                }
                if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException($"an object is expected in \"{list}\"");
                if (!JsonDocument.TryParseValue(ref reader, out item))
                {
                    Take(before);
                    return false;
                }
                Take(reader);
                return true;
            }
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1 || !reader.ValueTextEquals(list)) continue;
            if (!reader.Read())
            {
                Take(before);
                return false;
            }
            _inside = reader.TokenType == JsonTokenType.StartArray;
        }
    }

    private void Take(in Utf8JsonReader reader)
    {
        var consumed = (int)reader.BytesConsumed;
        Line += _buffer.AsSpan(_start, consumed).Count((byte)'\n');
        _start += consumed;
        _state = reader.CurrentState;
    }

    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= Largest) throw new SourceFileException(Line, $"an item of more than {Largest >> 20} MB");
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _ended = read == 0;
        // A byte order mark is no JSON.
        if (!_begun && _buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8)) _start = 3;
        _begun = true;
    }
}
