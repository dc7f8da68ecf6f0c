using System.Text;

namespace Tetrapylon.Knowledge.Gazetteer.Import;

/// <summary>Reads text tables row by row, whatever their size; a row has at most a million characters.</summary>
internal sealed class TextRows
{
    private const int Longest = 1_000_000;
    private readonly TextReader _reader;
    private readonly char[] _buffer = new char[32_768];
    private readonly StringBuilder _cell = new();
    private int _at, _end;

    private TextRows(Stream stream) => _reader = new StreamReader(stream, new UTF8Encoding(false, true), detectEncodingFromByteOrderMarks: true);

    /// <summary>The line being read, from 1.</summary>
    private int Line { get; set; } = 1;

    /// <summary>The lines of a stream, each with its number.</summary>
    public static IEnumerable<(int Line, string Text)> Lines(Stream stream)
    {
        var rows = new TextRows(stream);
        for (; rows.Cell('\n', quoted: false, out _, out var ended) is { } text; rows.Line++)
        {
            if (text.Length > 0 || !ended) yield return (rows.Line, text);
            if (ended) yield break;
        }
    }

    /// <summary>The rows of a comma-, semicolon- or tab-separated table (RFC 4180), each with the line it begins on. Empty rows are left out.</summary>
    public static IEnumerable<(int Line, List<string> Cells)> Csv(Stream stream)
    {
        var rows = new TextRows(stream);
        var separator = rows.Separator();
        while (true)
        {
            var (line, cells, length) = (rows.Line, new List<string>(), 0);
            bool more, ended;
            do
            {
                var cell = rows.Cell(separator, quoted: true, out more, out ended);
                cells.Add(cell);
                if ((length += cell.Length) > Longest) throw new SourceFileException(line, $"a row of more than {Longest:#,0} characters: no table of places has one");
            }
            while (more);
            if (cells.Count > 1 || cells[0].Length > 0) yield return (line, cells);
            if (ended) yield break;
            rows.Line++;
        }
    }

    // The heading decides: the separator is the one it has most of.
    private char Separator()
    {
        Fill();
        var heading = _buffer.AsSpan(_at, _end - _at);
        if (heading.IndexOf('\n') is >= 0 and var end) heading = heading[..end];
        var (commas, semicolons, tabs) = (heading.Count(','), heading.Count(';'), heading.Count('\t'));
        return tabs > commas && tabs > semicolons ? '\t' : semicolons > commas ? ';' : ',';
    }

    private string Cell(char separator, bool quoted, out bool more, out bool ended)
    {
        _cell.Clear();
        var inside = false;
        var opened = Line;
        for (var first = true; ; first = false)
        {
            if (_at == _end && !Fill())
            {
                if (inside) throw new SourceFileException(opened, "the file ends inside a quoted cell: it is cut short");
                (more, ended) = (false, true);
                return Text();
            }
            var c = _buffer[_at++];
            if (inside)
            {
                if (c == '"')
                {
                    if ((_at < _end || Fill()) && _buffer[_at] == '"') { _at++; _cell.Append('"'); }
                    else inside = false;
                    continue;
                }
                if (c == '\n') Line++;
            }
            else if (quoted && first && c == '"') { inside = true; continue; }
            else if (c == '\n' || c == separator)
            {
                (more, ended) = (c != '\n', false);
                return Text();
            }
            _cell.Append(c);
            if (_cell.Length > Longest) throw new SourceFileException(opened, $"a line of more than {Longest:#,0} characters: no table of places has one");
        }
    }

    private string Text()
    {
        if (_cell.Length > 0 && _cell[^1] == '\r') _cell.Length--;
        return _cell.ToString();
    }

    private bool Fill()
    {
        if (_at < _end) return true;
        try
        {
            (_at, _end) = (0, _reader.Read(_buffer, 0, _buffer.Length));
        }
        catch (DecoderFallbackException)
        {
            throw new SourceFileException(Line, "it is not UTF-8 from about here on");
        }
        catch (InvalidDataException e)
        {
            throw new SourceFileException(Line, "it is cut short or damaged: " + e.Message);
        }
        catch (SourceFileException e) when (e.Line == 0)
        {
            throw new SourceFileException(Line, e.Message);
        }
        return _end > 0;
    }
}
