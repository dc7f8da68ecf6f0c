namespace Tetrapylon.Reading.Formats;

/// <summary>The mails of a mailbox file (mbox), one at a time: each begins with a line "From " after an empty one.</summary>
internal static class Mailbox
{
    public static IEnumerable<Arrival> Of(string name, Stream stream)
    {
        var mail = new MemoryStream();
        var number = 0;
        bool empty = true, tooLarge = false;
        foreach (var (_, line) in ByteLines.Of(stream, Sources.LongestLine))
        {
            if (line is null)
            {
                tooLarge = true;
                continue;
            }
            if (empty && line.AsSpan().StartsWith("From "u8))
            {
                if (number > 0) yield return Taken();
                number++;
                tooLarge = false;
                empty = false;
                continue;
            }
            empty = line.AsSpan().TrimEnd((byte)'\r').IsEmpty;
            if (mail.Length + line.Length > Sources.LargestFile) tooLarge = true;
            if (tooLarge) continue;
            // A line of the text that began with "From " was marked when it was put here.
            mail.Write(line.AsSpan().StartsWith(">From "u8) ? line.AsSpan(1) : line);
            mail.WriteByte((byte)'\n');
        }
        if (number > 0) yield return Taken();

        Arrival Taken()
        {
            var at = $"{name}#{number}";
            var bytes = mail.ToArray();
            mail.SetLength(0);
            return tooLarge ? Arrival.Aside(at, "too-large", $"a mail of more than {Sources.LargestFile >> 20} MB") : Arrival.Of(new(at, bytes, MailFormat.MediaType));
        }
    }
}
