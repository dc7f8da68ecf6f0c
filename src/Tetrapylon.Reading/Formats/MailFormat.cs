using MimeKit;
using NodaTime;
using Tetrapylon.Model;

namespace Tetrapylon.Reading.Formats;

/// <summary>A mail, as newsletters come: its HTML or text is the report, its subject the title, its sender the publisher, its day that of sending.</summary>
internal sealed class MailFormat(HtmlFormat pages, PlainTextFormat plain) : IFormat
{
    public const string MediaType = "message/rfc822";

    private static readonly ParserOptions Options = new() { MaxMimeDepth = 20 };

    private static readonly string[] Fields = ["received", "return-path", "delivered-to", "from", "to", "date", "subject", "message-id", "mime-version", "reply-to", "list-id", "x-mailer", "dkim-signature", "authentication-results"];

    public bool Recognizes(RawReport raw) => raw.MediaType == MediaType || raw.Name.EndsWith(".eml", StringComparison.OrdinalIgnoreCase) && IsMail(raw.Bytes.Span);

    /// <summary>Whether bytes begin with the fields of a mail: two lines of known names.</summary>
    public static bool IsMail(ReadOnlySpan<byte> head)
    {
        var known = 0;
        foreach (var raw in TextDecoder.Peek(head, 4096).AsSpan().EnumerateLines())
        {
            if (raw.IsEmpty) break;
            if (char.IsWhiteSpace(raw[0])) continue;
            var colon = raw.IndexOf(':');
            if (colon is <= 0 or > 40) break;
            if (Fields.Contains(raw[..colon].ToString().ToLowerInvariant())) known++;
        }
        return known >= 2;
    }

    public IEnumerable<ReadResult> Read(RawReport raw)
    {
        MimeMessage mail;
        string? markup, text;
        try
        {
            mail = MimeMessage.Load(Options, new MemoryStream(raw.Bytes.ToArray(), writable: false));
            (markup, text) = (mail.HtmlBody, mail.TextBody);
        }
        catch (Exception e) when (e is FormatException or IOException or NotSupportedException or ArgumentException or InvalidOperationException)
        {
            return [ReadResult.Aside(raw.Name, "broken-document", $"is no whole mail: {e.Message}")];
        }
        var part = raw with { Id = mail.MessageId ?? raw.Id, MediaType = null };
        var issues = new List<Issue>();
        var result = !string.IsNullOrWhiteSpace(markup) ? pages.Read(part, markup, issues) : !string.IsNullOrWhiteSpace(text) ? plain.Read(part, text, issues) : ReadResult.Aside(raw.Name, "no-text", "the mail holds no text");
        if (result.Report is not { } report) return [result];
        DayReading? sent = mail.Date.Year > 1990 ? new(LocalDate.FromDateOnly(DateOnly.FromDateTime(mail.Date.DateTime)), PublishedBasis.Header, 1, mail.Headers[HeaderId.Date] ?? "") : null;
        var from = mail.From.Mailboxes.FirstOrDefault();
        return
        [
            result with
            {
                Report = report with
                {
                    PublishedOn = sent?.Day ?? report.PublishedOn,
                    PublishedBasis = sent?.Basis ?? report.PublishedBasis,
                    Title = string.IsNullOrWhiteSpace(mail.Subject) ? report.Title : mail.Subject,
                    Publisher = report.Publisher ?? (string.IsNullOrWhiteSpace(from?.Name) ? from?.Address : from.Name),
                    Issues = sent is null ? report.Issues : [.. report.Issues.Where(i => i.Code is not ("no-day" or "day-doubtful"))],
                },
                Days = sent is null ? result.Days : result.Days.Insert(0, sent),
            },
        ];
    }
}
