using System.CommandLine;
using System.CommandLine.Parsing;
using NodaTime;
using Tetrapylon.Model;
using Tetrapylon.Record;

namespace Tetrapylon.App.Commands;

/// <summary>What narrows a question to the record.</summary>
internal sealed class FilterOptions
{
    private readonly Option<string?> _place = Flags.Place();
    private readonly Option<string?> _country = Flags.Country();
    private readonly Option<string?> _actor = new("--actor") { HelpName = "NAME", Description = "Only where this actor takes part, by id or by a name as reported." };
    private readonly Option<string?> _type = new("--type") { HelpName = "TYPE", Description = "Only this event type or sub-event type, by its exact name." };
    private readonly Option<string?> _status = new("--status") { HelpName = "STATUS", Description = "asserted, negated or planned." };
    private readonly Option<LocalDate?> _on = Flags.On();
    private readonly Option<LocalDate?> _from = Flags.Day("--from", "From this day on (YYYY-MM-DD).");
    private readonly Option<LocalDate?> _to = Flags.Day("--to", "Up to this day (YYYY-MM-DD).");
    private readonly Option<string?> _words = new("--words") { HelpName = "WORDS", Description = "Only from reports in which these words stand." };
    private readonly Option<string?> _report = new("--report") { HelpName = "ID", Description = "Only from this report." };
    private readonly Option<string?> _publisher = new("--publisher") { HelpName = "NAME", Description = "Only from reports of this publisher." };
    private readonly Option<string?> _source = new("--source") { HelpName = "KIND", Description = "Only where a source of this kind says so: " + string.Join(", ", Enum.GetValues<SourceKind>().Select(k => WireName.Of(k))) + "." };
    private readonly Option<GeoBox?> _box = new("--box") { HelpName = "W,S,E,N", Description = "Only places within these degrees: west, south, east, north.", CustomParser = Box };
    private readonly Option<int?> _limit = new("--limit") { HelpName = "N", Description = "At most this many." };

    public void AddTo(Command command)
    {
        _status.AcceptOnlyFromAmong([.. Enum.GetValues<ClaimStatus>().Select(s => WireName.Of(s))]);
        _source.AcceptOnlyFromAmong([.. Enum.GetValues<SourceKind>().Select(k => WireName.Of(k))]);
        foreach (var option in (Option[])[_place, _country, _actor, _type, _status, _on, _from, _to, _words, _report, _publisher, _source, _box, _limit]) command.Add(option);
    }

    /// <summary>The question, with its place checked against the record.</summary>
    public RecordFilter Of(ParseResult parsed, RecordView view)
    {
        var on = parsed.GetValue(_on);
        RecordOptions.MustKnow(view, parsed.GetValue(_place));
        return new()
        {
            Place = parsed.GetValue(_place),
            Country = parsed.GetValue(_country),
            Actor = parsed.GetValue(_actor),
            Type = parsed.GetValue(_type),
            Status = parsed.GetValue(_status) is { } status && WireName.TryParse<ClaimStatus>(status, out var value) ? value : null,
            From = on ?? parsed.GetValue(_from),
            To = on ?? parsed.GetValue(_to),
            Words = parsed.GetValue(_words),
            Report = parsed.GetValue(_report),
            Publisher = parsed.GetValue(_publisher),
            SourceKind = parsed.GetValue(_source) is { } source && WireName.TryParse<SourceKind>(source, out var kind) ? kind : null,
            Box = parsed.GetValue(_box),
            Limit = parsed.GetValue(_limit),
        };
    }

    private static GeoBox? Box(ArgumentResult result) => GeoBox.Of(result.Tokens[0].Value.Split(','))
        ?? throw new UsageException($"'{result.Tokens[0].Value}' is no box: west, south, east and north in degrees, such as 35.5,32.0,42.5,37.5");
}
