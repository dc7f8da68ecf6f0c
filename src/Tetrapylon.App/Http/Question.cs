using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;
using NodaTime.Text;
using Tetrapylon.Model;
using Tetrapylon.Record;
using Tetrapylon.Record.Review;

namespace Tetrapylon.App.Http;

/// <summary>What a page is asked, all of it in the address: the day, the day of knowledge, the filters, and where in the list.</summary>
public sealed record Question
{
    public const int MostPerPage = 1000;

    private IQueryCollection _query = QueryCollection.Empty;

    /// <summary>What was so on this day.</summary>
    public LocalDate? On { get; private init; }

    /// <summary>As it was known at the end of this day.</summary>
    public LocalDate? KnownAt { get; private init; }

    public RecordFilter Filter { get; private init; } = new();
    public string? Cursor { get; private init; }
    public int Limit { get; private init; }

    /// <summary>Reads the address; says what is wrong with it.</summary>
    /// <exception cref="ProblemException">A value cannot be what it stands for.</exception>
    public static Question Of(IQueryCollection query, int limit = 50)
    {
        string? Text(string name) => query[name].ToString() is { Length: > 0 } text ? text.Length <= 500 ? text.Trim() : throw Bad(name, "is longer than 500 characters") : null;
        LocalDate? Day(string name) => Text(name) is not { } text ? null
            : LocalDatePattern.Iso.Parse(text) is { Success: true } parsed ? parsed.Value : throw Bad(name, $"'{text}' is no day: a day is written YYYY-MM-DD and must exist");
        T? Name<T>(string name) where T : struct, Enum => Text(name) is not { } text ? null
            : WireName.TryParse<T>(text, out var value) ? value : throw Bad(name, $"'{text}' is none of {string.Join(", ", Enum.GetValues<T>().Select(WireName.Of))}");
        var count = Text("limit") is not { } most ? limit
            : int.TryParse(most, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0 ? Math.Min(n, MostPerPage) : throw Bad("limit", $"'{most}' is no number above 0");
        var (from, to) = (Day("from"), Day("to"));
        if (from > to) throw Bad("to", "lies before 'from'");
        return new()
        {
            _query = query,
            On = Day("on"),
            KnownAt = Day("known-at"),
            Cursor = Text("cursor"),
            Limit = count,
            Filter = new()
            {
                Place = Text("place"),
                Country = Text("country"),
                Actor = Text("actor"),
                Type = Text("type"),
                Status = Name<ClaimStatus>("status"),
                SourceKind = Name<SourceKind>("source-kind"),
                Publisher = Text("publisher"),
                Review = Name<ReviewStatus>("review"),
                Words = Text("q"),
                From = from,
                To = to,
                Box = Text("bbox") is { } box ? Box(box) : null,
            },
        };
    }

    /// <summary>An address on the desk that keeps what was asked, with some of it changed: null takes a part away.</summary>
    public string Link(string path, params (string Name, string? Value)[] changes)
    {
        var kept = new List<KeyValuePair<string, string?>>();
        foreach (var (name, values) in _query)
            if (name is "on" or "known-at" or "lang" || path.Length == 0 && name is not "cursor")
                if (!changes.Any(c => c.Name == name) && values.ToString() is { Length: > 0 } value) kept.Add(new(name, value));
        foreach (var (name, value) in changes)
            if (!string.IsNullOrEmpty(value)) kept.Add(new(name, value));
        return kept.Count == 0 && path.Length == 0 ? "?" : QueryHelpers.AddQueryString(path, kept);
    }

    public string? this[string name] => _query[name].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>Four numbers: west, south, east, north.</summary>
    /// <exception cref="ProblemException">They are not.</exception>
    public static GeoBox Box(string text)
    {
        var parts = text.Split(',');
        // OGC allows six numbers, with heights; this record has none.
        if (parts.Length == 6) parts = [parts[0], parts[1], parts[3], parts[4]];
        return GeoBox.Of(parts) ?? throw Bad("bbox", "must be west,south,east,north in degrees");
    }

    private static ProblemException Bad(string name, string what) => new(StatusCodes.Status400BadRequest, "bad-parameter", $"'{name}' {what}.");
}
