using System.CommandLine;
using NodaTime;
using Tetrapylon.Model;
using Tetrapylon.Record;

namespace Tetrapylon.App.Commands;

/// <summary>What narrows a question to the record.</summary>
internal sealed class FilterOptions
{
    private readonly Option<string?> _place = Flags.Place();
    private readonly Option<string?> _country = new("--country") { HelpName = "CODE", Description = "Only this country (ISO 3166, two letters)." };
    private readonly Option<string?> _actor = new("--actor") { HelpName = "NAME", Description = "Only where this actor takes part, by id or by a name as reported." };
    private readonly Option<string?> _type = new("--type") { HelpName = "TYPE", Description = "Only this event type or sub-event type, by its exact name." };
    private readonly Option<string?> _status = new("--status") { HelpName = "STATUS", Description = "asserted, negated or planned." };
    private readonly Option<LocalDate?> _on = Flags.On();
    private readonly Option<LocalDate?> _from = Flags.Day("--from", "From this day on (YYYY-MM-DD).");
    private readonly Option<LocalDate?> _to = Flags.Day("--to", "Up to this day (YYYY-MM-DD).");
    private readonly Option<string?> _words = new("--words") { HelpName = "WORDS", Description = "Only from reports in which these words stand." };
    private readonly Option<string?> _report = new("--report") { HelpName = "ID", Description = "Only from this report." };
    private readonly Option<int?> _limit = new("--limit") { HelpName = "N", Description = "At most this many." };

    public void AddTo(Command command)
    {
        _status.AcceptOnlyFromAmong([.. Enum.GetValues<ClaimStatus>().Select(s => WireName.Of(s))]);
        foreach (var option in (Option[])[_place, _country, _actor, _type, _status, _on, _from, _to, _words, _report, _limit]) command.Add(option);
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
            Limit = parsed.GetValue(_limit),
        };
    }
}
