using System.Buffers;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Tetrapylon.Reading.Fetching;

namespace Tetrapylon.App.Terminals;

/// <summary>Where a run reads and writes: results on standard output, everything said about the run on standard error.</summary>
internal sealed class Terminal : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Stream _output;
    private readonly ArrayBufferWriter<byte> _line = new(4096);
    private readonly Lock _messagesLock = new();

    public Terminal(Stream input, Stream output, TextWriter messages, bool outputIsTerminal = false, bool messagesAreTerminal = false, bool colour = false)
    {
        Input = input;
        _output = new BufferedStream(output, 1 << 16);
        Text = new StreamWriter(_output, Utf8, 1024, leaveOpen: true) { NewLine = "\n" };
        Messages = messages;
        (OutputIsTerminal, MessagesAreTerminal, Colour) = (outputIsTerminal, messagesAreTerminal, colour);
    }

    /// <summary>The process's own streams.</summary>
    public static Terminal OfProcess()
    {
        var output = OpenOutput();
        var messages = new StreamWriter(Console.OpenStandardError(), Utf8) { AutoFlush = true, NewLine = "\n" };
        var colour = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return new(Console.OpenStandardInput(), output, messages, !Console.IsOutputRedirected, !Console.IsErrorRedirected, colour);
    }

    // The console's own stream hides that a pipe was closed; a file stream on the same handle tells of it, so that "| head" ends the run.
    // Files are left to the console's: a file stream would keep a place of its own in them and not see what other programs write.
    private static Stream OpenOutput()
    {
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected) return Console.OpenStandardOutput();
        var pipe = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return pipe.CanSeek ? Console.OpenStandardOutput() : pipe;
    }

    public Stream Input { get; }

    /// <summary>What of the network this run may fetch from.</summary>
    public AddressGuard Reachable { get; init; } = AddressGuard.PublicOnly;

    /// <summary>Standard output as text.</summary>
    public TextWriter Text { get; }

    /// <summary>Standard error.</summary>
    public TextWriter Messages { get; }

    public bool OutputIsTerminal { get; }
    public bool MessagesAreTerminal { get; }

    /// <summary>Whether colour is welcome where output is a terminal (NO_COLOR unset).</summary>
    public bool Colour { get; }

    /// <summary>Columns of the terminal; wide where output is not one, so that nothing is cut.</summary>
    public int Width
    {
        get
        {
            if (!OutputIsTerminal) return 160;
            try { return Math.Clamp(Console.WindowWidth, 40, 200); }
            catch (IOException) { return 80; }
        }
    }

    /// <summary>Writes one line of results as it is.</summary>
    public void Line(ReadOnlySpan<byte> utf8)
    {
        Text.Flush();
        _output.Write(utf8);
        _output.WriteByte((byte)'\n');
    }

    /// <summary>Writes one line of results with one of the exporters.</summary>
    public void Line(Action<IBufferWriter<byte>> write)
    {
        _line.ResetWrittenCount();
        write(_line);
        Line(_line.WrittenSpan);
    }

    /// <summary>Writes results as a stream of bytes.</summary>
    public void Bytes(Action<Stream> write)
    {
        Text.Flush();
        write(_output);
    }

    public void Line(string text = "") => Text.WriteLine(text);

    /// <summary>A line of results that may be long: on a terminal broken between words, what follows set under where the text begins; elsewhere one line.</summary>
    public void Line(string lead, string text)
    {
        var room = Width - lead.Length;
        if (!OutputIsTerminal || text.Length <= room || room < 20)
        {
            Line(lead + text);
            return;
        }
        for (var rest = text.AsSpan(); rest.Length > 0;)
        {
            var end = rest.Length <= room ? rest.Length : rest[..(room + 1)].LastIndexOf(' ');
            if (end <= 0) end = room;
            Line(string.Concat(lead, rest[..end]));
            rest = rest[end..].TrimStart(' ');
            lead = new string(' ', lead.Length);
        }
    }

    /// <summary>Tells the user something about the run.</summary>
    public void Say(string message)
    {
        lock (_messagesLock) Messages.WriteLine(Plain(message, keepLines: true));
    }

    /// <summary>Tells the user what went wrong.</summary>
    public void Complain(string message) => Say("tetrapylon: " + message);

    /// <summary>Text of a report made safe for a terminal: no control character of it reaches the screen.</summary>
    public static string Plain(string text, bool keepLines = false)
    {
        var bad = false;
        foreach (var c in text) bad |= Unsafe(c, keepLines);
        return bad ? string.Create(text.Length, (text, keepLines), static (into, from) =>
        {
            for (var i = 0; i < into.Length; i++) into[i] = Unsafe(from.text[i], from.keepLines) ? ' ' : from.text[i];
        }) : text;
    }

    public void Flush()
    {
        Text.Flush();
        _output.Flush();
    }

    public void Dispose()
    {
        try { Flush(); }
        catch (IOException) { /* the reader of our output is gone: nothing is left to say to it */ }
    }

    // Control characters, and the marks that reorder text around them.
    private static bool Unsafe(char c, bool keepLines) => c is not '\n' && char.IsControl(c) || c == '\n' && !keepLines || c is >= '\u202a' and <= '\u202e' or >= '\u2066' and <= '\u2069';
}
